"""Evidence: what was found about AI and real headshots, for and against, and who paid for it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StringConstraints

from pricing.values import Key, Value, Words

Criterion = Literal["trust", "ethics", "quality", "connection", "rules"]
"""What a finding bears on: authenticity and trust; ethics; quality and personal touch; personal
connection; rules of law and of platforms."""

Side = Literal["ai", "studio", "neither"]
"""Whom a finding speaks for."""


class Finding(Value):
    """One finding. What its source does not state stays unknown, and is None."""

    key: Key
    criterion: Criterion
    side: Side
    finding: Words
    figure: Words | None = None
    sample: Words | None = None
    source: Words
    published: Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")] | None = None
    paid_by: Words | None = None
    note: Words | None = None
