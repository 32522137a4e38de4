"""Editions out to files and back in: nothing is lost, whatever the price list says."""

import warnings
from copy import deepcopy
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from estimator.loading import load_book
from estimator.loading.cells import Cell, Doubt, meant, plain_number
from estimator.loading.editions import edition_toml, read_edition, write_edition
from estimator.loading.laying import lay_out
from estimator.loading.tables import BY_NAME, TABLES
from pricing import PriceBook
from tests.build import DATA
from tests.pricing import rich, small
from tests.pricing.books import books

TAXES = DATA / "tax_rates.toml"
EDITIONS = sorted((DATA / "price_books").glob("*/2*.toml"))
NAMES = ("list.toml", "list.xlsx", "list")


def back(book: PriceBook, path: Path) -> PriceBook:
    """The book written to a file and read again."""
    write_edition(book, path, TAXES)
    draft = read_edition(path, TAXES)
    assert draft.book is not None, draft.problems
    return draft.book


def everything() -> PriceBook:
    """A book that says all that a price list can say, some of it in awkward words."""
    fees = {"of": "session", "steps": [{"within_hours": 48, "percent": "50"}]}
    cost = {
        "kind": "graduated",
        "per": "person",
        "tiers": rich.tiers((1, "0", "20"), (4, "9", "0")),
    }
    table = rich.book(
        note=" A note,\nin two lines; =1+1 ",
        cash_rounding="0.05",
        discount_limits=[{"role": "sales", "percent": "7.5"}],
    )
    table = deepcopy(table)
    table["session_types"][0]["charges"][0]["detail"] = "The fee"
    for entry in (*table["extras"], table["travel"]):
        entry["cost"] = cost if entry.get("key") else {"kind": "flat", "price": "3"}
    table["adjustments"][0]["when"] = {
        "code": "X",
        "most_uses": 3,
        **table["adjustments"][0]["when"],
    }
    for entry in (table["licence_grid"], *table["licence_classes"]):
        entry |= {"allowed": ["This", "That"], "not_allowed": ["Anything else"]}
    table["session_types"][0]["includes"] = ["One\nbreak", 'C:\\new, "quoted"', "_x000D_ as it is"]
    table["session_types"][0]["charges"][0]["cost"] = cost
    table["session_types"][0]["charges"].append(table["session_types"][0]["charges"][0])
    table["retouching_tiers"][0]["cost"] = "1.234567"
    table["terms"] = {
        **table["terms"],
        "cancellation": fees,
        "rescheduling": {**fees, "of": "payable"},
        "late_fee": {"percent": "1.5", "grace_days": 10},
        "texts": [
            {"title": "Twice", "text": "a\r\nb\ttab"},
            {"title": "Twice", "text": "=SUM(A1)"},
        ],
    }
    return PriceBook.model_validate(table)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("path", EDITIONS, ids=lambda path: f"{path.parent.name} {path.stem}")
def test_a_published_edition_comes_back_as_the_same_edition(
    path: Path, name: str, tmp_path: Path
) -> None:
    book, _ = load_book(path, TAXES)
    again = back(book, tmp_path / name)
    assert again == book
    assert again.edition == book.edition


@pytest.mark.parametrize("name", NAMES)
def test_all_that_a_list_can_say_comes_back(name: str, tmp_path: Path) -> None:
    assert back(everything(), tmp_path / name) == everything()


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(book=books(), name=st.sampled_from(NAMES))
def test_a_drawn_list_comes_back(book: PriceBook, name: str, tmp_path: Path) -> None:
    assert back(book, tmp_path / name).edition == book.edition


@pytest.mark.parametrize("name", NAMES)
def test_written_again_it_is_the_same_to_the_byte(name: str, tmp_path: Path) -> None:
    first, second = tmp_path / name, tmp_path / f"again-{name}"
    again = back(back(everything(), first), second)
    assert again == everything()
    pairs = (
        [(first, second)] if first.is_file() else [(f, second / f.name) for f in first.iterdir()]
    )
    assert all(old.read_bytes() == new.read_bytes() for old, new in pairs)


def test_places_of_the_tax_file_are_named_and_others_spelled_out() -> None:
    book, _ = load_book(EDITIONS[0], TAXES)
    assert f'places = ["{book.places[0].key}"]' in edition_toml(book, TAXES)
    assert "[[places.taxes.rates]]" in edition_toml(everything(), TAXES)


def test_every_field_of_a_price_list_has_its_cell() -> None:
    """A field that the tables forget would come back as usual, and cost what it should not."""
    rows = lay_out(everything())
    assert {name for name, found in rows.items() if not found} == set()
    unseen = {
        f"{table.name}: {column.title}"
        for table in TABLES
        for column in table.columns
        if not any(column.field in row for row in rows[table.name])
    }
    assert unseen <= UNSAID, unseen - UNSAID


UNSAID = {
    "sessions: booked time step minutes",
    "places: note",
    "taxes: note",
}
"""What the book above leaves as usual."""


