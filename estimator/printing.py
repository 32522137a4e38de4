"""Estimates and comparisons as lines for a terminal: amounts on the left, words and why beside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from estimator.comparison import (
    BETTER,
    CRITERIA,
    FITS,
    INPUTS,
    NOT_CHANCES,
    NOT_LEGAL,
    NOT_USABLE,
    Closely,
    Comparison,
    Costs,
    Finding,
    assumed,
    robustness_told,
    swing_told,
    turned_told,
)
from estimator.formatting import Reader
from pricing.brief import Brief, Sitting
from pricing.estimate import Estimate
from pricing.licences import DIMENSIONS, LicenceTerms
from pricing.problems import Problem
from pricing.ranges import Range
from pricing.reasons import Reason

Row = tuple[str, str, tuple[Reason, ...]]


def estimate_lines(estimate: Estimate, read: Reader) -> list[str]:
    """The estimate from its lines to its payments, every amount with its reasons."""
    rows = list(_rows(estimate, read))
    width = max(len(amount) for amount, _, _ in rows)
    lines = list(_aligned(rows, width, read))
    lines += list(_options(estimate, read))
    lines += [f"Note: {read.why(note)}" for note in estimate.notes]
    priced = f"priced on {estimate.priced_on} from the list of {estimate.effective_from}"
    return [*lines, f"{estimate.place}; {priced}; edition {estimate.edition}"]


def _rows(estimate: Estimate, read: Reader) -> Iterator[Row]:
    for line in estimate.lines:
        yield read.money(line.amount), line.label, line.because
    for each in estimate.adjustments:
        yield read.money(each.amount), each.label, each.because
    yield read.money(estimate.net), "Net", ()
    for tax in estimate.taxes:
        yield read.money(tax.amount), tax.name, tax.because
    yield read.money(estimate.gross), "Gross", ()
    for tax in estimate.withholdings:
        yield read.money(-tax.amount), f"{tax.name}, withheld", tax.because
    if estimate.cash_rounding:
        yield read.money(estimate.cash_rounding), "Rounded for cash", ()
    if estimate.payable != estimate.gross:
        yield read.money(estimate.payable), "Payable", ()
    for part in estimate.payments:
        yield read.money(part.amount), part.label, ()


def _options(estimate: Estimate, read: Reader) -> Iterator[str]:
    for group in estimate.options:
        for each in group.alternatives:
            change = read.change(each.difference)
            yield f"Option, {group.name}: {each.name} {change}, not in the total"


def range_lines(span: Range, read: Reader) -> list[str]:
    """From what to what a brief with open questions may come to, and what moves it."""
    least, most = read.money(span.least.payable), read.money(span.most.payable)
    lines = [f"Range: {least} to {most}, with what is left open"]
    for move in span.moves:
        ends = f"{read.money(move.least)} with {move.cheapest}, {read.money(move.most)}"
        lines.append(f"  {move.question.what}: {ends} with {move.dearest}")
    return lines


def _aligned(rows: Iterable[Row], width: int, read: Reader) -> Iterator[str]:
    for amount, label, reasons in rows:
        yield f"{amount:>{width}}  {label}"
        for reason in reasons:
            yield f"{'':>{width}}    {read.why(reason)}"


def comparison_lines(
    comparison: Comparison, look: Closely | None, read: Reader, findings: Iterable[Finding] = ()
) -> list[str]:
    """The answer, each side's figures with their reasons, what turns it, and what it rests on."""
    verdict = comparison.verdict
    lines = [read.why(verdict.now), read.why(verdict.over)]
    lines += [read.why(verdict.with_time)] if verdict.with_time else []
    rows = list(_comparison_rows(comparison, read))
    width = max(len(amount) for amount, _, _ in rows)
    lines += ["", *_aligned(rows, width, read)]
    lines += _look_lines(look, read) if look else []
    lines += _fit_lines()
    lines += ["", "What was found, for and against:"]
    lines += [f"  {CRITERIA[each.criterion]}, {_FOR[each.side]}: {each.told}" for each in findings]
    lines += ["", "What this takes for granted:"]
    lines += [f"  {read.why(note)}" for note in comparison.notes]
    ranges = comparison.assumptions.ranges
    lines += [f"  {read.why(assumed(name, ranges[name]))}" for name in INPUTS]
    return lines + [f"  {each.problem}" for each in comparison.not_compared]


