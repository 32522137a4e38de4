"""Files in and out: nothing lost, nothing changed, nothing half done."""

from __future__ import annotations

import csv
from datetime import date
from functools import partial
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estimator.batching import Outputs, Tally, files, price_file, price_frame
from estimator.loading import FilesRefused
from tests.estimator.batching.test_frames import HOSTILE, NORTHLIGHT, ON

price = partial(price_frame, book=NORTHLIGHT, on=ON)
COLUMNS = ["reference", "session", "people", "session_on", "note.free"]


def outputs(folder: Path) -> Outputs:
    return Outputs(folder / "priced.csv", folder / "priced.refused.csv")


def run(folder: Path, text: str | bytes) -> Tally:
    source = folder / "briefs.csv"
    source.write_bytes(text if isinstance(text, bytes) else text.encode())
    return price_file(source, outputs(folder), price)


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True)) if path.exists() else []


def written(rows: list[list[str]]) -> bytes:
    lines = [COLUMNS, *rows]
    quoted = (",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in lines)
    return "\n".join(quoted).encode()


any_text = st.text(st.characters(codec="utf-8"), max_size=6)
any_cell = st.sampled_from(("team", "individual", "1", "12", *HOSTILE)) | any_text
one_row = st.lists(any_cell, min_size=len(COLUMNS), max_size=len(COLUMNS)).map(
    lambda row: ["r", "team", "12", *row[3:]] if row[0] == "team" else row
)


@settings(max_examples=60, deadline=None)
@given(st.lists(one_row, max_size=8), st.sampled_from((1, 3, 100)))
def test_every_row_comes_out_once_with_the_cells_it_came_in_with(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], most: int
):
    folder = tmp_path_factory.mktemp("batch")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "ROWS", most)
        tally = run(folder, written(rows))
    good = read(folder / "priced.csv")
    bad = read(folder / "priced.refused.csv") if tally.refused else []
    there = [row for row in rows if any(row)]
    assert (len(good), len(bad)) == (tally.priced, tally.refused)
    assert len(good) + len(bad) == len(there)
    numbered = {at: row for at, row in enumerate(rows, 2) if any(row)}
    for refused in bad:
        assert [refused[name] for name in COLUMNS] == numbered.pop(int(refused["row"]))
        assert refused["problems"]
    assert [[each[name] for name in COLUMNS] for each in good] == list(numbered.values())


def test_rows_are_numbered_as_a_spreadsheet_numbers_them(tmp_path: Path):
    text = 'session,note\nindividual,"two\nlines"\n\n,,\nteam,x\nteam\nteam,a,b\nteam,\n,\n'
    run(tmp_path, text)
    bad = read(tmp_path / "priced.refused.csv")
    assert [(row["row"], row["problems"].partition(":")[0]) for row in bad] == [
        ("5", "people"),
        ("6", "cells"),
        ("7", "cells"),
        ("8", "people"),
    ]
    assert "'b'" in bad[2]["problems"]


@pytest.mark.parametrize("ending", ["\r", "\n", "\r\n"])
def test_lines_within_a_cell_stay_there(tmp_path: Path, ending: str):
    run(tmp_path, f'session,note\nindividual,"two{ending}lines"\n'.encode())
    assert [row["note"] for row in read(tmp_path / "priced.csv")] == [f"two{ending}lines"]


def test_refused_rows_can_be_mended_and_come_back(tmp_path: Path):
    run(tmp_path, "session,people\nteam,3\nteam,2\n")
    refused = tmp_path / "priced.refused.csv"
    tally = run(tmp_path, refused.read_text().replace("team,3", "team,4"))
    assert (tally.priced, tally.refused) == (1, 1)
    assert list(read(refused)[0]) == ["session", "people", "row", "problems"]
    assert read(refused)[0]["row"] == "3"


def test_without_refused_rows_there_is_no_such_file_any_more(tmp_path: Path):
    assert run(tmp_path, "session,people\nteam,3\n").refused == 1
    assert (tmp_path / "priced.refused.csv").exists()
    assert run(tmp_path, "session,people\nteam,4\n") == Tally(1, 0, ())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["briefs.csv", "priced.csv"]


def test_only_the_first_refused_rows_are_said_in_words(tmp_path: Path):
    tally = run(tmp_path, "session,people\n" + "team,3\n" * 30)
    assert tally.refused == 30
    assert [words.partition(":")[0] for words in tally.first] == [
        f"row {at}" for at in range(2, 12)
    ]


def test_the_mark_of_a_file_from_excel_is_read_and_kept(tmp_path: Path):
    run(tmp_path, b"\xef\xbb\xbfsession,client\r\nindividual,Ren\xc3\xa9e\r\n")
    assert (tmp_path / "priced.csv").read_bytes().startswith(b"\xef\xbb\xbfsession,client,amount.")
    run(tmp_path, "session,client\r\nindividual,Renée\r\n")
    assert (tmp_path / "priced.csv").read_bytes().startswith(b"session,client,amount.")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "it is empty"),
        (b'session\n"team', "line 2: it is not CSV"),
        (b'session\n"te"am\n', "line 2: it is not CSV"),
        ("session\nRené\n".encode("latin-1"), "it is not UTF-8 text"),
        ("session\n".encode("utf-16"), "it is not UTF-8 text"),
        (b"sessions\nteam\n", "column sessions"),
        (b"session\n" + b"a" * 200_000, "it is not CSV"),
    ],
)
def test_a_file_that_cannot_be_read_touches_nothing(tmp_path: Path, text: bytes, said: str):
    for path in outputs(tmp_path):
        path.write_text("as it was")
    with pytest.raises(FilesRefused, match=said):
        run(tmp_path, text)
    assert [path.read_text() for path in outputs(tmp_path)] == ["as it was"] * 2
    assert len(list(tmp_path.iterdir())) == 3


def test_a_mistake_after_the_first_part_touches_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(files, "ROWS", 1)
    with pytest.raises(FilesRefused, match="line 4"):
        run(tmp_path, 'session\nindividual\nindividual\n"x')
    assert [path.name for path in tmp_path.iterdir()] == ["briefs.csv"]


def test_a_file_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(FilesRefused, match="No such file"):
        price_file(tmp_path / "none.csv", outputs(tmp_path), price)


def test_the_briefs_are_never_overwritten(tmp_path: Path):
    source = tmp_path / "briefs.csv"
    source.write_text("session\nindividual\n")
    with pytest.raises(FilesRefused, match="need a file each"):
        price_file(source, Outputs(source, tmp_path / "refused.csv"), price)
    assert source.read_text() == "session\nindividual\n"


def test_progress_counts_every_byte(tmp_path: Path):
    source, told = tmp_path / "briefs.csv", list[int]()
    source.write_text("session\n" + "individual\n" * 500)
    price_file(source, outputs(tmp_path), price, told.append)
    assert sum(told) == source.stat().st_size


def test_a_sheet_is_priced_as_its_frame(tmp_path: Path):
    run(tmp_path, "session,people\n" + "".join(f"team,{people}\n" for people in range(4, 151)))
    good = pd.DataFrame(read(tmp_path / "priced.csv"))
    same, _ = price(good[["session", "people"]])
    assert good["amount.payable"].tolist() == same["amount.payable"].tolist()
    assert good["priced_on"].unique().tolist() == [date(2026, 11, 24).isoformat()]
