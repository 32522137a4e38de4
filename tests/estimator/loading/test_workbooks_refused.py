"""Workbooks and tables that people broke, and some that mean harm: refused, each in its place."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from estimator.loading.editions import read_edition, write_edition
from estimator.loading.packages import MOST_PACKED
from pricing import Problem
from tests.build import DATA
from tests.estimator.loading.test_workbooks import TAXES, everything

Sheets = dict[str, list[list[str]]]


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "list.xlsx"
    write_edition(everything(), path, TAXES)
    return path


def told(path: Path) -> str:
    """Everything that is wrong with a file, a line each."""
    return "\n".join(map(str, problems(path)))


def problems(path: Path) -> tuple[Problem, ...]:
    draft = read_edition(path, TAXES)
    assert not draft.is_usable
    return draft.problems


def typed(path: Path, *cells: tuple[str, str, object]) -> str:
    """What is wrong after somebody typed into some cells."""
    book = openpyxl.load_workbook(path)
    for sheet, cell, value in cells:
        book[sheet][cell] = value
    book.save(path)
    return told(path)


MISTAKES = [
    (("retouching", "A2", "As Is"), "list.xlsx, retouching, row 2, column key"),
    (("sessions", "F2", 0), "list.xlsx, sessions, row 2, column people to"),
    (("prices", "I2", "95.50 USD"), "list.xlsx, prices, row 2, column price: '95.50 USD'"),
    (("prices", "I2", 1 / 3), "list.xlsx, prices, row 2, column I: 0.333"),
    (("prices", "I2", "=1+1"), "list.xlsx, prices, row 2, column I: it holds a formula"),
    (("prices", "I2", "#REF!"), "list.xlsx, prices, row 2, column I: it holds the error"),
    (("prices", "I15", None), "row 15, column price: the tier has neither a price nor a flat sum"),
    (("prices", "I13", None), "list.xlsx, prices, row 13, column price: it is missing"),
    (("prices", "C2", "gradated"), "list.xlsx, prices, row 2, column kind: there is no 'gradated'"),
    (("prices", "A2", "another"), "nothing has the price 'another'"),
    (("prices", "A2", None), "list.xlsx, prices, row 2, column name: it is missing"),
    (("prices", "B2", "1"), "list.xlsx, prices, row 2, column part"),
    (
        ("charges", "A2", "nobody"),
        "list.xlsx, charges, row 2, column session: there is no 'nobody'",
    ),
    (("charges", "A2", None), "list.xlsx, charges, row 2, column session: it is missing"),
    (("charges", "F2", "nothing"), "list.xlsx, charges, row 2, column rule: there is no 'nothing'"),
    (("licence options", "A2", "size"), "licence options, row 2, column dimension"),
    (("book", "B3", "USD"), "list.xlsx, book, row 3: this table has one row"),
    (("book", "D2", "Mars/Base"), "list.xlsx, book, row 2, column time zone"),
    (("book", "C2", 46388.5), "list.xlsx, book, row 2, column C: it holds a time of day"),
    (("places", "D2", "state, moon"), "list.xlsx, places, row 2, column taxes: there is no 'moon'"),
    (("taxes", "A2", "other"), "no place has the tax 'other'"),
    (("taxes", "A3", "state"), "list.xlsx, taxes, row 3, column tax: the tax 'state' is there"),
    (("tax rates", "C2", 1001), "list.xlsx, tax rates, row 2, column percent"),
    (("texts", "A1", "tittle"), "list.xlsx, texts, column tittle: there is no such column"),
    (("texts", "A1", "tittle"), "list.xlsx, texts, column title: the column is not there"),
    (("texts", "B1", "title"), "list.xlsx, texts, column title: it is there twice"),
    (("texts", "D2", "beside"), "list.xlsx, texts, row 2: 'beside' stands under no head"),
    (("terms", "A2", None), "list.xlsx, terms, row 2, column validity days: it is missing"),
    (("instalments", "D2", 130), "list.xlsx, instalments, row 2, column percent"),
]


@pytest.mark.parametrize(("cell", "said"), MISTAKES, ids=[said for _, said in MISTAKES])
def test_a_mistake_is_told_where_it_stands(
    cell: tuple[str, str, object], said: str, workbook: Path
) -> None:
    assert said in typed(workbook, cell)


def test_all_mistakes_are_told_at_once(workbook: Path) -> None:
    wrong = [("sessions", "E2", "many"), ("prices", "I2", "x"), ("charges", "F3", "nothing")]
    found = typed(workbook, *wrong)
    assert len(found.splitlines()) == 4, found  # with the price that nothing names any more
    assert "sessions, row 2, column people from: 'many' is not a whole number" in found


def test_a_price_that_is_a_percentage_or_a_day_is_refused(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    book["adjustments"]["U2"].number_format = "0.00%"
    book["prices"]["I10"].number_format = "dd.mm.yyyy"
    book.save(workbook)
    found = told(workbook)
    assert "adjustments, row 2, column percent: it is formatted as a percentage" in found
    assert "prices, row 10, column price: it is formatted as a day" in found


def test_a_sheet_that_is_missing_and_one_too_many(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    del book["extras"]
    book.create_sheet("extra")
    book["texts"].merge_cells("A2:B2")
    book.save(workbook)
    assert "texts, cells A2:B2: they are merged" in told(workbook)
    book["texts"].unmerge_cells("A2:B2")
    book.save(workbook)
    assert [str(problem) for problem in problems(workbook)[:2]] == [
        "extra: there is no such table. Try: extras",
        "list.xlsx, extras: the table extras is not there. Try: the file as it was exported",
    ]


# ---------------------------------------------------------------- packages


def repacked(path: Path, change: Callable[[str, bytes], bytes | None], **more: bytes) -> str:
    """What is wrong with the package after its parts were changed, or taken out."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in (parts | more).items():
            changed = change(name, content)
            if changed is not None:
                package.writestr(name, changed)
    return told(path)


