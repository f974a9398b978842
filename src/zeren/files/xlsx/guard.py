"""The guard before every workbook: what would choke or cheat a reader is refused, in words.

Each part is inflated once, in pieces, and looked at as bytes. Ordinary sheets pass on one regular
expression; only a workbook with cells far out, or written unlike any spreadsheet program, is
measured exactly. The reader behind the guard keeps a sheet as a full rectangle and copies a shared
text into every cell that uses it, so it is the rectangle and the copies that are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from zeren.files.xlsx.measure import measure
from zeren.files.xlsx.names import column_number
from zeren.files.xlsx.package import MARKUP, RELATIONS, TEXTS, WORKBOOK, Package
from zeren.files.xlsx.refusals import refuse
from zeren.files.xlsx.zipped import (
    CHUNK,
    MAX_INFLATED,
    MEGABYTE,
    Part,
    inflated,
    plain_name,
    read_file,
    read_parts,
)
from zeren.problems import Problem, Refused
from zeren.text import Text

MAX_AREA: Final = 2_000_000  # cells in the rectangle around the filled cells of a sheet
MAX_SHEETS: Final = 500
MAX_NAMES: Final = 20_000
MAX_MERGES: Final = 50_000
MAX_TEXTS: Final = 500_000  # different ones
MAX_TEXT: Final = 64 * MEGABYTE  # of all cells, a shared text counted wherever it is used


_CARRY: Final = 1 << 16
_ATTRIBUTES: Final = rb'(?: (?:[a-qs-z]|cm|vm|ph)="\w*+")*+/?>'
# Cells in A1:ZZ1999, or in A1:Z69999: either rectangle is under the limit.
_NOT_NEAR: Final = re.compile(
    rb'<c(?=[\s/>])(?! r="[A-Z]{1,2}+(?:1[0-9]{3}|[1-9][0-9]{0,2})"' + _ATTRIBUTES + rb")"
)
_NOT_NARROW: Final = re.compile(
    rb'<c(?=[\s/>])(?! r="[A-Z](?:[1-6][0-9]{4}|[1-9][0-9]{0,3})"' + _ATTRIBUTES + rb")"
)
_PREFIXED: Final = re.compile(rb":c[\s/>]")
_ANNOUNCED: Final = re.compile(rb"uniqueCount\s*=\s*[\"']\s*\+?([0-9]{1,30})")
_SHEET: Final = re.compile(rb"[<:]sheet[\s/>]")
_NAME: Final = re.compile(rb"[<:]definedName[\s/>]")
_FAR_MERGE: Final = re.compile(
    rb'ref="([A-Z]{1,3})([0-9]{1,7}):(?=[A-Z]{3}|[A-Z]{1,2}[0-9]{4})([A-Z]{1,3})([0-9]{1,7})"'
)
_ENCODING: Final = re.compile(rb"<\?xml[^>]*\bencoding\s*=\s*[\"']([^\"']*)")
_UTF8: Final = (b"utf-8", b"utf8", b"us-ascii", b"ascii")
_LOCKS: Final = ("~$", ".~")  # what Excel and WPS, and LibreOffice, leave beside an open workbook
_OTHER_KINDS: Final = {
    "word/document.xml": Text(" Word 文档", "a Word document"),
    "ppt/presentation.xml": Text("演示文稿", "a presentation"),
    "xl/workbook.bin": Text("二进制工作簿（.xlsb）", "a binary workbook (.xlsb)"),
    "content.xml": Text(" OpenDocument 文件（如 .ods）", "an OpenDocument file (such as .ods)"),
    "index/document.iwa": Text(" Apple Numbers 表格", "an Apple Numbers spreadsheet"),
}


def check_workbook(path: Path) -> tuple[Problem, ...]:
    """What speaks against opening this file; nothing if it is a sound .xlsx workbook."""
    try:
        admit(path)
    except Refused as refused:
        return refused.problems
    return ()


def admit(path: Path) -> Package:
    """The workbook once it has passed every check; raises `Refused`."""
    if path.name.startswith(_LOCKS):
        raise refuse("file-lock", file=path.name)
    return admit_bytes(read_file(path), file=path.name)


def admit_bytes(data: bytes, *, file: str) -> Package:
    """As `admit`, for bytes already in hand."""
    parts = {plain_name(part.name): part for part in read_parts(data, file=file)}
    _refuse_other_kinds(parts, file)
    look = _Look(data, file)
    for part in parts.values():
        look.at(part)
    package = Package(file, data, parts)
    _refuse_hidden_sheets(package)
    if look.exact or look.copied_text > MAX_TEXT:
        measure(package, max_area=MAX_AREA, max_text=MAX_TEXT)
    return package


def _refuse_other_kinds(parts: Mapping[str, Part], file: str) -> None:
    if WORKBOOK in parts and RELATIONS in parts:
        return
    for name, kind in _OTHER_KINDS.items():
        if name in parts:
            raise refuse("file-other-kind", file=file, kind=kind)
    raise refuse("file-no-workbook", file=file)


def _refuse_hidden_sheets(package: Package) -> None:
    """A part that was not looked at as XML may not be named as a sheet."""
    relations = package.read(RELATIONS).lower()
    if b"&#" in relations:
        raise refuse("file-odd-part", file=package.file, part=RELATIONS)
    for name, part in package.parts.items():
        last = name.rpartition("/")[2].encode()  # empty for a folder
        other = last and not name.endswith(MARKUP) and last != b"vbaproject.bin"
        if other and last in relations:
            raise refuse("file-odd-part", file=package.file, part=part.name)


class _Look:
    """One look at every byte, in pieces that never cut a tag."""

    def __init__(self, data: bytes, file: str) -> None:
        self.file = file
        self.exact = False
        self._data = data
        self._left = MAX_INFLATED
        self._texts = self._different = self._longest = self._run = 0
        self._sheets = self._names = self._merges = self._merged = 0

    @property
    def copied_text(self) -> int:
        """What all cells' texts would take if each were the longest: more than they do."""
        return self._texts * self._longest

    def at(self, part: Part) -> None:
        chunks = inflated(self._data, part, budget=self._left, file=self.file)
        if plain_name(part.name).endswith(MARKUP):
            near = narrow = True
            for piece in self._pieces(chunks, part):
                self._count(piece, part)
                strange = _PREFIXED.search(piece) is not None
                near = near and not strange and not _NOT_NEAR.search(piece)
                if part.size > CHUNK or not near:
                    narrow = narrow and not strange and not _NOT_NARROW.search(piece)
            self.exact = self.exact or not (near or narrow)
        else:
            for chunk in chunks:
                self._refuse_nested(chunk, part)
        self._left -= part.size

    def _pieces(self, chunks: Iterator[bytes], part: Part) -> Iterator[bytes]:
        """The chunks, cut before a row, a cell or at least a tag."""
        piece = next(chunks, b"")
        self._refuse_nested(piece, part)
        _refuse_other_encodings(piece, part, self.file)
        for chunk in chunks:
            tags = (piece.rfind(tag, -_CARRY) for tag in (b"<row ", b"<c ", b"<"))
            cut = next((at for at in tags if at > 0), len(piece))
            if cut == len(piece) and piece.rfind(b"<") > piece.rfind(b">"):
                raise refuse("file-damaged", file=self.file, part=part.name)
            yield piece[:cut]
            piece = piece[cut:] + chunk
        yield piece

    def _refuse_nested(self, start: bytes, part: Part) -> None:
        if start.startswith(b"PK\x03\x04"):
            raise refuse("file-nested", file=self.file, part=part.name)

    def _count(self, piece: bytes, part: Part) -> None:
        if b"DOCTYPE" in piece and b"<!DOCTYPE" in piece:
            raise refuse("file-document-type", file=self.file, part=part.name)
        name = plain_name(part.name)
        if name == WORKBOOK:
            self._count_contents(piece)
        elif name == TEXTS:
            self._count_texts(piece, part)
        self._texts += piece.count(b't="s"')
        if b"mergeCell " in piece:
            self._count_merges(piece)

    def _count_contents(self, piece: bytes) -> None:
        self._sheets += len(_SHEET.findall(piece))
        self._names += len(_NAME.findall(piece))
        if self._sheets > MAX_SHEETS:
            raise refuse("workbook-too-many-sheets", file=self.file, limit=MAX_SHEETS)
        if self._names > MAX_NAMES:
            raise refuse("workbook-too-many-names", file=self.file, limit=f"{MAX_NAMES:,}")

    def _count_texts(self, piece: bytes, part: Part) -> None:
        """Find the longest shared text; comments could hide its length, so they count in full.

        The reader makes room for as many texts as the part announces, so it may not boast.
        """
        for announced in _ANNOUNCED.findall(piece):
            if int(announced) > part.size:
                raise refuse("file-false-size", file=self.file, part=part.name)
        first, *others = map(len, piece.split(b"</si>"))
        self._different += len(others)
        if self._different > MAX_TEXTS:
            raise refuse("workbook-too-many-texts", file=self.file, limit=f"{MAX_TEXTS:,}")
        self._run += first
        self._longest = max(self._longest, self._run, *others)
        self._run = others[-1] if others else self._run
        if b"<!" in piece:
            self._longest = part.size

    def _count_merges(self, piece: bytes) -> None:
        self._merges += piece.count(b"mergeCell ")
        for left, top, right, bottom in _FAR_MERGE.findall(piece):
            columns = column_number(right.decode()) - column_number(left.decode()) + 1
            self._merged += columns * (int(bottom) - int(top) + 1)
        if self._merges > MAX_MERGES or self._merged > MAX_AREA:
            raise refuse("workbook-too-many-merges", file=self.file)


def _refuse_other_encodings(head: bytes, part: Part, file: str) -> None:
    """Only UTF-8 can be looked at as bytes; spreadsheet programs write nothing else."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:200]
    declared = _ENCODING.match(start)
    utf8 = declared is None or declared[1].lower() in _UTF8
    if (start and not start.startswith(b"<")) or b"\0" in start or not utf8:
        raise refuse("file-not-utf8", file=file, part=part.name)
