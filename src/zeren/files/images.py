"""A company's logo and colour, checked before they are printed: kind, size, no hidden passengers.

Nothing is decoded here. Sizes are read from the headers; positions and remarks that cameras and
editors leave in a file are left out of the copy that is returned.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, Literal

from zeren.faults import told
from zeren.files.opened import opened
from zeren.problems import Place, Problem, Refused
from zeren.text import Text, same

if TYPE_CHECKING:
    from pathlib import Path

Size = tuple[int, int]
PictureKind = Literal["png", "jpg", "svg"]
MOST_BYTES: Final = 1_000_000
MOST_PIXELS: Final = 4_000  # a side
LEAST_CONTRAST: Final = 4.5  # WCAG 2.2, 1.4.3

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT: Final = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"sRGB", b"gAMA", b"cHRM", b"sBIT", b"pHYs")
)
_PNG_HEADER: Final = 25  # bytes of the chunk IHDR
_JPEG: Final = b"\xff\xd8\xff"
_JPEG_MARKER: Final = re.compile(rb"\xff+[^\x00\xff]", re.DOTALL)
_JPEG_KEPT: Final = {0xE0: b"JFIF\x00", 0xE2: b"ICC_PROFILE\x00", 0xEE: b"Adobe"}
_JPEG_REMARKS: Final = range(0xE0, 0xFF)  # applications' segments and comments
_JPEG_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_FRAME_HEADER: Final = 9
_JPEG_BARE: Final = frozenset((0x01, *range(0xD0, 0xD8)))  # markers without a length
_APP1: Final = 0xE1
_EXIF: Final = b"Exif\x00\x00"
_TURN: Final = 0x0112
_LEAST_TIFF: Final = 8
_SCAN: Final = 0xDA
_END: Final = 0xD9
_LENGTH: Final = 2
_AFTER_SCAN: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
_DARK: Final = 0.04045  # below it, sRGB rises in a straight line


def read_logo(path: Path) -> tuple[bytes, str]:
    """Read a logo file; raises Refused with every problem found."""
    try:
        with opened(path) as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Refused(_problem("logo-not-there", path.name, *told(error))) from error
    return check_logo(content, path.name)


def check_logo(content: bytes, name: str) -> tuple[bytes, str]:
    """Give back the picture without its hidden remarks, and a name that ends in its true kind.

    `name` is what the person calls the file; the kind is told by the content. Raises Refused.
    """
    if len(content) > MOST_BYTES:
        raise Refused(_too_heavy(name))
    kind = kind_of(content)
    if kind is None:
        raise Refused(_unknown_kind(name))
    if kind == "svg":
        from zeren.files.svg import check_svg

        return check_svg(content, name), "logo.svg"
    try:
        (width, height), kept = plain_picture(content)
    except DamagedPictureError as error:
        raise Refused(_damaged(name)) from error
    if not (0 < width <= MOST_PIXELS and 0 < height <= MOST_PIXELS):
        raise Refused(_too_large(name, width, height))
    return kept, f"logo.{kind}"


def kind_of(content: bytes) -> PictureKind | None:
    """Tell by the first bytes what a picture claims to be."""
    if content.startswith(_PNG):
        return "png"
    if content.startswith(_JPEG):
        return "jpg"
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return "svg"
    return None


def readable_colour(text: str) -> str | Problem:
    """Give back `#rrggbb` in small letters if white words can be read on it."""
    colour = f"#{text.strip().lower().removeprefix('#')}"
    if not re.fullmatch(r"#[0-9a-f]{6}", colour):
        return _no_colour(text)
    contrast = contrast_with_white(colour)
    return colour if contrast >= LEAST_CONTRAST else _too_pale(colour, contrast)


def contrast_with_white(colour: str) -> float:
    """Contrast ratio of `#rrggbb` with white, 1 to 21, by WCAG's formula of relative luminance."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= _DARK else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


class DamagedPictureError(ValueError):
    """The bytes do not follow the rules of their kind."""


def plain_picture(content: bytes) -> tuple[Size, bytes]:
    """The size of a PNG or JPEG, and the picture without remarks, positions and what lies behind it."""
    return _png(content) if content.startswith(_PNG) else _jpeg(content)


def turned(content: bytes) -> int:
    """How a camera says that a JPEG is to be turned: 1 to 8, 1 for as it is."""
    for marker, segment in _jpeg_segments(content):
        if marker == _APP1 and segment[4:].startswith(_EXIF):
            return _orientation(segment[4 + len(_EXIF) :])
    return 1


