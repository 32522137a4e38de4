"""A frame of briefs is priced row by row as the engine prices them, whatever is in it."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from estimator.batching import frames, price_frame
from estimator.batching.columns import FIELDS, LICENCE, NOT_IN_A_ROW
from estimator.loading import FilesRefused
from pricing import Brief, Sitting
from pricing.batch import Briefs
from pricing.errors import MayOverflow
from tests import build
from tests.estimator.batching.rows import Cells, by_engine, cells, frame, priced
from tests.pricing import small
from tests.pricing.briefs import Case, several
from tests.pricing.test_oracle import LONG

ON = date(2026, 11, 24)
NORTHLIGHT = build.book("northlight")

HOSTILE = (
    *(
        "",
        " ",
        "\u00a0",
        "0",
        "-1",
        "+3",
        "3.0",
        "3.000",
        "1e3",
        "1,000",
        "\uff12",
        "٣",
        "12345678901",
    ),
    *("100001", "nan", "None", "True", "=1+1", "@SUM(A1)", "<b>", "a" * 300, "\x00", "\ufeff"),
    *("2026-13-01", "01/02/2027", "20271212", "1893456000", "2027-1-2", "9999-12-31", "2026-11-23"),
    *("24:00", "6:00", "18:00:00", "18:00Z", "returning;member", "returning, member", "team; solo"),
)


NOBODY = "these sessions are at the studio, so nobody travels"
"""Not said in a sheet of a session that is not known."""


def one_sitting(case: Case) -> Brief:
    return case.brief.model_copy(update={"sittings": case.brief.sittings[:1]})


def agrees(found: dict[str, str] | str, expected: dict[str, int] | list[str]) -> bool:
    if isinstance(found, str) or isinstance(expected, list):
        certain = [what for what in expected if what != NOBODY or "session: " not in found]
        return not isinstance(expected, dict) and all(what in found for what in certain)
    minor = {name: int(amount.replace(".", "")) for name, amount in found.items()}
    return minor == {**dict.fromkeys(minor, 0), **expected}


@settings(max_examples=600 if LONG else 40, deadline=None)
@given(several(6), st.sampled_from((1, 2)))
def test_each_row_is_the_engines_estimate_or_its_refusal(cases: list[Case], threads: int):
    book, on = cases[0].book, cases[0].on
    known = {extra.key for extra in book.extras}
    briefs = [one_sitting(case) for case in cases]
    briefs = [
        brief
        for brief in briefs
        if {extra.key for extra in brief.extras} <= known
        and len({extra.key for extra in brief.extras}) == len(brief.extras)
    ]
    assume(briefs)
    try:
        found = priced(map(cells, briefs), book, on, threads)
    except MayOverflow:
        assume(False)
    expected = [by_engine(brief, book, on) for brief in briefs]
    assert len(found) == len(expected)
    for answer, brief, wanted in zip(found, briefs, expected, strict=True):
        assert agrees(answer, wanted), (brief, answer, wanted)


@st.composite
def hostile_rows(draw: st.DrawFn) -> list[Cells]:
    """Sound rows of the demo book with some cells that are not."""
    sound = [
        cells(build.brief(words, NORTHLIGHT))
        for words in (
            "individual, 1 person, 3 images, polished, 48h, code WELCOME10",
            "team, 12 people, 30 miles, 2 images, marketing, on 2027-12-11, returning",
            "team, 150 people, makeup-artist, portland-or, at 18:00",
            "event-booth, 400 people, 4 stations, 175 miles",
            "executive, 3 people, 2 looks, advertising, 2 makeup-hour",
        )
    ]
    columns = [*dict.fromkeys(name for row in sound for name in row)]
    spoiled = st.dictionaries(st.sampled_from(columns), st.sampled_from(HOSTILE), max_size=2)
    rows = st.builds(lambda row, wrong: row | wrong, st.sampled_from(sound), spoiled)
    return draw(st.lists(rows, min_size=1, max_size=12))


@settings(max_examples=600 if LONG else 40, deadline=None)
@given(hostile_rows(), st.sampled_from((1, 2, 5)), st.sampled_from((1, 2)))
def test_no_row_is_lost_and_parts_and_threads_change_nothing(
    rows: list[Cells], most: int, threads: int
):
    whole = priced(rows, NORTHLIGHT, ON)
    assert len(whole) == len(rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frames, "ROWS", most)
        assert priced(rows, NORTHLIGHT, ON, threads) == whole
    alone = [priced([dict.fromkeys(frame(rows).columns, "") | row], NORTHLIGHT, ON) for row in rows]
    assert [each for (each,) in alone] == whole


def test_both_frames_keep_every_column_and_the_order():
    rows = frame(
        [{"reference": f"=R{at}", "session": "team", "people": f" {at} "} for at in range(9)]
    )
    rows.index = pd.Index(range(100, 109))
    good, bad = price_frame(rows, NORTHLIGHT, ON)
    pd.testing.assert_frame_equal(good[rows.columns], rows.loc[104:])
    pd.testing.assert_frame_equal(bad[rows.columns], rows.loc[:103])
    assert list(bad.columns) == [*rows.columns, "problems"]
    assert list(good.columns[-3:]) == ["currency", "edition", "priced_on"]
    assert good.iloc[0, -3:].tolist() == ["USD", NORTHLIGHT.edition, "2026-11-24"]


def test_amounts_are_exact_text_in_the_currency():
    good, _ = price_frame(
        frame([cells(build.brief("team, 12 people, 2 images, polished", NORTHLIGHT))]),
        NORTHLIGHT,
        ON,
    )
    assert good.loc[0, "amount.retouching"] == "648.00"
    assert good.loc[0, "amount.session"] == "2810.00"
    assert good.loc[0, "amount.travel"] == "0.00"
    yen = small.book(currency="JPY")
    assert priced([{"session": "portrait"}], yen, ON)[0]["net"] == "100"  # type: ignore[index]  # it is priced
    dinar = small.book(
        currency="KWD", session_types=[small.session({"kind": "flat", "price": "0.005"})]
    )
    assert priced([{"session": "portrait"}], dinar, ON)[0]["net"] == "0.005"  # type: ignore[index]  # it is priced


def test_a_frame_may_hold_numbers_days_hours_and_categories():
    rows = pd.DataFrame(
        {
            "session": pd.Categorical(["team", "team"]),
            "people": [12, 12],
            "images": pd.array([2, None], dtype="Int64"),
            "session_on": [date(2027, 12, 11), None],
            "session_at": [time(18), None],
            "delivery": ["48h", np.nan],
        }
    )
    texts: list[Cells] = [
        {"session": "team", "people": "12", "images": "2"}
        | {"session_on": "2027-12-11", "session_at": "18:00", "delivery": "48h"},
        {"session": "team", "people": "12"},
    ]
    good, bad = price_frame(rows, NORTHLIGHT, ON)
    assert bad.empty
    expected, _ = price_frame(frame(texts), NORTHLIGHT, ON)
    assert good["amount.payable"].tolist() == expected["amount.payable"].tolist()


def test_days_of_a_frame_may_be_timestamps_at_midnight():
    days = pd.to_datetime(["2027-12-11 00:00", "2027-12-11 18:00"])
    rows = pd.DataFrame({"session": "team", "people": "12", "session_on": days})
    good, bad = price_frame(rows, NORTHLIGHT, ON)
    assert good.index.tolist() == [0]
    assert "is not year-month-day" in str(bad.loc[1, "problems"])


@pytest.mark.parametrize("people", [12.0, 12.5, True, "12.0", "1e1"])
def test_what_is_not_a_whole_number_is_refused_not_rounded(people: object):
    rows = pd.DataFrame({"session": ["team", "team"], "people": [12, people]}, dtype=object)
    good, bad = price_frame(rows, NORTHLIGHT, ON)
    assert good.index.tolist() == [0]
    assert "people: " in str(bad.loc[1, "problems"])


def test_a_frame_without_rows_has_the_columns_of_the_answer():
    good, bad = price_frame(frame([{"session": "team"}]).head(0), NORTHLIGHT, ON)
    assert (len(good), len(bad)) == (0, 0)
    assert {"amount.payable", "edition"} <= set(good.columns)
    assert "problems" in bad.columns


def test_progress_counts_every_row():
    told = list[int]()
    price_frame(frame([{"session": "individual"}] * 5), NORTHLIGHT, ON, progress=told.append)
    assert sum(told) == 5


def test_a_day_without_a_tax_rate_is_refused_and_the_last_day_is_taxed():
    """A row without its tax would be undercharged in silence."""
    day = date(2027, 1, 1)
    rate = {"effective_from": day, "percent": "10", "source": "law", "seen_on": day}
    tax = {"key": "vat", "name": "VAT", "applies_to": ["session"], "rates": [rate]}
    book = small.book(places=[{"key": "here", "name": "Here", "taxes": [tax]}])
    days = ("", "2026-12-31", "2027-01-01", "9999-12-31")
    found = priced([{"session": "portrait", "session_on": each} for each in days], book, ON)
    assert [isinstance(each, str) for each in found] == [True, True, False, False]
    assert "nothing is in force on 2026-12-31" in found[1]
    assert [each["tax"] for each in found[2:] if not isinstance(each, str)] == ["10.00", "10.00"]


def test_a_book_that_could_overflow_is_refused():
    price = {"kind": "per-unit", "per": "image", "price": "99999999"}
    huge = small.book(session_types=[small.session(price, people_to=100_000, images_to=100_000)])
    with pytest.raises(MayOverflow):
        price_frame(frame([{"session": "portrait"}]), huge, ON)


def refused_columns(*names: str) -> dict[str, Any]:
    with pytest.raises(FilesRefused) as refused:
        price_frame(pd.DataFrame([[""] * len(names)], columns=list(names)), NORTHLIGHT, ON)
    return {each.where: (each.what, each.what_to_try) for each in refused.value.problems}


def test_every_unknown_column_is_refused_at_once_with_what_it_may_mean():
    found = refused_columns(
        "poeple", "people", " people ", "extra.makeup", "amount.net", "currency", ""
    )
    assert found["column poeple"] == (
        "there is no such column",
        "one of: people; or note.poeple to keep it unread",
    )
    assert found["column people"][0] == "it is there twice"
    assert "extra.makeup-artist" in found["column extra.makeup"][1]
    assert (
        found["column amount.net"][0]
        == found["column currency"][0]
        == "it belongs to a priced sheet"
    )
    assert found["columns"][0] == "one has no name"
    assert found["column session"][0] == "it is missing"


@pytest.mark.parametrize(
    "name",
    ["session.2", "session_2", "people2", "sittings", "sitting 2 people", "options", "open.1"],
)
def test_what_no_row_can_hold_is_refused_by_name(name: str):
    what, advice = refused_columns("session", name)[f"column {name}"]
    assert what == "a row is one sitting without options or anything open"
    assert advice == "pricing that brief with the verb estimate"


def test_all_that_a_brief_can_say_has_a_column_or_is_named_as_having_none():
    said = (set(Brief.model_fields) | set(Sitting.model_fields)) - set(NOT_IN_A_ROW)
    read = {name for field in FIELDS for name in field.columns}
    assert said == read - set(LICENCE)
    encoded = {name for field in FIELDS for name in field.briefs}
    assert encoded == set(Briefs.__struct_fields__) - {"extras"}


def test_an_index_may_have_the_same_label_twice():
    rows = frame([{"session": "team", "people": people} for people in ("3", "12", "2", "12")])
    rows.index = pd.Index([7, 7, 7, 7])
    good, bad = price_frame(rows, NORTHLIGHT, ON)
    assert good["people"].tolist() == ["12", "12"]
    assert ["for 3 people" in each for each in bad["problems"]] == [True, False]


@pytest.mark.parametrize("name", ["session;people", "session\tpeople"])
def test_other_separators_are_named(name: str):
    (found,) = refused_columns(name).values()
    assert found == ("a comma must stand between columns", "saving it as CSV with commas")


def test_a_column_may_be_kept_unread():
    row = {"session": "individual", "reference": "=1", "note.colour": "@x", "client": "-"}
    good, _ = price_frame(frame([row]), NORTHLIGHT, ON)
    assert good.iloc[0, :4].tolist() == ["individual", "=1", "@x", "-"]
