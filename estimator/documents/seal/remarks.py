"""What the studio alone may know of a quote, left out before anything is made for a client.

Who agreed a price and why, what a typed line costs, how often a code was used: none of it may get
into a file that leaves the house, not even as a digest, because a digest of so little is guessed.
"""

from __future__ import annotations

import msgspec

from pricing.desk import AgreedPrice, Desk, DeskDiscount, FreeLine
from pricing.estimate import Estimate
from pricing.quote import Quote

UNSAID = "—"
"""What stands where the desk says who and why."""
USED_UP = "it was used {it:number} times already"
"""The words of a reason for which a code did not count (`pricing.conditions`)."""
OFTEN = 100_000
"""More uses than any code allows: to a reader of the record it was used up, whatever the number."""


def for_client(quote: Quote) -> Quote:
    """The quote without what only the studio may know; it prints and prices the same."""
    estimate = estimate_for_client(quote.estimate)
    return (
        quote if estimate is quote.estimate else msgspec.structs.replace(quote, estimate=estimate)
    )


def estimate_for_client(estimate: Estimate) -> Estimate:
    """The same for an estimate, before it is offered and numbered."""
    desk = estimate.desk
    used_up = any(USED_UP in note.words for note in estimate.notes)
    public = Desk(
        lines=tuple(_line(each) for each in desk.lines),
        agreed=tuple(_agreed(each) for each in desk.agreed),
        discounts=tuple(_discount(each) for each in desk.discounts),
        code_used=OFTEN if used_up else 0,
    )
    return estimate if public == desk else msgspec.structs.replace(estimate, desk=public)


def _line(line: FreeLine) -> FreeLine:
    return line.model_copy(update={"cost": None})


def _agreed(agreed: AgreedPrice) -> AgreedPrice:
    return agreed.model_copy(update={"by": UNSAID, "why": UNSAID})


def _discount(discount: DeskDiscount) -> DeskDiscount:
    return discount.model_copy(update={"by": UNSAID, "why": UNSAID})
