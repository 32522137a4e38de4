"""The file as an archive and a reading program take it: what each judge of it says, and sees.

What is claimed is what these judges found nothing against: PDF/A-3a and PDF/UA-1 by page-validation
(156 and 104 rules), PDF/UA-1 again by pdfua (16 of its 106 rules), PDF/A-3b by pikepdf, which does
not know PDF/UA's namespace nor level A, and the syntax by qpdf, which pikepdf brings along.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import page
import pdfua
import pikepdf
import pytest
from page import ValidationProfile
from pikepdf import Array, Dictionary, Name, pdfa
from PIL import Image, ImageCms

from estimator.documents.archive import is_sealed, sealed
from estimator.documents.blocks import Document
from estimator.documents.colour import srgb_profile
from estimator.documents.filing import Attachment, Filing
from estimator.documents.pdf import Page, render_pdf
from estimator.documents.seal.record import quote_file
from tests.estimator.documents.issued import BRIEFS, record_of

Break = Callable[[pikepdf.Pdf], None]
NAMESPACES = {"ISO_19005_3:6.6.2.3.1-1", "ISO_19005_3:6.6.4-3"}
"""What pikepdf says of every file that claims level A or PDF/UA, by design."""


def archive_faults(file: bytes) -> list[str]:
    report = page.validate_pdf_bytes(file, profile=ValidationProfile.PDF_A_3A)
    return [failure.rule_id for failure in report.failures]


def access_faults(file: bytes) -> list[str]:
    report = page.validate_pdf_bytes(file, profile=ValidationProfile.PDF_UA_1)
    return [failure.rule_id for failure in report.failures]


def second_access_faults(file: bytes) -> list[str]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file.pdf"
        path.write_bytes(file)
        return [finding.rule_id for finding in pdfua.validate(str(path)).findings]


def level_b_faults(file: bytes) -> list[str]:
    report = pdfa.validate_written(io.BytesIO(file), "3b")
    found = (*report.violations, *report.unsupported)
    return [each.rule for each in found if each.rule not in NAMESPACES]


def syntax_faults(file: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(file)) as pdf:
        return pdf.check_pdf_syntax()


@cache
def quote_with_comparison() -> bytes:
    return quote_file(record_of(compared=True))


# ---------------------------------------------------------------- nothing is found


@pytest.mark.parametrize("brief", BRIEFS, ids=lambda path: path.stem)
def test_no_judge_finds_anything_in_a_demo_quote(brief: Path):
    file = quote_file(record_of(brief, compared=True))
    assert archive_faults(file) == []
    assert access_faults(file) == []
    assert second_access_faults(file) == []
    assert level_b_faults(file) == []
    assert syntax_faults(file) == []


@pytest.mark.parametrize("paper", list(Page))
def test_nor_in_a_document_of_every_kind_of_block(every_kind: Document, paper: Page):
    file = render_pdf(every_kind, paper)
    assert archive_faults(file) == access_faults(file) == second_access_faults(file) == []
    assert level_b_faults(file) == syntax_faults(file) == []


def test_nor_in_one_of_many_pages(quote_of: Callable[..., Document]):
    file = render_pdf(quote_of(120, "word " * 60))
    assert archive_faults(file) == access_faults(file) == second_access_faults(file) == []


# ---------------------------------------------------------------- each judge sees what it is for


def broken(how: Break) -> bytes:
    with pikepdf.open(io.BytesIO(quote_with_comparison())) as pdf:
        how(pdf)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def without(key: str) -> Break:
    def take(pdf: pikepdf.Pdf) -> None:
        del pdf.Root[key]

    return take


def changed(kind: str, how: Callable[[Dictionary], None]) -> Break:
    """Does `how` to the first element of that kind."""

    def change(pdf: pikepdf.Pdf) -> None:
        elements = (each for each in pdf.objects if isinstance(each, Dictionary))
        how(next(each for each in elements if each.get("/S") == Name("/" + kind)))

    return change


def without_font(pdf: pikepdf.Pdf) -> None:
    fonts = [each for each in pdf.objects if isinstance(each, Dictionary) and "/FontFile2" in each]
    del fonts[0]["/FontFile2"]


def with_loose_words(pdf: pikepdf.Pdf) -> None:
    content = pdf.pages[0].Contents
    content.write(content.read_bytes() + b"\nBT /F1+0 9 Tf (x) Tj ET\n")


def without_order(pdf: pikepdf.Pdf) -> None:
    for each in pdf.pages:
        del each.obj["/Tabs"]


def with_a_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def drop(key: str) -> Callable[[Dictionary], None]:
    return lambda element: element.__delitem__(key)


def short_row(row: Dictionary) -> None:
    row.K = Array([row.K[0]])


ARCHIVE = {
    "no mark of tags": (without("/MarkInfo"), "PDFA3A-TAGGED-DOCUMENT-001"),
    "no structure": (without("/StructTreeRoot"), "PDFA3A-STRUCT-TREE-ROOT-001"),
    "no metadata": (without("/Metadata"), "PDFA3A-ID-SCHEMA-001"),
    "no output intent": (without("/OutputIntents"), "PDFA3A-DEVICE-RGB-001"),
    "an attachment that is not associated": (without("/AF"), "PDFA3A-FILE-SPEC-ASSOCIATION-001"),
    "a font that is not embedded": (without_font, "PDFA3A-FONT-EMBEDDING-001"),
    "a script": (with_a_script, "PDFA3A-ACTION-TYPE-001"),
}
ACCESS = {
    "no language": (without("/Lang"), "PDFUA1-OUTLINE-LANGUAGE-001"),
    "no title shown": (without("/ViewerPreferences"), "PDFUA1-VIEWER-PREFERENCES-001"),
    "a figure without words": (
        changed("Figure", drop("/Alt")),
        "PDFUA1-FIGURE-ALTERNATIVE-TEXT-001",
    ),
    "a header without scope": (changed("TH", drop("/A")), "PDFUA1-TABLE-HEADERS-SCOPE-001"),
    "a row that is too short": (changed("TR", short_row), "PDFUA1-TABLE-ROW-COLUMNSPAN-001"),
    "words outside the structure": (with_loose_words, "PDFUA1-CONTENT-TAGGING-001"),
    "a level of heading left out": (
        changed("H1", lambda element: element.update({"/S": Name.H3})),
        "PDFUA1-HEADING-NESTING-001",
    ),
    "no order of links": (without_order, "PDFUA1-PAGE-TABS-001"),
}


@pytest.mark.parametrize("fault", ARCHIVE)
def test_the_judge_of_archives_sees(fault: str):
    how, rule = ARCHIVE[fault]
    assert rule in archive_faults(broken(how))


@pytest.mark.parametrize("fault", ACCESS)
def test_the_judge_of_access_sees(fault: str):
    how, rule = ACCESS[fault]
    assert rule in access_faults(broken(how))


@pytest.mark.parametrize(
    "how", [without("/MarkInfo"), without("/Lang"), without("/StructTreeRoot")]
)
def test_the_second_judge_of_access_sees(how: Break):
    assert second_access_faults(broken(how))


@pytest.mark.parametrize("how", [without("/OutputIntents"), without_font, with_a_script])
def test_the_second_judge_of_archives_sees(how: Break):
    assert level_b_faults(broken(how))


def test_the_judge_of_syntax_sees_a_stream_of_another_length():
    file = quote_with_comparison()
    at = file.index(b"/Length ") + 8
    assert syntax_faults(file[:at] + b"9" + file[at + 1 :])


# ---------------------------------------------------------------- what is in it


def elements(file: bytes) -> list[str]:
    """The kinds of the structure in reading order, each with the words in it or its text."""
    found: list[str] = []

    def walk(element: pikepdf.Object) -> None:
        found.append(str(element.S).removeprefix("/"))
        kids = element.get("/K", Array())
        for kid in iter(kids) if isinstance(kids, Array) else [kids]:
            if isinstance(kid, Dictionary) and "/S" in kid:
                walk(kid)

    with pikepdf.open(io.BytesIO(file)) as pdf:
        walk(pdf.Root.StructTreeRoot.K)
    return found


def test_every_part_of_a_document_has_its_place_in_the_order_of_reading(every_kind: Document):
    kinds = elements(render_pdf(every_kind))
    assert kinds[0] == "Document"
    assert kinds.count("H1") == 1
    assert kinds.index("H1") < kinds.index("H2") < kinds.index("H3")
    assert kinds.count("Figure") == 3
    assert kinds.count("Link") == 2
    assert kinds.count("L") == 1
    assert kinds.count("LI") == kinds.count("Lbl") == kinds.count("LBody") == 2


def test_the_way_to_the_total_is_read_before_the_payments(every_kind: Document):
    with pikepdf.open(io.BytesIO(render_pdf(every_kind))) as pdf:
        tables = [
            each
            for each in pdf.objects
            if isinstance(each, Dictionary) and each.get("/S") == Name.Table
        ]
        rows = [len(each.K) for each in tables if "/Scope" in each.K[-1].K[0].get("/A", {})]
    assert rows == [5, 5, 2, 3], "details; items to total; payments; the plain table"


def test_a_header_on_the_next_page_is_not_read_again(quote_of: Callable[..., Document]):
    file = render_pdf(quote_of(60))
    with pikepdf.open(io.BytesIO(file)) as pdf:
        assert len(pdf.pages) > 2
        headers = [
            each
            for each in pdf.objects
            if isinstance(each, Dictionary)
            and each.get("/S") == Name.TH
            and each.A.get("/Scope") == Name.Column
        ]
    assert len(headers) == 4
    assert elements(file).count("TR") == 5 + 61 + 5 + 2


def test_a_paragraph_over_two_pages_is_one(quote_of: Callable[..., Document]):
    kinds = elements(render_pdf(quote_of(3, "word " * 390)))
    assert kinds.count("TR") == 5 + 4 + 5 + 2


def test_a_picture_says_every_figure_in_words(every_kind: Document):
    with pikepdf.open(io.BytesIO(render_pdf(every_kind))) as pdf:
        words = " ".join(
            str(each.Alt)
            for each in pdf.objects
            if isinstance(each, Dictionary) and each.get("/S") == Name.Figure
        )
    assert "Generated, team plan, 46 people, Generated: $12,420" in words
    assert "Photographed: $9,864 from the first year on." in words
    assert "Renewed every 1 to 3 years: $5,724 less to $2,556 more" in words


def test_attachments_are_in_the_file_as_they_were_given(quote: Document):
    held = (Attachment("b.json", b"{}", "b"), Attachment("a.txt", b"x" * 9_000, "ä", "text/plain"))
    file = render_pdf(quote, filing=Filing(date(2027, 2, 3), held))
    with pikepdf.open(io.BytesIO(file)) as pdf:
        found = {name: each.get_file().read_bytes() for name, each in pdf.attachments.items()}
        assert found == {each.name: each.content for each in held}
        assert str(pdf.docinfo.CreationDate) == "D:20270203000000Z"
    assert archive_faults(file) == []


def test_the_colours_are_those_of_the_screen():
    profile = ImageCms.ImageCmsProfile(io.BytesIO(srgb_profile()))
    assert "sRGB" in ImageCms.getProfileDescription(profile)
    shades = [(r, g, b) for r in range(0, 256, 15) for g in range(0, 256, 51) for b in (0, 90, 255)]
    image = Image.new("RGB", (len(shades), 1))
    image.putdata(shades)
    same = ImageCms.profileToProfile(image, ImageCms.createProfile("sRGB"), profile)
    assert same is not None
    before, after = (np.asarray(each, dtype=int) for each in (image, same))
    assert np.abs(before - after).max() <= 1


# ---------------------------------------------------------------- the seal


def test_the_seal_is_of_every_byte(quote: Document):
    file = render_pdf(quote)
    assert is_sealed(file)
    for at in range(0, len(file), 997):
        assert not is_sealed(file[:at] + bytes([file[at] ^ 1]) + file[at + 1 :])
    assert not is_sealed(file + b"\n")
    assert not is_sealed(file[:-1])


def test_a_file_without_room_for_a_seal_is_refused():
    with pytest.raises(ValueError, match="/ID"):
        sealed(b"%PDF-1.7")
    assert not is_sealed(b"%PDF-1.7")
