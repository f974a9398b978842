"""A company's logo and colour, checked before they are printed: kind, size, no hidden passengers.

Nothing is decoded here. Sizes are read from the headers; positions and remarks that cameras and
editors leave in a file are left out of the copy that is returned.
"""

from __future__ import annotations

import re
import struct
import zlib
from typing import TYPE_CHECKING, Final, Literal

from zeren.files.svg import check_svg
from zeren.problems import Place, Problem, Refused
from zeren.text import Text, same

if TYPE_CHECKING:
    from pathlib import Path

PictureKind = Literal["png", "jpg", "svg"]
MOST_BYTES: Final = 1_000_000
MOST_PIXELS: Final = 4_000  # a side
LEAST_CONTRAST: Final = 4.5  # WCAG 2.2, 1.4.3

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT: Final = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"sRGB", b"gAMA", b"cHRM", b"sBIT", b"pHYs")
)
_JPEG: Final = b"\xff\xd8\xff"
_JPEG_KEPT: Final = frozenset((0xE0, 0xE2, 0xEE))  # JFIF, colour profile, Adobe's colour transform
_JPEG_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_BARE: Final = frozenset((0x01, *range(0xD0, 0xD8)))  # markers without a length
_SCAN: Final = 0xDA
_END: Final = 0xD9


def read_logo(path: Path) -> tuple[bytes, str]:
    """Read a logo file; raises Refused with every problem found."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Refused(_not_there(path.name)) from error
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
    check = {"png": _png, "jpg": _jpeg, "svg": check_svg}[kind]
    return check(content, name), f"logo.{kind}"


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
    colour = text.strip().lower()
    if not re.fullmatch(r"#[0-9a-f]{6}", colour):
        return _no_colour(text)
    contrast = contrast_with_white(colour)
    return colour if contrast >= LEAST_CONTRAST else _too_pale(colour, contrast)


def contrast_with_white(colour: str) -> float:
    """Contrast ratio of `#rrggbb` with white, 1 to 21, by WCAG's formula of relative luminance."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _png(content: bytes, name: str) -> bytes:
    kept = [_PNG]
    at = len(_PNG)
    kinds: list[bytes] = []
    while not kinds or kinds[-1] != b"IEND":
        head = content[at : at + 8]
        length = int.from_bytes(head[:4])
        chunk = content[at : at + 12 + length]
        if len(head) < 8 or len(chunk) < 12 + length or not _sum_is_right(chunk):
            raise Refused(_damaged(name))
        kinds.append(head[4:])
        if kinds[0] != b"IHDR" or (len(kinds) == 1 and length != 13):
            raise Refused(_damaged(name))
        if len(kinds) == 1:
            _check_size(*struct.unpack(">II", chunk[8:16]), name)
        if kinds[-1] in _PNG_KEPT:
            kept.append(chunk)
        at += len(chunk)
    if b"IDAT" not in kinds:
        raise Refused(_damaged(name))
    return b"".join(kept)


def _sum_is_right(chunk: bytes) -> bool:
    return zlib.crc32(chunk[4:-4]) == int.from_bytes(chunk[-4:])


def _jpeg(content: bytes, name: str) -> bytes:
    """Copy the segments that make the picture; stop at its end, whatever follows in the file."""
    kept = [content[:2]]
    at = 2
    seen_frame = seen_scan = False
    while True:
        marker, at, segment = _next_segment(content, at, name)
        if marker == _END and seen_scan:
            return b"".join((*kept, b"\xff\xd9"))
        if marker in _JPEG_FRAMES and len(segment) >= 9:
            height, width = struct.unpack(">HH", segment[5:9])
            _check_size(width, height, name)
            seen_frame = True
        if marker == _SCAN and seen_frame:
            seen_scan = True
            end = _end_of_scan(content, at)
            segment, at = segment + content[at:end], end
        elif marker in (_SCAN, _END):
            raise Refused(_damaged(name))
        if marker < 0xE0 or marker in _JPEG_KEPT:
            kept.append(segment)


def _next_segment(content: bytes, at: int, name: str) -> tuple[int, int, bytes]:
    """The marker at this place, the place after it, and its bytes."""
    start = at
    while content[at : at + 2] == b"\xff\xff":  # fill bytes
        at += 1
    if content[at : at + 1] != b"\xff" or at + 2 > len(content):
        raise Refused(_damaged(name))
    marker = content[at + 1]
    if marker == _END or marker in _JPEG_BARE:
        return marker, at + 2, content[start : at + 2]
    length = int.from_bytes(content[at + 2 : at + 4])
    end = at + 2 + length
    if length < 2 or end > len(content):
        raise Refused(_damaged(name))
    return marker, end, content[at:end]


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next marker stands that is neither stuffing nor a restart."""
    found = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]").search(content, at)
    return found.start() if found else len(content)


def _check_size(width: int, height: int, name: str) -> None:
    if not (0 < width <= MOST_PIXELS and 0 < height <= MOST_PIXELS):
        raise Refused(_too_large(name, width, height))


def _not_there(name: str) -> Problem:
    return _problem(
        "logo-not-there",
        name,
        Text("找不到这个标志文件，或者打不开。", "This logo file is not there or cannot be opened."),
        Text("请核对文件名和所在的文件夹。", "Check its name and folder."),
    )


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
