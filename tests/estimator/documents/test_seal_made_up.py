"""Records that somebody made up, files that grow, and files of other versions: no traceback."""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from estimator.documents.blocks import Text
from estimator.documents.seal import record, visible
from estimator.documents.seal.checking import verify
from estimator.documents.seal.plain import NotPlain
from estimator.documents.seal.reading import LARGEST_FILE, LARGEST_RECORD, parts_of, record_in
from estimator.documents.seal.record import (
    TEMPLATE,
    Record,
    quote_file,
    read_record,
    recorded,
    written,
)
from pricing.reasons import Reason
from tests.estimator.documents.issued import (
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

# ---------------------------------------------------------------- records that are made up


def with_record(text: bytes) -> bytes:
    """A quote's file with another record in place of its own, sealed anew."""
    squeezed = zlib.compress(text, 9)
    own = re.search(rb"/Length (\d+)(/Params<</Size )(\d+)([^\n]*\nstream\n)", FILE)
    assert own is not None
    head = b"/Length %d%b%d%b" % (len(squeezed), own[2], len(text), own[4])
    rest = FILE[own.end() + int(own[1]) :]
    return resealed(FILE[: own.start()] + head + squeezed + rest)


def test_a_record_put_in_anew_is_read():
    assert record_in(with_record(written(record_of()))) == written(record_of())


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b'{"format":"headshot-quote/1"}',
        b'{"format":"headshot-quote/2"}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b"1" * 5_000,
        b'{"format":NaN}',
    ],
    ids=range(11),
)
def test_a_record_that_is_none_is_no_traceback(text: bytes):
    found = verify(with_record(text), known())
    assert found.verdict == "altered"
    assert [step.what for step in found.failed] == ["Record"]


PLACES = st.sampled_from(
    ("studio", "client", "estimate", "terms", "number", "issued_on", "valid_until", "version")
)
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**18), 10**18),
    st.floats(allow_nan=False),
    st.text(max_size=20),
    st.lists(st.integers(), max_size=3),
    st.dictionaries(st.text(max_size=5), st.integers(), max_size=2),
)


@st.composite
def mangled(draw: st.DrawFn) -> bytes:
    """A record with one value, at any depth, that is another."""
    data = json.loads(written(record_of()))
    at: Any = data["quote"] if draw(st.booleans()) else data
    while True:
        key = draw(st.sampled_from(sorted(at) if isinstance(at, dict) else range(len(at))))
        if not at[key] or not isinstance(at[key], dict | list) or draw(st.integers(0, 5)) == 0:
            at[key] = draw(ODD)
            return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
        at = at[key]


@settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
@given(mangled())
def test_no_record_is_a_traceback(text: bytes):
    found = verify(with_record(text), known())
    says_the_same = json.loads(text)["quote"] == json.loads(written(record_of()))["quote"]
    assert found.verdict == "altered" or says_the_same


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"rounding": "sometimes"}, "it differs"),
        (cheaper("lines", because=(Reason("{x:nonsense}", {"x": 1}),)), "no"),
        (cheaper("lines", because=(Reason("{x:money}", {}),)), "no figure for x"),
        (cheaper("lines", because=(Reason("{x:count}", {"x": 5}),)), "cannot be printed"),
        (cheaper("lines", unit="parsec", label="x" * 5_000), "cannot be printed"),
    ],
)
def test_values_that_the_core_refuses_are_no_traceback(changes: dict[str, Any], says: str):
    found = verify(with_record(written(with_estimate(**changes))), known())
    assert found.verdict == "altered"
    assert says in told(found)


def test_a_currency_that_nobody_has_is_no_traceback():
    data = json.loads(written(record_of()))
    data["quote"]["estimate"]["currency"] = "XXX"
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    assert "XXX" in told(verify(with_record(text), known()))


def test_a_locale_that_nobody_has_is_no_traceback():
    studio = issued().studio.model_copy(update={"locale": "zz_ZZ"})
    made_up = recorded(msgspec.structs.replace(issued(), studio=studio))
    found = verify(with_record(written(made_up)), known())
    assert "cannot be printed" in told(found)


def test_words_that_no_font_prints_are_no_traceback():
    made_up = recorded(issued(), (Text("สวัสดี"),))
    found = verify(with_record(written(made_up)), known())
    assert "cannot be printed" in told(found)
    assert "THAI" in told(found)


