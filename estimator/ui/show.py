"""The answer on the page: the price, its lines with their reasons, and problems.

Everything is read from the estimate and written for its reader; nothing is computed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import streamlit as st

from estimator.formatting import AREA_NAMES, Reader, total_rows, unit
from estimator.ui import parts
from estimator.ui.words import plain
from pricing import Adjustment, Estimate, LineItem, Problem, Reason
from pricing.hints import Hint
from pricing.values import AREAS

FOLDER = Path(__file__).resolve().parent
LOGO = FOLDER / "logo.svg"
ICON = FOLDER / "mark.svg"

Row = dict[str, object]


def panel(estimate: Estimate, per_person: int, read: Reader, span: str = "") -> None:
    """The answer first: what it comes to, what books it, and when it was priced.

    `span` is from what to what it may come to, where things are left open.
    """
    facts = [("Deposit", read.money(estimate.deposit), False)] if estimate.deposit else []
    if span:
        facts.append(("Range", span, False))
    elif estimate.people > 1:
        facts.append(("Per person", read.money(per_person), False))
    if estimate.tax:
        facts.append(("Tax included", read.money(estimate.tax), True))
    parts.panel(
        {
            "label": _likely(_total_label(estimate)) if span else _total_label(estimate),
            "amount": read.money(estimate.payable),
            "facts": facts,
            "note": priced_words(estimate, read),
            "refused": False,
        }
    )


def no_price(problems: tuple[Problem, ...]) -> None:
    """In the place of the price: there is none, and why stands under it."""
    count = "one thing does" if len(problems) == 1 else f"{len(problems)} things do"
    note = f"Everything you chose is kept; {count} not fit together."
    parts.panel(
        {"label": "Total", "amount": "No price yet", "facts": [], "note": note, "refused": True}
    )


def _likely(label: str) -> str:
    return f"Likely {label[0].lower()}{label[1:]}"


def _total_label(estimate: Estimate) -> str:
    return "Total including tax" if estimate.tax else "Total, no tax due"


def priced_words(estimate: Estimate, read: Reader) -> str:
    """When it was priced, from which list."""
    on, since = read.day(estimate.priced_on), read.day(estimate.effective_from)
    return f"Estimate, priced on {on} from the price list of {since}."


def misfits(problems: Iterable[Problem]) -> None:
    """What does not fit in a brief, by the names of the form."""
    listed(msgspec.structs.replace(each, where=_place(each.where)) for each in problems)


def listed(problems: Iterable[Problem]) -> None:
    """Problems a person can fix: where, what, and what to try."""
    for problem in problems:
        words = f"**{plain(problem.where)}**: {plain(problem.what)}."
        st.warning(f"{words}  \nTry: {plain(problem.what_to_try)}.", icon=":material/edit:")


def _place(where: str) -> str:
    """`sittings[2].people` as Session 2, people."""
    words = re.sub(r"^sittings\[(\d+)\]\.?", r"Session \1, ", where)
    words = re.sub(r"^open\[(\d+)\]\.?", r"What you leave open, \1", words)
    words = re.sub(r"^extras\[(\d+)\]\.?", r"Extra \1, ", words)
    return words.replace("session_on", "Day of the session").strip(", ").replace("_", " ")


def refused(problems: Iterable[Problem]) -> None:
    """The studio's files cannot be used: everything that is wrong with them."""
    st.title("The price list needs a correction", anchor=False)
    st.markdown("The calculator cannot start until these are put right in the studio’s files.")
    listed(problems)


def receipt(estimate: Estimate, read: Reader) -> None:
    """Every line by area, adjustments, taxes, total and payments, each with its reasons."""
    groups = [
        {"title": AREA_NAMES[area], "rows": rows}
        for area in AREAS
        if (rows := [_line(line, read) for line in estimate.lines if line.area == area])
    ]
    changes = [_adjustment(each, read) for each in estimate.adjustments]
    if changes:
        groups.append({"title": "Surcharges and discounts", "rows": changes})
    groups.append({"title": "Total", "rows": list(_totals(estimate, read))})
    paid = [_row(part.label, read.money(part.amount)) for part in estimate.payments]
    groups.append({"title": "Payment", "rows": paid})
    parts.receipt({"groups": groups})


def _totals(estimate: Estimate, read: Reader) -> Iterator[Row]:
    for row in total_rows(estimate, read):
        yield _row(row.label, row.amount, [read.why(reason) for reason in row.because])
    total = _row(f"Total in {read.currency_name}", read.money(estimate.payable))
    yield {**total, "strong": True}


def _line(line: LineItem, read: Reader) -> Row:
    reasons = [read.why(reason) for reason in line.because]
    count = "" if line.unit == "booking" else unit(line, read)
    return _row(line.label, read.money(line.amount), (line.detail, *reasons), count)


def _adjustment(entry: Adjustment, read: Reader) -> Row:
    return _row(
        entry.label, read.money(entry.amount), [read.why(reason) for reason in entry.because]
    )


def _row(label: str, amount: str, reasons: Iterable[str] = (), count: str = "") -> Row:
    said = [reason for reason in reasons if reason]
    return {"label": label, "amount": amount, "reasons": said, "count": count}


def notes(found: Iterable[Reason], read: Reader) -> None:
    """What was not used and why."""
    for note in found:
        st.info(plain(read.why(note)), icon=":material/info:")


def cheaper(hints: Iterable[Hint], read: Reader) -> None:
    """Where one more of something would cost less."""
    words = [f"{plain(read.why(hint.reason))}." for hint in hints]
    if words:
        st.info("  \n".join(words), icon=":material/savings:")


def licences(estimate: Estimate) -> None:
    """What may be done with the images, in words."""
    for grant in estimate.grants:
        with st.expander(f"What the licence allows: {plain(grant.name)}"):
            facts = (grant.media, grant.place, grant.term, grant.exclusivity)
            st.markdown(plain(". ".join(fact for fact in facts if fact)) + ".")
            st.markdown("\n".join(f"- {plain(each)}" for each in grant.allowed))
            if grant.not_allowed:
                st.markdown("**Not included**")
                st.markdown("\n".join(f"- {plain(each)}" for each in grant.not_allowed))
