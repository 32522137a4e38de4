"""Estimates and comparisons as plain data for scripts.

Amounts are text in major units, reasons sentences in plain digits.
"""

from __future__ import annotations

from typing import Any

from estimator.comparison import Amount, Comparison, Costs, PlanRow
from pricing.estimate import Adjustment, Estimate, LineItem, TaxLine
from pricing.money import decimal_text, minor_units
from pricing.reasons import Reason, plain
from pricing.values import PERCENT_PLACES, PRICE_PLACES

Record = dict[str, Any]


def estimate_record(estimate: Estimate) -> Record:
    """The estimate as JSON-ready data. Amounts are text such as "10582.84"."""
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
        "gross": write.amount(estimate.gross),
        "cash_rounding": write.amount(estimate.cash_rounding),
        "payable": write.amount(estimate.payable),
        "deposit": write.amount(estimate.deposit),
        "balance": write.amount(estimate.balance),
        "payments": [
            {
                "label": part.label,
                "due": part.due,
                "days_before": part.days_before,
                "amount": write.amount(part.amount),
            }
            for part in estimate.payments
        ],
        "notes": [plain(note, estimate.currency) for note in estimate.notes],
    }


def comparison_record(comparison: Comparison) -> Record:
    """The comparison as JSON-ready data, with its assumptions and every source."""
    write = _Writer(comparison.currency)
    return {
        "currency": comparison.currency,
        "people": comparison.people,
        "images": comparison.images,
        "verdict": write.because((comparison.verdict.now, comparison.verdict.over)),
        "studio": write.costs(comparison.studio),
        "plans": [write.plan(row) for row in comparison.rows],
        "not_compared": [
            {"plan": each.plan.called, "why": each.problem.what, "source": each.plan.source}
            for each in comparison.not_compared
        ],
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
            "because": self.because(tax.because),
        }

    def costs(self, costs: Costs) -> Record:
        return {
            "now": self.explained(costs.now),
            "over": self.explained(costs.over),
            "per_image": self.explained(costs.per_image),
            "per_person": self.explained(costs.per_person),
            "by_month": [self.amount(minor) for minor in costs.by_month],
            "minutes": costs.minutes,
            "time_value": self.explained(costs.time_value),
        }

    def explained(self, amount: Amount) -> Record:
        return {"amount": self.amount(amount.minor), "because": self.because(amount.because)}

    def plan(self, row: PlanRow) -> Record:
        plan = row.plan
        return {
            "plan": plan.called,
            "billing": plan.billing.kind,
            "seen": plan.seen,
            "source": plan.source,
            "strength": plan.strength,
            "orders": self.because(row.because),
            **self.costs(row.costs),
            "verdict": self.because((row.now.because, row.over.because)),
            "notes": self.because(row.notes),
        }
