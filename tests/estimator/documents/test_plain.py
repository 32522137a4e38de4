"""Blocks as plain data and back: exact, and nothing else is read."""

from __future__ import annotations

import json
from typing import Any

import pytest

from estimator.documents.blocks import Block, Document
from estimator.documents.seal.plain import NotPlain, built, plain


def as_json(value: object) -> Any:
    return json.loads(json.dumps(plain(value)))


def test_every_kind_of_block_is_read_back_as_it_was(every_kind: Document):
    again = built(tuple[Block, ...], as_json(every_kind.blocks))
    assert again == every_kind.blocks


@pytest.mark.parametrize(
    "data",
    [
        [{"block": "Text"}],
        [{"block": "Text", "text": 5}],
        [{"block": "Text", "text": "a", "more": "b"}],
        [{"block": "Document", "title": "a"}],
        [{"block": ["Text"], "text": "a"}],
        [{"text": "a"}],
        ["Text"],
        {"block": "Text", "text": "a"},
        [{"block": "CostBar", "label": "a", "amount": "b", "weight": 1.0, "side": "ai"}],
        [{"block": "PlainTable", "header": ["a"], "rows": [], "align": []}],
    ],
)
def test_what_is_no_block_is_refused(data: Any):
    with pytest.raises(NotPlain):
        built(tuple[Block, ...], data)
