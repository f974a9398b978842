"""Where the letters come from: a folder of the user's, else the fonts that came with Zeren.

What is published must look the same everywhere, so the fonts of the machine are the last resort.
"""

from __future__ import annotations

import os
import struct
import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final, NamedTuple

from zeren.problems import Place, Problem, Refused
from zeren.text import Text

FOLDER_SETTING: Final = "ZEREN_FONTS"
LATIN: Final[tuple[str, ...]] = (
    "Source Sans Pro",
    "Source Sans 3",
    "Noto Sans",
    "Inter",
    "Liberation Sans",
    "Arial",
    "DejaVu Sans",
)
CHINESE: Final[tuple[str, ...]] = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Microsoft YaHei",
    "PingFang SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
)
_CAME_WITH_ZEREN: Final = (
    ("font_source_sans_pro", "files/SourceSansPro-Regular.otf"),
    ("font_source_sans_pro", "files/SourceSansPro-It.otf"),
    ("font_source_sans_pro", "files/SourceSansPro-Semibold.otf"),
    ("font_source_sans_pro", "files/SourceSansPro-Bold.otf"),
    ("manimgx_fonts_cjk", "NotoSansCJK-VF.otf.ttc"),
)
_EVERY_PLANE: Final = 12  # formats of `cmap` subtables
_BASIC_PLANE: Final = 4
_ENDINGS: Final = frozenset((".otf", ".ttf", ".ttc", ".otc"))


class FontFiles(NamedTuple):
    """Font files to print with; `of_machine` adds the fonts of this machine, whatever they are."""

    files: tuple[Path, ...]
    of_machine: bool = False


def find_fonts(folder: Path | None = None) -> FontFiles:
    """Look in `folder`, else where ZEREN_FONTS points, else among the packages, else everywhere.

    Raises `Refused` where a folder was named and holds no font.
    """
    setting = os.environ.get(FOLDER_SETTING, "")
    chosen = folder or (Path(setting) if setting else None)
    if chosen:
        own = _fonts_in(chosen)
        if not own:
            raise Refused(_no_fonts_in(chosen))
        return FontFiles(own)
    packaged = tuple(path for path in map(_packaged, _CAME_WITH_ZEREN) if path)
    return FontFiles(packaged, of_machine=len(packaged) < len(_CAME_WITH_ZEREN))


def _no_fonts_in(folder: Path) -> Problem:
    return Problem(
        "no-fonts-there",
        "error",
        Place(file=str(folder), field=FOLDER_SETTING),
        Text("这个文件夹里没有字体文件。", "There is no font file in this folder."),
        Text(
            "请改成放有 .otf、.ttf 或 .ttc 文件的文件夹，或者取消这项设置。",
            "Name a folder with .otf, .ttf or .ttc files, or clear the setting.",
        ),
    )


def _fonts_in(folder: Path) -> tuple[Path, ...]:
    if not folder.is_dir():
        return ()
    return tuple(
        sorted(
            path for path in folder.rglob("*") if path.suffix.lower() in _ENDINGS and path.is_file()
        )
    )


def _packaged(place: tuple[str, str]) -> Path | None:
    package, file = place
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        return None
    path = Path(found.submodule_search_locations[0], file)
    return path if path.is_file() else None


@dataclass(frozen=True, slots=True)
class Coverage:
    """The runs of characters that a font can draw: the first and the last of each, ascending."""

    firsts: array[int]
    lasts: array[int]

    def __contains__(self, character: str) -> bool:
        at = bisect_right(self.firsts, ord(character)) - 1
        return at >= 0 and ord(character) <= self.lasts[at]


def missing(characters: Iterable[str], paths: Iterable[Path]) -> frozenset[str]:
    """Tell which characters none of the font files can draw."""
    known = [part for path in paths for part in coverage(path)]
    return frozenset(
        character for character in characters if not any(character in part for part in known)
    )


@cache
def coverage(path: Path) -> tuple[Coverage, ...]:
    """Read which characters a font file covers from its `cmap` table (formats 12 and 4).

    Of a collection the faces differ in shapes, hardly in characters: the first one is read.
    """
    with path.open("rb") as file:
        head = file.read(16)
        start = struct.unpack(">I", head[12:16])[0] if head[:4] == b"ttcf" else 0
        file.seek(start + 4)
        (tables,) = struct.unpack(">H", file.read(2))
        file.seek(start + 12)
        for tag, _, offset, length in struct.iter_unpack(">4sIII", file.read(16 * tables)):
            if tag == b"cmap":
                file.seek(offset)
                return _subtables(file.read(length))
    return ()


def _subtables(cmap: bytes) -> tuple[Coverage, ...]:
    """The subtables of the format that holds every character, else those of the basic plane."""
    (count,) = struct.unpack(">H", cmap[2:4])
    offsets = {offset for _, _, offset in struct.iter_unpack(">HHI", cmap[4 : 4 + 8 * count])}
    formats = {at: struct.unpack(">H", cmap[at : at + 2])[0] for at in sorted(offsets)}
    whole = tuple(_every(cmap[at:]) for at, kind in formats.items() if kind == _EVERY_PLANE)
    return whole or tuple(_basic(cmap[at:]) for at, kind in formats.items() if kind == _BASIC_PLANE)


def _every(table: bytes) -> Coverage:
    (groups,) = struct.unpack(">I", table[12:16])
    numbers = _numbers("I", table[16 : 16 + 12 * groups])
    return Coverage(numbers[0::3], numbers[1::3])


def _basic(table: bytes) -> Coverage:
    (double,) = struct.unpack(">H", table[6:8])
    lasts = _numbers("H", table[14 : 14 + double])
    return Coverage(_numbers("H", table[16 + double : 16 + 2 * double]), lasts)


def _numbers(code: str, content: bytes) -> array[int]:
    numbers = array(code, content)
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers
