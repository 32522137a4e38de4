"""The colours of the file: an ICC profile of sRGB, written here from the published figures.

ICC.1:2010 (profile version 4.3) says how it is written, IEC 61966-2-1 what sRGB is; primaries and
white are adapted from D65 to D50 by the Bradford matrix, as ICC.1 annex E has it.
"""

from __future__ import annotations

import struct
from functools import cache

WHITE = (0.9642, 1.0, 0.8249)
"""D50, the white of every profile (ICC.1, 7.2.16)."""
PRIMARIES = {
    "rXYZ": (0.43607, 0.22249, 0.01392),
    "gXYZ": (0.38515, 0.71687, 0.09708),
    "bXYZ": (0.14307, 0.06061, 0.71410),
}
CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
"""((a x + b)^gamma from d on, c x below: gamma, a, b, c, d (ICC.1, table 65, function 3)."""
ADAPTATION = (
    *(1.04788, 0.02292, -0.05022),
    *(0.02959, 0.99048, -0.01707),
    *(-0.00925, 0.01508, 0.75168),
)
"""From D65 to D50, row by row."""


@cache
def srgb_profile() -> bytes:
    """The profile, under 600 bytes; the same bytes each time."""
    tags = {
        "desc": _words("sRGB"),
        "cprt": _words("No copyright is claimed"),
        "wtpt": _point(*WHITE),
        "chad": b"sf32" + bytes(4) + _fixed(*ADAPTATION),
        **{name: _point(*point) for name, point in PRIMARIES.items()},
    }
    curve = b"para" + bytes(4) + struct.pack(">HH", 3, 0) + _fixed(*CURVE)
    tags |= {"rTRC": curve, "gTRC": curve, "bTRC": curve}
    return _profile(tags)


def _profile(tags: dict[str, bytes]) -> bytes:
    directory, data = struct.pack(">I", len(tags)), b""
    first, placed = 128 + 4 + 12 * len(tags), dict[bytes, int]()
    for name, content in tags.items():
        if content not in placed:
            placed[content] = first + len(data)
            data += content + bytes(-len(content) % 4)
        directory += name.encode() + struct.pack(">II", placed[content], len(content))
    return _header(first + len(data)) + directory + data


def _header(size: int) -> bytes:
    """A display profile of version 4.3 from RGB to XYZ, of the day of ICC.1:2010 (7.2)."""
    day = struct.pack(">6H", 2010, 12, 1, 0, 0, 0)
    start = struct.pack(">I4sI", size, bytes(4), 0x04300000) + b"mntrRGB XYZ " + day + b"acsp"
    return (start + bytes(28) + _fixed(*WHITE)).ljust(128, b"\0")


def _fixed(*numbers: float) -> bytes:
    return b"".join(struct.pack(">i", round(number * 65536)) for number in numbers)


def _point(*numbers: float) -> bytes:
    return b"XYZ " + bytes(4) + _fixed(*numbers)


def _words(words: str) -> bytes:
    said = words.encode("utf-16-be")
    return b"mluc" + bytes(4) + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(said), 28) + said
