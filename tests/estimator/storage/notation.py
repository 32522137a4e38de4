"""A notation for tests of the store: who does what, and a quote issued in a line.

issued(store, people=3)                     a draft for Ann Example, priced and issued
act("Bo", on=ON + timedelta(3))             Bo of sales acts, three days later
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from estimator.documents.seal.remarks import for_client
from estimator.storage import (
    Acceptance,
    Act,
    DraftAt,
    Issued,
    Message,
    Offer,
    Person,
    Start,
    Store,
    begin_draft,
    issue,
    read_draft,
    read_version,
    revise,
)
from pricing import Client, PriceBook, Quote, Studio, TermsText, estimate, offer
from pricing.lifecycle import Draft
from pricing.numbering import Numbering
from tests.pricing import small

ON = small.ON
EACH = {"kind": "per-unit", "per": "person", "price": "100"}
BOOK = small.book(session_types=[small.session(EACH)])
STUDIO = Studio(
    key="small",
    name="Small Studio",
    legal_name="Small Studio Ltd",
    initials="S",
    intro="Thank you for asking.",
)
ANN = Client(name="Ann Example", organisation="Example Ltd", email="ann@example.com")
NUMBERING = Numbering()
TEXTS = (TermsText(title="Rescheduling", text="Once, free of charge."),)
LETTER = Message("issued", {"to": "ann@example.com", "link": ""})


def act(name: str = "Sam", on: date = ON, **who: Any) -> Act:
    """Somebody's act at half past four in the afternoon, UTC."""
    person = Person(who.get("role", "sales"), who.get("key", f"staff {name}"), name)
    return Act(person, datetime.combine(on, time(16, 30), UTC), on)


def client_act(on: date = ON) -> Act:
    return act("", on, role="client", key="link 1")


def draft(people: int = 1, client: Client = ANN, **rest: Any) -> Draft:
    return Draft(client=client, brief=small.brief({"people": people}), **rest)


def quoted(written: Draft, on: date = ON, book: PriceBook = BOOK, days: int = 30) -> Quote:
    """What a draft comes to, as an offer on a day."""
    assert written.brief is not None
    found = estimate(written.brief, book, on, written.desk)
    return offer(found, STUDIO, written.client, (days, TEXTS))


def offered(store: Store, at: DraftAt, on: date = ON, **rest: Any) -> Offer:
    """A draft as it is in the store, priced to be issued on a day."""
    kept = read_draft(store, at.quote_id)
    book = rest.pop("book", BOOK)
    numbering = rest.pop("numbering", NUMBERING)
    quote = quoted(kept.draft, on, book)
    return Offer(kept.at, quote, book, numbering, shown=for_client(quote), **rest)


def begun(store: Store, people: int = 1, start: Start | None = None, **rest: Any) -> DraftAt:
    return begin_draft(store, act(), "small", draft(people, **rest), start)


def issued(store: Store, people: int = 1, on: date = ON, **rest: Any) -> Issued:
    at = begin_draft(store, act(on=on), "small", draft(people))
    return issue(store, act(on=on), offered(store, at, on, **rest))


def quote_of(store: Store, version: Issued) -> int:
    return read_version(store, version.version_id).quote_id


def revised(store: Store, version: Issued, people: int, on: date = ON) -> Issued:
    at = revise(store, act(on=on), quote_of(store, version), draft(people))
    return issue(store, act(on=on), offered(store, at, on))


def yes(version: Issued, **rest: Any) -> Acceptance:
    said = {"name": "Ann Example", "role": "Director", "consent": "I accept this quote."}
    return Acceptance(**(said | {"content_hash": version.content_hash} | rest))


def later(days: int) -> date:
    return ON + timedelta(days)
