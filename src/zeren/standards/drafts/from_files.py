"""Between a draft and the TOML files that hold it: the files of a folder, by name, and their tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from zeren.standards.drafts.draft import Draft, Path, Row
from zeren.standards.library import Files, Table
from zeren.text import LANGS

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
    rows = list(clauses) if _is_rows(clauses) else [{}]
    return Draft("standard", {"standard": [head], "clause": rows})


def standard_table(draft: Draft) -> Table:
    """The table of a standard's one file."""
    return {**draft.head, "clauses": [dict(row) for row in draft.of("clause")]}


def gather(files: Files) -> Gathered:
    """The draft of a supplement's files; what belongs to no table of a supplement is `strange`."""
    tables: dict[str, list[Row]] = {"supplement": [{}]}
    found = Gathered(Draft("supplement", tables))
    for name in _in_order(files):
        table = files[name]
        kinds = dict(_parts_of(name))
        for key, kind in kinds.items():
            for row in _rows(table.get(key, ())):
                tables.setdefault(kind, []).append(_plain(kind, row))
                found.origins[kind, len(tables[kind]) - 1] = name
        rest = {key: value for key, value in table.items() if key not in kinds}
        if name == HEAD:
            tables["supplement"] = [rest]
            found.origins["supplement", 0] = name
            rest = {}
        strange = (*rest, *(key for key in kinds if key in table and not _is_rows(table[key])))
        found.strange += [(name, key) for key in strange if key != "section"]
        found.strange += [(name, key) for key in _misplaced(name, table)]
    return found


def _misplaced(name: str, table: Table) -> Iterator[str]:
    """Keys under which something stands in another file than its own, or under no heading."""
    if name in _GROUPS.values():
        sections = table.get("section", ())
        titles = {
            row.get("code"): row.get("title")
            for row in _rows(sections)
            if isinstance(row.get("code"), str)
        }
        sound = _is_rows(sections) and len(titles) == len(sections)
        named = all(
            isinstance(row.get("section"), str) and row["section"] in titles
            for row in _rows(table.get("field", ()))
        )
        if not (sound and named and all(map(_is_phrase, titles.values()))):
            yield "section"
    elif name not in {HEAD, "red-lines"} and {"item", "question"} & table.keys():
        items = [str(row.get("code")) for row in _rows(table.get("item", ()))]
        if [item.replace(".", "") for item in items] != [name]:
            yield "item"
        elif any(row.get("item") not in items for row in _rows(table.get("question", ()))):
            yield "question"


def _is_phrase(value: object) -> bool:
    """Whether it is words in both languages."""
    return (
        isinstance(value, Mapping)
        and set(value) == set(LANGS)
        and all(isinstance(words, str) and words.strip() for words in value.values())
    )


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
    if isinstance(value, list | tuple):
        yield from (row for row in value if isinstance(row, Mapping))


def _is_rows(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(row, Mapping) for row in value)
