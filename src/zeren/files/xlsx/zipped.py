"""The parts of a zipped document, read strictly: one meaning only, every size checked while inflating.

A zip can be read in several ways: two directories, two names for one part, parts that share bytes,
sizes that lie. Whatever is not plain is refused, so that no later reader sees another file than
the one that was checked. Spreadsheet programs write plain zips.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from struct import Struct
from typing import Final, NamedTuple

from zeren.faults import told
from zeren.files.characters import printable
from zeren.files.xlsx.refusals import refuse
from zeren.problems import Refused
from zeren.text import Text

MEGABYTE: Final = 1 << 20
MAX_FILE: Final = 64 * MEGABYTE
MAX_PARTS: Final = 2_000
MAX_INFLATED: Final = 64 * MEGABYTE
CHUNK: Final = MEGABYTE

_END: Final = Struct("<4s4H2LH")
_ENTRY: Final = Struct("<4s6H3L5H2L")
_LOCAL: Final = Struct("<4s5H3L2H")
_BLOCK: Final = MEGABYTE // 4
_STORED: Final = 0
_DEFLATED: Final = 8
_ENCRYPTED: Final = 0x41  # traditional and strong encryption
_UTF8: Final = 0x800
_SECOND_NAME: Final = 0x7075  # an extra field that gives a part another name
_NOT_HERE: Final = 0xFFFFFFFF  # the real number stands in a zip64 field
_LINK: Final = 0o12
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Part(NamedTuple):
    """A member of the zip: its name, where its packed bytes lie, and what the file says of it."""

    name: str
    start: int
    packed: int
    size: int
    crc: int
    method: int


def read_file(path: Path) -> bytes:
    """All bytes of the file, at most 64 MB; refused with a clear word where that fails."""
    file = path.name
    try:
        size = path.stat().st_size if path.is_file() else None
        if size is None:
            raise refuse("file-missing", file=file)
        if size > MAX_FILE:
            raise _too_large(file, size)
        with path.open("rb") as stream:
            data = stream.read(MAX_FILE + 1)
    except OSError as fault:
        why, remedy = told(fault)
        raise refuse("file-unreadable", file=file, why=why, remedy=remedy) from fault
    except ValueError as fault:  # a zero byte
        raise refuse("file-odd-name", file=printable(file)) from fault
    if len(data) > MAX_FILE:
        raise _too_large(file, len(data))
    return data


def _too_large(file: str, size: int) -> Refused:
    return refuse(
        "file-too-large", file=file, size=-(-size // MEGABYTE), limit=MAX_FILE // MEGABYTE
    )


def read_parts(data: bytes, *, file: str) -> tuple[Part, ...]:
    """The members in the order of the directory; raises `Refused` for all that is not a plain zip."""
    if not data:
        raise refuse("file-empty", file=file)
    if data.startswith(_OLE):
        raise _old_office(data, file)
    if not data.startswith(b"PK\x03\x04"):
        raise refuse("file-no-workbook", file=file)
    first, end, count = _directory(data, file)
    parts, position = [], first
    for _ in range(count):
        part, position = _part(data, position, file)
        parts.append(part)
    if position != end:
        raise refuse("file-damaged", file=file, part="zip")
    _refuse_unsafe_names(parts, file)
    _refuse_shared_bytes(parts, first, file)
    return tuple(parts)


def inflated(data: bytes, part: Part, *, budget: int, file: str) -> Iterator[bytes]:
    """The part's content in chunks of at most a megabyte; no more than `budget` bytes in all."""
    packed = memoryview(data)[part.start : part.start + part.packed]
    size, crc = 0, 0
    try:
        for chunk in _chunks(packed, part.method):
            size += len(chunk)
            crc = zlib.crc32(chunk, crc)
            if size > budget:
                raise refuse(
                    "file-unpacks-too-large",
                    file=file,
                    part=part.name,
                    limit=MAX_INFLATED // MEGABYTE,
                )
            yield chunk
    except zlib.error as fault:
        raise refuse("file-damaged", file=file, part=part.name) from fault
    if size != part.size or crc != part.crc:
        raise refuse("file-false-size", file=file, part=part.name)


def _chunks(packed: memoryview, method: int) -> Iterator[bytes]:
    blocks = (bytes(packed[at : at + _BLOCK]) for at in range(0, len(packed), _BLOCK))
    if method == _STORED:
        yield from blocks
        return
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    for block in blocks:
        rest = block
        while rest and not inflate.eof:
            chunk = inflate.decompress(rest, CHUNK)
            rest = inflate.unconsumed_tail
            yield chunk
    if rest := inflate.flush():
        yield rest
    if not inflate.eof or inflate.unused_data:
        message = "the packed bytes do not end where the file says"
        raise zlib.error(message)


