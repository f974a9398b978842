"""The characters that may be printed: what every page, cell and XML file can hold safely."""

from __future__ import annotations

import re
from typing import Final

_LINE_ENDS: Final = "\r\n?|[\x0b\x0c\x85\u2028\u2029]"
_UNPRINTABLE: Final = (
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # control characters, but not tab and line feed
    "\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks that turn the direction of reading
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\ufeff]"  # halves of pairs, and no characters at all
)


def printable(words: str) -> str:
    """Drop what XML forbids or a reader cannot see; every kind of line end becomes one."""
    if words.isprintable():
        return words
    return re.sub(_UNPRINTABLE, "", re.sub(_LINE_ENDS, "\n", words))
