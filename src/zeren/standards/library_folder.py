"""Reading a library from its folder; what is broken in it is said with file and key, and left out.

The folder is laid out like our own data: `standards/<id>.toml`, and a folder a supplement.
"""

from __future__ import annotations

import hashlib
import json
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from zeren.faults import told
from zeren.problems import Place, Problem, Refused, has_errors
from zeren.standards.drafts.checks import check
from zeren.standards.drafts.draft import Draft
from zeren.standards.drafts.draft import Path as Spot
from zeren.standards.drafts.from_files import HEAD, gather, standard_draft
from zeren.standards.drafts.known import Known, known_to
from zeren.standards.library import OURS_ALONE, Files, Library, Table
from zeren.standards.plain_toml import read_toml
from zeren.text import Text, same

BEFORE: Final = ".before-"  # a supplement's folder while a newer one takes its place
STANDARDS: Final = "standards"
MAX_FILES: Final = 1_000


def read_library(folder: Path) -> Library:
    """Read what is sound of a folder; raises `Refused` where there is no such folder."""
    if not folder.is_dir():
        raise Refused(_problem("library-missing", Place(file=str(folder))))
    found = _Folder(folder)
    standards, supplements = found.standards(), found.supplements()
    library = OURS_ALONE
    for id, table in standards.items():  # noqa: A001
        known = _with_names(known_to(library, apart_from=id), standards)
        if found.accepts(id, standard_draft(table), known, lambda _: STANDARDS):
            library = _more(library, standards={**library.standards, id: table})
    for id, files in supplements.items():  # noqa: A001
        gathered = gather(files)
        strange = [
            _problem("key-strange", Place(file=f"{id}/{name}.toml", field=key))
            for name, key in gathered.strange
        ]
        found.problems += strange
        sound = found.accepts(id, gathered.draft, known_to(library), gathered.file_of)
        if sound and not strange:
            library = _more(library, supplements={**library.supplements, id: files})
    return replace(library, problems=tuple(found.problems))


def before(folder: Path, id: str) -> Path:  # noqa: A002
    """Where the older folder of a supplement waits while the newer one takes its place."""
    return folder / f"{BEFORE}{id}"


def _more(
    library: Library,
    *,
    standards: Mapping[str, Table] | None = None,
    supplements: Mapping[str, Files] | None = None,
) -> Library:
    """The library with more in it, and the hash of all of it."""
    standards = library.standards if standards is None else standards
    supplements = library.supplements if supplements is None else supplements
    content = json.dumps(
        [standards, supplements],
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        default=str,
    )
    sha256 = hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()
    return Library(sha256, standards, supplements)


def _with_names(known: Known, standards: Mapping[str, Table]) -> Known:
    """One standard of a library may name another as its successor, whichever is read first."""
    names = {**known.lists["standards"], **{id: same(id) for id in standards}}  # noqa: A001
    return replace(known, lists={**known.lists, "standards": names})


