"""The comparison with AI plans as blocks: the answer, the costs, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator

from estimator.comparison import Assumptions, Comparison, PlanRow
from estimator.documents import blocks
from estimator.documents.blocks import Block
from estimator.formatting import Reader


def comparison_blocks(comparison: Comparison, read: Reader) -> tuple[Block, ...]:
    """A page of its own, every figure with its assumptions and its source."""
    return tuple(_blocks(comparison, read))


def _blocks(comparison: Comparison, read: Reader) -> Iterator[Block]:
    months = read.number(comparison.assumptions.horizon_months)
    yield blocks.PageBreak()
    yield blocks.Heading("Photographed or generated?")
    verdict = comparison.verdict
    yield blocks.Text(f"{read.why(verdict.now)}\n{read.why(verdict.over)}")
    yield _bars(comparison, f"Cash over {months} months", read)
    yield blocks.Heading("The same pictures, figure by figure")
    yield _table(comparison, months, read)
    yield blocks.Heading("What this takes for granted")
    yield blocks.Bullets(
        (
            *(read.why(note) for note in comparison.notes),
            *assumption_words(comparison.assumptions, read),
        )
    )
    yield blocks.Notes(tuple(_sources(comparison, read)))


def _bars(comparison: Comparison, title: str, read: Reader) -> Block:
    over = comparison.studio.over.minor
    bars = [blocks.CostBar("Photographed, this quote", read.money(over), float(over), "studio")]
    bars += [
        blocks.CostBar(
            row.plan.called, read.money(row.costs.over.minor), float(row.costs.over.minor), "ai"
        )
        for row in comparison.rows
    ]
    return blocks.CostBars(tuple(bars), "Photographed", "Generated", title)


def _table(comparison: Comparison, months: str, read: Reader) -> Block:
    studio = comparison.studio
    rows: list[tuple[str, ...]] = [
        (
            "Photographed, this quote",
            read.money(studio.now.minor),
            read.money(studio.over.minor),
            read.money(studio.per_image.minor),
            "",
        )
    ]
    rows += [_row(row, read) for row in comparison.rows]
    header = ("Offer", "Cash now", f"Over {months} months", "Per kept image", "Price seen")
    return blocks.PlainTable(header, tuple(rows), ("left", "right", "right", "right", "left"))


def _row(row: PlanRow, read: Reader) -> tuple[str, ...]:
    costs = row.costs
    amounts = (costs.now.minor, costs.over.minor, costs.per_image.minor)
    return (row.plan.called, *(read.money(minor) for minor in amounts), row.plan.seen)


def assumption_words(assumptions: Assumptions, read: Reader) -> Iterator[str]:
    """The main assumptions with who says so, one sentence each."""
    keeper, renew = assumptions.keeper_rate, assumptions.renew_studio_months
    yield f"Keeper rate {read.percent(keeper.likely)}: {keeper.source}."
    yield from (
        f"Reported keeper rate {read.percent(mark.percent)}: {mark.label} ({mark.source})."
        for mark in assumptions.keeper_marks
    )
    again = f"Photographed anew every {read.number(renew.likely)} months"
    generated = f"generated anew every {read.number(assumptions.renew_ai_months.likely)}"
    yield f"{again}, {generated}: {renew.source}."


def _sources(comparison: Comparison, read: Reader) -> Iterator[str]:
    for row in comparison.rows:
        steps = "; ".join(read.why(reason) for reason in (*row.because, *row.costs.over.because))
        notes = " ".join(read.why(note) for note in row.notes)
        yield f"{row.plan.called}: {steps}. {notes} Source: {row.plan.source}."
    for left_out in comparison.not_compared:
        yield f"{left_out.problem.where} {left_out.problem.what}."
