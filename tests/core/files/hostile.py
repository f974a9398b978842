"""Files that mean harm, made on the spot: each takes milliseconds to make and little disk."""

from __future__ import annotations

import re
import struct
import warnings
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SHEET: Final = "xl/worksheets/sheet1.xml"
_TEXTS: Final = "xl/sharedStrings.xml"
_MEGABYTE: Final = 1 << 20

Content = str | bytes | Iterable[bytes]


def sheet(rows: str = "", *, before: str = "", after: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def texts(items: str) -> str:
    return f'<sst xmlns="{MAIN}">{items}</sst>'


def parts(rows: str = "", *, sheets: str = "") -> dict[str, Content]:
    """A small sound workbook with one sheet."""
    listed = sheets or '<sheet name="Data" sheetId="1" r:id="rId1"/>'
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{_LINKS}"><sheets>{listed}</sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_LINKS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
        ),
        _SHEET: sheet(rows),
    }


def write(path: Path, content: Mapping[str, Content]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for name, content_of in content.items():
            with file.open(name, "w", force_zip64=False) as part:
                for chunk in _chunks(content_of):
                    part.write(chunk)
    return path


def _chunks(content: Content) -> Iterable[bytes]:
    if isinstance(content, str):
        return (content.encode(),)
    return (content,) if isinstance(content, bytes) else content


def rows_from_a_to_xfd(path: Path) -> Path:
    def chunks() -> Iterable[bytes]:
        yield f'<worksheet xmlns="{MAIN}"><sheetData>'.encode()
        for start in range(1, 400_000, 4_000):
            yield "".join(
                f'<row r="{row}"><c r="A{row}"><v>1</v></c><c r="XFD{row}"><v>1</v></c></row>'
                for row in range(start, start + 4_000)
            ).encode()
        yield b"</sheetData></worksheet>"

    return write(path, parts() | {_SHEET: chunks()})


def one_text_of_300_megabytes(path: Path) -> Path:
    def chunks() -> Iterable[bytes]:
        yield f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'.encode()
        yield from (b"A" * _MEGABYTE for _ in range(300))
        yield b"</t></is></c></row></sheetData></worksheet>"

    return write(path, parts() | {_SHEET: chunks()})


def one_text_used_everywhere(path: Path) -> Path:
    """A megabyte of text, shown in 100,000 cells: 100 GB once every cell has its own copy."""
    rows = "".join(
        f'<row r="{row}">'
        + "".join(f'<c r="{column}{row}" t="s"><v>0</v></c>' for column in "ABCDEFGHIJ")
        + "</row>"
        for row in range(1, 10_001)
    )
    return write(path, parts(rows) | {_TEXTS: texts(f"<si><t>{'A' * _MEGABYTE}</t></si>")})


def a_text_hidden_by_comments(path: Path) -> Path:
    """As before, but the text is cut by comments that look like ends."""
    text = ("A" * 50_000 + "<!-- </si> -->") * 20
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 9_999)
    )
    return write(path, parts(rows) | {_TEXTS: texts(f"<si><t>{text}</t></si>")})


def millions_of_texts(path: Path) -> Path:
    chunk = b"<si><t>a</t></si>" * (_MEGABYTE // 17)
    start, end = f'<sst xmlns="{MAIN}">'.encode(), b"</sst>"
    return write(path, parts() | {_TEXTS: (start, *(chunk for _ in range(100)), end)})


def room_for_billions_of_texts(path: Path) -> Path:
    boast = f'<sst xmlns="{MAIN}" uniqueCount="4294967295"><si><t>a</t></si></sst>'
    return write(path, parts() | {_TEXTS: boast})


def a_million_sheets(path: Path) -> Path:
    chunk = b"".join(b'<sheet name="%d" sheetId="%d" r:id="rId1"/>' % (n, n) for n in range(10_000))
    start = f'<workbook xmlns="{MAIN}" xmlns:r="{_LINKS}"><sheets>'.encode()
    content = (start, *(chunk for _ in range(100)), b"</sheets></workbook>")
    return write(path, parts() | {"xl/workbook.xml": content})


def a_million_parts(path: Path) -> Path:
    """A directory that lists a million parts; there are none."""
    write(path, parts())
    data = path.read_bytes()
    end = data.rfind(b"PK\x05\x06")
    entry = data[data.find(b"PK\x01\x02") : data.find(b"PK\x01\x02", data.find(b"PK\x01\x02") + 4)]
    first = data.find(b"PK\x01\x02")
    listed = entry * 65_535
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65_535, 65_535, len(listed), first, 0)
    path.write_bytes(data[:first] + listed + tail)
    assert end > first
    return path


def millions_of_merges(path: Path) -> Path:
    chunk = b'<mergeCell ref="A1:B2"/>' * 20_000
    start = f'<worksheet xmlns="{MAIN}"><sheetData/><mergeCells>'.encode()
    end = b"</mergeCells></worksheet>"
    return write(path, parts() | {_SHEET: (start, *(chunk for _ in range(100)), end)})


def one_merge_over_everything(path: Path) -> Path:
    merge = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    return write(path, parts() | {_SHEET: sheet(after=merge)})


