"""Between a draft and the TOML files that hold it: the files of a folder, by name, and their tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from zeren.standards.drafts.draft import Draft, Path, Row
from zeren.standards.library import Files, Table

HEAD: Final = "questionnaire"
_GROUPS: Final = {"fact": "profile", "number": "numbers"}
_KINDS_OF_FIELD: Final = {"fact": "yes-no", "number": "number"}


@dataclass(slots=True)
class Gathered:
    """A draft put together from files, with the file that each of its tables came from."""

    draft: Draft
    origins: dict[Path, str] = field(default_factory=dict)
    strange: list[tuple[str, str]] = field(default_factory=list)  # file and key that have no place

    def file_of(self, path: Path) -> str:
        return self.origins.get(path[:2], self.origins.get((self.draft.kind, 0), ""))


def standard_draft(table: Table) -> Draft:
    """The draft of a standard's one file."""
    head = {key: value for key, value in table.items() if key != "clauses"}
    clauses = table.get("clauses", ())
    rows = [row for row in clauses if isinstance(row, Mapping)] if _is_list(clauses) else []
    return Draft("standard", {"standard": [head], "clause": rows})


def standard_table(draft: Draft) -> Table:
    """The table of a standard's one file."""
    return {**draft.head, "clauses": [dict(row) for row in draft.of("clause")]}


def gather(files: Files) -> Gathered:
    """The draft of a supplement's files; what belongs to no table of a supplement is `strange`."""
    tables: dict[str, list[Row]] = {}
    found = Gathered(Draft("supplement", tables))
    for name in _in_order(files):
        taken = {key for key, _ in _parts_of(name)}
        for key, kind in _parts_of(name):
            for row in _rows(files[name].get(key, ())):
                tables.setdefault(kind, []).append(_plain(kind, row))
                found.origins[kind, len(tables[kind]) - 1] = name
        rest = {key: value for key, value in files[name].items() if key not in taken}
        if name == HEAD:
            tables["supplement"] = [rest]
            found.origins["supplement", 0] = name
        else:
            found.strange += [(name, key) for key in rest if key != "section"]
    tables.setdefault("supplement", [{}])
    return found


def files_of(draft: Draft) -> Files:
    """The files of a supplement: the head, one an item, red lines, profile lines and numbers."""
    files: dict[str, dict[str, Any]] = {
        HEAD: {**draft.head, "area": [dict(row) for row in draft.of("area")]}
    }
    for item in draft.of("item"):
        own = [dict(row) for row in draft.of("question") if row["item"] == item["code"]]
        files[item["code"].replace(".", "")] = {"item": [dict(item)], "question": own}
    if draft.of("red_line"):
        files["red-lines"] = {"red_line": [dict(row) for row in draft.of("red_line")]}
    for kind, name in _GROUPS.items():
        if draft.of(kind):
            files[name] = {
                "section": [{"code": draft.id, "title": draft.head["title"]}],
                "field": [_field(kind, row, draft.id) for row in draft.of(kind)],
            }
    return files


def _field(kind: str, row: Row, section: str) -> dict[str, Any]:
    fixed = {"code": row["code"], "section": section, "kind": _KINDS_OF_FIELD[kind]}
    return {
        **fixed,
        **{key: value for key, value in row.items() if key != "code"},
        "publish": False,
    }


def _plain(kind: str, row: Row) -> Row:
    """A field as the form has it: where it stands and what kind it is follow from its file."""
    if kind not in _GROUPS:
        return row
    left = {"section"}
    if row.get("kind") == _KINDS_OF_FIELD[kind]:
        left.add("kind")
    if row.get("publish") is False:
        left.add("publish")
    return {key: value for key, value in row.items() if key not in left}


def _parts_of(name: str) -> Sequence[tuple[str, str]]:
    """Which keys of a file hold lists of tables, and of which kind."""
    match name:
        case "questionnaire":
            return (("area", "area"),)
        case "red-lines":
            return (("red_line", "red_line"),)
        case "profile":
            return (("field", "fact"),)
        case "numbers":
            return (("field", "number"),)
        case _:
            return (("item", "item"), ("question", "question"))


def _in_order(files: Files) -> list[str]:
    """Items area by area as the head lists them, by their numbers: E2 before E10."""
    areas = [row.get("code") for row in _rows(files.get(HEAD, {}).get("area", ()))]

    def place(name: str) -> tuple[int, int, str]:
        letters = name.rstrip("0123456789")
        area = areas.index(letters) if letters in areas else len(areas)
        return area, int(name[len(letters) :][:4] or 0), name

    return sorted(files, key=place)


def _rows(value: object) -> Iterator[Row]:
    if _is_list(value):
        yield from (row for row in value if isinstance(row, Mapping))  # type: ignore[attr-defined]


def _is_list(value: object) -> bool:
    return isinstance(value, list | tuple)
