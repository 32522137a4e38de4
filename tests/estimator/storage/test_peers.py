"""What other quote systems got wrong, as their users reported it, and what holds here.

Each test names what must hold, and the public thread in which it did not.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest

from estimator.storage import (
    Acceptance,
    Act,
    ActionRefused,
    Missing,
    Offer,
    Person,
    Start,
    Store,
    Wanted,
    Words,
    accept,
    acceptance,
    begin_draft,
    by_number,
    check_store,
    decline,
    discard_draft,
    edition,
    issue,
    listing,
    opened_by,
    read_draft,
    read_version,
    record,
    reopen,
    revise,
    save_draft,
    times_used,
    versions,
    withdraw,
)
from estimator.storage.numbers import MOST_TAKEN
from pricing import Desk, Quote, estimate, offer, take
from pricing.brief import OptionGroup
from pricing.differences import differences
from pricing.lifecycle import Draft, draft_of
from pricing.numbering import Numbering
from tests.build import book as demo_book
from tests.build import brief as demo_brief
from tests.build import studio as demo_studio
from tests.estimator.storage.notation import (
    ANN,
    BOOK,
    ON,
    act,
    begun,
    client_act,
    draft,
    issued,
    later,
    offered,
    quote_of,
    quoted,
    revised,
    yes,
)
from tests.pricing import small

DEMO = demo_book("northlight", ON)
OPTIONS = (
    OptionGroup.model_validate(
        {
            "key": "finish",
            "name": "Finish",
            "choose": "one",
            "alternatives": [
                {"key": "polished", "name": "Polished", "retouching": "polished"},
                {"key": "three", "name": "Three more", "people": 12},
            ],
        }
    ),
)


def northlight(store: Store, words: str, **rest) -> tuple[int, Quote]:
    """A quote of a demo studio, with taxes, instalments and all, issued."""
    wanted = demo_brief(words, DEMO).model_copy(update=rest)
    desk = Desk()
    at = begin_draft(store, act(), "northlight", Draft(client=ANN, brief=wanted, desk=desk))
    found = estimate(wanted, DEMO, ON, desk)
    ready = offer(found, demo_studio("northlight").studio, ANN, (30, DEMO.terms.paragraphs))
    numbering = demo_studio("northlight").numbering
    made = issue(store, act(), Offer(at, ready, DEMO, numbering))
    return made.version_id, made.quote


def test_the_rounding_rule_and_the_edition_are_those_of_the_day_it_was_issued(store: Store):
    """odoo/odoo#36675: a setting changed how orders of the past added up."""
    prices = small.book(rounding="half_even", tax_rounding="per_line")
    made = issued(store, book=prices)
    kept = read_version(store, made.version_id).quote
    assert kept is not None
    assert (kept.estimate.rounding, kept.estimate.tax_rounding) == ("half_even", "per_line")
    assert edition(store, kept.estimate.edition) == prices


def test_the_list_and_the_document_show_one_total(store: Store):
    """invoiceninja/invoiceninja#1453, invoiceninja/ui#2472, odoo/odoo#177192."""
    version_id, quote = northlight(store, "team, 12 people, 2 images, polished")
    (line,) = listing(store, Wanted("northlight", ON))
    kept = read_version(store, version_id).quote
    assert kept is not None
    assert line.payable == quote.estimate.payable == kept.estimate.payable
    assert line.number == kept.number == quote.number == "NL-2026-0001"


def test_saving_again_what_is_there_changes_nothing(store: Store):
    """Dolibarr/dolibarr#27273: saving an unchanged line changed its amount."""
    at = begun(store, 3)
    kept = read_draft(store, at.quote_id)
    assert save_draft(store, act("Bo"), kept.at, kept.draft) == kept.at
    assert quoted(read_draft(store, at.quote_id).draft) == quoted(kept.draft)
    assert read_draft(store, at.quote_id).edited_by == "Sam"


def test_any_number_of_drafts_have_no_number(store: Store):
    """invoiceninja/invoiceninja#5274: drafts without a number clashed with each other."""
    for _ in range(5):
        begun(store)
    assert {line.number for line in listing(store, Wanted("small", ON))} == {""}
    assert issued(store).quote.number == "Q-2026-0001"