def two_cells_far_apart(path: Path) -> Path:
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return write(path, parts(far))


def far_apart_after_a_trick(tag: str) -> Callable[[Path], Path]:
    """The far cell is written so that a careless look misses it."""

    def make(path: Path) -> Path:
        near = '<row r="1"><c r="A1"><v>1</v></c></row>'
        return write(path, parts(f'{near}<row r="1048576">{tag}<v>1</v></c></row>'))

    return make


def far_apart_by_counting(path: Path) -> Path:
    """No addresses at all: 2,000 cells in the first row, then 2,000 rows."""
    wide, tall = "<c><v>1</v></c>" * 2_000, "<row><c><v>1</v></c></row>" * 2_000
    return write(path, parts(f"<row>{wide}</row>{tall}"))


def far_apart_behind_a_prefix(path: Path) -> Path:
    cells = (
        '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>'
        '<x:row r="1048576"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>'
    )
    content = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{cells}</x:sheetData></x:worksheet>'
    return write(path, parts() | {_SHEET: content})


def a_sheet_dressed_as_a_picture(path: Path) -> Path:
    content = parts()
    relations = str(content["xl/_rels/workbook.xml.rels"])
    content["xl/_rels/workbook.xml.rels"] = relations.replace(
        "worksheets/sheet1.xml", "media/image1.png"
    )
    content["xl/media/image1.png"] = content.pop(_SHEET)
    return write(path, content)


def a_cell_beyond_the_last(path: Path) -> Path:
    return write(path, parts('<row r="1"><c r="ZZZZZZZZ1"><v>1</v></c></row>'))


def with_part(name: str, content: Content = "x") -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        return write(path, parts() | {name: content})

    return make


def with_declaration(name: str, declaration: str) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        content = parts()
        content[name] = declaration + str(content.get(name, "<a/>"))
        return write(path, content)

    return make


def the_same_part_twice(path: Path) -> Path:
    write(path, parts())
    with warnings.catch_warnings(), zipfile.ZipFile(path, "a") as file:
        warnings.simplefilter("ignore")
        file.writestr("xl/worksheets/SHEET1.xml", sheet())
    return path


def a_link(path: Path) -> Path:
    write(path, parts())
    link = zipfile.ZipInfo("xl/media/image1.png")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "a") as file:
        file.writestr(link, "/etc/passwd")
    return path


def another_name_in_the_margin(path: Path) -> Path:
    """A Unicode path field gives the part a second name, which some readers prefer."""
    write(path, parts())
    other = zipfile.ZipInfo("docProps/other.bin")
    name = b"xl/worksheets/sheet1.xml"
    other.extra = struct.pack("<HHBL", 0x7075, 5 + len(name), 1, 0) + name
    with zipfile.ZipFile(path, "a") as file:
        file.writestr(other, sheet())
    return path


def locked_as_a_zip(path: Path) -> Path:
    data = bytearray(write(path, parts()).read_bytes())
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for match in re.finditer(re.escape(header), bytes(data)):
            data[match.start() + flags] |= 1
    path.write_bytes(data)
    return path


def a_false_size(size: int) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        data = bytearray(write(path, parts()).read_bytes())
        entry = data.rfind(b"PK\x01\x02")
        data[entry + 24 : entry + 28] = struct.pack("<L", size)
        path.write_bytes(data)
        return path

    return make


def parts_that_share_bytes(path: Path) -> Path:
    """One stored part holds the packed bytes of the others as its content."""
    inner = write(path, parts()).read_bytes()
    first = inner.find(b"PK\x01\x02")
    packed = inner[:first]
    header = struct.pack(
        "<4s5H3L2H", b"PK\x03\x04", 20, 0, 0, 0, 0, 0, len(packed), len(packed), 1, 0
    )
    shift = len(header) + 1
    directory = bytearray(inner[first : inner.rfind(b"PK\x05\x06")])
    for match in re.finditer(b"PK\x01\x02", bytes(directory)):
        at = match.start() + 42
        offset = struct.unpack_from("<L", directory, at)[0] + shift
        directory[at : at + 4] = struct.pack("<L", offset)
    own = struct.pack(
        "<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0,
        len(packed), len(packed), 1, 0, 0, 0, 0, 0, 0,
    )  # fmt: skip
    listed = own + b"a" + bytes(directory)
    count = len(parts()) + 1
    start = shift + len(packed)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(listed), start, 0)
    path.write_bytes(header + b"a" + packed + listed + end)
    return path


def ole(stream: str) -> Callable[[Path], Path]:
    """What a password-protected .xlsx or an old .xls is on the outside."""

    def make(path: Path) -> Path:
        path.write_bytes(_OLE + b"\0" * 1_000 + stream.encode("utf-16-le") + b"\0" * 2_000)
        return path

    return make


def raw(content: bytes) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return make