def with_turn(picture: bytes, turn: int) -> bytes:
    """A plain JPEG that says again how it is to be turned, and nothing else."""
    if turn == 1:
        return picture
    entry = struct.pack(">HHIHH", _TURN, 3, 1, turn, 0)
    exif = _EXIF + b"MM\x00*" + struct.pack(">IH", 8, 1) + entry + bytes(4)
    return picture[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + picture[2:]


def _orientation(tiff: bytes) -> int:
    """Read out of the first list of a TIFF header; 1 where it says nothing sensible."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < _LEAST_TIFF:
        return 1
    start = int(struct.unpack_from(order + "I", tiff, 4)[0])
    if start + 2 > len(tiff):
        return 1
    count = struct.unpack_from(order + "H", tiff, start)[0]
    for at in range(start + 2, min(start + 2 + 12 * count, len(tiff) - 11), 12):
        tag, kind, number, value = struct.unpack_from(order + "HHIH", tiff, at)
        if (tag, kind, number) == (_TURN, 3, 1):
            return int(value) if value in range(1, 9) else 1
    return 1


def _png(content: bytes) -> tuple[Size, bytes]:
    """The size and the chunks that make the picture."""
    chunks = list(_png_chunks(content))
    kinds = [kind for kind, _ in chunks]
    header = chunks[0][1]
    if kinds[0] != b"IHDR" or len(header) != _PNG_HEADER or b"IDAT" not in kinds:
        raise DamagedPictureError
    width, height = struct.unpack(">II", header[8:16])
    return (width, height), _PNG + b"".join(chunk for kind, chunk in chunks if kind in _PNG_KEPT)


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each chunk with its kind, its check sum proved, up to the end of the picture."""
    at, kind = len(_PNG), b""
    while kind != b"IEND":
        length = int.from_bytes(content[at : at + 4])
        chunk = content[at : at + 12 + length]
        if len(chunk) != 12 + length or zlib.crc32(chunk[4:-4]) != int.from_bytes(chunk[-4:]):
            raise DamagedPictureError
        kind, at = chunk[4:8], at + len(chunk)
        yield kind, chunk


def _jpeg(content: bytes) -> tuple[Size, bytes]:
    """The size and the segments that make the picture."""
    kept = [content[:2]]
    size: Size | None = None
    for marker, segment in _jpeg_segments(content):
        if marker in _JPEG_FRAMES and len(segment) > _JPEG_FRAME_HEADER:
            height, width = struct.unpack(">HH", segment[5:9])
            size = (width, height)
        if marker not in _JPEG_REMARKS or _colours(marker, segment):
            kept.append(segment)
    if size is None:
        raise DamagedPictureError
    return size, b"".join(kept)


def _colours(marker: int, segment: bytes) -> bool:
    """Says how to read the colours: not a remark."""
    return marker in _JPEG_KEPT and segment[4:].startswith(_JPEG_KEPT[marker])


def _jpeg_segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Each segment with its marker, a scan with its data, up to the end of the picture."""
    at, marker, scans = 2, 0, 0
    while marker != _END:
        opening = _JPEG_MARKER.match(content, at)
        if opening is None:
            raise DamagedPictureError
        start, at, marker = opening.end() - 2, opening.end(), content[opening.end() - 1]
        if marker != _END and marker not in _JPEG_BARE:
            length = int.from_bytes(content[at : at + 2])
            at += length
            if length < _LENGTH or at > len(content):
                raise DamagedPictureError
        if marker == _SCAN:
            found = _AFTER_SCAN.search(content, at)
            at, scans = found.start() if found else len(content), scans + 1
        yield marker, content[start:at]
    if not scans:
        raise DamagedPictureError


def _too_heavy(name: str) -> Problem:
    return _problem(
        "logo-too-heavy",
        name,
        Text("标志文件超过 1 MB。", "The logo file is over 1 MB."),
        Text(
            "请另存为小一些的 PNG 或 JPEG，宽 1000 像素就够了。",
            "Save a smaller PNG or JPEG; 1000 pixels in width are enough.",
        ),
    )


def _unknown_kind(name: str) -> Problem:
    return _problem(
        "logo-unknown-kind",
        name,
        Text(
            "这个文件的内容不是 PNG、JPEG 或 SVG 图片。",
            "What is in this file is not a PNG, JPEG or SVG picture.",
        ),
        Text(
            "请用图片软件打开标志，另存为 PNG。",
            "Open the logo in a picture editor and save it as PNG.",
        ),
    )


def _too_large(name: str, width: int, height: int) -> Problem:
    return _problem(
        "logo-too-large",
        name,
        Text(
            "标志的尺寸是 {width} × {height} 像素，每边须在 1 到 {most} 之间。",
            "The logo measures {width} × {height} pixels; each side must be from 1 to {most}.",
        ).format(width=width, height=height, most=MOST_PIXELS),
        Text(
            "请缩小后另存，宽 1000 像素就够了。",
            "Scale it down and save it again; 1000 pixels in width are enough.",
        ),
    )


def _damaged(name: str) -> Problem:
    return _problem(
        "logo-damaged",
        name,
        Text("这张图片不完整或已损坏。", "This picture is incomplete or damaged."),
        Text(
            "请用图片软件打开原图，重新另存为 PNG。",
            "Open the original in a picture editor and save it as PNG again.",
        ),
    )


def _no_colour(text: str) -> Problem:
    return _problem(
        "colour-unknown",
        "",
        Text(
            "“{text}”不是六位的颜色代码。",
            '"{text}" is not a six-digit colour code.',
        ).format(text=same(text[:40])),
        Text(
            "请写成 # 加六位十六进制数字，例如 #0f5c55。",
            "Write # and six hexadecimal digits, for example #0f5c55.",
        ),
    )


def _too_pale(colour: str, contrast: float) -> Problem:
    tenths = int(contrast * 10) / 10
    return _problem(
        "colour-too-pale",
        "",
        Text(
            "颜色 {colour} 太浅，白字看不清（对比度 {contrast}，至少要 4.5）。",
            "The colour {colour} is too pale for white words on it "
            "(contrast {contrast}; at least 4.5 is needed).",
        ).format(colour=colour, contrast=tenths),
        Text("请选同一色系里深一些的颜色。", "Choose a darker shade of it."),
    )


def _problem(code: str, name: str, what: Text, remedy: Text) -> Problem:
    place = Place(file=name) if name else Place(field="colour")
    return Problem(code, "error", place, what, remedy)
