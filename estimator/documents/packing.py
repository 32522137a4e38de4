"""The bytes of a file: streams one by one, everything else squeezed together (ISO 32000-1, 7.5.7).

A tagged document has some hundred small objects, which a file of the old form spells out one after
the other; packed they take a tenth of that.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Any

from reportlab.pdfbase import pdfdoc

HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
PER_PACK = 100
FREE = (0, 0, 65_535)


def packed(file: Any) -> bytes:
    """Everything in a reportlab file, written out; its `/ID` is what the file says it is."""
    pack = _Pack()
    for number, body in _objects(file):
        pack.add(number, body)
    root, information = (_number(file, item) for item in (file.Catalog, file.info))
    return pack.closed(f"/Root {root} 0 R/Info {information} 0 R/ID{file.ID().decode()}")


def _objects(file: Any) -> Iterator[tuple[int, bytes]]:
    """Number and body of each object; writing one may add others, which follow."""
    number = 1
    while number in file.numberToId:
        item = file.idToObject[file.numberToId[number]]
        yield number, pdfdoc.pdfdocEnc(pdfdoc.format(item, file, toplevel=1)).rstrip(b"\n")
        number += 1


def _number(file: Any, item: Any) -> int:
    return int(file.idToObjectNumberAndVersion[file.Reference(item).name][0])


class _Pack:
    """A file being written: where each object stands, by its number."""

    def __init__(self) -> None:
        self.bytes = bytearray(HEAD)
        self.small: list[tuple[int, bytes]] = []
        self.places: dict[int, tuple[int, int, int]] = {0: FREE}

    def add(self, number: int, body: bytes) -> None:
        if body.endswith(b"endstream"):
            self._write(number, body)
        else:
            self.small.append((number, body))
            self.places[number] = FREE  # until it is packed

    def _write(self, number: int, body: bytes) -> None:
        self.places[number] = (1, len(self.bytes), 0)
        self.bytes += b"%d 0 obj\n%b\nendobj\n" % (number, body)

    def closed(self, trailer: str) -> bytes:
        """The file with its packs, its table of contents and its end."""
        small = iter(self.small)
        while some := tuple(islice(small, PER_PACK)):
            self._pack(len(self.places), some)
        number, start = len(self.places), len(self.bytes)
        self.places[number] = (1, start, 0)
        rows = (self.places[each] for each in range(number + 1))
        table = b"".join(
            kind.to_bytes(1, "big") + place.to_bytes(4, "big") + rest.to_bytes(2, "big")
            for kind, place, rest in rows
        )
        head = f"<</Type/XRef/Size {number + 1}/W[1 4 2]{trailer}"
        self._write(number, _stream(head, table))
        self.bytes += b"startxref\n%d\n%%%%EOF\n" % start
        return bytes(self.bytes)

    def _pack(self, number: int, some: tuple[tuple[int, bytes], ...]) -> None:
        index, bodies = list[str](), bytearray()
        for at, (held, body) in enumerate(some):
            self.places[held] = (2, number, at)
            index.append(f"{held} {len(bodies)}")
            bodies += body + b"\n"
        first = " ".join(index).encode() + b"\n"
        head = f"<</Type/ObjStm/N {len(some)}/First {len(first)}"
        self._write(number, _stream(head, first + bodies))


def _stream(head: str, content: bytes) -> bytes:
    squeezed = zlib.compress(content)
    start = f"{head}/Filter/FlateDecode/Length {len(squeezed)}>>\nstream\n"
    return start.encode() + squeezed + b"\nendstream"
