"""AI plans, exchange rates and evidence: what the files hold, and what is said of broken ones."""

from datetime import date
from pathlib import Path

import pytest

from estimator.comparison import AiPlan, check_plans
from estimator.loading import FilesRefused
from estimator.loading.plans import PLAN_COLUMNS, load_evidence, load_plans, load_rates

DATA = Path(__file__).resolve().parents[3] / "data"

GOOD = {
    "key": "plan",
    "vendor": "Vendor",
    "name": "Plan",
    "price": "29",
    "currency": "USD",
    "billing": "one-off",
    "images": "30",
    "seen": "2026-09-20",
    "strength": "strong",
    "source": "https://example.com",
}


def plans_file(folder: Path, *rows: dict[str, str]) -> Path:
    lines = [",".join(PLAN_COLUMNS)]
    lines += [",".join((GOOD | row).get(column, "") for column in PLAN_COLUMNS) for row in rows]
    path = folder / "plans.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def rates_file(folder: Path, *rows: str) -> Path:
    path = folder / "rates.csv"
    path.write_text("\n".join(("from,to,rate,day,source", *rows)) + "\n", encoding="utf-8")
    return path


# ---------------------------------------------------------------- what is shipped


@pytest.fixture(scope="module", name="plans")
def shipped_plans() -> tuple[AiPlan, ...]:
    plans, problems = load_plans(DATA / "ai_plans.csv")
    assert problems == ()
    return plans


def test_the_featured_plans_are_of_several_vendors_and_ways_of_charging(plans: tuple[AiPlan, ...]):
    featured = [plan for plan in plans if plan.featured]
    assert len({plan.vendor for plan in featured}) >= 5
    assert {plan.billing.kind for plan in featured} >= {"one-off", "subscription", "per-image"}
    assert not [plan.key for plan in featured if plan.seen_on is None or plan.images is None]
    assert not [plan.key for plan in featured if plan.strength == "conflict"]


def test_conflicts_are_kept_and_say_what_contradicts_them(plans: tuple[AiPlan, ...]):
    disputed = {plan.vendor for plan in plans if plan.strength == "conflict"}
    assert disputed == {"Aragon AI", "Try It On AI", "Adobe Firefly", "HeadshotPro", "BetterPic"}


def test_no_licence_is_claimed_that_was_not_seen(plans: tuple[AiPlan, ...]):
    assert [plan.key for plan in plans if plan.licence is not None] == []


def test_every_source_is_an_address_or_says_that_none_was_kept(plans: tuple[AiPlan, ...]):
    findings, problems = load_evidence(DATA / "evidence.csv")
    assert problems == ()
    rates = load_rates(DATA / "exchange_rates.csv").entries
    sources = [each.source for each in plans] + [each.source for each in findings]
    sources += [each.source for each in rates]
    assert [text for text in sources if "http" not in text and "not kept" not in text] == []


def test_the_deepest_discount_is_for_a_thousand_credits(plans: tuple[AiPlan, ...]):
    (team,) = [plan for plan in plans if plan.key == "headshotpro-team"]
    assert (team.billing.kind, team.price) == ("credits", 19_500_000)
    assert team.billing.model_dump()["least"] == 1000


def test_the_survey_that_speaks_for_both_sides_is_whole():
    findings, _ = load_evidence(DATA / "evidence.csv")
    figures = {each.key: (each.figure or "", each.side) for each in findings}
    assert figures["ringover-preferred"][0].startswith("76.5 %")
    assert figures["ringover-put-off"] == ("66 %", "studio")
    assert figures["ringover-disclosure"] == ("88 %", "studio")
    for criterion in ("trust", "ethics", "quality", "connection"):
        assert {each.side for each in findings if each.criterion == criterion} >= {"ai", "studio"}


def test_the_shipped_rates_are_dated():
    rates = load_rates(DATA / "exchange_rates.csv")
    crossed = rates.crossed("USD", "CAD", date(2026, 11, 24))
    assert crossed is not None
    assert (crossed.times, crossed.by, crossed.day) == (1_598_400, 1_122_500, date(2026, 10, 2))


