"""Quotes that prove themselves: the record inside, what checking finds, what it never misses."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
import pytest
from pypdf import PdfReader, PdfWriter

from estimator.documents.archive import is_sealed
from estimator.documents.seal.checking import Known, verify
from estimator.documents.seal.figures import contradictions
from estimator.documents.seal.reading import record_in
from estimator.documents.seal.record import (
    quote_file,
    recorded,
)
from tests.estimator.documents.issued import (
    BRIEFS,
    FILE,
    cheaper,
    flipped,
    issued,
    known,
    record_of,
    resealed,
    told,
    with_estimate,
)

# ---------------------------------------------------------------- intact


@pytest.mark.parametrize("compared", [False, True])
@pytest.mark.parametrize("path", BRIEFS, ids=lambda path: path.stem)
def test_a_quote_that_was_issued_is_intact(path: Path, compared: bool):
    found = verify(quote_file(record_of(path, compared=compared)), known())
    assert found.verdict == "intact", told(found)
    assert found.quote == issued(path)
    assert [step.what for step in found.steps if not step.holds] == ["Signature"]


def test_the_record_is_for_other_programs_too():
    data = json.loads(record_in(FILE))
    assert data["summary"]["payable"] == "6435.60"
    assert data["summary"]["currency"] == "USD"
    assert data["quote"]["number"] == data["summary"]["number"] == issued().number
    (attached,) = PdfReader(BytesIO(FILE)).attachments["quote.json"]
    assert json.loads(attached) == data


def test_without_the_studios_price_list_it_is_of_an_unknown_studio():
    found = verify(FILE, Known())
    assert found.verdict == "unknown studio"
    assert "is not here" in told(found)
    assert not found.failed


def test_a_studio_that_says_other_things_of_itself_is_not_known():
    quote = issued()
    studio = quote.studio.model_copy(update={"acceptance_url": "https://elsewhere.example/q"})
    found = verify(quote_file(recorded(msgspec.structs.replace(quote, studio=studio))), known())
    assert found.verdict == "unknown studio"
    assert "acceptance_url" in told(found)


# ---------------------------------------------------------------- no bit is lost


def telling_places(file: bytes) -> list[int]:
    """Every 997th byte, and those at the seams: heads, ends and tables of the file's parts."""
    seams = re.finditer(
        rb"%PDF|%%EOF|startxref|endobj|endstream|stream\n|/ID\[<|/Size|/Length", file
    )
    return sorted({*range(0, len(file), 997), *(found.start() for found in seams), len(file) - 1})


def test_a_flipped_bit_is_noticed_wherever_it_is():
    for at in telling_places(FILE):
        found = verify(flipped(FILE, at, at % 8), known())
        assert found.verdict in ("altered", "not a quote"), at
        assert found.steps, at


def test_a_flipped_bit_is_noticed_under_a_new_seal_too():
    for at in range(500, len(FILE) - 3_000, 4_999):
        changed = resealed(flipped(FILE, at))
        found = verify(changed, known())
        assert is_sealed(changed)
        assert found.verdict == "altered", at
        assert "differs: byte" in told(found) or "record" in told(found) or "size" in told(found)


def test_where_it_differs_is_said():
    at = FILE.index(b"/Length1")
    assert "in a font" in told(verify(resealed(flipped(FILE, at + 40)), known()))
    at = FILE.index(b"<?xpacket")
    assert "what the file says about itself" in told(verify(resealed(flipped(FILE, at)), known()))
    assert "in its head" in told(verify(resealed(flipped(FILE, 12)), known()))


@pytest.mark.parametrize("extra", [b"\n", b" ", b"\0" * 10, FILE, b"\nstartxref\n9\n%%EOF\n"])
def test_what_stands_behind_the_end_is_noticed(extra: bytes):
    found = verify(FILE + extra, known())
    assert found.verdict == "altered"


@pytest.mark.parametrize("kept", [0, 1, 5, 100, 5_000, 40_000])
def test_a_file_that_was_cut_is_noticed(kept: int):
    assert verify(FILE[:kept], known()).verdict in ("altered", "not a quote")
    assert verify(FILE[: len(FILE) - max(kept, 1)], known()).verdict in ("altered", "not a quote")


def rewritten(change: Callable[[PdfWriter], object]) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(FILE)))
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_file_that_another_program_wrote_anew_is_altered():
    found = verify(rewritten(lambda _writer: None), known())
    assert found.verdict == "altered"
    assert "another program wrote it anew" in told(found)


def test_so_is_one_under_a_password():
    found = verify(rewritten(lambda writer: writer.encrypt("secret")), known())
    assert found.verdict == "altered"


def test_an_update_behind_the_end_is_noticed():
    writer = PdfWriter(BytesIO(FILE), incremental=True)
    writer.add_metadata({"/Title": "Another"})
    out = BytesIO()
    writer.write(out)
    found = verify(out.getvalue(), known())
    assert out.getvalue().startswith(FILE)
    assert found.verdict == "altered"
    assert "added behind its end" in told(found)


# ---------------------------------------------------------------- figures that do not hold


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (cheaper("lines", amount=100), "1.00 USD is not 350.00 USD"),
        (cheaper("adjustments", amount=-99_900), "is not the sum of its parts"),
        (cheaper("taxes", amount=0), "0.00 USD is not 338.74 USD"),
        (cheaper("payments", amount=1), "the payments come to"),
    ],
)
def test_figures_that_contradict_each_other_are_named(changes: dict[str, Any], says: str):
    found = verify(quote_file(with_estimate(**changes)), known())
    assert found.verdict == "altered"
    assert says in told(found)
    assert {step.what for step in found.failed} == {"Figures", "Prices"}


def test_figures_that_hold_in_themselves_are_held_against_the_price_list():
    first, *rest = issued().estimate.lines
    line = msgspec.structs.replace(first, unit_price=None, because=())
    found = verify(quote_file(with_estimate(lines=(line, *rest))), known())
    assert [step.what for step in found.failed] == ["Prices"]
    assert "different: lines" in told(found)


def test_a_brief_that_the_list_does_not_sell_is_noticed():
    odd = issued().estimate.brief.model_copy(update={"place": "mars"})
    found = verify(quote_file(with_estimate(brief=odd)), known())
    assert "cannot be priced" in told(found)
    assert found.verdict == "altered"


def test_other_terms_and_days_are_noticed():
    quote = issued()
    for changes in ({"terms": ()}, {"valid_until": quote.valid_until.replace(year=2028)}):
        found = verify(quote_file(recorded(msgspec.structs.replace(quote, **changes))), known())
        assert [step.what for step in found.failed] == ["Prices"]


def test_a_price_list_of_another_studio_is_none():
    books = {edition: known().books[edition] for edition in known().books}
    estimate_of_another = msgspec.structs.replace(issued().estimate, studio="harbourline")
    quote = msgspec.structs.replace(issued(), estimate=estimate_of_another)
    found = verify(quote_file(recorded(quote)), Known(books, known().studios))
    assert found.verdict == "unknown studio"


@pytest.mark.parametrize("path", BRIEFS, ids=lambda path: path.stem)
def test_the_figures_of_what_was_issued_hold(path: Path):
    assert list(contradictions(issued(path).estimate)) == []