def _directory(data: bytes, file: str) -> tuple[int, int, int]:
    """Where the central directory begins and ends, and how many parts it lists."""
    tail = max(0, len(data) - 0xFFFF - _END.size)
    end = data.rfind(b"PK\x05\x06", tail)
    if end < 0 or end + _END.size > len(data):
        raise refuse("file-cut-off", file=file)
    _, disk, first_disk, here, count, size, first, comment = _END.unpack_from(data, end)
    if disk or first_disk or here != count or end + _END.size + comment != len(data):
        raise refuse("file-damaged", file=file, part="zip")
    if count > MAX_PARTS:
        raise refuse("file-too-many-parts", file=file, count=count, limit=MAX_PARTS)
    if first + size != end:
        raise refuse("file-damaged", file=file, part="zip")
    return first, end, count


def _part(data: bytes, position: int, file: str) -> tuple[Part, int]:
    if data[position : position + 4] != b"PK\x01\x02" or position + _ENTRY.size > len(data):
        raise refuse("file-damaged", file=file, part="zip")
    entry = _ENTRY.unpack_from(data, position)
    _, _, _, flags, method, _, _, crc, packed, size = entry[:10]
    name_size, extra_size, comment_size, _, _, outside, local = entry[10:]
    after = position + _ENTRY.size + name_size
    raw = data[position + _ENTRY.size : after]
    name = raw.decode("utf-8" if flags & _UTF8 else "cp437", "replace")
    if _NOT_HERE in (packed, size, local) or _renamed(data[after : after + extra_size]):
        raise refuse("file-odd-part", file=file, part=_shown(name))
    if flags & _ENCRYPTED:
        raise refuse("file-password", file=file)
    if method not in {_STORED, _DEFLATED}:
        raise refuse("file-unknown-packing", file=file, part=_shown(name))
    if outside >> 28 == _LINK:
        raise refuse("file-link", file=file, part=_shown(name))
    start = _content(data, local, raw, method)
    if start is None:
        raise refuse("file-damaged", file=file, part=_shown(name))
    return Part(name, start, packed, size, crc, method), after + extra_size + comment_size


def _content(data: bytes, local: int, name: bytes, method: int) -> int | None:
    """Where the packed bytes begin, if the local header tells the same story as the directory."""
    if data[local : local + 4] != b"PK\x03\x04" or local + _LOCAL.size > len(data):
        return None
    header = _LOCAL.unpack_from(data, local)
    name_size, extra_size = header[9:]
    after = local + _LOCAL.size
    same = header[3] == method and data[after : after + name_size] == name
    return after + name_size + extra_size if same and not header[2] & _ENCRYPTED else None


def _renamed(extra: bytes) -> bool:
    position = 0
    while position + 4 <= len(extra):
        if int.from_bytes(extra[position : position + 2], "little") == _SECOND_NAME:
            return True
        position += 4 + int.from_bytes(extra[position + 2 : position + 4], "little")
    return False


def plain_name(name: str) -> str:
    """The name as readers compare it: forward slashes, small letters."""
    return name.replace("\\", "/").lower()


def _shown(name: str) -> str:
    """A name that nobody has checked, safe to print."""
    return ascii(name)[1:-1][:80]


def _refuse_unsafe_names(parts: list[Part], file: str) -> None:
    seen = set()
    for part in parts:
        name = plain_name(part.name)
        unsafe = not name.isprintable() or name.startswith("/") or ":" in name
        if unsafe or ".." in name.split("/"):
            raise refuse("file-odd-part", file=file, part=_shown(part.name))
        if name in seen:
            raise refuse("file-twice", file=file, part=part.name)
        seen.add(name)


def _refuse_shared_bytes(parts: list[Part], end: int, file: str) -> None:
    """Parts that share packed bytes are how a small zip unpacks into a huge one."""
    spans = sorted((part.start, part.start + part.packed, part.name) for part in parts)
    for (_, stop, name), (start, _, _) in pairwise([*spans, (end, end, "")]):
        if stop > start:
            raise refuse("file-false-size", file=file, part=name)


def _old_office(data: bytes, file: str) -> Refused:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return refuse("file-password", file=file)
    for stream, kind in (
        ("Workbook", Text("旧版 Excel 文件（.xls）", "an old Excel file (.xls)")),
        ("Book", Text("旧版 Excel 文件（.xls）", "an old Excel file (.xls)")),
        ("WordDocument", Text("旧版 Word 文件（.doc）", "an old Word file (.doc)")),
    ):
        if stream.encode("utf-16-le") in data:
            return refuse("file-other-kind", file=file, kind=kind)
    return refuse("file-no-workbook", file=file)
