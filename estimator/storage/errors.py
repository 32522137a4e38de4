"""Every way the store can refuse.

StoreError
├── StoreUnreachable   there is no store at that address, or none that can be used
├── StoreBehind        its tables are older, or newer, than this program's
├── Missing            nothing is kept under that key
└── ActionRefused      what was asked cannot be done; carries every Problem
"""

from __future__ import annotations

from collections.abc import Iterable

from pricing.problems import Problem


class StoreError(Exception):
    """The root of everything the store raises on purpose."""


class StoreUnreachable(StoreError):
    """There is no store at that address, or none that can be used."""

    def __init__(self, address: str, why: str) -> None:
        self.address, self.why = address, why
        super().__init__(f"the store at {address} cannot be used: {why}")


class StoreBehind(StoreError):
    """The tables of a store are not those of this program."""

    def __init__(self, found: str, wanted: str) -> None:
        self.found, self.wanted = found, wanted
        super().__init__(
            f"the store is at {found} and this program needs {wanted}:"
            " run `headshot-quote store upgrade`; for a newer store, a newer program"
        )


class Missing(StoreError, LookupError):
    """Nothing is kept under that key."""

    def __init__(self, what: str, key: object) -> None:
        self.what, self.key = what, key
        super().__init__(f"there is no {what} {key}")


class ActionRefused(StoreError, ValueError):
    """What was asked cannot be done now; `problems` says everything that stands against it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def refuse_if(problems: Iterable[Problem]) -> None:
    """Raises `ActionRefused` with the problems, if there are any."""
    found = tuple(problems)
    if found:
        raise ActionRefused(found)
