"""Every way a document can refuse to be printed.

DocumentError
└── CannotPrint    something in the text cannot be printed; holds every problem found
"""

from __future__ import annotations

from dataclasses import dataclass


class DocumentError(Exception):
    """A document could not be made."""


@dataclass(frozen=True, slots=True)
class PrintProblem:
    """One thing a person can put right: where it stands, what is wrong, what to try."""

    where: str
    what: str
    advice: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what} {self.advice}"


class CannotPrint(DocumentError):
    """The document holds text that cannot be printed. `problems` lists all of them, in order."""

    def __init__(self, problems: tuple[PrintProblem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))
