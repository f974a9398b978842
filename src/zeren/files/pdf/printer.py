"""Prints a document as PDF (tagged, PDF/UA-1 with PDF/A-3a) or its pages as pictures, with Typst."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from threading import Lock
from typing import TYPE_CHECKING, Final, Literal
from weakref import finalize

from zeren.files.fonts import CHINESE, LATIN, FontFiles, find_fonts, missing
from zeren.files.images import LEAST_CONTRAST, contrast_with_white
from zeren.files.pdf.setting import set_document
from zeren.files.pdf.words import Plain, Setter
from zeren.problems import Place, Problem, Refused
from zeren.publish.document import Document, Look
from zeren.text import Lang, Text, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typst import PDFStandard

_TEMPLATES: Final = ("document.typ", "look.typ", "blocks.typ", "charts.typ")
_STANDARDS: Final[tuple[PDFStandard, ...]] = ("ua-1", "a-3a")
_EMPTY: Final = Document(
    "report", same("–"), same("–"), same("–"), same("–"), "2000-01-01", same("–"), same("–"), ()
)
_PICTURES: Final = frozenset((".png", ".jpg", ".jpeg", ".svg"))

Form = Literal["pdf", "png"]
Lay = Callable[[bytes, str], str]  # lays bytes with this ending into the folder: their file's name


def print_pdf(document: Document, lang: Lang, *, fonts: Path | None = None) -> bytes:
    """Print the whole document; the same document gives the same bytes.

    `fonts` is a folder of font files to use instead of those that came with Zeren. Raises Refused
    where no font with Chinese characters can be found.
    """
    return _press(fonts, os.getpid()).print(document, lang, form="pdf")[0]


def print_pages_png(
    document: Document,
    lang: Lang,
    *,
    pages: Sequence[int] | None = None,
    ppi: float = 110,
    fonts: Path | None = None,
) -> list[bytes]:
    """Draw the pages with these numbers (from 1; all when None), each as a PNG picture."""
    drawn = _press(fonts, os.getpid()).print(document, lang, form="png", ppi=ppi)
    wanted = range(1, len(drawn) + 1) if pages is None else pages
    return [drawn[number - 1] for number in wanted if 1 <= number <= len(drawn)]


class Press:
    """One Typst compiler with its fonts loaded once, and the folder from which it reads."""

    def __init__(self, fonts: FontFiles) -> None:
        import typst

        self._lock = Lock()
        self._folder = Path(mkdtemp(prefix="zeren-"))
        finalize(self, _remove, self._folder, os.getpid())
        for name in _TEMPLATES:
            shutil.copyfile(Path(__file__).with_name(name), self._folder / name)
        loaded = typst.Fonts(
            include_system_fonts=fonts.of_machine,
            include_embedded_fonts=False,
            font_paths=_laid_out(fonts.files, self._folder / "fonts"),
        )
        self._compiler = typst.Compiler(root=self._folder, font_paths=loaded)
        families = set(loaded.families())
        self._families = {
            "latin": [name for name in LATIN if name in families][:1],
            "chinese": [name for name in CHINESE if name in families][:1],
        }
        if not self._families["chinese"]:
            raise Refused(_no_chinese_font())
        chosen = {name for names in self._families.values() for name in names}
        self._paths = sorted(
            {Path(font.path) for font in loaded.fonts() if font.path and font.family in chosen}
        )

        self._known: set[str] = set()  # characters that the fonts can draw

    def print(
        self, document: Document, lang: Lang, *, form: Form, ppi: float | None = None
    ) -> list[bytes]:
        plain = self._set(document, lang)
        with self._lock, self._laid() as lay:
            plain["data"] = [
                {**one, "path": lay(content, ".data")}
                for one, (_, content, _) in zip(plain["data"], document.data, strict=True)
            ]
            if document.look.logo:
                plain["logo"] = self._drawable(document, lang, lay)
            return self._compile(plain, document.date, form=form, ppi=ppi)

    def can_draw(self, look: Look) -> bool:
        page = _EMPTY._replace(look=look)
        with self._lock, self._laid() as lay:
            return not look.logo or bool(self._drawable(page, "en", lay))

    def _drawable(self, document: Document, lang: Lang, lay: Lay) -> str:
        """The file of the logo; "" where Typst cannot draw it, which must not cost the report."""
        from typst import TypstError

        logo = lay(document.look.logo or b"", _ending(document.look))
        cover = self._set(document._replace(sections=(), data=()), lang)
        try:
            self._compile({**cover, "logo": logo}, document.date, form="pdf")
        except TypstError:
            return ""
        return logo

    def _compile(
        self, plain: Plain, date: str, *, form: Form, ppi: float | None = None
    ) -> list[bytes]:
        midnight = datetime.fromisoformat(date).replace(tzinfo=UTC)
        made = self._compiler.compile(
            self._folder / "document.typ",
            format=form,
            ppi=ppi,
            sys_inputs={"document": json.dumps(plain, ensure_ascii=False)},
            pdf_standards=list(_STANDARDS) if form == "pdf" else [],
            timestamp=int(midnight.timestamp()),
        )
        return made if isinstance(made, list) else [made or b""]

    def _set(self, document: Document, lang: Lang) -> Plain:
        """Set the words; a character that no font can draw becomes an empty box."""
        setter = Setter(lang=lang, said_in=document.said_in)
        plain = set_document(document, setter)
        unknown = set(json.dumps(plain, ensure_ascii=False)) - self._known
        without = missing(unknown, self._paths)
        self._known |= unknown - without
        if without:
            plain = set_document(document, replace(setter, without=without))
        accent = _readable(document.look.colour)
        return {**plain, "fonts": self._families, "accent": accent, "logo": ""}

    @contextmanager
    def _laid(self) -> Iterator[Lay]:
        """Give a way to lay bytes into the folder, named by their hash; take them away after."""
        laid: list[Path] = []

        def lay(content: bytes, ending: str) -> str:
            path = self._folder / f"{sha256(content).hexdigest()}{ending}"
            path.write_bytes(content)
            laid.append(path)
            return path.name

        try:
            yield lay
        finally:
            for path in laid:
                path.unlink(missing_ok=True)


def logo_problem(look: Look, *, fonts: Path | None = None) -> Problem | None:
    """Tell whether the PDF will have to do without the logo, because Typst cannot draw it."""
    if _press(fonts, os.getpid()).can_draw(look):
        return None
    return Problem(
        "logo-not-drawn",
        "note",
        Place(file=look.logo_name),
        Text(
            "PDF 里画不出这个标志，报告里没有放。",
            "The PDF cannot draw this logo and leaves it out.",
        ),
        Text(
            "请用图片软件打开标志，另存为 PNG。", "Open it in a picture editor and save it as PNG."
        ),
    )


@cache
def _press(fonts: Path | None, process: int) -> Press:  # noqa: ARG001 - a forked process starts anew
    return Press(find_fonts(fonts))


def _remove(folder: Path, process: int) -> None:
    if os.getpid() == process:  # a forked child must not take its parent's folder away
        shutil.rmtree(folder, ignore_errors=True)


def _ending(look: Look) -> str:
    ending = Path(look.logo_name).suffix.lower()
    return ending if ending in _PICTURES else ""


def _laid_out(files: tuple[Path, ...], folder: Path) -> list[Path]:
    """Link the files into one folder: Typst takes folders only, and reads every font in them."""
    folder.mkdir()
    try:
        for number, path in enumerate(files):
            (folder / f"{number}{path.suffix}").symlink_to(path.resolve())
    except OSError:  # no right to make links
        return sorted({path.parent for path in files})
    return [folder]


def _readable(colour: str) -> str:
    """The colour, darkened until white words can be read on it; our own where it is none."""
    try:
        parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    except ValueError:
        return Look().colour
    while contrast_with_white(_hex(parts)) < LEAST_CONTRAST:
        parts = [part * 19 // 20 for part in parts]
    return _hex(parts)


def _hex(parts: Sequence[int]) -> str:
    return "#" + "".join(f"{part:02x}" for part in parts)


def _no_chinese_font() -> Problem:
    return Problem(
        "no-chinese-font",
        "error",
        Place(field="ZEREN_FONTS"),
        Text("找不到能印中文的字体。", "No font with Chinese characters was found."),
        Text(
            "请安装 Python 包 manimgx-fonts-cjk，或把 ZEREN_FONTS 设为放有中文字体的文件夹。",
            "Install the Python package manimgx-fonts-cjk, or set ZEREN_FONTS to a folder that "
            "holds a Chinese font.",
        ),
    )
