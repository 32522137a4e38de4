"""Asking: what is compared, read out of the estimate and the assumptions once."""

from __future__ import annotations

import msgspec

from estimator.comparison.assumptions import Assumptions
from estimator.comparison.billing import Course, Group, ceil_div
from pricing.estimate import Estimate
from pricing.values import MILLION


class Asking(msgspec.Struct, frozen=True, gc=False):
    """An estimate and the assumptions, and what follows from both: who wants how many images."""

    estimate: Estimate
    assumptions: Assumptions

    @property
    def horizon(self) -> int:
        return self.assumptions.horizon_months

    @property
    def wanted(self) -> tuple[tuple[int, int], ...]:
        """People and images for each of them, sittings that want the same counted together."""
        people_by_images: dict[int, int] = {}
        for sitting in self.estimate.booked:
            images = self.assumptions.images_each or max(sitting.images_each, 1)
            people_by_images[images] = people_by_images.get(images, 0) + sitting.people
        return tuple((people, images) for images, people in people_by_images.items())

    @property
    def people(self) -> int:
        return sum(people for people, _ in self.wanted)

    @property
    def images(self) -> int:
        """The images that all people together want to keep."""
        return sum(people * images for people, images in self.wanted)

    @property
    def studio_course(self) -> Course:
        """The studio's rounds: one session for each."""
        groups = tuple(Group(people, images, 1) for people, images in self.wanted)
        return Course(groups, self.assumptions.renew_studio_months.likely)

    def ai_course(self, images_an_order: int | None) -> Course:
        """The rounds with AI, for a plan that gives so many images an order; None for one order."""
        groups = tuple(
            Group(people, images, self._orders(images, images_an_order))
            for people, images in self.wanted
        )
        return Course(
            groups,
            self.assumptions.renew_ai_months.likely,
            self.assumptions.keep_subscribed,
            self.assumptions.accounts == "one-shared",
        )

    def _orders(self, wanted: int, images_an_order: int | None) -> int:
        """Wanted ÷ (images × keeper rate), rounded up."""
        if images_an_order is None:
            return 1
        return ceil_div(wanted * MILLION, images_an_order * self.assumptions.keeper_rate.likely)
