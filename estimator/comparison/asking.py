"""Asking: what is compared, read out of the estimate and the assumptions once."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from estimator.comparison.assumptions import Assumptions
from estimator.comparison.inputs import Inputs, inputs_of
from estimator.comparison.sides import Case
from pricing.estimate import Estimate


class Asking(msgspec.Struct, frozen=True, gc=False):
    """An estimate and the assumptions, and what follows from both: who wants how many images."""

    estimate: Estimate
    assumptions: Assumptions

    @property
    def horizon(self) -> int:
        return self.assumptions.horizon_months.likely

    @property
    def case(self) -> Case:
        """The settled side of the question."""
        return case_of(self.estimate, self.assumptions)

    @property
    def values(self) -> Inputs:
        """The likely values."""
        return inputs_of(self.assumptions)


def case_of(estimate: Estimate, assumptions: Assumptions) -> Case:
    """Who wants how many images by an estimate, and what it comes to."""
    return Case(
        wanted=wanted_of((each.people, each.images_each) for each in estimate.booked),
        payable=estimate.payable,
        currency=estimate.currency,
        keep_subscribed=assumptions.keep_subscribed,
        shared_account=assumptions.accounts == "one-shared",
        retakes_free=assumptions.retakes_free,
    )


def wanted_of(sittings: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """People and images each, sittings that want the same counted together; one image at least."""
    people_by_images: dict[int, int] = {}
    for people, images in sittings:
        each = max(images, 1)
        people_by_images[each] = people_by_images.get(each, 0) + people
    return tuple((people, images) for images, people in people_by_images.items())
