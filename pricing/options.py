"""Options: what a client may still choose, each a change to the brief, outside the base total.

The total of a brief never holds an option. What taking one would change is found by pricing the
brief as changed, so that discounts, taxes and minimum charges are all in the difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator

from msgspec.structs import replace

from pricing.brief import Alternative, Brief, OptionGroup
from pricing.errors import BriefRefused
from pricing.estimate import Estimate, OptionPrice, Options
from pricing.problems import Problem, unknown


def take(brief: Brief, picks: Collection[str]) -> Brief:
    """The brief with the options that were picked, as `group.alternative`; no more to choose.

    Raises `BriefRefused` with every pick that is not offered, and for two where one is offered.
    """
    problems = list(_wrong(brief, picks))
    if problems:
        raise BriefRefused(tuple(problems))
    chosen = plain_brief(brief)
    for group, alternative in offered(brief):
        if called(group, alternative) in picks:
            chosen = changed(chosen, alternative)
    return chosen


def plain_brief(brief: Brief) -> Brief:
    """The brief with nothing left to choose."""
    return brief.model_copy(update={"options": ()})


def offered(brief: Brief) -> Iterator[tuple[OptionGroup, Alternative]]:
    """Every alternative with its group, in order."""
    for group in brief.options:
        for alternative in group.alternatives:
            yield group, alternative


def called(group: OptionGroup, alternative: Alternative) -> str:
    """How a pick names an alternative."""
    return f"{group.key}.{alternative.key}"


_OF_THE_SITTING = ("session", "people", "images", "looks", "minutes", "retouching", "licence")


def changed(brief: Brief, by: Alternative) -> Brief:
    """The brief with an alternative in place. Its sitting must be there (see `misplaced`)."""
    new = {name: getattr(by, name) for name in _OF_THE_SITTING if getattr(by, name) is not None}
    extras = {choice.key: choice for choice in (*brief.extras, *by.extras)}
    more = brief.model_copy(update={"extras": tuple(extras.values())})
    return more.with_sitting(by.sitting, **new)


def misplaced(brief: Brief) -> Iterator[Problem]:
    """Options that change a sitting that is not there, or share a name."""
    for group, alternative in offered(brief):
        if alternative.sitting > len(brief.sittings):
            where = f"options.{called(group, alternative)}.sitting"
            what = f"there is no sitting {alternative.sitting}"
            yield Problem(where, what, f"1 to {len(brief.sittings)}")
    for name, times in Counter(called(*each) for each in offered(brief)).items():
        if times > 1:
            yield Problem(f"options.{name}", f"{times} options share it", "another key")


def _wrong(brief: Brief, picks: Collection[str]) -> Iterator[Problem]:
    yield from misplaced(brief)
    known = tuple(called(*each) for each in offered(brief))
    for pick in picks:
        if pick not in known:
            yield unknown(f"options.{pick}", pick, known)
    for group in brief.options:
        several = [each.name for each in group.alternatives if called(group, each) in picks]
        if group.choose == "one" and len(several) > 1:
            what = f"{' and '.join(several)} cannot both be taken"
            yield Problem(f"options.{group.key}", what, "one of them")


def priced_options(found: Estimate, price: Callable[[Brief], Estimate]) -> tuple[Options, ...]:
    """What each alternative, alone, would make of an estimate.

    Raises `BriefRefused` with the problems of all that cannot be priced.
    """
    base, problems, prices = plain_brief(found.brief), list[Problem](), dict[str, OptionPrice]()
    for group, each in offered(found.brief):
        name = called(group, each)
        try:
            other = price(changed(base, each))
        except BriefRefused as refused:
            problems += [_within(name, problem) for problem in refused.problems]
            continue
        more = other.payable - found.payable
        prices[name] = OptionPrice(
            each.key, each.name, each.summary, other.net, other.payable, more
        )
    if problems:
        raise BriefRefused(tuple(problems))
    return tuple(_group(group, prices) for group in found.brief.options)


def _within(name: str, problem: Problem) -> Problem:
    return replace(problem, where=f"options.{name}, {problem.where}")


def _group(group: OptionGroup, prices: dict[str, OptionPrice]) -> Options:
    priced = tuple(prices[called(group, each)] for each in group.alternatives)
    return Options(group.key, group.name, group.choose, priced)
