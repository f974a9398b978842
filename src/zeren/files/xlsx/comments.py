"""Comments beside cells, added to those that a sheet already has.

A comment is kept in two parts: its words in one, the box that shows them in a drawing. Both are
continued where they are there; comments of others, and conversations, stay as they are.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Final

from zeren.files.characters import printable
from zeren.files.xlsx.markup import Markup
from zeren.files.xlsx.names import cell_ref
from zeren.files.xlsx.package import Package
from zeren.files.xlsx.zipped import plain_name

CONTENT_TYPES: Final = "[Content_Types].xml"
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_COMMENTS_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# What may stand behind <legacyDrawing> in a sheet, so that it is put in before the first of them.
_BEHIND: Final = (
    "legacyDrawingHF|drawingHF|picture|oleObjects|controls|webPublishItems|tableParts|extLst"
)
_SHAPE_TYPE: Final = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_LINE: Final = 34  # characters in a line of the box
_WIDE: Final = 3  # columns
_TALL: Final = 12  # lines at most


@dataclass(frozen=True, slots=True)
class Comment:
    row: int
    column: int
    words: str

    @property
    def ref(self) -> str:
        return cell_ref(self.row, self.column)


@dataclass(frozen=True, slots=True)
class Commented:
    """The sheet's XML with its drawing named in it, and the other parts that changed or are new."""

    sheet: str
    parts: Mapping[str, bytes]


