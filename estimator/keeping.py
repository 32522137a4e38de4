"""What an operator does with the store of quotes, one verb each; and whoever opens it."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from estimator.settings import Settings
from estimator.storage import (
    Act,
    ActionRefused,
    Checked,
    Erased,
    KeptClient,
    Missing,
    Person,
    Store,
    StoreError,
    check_store,
    connect,
    erase_client,
    export_client,
    find_clients,
    newest,
    open_store,
    read_client,
    revision,
    upgrade,
)
from estimator.workspace import today_in

__all__ = [
    "ActionRefused",
    "Checked",
    "Erased",
    "KeptClient",
    "Missing",
    "Store",
    "StoreError",
    "Upgraded",
    "act_at",
    "check_store",
    "clients_called",
    "erase",
    "export",
    "opened",
    "upgraded",
]

TERMINAL = Person("program", "command line")


class Upgraded(msgspec.Struct, frozen=True):
    """Where a store is, at which step its tables were, and are. They are the same if it was new."""

    address: str
    before: str | None
    after: str


def opened(settings: Settings) -> Store:
    """The store of the settings, to be closed by whoever asked.

    Raises `StoreUnreachable` and `StoreBehind`.
    """
    return open_store(settings.store)


def act_at(settings: Settings, time_zone: str, person: Person) -> Act:
    """An act of this moment, on the day that it is in a studio's time zone."""
    return Act(person, datetime.now(UTC), today_in(time_zone, settings))


def upgraded(settings: Settings) -> Upgraded:
    """The tables of the store brought up to this program. A newer store is left as it is."""
    with connect(settings.store) as store:
        before = revision(store)
        if before != newest():
            upgrade(store)
        return Upgraded(store.address, before, newest())


def clients_called(store: Store, studio: str, words: str) -> list[KeptClient]:
    """The clients of a studio whom some words may mean."""
    return find_clients(store, studio, words)


def export(store: Store, settings: Settings, client_id: int) -> dict[str, object]:
    """Everything kept about a client; the day in the trail is that of UTC. Raises `Missing`."""
    return export_client(store, act_at(settings, "UTC", TERMINAL), client_id)


def erase(store: Store, settings: Settings, client_id: int) -> Erased:
    """Empty what need not be kept about a client. Raises `Missing`."""
    act = act_at(settings, "UTC", TERMINAL)
    return erase_client(store, act, read_client(store, client_id).id, settings.keep_years)
