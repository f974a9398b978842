"""From an association's workbook to the TOML of its library: all of it, or nothing and every reason."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final

from zeren.files.answers import lang_of
from zeren.files.drafts.grouped import grouped
from zeren.files.drafts.reading import read_draft
from zeren.files.drafts.remarks import codes_gone
from zeren.files.order import in_order
from zeren.files.toml import print_toml
from zeren.files.writing import alone_in, write_whole
from zeren.files.xlsx.cells import read_cells
from zeren.problems import Problem, has_errors
from zeren.standards.drafts.checks import check
from zeren.standards.drafts.draft import Draft, DraftKind
from zeren.standards.drafts.existing import existing_draft
from zeren.standards.drafts.forms import KINDS
from zeren.standards.drafts.from_files import files_of, standard_table
from zeren.standards.drafts.known import known_to
from zeren.standards.library import OURS_ALONE, Library
from zeren.standards.library_folder import STANDARDS, before, read_library
from zeren.text import LANGS, Lang

_FRESH: Final = ".zeren-"
_LEAD: Final = (
    "Made from a workbook by `zeren standards import`; change the workbook and import it again."
)


@dataclass(frozen=True, slots=True)
class Ready:
    """A draft that was read and checked; without errors it can be put into a library."""

    draft: Draft
    problems: tuple[Problem, ...]
    lang: Lang | None = None  # of a workbook in one language

    @property
    def id(self) -> str:
        return self.draft.id

    @property
    def kind(self) -> DraftKind:
        return self.draft.kind

    def as_json(self, place: Path | None) -> dict[str, object]:
        """What was read, and where it was written; null where nothing was."""
        return {
            "id": self.id,
            "kind": "standard" if self.kind == "standard" else "questionnaire",
            "written": str(place) if place else None,
            "counts": {kind: len(rows) for kind, rows in self.draft.tables.items()},
            "problems": [problem.as_json() for problem in self.problems],
        }

    def place_in(self, folder: Path) -> Path:
        """Where it will stand: a file for a standard, a folder for a questionnaire."""
        if self.kind == "standard":
            return folder / STANDARDS / f"{self.id}.toml"
        return folder / self.id

    def replaces(self, folder: Path) -> Path:
        """What would give way to it: where it will stand, or what an interrupted import left aside."""
        place, old = self.place_in(folder), before(folder, self.id)
        return old if old.exists() and not place.exists() else place


def read_ready(path: Path, folder: Path, *, one_language: bool = False) -> Ready:
    """Read a workbook and say everything that is wrong with it, cell by cell.

    Codes must be free beside what else the library in `folder` holds. With `one_language`, words of
    one language stand in for the other. Raises `Refused` where the file is no such workbook.
    """
    book = read_cells(path)
    library = read_library(folder) if folder.is_dir() else OURS_ALONE
    read = read_draft(book, known_to(library))
    known = known_to(library, apart_from=read.draft.id)
    faults = check(read.draft, known, one_language=one_language)
    gone = _gone(read.draft, library, read.sheets)
    found = (*read.problems, *(fault.at(read.place) for fault in faults), *gone)
    problems = in_order(grouped(_told(found)), book.sheets)
    draft = read.draft
    if one_language and not has_errors(problems):
        draft = Draft(draft.kind, _completed(draft.tables))
    return Ready(draft, problems, lang_of(book.sheets))


def _gone(draft: Draft, library: Library, sheets: Mapping[str, str]) -> Iterator[Problem]:
    """Codes of the edition in the library that the draft has dropped: they are never used again."""
    before = existing_draft(draft.id, library)
    if before is None or before.kind != draft.kind:
        return
    for kind in KINDS[draft.kind]:
        kept, had = (
            {row.get("code", row.get("ref")) for row in one.of(kind)} for one in (draft, before)
        )
        if dropped := sorted(str(code) for code in had - kept if code):
            yield codes_gone(dropped, sheets[kind])


def _told(problems: Iterable[Problem]) -> list[Problem]:
    """Each once; of a cell that a spreadsheet spoilt, only that."""
    kept = list(dict.fromkeys(problems))
    spoilt = {
        problem.place
        for problem in kept
        if problem.code in {"date-in-code", "formula-broken", "formula-unfinished"}
    }
    return [
        problem
        for problem in kept
        if problem.place not in spoilt
        or problem.code in {"date-in-code", "formula-broken", "formula-unfinished"}
    ]


def _completed(value: Any) -> Any:  # noqa: ANN401 - tables, lists and words
    """Every phrase in both languages: where one is missing, the other's words stand for it."""
    if isinstance(value, Mapping):
        if value and set(value) <= set(LANGS):
            words = next(iter(value.values()))
            return {lang: value.get(lang, words) for lang in LANGS}
        return {key: _completed(inner) for key, inner in value.items()}
    return [_completed(inner) for inner in value] if isinstance(value, list | tuple) else value


def put(ready: Ready, folder: Path) -> Path:
    """Put a draft without errors into the library; what stood there of its id is replaced whole."""
    folder.mkdir(parents=True, exist_ok=True)
    place = ready.place_in(folder)
    if ready.kind == "standard":
        place.parent.mkdir(exist_ok=True)
        write_whole(place, print_toml(standard_table(ready.draft), lead=_LEAD).encode())
        return place
    files = {
        f"{name}.toml": print_toml(table, lead=_LEAD)
        for name, table in files_of(ready.draft).items()
    }
    with alone_in(folder):
        _replace(place, before(folder, ready.id), files)
    return place


def _replace(place: Path, old: Path, files: Mapping[str, str]) -> None:
    """Write a folder beside, then let it take the place. A reader finds the old one or the new one."""
    for left in place.parent.glob(
        f"{_FRESH}*"
    ):  # by an import that was killed; nobody else is here
        shutil.rmtree(left, ignore_errors=True)
    fresh = Path(mkdtemp(dir=place.parent, prefix=_FRESH))
    try:
        fresh.chmod(0o755)
        for name, words in files.items():
            (fresh / name).write_text(words, encoding="utf-8", newline="\n")
        if place.exists():
            shutil.rmtree(old, ignore_errors=True)
            place.rename(old)
        fresh.rename(place)
    except OSError as fault:
        shutil.rmtree(fresh, ignore_errors=True)
        if not place.exists() and old.exists():
            old.rename(place)
        raise OSError(fault.errno, fault.strerror, str(place)) from fault
    shutil.rmtree(old, ignore_errors=True)
