"""A notation for comparisons: a studio that charges so much each, plans, and assumptions."""

from datetime import date
from typing import Any

from estimator.comparison import (
    AiPlan,
    Assumptions,
    Comparison,
    Images,
    NotCompared,
    PlanRow,
    Range,
    Rate,
    Rates,
    compare,
)
from pricing import Brief, Estimate, PriceBook, estimate, plain
from pricing.reasons import Reason

ON = date(2026, 11, 24)

RATES = Rates(
    tuple(
        Rate.model_validate({"from": "EUR", "to": to, "rate": rate, "day": day, "source": "ECB"})
        for day, to, rate in (
            ("2026-05-08", "USD", "1.1761"),
            ("2026-05-08", "CAD", "1.6063"),
            ("2026-10-02", "USD", "1.1225"),
            ("2026-10-02", "GBP", "0.85033"),
            ("2026-10-02", "CAD", "1.5984"),
        )
    )
)


def studio(
    *groups: tuple[int, int], currency: str = "USD", each: str = "155", up: str = "0"
) -> Estimate:
    """An untaxed estimate for groups of (people, images each): a set-up price, and so much each."""
    sittings = [
        {"session": "team", "people": people, "images": images} for people, images in groups
    ]
    return estimate(Brief.model_validate({"sittings": sittings}), _book(currency, each, up), ON)


def _book(currency: str, each: str, up: str) -> PriceBook:
    charges = [
        {"label": "Headshot", "rule": {"kind": "per-unit", "per": "person", "price": each}},
        {"label": "Set-up", "rule": {"kind": "flat", "price": up}},
        {"label": "More", "rule": {"kind": "per-unit", "per": "further_image", "price": "0"}},
    ]
    session: dict[str, Any] = {
        "key": "team",
        "name": "Team",
        "summary": "A team.",
        "where": "studio",
    }
    session |= {"people_to": 1000, "minutes": 15, "images_included": 1, "charges": charges}
    return PriceBook.model_validate(
        {
            "studio": "test",
            "currency": currency,
            "effective_from": "2026-10-01",
            "time_zone": "UTC",
            "session_types": [session],
            "places": [{"key": "here", "name": "Here", "taxes": []}],
            "terms": {"validity_days": 30, "instalments": [{"label": "All", "due": "delivery"}]},
        }
    )


def ai(kind: str, price: str, images: str | Images | None = "40", **more: Any) -> AiPlan:
    """A plan by its kind of billing and price; `every`, `least…` and `steps` are the billing's."""
    billing: dict[str, Any] = {"kind": kind, "price": price}
    billing |= {name: more.pop(name) for name in _BILLING if name in more}
    given: dict[str, Any] = {"key": "plan", "vendor": "Vendor", "name": "Plan", "currency": "USD"}
    given |= {"source": "a test", "seen": "2026-09-20", "strength": "strong", "images": images}
    return AiPlan.model_validate({**given, "billing": billing, **more})


_BILLING = ("every", "least_terms", "least", "least_seats", "steps")


def ranged(low: int | str, likely: int | str, high: int | str) -> dict[str, int | str]:
    """A range as it is read."""
    return {"low": low, "likely": likely, "high": high}


def fixed(value: int | str) -> dict[str, int | str]:
    """A range of one value."""
    return ranged(value, value, value)


def keeping(percent: int | str, **more: Any) -> Assumptions:
    """Assumptions with that keeper rate."""
    return Assumptions.model_validate({"keeper_rate": fixed(percent), **more})


def months(every: int) -> Range[int]:
    """So many months."""
    return Range[int](low=every, likely=every, high=every)


def answer(estimate: Estimate, plan: AiPlan, assumptions: Assumptions | None = None) -> Comparison:
    """One plan beside the studio."""
    return compare(estimate, [plan], assumptions or Assumptions(), RATES)


def row(estimate: Estimate, plan: AiPlan, assumptions: Assumptions | None = None) -> PlanRow:
    """The row of a plan that can be compared."""
    (found,) = answer(estimate, plan, assumptions).rows
    return found


def refused(estimate: Estimate, plan: AiPlan) -> NotCompared:
    """The refusal of a plan that cannot."""
    (found,) = answer(estimate, plan).not_compared
    return found


def said(reasons: tuple[Reason, ...], currency: str = "USD") -> list[str]:
    """The reasons in plain words."""
    return [plain(reason, currency) for reason in reasons]
