"""The files of a folder, one by one or in a zip: what cannot be taken is told by its name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from django.core.files.uploadedfile import UploadedFile

from zeren.files.xlsx.zipped import inflated, read_parts
from zeren.problems import Place, Problem, Refused
from zeren.text import Text

MOST_FILES: Final = 200
_MEGABYTE: Final = 1 << 20
MOST: Final = 10 * _MEGABYTE  # of one workbook
_ALL: Final = 64 * _MEGABYTE  # of everything at once
_NOT_FILES: Final = ("__macosx/", ".")


def files_of(sent: Iterable[UploadedFile[bytes]]) -> list[tuple[str, bytes]]:
    """Names and bytes; a .zip is opened, what it holds inside stays closed. Raises Refused."""
    found: list[tuple[str, bytes]] = []
    left = _ALL
    for file in sent:
        name = " ".join((file.name or "").split())[:200] or "answers.xlsx"
        if (file.size or 0) > left:
            raise Refused(_TOO_MUCH)
        data = file.read()
        members = list(_unzipped(name, data, left)) if _is_zip(name) else [(name, data)]
        left -= sum(len(one) for _, one in members)
        found += members
        if len(found) > MOST_FILES:
            raise Refused(_TOO_MANY)
    if not found:
        raise Refused(_NOTHING)
    large = next((name for name, data in found if len(data) > MOST), None)
    if large:
        raise Refused(_too_large(large))
    return found


def _is_zip(name: str) -> bool:
    return name.lower().endswith(".zip")


def _unzipped(name: str, data: bytes, left: int) -> Iterator[tuple[str, bytes]]:
    """The strict reader of workbooks' zips refuses lies, links, locks and names that lead outside."""
    parts = [part for part in read_parts(data, file=name) if not part.name.endswith("/")]
    for part in parts:
        bare = part.name.replace("\\", "/").rpartition("/")[2]
        if part.name.lower().startswith(_NOT_FILES[0]) or bare.startswith((_NOT_FILES[1], "~$")):
            continue
        if _is_zip(bare):
            raise Refused(_nested(bare))
        content = b"".join(inflated(data, part, budget=left, file=name))
        left -= len(content)
        yield _as_written(bare)[:200], content


def _as_written(name: str) -> str:
    """Chinese Windows writes names in GBK without saying so."""
    try:
        return name.encode("cp437").decode("gbk") if not name.isascii() else name
    except (UnicodeEncodeError, UnicodeDecodeError):
        return name


def _told(code: str, what: Text, remedy: Text) -> Problem:
    return Problem(code, "error", Place(field="files"), what, remedy)


def _nested(name: str) -> Problem:
    return _told(
        "zip-nested",
        Text(
            f"压缩包里还有压缩包“{name[:60]}”。", f"There is another zip in the zip: “{name[:60]}”."
        ),
        Text(
            "请解开，把工作簿直接放进一个压缩包。", "Unpack it and put the workbooks into one zip."
        ),
    )


def _too_large(name: str) -> Problem:
    return _told(
        "workbook-too-large",
        Text(
            f"“{name[:60]}”超过 {MOST // _MEGABYTE} MB。",
            f"“{name[:60]}” is over {MOST // _MEGABYTE} MB.",
        ),
        Text("请去掉里面的图片再发。", "Take the pictures out of it."),
    )


_NOTHING: Final = _told(
    "no-file",
    Text("没有选文件。", "No file is chosen."),
    Text(
        "请选填好的 .xlsx，可以一次选很多，或者一个 .zip。",
        "Choose filled workbooks (.xlsx), many at once, or one .zip.",
    ),
)
_TOO_MANY: Final = _told(
    "too-many-files",
    Text(f"一次最多 {MOST_FILES} 份。", f"At most {MOST_FILES} files at once."),
    Text("请分几次放。", "Bring them in several times."),
)
_TOO_MUCH: Final = _told(
    "too-much",
    Text(f"一次最多 {_ALL // _MEGABYTE} MB。", f"At most {_ALL // _MEGABYTE} MB at once."),
    Text("请分几次放。", "Bring them in several times."),
)
