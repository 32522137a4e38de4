"""`compare` and `check-plans` on the command line: all of the comparison, with its sources."""

import json
from pathlib import Path
from typing import Any

import pytest

from estimator.cli import main
from tests.build import DATA

TEAM = str(DATA / "briefs" / "northlight-team-12-on-site.toml")
PLANS = DATA / "ai_plans.csv"
ON = ("--on", "2026-11-24")

Printed = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEADSHOT_QUOTE_TODAY", "2026-11-24")


def record(capsys: Printed, *more: str) -> dict[str, Any]:
    assert main(["compare", TEAM, "--json", *ON, *more]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_the_json_holds_all_of_the_comparison(capsys: Printed) -> None:
    found = record(capsys)
    assert {"verdict", "studio", "plans", "not_compared", "closely", "fits", "evidence"} <= set(
        found
    )
    look = found["closely"]
    assert look["plan"] == "HeadshotPro Basic"
    assert [turn["input"] for turn in look["would_have_to_be"]] == [
        "keeper_rate",
        "hourly_value",
        "people",
        "horizon_months",
        "payable",
    ]
    assert look["robustness"]["ai"] == look["robustness"]["combinations"]
    assert len(look["by_month"]["studio"]["high"]) == 37
    assert look["tornado"]["swings"][0]["input"] == "horizon_months"
    assert {"situation", "side", "why", "source"} == set(found["fits"][0])


def test_every_figure_of_the_json_has_its_source(capsys: Printed) -> None:
    found = record(capsys)
    assert all(plan["source"] and plan["seen"] for plan in found["plans"])
    assert all(finding["source"] for finding in found["evidence"])
    ranges = [each for each in found["assumptions"].values() if isinstance(each, dict)]
    assert len(ranges) == 14
    assert all(each["source"] for each in ranges)
    assert {plan["licence"] for plan in found["plans"]} == {None}


def test_weak_and_old_prices_are_marked(capsys: Printed) -> None:
    marks = {plan["key"]: (plan["strength"], plan["stale"]) for plan in record(capsys)["plans"]}
    assert marks["fotor-pro"] == ("weak", True)
    assert marks["betterpic-lowest"] == ("strong", True)
    assert marks["headshotpro-basic"] == ("strong", False)


def test_another_plan_is_looked_at(capsys: Printed) -> None:
    assert record(capsys, "--plan", "remini-month")["closely"]["plan"] == "Remini monthly"


def test_a_plan_that_is_not_compared_is_refused_by_name(capsys: Printed) -> None:
    assert main(["compare", TEAM, "--plan", "photoai", *ON]) == 1
    said = capsys.readouterr().err
    assert "--plan: there is no 'photoai'" in said
    assert "headshotpro-basic" in said


def test_the_words_say_where_each_side_fits_and_what_was_found(capsys: Printed) -> None:
    assert main(["compare", TEAM, *ON]) == 0
    printed = capsys.readouterr().out
    for words in (
        "Where AI headshots are the better choice:",
        "Where AI headshots are not usable:",
        "This is not legal advice.",
        "Quality and personal touch, for AI: Recruiters who did not know",
        "Looked at closely: HeadshotPro Basic",
        "seen 2026-05-04, weak, old",
        "AI images worth keeping: 50% (17% to 85%). Source: a judgement",
    ):
        assert words in printed


def test_a_comparison_that_nothing_can_be_set_beside(capsys: Printed, tmp_path: Path) -> None:
    """A studio in a currency without a rate: every plan is listed with the reason."""
    book = DATA / "price_books" / "northlight" / "2026-10-01.toml"
    odd = tmp_path / "2026-10-01.toml"
    odd.write_text(book.read_text().replace('currency = "USD"', 'currency = "NZD"'))
    found = record(capsys, "--book", str(odd))
    assert found["plans"] == []
    assert found["closely"] is None
    assert all("no exchange rate from USD to NZD" in each["why"] for each in found["not_compared"])


def test_a_list_of_plans_is_checked(capsys: Printed) -> None:
    assert main(["check-plans", str(PLANS)]) == 0
    out, err = capsys.readouterr()
    assert "49 plans: 18 strong, 22 weak, 9 conflict" in out
    assert "fotor-pro: it is featured and was last seen 2026-05-04, over 180 days ago" in err


def test_a_broken_list_of_plans_is_refused_row_by_row(capsys: Printed, tmp_path: Path) -> None:
    file = tmp_path / "plans.csv"
    file.write_text(PLANS.read_text().replace(",29,USD,", ",cheap,USD,"))
    assert main(["check-plans", str(file)]) == 1
    said = capsys.readouterr().err
    assert "plans.csv, row 2, column price: 'cheap' is not a number" in said
    assert said.count("column price") >= 5
