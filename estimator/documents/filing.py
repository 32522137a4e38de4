"""What goes into a document's file besides what is printed, so that it can be kept and checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

FIRST_DAY = date(2000, 1, 1)
"""The day of a document that says none, so that its bytes do not depend on a clock."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the document. `about` says what it is; `kind` is its media type.

    `relationship` is how it relates to what is printed (ISO 19005-3, annex E): it may be its
    `Source`, `Data`, an `Alternative`, a `Supplement` or `Unspecified`.
    """

    name: str
    content: bytes
    about: str
    kind: str = "application/json"
    relationship: str = "Source"


@dataclass(frozen=True, slots=True)
class Filing:
    """The day of a document, the files inside it, and whether room is left for a signature."""

    day: date = FIRST_DAY
    attachments: tuple[Attachment, ...] = ()
    signature: bool = False