# ---------------------------------------------------------------- what is wrong


@pytest.mark.parametrize(
    ("row", "column", "what"),
    [
        ({"price": ""}, "price", "missing"),
        ({"price": "abc"}, "price", "'abc' is not a number"),
        ({"price": "1.1234567"}, "price", "'1.1234567' has more than 6 decimals"),
        ({"currency": "USX"}, "currency", "'USX' is not an ISO 4217 currency code"),
        ({"billing": "rent"}, "billing", "kind"),
        ({"billing": ""}, "billing", "kind"),
        ({"billing": "subscription"}, "every", "missing"),
        ({"every": "month"}, "every", "no such field"),
        ({"billing": "credits", "least": "few"}, "least", "whole number, but it is 'few'"),
        ({"billing": "subscription", "every": "month", "least": "0"}, "least", "or equal to 1"),
        ({"images": "many"}, "images", "it must be a count such as 40"),
        ({"billing": "credits", "steps": "100: 25; x: 9"}, "steps", "whole number, but it is 'x'"),
        ({"billing": "credits", "steps": "100: dear"}, "steps", "'dear' is not a number"),
        ({"billing": "credits", "steps": "9: 30"}, "billing", "more credits at a lower price"),
        ({"billing": "per-seat", "every": "year", "least": "0"}, "least", "or equal to 1"),
        ({"seats": "a few"}, "seats", "it must be a count such as 40"),
        ({"tax": "perhaps"}, "tax", "'included' or 'on-top'"),
        ({"covers": "professional; billboards"}, "covers", "'professional', 'marketing' or"),
        ({"free_retries": "some"}, "free_retries", "whole number, but it is 'some'"),
        ({"images": "0"}, "images", "greater than or equal to 1"),
        ({"featured": "perhaps"}, "featured", "true or false"),
        ({"turnaround_hours": "soon"}, "turnaround_hours", "a range such as 1.5-2"),
        ({"seen": "May"}, "seen", "a day such as 2026-09-20"),
        ({"source": ""}, "source", "missing"),
    ],
)
def test_a_problem_names_row_and_column(
    row: dict[str, str], column: str, what: str, tmp_path: Path
):
    plans, (problem,) = load_plans(plans_file(tmp_path, row))
    assert plans == ()
    assert problem.where == f"plans.csv, row 2, column {column}"
    assert what in problem.what


def test_a_weak_row_says_why(tmp_path: Path):
    _, (problem,) = load_plans(plans_file(tmp_path, {"strength": "weak"}))
    assert problem.where == "plans.csv, row 2"
    assert problem.what == "a weak row must say why, in strength_why"


def test_every_problem_is_told_at_once_and_the_rest_is_used(tmp_path: Path):
    path = plans_file(
        tmp_path, {"price": "x", "key": "A B"}, {}, {"key": "plan"}, {"key": "b", "seen": "now"}
    )
    plans, problems = load_plans(path)
    assert [plan.key for plan in plans] == ["plan"]
    places = {each.where.removeprefix("plans.csv, ") for each in problems}
    assert places == {
        "row 2, column price",
        "row 2, column key",
        "row 4, column key",
        "row 5, column seen",
    }
    (again,) = [each for each in problems if each.where.startswith("plans.csv, row 4")]
    assert again.what == "the key 'plan' is already that of plans.csv, row 3"


