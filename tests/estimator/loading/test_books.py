"""Price books that people broke: every problem at once, with file, table, row, field and advice."""

from pathlib import Path
from shutil import copytree

import pytest

from estimator.loading import FilesRefused, load_book, load_brief, load_studio, load_taxes
from tests.build import DATA

EDITION = DATA / "price_books" / "northlight" / "2026-10-01.toml"
TAXES = DATA / "tax_rates.toml"


def problems_of(tmp_path: Path, *changes: tuple[str, str], name: str = "2026-10-01.toml") -> str:
    """The problems, one a line, of the demo book with some text replaced."""
    text = EDITION.read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(FilesRefused) as refused:
        load_book(path, TAXES)
    return str(refused.value)


BROKEN = [
    (('price = "240"', 'price = "24o"'), "row 1 (individual), charges row 1", "'24o' is not a num"),
    (('price = "240"', "price = 240.0000001"), "field rule.price", "more than 6 decimals"),
    (('price = "240"', 'price = "-5"'), "field rule.price", "must lie between 0 and 100,000,000"),
    (('price = "240"', "price = true"), "field rule.price", "is not exact"),
    (('price = "240"', "price = nan"), "field rule.price", "is not a finite number"),
    (("people_to = 150", 'people_to = "many"'), "row 4 (team), field people_to", "a whole number"),
    (('kind = "graduated"', 'kind = "gradated"'), "field rule", "'graduated'"),
    (('key = "polished"', 'key = "Polished Tier"'), "field key", "small letters"),
    (("most = 8", "mostt = 8"), "extras row 2 (makeup-hour), field mostt", "no such field"),
    (('percent = "30"', 'percent = "130"'), "terms.instalments row 1", "between 0 and 100"),
    (('currency = "USD"', 'currency = "DOLLAR"'), "currency", "ISO 4217"),
    (('places = ["seattle-wa"', 'places = ["seatle"'), "field places", "seattle-wa"),
    (('places = ["seattle-wa", ', 'places = "seattle-wa" #'), "places", "it must be a list"),
    (("{ from = 1,", "{ from = 2,"), "field rule", "tiers must begin at 1"),
    (("effective_from = 2026-10-01", 'effective_from = "soon"'), "effective_from", "a day such as"),
    (('time_zone = "America/Los_Angeles"', 'time_zone = "Mars"'), "time_zone", "Los_Angeles"),
    (('key = "polished"', 'key = "natural"'), "retouching_tiers.natural.key", "2 rows share it"),
    (
        ('retouching_included = "natural"', 'retouching_included = "none"'),
        "session_types.individual.retouching_included",
        "there is no 'none'",
    ),
]


@pytest.mark.parametrize(("change", "where", "what"), BROKEN, ids=[row[2] for row in BROKEN])
def test_a_broken_book_says_where_and_what(
    tmp_path: Path, change: tuple[str, str], where: str, what: str
) -> None:
    said = problems_of(tmp_path, change)
    assert where in said
    assert what in said
    assert "Try: " in said


def test_everything_wrong_is_said_at_once(tmp_path: Path) -> None:
    chosen = [row for row in BROKEN if row[2] in ("a whole number", "small letters", "no such fie")]
    chosen += [row for row in BROKEN if row[1] in ("field places",)]
    said = problems_of(tmp_path, *(row[0] for row in chosen))
    assert all(row[1] in said for row in chosen)


def test_a_line_that_is_not_toml_is_named(tmp_path: Path) -> None:
    line = EDITION.read_text().splitlines().index('studio = "northlight"') + 1
    said = problems_of(tmp_path, ('studio = "northlight"', "studio northlight"))
    assert f"at line {line}," in said


def test_a_name_beside_the_first_day_is_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "prices.toml"
    path.write_text(EDITION.read_text())
    _, warnings = load_book(path, TAXES)
    assert ["prices.toml" in str(each) and each.severity for each in warnings] == ["warning"]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"#" * 2_000_001, "larger than 2 MB"),
        (b"a = 1\na = 2", "not TOML"),
    ],
)
def test_a_file_that_is_no_text_is_refused(tmp_path: Path, content: bytes, what: str) -> None:
    path = tmp_path / "brief.toml"
    path.write_bytes(content)
    with pytest.raises(FilesRefused, match=what):
        load_brief(path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FilesRefused, match="there is no such file"):
        load_brief(tmp_path / "none.toml")
    with pytest.raises(FilesRefused, match="cannot be read"):
        load_brief(tmp_path)


def studio_with(tmp_path: Path, broken: str) -> Path:
    """The demo data with one edition of Northlight broken."""
    data = tmp_path / "data"
    copytree(DATA, data)
    (data / "price_books" / "northlight" / broken).write_text("studio = 1")
    return data


def test_the_last_good_edition_stays_in_use(tmp_path: Path) -> None:
    files = load_studio(studio_with(tmp_path, "2026-10-01.toml"), "northlight")
    assert [str(book.effective_from) for book in files.editions] == ["2026-01-01"]
    assert any("2026-10-01.toml" in problem.where for problem in files.problems)


def test_a_studio_without_a_good_edition_is_refused(tmp_path: Path) -> None:
    data = studio_with(tmp_path, "2026-10-01.toml")
    (data / "price_books" / "northlight" / "2026-01-01.toml").unlink()
    with pytest.raises(FilesRefused, match=r"2026-10-01\.toml"):
        load_studio(data, "northlight")
    (data / "price_books" / "northlight" / "2026-10-01.toml").unlink()
    with pytest.raises(FilesRefused, match="there is no price book"):
        load_studio(data, "northlight")


def test_a_place_with_an_unknown_tax_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "tax_rates.toml"
    path.write_text('places = [{ key = "here", name = "Here", taxes = ["vat"] }]')
    with pytest.raises(FilesRefused, match="place here, field taxes: there is no 'vat'"):
        load_taxes(path)
