"""Numbers for quotes, each given once, in the transaction of the issue that takes it.

The series' row is locked by the very statement that counts on, so that of many writers each gets
the next place. A transaction that fails gives its place back: there are no gaps but those that a
studio makes itself, by a higher first number, and the trail tells of them.
"""

from __future__ import annotations

import msgspec
from sqlalchemy import case, exists, func, select
from sqlalchemy.orm import Session

from estimator.storage.errors import ActionRefused
from estimator.storage.tables import NumberRow, QuoteRow
from estimator.storage.upserts import insert_into
from pricing.numbering import Numbering
from pricing.problems import Problem

MOST_TAKEN = 1_000
"""How many numbers in a row may be taken already before a pattern is refused."""


class Given(msgspec.Struct, frozen=True):
    """A number: its text, its place in its series, and the place given before it, 0 for none."""

    number: str
    series: int
    sequence: int
    after: int


def give_number(session: Session, studio: str, year: int, numbering: Numbering) -> Given:
    """The next number of a studio for a quote issued in a year of its time zone."""
    series = numbering.series(year)
    sequence = _count_on(session, studio, series, numbering.first)
    before = select(func.max(QuoteRow.sequence)).where(
        QuoteRow.studio == studio, QuoteRow.series == series
    )
    after = session.scalar(before) or 0
    for _ in range(MOST_TAKEN):
        number = numbering.number(year, sequence)
        taken = exists().where(QuoteRow.studio == studio, QuoteRow.number == number)
        if not session.scalar(select(taken)):
            return Given(number, series, sequence, after)
        sequence = _count_on(session, studio, series, numbering.first)
    what = f"{MOST_TAKEN:,} numbers of the pattern {numbering.pattern} are taken already"
    raise ActionRefused([Problem("numbering.pattern", what, "another pattern")])


def _count_on(session: Session, studio: str, series: int, first: int) -> int:
    following = NumberRow.last + 1
    counted = (
        insert_into(session, NumberRow)
        .values(studio=studio, series=series, last=first)
        .on_conflict_do_update(
            index_elements=["studio", "series"],
            set_={"last": case((following < first, first), else_=following)},
        )
        .returning(NumberRow.last)
    )
    return session.execute(counted, execution_options={"populate_existing": True}).scalar_one()
