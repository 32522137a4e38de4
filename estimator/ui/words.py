"""Text for Markdown: whatever it holds is shown as it stands, never as markup."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|$~:@&^=])")
_ADDRESS = re.compile(r"(https?://[^\s;,()<>]*[^\s;,()<>.])")
_STARTS = re.compile(r"^(\s*)(\d+)([.)])|^(\s*)([-.])", re.MULTILINE)


def plain(text: str) -> str:
    """`text` with everything that Markdown would read as markup escaped, on one line."""
    one_line = " ".join(text.split())
    return _STARTS.sub(_escaped_start, _MARKUP.sub(r"\\\1", one_line))


def small(text: str) -> str:
    """Plain text in the quiet size and colour."""
    return f":small[:gray[{plain(text)}]]"


def cited(text: str) -> str:
    """The same with its addresses as links, each called by its host."""
    parts = _ADDRESS.split(text)
    said = [_link(part) if index % 2 else _plain_part(part) for index, part in enumerate(parts)]
    return f":small[:gray[{''.join(said)}]]"


def _plain_part(text: str) -> str:
    """Plain text that may begin or end with a space."""
    start = " " if text[:1].isspace() else ""
    end = " " if text[-1:].isspace() and text.strip() else ""
    return f"{start}{plain(text)}{end}"


def _link(address: str) -> str:
    host = urlsplit(address).hostname or address
    return f"[{plain(host.removeprefix('www.'))}](<{address}>)"


def _escaped_start(found: re.Match[str]) -> str:
    """A number or a dash at the start would begin a list."""
    if found[2]:
        return f"{found[1]}{found[2]}\\{found[3]}"
    return f"{found[4]}\\{found[5]}"
