"""What makes the file of a document one for the archive: PDF/A-3 (ISO 19005-3) and its seal.

The seal is the SHA-256 of the whole file as it stands before the seal is written into it. It is the
file's `/ID`, so that a reader finds it at the very end.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from datetime import date
from typing import Any

from estimator.documents.blocks import Document
from estimator.documents.colour import srgb_profile
from estimator.documents.filing import Attachment, Filing
from estimator.documents.marking import MarkedCanvas, Raw, text
from estimator.documents.metadata import MAKER, xmp
from estimator.documents.packing import packed

UNSEALED = "0" * 64
TABLE_AT_MOST = 50_000
"""How many bytes from the end the `/ID` may stand, before the table of contents."""
_ID = re.compile(rb"/ID\s*\[<([0-9a-f]{64})><([0-9a-f]{64})>\]")


def write_archive(canvas: MarkedCanvas, document: Document, filing: Filing) -> None:
    """Adds to the canvas's file what an archive asks for; call it when every page is drawn."""
    file: Any = canvas._doc
    catalog = file.Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "AF", "OutputIntents"]
    packet = xmp(document, filing.day)
    catalog.Metadata = Raw(f"<</Type/Metadata/Subtype/XML/Length {len(packet)}>>", packet)
    profile = zlib.compress(srgb_profile())
    head = f"<</N 3/Filter/FlateDecode/Length {len(profile)}>>"
    colours = _reference(file, Raw(head, profile))
    catalog.OutputIntents = Raw(
        f"[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)"
        f"/DestOutputProfile {colours}>>]"
    )
    _attach(file, filing)
    file.info = Raw(_information(document, filing.day))
    file.info.digest = lambda _signature: None  # reportlab asks for it, for an /ID that is not used
    file.ID = lambda: f"[<{UNSEALED}><{UNSEALED}>]".encode()
    file.format = lambda: packed(file)


def sealed(file: bytes) -> bytes:
    """The file with its seal in place of the zeros."""
    seal = hashlib.sha256(file).hexdigest().encode()
    found = _last_id(file)
    if found is None:
        raise ValueError("a file without an /ID cannot be sealed")
    return file[: found.start(1)] + seal + b"><" + seal + file[found.end(2) :]


def is_sealed(file: bytes) -> bool:
    """Whether the file is byte for byte what its seal was made of."""
    found = _last_id(file)
    if found is None or found[1] != found[2]:
        return False
    zeros = UNSEALED.encode()
    before = file[: found.start(1)] + zeros + b"><" + zeros + file[found.end(2) :]
    return hashlib.sha256(before).hexdigest().encode() == found[1]


def _last_id(file: bytes) -> re.Match[bytes] | None:
    found = list(_ID.finditer(file, max(len(file) - TABLE_AT_MOST, 0)))
    return found[-1] if found else None


def _attach(file: Any, filing: Filing) -> None:
    if not filing.attachments:
        return
    held = {each.name: _specification(file, each, filing.day) for each in filing.attachments}
    names = " ".join(f"{text(name)} {held[name]}" for name in sorted(held))
    file.Catalog.Names = Raw(f"<</EmbeddedFiles<</Names[{names}]>>>>")
    file.Catalog.AF = Raw(f"[{' '.join(held.values())}]")


def _specification(file: Any, each: Attachment, day: date) -> str:
    """One embedded file; the reference to what describes it."""
    squeezed = zlib.compress(each.content, 9)
    made = f"/CreationDate{_day(day)}/ModDate{_day(day)}"
    kind = each.kind.replace("/", "#2F")
    head = (
        f"<</Type/EmbeddedFile/Subtype/{kind}/Filter/FlateDecode/Length {len(squeezed)}"
        f"/Params<</Size {len(each.content)}{made}>>>>"
    )
    content = _reference(file, Raw(head, squeezed))
    described = (
        f"<</Type/Filespec/F{text(each.name)}/UF{text(each.name)}/Desc{text(each.about)}"
        f"/AFRelationship/{each.relationship}/EF<</F {content}/UF {content}>>>>"
    )
    return _reference(file, Raw(described))


def _reference(file: Any, item: Raw) -> str:
    name = file.Reference(item).name
    return f"{file.idToObjectNumberAndVersion[name][0]} 0 R"


def _information(document: Document, day: date) -> str:
    said = {"Title": document.title, "Author": document.author, "Subject": document.subject}
    said |= {"Creator": MAKER, "Producer": MAKER}
    entries = "".join(f"/{name}{text(words)}" for name, words in said.items())
    return f"<<{entries}/CreationDate{_day(day)}/ModDate{_day(day)}>>"


def _day(day: date) -> str:
    return f"(D:{day:%Y%m%d}000000Z)"
