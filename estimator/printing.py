"""Estimates and comparisons as lines for a terminal: amounts on the left, words and why beside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from estimator.comparison import Comparison, PlanRow
from estimator.formatting import Reader
from pricing.estimate import Estimate
from pricing.reasons import Reason

Row = tuple[str, str, tuple[Reason, ...]]


def estimate_lines(estimate: Estimate, read: Reader) -> list[str]:
    """The estimate from its lines to its payments, every amount with its reasons."""
    rows = list(_rows(estimate, read))
    width = max(len(amount) for amount, _, _ in rows)
    lines = list(_aligned(rows, width, read))
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
    if estimate.cash_rounding:
        yield read.money(estimate.cash_rounding), "Rounded for cash", ()
        yield read.money(estimate.payable), "Payable", ()
    for part in estimate.payments:
        yield read.money(part.amount), part.label, ()


def _aligned(rows: Iterable[Row], width: int, read: Reader) -> Iterator[str]:
    for amount, label, reasons in rows:
        yield f"{amount:>{width}}  {label}"
        for reason in reasons:
            yield f"{'':>{width}}    {read.why(reason)}"


def comparison_lines(comparison: Comparison, read: Reader) -> list[str]:
    """The answer, then each side's figures with their reasons, then what they rest on."""
    months = read.number(comparison.assumptions.horizon_months)
    lines = [read.why(comparison.verdict.now), read.why(comparison.verdict.over), ""]
    studio = comparison.studio
    rows: list[Row] = [
        (read.money(studio.now.minor), "the studio, now", studio.now.because),
        (read.money(studio.over.minor), f"over {months} months", studio.over.because),
    ]
    for row in comparison.rows:
        rows += _plan_rows(row, months, read)
    width = max(len(amount) for amount, _, _ in rows)
    lines += [*_aligned(rows, width, read), ""]
    lines += [read.why(note) for note in comparison.notes]
    return lines + [str(each.problem) for each in comparison.not_compared]


def _plan_rows(row: PlanRow, months: str, read: Reader) -> list[Row]:
    costs, seen = row.costs, f"seen {row.plan.seen}"
    return [
        (
            read.money(costs.now.minor),
            f"{row.plan.called}, now ({seen})",
            (*row.because, *costs.now.because),
        ),
        (read.money(costs.over.minor), f"over {months} months", costs.over.because),
        (read.money(costs.per_image.minor), "for each kept image", costs.per_image.because),
    ]
