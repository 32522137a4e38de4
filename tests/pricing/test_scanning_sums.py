"""The scan finds what discounts come to, what is free, and says how much it priced."""

from __future__ import annotations

import pytest

from pricing import LicenceTerms, PriceBook, check, estimate
from pricing.scanning import Scan, scan
from pricing.scanning import plan as planning
from tests import build
from tests.pricing.small import HUNDRED, ON, book, named, session
from tests.pricing.test_scanning import EACH, IMAGES, off, one, team, totals

# ---------------------------------------------------------------- what prices come to


def test_discounts_that_add_up_to_more_than_a_half_are_found_together():
    offers = [
        off("30", key="a", when={"clients": ["member"]}),
        off("25", key="b", when={"clients": ["returning"]}),
    ]
    sold = book(session_types=[session(EACH, people_to=1)], adjustments=offers)
    problem = one(scan(sold))
    assert problem.where == "adjustments.a"
    assert problem.what == "discounts come to 55 % of all lines, 55.00 USD of 100.00 USD: a and b"
    assert problem.examples[0].clients == ("returning", "member")
    assert totals(problem, sold) == [4500]
    assert scan(sold, discounts=550_000).problems == ()
    assert len(scan(sold, discounts=549_000).problems) == 1


def test_what_may_cost_nothing_is_found():
    free = {"session_types": [session({"kind": "per-unit", "per": "image", "price": "9"})]}
    problem = one(scan(book(**free)))
    assert problem.where == "session_types.portrait"
    assert problem.what == "it can be had for nothing: no charge comes to anything"
    assert totals(problem, book(**free)) == [0]


def test_a_discount_of_everything_is_told_as_such():
    sold = book(session_types=[session(EACH, people_to=1)], adjustments=[off("100")])
    discounts, nothing = scan(sold).problems
    assert discounts.what.startswith("discounts come to 100 % of all lines")
    assert nothing.what == "it can be had for nothing: discounts take all of 100.00 USD"


def test_a_deposit_that_rounds_to_nothing_is_found():
    rows = [
        {"label": "Rest", "due": "delivery"},
        {"label": "Deposit", "due": "acceptance", "percent": "0.004"},
    ]
    terms = {"validity_days": 1, "instalments": rows}
    sold = book(session_types=[session(EACH, people_to=3)], terms=terms)
    problem = one(scan(sold))
    assert (problem.where, problem.what) == (
        "terms.instalments[2]",
        "of 100.00 USD it rounds to nothing",
    )
    (brief,) = problem.examples
    assert estimate(brief, sold, ON).deposit == 0


def test_no_deposit_is_missed_where_none_is_asked_for():
    terms = {"validity_days": 1, "instalments": [{"label": "All", "due": "delivery"}]}
    assert scan(book(session_types=[session(EACH)], terms=terms)).problems == ()


# ---------------------------------------------------------------- how much is scanned


def test_every_people_count_is_priced_with_every_image_count():
    sold = book(session_types=[session(EACH, IMAGES, people_to=7, images_to=5, images_included=1)])
    assert scan(sold) == Scan((), 7 * 5)


def test_an_extra_is_priced_with_the_sessions_it_goes_with():
    gift = {"kind": "per-unit", "per": "unit", "price": "5"}
    sold = book(
        session_types=[session(EACH, people_to=1), session(EACH, key="other", people_to=1)],
        extras=[named("gift", rule=gift, most=3, sessions=["other"])],
    )
    assert scan(sold) == Scan((), 2 + 4)


def test_a_range_too_large_to_price_is_cut_and_that_is_said(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(planning, "SHARE", 10)
    monkeypatch.setattr(planning, "MOST", 40)
    sold = book(session_types=[session(EACH, people_to=90), session(HUNDRED, key="one")])
    found = scan(sold)
    (problem,) = found.problems
    assert (problem.where, problem.severity) == ("session_types.portrait", "warning")
    assert problem.what == "of 90 prices along people only 24 were looked at"
    assert found.priced < 90


def test_a_fall_is_seen_across_what_was_left_out(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(planning, "SHARE", 10)
    monkeypatch.setattr(planning, "MOST", 30)
    cliff, cut = scan(team()).problems
    assert cliff.where == "session_types.portrait.charges[2].rule.tiers[3]"
    assert "looked at" in cut.what


def test_a_large_book_is_priced_in_several_goes(monkeypatch: pytest.MonkeyPatch):
    whole = scan(team())
    monkeypatch.setattr("pricing.scanning.ROWS", 1)
    assert scan(team()) == whole


def test_a_book_with_every_licence_of_a_grid_is_scanned_at_its_ends():
    options = {
        name: [
            {"key": f"{name}-{factor}", "name": f"{name} {factor}", "factor": factor}
            for factor in ("1", "2", "3")
        ]
        for name in ("media", "place", "term", "exclusivity")
    }
    grid = {"name": "By use", "base": "100", **options}
    offer = off("50", when={"spend_from": "8000"})
    sold = book(session_types=[session(EACH, people_to=2)], licence_grid=grid, adjustments=[offer])
    found = scan(sold)
    assert found.priced == 2 * 3
    assert found.problems == ()
    dearest = book(
        session_types=[session(EACH, people_to=2)],
        licence_grid=grid,
        adjustments=[off("50", when={"spend_from": "8300"})],
    )
    problem = one(scan(dearest))
    dear = LicenceTerms(
        media="media-3", place="place-3", term="term-3", exclusivity="exclusivity-3"
    )
    assert problem.examples[1].sittings[0].licence == dear


def test_the_scanned_book_has_no_errors():
    assert check(team()) == ()


# ---------------------------------------------------------------- the demo studios

KEPT = {
    "northlight": {"adjustments.large-booking.when.spend_from": "196.95"},
    "harbourline": {
        "extras.print.rule.tiers[2]": "5.60",
        "adjustments.large-team.when.people_from": "117.60",
        "adjustments.retouching-cap": "1,200",
    },
    "lanternyard": {},
}
"""Where more costs less on purpose, and the figure with which the data's page explains it."""

EDITIONS = [edition for key in KEPT for edition in build.studio(key).editions]


@pytest.mark.parametrize(
    "edition", EDITIONS, ids=lambda each: f"{each.studio} {each.effective_from}"
)
def test_what_is_left_in_a_demo_book_is_explained(edition: PriceBook):
    kept, explained = KEPT[edition.studio], (build.DATA / "README.md").read_text()
    found = scan(edition)
    assert {problem.where for problem in found.problems} == set(kept)
    for problem in found.problems:
        figure = kept[problem.where]
        assert figure in explained
        assert figure in problem.what or problem.what.startswith("discounts come to")
        payable = [
            estimate(brief, edition, edition.effective_from).payable for brief in problem.examples
        ]
        assert payable == sorted(payable, reverse=True)