def cut_in_half(path: Path) -> Path:
    data = write(path, parts()).read_bytes()
    path.write_bytes(data[: len(data) // 2])
    return path


def only(*names: str) -> Callable[[Path], Path]:
    """A zip that is some other kind of document."""

    def make(path: Path) -> Path:
        return write(path, dict.fromkeys(names, "<a/>"))

    return make


_DTD: Final = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
_LAUGHS: Final = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'

# name → (how to make it, the problem it must give); these would eat time or memory
BOMBS: Final[Mapping[str, tuple[Callable[[Path], Path], str]]] = {
    "rows from A to XFD": (rows_from_a_to_xfd, "workbook-too-far"),
    "one text of 300 MB": (one_text_of_300_megabytes, "file-unpacks-too-large"),
    "one text used everywhere": (one_text_used_everywhere, "workbook-too-much-text"),
    "a text hidden by comments": (a_text_hidden_by_comments, "workbook-too-much-text"),
    "millions of texts": (millions_of_texts, "workbook-too-many-texts"),
    "room for billions of texts": (room_for_billions_of_texts, "file-false-size"),
    "a million sheets": (a_million_sheets, "workbook-too-many-sheets"),
    "a million parts": (a_million_parts, "file-too-many-parts"),
    "millions of merges": (millions_of_merges, "workbook-too-many-merges"),
    "one merge over everything": (one_merge_over_everything, "workbook-too-many-merges"),
    "two cells far apart": (two_cells_far_apart, "workbook-too-far"),
    "far apart by counting": (far_apart_by_counting, "workbook-too-far"),
    "far apart behind a prefix": (far_apart_behind_a_prefix, "workbook-too-far"),
    "far apart, address in single quotes": (
        far_apart_after_a_trick("<c r='XFD1048576'>"),
        "workbook-too-far",
    ),
    "far apart, address after a bracket": (
        far_apart_after_a_trick('<c s=">" r="XFD1048576">'),
        "workbook-too-far",
    ),
    "far apart, address after spaces": (
        far_apart_after_a_trick('<c\n\t r = "XFD1048576">'),
        "workbook-too-far",
    ),
    "far apart, an empty cell that is none": (
        far_apart_after_a_trick('<c r="XFD1048576" s="/">'),
        "workbook-too-far",
    ),
    "far apart, two addresses": (
        far_apart_after_a_trick('<c r="A2" r="XFD1048576">'),
        "file-damaged",
    ),
    "a sheet dressed as a picture": (a_sheet_dressed_as_a_picture, "file-odd-part"),
}

# these would mislead or harm
CHEATS: Final[Mapping[str, tuple[Callable[[Path], Path], str]]] = {
    "a cell beyond the last": (a_cell_beyond_the_last, "workbook-odd-cell"),
    "a part above the folder": (with_part("../../evil.xml"), "file-odd-part"),
    "a part above, backwards": (with_part("..\\evil.xml"), "file-odd-part"),
    "a part at the root": (with_part("/etc/passwd"), "file-odd-part"),
    "a part on a drive": (with_part("C:/evil.xml"), "file-odd-part"),
    "a part with a line end": (with_part("xl/a\r\nb.xml"), "file-odd-part"),
    "a part read from right to left": (with_part("xl/\u202egnp.xml"), "file-odd-part"),
    "a zip in the zip": (with_part("xl/embeddings/a.xlsx", b"PK\x03\x04rest"), "file-nested"),
    "a zip in the zip, renamed": (with_part("xl/media/a.png", b"PK\x03\x04rest"), "file-nested"),
    "the same part twice": (the_same_part_twice, "file-twice"),
    "a link": (a_link, "file-link"),
    "another name in the margin": (another_name_in_the_margin, "file-odd-part"),
    "an external entity": (with_declaration(_SHEET, _DTD), "file-document-type"),
    "entities that multiply": (with_declaration("xl/styles.xml", _LAUGHS), "file-document-type"),
    "a DTD in a drawing": (with_declaration("xl/drawings/a.vml", _DTD), "file-document-type"),
    "a DTD behind UTF-16": (with_part("xl/styles.xml", f"{_DTD}<a/>".encode("utf-16")), "file-not-utf8"),
    "another encoding": (
        with_declaration("xl/styles.xml", '<?xml version="1.0" encoding="UTF-7"?>'),
        "file-not-utf8",
    ),
    "locked as a zip": (locked_as_a_zip, "file-password"),
    "locked with a password": (ole("EncryptedPackage"), "file-password"),
    "an old .xls": (ole("Workbook"), "file-other-kind"),
    "a size too small": (a_false_size(10), "file-false-size"),
    "a size too large": (a_false_size(10**9), "file-false-size"),
    "parts that share bytes": (parts_that_share_bytes, "file-false-size"),
    "empty": (raw(b""), "file-empty"),
    "text": (raw(b"name,value\n"), "file-no-workbook"),
    "a web page": (raw(b"<html><table></table></html>"), "file-no-workbook"),
    "cut in half": (cut_in_half, "file-cut-off"),
    "a Word document": (only("[Content_Types].xml", "word/document.xml"), "file-other-kind"),
    "an OpenDocument file": (only("mimetype", "content.xml"), "file-other-kind"),
    "a zip of something": (only("readme.txt"), "file-no-workbook"),
}  # fmt: skip
