"""Which addresses may stand behind a link."""

from __future__ import annotations

from urllib.parse import urlsplit

SCHEMES = ("https", "http", "mailto")
LONGEST_LINK = 500


def fault_in(address: str) -> str | None:
    """What is wrong with `address` as a link, in words; None when nothing is."""
    if len(address) > LONGEST_LINK:
        return f"The address is {len(address)} characters long; {LONGEST_LINK} fit."
    if not address.isascii() or any(c <= " " or c == "\x7f" for c in address):
        return "The address holds spaces or characters outside plain ASCII."
    return _fault_in_parts(address)


def _fault_in_parts(address: str) -> str | None:
    try:
        parts = urlsplit(address)
    except ValueError as fault:
        return f"The address cannot be read: {fault}."
    if parts.scheme not in SCHEMES:
        return f"A link opens {', '.join(SCHEMES)} addresses, not {parts.scheme or 'bare words'!r}."
    if parts.scheme == "mailto":
        return None if "@" in parts.path else "The e-mail address has no @."
    return None if parts.hostname else "The address names no site."
