"""A workbook that the guard let in: its bytes and its parts by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from zeren.files.xlsx.names import Contents, read_contents
from zeren.files.xlsx.refusals import refuse
from zeren.files.xlsx.zipped import MAX_INFLATED, Part, inflated, plain_name

WORKBOOK: Final = "xl/workbook.xml"
RELATIONS: Final = "xl/_rels/workbook.xml.rels"
TEXTS: Final = "xl/sharedstrings.xml"
MARKUP: Final = (".xml", ".rels", ".vml")


class Package(NamedTuple):
    """The parts go by their plain name: small letters, forward slashes."""

    file: str
    data: bytes
    parts: Mapping[str, Part]

    def read(self, name: str) -> bytes:
        """The content of a part; empty where there is none."""
        part = self.parts.get(plain_name(name))
        if part is None:
            return b""
        return b"".join(inflated(self.data, part, budget=MAX_INFLATED, file=self.file))

    def contents(self) -> Contents:
        """The sheets and defined names; raises `Refused` where they cannot be read."""
        from xml.parsers.expat import ExpatError

        try:
            return read_contents(self.read(WORKBOOK), self.read(RELATIONS))
        except ExpatError as fault:
            raise refuse("file-damaged", file=self.file, part=WORKBOOK) from fault
