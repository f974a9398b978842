"""The syntax of PDF as far as attachments need it: dictionaries, names, strings, references, streams.

Nothing here trusts the file: depth and the number of tokens are bounded, and what cannot be read
raises `Odd` with the code of a refusal.
"""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

SPACE: Final = rb"[\0\t\n\f\r ]"
GAP: Final = re.compile(rb"(?:[\0\t\n\f\r ]++|%[^\r\n]*+)*+")
_TOKEN: Final = re.compile(
    rb"(?P<open><<)|(?P<close>>>)|(?P<name>/[^\0\t\n\f\r ()<>\[\]{}/%]*+)"
    rb"|(?P<hex><[0-9A-Fa-f\0\t\n\f\r ]*+>)|(?P<list>\[)|(?P<end>\])|(?P<string>\()"
    rb"|(?P<ref>\d{1,10}"
    + SPACE
    + rb"{1,9}\d{1,5}"
    + SPACE
    + rb"{1,9}R(?![^\0\t\n\f\r ()<>\[\]{}/%]))"
    rb"|(?P<word>[^\0\t\n\f\r ()<>\[\]{}/%]++)"
)
_IN_WORDS: Final = re.compile(rb"[^()\\]*+(?:\\[\s\S][^()\\]*+)*+([()])")
_ESCAPE: Final = re.compile(rb"\\([0-7]{1,3}|\r\n|[\s\S])|\r\n?")
_NAME_ESCAPE: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_LETTERS: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
DEEPEST: Final = 32
MOST_TOKENS: Final = 40_000  # of one file; a declaration of twelve pages has some three hundred
BYTES_A_TOKEN: Final = (
    100  # or objects of one number: as many more cost a token, however few stand in them
)


class Odd(Exception):  # noqa: N818 - caught and said by whoever knows the file's name
    """What stands there is not read; `args[0]` is the code of the refusal."""


class Ref(NamedTuple):
    number: int


class Name(NamedTuple):
    text: bytes


class Budget:
    """How many tokens may still be read, over all of a file."""

    def __init__(self, tokens: int = MOST_TOKENS) -> None:
        self.tokens = tokens

    def spend(self, count: int = 1) -> None:
        self.tokens -= count
        if self.tokens < 0:
            raise Odd("envelope-too-complicated")


class Parser:
    """Reads values from `data`, from `at` on: dict, list, `Name`, `Ref`, bytes of a string, int or word."""

    def __init__(self, data: bytes, at: int, budget: Budget) -> None:
        self.data = data
        self.at = at
        self.budget = budget

    def value(self, depth: int = 0) -> Any:  # noqa: ANN401, PLR0911 - one for each kind of value
        kind, text = self._token()
        if depth > DEEPEST:
            raise Odd("envelope-too-complicated")
        match kind:
            case "open":
                return self._dict(depth)
            case "list":
                return self._list(depth)
            case "name":
                return Name(_NAME_ESCAPE.sub(_from_hex, text[1:]))
            case "ref":
                return Ref(int(text.split()[0]))
            case "string":
                return self._string()
            case "hex":
                return _hex(text)
            case "word":
                return int(text) if text.isdigit() and len(text) <= 10 else text.decode("latin-1")  # noqa: PLR2004
            case _:
                raise Odd("envelope-damaged")

    def _token(self) -> tuple[str, bytes]:
        self.budget.spend()
        gap = GAP.match(self.data, self.at)
        found = _TOKEN.match(self.data, gap.end() if gap else self.at)
        if found is None or found.lastgroup is None:
            raise Odd("envelope-damaged")
        self.at = found.end()
        return found.lastgroup, found[0]

    def _dict(self, depth: int) -> dict[bytes, Any]:
        table: dict[bytes, Any] = {}
        while not self._ends(b">>"):
            key = self.value(depth + 1)
            if not isinstance(key, Name) or key.text in table:
                raise Odd("envelope-damaged")
            table[key.text] = self.value(depth + 1)
        return table

    def _list(self, depth: int) -> list[Any]:
        values = []
        while not self._ends(b"]"):
            values.append(self.value(depth + 1))
        return values

    def _ends(self, mark: bytes) -> bool:
        gap = GAP.match(self.data, self.at)
        self.at = gap.end() if gap else self.at
        if not self.data.startswith(mark, self.at):
            return False
        self.at += len(mark)
        return True

    def _string(self) -> bytes:
        start = self.at
        self.at = end_of_words(self.data, start, len(self.data), self.budget)
        return _ESCAPE.sub(_unescaped, self.data[start : self.at - 1])


def end_of_words(data: bytes, at: int, limit: int, budget: Budget) -> int:
    """Behind the bracket that closes them, brackets in them counted. Raises Odd where none does."""
    depth = 1
    while depth:
        budget.spend()
        found = _IN_WORDS.match(data, at, limit)
        if found is None:
            raise Odd("envelope-damaged")
        at = found.end()
        depth += 1 if found[1] == b"(" else -1
    return at


def _from_hex(found: re.Match[bytes]) -> bytes:
    return bytes((int(found[1], 16),))


def _hex(text: bytes) -> bytes:
    digits = b"".join(text[1:-1].replace(b"\0", b"").split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _unescaped(found: re.Match[bytes]) -> bytes:
    sign = found[1]
    if sign is None:
        return b"\n"
    if sign.isdigit() and sign < b"8":
        return bytes((int(sign, 8) & 0xFF,))
    if sign in (b"\n", b"\r", b"\r\n"):
        return b""
    return _LETTERS.get(sign, sign)


def text_of(value: object) -> str | None:
    """A text string of PDF: UTF-16 or UTF-8 by its mark, else read as Latin-1 (ASCII is the same)."""
    if not isinstance(value, bytes):
        return None
    if value.startswith(b"\xfe\xff"):
        return value[2:].decode("utf-16-be", "replace")
    if value.startswith(b"\xff\xfe"):
        return value[2:].decode("utf-16-le", "replace")
    if value.startswith(b"\xef\xbb\xbf"):
        return value[3:].decode("utf-8", "replace")
    return value.decode("latin-1")