def test_a_number_once_given_is_never_given_again(store: Store):
    """invoiceninja/invoiceninja#9031: a deleted quote held its number, and another got it."""
    first = issued(store)
    withdraw(store, act(), first.version_id, Words("a mistake"))
    discard_draft(store, act(), begun(store))
    assert issued(store).quote.number == "Q-2026-0002"
    assert by_number(store, "small", "Q-2026-0001").version_id == first.version_id


def test_a_pattern_whose_numbers_are_taken_passes_them_over_and_ends(store: Store):
    """invoiceninja/invoiceninja#10240: the counter looked for a free number for ever."""
    once = Numbering(pattern="Q{number:02}", yearly=False)
    for number in (1, 2):
        assert issued(store, numbering=once).quote.number == f"Q0{number}"
    yearly = Numbering(pattern="Q{number:02}", yearly=False, first=MOST_TAKEN)
    assert issued(store, numbering=yearly).quote.number == f"Q{MOST_TAKEN}"
    clash = Numbering(pattern="Q0{number}", yearly=False, first=MOST_TAKEN + 5)
    assert issued(store, numbering=clash).quote.number == f"Q0{MOST_TAKEN + 5}"
    assert check_store(store).problems == ()


def test_a_number_that_another_pattern_made_is_passed_over(store: Store):
    """InvoiceShelf/InvoiceShelf#334: a pattern that changed made numbers that were there."""
    for _ in range(2):
        issued(store, numbering=Numbering(pattern="{year}{number:02}"), on=date(2026, 12, 31))
    plain = Numbering(pattern="2026{number:02}", yearly=False)
    assert issued(store, numbering=plain).quote.number == "202603"
    assert check_store(store).problems == ()


def test_numbers_begin_where_the_studio_says_and_anew_every_year(store: Store):
    """InvoiceShelf/InvoiceShelf#77, #295: no yearly reset, no first number."""
    numbering = Numbering(first=41)
    days = (ON, ON, date(2027, 1, 1))
    found = [issued(store, on=on, numbering=numbering).quote.number for on in days]
    assert found == ["Q-2026-0041", "Q-2026-0042", "Q-2027-0041"]
    assert check_store(store).problems == ()


def test_the_last_minute_of_a_year_is_that_years_in_the_studios_zone(store: Store):
    """crater-invoice-inc/crater#1138: numbers and days followed another time zone."""
    late = datetime(2026, 12, 31, 23, 30, tzinfo=ZoneInfo("America/New_York"))
    whole = Act(Person("sales", "staff 1", "Sam"), late, late.date())
    at = begin_draft(store, whole, "small", draft())
    made = issue(store, whole, offered(store, at, whole.on))
    assert late.astimezone(UTC).year == 2027
    assert (made.quote.number, made.quote.issued_on) == ("Q-2026-0001", date(2026, 12, 31))


def test_a_quote_can_be_accepted_on_its_last_day_and_not_after(store: Store):
    """invoiceninja/ui#2997: a quote was dead on its last day."""
    first, second = issued(store), issued(store, 2)
    assert first.quote.valid_until == later(30)
    with pytest.raises(ActionRefused, match="expired since the end of 2026-12-24"):
        accept(store, client_act(later(31)), first.version_id, yes(first))
    accept(store, client_act(later(30)), second.version_id, yes(second))


def test_no_day_turns_a_lost_or_won_quote_into_an_expired_one(store: Store):
    """frappe/erpnext#20745, #25248: a nightly job wrote Expired over Lost and Ordered."""
    lost, won = issued(store), issued(store, 2)
    decline(store, client_act(), lost.version_id, Words("too dear"))
    accept(store, client_act(), won.version_id, yes(won))
    for days in (1, 31, 4000):
        found = listing(store, Wanted("small", later(days)))
        assert {line.status for line in found} == {"declined", "accepted"}


