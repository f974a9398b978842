"""A file that somebody hands in as evidence: its kind told by its content, nothing hidden in a photo.

Nothing is decoded or opened here. A file is kept as it came, except for a photo, which loses what the
camera wrote beside the picture: the place, the time, the owner of the telephone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from zeren.files.canonical import sha256
from zeren.files.images import DamagedPictureError, plain_picture, turned, with_turn
from zeren.files.xlsx.zipped import plain_name, read_parts
from zeren.problems import Place, Problem, Refused
from zeren.text import Text

FileKind = Literal["jpg", "png", "pdf", "docx", "xlsx", "pptx"]
MEGABYTE: Final = 1 << 20
MOST_BYTES: Final = 20 * MEGABYTE
MOST_SIDE: Final = 20_000  # pixels
MOST_PIXELS: Final = 120_000_000
TYPES: Final[Mapping[FileKind, str]] = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_OFFICE: Final[Mapping[str, FileKind]] = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "ppt/presentation.xml": "pptx",
}
_ACTIVE: Final = re.compile(rb"/(?:JavaScript|JS|Launch|RichMedia|XFA)(?![A-Za-z0-9])")
_PDF_HEAD: Final = 1024  # readers look that far for the first line


@dataclass(frozen=True, slots=True)
class EvidenceContent:
    """What is kept, under which ending and hash."""

    kind: FileKind
    content: bytes
    sha256: str

    @property
    def type(self) -> str:
        return TYPES[self.kind]


def check_evidence(content: bytes, name: str) -> EvidenceContent:
    """What may be kept of a file; `name` is only what the person calls it. Raises `Refused`."""
    if not content:
        raise Refused(_problem("evidence-empty", name, *_EMPTY))
    if len(content) > MOST_BYTES:
        raise Refused(_problem("evidence-too-large", name, *_TOO_LARGE))
    kind, kept = _told(content, name)
    return EvidenceContent(kind, kept, sha256(kept))


def _told(content: bytes, name: str) -> tuple[FileKind, bytes]:
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png", _picture(content, name)
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg", _photo(content, name)
    if b"%PDF-" in content[:_PDF_HEAD]:
        return "pdf", _pdf(content, name)
    if content.startswith(b"PK\x03\x04"):
        return _office(content, name), content
    raise Refused(_other_kind(content, name))


def _picture(content: bytes, name: str) -> bytes:
    try:
        (width, height), kept = plain_picture(content)
    except DamagedPictureError as fault:
        raise Refused(_problem("evidence-damaged", name, *_DAMAGED)) from fault
    sides = 0 < width <= MOST_SIDE and 0 < height <= MOST_SIDE
    if not sides or width * height > MOST_PIXELS:
        raise Refused(_problem("evidence-too-many-pixels", name, *_PIXELS))
    return kept


def _photo(content: bytes, name: str) -> bytes:
    kept = _picture(content, name)
    return with_turn(kept, turned(content))


def _pdf(content: bytes, name: str) -> bytes:
    """Kept as it is: signatures in it stay good. What would run by itself is refused."""
    if not content.startswith(b"%PDF-"):
        raise Refused(_problem("evidence-damaged", name, *_DAMAGED))
    if _ACTIVE.search(content):
        raise Refused(_problem("evidence-active", name, *_ACTIVE_PDF))
    return content


def _office(content: bytes, name: str) -> FileKind:
    names = {plain_name(part.name) for part in read_parts(content, file=name)}
    kind = next((kind for part, kind in _OFFICE.items() if part in names), None)
    if kind is None or "[content_types].xml" not in names:
        raise Refused(_problem("evidence-kind", name, *_ZIP))
    if any("vbaproject" in part or part.endswith((".exe", ".js", ".vbs")) for part in names):
        raise Refused(_problem("evidence-active", name, *_MACROS))
    return kind


def _other_kind(content: bytes, name: str) -> Problem:
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return _problem("evidence-old-office", name, *_OLD)
    if content[4:8] == b"ftyp" and content[8:11] in {b"hei", b"hev", b"mif", b"avi"}:
        return _problem("evidence-heic", name, *_HEIC)
    return _problem("evidence-kind", name, *_KIND)


def _problem(code: str, name: str, what: Text, remedy: Text) -> Problem:
    return Problem(code, "error", Place(file=name), what, remedy)


_Told = tuple[Text, Text]
_EMPTY: Final[_Told] = (
    Text("这个文件是空的。", "The file is empty."),
    Text("请重新选一个文件。", "Choose a file again."),
)
_TOO_LARGE: Final[_Told] = (
    Text(
        f"文件超过 {MOST_BYTES // MEGABYTE} MB。",
        f"The file is larger than {MOST_BYTES // MEGABYTE} MB.",
    ),
    Text(
        "照片请选小一些的尺寸，PDF 请压缩后再传；或把原件放在自己那里，这里只写名称和链接。",
        "Choose a smaller size for photos, compress the PDF; or keep the original and give its title and link here.",
    ),
)
_DAMAGED: Final[_Told] = (
    Text("文件不完整或已损坏。", "The file is incomplete or damaged."),
    Text("请打开原件看一看，重新保存后再传。", "Open the original, save it again and send that."),
)
_PIXELS: Final[_Told] = (
    Text("图片的尺寸太大。", "The picture has too many pixels."),
    Text("请缩小后再传，长边 4000 像素就够了。", "Make it smaller; 4000 pixels are enough."),
)
_ACTIVE_PDF: Final[_Told] = (
    Text("这份 PDF 里有会自己运行的内容。", "This PDF holds something that would run by itself."),
    Text("请用“打印成 PDF”另存一份再传。", "Print it to a new PDF and send that."),
)
_MACROS: Final[_Told] = (
    Text("这份文件里有宏或程序。", "The file holds macros or programs."),
    Text(
        "请另存为不带宏的 .docx、.xlsx 或 PDF。", "Save it as .docx, .xlsx without macros, or PDF."
    ),
)
_ZIP: Final[_Told] = (
    Text("这是压缩包，不是一份文件。", "This is an archive, not a document."),
    Text("请解开后一份一份传。", "Unpack it and send one document at a time."),
)
_OLD: Final[_Told] = (
    Text("这是旧版的 Office 文件。", "This is a file of an old Office version."),
    Text("请另存为 .docx、.xlsx 或 PDF 再传。", "Save it as .docx, .xlsx or PDF and send that."),
)
_HEIC: Final[_Told] = (
    Text("这种照片（HEIC）别人多半打不开。", "Most people cannot open this kind of photo (HEIC)."),
    Text(
        "请在手机上把照片存成 JPEG，或截一张图再传。",
        "Save the photo as JPEG on your telephone, or send a screenshot of it.",
    ),
)
_KIND: Final[_Told] = (
    Text(
        "看内容，这不是照片、PDF 或 Office 文件。",
        "By its content this is no photo, PDF or Office file.",
    ),
    Text(
        "能收的是 JPEG、PNG、PDF、.docx、.xlsx 和 .pptx。",
        "What can be taken is JPEG, PNG, PDF, .docx, .xlsx and .pptx.",
    ),
)
