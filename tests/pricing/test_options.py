"""Options: priced beside the total, never in it."""

from typing import Any

import pytest

from pricing import Brief, BriefRefused, estimate, take
from tests.pricing import small

RULES: dict[str, Any] = {
    "session_types": [
        small.session(
            {"kind": "per-unit", "per": "person", "price": "100"},
            {"kind": "per-unit", "per": "further_image", "price": "30"},
            images_included=1,
        )
    ],
    "extras": [
        small.named("make-up", rule={"kind": "per-unit", "per": "unit", "price": "60"}, most=3)
    ],
    "adjustments": [
        {"key": "spend", "label": "Spend", "kind": "percentage", "direction": "discount"}
        | {"percent": "10", "when": {"spend_from": "150"}}
    ],
}


def alternative(key: str, **changes: Any) -> dict[str, Any]:
    return {"key": key, "name": key.title(), **changes}


IMAGES: dict[str, Any] = {"key": "images", "name": "How many images", "choose": "one"}
IMAGES["alternatives"] = [alternative("two", images=2), alternative("three", images=3)]
MORE: dict[str, Any] = {"key": "more", "name": "To add", "choose": "any"}
MORE["alternatives"] = [
    alternative("make-up", extras=[{"key": "make-up"}], summary="On the day"),
    alternative("friend", people=2),
]


def brief(*options: dict[str, Any], **rest: Any) -> Brief:
    return small.brief({}, options=list(options) or [IMAGES, MORE], **rest)


BOOK = small.book(**RULES)


def test_an_option_is_no_part_of_the_total():
    assert estimate(brief(), BOOK).payable == estimate(small.brief(), BOOK).payable == 10_000


def test_an_option_costs_what_the_whole_would_change():
    images, more = estimate(brief(), BOOK).options
    assert (images.name, images.choose) == ("How many images", "one")
    assert [(each.key, each.difference) for each in images.alternatives] == [
        ("two", 3_000),
        ("three", 4_400),  # 160.00 less 10 %
    ]
    make_up, friend = more.alternatives
    assert (make_up.payable, make_up.net, make_up.difference) == (14_400, 14_400, 4_400)
    assert (make_up.summary, friend.difference) == ("On the day", 8_000)


def test_options_taken_are_the_brief_as_changed():
    taken = take(brief(), {"images.two", "more.friend", "more.make-up"})
    assert (taken.sittings[0].images, taken.sittings[0].people) == (2, 2)
    assert [choice.key for choice in taken.extras] == ["make-up"]
    assert taken.options == ()
    assert estimate(taken, BOOK).payable == 28_800  # (200 + 60 + 60) less 10 %
    assert take(brief(), set()) == small.brief()


def test_an_extra_that_is_there_takes_the_new_quantity():
    again = alternative("two-make-ups", extras=[{"key": "make-up", "quantity": 2}])
    offered = brief({**MORE, "alternatives": [again]}, extras=[{"key": "make-up"}])
    ((option,),) = (group.alternatives for group in estimate(offered, BOOK).options)
    assert option.difference == 5_400  # from 160 to 220, both less 10 %
    assert take(offered, ["more.two-make-ups"]).extras[0].quantity == 2


def test_only_one_of_a_choice_and_only_what_is_offered():
    with pytest.raises(BriefRefused) as refused:
        take(brief(), ["images.two", "images.three", "more.raw"])
    assert [str(problem) for problem in refused.value.problems] == [
        "options.more.raw: there is no 'more.raw'. Try: one of: images.two, images.three,"
        " more.make-up, more.friend",
        "options.images: Two and Three cannot both be taken. Try: one of them",
    ]


def test_options_that_cannot_be_had_are_refused_all_at_once():
    wrong = [alternative("far", extras=[{"key": "raw"}]), alternative("crowd", people=99)]
    with pytest.raises(BriefRefused) as refused:
        estimate(brief({**MORE, "alternatives": wrong}), BOOK)
    assert [problem.where for problem in refused.value.problems] == [
        "options.more.far, extras[1]",
        "options.more.crowd, sittings[1].people",
    ]
    twins = [alternative("far", sitting=2), alternative("far")]
    with pytest.raises(BriefRefused) as refused:
        estimate(brief({**MORE, "alternatives": twins}), BOOK)
    assert [problem.where for problem in refused.value.problems] == [
        "options.more.far.sitting",
        "options.more.far",
    ]
