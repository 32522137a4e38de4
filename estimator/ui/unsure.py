"""What a visitor does not know yet: asked in ranges, and shown as what the price may come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import streamlit as st

from estimator.formatting import Reader
from estimator.ui.draft import image_bounds, look_bounds, session_of
from estimator.ui.words import plain
from pricing import Brief, Move, PriceBook, Range
from pricing.brief import Open

LABELS = {
    "people": "How many people",
    "images": "How many images",
    "looks": "How many looks",
    "retouching": "Which retouching",
    "licence": "Which licence",
    "delivery": "How soon",
    "session_on": "Which day",
}
MOST_OPEN = 5
_FIRST_SPAN = 10
_WIDEST = 200


def open_questions(brief: Brief, book: PriceBook, today: date, key: str) -> Brief:
    """The brief with what the visitor leaves open; asked where one kind of session is booked."""
    if len(brief.sittings) > 1:
        return brief.model_copy(update={"open": ()})
    possible = dict(_possible(brief, book, today))
    asked: dict[str, Open] = {question.what: question for question in brief.open}
    here = f"{key}-{brief.sittings[0].session}"
    picked = st.pills(
        "Not sure yet? Leave it open and see the range",
        list(possible),
        default=[what for what in asked if what in possible],
        selection_mode="multi",
        format_func=LABELS.__getitem__,
        key=f"{here}-unsure",
        wrap=True,
    )
    questions = []
    for what in picked[:MOST_OPEN]:
        known, answers = asked.get(what), possible[what]
        if isinstance(answers, Span):
            answers = _narrowed(what, answers, known, f"{here}-open-{what}")
        questions.append(Open.model_validate({"what": what, **answers._asdict()}))
    return brief.model_copy(update={"open": tuple(questions)})


class Span(NamedTuple):
    """The least and the most of a number that can be chosen, and what is chosen."""

    least: int
    most: int


class OneOf(NamedTuple):
    """The keys or the days of which one will be chosen."""

    keys: Sequence[str] = ()
    days: Sequence[date] = ()


def _possible(brief: Brief, book: PriceBook, today: date) -> Iterator[tuple[str, Span | OneOf]]:
    """Every question that has more than one answer here, with all its answers."""
    (sitting,) = brief.sittings
    session = session_of(sitting, book)
    spans = {
        "people": Span(session.people_from, session.people_to),
        "images": Span(*image_bounds(session)),
        "looks": Span(*look_bounds(session)),
    }
    for what, span in spans.items():
        if span.most > span.least:
            yield what, span
    finishes = book.retouching_tiers if session.retouching_included else ()
    keys = {
        "retouching": [each.key for each in finishes],
        "licence": [each.key for each in book.licence_classes],
        "delivery": [each.key for each in book.deliveries],
    }
    for what, sold in keys.items():
        if len(sold) > 1:
            yield what, OneOf(keys=sold)
    if brief.session_on is None and (days := _days(book, today)):
        yield "session_on", OneOf(days=days)


def _narrowed(what: str, whole: Span, known: Open | None, key: str) -> Span:
    """A number's span as the visitor narrows it, no wider than can be priced at once."""
    start = (whole.least, min(whole.most, whole.least + _FIRST_SPAN))
    if known is not None and known.least is not None and known.most is not None:
        least = min(max(known.least, whole.least), whole.most)
        start = (least, min(max(known.most, least), whole.most))
    least, most = st.slider(f"{LABELS[what]}, from and to", *whole, start, key=key)
    if most - least > _WIDEST:
        st.caption(f"At most {_WIDEST} apart can be looked at: up to {least + _WIDEST}.")
    return Span(least, min(most, least + _WIDEST))


def _days(book: PriceBook, today: date) -> list[date]:
    """A day of each kind that the price list prices otherwise: soon, on a weekend, neither."""
    whens = [rule.when for rule in book.adjustments]
    notice = max((when.notice_below for when in whens), default=0)
    later = today + timedelta(days=notice + 1)
    week = [later + timedelta(days=each) for each in range(7)]
    soon = [today + timedelta(days=1)] if notice else []
    return [*soon, *week] if notice or any(when.weekdays for when in whens) else []


def span(found: Range, read: Reader) -> str:
    """From the least to the most."""
    return f"{read.money(found.least.payable)} – {read.money(found.most.payable)}"


def shown_range(found: Range, book: PriceBook, read: Reader) -> None:
    """From the least to the most, and which question moves it most."""
    least, most = read.money(found.least.payable), read.money(found.most.payable)
    words = [f"**Between {plain(least)} and {plain(most)}**, as far as you leave things open."]
    words += [_moved(move, book, read) for move in found.moves if move.swing]
    if len(words) > 2:
        words[1] = f"{words[1]} This moves the price most."
    st.info("  \n".join(words), icon=":material/unfold_more:")


def _moved(move: Move, book: PriceBook, read: Reader) -> str:
    label = LABELS[move.question.what]
    cheapest, dearest = (_answer(each, book, read) for each in (move.cheapest, move.dearest))
    amounts = f"{read.money(move.least)} with {cheapest}, {read.money(move.most)} with {dearest}."
    return plain(f"{label}: {amounts}")


def _answer(answer: int | str | date, book: PriceBook, read: Reader) -> str:
    """An answer in the words of the price list."""
    if isinstance(answer, date):
        return read.day(answer, "full")
    if isinstance(answer, int):
        return read.number(answer)
    names = {entry.key: entry.name for entry in book.retouching_tiers}
    names |= {entry.key: entry.name for entry in book.licence_classes}
    return (names | {entry.key: entry.name for entry in book.deliveries})[answer]