def test_a_late_client_is_told_and_the_studio_may_still_say_yes(store: Store):
    """invoiceninja/invoiceninja#11371, frappe/erpnext#32641: accept late, never or anew."""
    made = issued(store)
    with pytest.raises(ActionRefused) as refused:
        accept(store, client_act(later(40)), made.version_id, yes(made))
    (problem,) = refused.value.problems
    assert problem.what_to_try.startswith("a version at today's prices, or the studio's consent")
    again = revised(store, made, 1, later(40))
    accept(store, client_act(later(41)), again.version_id, yes(again))


def test_what_was_accepted_cannot_be_edited_and_stays_accepted_by_its_hash(store: Store):
    """invoiceninja/invoiceninja#1503, #9463: an approved quote could be edited, still approved."""
    made = issued(store)
    accept(store, client_act(), made.version_id, yes(made))
    before = record(store, made.version_id)
    with pytest.raises(ActionRefused, match="a duplicate under a new number"):
        revise(store, act(), quote_of(store, made), draft(9))
    copy = begin_draft(store, act(), "small", draft_of(made.quote), Start("duplicate", 1))
    assert issue(store, act(), offered(store, copy)).quote.number == "Q-2026-0002"
    kept = acceptance(store, quote_of(store, made))
    assert kept is not None
    assert made.content_hash in kept.document
    assert record(store, made.version_id) == before


def test_a_new_price_list_changes_no_quote_that_is_out(store: Store):
    """odoo/odoo#25166, frappe/erpnext#493: a new price changed old and signed documents."""
    made = issued(store, 2)
    before = record(store, made.version_id)
    dearer = small.book(effective_from=later(1), rounding="half_even")
    other = issued(store, 2, later(2), book=dearer)
    assert record(store, made.version_id) == before
    kept = read_version(store, made.version_id).quote
    assert kept == made.quote
    assert kept.estimate.edition == BOOK.edition != other.quote.estimate.edition


def test_an_agreed_price_stays_when_the_number_of_people_changes(store: Store):
    """odoo/odoo#177192: a price set by hand was lost when the quantity changed."""
    agreed = {
        "source": "session_types.portrait.charges[1]",
        "amount": "150",
        "by": "Sam",
        "why": "a regular",
    }
    desk = Desk.model_validate({"agreed": [agreed]})
    at = begin_draft(store, act(), "small", draft(2, desk=desk))
    save_draft(store, act(), at, draft(7, desk=desk))
    made = issue(store, act(), offered(store, at))
    (line,) = made.quote.estimate.lines
    assert (line.amount, line.listed) == (15000, 70000)
    assert made.quote.estimate.desk.agreed[0].why == "a regular"


def test_options_move_the_total_only_when_they_are_taken(store: Store):
    """odoo/odoo#32712, #32715: the total did not follow the options that a client chose."""
    version_id, quote = northlight(store, "team, 9 people", options=OPTIONS)
    assert quote.estimate.payable == estimate(demo_brief("team, 9 people", DEMO), DEMO, ON).payable
    picks = ("finish.polished",)
    taken = estimate(take(quote.estimate.brief, picks), DEMO, ON)
    with_it = offer(taken, quote.studio, ANN, (30, quote.terms))
    full = msgspec.structs.replace(quote, estimate=taken)
    hashed = read_version(store, version_id).content_hash
    consent: dict[str, Any] = {"name": "Ann", "role": "", "consent": "Yes.", "content_hash": hashed}
    for wrong in (
        {"picks": ("finish.polished", "finish.three"), "quote": full},
        {"picks": ("finish.gold",), "quote": full},
        {"picks": picks, "quote": with_it},
        {"picks": picks, "quote": quote},
        {"quote": full},
    ):
        with pytest.raises(ActionRefused):
            accept(store, client_act(), version_id, Acceptance(**consent, **wrong))
    accept(store, client_act(), version_id, Acceptance(**consent, picks=picks, quote=full))
    kept = acceptance(store, read_version(store, version_id).quote_id)
    assert kept is not None
    assert kept.payable == taken.payable > quote.estimate.payable
    assert (kept.quote, record(store, version_id, "accepted") != "") == (full, True)