def same(_: str, content: bytes) -> bytes:
    return content


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("xl/vbaProject.bin", "it holds macros"),
        ("xl/externalLinks/externalLink1.xml", "it takes values from other files"),
        ("xl/connections.xml", "it takes values from elsewhere"),
        ("xl/embeddings/oleObject1.bin", "it holds other files"),
        ("xl/activeX/activeX1.xml", "it holds programs"),
    ],
)
def test_what_could_run_or_fetch_is_refused(part: str, said: str, workbook: Path) -> None:
    assert said in repacked(workbook, same, **{part: b"anything"})


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;">]><sst>&d;</sst>'
DEEP = b"<a>" * 100 + b"</a>" * 100
BROKEN_PARTS = [
    ("xl/sharedStrings.xml", ENTITIES, "it declares entities"),
    ("xl/sharedStrings.xml", DEEP, "larger or deeper"),
    ("xl/sharedStrings.xml", b'<?xml version="1.0" encoding="x-y"?><sst/>', "unknown encoding"),
    ("xl/styles.xml", None, "column effective from: '46204' is not a day"),
    ("xl/sharedStrings.xml", b"<sst><si>", "is not plain XML"),
    ("xl/sharedStrings.xml", b"<sst/>", "it names a text that is not there"),
    ("xl/worksheets/sheet1.xml", b"<a>" + b" " * 30_000_000 + b"</a>", "unfolds to more"),
    ("xl/worksheets/sheet1.xml", None, "its sheet book is not there"),
    ("xl/_rels/workbook.xml.rels", None, "cannot be read"),
    ("xl/workbook.xml", None, "it is not an .xlsx workbook"),
]


@pytest.mark.parametrize(("part", "content", "said"), BROKEN_PARTS)
def test_a_broken_or_hostile_part_is_refused(
    part: str, content: bytes | None, said: str, workbook: Path
) -> None:
    assert said in repacked(workbook, lambda name, was: content if name == part else was)


