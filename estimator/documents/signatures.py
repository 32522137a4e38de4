"""Room for the studio's signature: a field that is there from the start, so that signing changes
nothing but the field's value, and that is tagged like everything else."""

from __future__ import annotations

from typing import Any

from estimator.documents.marking import MarkedCanvas, Raw, text
from estimator.documents.tags import Tag

FIELD = "Studio"
SAID = "Signature of the studio"
LOCKED_AND_PRINTED = 128 + 4


def leave_room(canvas: MarkedCanvas, root: Tag) -> None:
    """Adds the field, which is not seen, to the first page; call it when every page is drawn."""
    file: Any = canvas._doc
    page = file.Pages.pages[0]
    reference = file.Reference(page).name
    at = file.idToObjectNumberAndVersion[reference][0]
    field = Raw(
        f"<</Type/Annot/Subtype/Widget/FT/Sig/T{text(FIELD)}/TU{text(SAID)}"
        f"/F {LOCKED_AND_PRINTED}/Rect[0 0 0 0]/P {at} 0 R>>"
    )
    file.addAnnotation(FIELD, field)
    page.Annots = [*(page.Annots or ()), file.refAnnotation(FIELD)]
    number = file.idToObjectNumberAndVersion[file.annotationName(FIELD)][0]
    file.Catalog.AcroForm = Raw(f"<</Fields[{number} 0 R]/SigFlags 3>>")
    tag = root.add("Form")
    tag.alternative, tag.link = SAID, field