def resaved(path: Path) -> Any:
    """The workbook opened and saved by another program."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what that program says of itself is not ours
        book = openpyxl.load_workbook(path)
        book.save(path)
        return book


def plainly(book: PriceBook) -> dict[str, Any]:
    """All that a book says but two texts: others lose a carriage return and an escape."""
    said = book.model_dump()
    said["terms"].pop("texts")
    said["session_types"][0].pop("includes")
    return said


def test_another_program_may_open_and_save_it(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    write_edition(everything(), path, TAXES)
    resaved(path)
    draft = read_edition(path, TAXES)
    assert draft.book is not None, draft.problems
    assert plainly(draft.book) == plainly(everything())


def test_closed_lists_drop_down_and_prices_are_numbers(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    write_edition(everything(), path, TAXES)
    book = resaved(path)
    assert book.sheetnames == [table.name for table in TABLES]
    sheet = book["adjustments"]
    offered = {
        str(each.sqref): each.formula1
        for each in sheet.data_validations.dataValidation
        if each.type == "list"
    }
    assert offered["A2:A2001"] == '"percentage,fixed,minimum-charge,cap"'
    assert book["charges"].data_validations.dataValidation[0].formula1 == "'sessions'!$A$2:$A$2000"
    prices = [row[8].value for row in book["prices"].iter_rows(min_row=2) if row[8].value]
    assert {95.5, 40.005} <= set(prices)
    assert isinstance(book["book"]["C2"].value.date(), date)


def test_the_same_edition_is_the_same_workbook(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_edition(everything(), tmp_path / name, TAXES)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


# ---------------------------------------------------------------- exact numbers

decimals = st.decimals(0, 99_999_999, places=6) | st.decimals(0, 1000, places=2)


@given(decimals)
def test_a_price_survives_a_binary_number(price: Decimal) -> None:
    """As a spreadsheet keeps it: with 17 digits, where the shortest has at most 15."""
    assert Decimal(plain_number(f"{float(price):.17g}")) == price


@pytest.mark.parametrize("text", ["0.30000000000000004", "33.333333333333336", "1e999", "nan"])
def test_a_number_that_nobody_typed_is_refused(text: str) -> None:
    with pytest.raises(Doubt):
        plain_number(text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [("1.1000000000000001", "1.1"), ("240", "240"), ("1E-3", "0.001"), ("1E2", "100")],
)
def test_a_number_is_what_was_typed(text: str, plain: str) -> None:
    assert plain_number(text) == plain


WRONG = [
    ("prices", "price", Cell("8.875", "percentage"), "formatted as a percentage"),
    ("adjustments", "percent", Cell("0.08875", "percentage"), "formatted as a percentage"),
    ("prices", "price", Cell("2027-02-01", "day"), "formatted as a day"),
    ("sessions", "key", Cell("2027-02-01", "day"), "formatted as a day"),
    ("prices", "price", Cell("1,250.00"), "not a plain number"),
    ("prices", "price", Cell("$250"), "not a plain number"),
    ("prices", "price", Cell("٢٥"), "not a plain number"),
    ("prices", "price", Cell("-5"), "not a plain number"),
    ("adjustments", "percent", Cell("8.875%"), "not a plain number"),
    ("sessions", "people_to", Cell("12.5", "number"), "not a whole number"),
    ("book", "prices_include_tax", Cell("perhaps"), "neither yes nor no"),
    ("book", "prices_include_tax", Cell("1", "number"), "neither yes nor no"),
    ("book", "effective_from", Cell("46388", "number"), "is not a day"),
    ("book", "effective_from", Cell("01/02/2027"), "is not a day"),
    ("book", "effective_from", Cell("20270201"), "is not a day"),
    ("adjustments", "base", Cell("everything"), "there is no 'everything'"),
    ("adjustments", "when.weekdays", Cell("sat, son"), "there is no 'son'"),
]


@pytest.mark.parametrize(("table", "field", "cell", "said"), WRONG)
def test_a_cell_that_is_not_certain_is_refused(
    table: str, field: str, cell: Cell, said: str
) -> None:
    column = BY_NAME[table].column(field)
    assert column is not None
    with pytest.raises(Doubt, match=said) as refused:
        meant(cell, column)
    assert refused.value.advise


RIGHT = [
    ("prices", "price", Cell(" 250.50 "), "250.50"),
    ("book", "prices_include_tax", Cell("1", "flag"), True),
    ("book", "prices_include_tax", Cell("No"), False),
    ("book", "effective_from", Cell("2027-02-01", "day"), date(2027, 2, 1)),
    ("sessions", "key", Cell("2027", "number"), "2027"),
    ("adjustments", "when.weekdays", Cell("sat,sun, "), ["sat", "sun"]),
    ("sessions", "includes", Cell("a\r\n\nb\\nc"), ["a", "b\nc"]),
]


@pytest.mark.parametrize(("table", "field", "cell", "value"), RIGHT)
def test_a_cell_means(table: str, field: str, cell: Cell, value: object) -> None:
    column = BY_NAME[table].column(field)
    assert column is not None
    assert meant(cell, column) == value


def test_a_thousand_sessions_come_back(tmp_path: Path) -> None:
    rule = {"kind": "per-unit", "per": "person", "price": "155.95"}
    sessions = [small.session(rule, key=f"s{number}") for number in range(1000)]
    book = small.book(session_types=sessions)
    assert back(book, tmp_path / "list.xlsx").edition == book.edition


def test_a_text_too_long_for_a_cell_is_said(tmp_path: Path) -> None:
    book = small.book(note="n" * 40_000)
    with pytest.raises(ValueError, match="more than a cell can hold"):
        write_edition(book, tmp_path / "list.xlsx", TAXES)
    assert back(book, tmp_path / "list.toml") == book


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="neither a workbook, nor TOML"):
        write_edition(small.book(), tmp_path / "list.pdf", TAXES)
    assert "neither a workbook" in str(read_edition(tmp_path / "list.pdf", TAXES).problems[0])
