"""The words that can be read on the pages of two files, held against each other.

For a file that an older template printed: its lay-out is not this one's, its words are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError

MOST_PAGES = 200
UNREADABLE = (PyPdfError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


def differing_words(one: bytes, other: bytes, but: Set[str] = frozenset()) -> Iterator[str]:
    """Every word and figure, `but` for some, that one of the files shows and the other does not.

    Where both have as many pages, words count as often as they stand there.
    """
    try:
        first, second = _pages(one), _pages(other)
    except (*UNREADABLE, OSError, RecursionError) as fault:
        yield f"its pages cannot be read ({type(fault).__name__})"
        return
    shown, recorded = _words(first), _words(second)
    if len(first) != len(second):  # what tops and foots a page stands as often as there are pages
        numbers = {str(number) for number in range(max(len(first), len(second)) + 1)}
        shown = Counter(shown.keys() - numbers)
        recorded = Counter(recorded.keys() - numbers)
    for word in sorted((shown - recorded).keys() - but):
        yield f"it shows “{word}”, which its record does not hold"
    for word in sorted((recorded - shown).keys() - but):
        yield f"it does not show “{word}”, which its record holds"


def _pages(file: bytes) -> list[str]:
    pages = PdfReader(BytesIO(file)).pages
    if len(pages) > MOST_PAGES:
        raise ValueError("more pages than any quote has")
    return [page.extract_text() for page in pages]


def _words(pages: list[str]) -> Counter[str]:
    return Counter(" ".join(pages).split())
