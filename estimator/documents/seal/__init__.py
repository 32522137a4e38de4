"""Quotes that prove themselves: the record inside, and what checking a file against it finds."""
