"""The `.zeren` file: the members of a declaration in a plain zip, nothing else and nothing hidden."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Final

from zeren.declare.package import MEMBER, MOST_BYTES, MOST_DEFLATED, Package
from zeren.files.envelope_refusals import refuse, shown
from zeren.files.xlsx.zipped import Part, inflated, read_parts
from zeren.problems import Refused

_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)  # the first that a zip can hold
_UNIX: Final = 3
_FILE: Final = 0o100644 << 16
_LOCAL_HEADER: Final = 30
_SIZES_AT: Final = 26
_DESCRIPTOR: Final = 16
_OFFICE: Final[Mapping[str, str]] = {  # where each keeps its content
    "xl/": "envelope-workbook",
    "word/": "envelope-document",
    "ppt/": "envelope-slides",
}
_OF_ZIPS: Final[Mapping[str, str]] = {
    "file-no-workbook": "envelope-kind",
    "file-cut-off": "envelope-cut-off",
    "file-password": "envelope-password",
    "file-unknown-packing": "envelope-packing",
    "file-link": "envelope-link",
    "file-twice": "envelope-same-name",
    "file-false-size": "envelope-false-size",
    "file-odd-part": "envelope-odd-zip",
    "file-unpacks-too-large": "envelope-unpacks-too-large",
}


def write_bundle(package: Package) -> bytes:
    """The members as a zip; equal members give equal bytes on every machine, so nothing is packed."""
    from zipfile import ZIP_STORED, ZipFile, ZipInfo

    written = BytesIO()
    with ZipFile(written, "w") as target:
        for name, content in sorted(package.members.items()):
            if not MEMBER.fullmatch(name):
                raise ValueError(f"no member of a declaration: {name!r}")
            entry = ZipInfo(name, _FIRST_DAY)
            entry.compress_type = ZIP_STORED
            entry.create_system = _UNIX
            entry.external_attr = _FILE
            target.writestr(entry, content)
    return written.getvalue()


def read_bundle(data: bytes, *, file: str) -> Package:
    """The members; raises `Refused` for whatever is not a plain zip of members, one meaning only."""
    parts = _parts(data, file)
    _refuse_others([part.name for part in parts], file)
    _refuse_hidden(data, parts, file)
    if sum(part.packed for part in parts if part.method) > MOST_DEFLATED:
        raise refuse("envelope-too-complicated", file=file)
    members: dict[str, bytes] = {}
    left = MOST_BYTES
    for part in parts:
        members[part.name] = _content(data, part, left, file)
        left -= len(members[part.name])
    return Package(members)


def _refuse_others(names: Sequence[str], file: str) -> None:
    """Beside members nothing lies; a zip of anything else is told by what people know it as."""
    others = [name for name in names if not MEMBER.fullmatch(name)]
    if not others:
        return
    code = "envelope-other-member"
    if len(others) == len(names):
        of_office = (code for top, code in _OFFICE.items() if any(map(_within(top), names)))
        code = next(of_office, "envelope-other-zip")
    raise refuse(code, file=file, part=shown(others[0]))


def _within(folder: str) -> Callable[[str], bool]:
    return lambda name: name.startswith(folder)


def _parts(data: bytes, file: str) -> tuple[Part, ...]:
    try:
        return read_parts(data, file=file)
    except Refused as refused:
        raise _in_our_words(refused, file) from refused


def _content(data: bytes, part: Part, budget: int, file: str) -> bytes:
    try:
        content = b"".join(inflated(data, part, budget=budget, file=file))
    except Refused as refused:
        raise _in_our_words(refused, file) from refused
    if content.startswith((b"PK\x03\x04", b"%PDF-")):
        raise refuse("envelope-nested", file=file, part=part.name)
    return content


def _in_our_words(refused: Refused, file: str) -> Refused:
    """The reader of zips speaks of workbooks."""
    code = _OF_ZIPS.get(refused.problems[0].code, "envelope-damaged")
    return refuse(code, file=file, limit=MOST_BYTES // 1_000_000)


def _refuse_hidden(data: bytes, parts: Sequence[Part], file: str) -> None:
    """Each part begins where the one before ended; the directory begins after the last."""
    at = 0
    for part in sorted(parts, key=lambda part: part.start):
        at = _after_descriptor(data, at)
        name_size = int.from_bytes(data[at + _SIZES_AT : at + _SIZES_AT + 2], "little")
        extra_size = int.from_bytes(data[at + _SIZES_AT + 2 : at + _LOCAL_HEADER], "little")
        if (
            not data.startswith(b"PK\x03\x04", at)
            or at + _LOCAL_HEADER + name_size + extra_size != part.start
        ):
            raise refuse("envelope-hidden", file=file)
        at = part.start + part.packed
    if not data.startswith(b"PK\x01\x02", _after_descriptor(data, at)):
        raise refuse("envelope-hidden", file=file)


def _after_descriptor(data: bytes, at: int) -> int:
    """Where a program wrote sizes behind the content, they end here."""
    return at + _DESCRIPTOR if data.startswith(b"PK\x07\x08", at) else at
