"""The blocks themselves, and that every kind is known everywhere."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, is_dataclass
from math import inf, nan
from pathlib import Path
from typing import Any, get_args

import pytest

from estimator.documents import blocks
from estimator.documents.blocks import Block, CostBar, Document, KeepTogether, PlainTable, Text
from estimator.documents.styles import Look, contrast_to_white

FONTS = Path(blocks.__file__).parent / "fonts"


def kinds_in(parts: tuple[Block, ...]) -> set[type[Any]]:
    inner = [part.blocks for part in parts if isinstance(part, KeepTogether)]
    return {type(part) for part in parts}.union(*map(kinds_in, inner))


def test_the_example_has_every_kind_of_block(every_kind: Document):
    assert kinds_in(every_kind.blocks) == set(get_args(Block))


def test_every_block_is_a_frozen_value_of_text():
    kinds = [kind for kind in vars(blocks).values() if isinstance(kind, type)]
    values: list[Any] = [kind for kind in kinds if is_dataclass(kind)]
    assert len(values) > len(get_args(Block))
    for kind in values:
        assert hasattr(kind, "__slots__"), kind
        assert kind.__doc__, kind
        plain = {str(field.type) for field in fields(kind)}
        assert not plain & {"int", "Decimal", "Money", "date"}, kind
    with pytest.raises(FrozenInstanceError):
        Text("a").text = "b"  # type: ignore[misc]  # the very thing that must fail


@pytest.mark.parametrize("weight", [-1, nan, inf])
def test_a_bar_has_a_length(weight: float):
    with pytest.raises(ValueError, match="Studio: a bar's weight"):
        CostBar("Studio", "$1", weight, "studio")


@pytest.mark.parametrize(
    ("header", "row"), [(("a", "b"), ("1", "2")), (("a",), ("1", "2")), ((), ())]
)
def test_a_table_has_as_many_cells_in_each_row(header: tuple[str, ...], row: tuple[str, ...]):
    with pytest.raises(ValueError, match="one length"):
        PlainTable(header, (row,), ("left",))


@pytest.mark.parametrize(
    ("colour", "says"),
    [("teal", "written like"), ("#12345", "written like"), ("#FFD54F", "contrast of 1.4")],
)
def test_an_accent_must_be_readable(colour: str, says: str):
    with pytest.raises(ValueError, match=says):
        Look(colour)


def test_contrast_runs_from_1_to_21():
    assert contrast_to_white("#FFFFFF") == pytest.approx(1)
    assert contrast_to_white("#000000") == pytest.approx(21)
    assert contrast_to_white(Look().accent) > 9


def test_every_font_travels_with_its_licence():
    licences = {path.stem.removeprefix("OFL-") for path in FONTS.glob("OFL-*.txt")}
    fonts = {path.stem.split("-")[0] for path in FONTS.glob("*.ttf")}
    assert fonts == licences
    readme = (FONTS / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in FONTS.glob("OFL-*.txt") if path.name not in readme] == []
