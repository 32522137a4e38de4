"""Text for Markdown: whatever it holds is shown as it stands, never as markup."""

from __future__ import annotations

import re

_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|$~:@&^=])")
_STARTS = re.compile(r"^(\s*)(\d+)([.)])|^(\s*)([-.])", re.MULTILINE)


def plain(text: str) -> str:
    """`text` with everything that Markdown would read as markup escaped, on one line."""
    one_line = " ".join(text.split())
    return _STARTS.sub(_escaped_start, _MARKUP.sub(r"\\\1", one_line))


def small(text: str) -> str:
    """Plain text in the quiet size and colour."""
    return f":small[:gray[{plain(text)}]]"


def _escaped_start(found: re.Match[str]) -> str:
    """A number or a dash at the start would begin a list."""
    if found[2]:
        return f"{found[1]}{found[2]}\\{found[3]}"
    return f"{found[4]}\\{found[5]}"
