"""The verb `batch`: what it prints, where it writes, and with which exit code it ends."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from estimator.batching.columns import ADDED, AMOUNT, FIELDS, UNREAD
from estimator.cli import main
from pricing.amounts import Amounts
from tests.build import DATA

SIZES = str(DATA / "briefs" / "northlight-team-sizes.csv")
ON = ("--on", "2026-11-24")


def test_priced_rows_go_to_the_file_and_all_is_well(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "priced.csv"
    assert main(["batch", SIZES, "--out", str(out), *ON]) == 0
    assert capsys.readouterr() == (f"4 rows priced in {out}\n", "")
    assert [path.name for path in tmp_path.iterdir()] == ["priced.csv"]


def test_a_row_is_the_estimate_of_its_brief(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["batch", SIZES, "--out", "-", *ON, "--threads", "2"]) == 0
    rows = {row["reference"]: row for row in csv.DictReader(io.StringIO(capsys.readouterr().out))}
    brief = tmp_path / "brief.toml"
    brief.write_text('sittings = [{session = "team", people = 9, images = 1}]')
    assert main(["estimate", str(brief), "--json", *ON]) == 0
    record = json.loads(capsys.readouterr().out)
    for name in ("net", "tax", "gross", "payable", "deposit"):
        assert rows["nine"][f"amount.{name}"] == record[name]


def test_refused_rows_are_said_kept_and_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, refused = tmp_path / "briefs.csv", tmp_path / "briefs.refused.csv"
    source.write_text("session,people,images\nteam,3,x\nteam,4,1\n")
    assert main(["batch", str(source), "--out", "-", *ON]) == 1
    out, err = capsys.readouterr()
    assert out.splitlines()[1].startswith("team,4,1,1010.00")
    assert "error: briefs.csv, row 2: people: Team on location is not sold for 3 people" in err
    assert "images: 'x' is not a whole number" in err
    assert f"1 row refused, with every problem in {refused}" in err
    assert refused.read_text().startswith("session,people,images,row,problems\nteam,3,x,2,")


def test_a_refusal_reads_as_the_documentation_shows_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (DATA.parent / "docs" / "batch.md").read_text()
    sheet, said = (re.search(f"```{kind}\n(.*?)```", text, re.DOTALL) for kind in ("csv", "text"))
    assert sheet
    assert said
    source = tmp_path / "briefs.csv"
    source.write_text(sheet[1])
    assert main(["batch", str(source), "--out", str(tmp_path / "priced.csv"), *ON]) == 1
    assert capsys.readouterr().err.startswith(said[1])


def test_the_documentation_names_every_column() -> None:
    text = (DATA.parent / "docs" / "batch.md").read_text()
    amounts = [AMOUNT + name for name in Amounts.__struct_fields__]
    columns = [name for field in FIELDS for name in field.columns]
    kept = [name for name in UNREAD if name not in ("row", "problems")]
    missing = [name for name in (*columns, *kept, *amounts, *ADDED) if f"`{name}`" not in text]
    assert missing == []


def test_the_refused_file_can_be_named(tmp_path: Path) -> None:
    source, refused = tmp_path / "briefs.csv", tmp_path / "why.csv"
    source.write_text("session\nteam\n")
    out = str(tmp_path / "priced.csv")
    assert main(["batch", str(source), "--out", out, "--refused", str(refused), *ON]) == 1
    assert refused.exists()


def test_a_column_that_is_not_known_ends_it_before_a_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = tmp_path / "briefs.csv", tmp_path / "priced.csv"
    source.write_text("session,poeple\nteam,12\n")
    assert main(["batch", str(source), "--out", str(out), *ON]) == 1
    assert "one of: people" in capsys.readouterr().err
    assert not out.exists()


def test_a_book_that_columns_cannot_hold_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edition = DATA / "price_books" / "northlight" / "2026-10-01.toml"
    book = tmp_path / "2026-10-01.toml"
    text = edition.read_text().replace('price = "300"', 'price = "99999999"')
    book.write_text(text.replace("people_to = 1600", "people_to = 100000\nimages_to = 90000", 1))
    assert main(["batch", SIZES, "--book", str(book), "--out", str(tmp_path / "o.csv"), *ON]) == 1
    assert "Event headshot booth: an amount could reach" in capsys.readouterr().err


@pytest.mark.parametrize("threads", ["0", "x", "65", "-1"])
def test_threads_that_cannot_be_are_refused(threads: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["batch", SIZES, "--out", "-", "--threads", threads])
    assert ended.value.code == 2


def test_a_folder_that_is_not_there_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "no" / "priced.csv"
    assert main(["batch", SIZES, "--out", str(out), *ON]) == 1
    assert str(out.parent) in capsys.readouterr().err