_FOR = {"ai": "for AI", "studio": "for a photograph", "neither": "for neither"}


def _comparison_rows(comparison: Comparison, read: Reader) -> Iterator[Row]:
    months = read.number(comparison.assumptions.horizon_months.likely)
    studio = comparison.studio
    yield read.money(studio.now.minor), "the studio, now", studio.now.because
    yield from _costs_rows(studio, months, read)
    for row in comparison.rows:
        flags = [row.plan.strength] if row.plan.strength != "strong" else []
        seen = ", ".join([f"seen {row.plan.seen}", *flags, *(["old"] if row.stale else [])])
        because = (*row.because, *row.costs.now.because)
        yield read.money(row.costs.now.minor), f"{row.plan.called}, now ({seen})", because
        yield from _costs_rows(row.costs, months, read)


def _costs_rows(costs: Costs, months: str, read: Reader) -> Iterator[Row]:
    yield read.money(costs.over.minor), f"over {months} months", costs.over.because
    yield read.money(costs.per_image.minor), "for each kept image", costs.per_image.because
    each_year = costs.per_person_year
    yield read.money(each_year.minor), "for each person and year", each_year.because
    if costs.time_value.minor:
        value = costs.time_value
        yield read.money(value.minor), "the time it takes, not in the cash", value.because


def _look_lines(look: Closely, read: Reader) -> list[str]:
    called = look.row.plan.called
    told = [
        robustness_told(look.robust, called),
        robustness_told(look.robust_of_any, "the cheapest plan of each"),
        *([robustness_told(look.timed_robust, called, timed=True)] if look.timed_robust else []),
        turned_told(look),
        *(turn.because for turn in look.turns),
        *(swing_told(swing) for swing in look.tornado.swings),
    ]
    words = [*(read.why(each) for each in told), NOT_CHANCES]
    return ["", f"Looked at closely: {called}", *(f"  {each}" for each in words)]


def _fit_lines() -> Iterator[str]:
    for side, title in (("ai", BETTER), ("studio", NOT_USABLE)):
        yield from ("", f"{title}:")
        yield from (f"  {fit.told}" for fit in FITS if fit.side == side)
    yield f"  {NOT_LEGAL}"


def problem_lines(problem: Problem) -> list[str]:
    """A problem, and under it the briefs that show it, if it has any."""
    shown = (f"  for example {_brief_words(brief)}" for brief in problem.examples)
    return [f"{problem.severity}: {problem}", *shown]


def _brief_words(brief: Brief) -> str:
    """A brief in the keys of its price book: team, 12 people, polished; 30 away; 48h."""
    parts = [_sitting_words(sitting) for sitting in brief.sittings]
    parts += [f"{choice.quantity} × {choice.key}" for choice in brief.extras]
    if brief.distance:
        parts.append(f"{brief.distance} away")
    said = (brief.delivery, brief.session_on, brief.session_at, brief.code, *brief.clients)
    return "; ".join([*parts, *(str(each) for each in said if each is not None and each != "")])


def _sitting_words(sitting: Sitting) -> str:
    counts = {
        "people": sitting.people,
        "images each": sitting.images,
        "looks each": sitting.looks,
        "minutes": sitting.minutes,
        "stations": sitting.stations if sitting.stations > 1 else None,
    }
    parts = [sitting.session, *(f"{count} {name}" for name, count in counts.items() if count)]
    licence = sitting.licence
    if isinstance(licence, LicenceTerms):
        licence = "/".join(getattr(licence, dimension) for dimension in DIMENSIONS)
    return ", ".join([*parts, *(each for each in (sitting.retouching, licence) if each)])