def test_instalments_read_again_still_come_to_what_is_payable(store: Store):
    """invoiceninja/invoiceninja#11201: parts and their tax did not add up."""
    version_id, _ = northlight(store, "team, 12 people, 2 images, polished")
    kept = read_version(store, version_id).quote
    assert kept is not None
    found = kept.estimate
    assert sum(part.amount for part in found.payments) == found.payable
    assert sum(part.tax for part in found.payments) == found.tax


def test_versions_follow_each_other_under_one_number_and_say_what_changed(store: Store):
    """frappe/erpnext#52963, #57319: no revision without cancelling, none that says what changed."""
    first = issued(store, 1)
    second, third = revised(store, first, 2), revised(store, first, 3, later(1))
    found = versions(store, quote_of(store, first))
    assert [(each.number, each.version) for each in found] == [
        *(("Q-2026-0001", 1), ("Q-2026-0001", 2), ("Q-2026-0001", 3)),
    ]
    assert [each.which for each in differences(second.quote, third.quote)][:2] == [
        *("Charge 1", "net"),
    ]
    assert check_store(store).problems == ()


def test_a_quote_at_todays_list_is_laid_beside_the_old_one(store: Store):
    """invoiceninja/invoiceninja#7271: to offer again meant to write again."""
    old = issued(store, 2)
    half = {"kind": "per-unit", "per": "person", "price": "150"}
    prices = small.book(effective_from=later(40), session_types=[small.session(half)])
    kept = read_version(store, old.version_id).quote
    assert kept is not None
    today = quoted(draft_of(kept), later(60), prices)
    said = {each.which: each.how.figures for each in differences(kept, today)}
    assert said["payable"] == {"is": 30000, "was": 20000}


def test_an_end_can_be_undone_with_a_reason_and_an_acceptance_stays_on_record(store: Store):
    """invoiceninja/invoiceninja#7236, #8792, #5904: no declining, no voiding, no undoing."""
    made = issued(store)
    decline(store, client_act(), made.version_id, Words("the date"))
    reopen(store, act(), made.version_id, Words("another date"))
    accept(store, client_act(), made.version_id, yes(made))
    withdraw(store, act(), made.version_id, Words("the client is ill"))
    kept = acceptance(store, quote_of(store, made))
    assert kept is not None
    assert read_version(store, made.version_id).reason == "the client is ill"


def test_a_quote_is_accepted_once(store: Store):
    """Dolibarr/dolibarr#26596: a proposal was signed twice."""
    made = issued(store)
    accept(store, client_act(), made.version_id, yes(made))
    with pytest.raises(ActionRefused, match="accepted"):
        accept(store, client_act(), made.version_id, yes(made, name="Eve"))
    kept = acceptance(store, quote_of(store, made))
    assert kept is not None
    assert "Eve" not in kept.document


def test_a_link_holds_256_random_bits_and_nothing_that_counts(store: Store):
    """Dolibarr/dolibarr#38947, idurar/idurar-erp-crm#1428: documents opened by their number."""
    tokens = [issued(store).token for _ in range(20)]
    assert len(set(tokens)) == 20
    assert {len(token) for token in tokens} == {43}  # 32 bytes in base 64
    for guess in ("1", "Q-2026-0001", tokens[0][:-1], tokens[0].swapcase()):
        with pytest.raises(Missing):
            opened_by(store, guess)


def test_a_discount_that_ended_is_not_in_a_quote_issued_after(store: Store):
    """frappe/erpnext#50122: a rule that had expired was applied."""
    at = begun(store, 2)
    ready = offered(store, at)
    with pytest.raises(ActionRefused) as refused:
        issue(store, act(on=ON + timedelta(1)), ready)
    assert [problem.where for problem in refused.value.problems] == ["priced_on"]


def test_a_code_counts_where_it_was_used_in_an_accepted_quote(store: Store):
    """Limited codes count what was accepted, not what was asked."""
    for people, taken in ((1, True), (2, False), (3, True)):
        wanted = small.brief({"people": people}, code="TEN")
        at = begin_draft(store, act(), "small", Draft(client=ANN, brief=wanted))
        made = issue(store, act(), offered(store, at))
        if taken:
            accept(store, client_act(), made.version_id, yes(made))
    assert (times_used(store, "small", "TEN"), times_used(store, "small", "TWO")) == (2, 0)