def test_credits_in_steps_and_seats_are_read(tmp_path: Path):
    credits = {"billing": "credits", "least": "5", "steps": "20: 25.50; 100: 19", "seats": "5-500"}
    seats = {"key": "b", "billing": "per-seat", "every": "month", "least": "3", "tax": "on-top"}
    seats |= {"covers": "professional; marketing", "free_retries": "1"}
    plans, problems = load_plans(plans_file(tmp_path, credits, seats))
    assert problems == ()
    assert plans[0].billing.model_dump() == {
        "kind": "credits",
        "price": "29.00",
        "least": 5,
        "steps": ({"at_least": 20, "price": "25.50"}, {"at_least": 100, "price": "19.00"}),
    }
    assert str(plans[0].seats) == "5–500"
    assert plans[1].billing.model_dump()["least_seats"] == 3
    assert (plans[1].tax, plans[1].covers) == ("on-top", ("professional", "marketing"))
    assert (plans[1].free_retries, plans[1].priced) == (1, "29.00 a month")


def test_an_owner_is_told_what_is_old_or_contradicts(tmp_path: Path):
    old = {"featured": "yes", "seen": "2026-01-05"}
    plans, _ = load_plans(plans_file(tmp_path, old, {"key": "again", "price": "35"}))
    assert [str(each) for each in check_plans(plans, date(2026, 11, 24))] == [
        "plan: it is featured and was last seen 2026-01-05, over 180 days ago."
        " Try: looking its price up again, or not featuring it",
        "again: Vendor Plan has another price in the row plan, and neither is marked."
        " Try: strength conflict for the worse sourced one, and why",
    ]


def test_the_shipped_plans_do_not_contradict_each_other_unmarked(plans: tuple[AiPlan, ...]):
    told = check_plans(plans, date(2026, 11, 24))
    assert {each.what.partition(" and was")[0] for each in told} == {"it is featured"}


def test_empty_rows_are_passed_over_and_counted(tmp_path: Path):
    path = plans_file(tmp_path, {})
    path.write_text(path.read_text(encoding="utf-8") + "\n,,\nx\n", encoding="utf-8")
    _, problems = load_plans(path)
    assert [str(each) for each in problems] == [
        "plans.csv, row 5: it has 1 cells and there are 22 columns."
        " Try: quoting a cell that holds a comma"
    ]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"key,vendor\n", "column name: it is missing"),
        (b"", "column key: it is missing"),
        (",".join((*PLAN_COLUMNS, "stars")).encode(), "column stars: there is no such column"),
        (",".join((*PLAN_COLUMNS, "key")).encode(), "column key: it is there twice"),
        (b"\xff\xfe\xff", "it is not UTF-8 text"),
        (b'"key', "it is not CSV: unexpected end of data"),
        (b"x" * 2_000_001, "it is larger than 2 MB"),
    ],
)
def test_a_file_that_is_no_list_of_plans(content: bytes, what: str, tmp_path: Path):
    path = tmp_path / "plans.csv"
    path.write_bytes(content)
    plans, problems = load_plans(path)
    assert plans == ()
    assert [each for each in problems if what in str(each)]


def test_a_file_that_is_not_there(tmp_path: Path):
    _, (problem,) = load_plans(tmp_path / "plans.csv")
    assert str(problem) == (
        "plans.csv: it cannot be read (No such file or directory). Try: the path of a CSV file"
    )


def test_a_spreadsheets_byte_order_mark_is_no_part_of_the_first_column(tmp_path: Path):
    path = plans_file(tmp_path, {})
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    plans, problems = load_plans(path)
    assert (len(plans), problems) == (1, ())


def test_rates_are_all_right_or_none_is_used(tmp_path: Path):
    path = rates_file(
        tmp_path,
        "EUR,USD,1.1225,2026-10-02,ECB",
        "EUR,USD,1.1300,2026-10-02,another",
        "EUR,GBP,none,2026-10-02,ECB",
        "EUR,CAD,1.5984,October,ECB",
        "EUR,XXX,1,2026-10-02,",
    )
    with pytest.raises(FilesRefused) as refused:
        load_rates(path)
    assert {each.where for each in refused.value.problems} == {
        "rates.csv, row 3, column rate",
        "rates.csv, row 4, column rate",
        "rates.csv, row 5, column day",
        "rates.csv, row 6, column to",
        "rates.csv, row 6, column source",
    }
