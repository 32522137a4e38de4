"""The comparison with AI plans as blocks: the answer, one plan closely, and what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from estimator.comparison import (
    BETTER,
    CRITERIA,
    FITS,
    INPUTS,
    NOT_CHANCES,
    NOT_LEGAL,
    NOT_USABLE,
    Amount,
    Assumptions,
    Closely,
    Comparison,
    Costs,
    Curve,
    Finding,
    PlanRow,
    assumed,
    curve_told,
    gap_told,
    ranged,
    robustness_told,
    rules,
    turned_told,
)
from estimator.documents import blocks
from estimator.documents.blocks import Block
from estimator.formatting import Reader
from pricing.reasons import Reason


@dataclass(frozen=True, slots=True)
class Appendix:
    """What is appended to a quote: the comparison, one plan looked at closely, and the rules."""

    comparison: Comparison
    look: Closely | None
    findings: tuple[Finding, ...] = ()


def comparison_blocks(appendix: Appendix, read: Reader) -> tuple[Block, ...]:
    """Pages of their own, every figure with its assumptions and its source."""
    comparison = appendix.comparison
    return (
        *_answer(comparison, read),
        *_closely(appendix, read),
        *_fits(appendix),
        *_assumptions(comparison, read),
    )


def _answer(comparison: Comparison, read: Reader) -> Iterator[Block]:
    months = read.number(comparison.assumptions.horizon_months.likely)
    yield blocks.PageBreak()
    yield blocks.Heading("Photographed or generated?")
    verdict = comparison.verdict
    said = [verdict.now, verdict.over, *([verdict.with_time] if verdict.with_time else [])]
    yield blocks.Text("\n".join(read.why(each) for each in said))
    if comparison.rows:
        yield _bars(comparison, f"Cash over {months} months", lambda costs: costs.over, read)
        yield blocks.Heading("The same pictures, figure by figure")
        yield _table(comparison, months, read)
        yield _bars(comparison, "Cash now for each kept image", lambda costs: costs.per_image, read)


def _closely(appendix: Appendix, read: Reader) -> Iterator[Block]:
    look = appendix.look
    if look is None:
        return
    called = look.row.plan.called
    yield blocks.Heading(f"Looked at closely: {called}")
    told = robustness_told(look.robust, called)
    any_told = robustness_told(look.robust_of_any, "the cheapest plan of each")
    yield blocks.Text(f"{read.why(told)}\n{read.why(any_told)}\n{NOT_CHANCES}")
    yield _curves(look, read)
    if look.tornado.swings:
        yield _swings(look, read)
    if look.turns:
        yield blocks.Heading("What would turn the answer")
        yield blocks.Bullets(tuple(read.why(turn.because) for turn in look.turns))


def _curves(look: Closely, read: Reader) -> Block:
    """Both lines; in words, what has been paid at the start, at each year's end and at the last."""
    months = len(look.studio.likely) - 1
    sides: tuple[tuple[str, Curve, blocks.Side], ...] = (
        ("Photographed", look.studio, "studio"),
        (look.row.plan.called, look.ai, "ai"),
    )
    drawn = tuple(
        blocks.Curve(
            label,
            read.money(curve.likely[-1]),
            tuple(map(float, curve.low)),
            tuple(map(float, curve.likely)),
            tuple(map(float, curve.high)),
            side,
        )
        for label, curve, side in sides
    )
    points = [read.why(curve_told(label, curve)) for label, curve, _ in sides]
    title = "What has been paid by the end of each month"
    note = f"{read.why(turned_told(look))} {BANDS}"
    last = f"{read.number(months)} months"
    marks = tuple(first for first, _ in look.turned)
    return blocks.Curves(drawn, title, "now", last, note, marks, tuple(points))


BANDS = "The bands reach from the cheapest to the dearest end of every range that bears on cash."


def _swings(look: Closely, read: Reader) -> Block:
    rows = [
        blocks.SwingBar(
            read.why(Reason(ranged(swing.name), {"low": swing.low, "high": swing.high})),
            float(swing.at_low),
            float(swing.at_high),
            read.why(gap_told(swing.at_low)),
            read.why(gap_told(swing.at_high)),
        )
        for swing in look.tornado.swings
    ]
    likely = look.tornado.likely
    title = "What matters most: the gap in cash over the horizon, at the two ends of each range"
    likely_words = f"Dashed line: as assumed, {read.why(gap_told(likely))}."
    nought = "Black line: both cost the same."
    return blocks.SwingBars(tuple(rows), float(likely), title, likely_words, nought)


