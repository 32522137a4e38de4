"""One quote at a time: the engine beside money libraries, decimals and a rule engine.

`python -m bench.scalar` counts wrong cents against exact fractions, then measures in turns.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial

from bench.measuring import in_turns, table, title
from bench.peers import DISTRIBUTIONS, PEERS, Peer
from bench.quote import ON, Asked, Sample, asked, book, exact, samples
from estimator.record import estimate_record
from pricing import Brief, PriceBook, estimate

CHECKED, TIMED, ROUNDS = 2_000, 100, 9

ENGINE = "**Headshot Quote: brief → estimate with reasons**"
WHOLE = "**Headshot Quote: JSON → brief → estimate → JSON with reasons**"


def main() -> None:
    """Check every subject, measure all of them, and print the table."""
    drawn, prices = samples(CHECKED), book()
    peers = {name: ready() for name, ready in PEERS.items()}
    wrong = {
        name: _wrong([peer(asked(each)) for each in drawn], drawn) for name, peer in peers.items()
    }
    wrong[ENGINE] = _wrong([_payable(each.brief, prices) for each in drawn], drawn)
    wrong[WHOLE] = _wrong([_cents(_answered(each.json, prices)) for each in drawn], drawn)
    times = in_turns(_subjects(peers, prices, drawn[:TIMED]), ROUNDS)
    title("One quote of twelve lines", (*DISTRIBUTIONS, "pydantic", "msgspec"))
    figures = (
        "microseconds",
        "quotes/s",
        "times the engine's",
        f"wrong of {CHECKED:,}",
        "by at most",
    )
    names = sorted(times, key=times.__getitem__)
    table(("computed by", *figures), [_row(name, times, wrong[name]) for name in names])


def _subjects(
    peers: Mapping[str, Peer], prices: PriceBook, drawn: list[Sample]
) -> dict[str, Callable[[], object]]:
    """Each on all the samples; what it reads is made before the clock runs."""
    briefs = [sample.brief for sample in drawn]
    texts = [sample.json for sample in drawn]
    counted = [asked(sample) for sample in drawn]
    return {
        ENGINE: lambda: [estimate(brief, prices, ON) for brief in briefs],
        WHOLE: lambda: [_answered(text, prices) for text in texts],
        **{name: partial(_all, peer, counted) for name, peer in peers.items()},
    }


def _all(peer: Peer, counted: list[Asked]) -> list[int]:
    return [peer(each) for each in counted]


def _payable(brief: Brief, prices: PriceBook) -> int:
    return estimate(brief, prices, ON).payable


def _answered(text: str, prices: PriceBook) -> str:
    """JSON in and out: the brief validated, the estimate with every reason in words."""
    brief = Brief.model_validate_json(text)
    return json.dumps(estimate_record(estimate(brief, prices, ON)))


def _cents(answer: str) -> int:
    return int(str(json.loads(answer)["payable"]).replace(".", ""))


def _wrong(found: list[int], drawn: list[Sample]) -> tuple[int, int]:
    """How many of the quotes are wrong, and by how many cents at most."""
    errors = [abs(cents - exact(sample)) for cents, sample in zip(found, drawn, strict=True)]
    return sum(error > 0 for error in errors), max(errors)


def _row(name: str, times: Mapping[str, float], wrong: tuple[int, int]) -> tuple[str, ...]:
    each, (number, most) = times[name] / TIMED, wrong
    speed = (f"{each * 1e6:.1f}", f"{1 / each:,.0f}", f"{times[name] / times[ENGINE]:.2f}")
    return (name, *speed, f"{number:,}", f"{most} ¢" if most else "0")


if __name__ == "__main__":
    main()
