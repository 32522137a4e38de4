"""The verbs of `edition`: what they print, what they write, and with which exit code they end."""

import re
import time
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from bench.sheet import demo_book, demo_briefs
from estimator.batching.impact import Impact, impact_of_briefs, impact_of_frame
from estimator.cli import main
from estimator.loading import FilesRefused
from pricing import Brief, PriceBook, Sitting
from pricing.repricing import Repricing, reprice
from tests.build import DATA
from tests.pricing import small

SIZES = str(DATA / "briefs" / "northlight-team-sizes.csv")
SINCE = date(2027, 1, 1)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEADSHOT_QUOTE_TODAY", "2026-11-24")


def edition(*arguments: object) -> int:
    return main(["edition", *map(str, arguments)])


@pytest.mark.parametrize("name", ["list.xlsx", "list.toml", "list"])
def test_out_and_back_in_nothing_differs(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, draft = tmp_path / name, tmp_path / "2026-10-01.toml"
    assert edition("export", "--out", out) == 0
    assert edition("import", out, "--out", draft) == 0
    said, warned = capsys.readouterr()
    assert f"nothing differs from the edition of 2026-10-01 ({demo_book().edition})" in said
    assert "error" not in warned
    assert edition("export", "--out", tmp_path / "again.toml") == 0
    assert draft.read_bytes() == (tmp_path / "again.toml").read_bytes()
    assert main(["check-book", str(draft)]) == 0


def test_a_file_that_is_there_is_replaced_only_when_that_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "list.toml"
    out.write_text("mine")
    assert edition("export", "--out", out) == 1
    assert "is there already" in capsys.readouterr().err
    assert out.read_text() == "mine"
    assert edition("export", "--out", out, "--replace") == 0
    assert out.read_text() != "mine"


def changed(path: Path, *cells: tuple[str, str, object]) -> None:
    book = openpyxl.load_workbook(path)
    for sheet, cell, value in cells:
        book[sheet][cell] = value
    book.save(path)


def test_a_changed_workbook_says_what_it_changes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "list.xlsx"
    edition("export", "--out", out)
    changed(out, ("book", "C2", SINCE), ("retouching", "D3", 58.95), ("sessions", "F5", 120))
    capsys.readouterr()
    assert edition("import", out) == 0
    said = capsys.readouterr().out
    assert "Polished retouching, per image: 55.00 → 58.95, +7.2 %" in said
    assert "sessions team, people to: 150 → 120" in said


def test_a_broken_workbook_keeps_no_draft_and_says_everything(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, draft = tmp_path / "list.xlsx", tmp_path / "draft.toml"
    edition("export", "--out", out)
    changed(out, ("retouching", "D3", "much"), ("sessions", "F5", "many"))
    capsys.readouterr()
    assert edition("import", out, "--out", draft) == 1
    said = capsys.readouterr().err
    assert "error: list.xlsx, retouching, row 3, column price: 'much'" in said
    assert "error: list.xlsx, sessions, row 5, column people to: 'many'" in said
    assert not draft.exists()


def test_an_invalid_draft_is_kept_and_never_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, draft = tmp_path / "list.xlsx", tmp_path / "2027-01-01.toml"
    edition("export", "--out", out)
    changed(out, ("book", "C2", SINCE), ("sessions", "L2", "polish"))
    assert edition("import", out, "--out", draft) == 1
    assert "list.xlsx, sessions, row 2, column retouching included" in capsys.readouterr().err
    assert draft.exists()
    assert (
        main(
            ["estimate", str(next((DATA / "briefs").glob("*linkedin.toml"))), "--book", str(draft)]
        )
        == 1
    )


def test_an_edition_is_never_published_over_one_of_the_same_day(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "list.xlsx"
    edition("export", "--out", out)
    changed(out, ("retouching", "D3", 58.95))
    assert edition("import", out) == 1
    assert "two editions begin on 2026-10-01" in capsys.readouterr().err


def test_two_editions_laid_beside_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    assert edition("diff", "2026-01-01", "2026-10-01") == 0
    said = capsys.readouterr().out
    assert "  Individual headshot, Individual headshot, per person: 225.00 → 240.00, +6.7 %" in said
    assert edition("diff", "2026-01-02", "2026-10-01") == 1
    assert "edition: there is no '2026-01-02'" in capsys.readouterr().err


def test_team_prices_go_up_by_seven_per_cent_and_it_is_seen_whom_that_meets(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = tmp_path / "2027-01-01.toml"
    arguments = ("sessions", "+7", "--only", "team", "--from", SINCE, "--out", draft)
    assert edition("reprice", *arguments) == 0
    said = capsys.readouterr().out
    assert "Team on location, Team headshots, per person from 10: 145.00 → 155.15, +7.0 %" in said
    assert "5 figures change from 2027-01-01" in said
    assert edition("impact", draft, SIZES) == 0
    said = capsys.readouterr().out
    assert "4 briefs compared, 0 without a price under one or both" in said
    assert "All together: $11,406.44 → $12,001.94, +$595.50 (+5.2 %)" in said
    assert "3 pay more, 0 pay less, 1 the same" in said
    assert "  everything, team: $5,862.35 → $6,162.64, +$300.29 (+5.1 %)" in said


def test_a_folder_of_briefs_is_priced_brief_by_brief(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft, folder = tmp_path / "2027-01-01.toml", tmp_path / "briefs"
    folder.mkdir()
    for path in (DATA / "briefs").glob("northlight-*.toml"):
        (folder / path.name).write_text(path.read_text())
    edition("reprice", "sessions", "-10", "--from", SINCE, "--out", draft)
    capsys.readouterr()
    assert edition("impact", draft, folder) == 0
    said = capsys.readouterr().out
    assert re.search(r"0 pay more, [1-9]\d* pay less", said)
    assert "−$" in said
    (folder / "wrong.toml").write_text("sittings = 1")
    assert edition("impact", draft, folder) == 1
    assert edition("impact", draft, tmp_path / "none.csv") == 1


@pytest.mark.parametrize("percent", ["4 %", "", "1001", "four"])
def test_a_percentage_that_is_not_clear_is_refused(
    percent: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert edition("reprice", "retouching", percent, "--from", SINCE) == 1
    assert "is not clear. Try: a percentage such as +4" in capsys.readouterr().err


def test_what_cannot_be_repriced_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert edition("reprice", "retouching", "4", "--only", "polish", "--from", SINCE) == 1
    assert "only: there is no 'polish'" in capsys.readouterr().err


def test_a_list_in_euro_at_the_rate_of_its_day(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = tmp_path / "2027-01-01.toml"
    arguments = ("--from", SINCE, "--ending", "00", "--out", draft)
    assert edition("convert", "EUR", *arguments) == 0
    said = capsys.readouterr().out
    assert "at 1.1225 USD = 1 EUR on 2026-10-02 (ECB euro foreign exchange reference rates" in said
    assert "Polished retouching, per image: 55.00 → 49.00" in said
    assert 'currency = "EUR"' in draft.read_text()
    for currency in ("XXX", "USD"):
        assert edition("convert", currency, "--from", SINCE) == 1
    assert "there is no rate from USD to another currency XXX" in capsys.readouterr().err
    assert edition("impact", draft, SIZES) == 1
    assert "one edition is in USD and the other in EUR" in capsys.readouterr().err


def test_a_studio_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert edition("export", "--studio", "nobody", "--out", "x.toml") == 1
    assert "--studio: there is no 'nobody'" in capsys.readouterr().err


# ---------------------------------------------------------------- what an edition would do


def dearer(book: PriceBook, percent: str = "7") -> PriceBook:
    rule = Repricing.model_validate({"section": "sessions", "percent": percent})
    return reprice(book, rule, SINCE).book


def row(brief: Brief) -> dict[str, str]:
    sitting = brief.sittings[0]
    cells = {f"extra.{each.key}": str(each.quantity) for each in brief.extras}
    for name in ("people", "images", "retouching", "licence"):
        cells[name] = str(getattr(sitting, name) or "")
    day = brief.session_on.isoformat() if brief.session_on else ""
    return {"session": sitting.session, "code": brief.code, "session_on": day, **cells}


def test_columns_and_briefs_say_the_same() -> None:
    briefs = demo_briefs()[::7]
    editions = (demo_book(), dearer(demo_book()))
    frame = pd.DataFrame([row(brief) for brief in briefs]).fillna("")
    columns = impact_of_frame(frame, editions, SINCE)
    singly = impact_of_briefs({str(at): brief for at, brief in enumerate(briefs)}, editions, SINCE)
    assert [(each.before, each.after) for each in columns.asked] == [
        (each.before, each.after) for each in singly.asked
    ]
    assert columns.groups == singly.groups
    assert sum(group.after for group in columns.groups) == columns.after > columns.before
    assert [abs(each.change) for each in columns.movers(5)] == sorted(
        (abs(each.change) for each in columns.asked), reverse=True
    )[:5]


def test_ten_thousand_briefs_take_less_than_a_second() -> None:
    rows = [row(brief) for brief in demo_briefs()]
    frame = pd.DataFrame([rows[at % len(rows)] for at in range(10_000)]).fillna("")
    editions = (demo_book(), dearer(demo_book()))
    impact_of_frame(frame.head(10), editions, SINCE)
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        found = impact_of_frame(frame, editions, SINCE)
        times.append(time.perf_counter() - begun)
    assert len(found.asked) == 10_000
    assert min(times) < 1


RULE = {"kind": "per-unit", "per": "person", "price": "100"}


def book(price: str, **fields: object) -> PriceBook:
    return small.book(
        session_types=[small.session({**RULE, "price": price}, people_to=9)], **fields
    )


def frame(*rows: dict[str, str]) -> pd.DataFrame:
    cells = [{"session": "portrait", "people": "1", **row} for row in rows]
    return pd.DataFrame(cells, index=pd.RangeIndex(2, len(cells) + 2)).fillna("")


def test_days_in_the_past_are_moved_by_whole_weeks() -> None:
    asked = frame({"session_on": "2026-06-06"}, {"session_on": ""}, {"session_on": "soon"})
    found = impact_of_frame(asked, (book("100"), book("110")), SINCE)
    assert found.weeks == 30
    assert len(found.asked) == 2
    assert [problem.where for problem in found.refused] == ["row 4"]
    brief = Brief(sittings=(Sitting(session="portrait"),), session_on=date(2026, 6, 6))
    assert impact_of_briefs({"a": brief}, (book("100"), book("110")), SINCE).weeks == 30


def test_the_middle_is_the_middle_one() -> None:
    asked = frame({"people": "1", "client": "Ann"}, {"people": "2"}, {"people": "9"})
    found = impact_of_frame(asked, (book("100"), book("105")), SINCE)
    assert [each.name for each in found.asked] == ["Ann", "row 3", "row 4"]
    assert (found.median_change, found.median_share) == (1_000, 50_000)
    assert found.movers(1)[0].name == "row 4"
    assert Impact("USD", SINCE, 0, ()).median_change == 0
    assert impact_of_frame(asked, (book("0"), book("5")), SINCE).median_share == 0


def test_what_only_one_of_them_sells_is_told() -> None:
    extra = [
        {"key": "mug", "name": "Mug", "summary": "A mug", "rule": {"kind": "flat", "price": "9"}}
    ]
    asked = frame({"extra.mug": "1"}, {"extra.mug": "0"}, {"extra.mug": "", "people": "99"})
    lost = impact_of_frame(asked, (book("100", extras=extra), book("110")), SINCE)
    assert [str(each) for each in lost.lost] == [
        "row 2: extra.mug: not sold. Try: an edition that sells it"
    ]
    assert [each.where for each in lost.refused] == ["row 4"]
    assert len(lost.asked) == 1
    won = impact_of_frame(asked, (book("100"), book("110", extras=extra)), SINCE)
    assert [each.where for each in won.won] == ["row 2"]
    sitting = Sitting(session="portrait", people=99)
    singly = impact_of_briefs({"b": Brief(sittings=(sitting,))}, (book("1"), book("2")), SINCE)
    assert [each.where for each in singly.refused] == ["b"]
    with pytest.raises(FilesRefused, match="there is no such extra"):
        impact_of_frame(frame({"extra.cup": "1"}), (book("1"), book("2")), SINCE)


def test_a_torn_sheet_and_one_without_rows_are_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "briefs.csv"
    sheet.write_text("session,people\nteam,9,9\n")
    assert edition("impact", "2026-10-01", sheet, "--edition", "2026-01-01") == 1
    assert "briefs.csv, row 2: it has 3 cells" in capsys.readouterr().err
    sheet.write_text("session,people\n")
    assert edition("impact", "2026-10-01", sheet, "--edition", "2026-01-01") == 0
    assert "0 briefs compared" in capsys.readouterr().out
    (tmp_path / "empty").mkdir()
    assert edition("impact", "2026-10-01", tmp_path / "empty") == 1