def _bars(comparison: Comparison, title: str, of: Callable[[Costs], Amount], read: Reader) -> Block:
    sides: list[tuple[str, Costs, blocks.Side]] = [
        ("Photographed, this quote", comparison.studio, "studio"),
        *((row.plan.called, row.costs, "ai") for row in comparison.rows),
    ]
    bars = [
        blocks.CostBar(label, read.money(of(costs).minor), float(of(costs).minor), side)
        for label, costs, side in sides
    ]
    return blocks.CostBars(tuple(bars), "Photographed", "Generated", title)


def _table(comparison: Comparison, months: str, read: Reader) -> Block:
    studio = comparison.studio
    first = ("Photographed, this quote", *_amounts(studio, read), "")
    rows: list[tuple[str, ...]] = [first, *(_row(row, read) for row in comparison.rows)]
    header = ("Offer", "Cash now", f"{months} months", "Kept image", "Person, year", "Price seen")
    return blocks.PlainTable(
        header, tuple(rows), ("left", "right", "right", "right", "right", "left")
    )


def _row(row: PlanRow, read: Reader) -> tuple[str, ...]:
    return (row.plan.called, *_amounts(row.costs, read), seen_words(row))


def _amounts(costs: Costs, read: Reader) -> tuple[str, ...]:
    amounts = (costs.now, costs.over, costs.per_image, costs.per_person_year)
    return tuple(read.money(amount.minor) for amount in amounts)


def seen_words(row: PlanRow) -> str:
    """When the price was last seen, and what is weak about it."""
    flags = [str(row.plan.strength)] if row.plan.strength != "strong" else []
    flags += ["old"] if row.stale else []
    latest = row.plan.seen.rpartition(" / ")[2]
    return f"{latest} ({', '.join(flags)})" if flags else latest


def _fits(appendix: Appendix) -> Iterator[Block]:
    for side, title in (("ai", BETTER), ("studio", NOT_USABLE)):
        yield blocks.Heading(title)
        yield blocks.Bullets(tuple(fit.told for fit in FITS if fit.side == side))
    yield blocks.Heading(CRITERIA["rules"])
    yield blocks.Text(NOT_LEGAL)
    yield blocks.Bullets(tuple(finding.told for finding in rules(appendix.findings)))


def _assumptions(comparison: Comparison, read: Reader) -> Iterator[Block]:
    yield blocks.Heading("What this takes for granted")
    notes = [read.why(note) for note in comparison.notes]
    yield blocks.Bullets((*notes, *assumption_words(comparison.assumptions, read)))
    yield blocks.Heading("How each AI figure is made, and where its price was seen")
    yield blocks.Notes(tuple(_sources(comparison, read)))


def assumption_words(assumptions: Assumptions, read: Reader) -> Iterator[str]:
    """Every assumption with its range and who says so, one sentence each."""
    for name in INPUTS:
        yield read.why(assumed(name, assumptions.ranges[name]))
        if name == "keeper_rate":
            yield from (
                f"Reported keeper rate {read.percent(mark.percent)}: {mark.label} ({mark.source})."
                for mark in assumptions.keeper_marks
            )
    kept = "kept running" if assumptions.keep_subscribed else "cancelled after the shortest term"
    shared = "is shared by all" if assumptions.accounts == "one-shared" else "is for one person"
    yield f"Subscriptions are {kept}, and an account {shared}."


def _sources(comparison: Comparison, read: Reader) -> Iterable[str]:
    for row in comparison.rows:
        steps = "; ".join(read.why(reason) for reason in (*row.because, *row.costs.over.because))
        notes = " ".join(read.why(note) for note in row.notes)
        seen = f"Price seen {row.plan.seen}."
        yield f"{row.plan.called}: {steps}. {notes} {seen} Source: {row.plan.source}."
    for left_out in comparison.not_compared:
        source = f"Price seen {left_out.plan.seen}. Source: {left_out.plan.source}."
        yield f"{left_out.problem.where} {left_out.problem.what}. {source}"