class Commenter:
    """Adds comments to the sheets of one workbook; keeps the names of new parts apart."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._types = package.read(CONTENT_TYPES).decode("utf-8", "replace")
        self._taken = set(package.parts)
        self.parts: dict[str, bytes] = {}

    def add(self, markup: Markup, sheet: str, comments: tuple[Comment, ...], *, author: str) -> str:
        """Put comments on a sheet whose XML is now `sheet`; returns that XML.

        A cell that has a comment of somebody else's gets none from us.
        """
        links = _Links.of(self._package, markup.part)
        comments = self._fresh(links, comments)
        if not comments:
            return sheet
        named = re.search(rf'<{markup.prefix}legacyDrawing\s[^>]*\bid="([^"]*)"', sheet)
        words = links.target("comments") or self._new(links, "comments", "xl/comments{}.xml")
        drawing = links.target("vmlDrawing", named[1]) if named else None
        drawing = drawing or self._new(links, "vmlDrawing", "xl/drawings/vmlDrawing{}.vml")
        self.parts[words] = self._words(words, comments, author).encode()
        self.parts[drawing] = self._drawing(drawing, comments).encode()
        if links.changed:
            self.parts[links.part] = links.text.encode()
        return sheet if named else _naming(sheet, markup.prefix, links.last)

    def content_types(self) -> None:
        """Name the kinds of the new parts; call it once at the end."""
        before = self._types
        close = re.search(r"</(\w+:)?Types>", before)
        if close is None or not self.parts:
            return
        p, added = close[1] or "", ""
        if 'Extension="vml"' not in before:
            added += f'<{p}Default Extension="vml" ContentType="{_DRAWING_TYPE}"/>'
        for name in sorted(self.parts):
            if re.fullmatch(r"xl/comments\d+\.xml", name) and f'/{name}"' not in before:
                added += f'<{p}Override PartName="/{name}" ContentType="{_COMMENTS_TYPE}"/>'
        if added:
            text = before[: close.start()] + added + before[close.start() :]
            self.parts[CONTENT_TYPES] = text.encode()

    def _fresh(self, links: _Links, comments: tuple[Comment, ...]) -> tuple[Comment, ...]:
        name = links.target("comments")
        old = self._package.read(name).decode("utf-8", "replace") if name else ""
        taken = set(re.findall(r"<(?:\w+:)?comment\b[^>]*\bref=\"([A-Z]+\d+)\"", old))
        return tuple(comment for comment in comments if comment.ref not in taken)

    def _new(self, links: _Links, kind: str, pattern: str) -> str:
        number = next(n for n in range(1, 100_000) if pattern.format(n).lower() not in self._taken)
        name = pattern.format(number)
        self._taken.add(name.lower())
        links.add(kind, name)
        return name

    def _words(self, name: str, comments: tuple[Comment, ...], author: str) -> str:
        old = self._package.read(name).decode("utf-8", "replace")
        if not old:
            old = f'{_HEAD}<comments xmlns="{_MAIN}"><authors></authors><commentList></commentList></comments>'
        old = re.sub(r"<((?:\w+:)?(?:authors|commentList))\s*/>", r"<\1></\1>", old)
        close = re.search(r"</(\w+:)?authors>", old)
        p = (close[1] or "") if close else ""
        count = len(re.findall(rf"<{p}author>|<{p}author/>", old))
        told = "".join(
            f'<{p}comment ref="{comment.ref}" authorId="{count}"><{p}text><{p}r>'
            f'<{p}rPr><{p}sz val="9"/></{p}rPr>'
            f'<{p}t xml:space="preserve">{_text(comment.words)}</{p}t></{p}r></{p}text></{p}comment>'
            for comment in sorted(comments, key=lambda one: (one.row, one.column))
        )
        old = old.replace(
            f"</{p}authors>", f"<{p}author>{_text(author)}</{p}author></{p}authors>", 1
        )
        return old.replace(f"</{p}commentList>", f"{told}</{p}commentList>", 1)

    def _drawing(self, name: str, comments: tuple[Comment, ...]) -> str:
        old = self._package.read(name).decode("utf-8", "replace")
        if not old:
            old = (
                '<xml xmlns:v="urn:schemas-microsoft-com:vml" '
                'xmlns:o="urn:schemas-microsoft-com:office:office" '
                'xmlns:x="urn:schemas-microsoft-com:office:excel">'
                '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'
            )
        numbers = [int(found) for found in re.findall(r"_x0000_s(\d+)", old)]
        first = max(numbers, default=1024) + 1
        kind = "" if 'id="_x0000_t202"' in old else _SHAPE_TYPE
        shapes = "".join(_shape(comment, first + n) for n, comment in enumerate(comments))
        close = old.rindex("</xml>")
        return old[:close] + kind + shapes + old[close:]


class _Links:
    """What a sheet is tied to: the part that lists it, read and continued."""

    def __init__(self, package: Package, part: str, text: str, base: str) -> None:
        self._package = package
        self.part = part
        self.text = text
        self.changed = False
        self.last = ""  # the id of the tie that was added last
        self._base = base

    @classmethod
    def of(cls, package: Package, sheet: str) -> _Links:
        folder, name = posixpath.split(sheet)
        part = f"{folder}/_rels/{name}.rels"
        empty = f'{_HEAD}<Relationships xmlns="{_RELATIONS}"></Relationships>'
        text = package.read(part).decode("utf-8", "replace") or empty
        text = re.sub(r"<((?:\w+:)?Relationships)\b([^>]*)/>", r"<\1\2></\1>", text)
        return cls(package, part, text, folder)

    def target(self, kind: str, id: str = "") -> str | None:  # noqa: A002 - as the format calls it
        """The part of this kind by its name in the package; None where the sheet has none.

        A name that leads to no part is no name: nothing is written outside the package.
        """
        for tag in re.findall(r"<(?:\w+:)?Relationship\s[^>]*>", self.text):
            tie = dict(re.findall(r'(\w+)\s*=\s*"([^"]*)"', tag))
            target = tie.get("Target", "")
            if tie.get("Type", "").endswith(f"/{kind}") and id in {"", tie.get("Id")}:
                whole = target[1:] if target.startswith("/") else f"{self._base}/{target}"
                part = self._package.parts.get(plain_name(posixpath.normpath(whole)))
                return part.name if part else None
        return None

    def add(self, kind: str, name: str) -> None:
        ids = set(re.findall(r'Id\s*=\s*"([^"]*)"', self.text))
        id = next(f"rIdZeren{n}" for n in range(1, 100_000) if f"rIdZeren{n}" not in ids)  # noqa: A001
        close = re.search(r"</(\w+:)?Relationships>", self.text)
        p = (close[1] or "") if close else ""
        tie = f'<{p}Relationship Id="{id}" Type="{_OFFICE}/{kind}" Target="/{name}"/>'
        self.text = self.text.replace(f"</{p}Relationships>", f"{tie}</{p}Relationships>", 1)
        self.changed = True
        self.last = id


def _naming(sheet: str, p: str, id: str) -> str:  # noqa: A002 - as the format calls it
    """The sheet with its drawing of comments named in the one place where it may be."""
    tag = f'<{p}legacyDrawing xmlns:r="{_OFFICE}" r:id="{id}"/>'
    start = sheet.rindex(f"</{p}sheetData>") if f"</{p}sheetData>" in sheet else 0
    behind = re.search(rf"<{p}(?:{_BEHIND})\b", sheet[start:])
    close = sheet.rindex(f"</{p}worksheet>")
    at = start + behind.start() if behind else close
    return sheet[:at] + tag + sheet[at:]


def _text(words: str) -> str:
    return escape(printable(words), quote=False)


def _shape(comment: Comment, number: int) -> str:
    """A hidden box that appears when somebody points at the cell, as large as its words need."""
    lines = sum(1 + _width(line) // _LINE for line in comment.words.split("\n"))
    tall = min(max(lines, 3), _TALL)
    row, column = comment.row - 1, comment.column - 1
    anchor = f"{column + 1}, 15, {max(row - 1, 0)}, 10, {column + 1 + _WIDE}, 30, {max(row - 1, 0) + tall}, 4"
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;'
        f"margin-left:60pt;margin-top:2pt;width:240pt;height:{tall * 13}pt;z-index:{number - 1024};"
        'visibility:hidden" fillcolor="#fffbe6" o:insetmode="auto"><v:fill color2="#fffbe6"/>'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )


def _width(line: str) -> int:
    return sum(2 if ord(character) > 0x2E7F else 1 for character in line)  # noqa: PLR2004
