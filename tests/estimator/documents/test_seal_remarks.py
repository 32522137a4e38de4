"""What only the studio may know: in no byte of a file, and in no figure made from it."""

from __future__ import annotations

import re
import zlib

import msgspec

from estimator import actions
from estimator.documents.blocks import CostBar, CostBars, Text
from estimator.documents.seal.checking import verify
from estimator.documents.seal.plain import plain
from estimator.documents.seal.reading import record_in
from estimator.documents.seal.record import (
    quote_file,
    read_record,
    recorded,
)
from estimator.documents.seal.remarks import UNSAID, for_client
from pricing import Client, Quote, estimate
from pricing.desk import AgreedPrice, Desk, DeskDiscount, FreeLine
from tests.build import brief
from tests.estimator.documents.issued import (
    DAY,
    issued,
    known,
    told,
    workspace,
)

# ---------------------------------------------------------------- what only the studio may know


SECRET = "Zebedee said the rival asks 1,111"
COST = "937.51"


def with_desk() -> Quote:
    """A quote with a typed line, an agreed price and a discount, each with a remark."""
    prices = workspace().book("northlight", DAY)
    wanted = brief("team, 12 people", prices)
    source = "session_types.team.charges[1]"
    desk = Desk(
        lines=(FreeLine.model_validate({"label": "Catering", "price": "1500", "cost": COST}),),
        agreed=(
            AgreedPrice.model_validate(
                {"source": source, "amount": "1900", "by": "Zebedee Quill", "why": SECRET}
            ),
        ),
        discounts=(
            DeskDiscount.model_validate(
                {"label": "Goodwill", "amount": "20", "by": "Zebedee Quill", "why": SECRET}
            ),
        ),
    )
    priced = estimate(wanted, prices, DAY, desk)
    assert priced.desk == desk
    return actions.make_quote(workspace(), "northlight", priced, Client(name="Ann"))


def everything_in(file: bytes) -> bytes:
    """The bytes of a file and of every stream in it, unpacked."""
    parts = [file]
    for start in (found.end() for found in re.finditer(rb"stream\n", file)):
        unpacker = zlib.decompressobj()
        try:
            parts.append(unpacker.decompress(file[start:]))
        except zlib.error:
            continue
    return b"\n".join(parts)


def test_no_cost_and_no_remark_is_in_any_byte():
    whole = everything_in(quote_file(recorded(with_desk())))
    assert b"Catering" in whole
    assert b"Goodwill" in whole
    for secret in ("Zebedee", "Quill", "rival", COST, COST.replace(".", "")):
        for encoding in ("utf-8", "utf-16-be"):
            assert secret.encode(encoding) not in whole
            assert secret.encode(encoding).hex().encode() not in whole.lower()


def test_the_number_and_the_check_code_do_not_depend_on_remarks():
    """So that neither can be used to find a cost by trying."""
    quote = with_desk()
    assert quote.estimate.desk.lines[0].cost is None
    assert quote.estimate.desk.agreed[0].by == UNSAID
    assert for_client(quote) is quote


def test_a_quote_with_agreed_prices_is_intact():
    found = verify(quote_file(recorded(with_desk())), known())
    assert found.verdict == "intact", told(found)


def test_how_often_a_code_was_used_is_not_said():
    prices = workspace().book("northlight", DAY)
    wanted = brief("individual, code WELCOME10", prices)
    often = msgspec.structs.replace(estimate(wanted, prices, DAY), desk=Desk(code_used=37))
    quote = actions.make_quote(workspace(), "northlight", often, Client())
    assert quote.estimate.desk.code_used == 0


def test_appended_blocks_are_part_of_the_record():
    bars = CostBars((CostBar("One", "$1", 1.25, "studio"),), "Photographed", "Generated")
    made = recorded(issued(), (Text("Appended."), bars))
    file = quote_file(made)
    assert read_record(record_in(file)) == made
    assert verify(file, known()).verdict == "intact"
    assert plain(made.appended)[0] == {"block": "Text", "text": "Appended."}
