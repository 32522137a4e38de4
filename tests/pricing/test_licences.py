"""Licences: a class at a price, a grid of factors, a share of the fee; each once, written out."""

from __future__ import annotations

from typing import Any

import pytest

from tests.pricing.rich import GRID
from tests.pricing.small import HUNDRED, SAID, Table, book, priced, reasons, session

PER_IMAGE = {"kind": "per-unit", "per": "image", "price": "18"}
TEN_PERCENT = {"kind": "share", "of": "creative", "percent": "10"}
WIDE = {
    "media": "media-2-5",
    "place": "place-1-75",
    "term": "term-0-5",
    "exclusivity": "exclusivity-3",
}


def classes(**charges: Table | None) -> dict[str, Any]:
    """The free standard licence, and others at a charge each."""
    sold = {"standard": None, **charges}
    return {
        "licence_classes": [
            {"key": key, "name": key.title(), **SAID, "charge": charge, "allowed": ["a website"]}
            for key, charge in sold.items()
        ]
    }


def licence(found: Any) -> list[tuple[str, int]]:
    return [(line.label, line.amount) for line in found.lines if line.area == "licence"]


def test_a_class_is_charged_by_its_rule():
    pressed = {"people": 2, "licence": "press"}
    found = priced(pressed, **classes(press=PER_IMAGE), session_types=[two_images()])
    assert licence(found) == [("Press", 2 * 2 * 1800)]


def two_images(**fields: Any) -> Table:
    return session(HUNDRED, images_included=2, **fields)


def test_a_licence_is_charged_once_for_all_the_sittings_that_take_it():
    several: tuple[Table, ...] = ({"licence": "press"}, {"people": 3, "licence": "press"}, {})
    found = priced(*several, **classes(press=PER_IMAGE), session_types=[two_images()])
    assert licence(found) == [("Press", (1 + 3) * 2 * 1800)]
    assert [grant.name for grant in found.grants] == ["Press", "Standard"]


def test_a_share_stands_on_the_sittings_that_take_the_licence():
    fee = {"kind": "per-unit", "per": "person", "price": "100"}
    several = ({"people": 2, "licence": "advertising"}, {"people": 5})
    found = priced(*several, **classes(advertising=TEN_PERCENT), session_types=[session(fee)])
    assert licence(found) == [("Advertising", 2000)]
    assert reasons(found.lines[-1]) == ["10 % of session and retouching 200.00 = 20.00"]


def test_a_share_is_rounded_once_and_says_so():
    fee = session({"kind": "flat", "price": "33.33"})
    share = TEN_PERCENT | {"percent": "12.5"}
    found = priced({"licence": "ads"}, **classes(ads=share), session_types=[fee])
    assert reasons(found.lines[-1]) == [
        "12.5 % of session and retouching 33.33 = 4.16625",
        "4.16625 is rounded to 4.17",
    ]


def test_the_licence_that_a_session_includes_is_not_charged():
    with_it = session(HUNDRED, licence_included="press")
    assert licence(priced(**classes(press=PER_IMAGE), session_types=[with_it])) == []
    asked = {"licence": "press"}
    assert licence(priced(asked, **classes(press=PER_IMAGE), session_types=[with_it])) == []


def test_a_class_without_a_price_has_no_line_but_is_granted():
    found = priced({"licence": "free"}, **classes(free=None))
    assert licence(found) == []
    assert [grant.name for grant in found.grants] == ["Free"]
    assert found.grants[0].allowed == ("a website",)
    assert found.booked[0].licence == "Free"


@pytest.mark.parametrize(
    ("combine", "exact", "amount"),
    [
        # 125.55 × 2.5 × 1.75 × 0.5 × 3 = 823.921875
        ("product", "823.921875", 82392),
        # 125.55 × (2.5 + 1.75 + 0.5 + 3) = 125.55 × 7.75 = 973.0125
        ("sum", "973.0125", 97301),
    ],
)
def test_factors_multiply_or_add_and_are_rounded_once(combine: str, exact: str, amount: int):
    found = priced({"licence": WIDE}, licence_grid=GRID | {"combine": combine})
    assert licence(found) == [("By use", amount)]
    assert f"{exact} is rounded to" in reasons(found.lines[-1])[-1]
    assert found.lines[-1].unit_price == int(exact.replace(".", "").ljust(9, "0"))


def test_a_grid_says_each_factor_by_name():
    found = priced({"licence": WIDE}, licence_grid=GRID | {"base": "100"})
    words = "1 booking × 100.00 × 2.5 (media) × 1.75 (place) × 0.5 (term) × 3 (exclusivity)"
    words += " = 656.25"
    assert reasons(found.lines[-1])[0] == words
    found = priced({"licence": WIDE}, licence_grid=GRID | {"base": "100", "combine": "sum"})
    words = "1 booking × 100.00 × (2.5 (media) + 1.75 (place) + 0.5 (term) + 3 (exclusivity))"
    (said,) = reasons(found.lines[-1])
    assert said.startswith(words)


def test_a_grid_counts_what_it_is_sold_by():
    found = priced({"people": 3, "licence": WIDE}, licence_grid=GRID | {"per": "person"})
    assert licence(found) == [("By use", 247177)]  # 3 × 823.921875 = 2,471.765625
    assert found.lines[-1].quantity == 3


def test_no_unit_price_is_printed_that_is_finer_than_a_price_can_be():
    finest = {**GRID, "base": "0.000001"}
    found = priced({"people": 20, "licence": WIDE}, licence_grid=GRID | {"per": "person"})
    assert found.lines[-1].unit_price == 823_921_875
    terms = book(licence_grid=finest).grid
    assert terms._unit_price(priced_terms()) is None


def priced_terms() -> Any:
    found = priced({"licence": WIDE}, licence_grid=GRID)
    return found.brief.sittings[0].licence


def test_a_grid_licence_is_written_out():
    (grant,) = priced({"licence": WIDE}, licence_grid=GRID).grants
    assert (grant.name, grant.media, grant.place) == ("By use", "media", "place")
    with pytest.raises(KeyError):
        book(licence_grid=GRID).grid.chosen(priced_terms().model_copy(update={"term": "for-ever"}))
