"""The worked example of `docs/comparison.md` is what the program says."""

from pathlib import Path

from estimator.comparison import Assumptions, Comparison, Costs, Range, compare
from estimator.loading.plans import load_plans
from tests.estimator.comparison.notation import RATES, said, studio

ROOT = Path(__file__).resolve().parents[3]
SHOWN = ("headshotpro-basic", "betterpic-lowest", "remini-month", "headshots-com-kept")


def worked() -> str:
    """The example as the page prints it."""
    plans, _ = load_plans(ROOT / "data" / "ai_plans.csv")
    rate = Range[int].model_validate({"low": 170_000, "likely": 170_000, "high": 850_000})
    assumed = Assumptions().model_copy(update={"keeper_rate": rate})
    shown = [plan for plan in plans if plan.key in SHOWN]
    found = compare(studio((12, 4), up="450"), shown, assumed, RATES)
    return "\n".join(lines(found))


def lines(found: Comparison) -> list[str]:
    text = ["Studio", *costs(found.studio)]
    for row in found.rows:
        text += ["", row.plan.called, *(f"  {words}" for words in said(row.because))]
        text += costs(row.costs)
    return [*text, "", *said((found.verdict.now, found.verdict.over))]


def costs(side: Costs) -> list[str]:
    now, over = said(side.now.because), said(side.over.because)
    return [*(f"  now   {words}" for words in now), *(f"  over  {words}" for words in over)]


def test_the_worked_example_is_what_the_program_says():
    page = (ROOT / "docs" / "comparison.md").read_text(encoding="utf-8")
    _, _, after = page.partition("<!-- worked example -->\n```text\n")
    printed, _, _ = after.partition("\n```")
    assert printed == worked()