@dataclass(slots=True)
class _Folder:
    """A library's folder, with the problems met so far."""

    folder: Path
    problems: list[Problem] = field(default_factory=list)
    files: int = 0

    def standards(self) -> dict[str, Table]:
        return {
            path.stem: table
            for path in self._listed(self.folder / STANDARDS)
            if path.suffix == ".toml" and (table := self._read(path)) is not None
        }

    def supplements(self) -> dict[str, Files]:
        """By id. While a new folder takes an old one's place, the old one counts."""
        found = {
            path.name.removeprefix(BEFORE): path
            for path in sorted(self._folders(), key=lambda path: not path.name.startswith(BEFORE))
        }
        return {id: files for id in sorted(found) if (files := self._all(found[id]))}  # noqa: A001

    def accepts(
        self, name: str, draft: Draft, known: Known, file_of: Callable[[Spot], str]
    ) -> bool:
        """Whether a draft is sound; whatever is not, is said."""

        def place(spot: Spot) -> Place:
            at = file_of(spot)
            file = f"{STANDARDS}/{name}.toml" if at == STANDARDS else f"{name}/{at}.toml"
            return Place(file=file, field=_field(draft, spot))

        faults = check(draft, known)
        problems = [fault.at(place) for fault in faults if fault.level == "error"]
        if draft.id != name:
            problems.append(_problem("id-not-name", place((draft.kind, 0, "id")), name=name))
        self.problems += problems
        return not has_errors(problems)

    def _folders(self) -> Iterator[Path]:
        for path in self._listed(self.folder):
            hidden = path.name.startswith(".") and not path.name.startswith(BEFORE)
            if hidden or path.name == STANDARDS or not _is_folder(path):
                continue
            if (path / f"{HEAD}.toml").exists():
                yield path

    def _all(self, folder: Path) -> Files:
        """The files of a supplement; nothing where one of them cannot be read."""
        read = {
            path.stem: self._read(path) for path in self._listed(folder) if path.suffix == ".toml"
        }
        sound = {name: table for name, table in read.items() if table is not None}
        return sound if len(sound) == len(read) else {}

    def _listed(self, folder: Path) -> list[Path]:
        """What stands in a folder; a link to a folder is none, but for the library's own."""
        try:
            own = folder == self.folder or _is_folder(folder)
            return sorted(folder.iterdir()) if own else []
        except OSError as fault:
            place = Place(file=str(folder.relative_to(self.folder)))
            self.problems.append(Problem("folder-unreadable", "error", place, *told(fault)))
            return []

    def _read(self, path: Path) -> Table | None:
        """The table of a file; None, with a problem, where it is no plain, small, sound TOML."""
        self.files += 1
        if self.files > MAX_FILES:
            if self.files == MAX_FILES + 1:
                place = Place(file=self.folder.name)
                self.problems.append(_problem("too-many-files", place, limit=MAX_FILES))
            return None
        try:
            return read_toml(path, file=str(path.relative_to(self.folder)))
        except Refused as refusal:
            self.problems += refusal.problems
            return None


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except OSError:
        return False


def _field(draft: Draft, spot: Spot) -> str:
    """The key as somebody finds it in the file: `N1.2 levels[2].zh`."""
    kind, *rest = spot
    number = rest[0] if rest else None
    rows = draft.of(str(kind))
    row = rows[number] if isinstance(number, int) and number < len(rows) else {}
    name = row.get("code") or row.get("ref")
    keys = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in rest[1:])
    at = name if isinstance(name, str) else f"{kind}[{number}]" if number else str(kind)
    return f"{at} {keys.removeprefix('.')}".strip()


_REFUSALS: Final[Mapping[str, tuple[Text, Text]]] = {
    "library-missing": (
        Text("没有这个标准库文件夹。", "There is no such library folder."),
        Text(
            "请检查 --library 或环境变量 ZEREN_LIBRARY；第一次用 zeren standards import 导入时会自动建立。",
            "Check --library or ZEREN_LIBRARY; the first `zeren standards import` makes the folder.",
        ),
    ),
    "too-many-files": (
        Text(
            "文件超过 {limit} 个，其余的没有读取。",
            "There are more than {limit} files; the rest was not read.",
        ),
        Text("请分成几个标准库。", "Divide it into several libraries."),
    ),
    "id-not-name": (
        Text("标识和名字“{name}”不一样。", "The id differs from the name “{name}”."),
        Text("请把标识或名字改成一样。", "Make the id and the name the same."),
    ),
    "key-strange": (
        Text(
            "这一项不该在这个文件里，或者写成了别的样子。",
            "This does not belong into this file, or is not written as it should be.",
        ),
        Text(
            "请照 data/README.md 改正，或者从工作簿重新导入。",
            "Correct it as data/README.md says, or import it again from the workbook.",
        ),
    ),
}


def _problem(code: str, place: Place, **values: object) -> Problem:
    what, remedy = _REFUSALS[code]
    return Problem(code, "error", place, what.format(**values), remedy.format(**values))