def test_a_record_of_a_program_that_knew_less_is_read():
    """Quotes learn to say something new; what was recorded before keeps its check code."""
    data = json.loads(written(record_of()))
    assert data["quote"]["estimate"].pop("options") == []
    kept = json.dumps(data["quote"], ensure_ascii=False, separators=(",", ":"))
    data["summary"]["check_code"] = hashlib.sha256(kept.encode()).hexdigest()[:12]
    data["template"] = TEMPLATE - 1
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    found = verify(with_record(text), known())
    assert found.verdict == "intact", told(found)
    assert found.quote == issued()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("version", "1"),
        ("version", 1.0),
        ("number", None),
        ("more", 1),
        ("issued_on", "yesterday"),
        ("terms", {}),
        ("estimate", []),
        ("studio", {}),
    ],
)
def test_a_quote_that_is_not_exactly_one_is_refused(path: str, value: object):
    data = json.loads(written(record_of()))
    data["quote"][path] = value
    with pytest.raises(NotPlain):
        read_record(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())


def test_a_summary_that_is_not_of_the_quote_is_refused():
    data = json.loads(written(record_of()))
    data["summary"]["payable"] = "1.00"
    with pytest.raises(NotPlain, match="summary"):
        read_record(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())


def test_a_record_that_grows_is_not_unpacked():
    bomb = zlib.compress(b"0" * 200_000_000, 9)
    start = b"%PDF-1.7\n1 0 obj\n<</Type/EmbeddedFile/Subtype/application#2Fjson/Filter/FlateDecode"
    dates = b"/CreationDate(D:20261124000000Z)/ModDate(D:20261124000000Z)>>>>\nstream\n"
    for size in (10, LARGEST_RECORD + 1):
        head = b"/Length %d/Params<</Size %d" % (len(bomb), size)
        file = start + head + dates + bomb + b"\nstartxref\n9\n%%EOF\n"
        with pytest.raises(NotPlain, match=r"of the size|larger"):
            record_in(file)


def test_a_file_with_two_records_is_no_quote():
    own = re.search(rb"\n\d+ 0 obj\n<</Type/EmbeddedFile.*?endobj\n", FILE, re.DOTALL)
    assert own is not None
    with pytest.raises(NotPlain, match="several"):
        record_in(own[0] * 2)


def test_a_file_that_is_too_large_is_not_read():
    with pytest.raises(NotPlain, match="10 MB"):
        parts_of(b"%PDF-" + b" " * LARGEST_FILE)


@pytest.mark.parametrize("file", [b"", b"hello", b"%PDF-1.7", b"%PDF-1.7\nstartxref\n0\n%%EOF\n"])
def test_what_is_no_quote_is_said_to_be_none(file: bytes):
    found = verify(file, known())
    assert found.verdict == "not a quote"
    assert found.quote is None


# ---------------------------------------------------------------- other versions


def test_of_an_older_template_the_seal_and_the_words_count(monkeypatch: pytest.MonkeyPatch):
    drawn = render_with_wider_margin(monkeypatch)
    found = verify(drawn, known())
    assert found.verdict == "intact", told(found)
    assert "Made by another version" in told(found)
    assert verify(flipped(drawn, len(drawn) // 2), known()).verdict == "altered"


def render_with_wider_margin(monkeypatch: pytest.MonkeyPatch, made: Record | None = None) -> bytes:
    from estimator.documents import paper

    with monkeypatch.context() as at_that_time:
        at_that_time.setattr(record, "TEMPLATE", TEMPLATE - 1)
        at_that_time.setattr(paper, "SIDE", 60.0)
        return quote_file(replace(made or record_of(), template=TEMPLATE - 1))


def test_of_an_older_template_other_words_are_noticed(monkeypatch: pytest.MonkeyPatch):
    page = render_with_wider_margin(monkeypatch)
    cheaper_page = render_with_wider_margin(
        monkeypatch, with_estimate(**cheaper("lines", amount=100, unit_price=None))
    )
    words = list(visible.differing_words(page, cheaper_page))
    assert any("$6,435.60" in each for each in words)
    assert any("$1.00" in each for each in words)
    assert list(visible.differing_words(page, page)) == []
    assert "cannot be read" in next(visible.differing_words(page[: len(page) // 2], page))


def test_a_file_of_more_pages_shows_other_words():
    longer = quote_file(record_of(compared=True))
    words = list(visible.differing_words(longer, FILE))
    assert any("generated" in each for each in words)
    assert not any("“3”" in each for each in words), "pages are not words"
    assert next(visible.differing_words(FILE, longer)).startswith("it does not show")


def test_a_file_of_very_many_pages_is_not_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(visible, "MOST_PAGES", 1)
    assert list(visible.differing_words(FILE, FILE)) == ["its pages cannot be read (ValueError)"]


def test_a_file_of_other_libraries_is_held_against_its_words():
    other = replace(record_of(), made_with=(("reportlab", "0"),))
    file = quote_file(other)
    assert verify(file, known()).verdict == "intact"
    at = file.index(b"/Length1") + 40
    assert verify(flipped(file, at), known()).verdict == "altered"


def test_a_file_of_a_newer_template_cannot_be_judged():
    found = verify(quote_file(replace(record_of(), template=TEMPLATE + 1)), known())
    assert found.verdict == "unknown studio"
    assert "newer version" in told(found)
