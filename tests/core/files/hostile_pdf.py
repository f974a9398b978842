"""PDFs written by hand, so that anything can be wrong in them, and some that only want to do harm."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Final

from tests.core.files.made_blocks import STORED, in_zlib, with_tables
from tests.core.files.made_declaration import made_declaration, sealed

from zeren.declare.package import MOST_BYTES, MOST_DEFLATED
from zeren.files.envelope import MOST_FILE
from zeren.files.pdf import print_pdf
from zeren.files.pdf_members import MOST_OBJECTS
from zeren.publish.declaration_pages import declaration_pages

JWT: Final = b"eyJhbGciOiJFUzI1NiJ9.e30." + b"A" * 86
OTHER: Final = b"eyJhbGciOiJFUzI1NiJ9.e30." + b"B" * 86


@cache
def printed() -> bytes:
    return print_pdf(declaration_pages(made_declaration(), sealed()), "en")


def stream(content: bytes, about: bytes = b"", *, length: bytes | None = None) -> bytes:
    size = b"%d" % len(content) if length is None else length
    return b"<</Length " + size + b" " + about + b">>\nstream\n" + content + b"\nendstream"


def specification(name: bytes, target: int, *, more: bytes = b"") -> bytes:
    text = b"(" + name + b")"
    return (
        b"<</Type/Filespec/F" + text + b"/UF" + text + b"/EF<</F %d 0 R>>" % target + more + b">>"
    )


def pdf(
    objects: Mapping[int, bytes] | Iterable[tuple[int, bytes]], *, trailer: bytes = b""
) -> bytes:
    pairs = objects.items() if isinstance(objects, Mapping) else objects
    body = b"".join(b"%d 0 obj\n%b\nendobj\n" % pair for pair in pairs)
    return (
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
        + body
        + b"xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 9/Root 1 0 R"
        + trailer
        + b">>\nstartxref\n9\n%%EOF\n"
    )


def with_one(
    content: bytes,
    about: bytes = b"",
    *,
    name: bytes = b"declaration.jwt",
    length: bytes | None = None,
) -> bytes:
    return pdf(
        {
            1: b"<</Type/Catalog>>",
            2: stream(content, about, length=length),
            3: specification(name, 2),
        }
    )


def packed(content: bytes) -> bytes:
    return with_one(zlib.compress(content, 9), b"/Filter/FlateDecode")


LOOP: Final = pdf(
    {1: b"<<>>", 2: stream(JWT), 3: b"<</UF 4 0 R/EF 5 0 R>>", 4: b"4 0 R", 5: b"5 0 R"}
)


WRONG: Final = [
    (printed()[:-1000], "envelope-cut-off"),
    (printed() + b"\nmore", "envelope-cut-off"),
    (printed() + b"\n<script>%%EOF", "envelope-hidden"),
    (pdf({1: b"<<>>"}).replace(b"endobj", b"endobj hidden"), "envelope-hidden"),
    (with_one(JWT, length=b"7"), "envelope-damaged"),
    (with_one(JWT, length=b"99999"), "envelope-damaged"),
    (with_one(JWT, length=b"-1"), "envelope-damaged"),
    (with_one(JWT, length=b"9 0 R"), "envelope-damaged"),
    (with_one(JWT, b"/Filter/FlateDecode"), "envelope-damaged"),
    (with_one(zlib.compress(JWT)[:-9], b"/Filter/FlateDecode"), "envelope-damaged"),
    (with_one(zlib.compress(JWT) + b"more", b"/Filter/FlateDecode"), "envelope-damaged"),
    (with_one(JWT, b"/Filter/ASCIIHexDecode"), "envelope-packing"),
    (with_one(JWT, b"/Filter[/FlateDecode/FlateDecode]"), "envelope-packing"),
    (with_one(JWT, b"/F(http://example.org/x)"), "envelope-packing"),
    (with_one(JWT, b"/Length 3"), "envelope-damaged"),
    (packed(b" " * (MOST_BYTES + 1)), "envelope-unpacks-too-large"),
    (pdf({1: b"<<>>"}, trailer=b"/Encrypt 5 0 R"), "envelope-password"),
    (pdf({1: b"<<>>", 3: specification(b"declaration.jwt", 7)}), "envelope-damaged"),
    (
        pdf({1: b"<</UF(declaration.jwt)/F(other.jwt)/EF<</F 2 0 R>>>>", 2: stream(JWT)}),
        "envelope-odd-name",
    ),
    (LOOP, "envelope-damaged"),
    (pdf({1: b"<</EF " + b"[" * 99 + b"]" * 99 + b">>"}), "envelope-too-complicated"),
    (pdf({1: b"<<>>", 2: stream(b"1 0 <<>>", b"/Type/ObjStm/N 2/First 4")}), "envelope-damaged"),
    (pdf({1: b"<<>>", 2: stream(b"1 +0 <<>>", b"/Type/ObjStm/N 1/First 5")}), "envelope-damaged"),
    (pdf({1: b"<<>>", 2: stream(b"1 0_0 <<>>", b"/Type/ObjStm/N 1/First 6")}), "envelope-damaged"),
    (pdf({1: b"<<>>", 2: stream(b"1 0000000000000000 <<>>", b"/Type/ObjStm/N 1/First 19")}), "envelope-damaged"),
    (with_one(in_zlib(JWT, STORED * (MOST_DEFLATED // 5)), b"/Filter/FlateDecode"), "envelope-too-complicated"),
    (pdf({1: b"<<>>", 2: stream(b"a b <<>>", b"/Type/ObjStm/N 1/First 4")}), "envelope-damaged"),
    (pdf({1: b"<<>>", 2: stream(b"", b"/Type/ObjStm/N 1")}), "envelope-damaged"),
]  # fmt: skip
ROOM: Final = MOST_FILE - 1_000


def filled(pattern: bytes, most: int = ROOM) -> bytes:
    return b"%PDF-1.7\n" + pattern * (most // len(pattern)) + b"\n%%EOF\n"


def bomb() -> bytes:
    inner = zlib.compress(b"0 " * 150_000_000, 9)
    return pdf({1: b"<<>>", 2: stream(inner, b"/Filter/FlateDecode/Type/ObjStm/N 9/First 9")})


def full_object_stream() -> bytes:
    count = MOST_OBJECTS - 10
    one = b"<</EF 1/A[" + b"1 " * 20 + b"]>>"
    numbers = b" ".join(b"%d %d" % (at + 9, at * len(one)) for at in range(count))
    inner = zlib.compress(numbers + b" " + one * count, 9)
    about = b"/Filter/FlateDecode/Type/ObjStm/N %d/First %d" % (count, len(numbers) + 1)
    return pdf({1: b"<<>>", 2: stream(inner, about)})


def blocks_of_nothing() -> bytes:
    """Thirty megabytes that unpack to nothing, attached more often than is allowed."""
    four = int("0000000010" * 4, 2).to_bytes(5, "big")[::-1]  # fixed codes, and their end at once
    inner = (
        b"\x78\x9c" + four * 6_000_000 + b"\1\0\0\xff\xff" + zlib.adler32(b"").to_bytes(4, "big")
    )
    named = [(at + 3, specification(b"did.json", 2)) for at in range(1_100)]
    return pdf([(2, stream(inner, b"/Filter/FlateDecode")), *named])


def blocks_of_tables(about: bytes = b"") -> bytes:
    """Thirty megabytes in nine hundred streams that unpack to nothing, each of them attached."""
    inner = stream(in_zlib(b"", with_tables() * 330), b"/Filter/FlateDecode" + about)
    streams = [(at, inner) for at in range(2, 902)]
    named = [(at + 1_000, specification(b"did.json", at)) for at, _ in streams]
    return pdf([*streams, *named])


def long_name(of: bytes) -> bytes:
    """A name of megabytes, told thousands of times."""
    told = b"<</UF 2 0 R/EF 1>>" * 5_500
    return pdf({1: b"[" + told + b"]", 2: b"(" + of * (3_500_000 // len(of)) + b")"})


def long_packed_name() -> bytes:
    inner = zlib.compress(b"3 0 (" + b"a" * 15_900_000 + b")", 9)
    told = b"<</UF 3 0 R/EF 1>>" * 5_500
    about = b"/Filter/FlateDecode/Type/ObjStm/N 1/First 4"
    return pdf({1: b"[" + told + b"]", 2: stream(inner, about)})


def many_copies() -> bytes:
    body = [(2, stream(b""))] * 4_000
    named = [(at + 3, specification(b"declaration.jwt", 2)) for at in range(3_000)]
    return pdf([*body, *named])


HARM: Final[dict[str, Callable[[], bytes]]] = {
    "a hundred megabytes": lambda: b"%PDF-1.7\n" + b" " * 100_000_000 + b"%%EOF",
    "spaces": lambda: filled(b" "),
    "digits": lambda: filled(b"1"),
    "numbers": lambda: filled(b"1 0 "),
    "objects": lambda: filled(b"1 0 obj<<>>endobj "),
    "one long object": lambda: b"%PDF-1.7\n1 0 obj " + b"e" * ROOM + b"\n%%EOF",
    "open brackets": lambda: b"%PDF-1.7\n1 0 obj " + b"(" * ROOM + b"\n%%EOF",
    "brackets in brackets": lambda: b"%PDF-1.7\n1 0 obj " + b"((((((" * 5_000_000 + b"\n%%EOF",
    "open dictionaries": lambda: b"%PDF-1.7\n1 0 obj /EF" + b"<<" * 3_000_000 + b" endobj\n%%EOF",
    "open lists in a trailer": lambda: b"%PDF-1.7\ntrailer " + b"[" * ROOM + b"\n%%EOF",
    "small streams": lambda: filled(b"1 0 obj<</Length 0>>stream\nendstream endobj "),
    "streams of unknown length": lambda: filled(b"1 0 obj<</Length 1 0 R>>stream\nendstream endobj "),
    "tables": lambda: filled(b"xref 0 1 "),
    "comments": lambda: filled(b"%\n"),
    "tokens": lambda: b"%PDF-1.7\n1 0 obj[/EF" + b" 1" * 3_500_000 + b"] endobj\n%%EOF",
    "a bomb among the objects": bomb,
    "a bomb for a member": lambda: packed(b" " * 300_000_000),
    "a full object stream": full_object_stream,
    "many copies": many_copies,
    "blocks of nothing": blocks_of_nothing,
    "blocks of tables": blocks_of_tables,
    "blocks of tables among the objects": lambda: blocks_of_tables(b"/Type/ObjStm/N 0/First 0"),
    "a long name": lambda: long_name(b"a"),
    "a long name in UTF-16": lambda: long_name(b"\xfe\xff" + b"\xd8\0" * 1_000),
    "a long packed name": long_packed_name,
    "a large sound stream": lambda: pdf({1: b"<<>>", 2: stream(b"\0" * 31_000_000)}),
}  # fmt: skip