def test_a_wide_row_is_refused(workbook: Path) -> None:
    assert "it has more than 200 columns" in typed(workbook, ("texts", "ZZ2", "far"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "it is not an .xlsx workbook"),
        (b"PK\x03\x04 and nothing", "it is not an .xlsx workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "it is an old .xls workbook, or locked"),
        (b"0" * (MOST_PACKED + 1), "it is larger than 5 MB"),
    ],
)
def test_what_is_no_workbook_is_refused(content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)
    assert said in told(path)


def test_a_locked_package_and_one_with_too_many_parts_are_refused(tmp_path: Path) -> None:
    path, file = tmp_path / "list.xlsx", io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
    content = bytearray(file.getvalue())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    assert "it is locked with a password" in told(path)
    with zipfile.ZipFile(path, "w") as package:
        for number in range(501):
            package.writestr(f"part{number}", "")
    assert "more than 500 parts" in told(path)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert "it cannot be read (No such file" in told(tmp_path / "none.xlsx")
    assert "neither a workbook" in told(tmp_path / "none")


# ---------------------------------------------------------------- CSV


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("texts.csv", b"title,text\n\xff\xfe,b\n", "list/texts.csv: it is not UTF-8 text"),
        ("texts.csv", "title,text\nä,b\n".encode("utf-16"), "list/texts.csv: it is not UTF-8"),
        ("texts.csv", b'title,text\n"a,b\n', "list/texts.csv, line 2: it is not CSV"),
        ("texts.csv", b"title,text\na,b,c\n", "list/texts.csv, row 2: it has 3 cells"),
        ("texts.csv", b"title;text\na;b\n", "list, texts, column title;text: there is no such"),
        ("texts.csv", b"", "list, texts, column title: the column is not there"),
        ("texts.csv", b"x" * 2_000_001, "list/texts.csv: it is larger than 2 MB"),
        ("text.csv", b"title,text\n", "text: there is no such table. Try: texts"),
        ("travel.csv", None, "list, travel: the table travel is not there"),
        ("texts.csv", b"title,text\n" + b"a,b\n" * 5_001, "list, texts: it has 5,002 rows"),
    ],
)
def test_a_csv_file_that_cannot_be_used_is_named(
    name: str, content: bytes | None, said: str, tmp_path: Path
) -> None:
    folder = tmp_path / "list"
    write_edition(everything(), folder, TAXES)
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(content)
    assert said in told(folder)


def test_options_without_a_grid_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "list"
    write_edition(everything(), folder, TAXES)
    grid = (folder / "licence-grid.csv").read_text().splitlines()
    (folder / "licence-grid.csv").write_text(grid[0] + "\n")
    assert "licence options, row 2: there is no licence grid" in told(folder)


def table(folder: Path, name: str, *changes: tuple[str, str]) -> str:
    text = (folder / name).read_text(encoding="utf-8-sig")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / name).write_text(text, encoding="utf-8")
    return told(folder)


TIER = '"solo: Images","","graduated","image_each","person","","","3","25.333","10.00","","",""'
PRICES = [
    (TIER.replace("image_each", "look"), "column per: it is 'look' here and 'image_each'"),
    (TIER.replace("25.333", "").replace("10.00", ""), "neither a price nor a flat sum"),
    (TIER.replace('"3"', '"1"'), "tiers must begin at 1 and rise"),
    (f'{TIER}\n"solo: Images","1","flat","","","","","","5","","","",""', "part '1' is of no"),
]


@pytest.mark.parametrize(("row", "said"), PRICES)
def test_rows_of_prices_that_do_not_fit_together_are_told(
    row: str, said: str, tmp_path: Path
) -> None:
    folder = tmp_path / "list"
    write_edition(everything(), folder, TAXES)
    assert said in table(folder, "prices.csv", (TIER, row))


def test_toml_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    path = tmp_path / "list.toml"
    path.write_text((DATA / "price_books/northlight/2026-10-01.toml").read_text() + "\n[")
    assert "it is not TOML" in told(path)
