"""Estimates and comparisons as plain data for scripts.

Amounts are text in major units, reasons sentences in plain digits.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from estimator.comparison import (
    FITS,
    AiPlan,
    Amount,
    Closely,
    Comparison,
    Costs,
    Curve,
    Finding,
    PlanRow,
    Robustness,
    Tornado,
    robustness_told,
    swing_told,
    turned_told,
)
from pricing.estimate import (
    Adjustment,
    Estimate,
    LineItem,
    OptionPrice,
    Options,
    Payment,
    TaxLine,
)
from pricing.money import decimal_text, minor_units
from pricing.ranges import Range
from pricing.reasons import Reason, plain
from pricing.values import PERCENT_PLACES, PRICE_PLACES

Record = dict[str, Any]


def estimate_record(estimate: Estimate, span: Range | None = None) -> Record:
    """The estimate as JSON-ready data. Amounts are text such as "10582.84".

    `span` is what it may come to, where the brief leaves things open.
    """
    write = _Writer(estimate.currency)
    return {
        "studio": estimate.studio,
        "currency": estimate.currency,
        "priced_on": estimate.priced_on.isoformat(),
        "edition": estimate.edition,
        "effective_from": estimate.effective_from.isoformat(),
        "prices_include_tax": estimate.prices_include_tax,
        "rounding": estimate.rounding,
        "tax_rounding": estimate.tax_rounding,
        "place": estimate.place,
        "lines": [write.line(line) for line in estimate.lines],
        "subtotal": write.amount(estimate.subtotal),
        "adjustments": [write.adjustment(each) for each in estimate.adjustments],
        "net": write.amount(estimate.net),
        "taxes": [write.tax(tax) for tax in estimate.taxes],
        "tax": write.amount(estimate.tax),
        "tax_status": estimate.tax_status,
        "withheld": [write.tax(tax) for tax in estimate.withholdings],
        "gross": write.amount(estimate.gross),
        "cash_rounding": write.amount(estimate.cash_rounding),
        "payable": write.amount(estimate.payable),
        "deposit": write.amount(estimate.deposit),
        "balance": write.amount(estimate.balance),
        "payments": [write.payment(part) for part in estimate.payments],
        "options": [write.option(*each) for each in _offered(estimate)],
        "notes": [plain(note, estimate.currency) for note in estimate.notes],
        **({} if span is None else {"range": write.range(span)}),
    }


def _offered(estimate: Estimate) -> Iterator[tuple[Options, OptionPrice]]:
    return ((group, each) for group in estimate.options for each in group.alternatives)


def comparison_record(
    comparison: Comparison, look: Closely | None, findings: tuple[Finding, ...]
) -> Record:
    """The comparison as JSON-ready data: figures, a close look, evidence, and every source."""
    write = _Writer(comparison.currency)
    verdict = comparison.verdict
    said = [verdict.now, verdict.over, *([verdict.with_time] if verdict.with_time else [])]
    return {
        "currency": comparison.currency,
        "people": comparison.people,
        "images": comparison.images,
        "verdict": write.because(tuple(said)),
        "studio": write.costs(comparison.studio),
        "plans": [write.plan(row) for row in comparison.rows],
        "not_compared": [
            {
                "plan": each.plan.called,
                "why": each.problem.what,
                "seen": each.plan.seen,
                "source": each.plan.source,
            }
            for each in comparison.not_compared
        ],
        "closely": None if look is None else write.closely(look),
        "fits": msgspec.to_builtins(FITS),
        "evidence": [finding.model_dump(mode="json") for finding in findings],
        "assumptions": comparison.assumptions.model_dump(mode="json"),
        "notes": write.because(comparison.notes),
    }


class _Writer:
    def __init__(self, currency: str) -> None:
        self.currency = currency
        self.places = minor_units(currency)

    def amount(self, minor: int) -> str:
        return decimal_text(minor, self.places, self.places)

    def because(self, reasons: tuple[Reason, ...]) -> list[str]:
        return [plain(reason, self.currency) for reason in reasons]

    def line(self, line: LineItem) -> Record:
        price = line.unit_price
        return {
            "area": line.area,
            "label": line.label,
            "quantity": line.quantity,
            "unit": line.unit,
            "unit_price": None if price is None else decimal_text(price, PRICE_PLACES, self.places),
            "amount": self.amount(line.amount),
            "because": self.because(line.because),
            "tax_category": line.tax_category,
            "source": line.source,
        }

    def adjustment(self, each: Adjustment) -> Record:
        return {
            "label": each.label,
            "base": each.base,
            "amount": self.amount(each.amount),
            "because": self.because(each.because),
            "source": each.source,
        }

    def tax(self, tax: TaxLine) -> Record:
        return {
            "label": tax.name,
            "percent": decimal_text(tax.rate, PERCENT_PLACES),
            "base": self.amount(tax.base),
            "amount": self.amount(tax.amount),
            "lifted": self.amount(tax.lifted),
            "because": self.because(tax.because),
        }

    def payment(self, part: Payment) -> Record:
        return {
            "label": part.label,
            "due": part.due,
            "days_before": part.days_before,
            "amount": self.amount(part.amount),
            "tax": self.amount(part.tax),
        }

    def option(self, group: Options, each: OptionPrice) -> Record:
        return {
            "option": f"{group.key}.{each.key}",
            "name": each.name,
            "choose": group.choose,
            "difference": self.amount(each.difference),
            "payable": self.amount(each.payable),
        }

    def range(self, span: Range) -> Record:
        return {
            "least": self.amount(span.least.payable),
            "likely": self.amount(span.likely.payable),
            "most": self.amount(span.most.payable),
            "moves": [
                {
                    "open": move.question.what,
                    "sitting": move.question.sitting,
                    "cheapest": str(move.cheapest),
                    "dearest": str(move.dearest),
                    "least": self.amount(move.least),
                    "most": self.amount(move.most),
                }
                for move in span.moves
            ],
        }

    def costs(self, costs: Costs) -> Record:
        return {
            "now": self.explained(costs.now),
            "over": self.explained(costs.over),
            "per_image": self.explained(costs.per_image),
            "per_person": self.explained(costs.per_person),
            "per_person_year": self.explained(costs.per_person_year),
            "by_month": [self.amount(minor) for minor in costs.by_month],
            "minutes": costs.minutes,
            "time_value": self.explained(costs.time_value),
            "over_with_time": self.amount(costs.over_with_time),
        }

    def explained(self, amount: Amount) -> Record:
        return {"amount": self.amount(amount.minor), "because": self.because(amount.because)}

    def plan(self, row: PlanRow) -> Record:
        plan, said = row.plan, [row.now, row.over, *([row.with_time] if row.with_time else [])]
        return {
            **plan_record(plan),
            "stale": row.stale,
            "orders": self.because(row.because),
            **self.costs(row.costs),
            "verdict": self.because(tuple(standing.because for standing in said)),
            "notes": self.because(row.notes),
        }

    def closely(self, look: Closely) -> Record:
        timed_tornado, timed_robust = look.timed_tornado, look.timed_robust
        called = look.row.plan.called
        return {
            "plan": called,
            "by_month": {"studio": self.curve(look.studio), "ai": self.curve(look.ai)},
            "months_turned": [list(span) for span in look.turned],
            "months_told": plain(turned_told(look), self.currency),
            "would_have_to_be": [
                {"input": turn.name, "told": plain(turn.because, self.currency)}
                for turn in look.turns
            ],
            "tornado": self.tornado(look.tornado),
            "tornado_with_time": None if timed_tornado is None else self.tornado(timed_tornado),
            "robustness": self.robustness(look.robust, called),
            "robustness_of_any": self.robustness(look.robust_of_any, "the cheapest plan of each"),
            "robustness_with_time": None
            if timed_robust is None
            else self.robustness(timed_robust, called),
        }

    def curve(self, curve: Curve) -> Record:
        each = {"low": curve.low, "likely": curve.likely, "high": curve.high}
        return {name: [self.amount(minor) for minor in minors] for name, minors in each.items()}

    def tornado(self, tornado: Tornado) -> Record:
        swings = [
            {
                "input": swing.name,
                "at_low": self.amount(swing.at_low),
                "at_high": self.amount(swing.at_high),
                "turns_the_answer": swing.turns,
                "told": plain(swing_told(swing), self.currency),
            }
            for swing in tornado.swings
        ]
        likely = self.amount(tornado.likely)
        return {"studio_less_ai": likely, "swings": swings, "no_effect": list(tornado.still)}

    def robustness(self, found: Robustness, called: str) -> Record:
        counts = {"ai": found.ai, "studio": found.studio, "equal": found.equal}
        told = plain(robustness_told(found, called), self.currency)
        return {"combinations": found.cells, **counts, "inputs": list(found.inputs), "told": told}


def plan_record(plan: AiPlan) -> Record:
    """An AI plan as it was seen; what is not known is null."""
    return {
        "key": plan.key,
        "plan": plan.called,
        "billing": plan.billing.kind,
        "charged": plan.billing.model_dump(mode="json"),
        "currency": plan.currency,
        "images": None if plan.images is None else str(plan.images),
        "seats": None if plan.seats is None else str(plan.seats),
        "turnaround_hours": plan.turnaround_hours,
        "free_retries": plan.free_retries,
        "tax": plan.tax,
        "licence": plan.licence,
        "covers": plan.covers,
        "seen": plan.seen,
        "source": plan.source,
        "strength": plan.strength,
        "strength_why": plan.strength_why,
        "note": plan.note,
    }
