"""What the benches compare is one and the same: engine, columns and fractions agree to the cent."""

import numpy as np

from bench.drawing import as_briefs, drawn
from bench.quote import LINES, ON, Sample, book, exact, samples
from bench.sheet import demo_book, demo_briefs, demo_columns
from pricing import estimate
from pricing.batch import price_columns


def test_the_engine_charges_what_the_fractions_come_to():
    prices = book()
    for sample in samples(300):
        found = estimate(sample.brief, prices, ON)
        assert found.payable == exact(sample)
    most = Sample(people=80, images=5, looks=3, units=(8, 9), distance=200, code=True)
    assert len(estimate(most.brief, prices, ON).lines) == len(LINES) == 12


def test_the_columns_are_the_same_quote():
    prices, columns = book(), drawn(400)
    priced = price_columns(prices, as_briefs(prices, columns), ON)
    assert not priced.refused.any()
    names = ("people", "images", "looks", "first", "second", "distance", "code")
    rows = zip(*(columns[name].tolist() for name in names), strict=True)
    expected = [
        exact(Sample(people, images, looks, (first, second), distance, bool(code)))
        for people, images, looks, first, second, distance, code in rows
    ]
    assert priced.amounts["payable"].tolist() == expected


def test_the_demo_columns_are_all_sold():
    rows = len(demo_briefs()) + 1
    assert rows > 200
    priced = price_columns(demo_book(), demo_columns(rows), ON)
    assert not priced.refused.any()
    assert priced.amounts["payable"][0] == priced.amounts["payable"][-1]
    assert len(np.unique(priced.amounts["payable"])) > 50
