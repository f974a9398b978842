"""The members of a declaration, read out of a PDF without a library of PDF: quick, strict, bounded.

The file is walked once from its first byte to its last, object by object and stream by stream, over
all its revisions; the tables that say where objects lie are not trusted. Whatever was ever attached
under the name of a member is read, and two different contents under one name are refused.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final, NamedTuple

from zeren.declare.package import MEMBER, MOST_BYTES, MOST_DEFLATED, Package
from zeren.files.envelope_refusals import refuse, shown
from zeren.files.pdf_syntax import (
    BYTES_A_TOKEN,
    GAP,
    SPACE,
    Budget,
    Name,
    Odd,
    Parser,
    Ref,
    end_of_words,
    text_of,
)

MOST_LOOSE: Final = 4_000_000  # bytes outside of streams
MOST_PACKED: Final = 16_000_000  # bytes that all object streams unpack to
MOST_BRACKETS: Final = 200_000  # around words, outside of streams
MOST_OBJECTS: Final = 20_000  # tables and trailers included
MOST_COPIES: Final = 4 * MOST_BYTES  # of members, the same ones in several revisions included
MOST_ATTACHED: Final = 1_000  # likewise
MOST_DIGITS: Final = 15  # of a place in an object stream

_HEAD: Final = re.compile(
    rb"(\d{1,10})" + SPACE + rb"{1,9}\d{1,5}" + SPACE + rb"{1,9}obj(?![^\0\t\n\f\r ()<>\[\]{}/%])"
)
# Step by step, not as one expression: Debian 12's Python, 3.11.2, matches nested possessive groups wrongly.
_STEP: Final = re.compile(rb"\(|%[^\r\n]*+|endobj|stream\r?\n")
_AFTER: Final = re.compile(rb"(?:\r\n|\n|\r)? ?endstream" + SPACE + rb"{1,9}endobj")
_TABLE: Final = re.compile(rb"xref[\0\t\n\f\r 0-9nf]++")
_POINTER: Final = re.compile(rb"startxref" + SPACE + rb"{1,9}\d{1,12}(?=" + SPACE + rb")")
_HAS_FILES: Final = re.compile(rb"/(?:E|#45)(?:F|#46)")  # a name may be written in hex
_END: Final = b"%%EOF"
_ENDS: Final = (b"", b"\n", b"\r", b"\r\n")


class _Span(NamedTuple):
    """An object that is no stream: where its text stands."""

    text: bytes
    start: int
    end: int


class _Stream(NamedTuple):
    about: dict[bytes, Any]
    start: int
    end: int


def read_pdf_members(data: bytes, *, file: str) -> Package:
    """The members attached to a PDF, none where there are none; raises `Refused` for a PDF that is unsound."""
    try:
        return Package(_Pdf(data).members())
    except Odd as odd:
        code, *part = odd.args
        raise refuse(
            code, file=file, part="".join(map(shown, part)), limit=MOST_BYTES // 1_000_000
        ) from odd


class _Pdf:
    """What was found so far, and how much more may be read."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.objects: dict[int, list[_Span | _Stream]] = {}
        self.count = 0
        self.loose = MOST_LOOSE
        self.brackets = Budget(MOST_BRACKETS)
        self.packed = MOST_PACKED
        self.deflated = MOST_DEFLATED
        self.budget = Budget()
        self.trailers: list[Any] = []
        self.unpacked: dict[int, bytes] = {}  # what is attached, by where its stream begins

    def members(self) -> dict[str, bytes]:
        self._walk()
        self._check_lengths()
        for stream in self._streams(b"ObjStm"):
            self._unpack(stream)
        found: dict[str, bytes] = {}
        copies = MOST_COPIES
        for at, (name, stream) in enumerate(self._attached()):
            if at >= MOST_ATTACHED:
                raise Odd("envelope-too-complicated")
            content = self._unpacked_once(stream, min(MOST_BYTES, copies))
            copies -= len(content)
            if found.setdefault(name, content) != content:
                raise Odd("envelope-twice", name)
        if sum(map(len, found.values())) > MOST_BYTES:
            raise Odd("envelope-unpacks-too-large")
        return found

    # ── once through the file ─────────────────────────────────────────────────────────────────

    def _walk(self) -> None:
        data = self.data
        if not data[-1024:].rstrip(b"\0\t\n\f\r ").endswith(_END):
            raise Odd("envelope-cut-off")
        at = self._matched(GAP, 0)
        while at < len(data):
            self._count()
            head = _HEAD.match(data, at)
            if head:
                at = self._object(int(head[1]), head.end())
            elif data.startswith(b"xref", at):
                at = self._matched(_TABLE, at)
            elif data.startswith(b"trailer", at):
                at = self._trailer(at + len(b"trailer"))
            elif data.startswith(b"startxref", at):
                at = self._matched(_POINTER, at)
            else:
                raise Odd("envelope-hidden")
            at = self._matched(GAP, at)

    def _matched(self, pattern: re.Pattern[bytes], at: int) -> int:
        """Where the pattern ends; what it covers counts against the bytes outside of streams."""
        found = pattern.match(self.data, at, at + self.loose)
        self._spend((found.end() if found else len(self.data)) - at)
        if found is None:
            raise Odd("envelope-damaged")
        return found.end()

    def _spend(self, count: int) -> None:
        self.loose -= count
        if self.loose <= 0:
            raise Odd("envelope-too-complicated")

    def _end_of_body(self, start: int) -> int:
        """Behind the `endobj` or `stream` that stands neither in words nor in a comment."""
        at, limit = start, start + self.loose
        while step := _STEP.search(self.data, at, limit):
            at = step.end()
            if step[0] == b"(":
                at = end_of_words(self.data, at, limit, self.brackets)
            elif not step[0].startswith(b"%"):
                self._spend(at - start)
                return at
        self._spend(len(self.data) - start)
        raise Odd("envelope-damaged")

    def _trailer(self, at: int) -> int:
        parser = Parser(self.data, at, self.budget)
        about = parser.value()
        self._refuse_encrypted(about)
        self.trailers.append(about)
        return parser.at

    def _refuse_encrypted(self, about: object) -> None:
        if isinstance(about, dict) and b"Encrypt" in about:
            raise Odd("envelope-password")

    def _object(self, number: int, start: int) -> int:
        end = self._end_of_body(start)
        if self.data.endswith(b"endobj", start, end):
            self._note(number, _Span(self.data, start, end))
            return end
        about = Parser(self.data, start, self.budget).value()
        if not isinstance(about, dict):
            raise Odd("envelope-damaged")
        if about.get(b"Type") == Name(b"XRef"):
            self._refuse_encrypted(about)
        stop = self._end_of_stream(about.get(b"Length"), end)
        self._note(number, _Stream(about, end, stop))
        return self._matched(_AFTER, stop)

    def _end_of_stream(self, length: object, start: int) -> int:
        """By its length, which must be right; where another object holds the length, by its end mark."""
        if isinstance(length, Ref):
            stop = self.data.find(b"endstream", start)
        else:
            stop = start + length if isinstance(length, int) else -1
        if not 0 <= stop <= len(self.data):
            raise Odd("envelope-damaged")
        return stop

    def _count(self) -> None:
        self.count += 1
        if self.count > MOST_OBJECTS:
            raise Odd("envelope-too-complicated")

    def _note(self, number: int, one: _Span | _Stream) -> None:
        self.objects.setdefault(number, []).append(one)

    # ── what was found ────────────────────────────────────────────────────────────────────────

    def _streams(self, kind: bytes) -> list[_Stream]:
        return [
            one
            for revisions in self.objects.values()
            for one in revisions
            if isinstance(one, _Stream) and one.about.get(b"Type") == Name(kind)
        ]

    def _check_lengths(self) -> None:
        for revisions in list(self.objects.values()):
            for one in revisions:
                if isinstance(one, _Stream) and isinstance(one.about[b"Length"], Ref):
                    length = self._resolved(one.about[b"Length"])
                    size = one.end - one.start
                    sound = isinstance(length, int) and length <= size
                    if not sound or self.data[one.start + length : one.end] not in _ENDS:
                        raise Odd("envelope-damaged")

    def _unpack(self, stream: _Stream) -> None:
        """Note the objects of an object stream."""
        content = self._content(stream, self.packed)
        self.packed -= len(content)
        count, first = (self._resolved(stream.about.get(key)) for key in (b"N", b"First"))
        if not isinstance(count, int) or not isinstance(first, int) or count > MOST_OBJECTS:
            raise Odd("envelope-damaged")
        words = content[:first].split()
        if not all(word.isdigit() and len(word) <= MOST_DIGITS for word in words):
            raise Odd("envelope-damaged")
        numbers = [int(word) for word in words]
        starts = [first + offset for offset in numbers[1::2]]
        if len(numbers) != 2 * count or starts != sorted(starts):
            raise Odd("envelope-damaged")
        for number, (start, end) in zip(
            numbers[::2], pairwise([*starts, len(content)]), strict=True
        ):
            self._count()
            self._note(number, _Span(content, start, end))

    def _attached(self) -> Iterator[tuple[str, _Stream]]:
        """Every stream that was ever attached under the name of a member."""
        for specification in self._specifications():
            name = self._name(specification)
            if name is None:
                continue
            files = self._resolved(specification.get(b"EF"))
            targets = files.values() if isinstance(files, dict) else ()
            numbers = {one.number for one in targets if isinstance(one, Ref)}
            streams = [
                stream
                for number in sorted(numbers)
                for stream in self.objects.get(number, ())
                if isinstance(stream, _Stream)
            ]
            if not streams:
                raise Odd("envelope-damaged")
            for stream in streams:
                yield name, stream

    def _specifications(self) -> Iterator[dict[bytes, Any]]:
        """Also where none belongs, in a trailer or a stream's own dictionary: others may read it there."""
        for trailer in self.trailers:
            yield from _with_files(trailer)
        for revisions in list(self.objects.values()):
            for one in revisions:
                if isinstance(one, _Stream):
                    yield from _with_files(one.about)
                elif _HAS_FILES.search(one.text, one.start, one.end):
                    yield from _with_files(self._parsed(one))

    def _name(self, specification: dict[bytes, Any]) -> str | None:
        """The name of a member, or None where something else is attached."""
        told = (text_of(self._resolved(specification.get(key))) for key in (b"UF", b"F"))
        names = sorted({name for name in told if name is not None})
        if not any(MEMBER.fullmatch(name) for name in names):
            return None
        if len(names) > 1:
            raise Odd("envelope-odd-name", names[0])
        return names[0]

    def _parsed(self, one: _Span) -> Any:  # noqa: ANN401 - any value of PDF
        """Its bytes count, too: what is long must not be read again at every reference to it."""
        parser = Parser(one.text, one.start, self.budget)
        value = parser.value()
        self.budget.spend((parser.at - one.start) // BYTES_A_TOKEN)
        return value

    def _resolved(self, value: Any) -> Any:  # noqa: ANN401 - any value of PDF
        """What a reference points at; it must have been the same in every revision."""
        if not isinstance(value, Ref):
            return value
        revisions = self.objects.get(value.number, ())
        self.budget.spend(len(revisions) // BYTES_A_TOKEN)
        spans = [one for one in revisions if isinstance(one, _Span)]
        first, *others = [self._parsed(one) for one in spans] or [None]
        if isinstance(first, Ref) or any(other != first for other in others):
            raise Odd("envelope-damaged")
        return first

    def _unpacked_once(self, stream: _Stream, most: int) -> bytes:
        """However often it is attached: a stream that gives nothing may take long to unpack."""
        content = self.unpacked.get(stream.start)
        if content is None:
            content = self.unpacked[stream.start] = self._content(stream, most)
        if len(content) > most:
            raise Odd("envelope-unpacks-too-large")
        return content

    def _content(self, stream: _Stream, most: int) -> bytes:
        """The bytes of a stream, unpacked; no more than `most`."""
        filters = self._resolved(stream.about.get(b"Filter"))
        settings = self._resolved(stream.about.get(b"DecodeParms"))
        chosen = [] if filters in (None, "null") else filters
        chosen = chosen if isinstance(chosen, list) else [chosen]
        plain = settings in (None, "null", [], ["null"])
        if chosen not in ([], [Name(b"FlateDecode")]) or not plain or b"F" in stream.about:
            raise Odd("envelope-packing")
        packed = memoryview(self.data)[stream.start : stream.end]
        content = self._inflated(packed, most) if chosen else bytes(packed[: most + 1])
        if len(content) > most:
            raise Odd("envelope-unpacks-too-large")
        return content

    def _inflated(self, packed: memoryview, most: int) -> bytes:
        self.deflated -= len(packed)
        if self.deflated < 0:
            raise Odd("envelope-too-complicated")
        return _inflated(packed, most)


def _with_files(value: object) -> Iterator[dict[bytes, Any]]:
    """The dictionaries with attached files in a value, however deep."""
    if isinstance(value, dict):
        if b"EF" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _with_files(one)


def _inflated(packed: memoryview, most: int) -> bytes:
    inflate = zlib.decompressobj()
    try:
        content = inflate.decompress(packed, most + 1)
    except zlib.error as fault:
        raise Odd("envelope-damaged") from fault
    if len(content) <= most and (not inflate.eof or inflate.unused_data not in _ENDS):
        raise Odd("envelope-damaged")
    return content
