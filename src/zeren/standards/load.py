"""Reading a questionnaire, and its supplements, from their folders of TOML files."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from zeren.standards.from_tables import (
    Table,
    area_from,
    choice_from,
    field_from,
    item_from,
    made,
    pace_from,
    question_from,
    red_line_from,
    settings_from,
    size_rule_from,
)
from zeren.standards.library import OURS_ALONE, Files, Library
from zeren.standards.ours import read_ours
from zeren.standards.questionnaires import (
    TIERS,
    Area,
    Field,
    Item,
    Question,
    Questionnaire,
    RedLine,
    Role,
    Tier,
)
from zeren.text import Text

_DATA: Final = Path(__file__).parent / "data"
OUR_SUPPLEMENTS: Final[Mapping[str, tuple[str, ...]]] = {"sme": ("ict",)}
_GROUPS: Final = ("profile", "numbers")


def supplements_of(id: str, library: Library = OURS_ALONE) -> tuple[str, ...]:  # noqa: A002
    """The supplements that a questionnaire can carry: ours, then the library's."""
    ours = OUR_SUPPLEMENTS.get(id, ())
    return (*ours, *sorted(library.supplements)) if ours else ()


@lru_cache(maxsize=64)
def load_questionnaire(
    id: str = "sme",  # noqa: A002
    *,
    tier: Tier = "quick",
    supplements: tuple[str, ...] = (),
    library: Library = OURS_ALONE,
) -> Questionnaire:
    """Read a questionnaire of this package, with the supplements, ours or a library's, that it carries.

    `tier` takes its own questions and those of smaller tiers. Raises LookupError for a supplement
    that the questionnaire does not have.
    """
    supplements = tuple(dict.fromkeys(supplements))
    strange = set(supplements) - set(supplements_of(id, library))
    if strange:
        message = f"{id} has no supplement {', '.join(sorted(strange))}"
        raise LookupError(message)
    tiers = TIERS[: TIERS.index(tier) + 1]
    return _joined_up(_parts(id, supplements, library, tiers=tiers), tier)


@lru_cache(maxsize=8)
def content_of(
    id: str,  # noqa: A002
    *,
    supplements: tuple[str, ...] = (),
    library: Library = OURS_ALONE,
) -> bytes:
    """Everything that a questionnaire's `sha256` is the hash of, to be kept beside answers to it."""
    return _content(_parts(id, supplements, library, tiers=TIERS))


def questionnaire_from(content: bytes, *, tier: Tier) -> Questionnaire:
    """The questionnaire that was kept, whatever this package has become since.

    Raises ValueError where the content is not what some edition was made of.
    """
    tiers = TIERS[: TIERS.index(tier) + 1]
    parts = tuple(
        _Part(id, tables, tiers=tiers, known=cited)
        for id, tables, cited in json.loads(content)  # noqa: A001
    )
    made_again = _joined_up(parts, tier)
    if made_again.sha256 != hashlib.sha256(content).hexdigest():
        message = "the content is not as it was written"
        raise ValueError(message)
    return made_again


def library_from(content: bytes) -> Library:
    """The supplements of an association that stand in what was kept, as a library of their own."""
    found = {id: tables for id, tables, _ in json.loads(content)[1:]}  # noqa: A001
    ours = {name for names in OUR_SUPPLEMENTS.values() for name in names}
    others = {id: tables for id, tables in found.items() if id not in ours}  # noqa: A001
    return (
        Library(hashlib.sha256(content).hexdigest(), supplements=others) if others else OURS_ALONE
    )


def _parts(
    id: str,  # noqa: A002
    supplements: tuple[str, ...],
    library: Library,
    *,
    tiers: tuple[Tier, ...],
) -> tuple[_Part, ...]:
    return tuple(
        _Part(name, library.supplements.get(name) or our_files(name), tiers=tiers, known=laws())
        for name in (id, *supplements)
    )


def asked_by(table: Mapping[str, Any], library: Library = OURS_ALONE) -> Questionnaire | None:
    """The questionnaire that a sealed file says was asked; None where it is not at hand.

    A stranger's words name no file: only known ids, tiers and supplements are looked up.
    """
    name, tier, supplements = table["id"], table["tier"], tuple(table["supplements"])
    if name not in OUR_SUPPLEMENTS or tier not in TIERS:
        return None
    if not set(supplements) <= set(supplements_of(name, library)):
        return None
    return load_questionnaire(name, tier=tier, supplements=supplements, library=library)


def _joined_up(parts: tuple[_Part, ...], tier: Tier) -> Questionnaire:
    """A questionnaire from its parts: itself, then its supplements."""
    base, *others = parts
    head = base.head
    target = head["settings"]["default_target"]
    return Questionnaire(
        id=head["id"],
        edition=head["edition"],
        sha256=_hash(parts),
        title=Text.of(head["title"]),
        note=_joined(Text.of(part.head["note"]) for part in parts),
        tier=tier,
        settings=made(head["settings"], settings_from),
        pace=made(head["pace"], pace_from),
        areas=(
            *base.areas(),
            *(area._replace(supplement=part.id) for part in others for area in part.areas()),
        ),
        items=tuple(item for part in parts for item in part.items()),
        questions=tuple(one for part in parts for one in part.questions(default_target=target)),
        red_lines=tuple(line for part in parts for line in part.red_lines()),
        fields=tuple(field for group in _GROUPS for part in parts for field in part.fields(group)),
        roles=tuple(Role(role["code"], Text.of(role["title"])) for role in head["role"]),
        size_classes=tuple(choice_from(size) for size in head["size_class"]),
        size_rules={
            sector: made(rule, size_rule_from)
            for rule in head["size_rule"]
            for sector in rule["sectors"]
        },
        sections={key: title for part in parts for key, title in part.sections()},
        supplements=tuple(part.id for part in others),
        homes={code: part.id for part in others for code in part.codes()},
    )


class _Part:
    """A questionnaire or a supplement as its folder has it: what of it these tiers ask."""

    def __init__(
        self,
        id: str,  # noqa: A002
        tables: Files,
        *,
        tiers: tuple[Tier, ...],
        known: Mapping[str, Table],
    ) -> None:
        self.id = id
        self.tables = tables
        self.laws = known
        self.head = self.tables["questionnaire"]
        self._tiers = tiers

    def areas(self) -> Iterator[Area]:
        return (made(area, area_from) for area in self.head["area"])

    def items(self) -> Iterator[Item]:
        return (made(item, item_from) for table in self._files() for item in table["item"])

    def questions(self, *, default_target: int) -> Iterator[Question]:
        for table in self._files():
            items = {item["code"]: item for item in table["item"]}
            for question in self._asked(table.get("question", ())):
                yield made(
                    {**_advice_of(items.get(question["item"], {})), **question},
                    lambda one: question_from(one, self.laws, default_target=default_target),
                )

    def red_lines(self) -> Iterator[RedLine]:
        lines = self._asked(self.tables.get("red-lines", {}).get("red_line", ()))
        return (made(line, lambda one: red_line_from(one, self.laws)) for line in lines)

    def fields(self, group: str) -> Iterator[Field]:
        fields = self._asked(self.tables.get(group, {}).get("field", ()))
        return (made({**field, "group": group}, field_from) for field in fields)

    def sections(self) -> Iterator[tuple[str, Text]]:
        for group in _GROUPS:
            for section in self.tables.get(group, {}).get("section", ()):
                yield f"{group}/{section['code']}", Text.of(section["title"])

    def codes(self) -> Iterator[str]:
        for table in self.tables.values():
            for kind in ("question", "red_line", "field"):
                yield from (one["code"] for one in table.get(kind, ()))

    def cited(self) -> dict[str, Table]:
        """The laws behind its duties."""
        matters = (
            matter
            for table in self.tables.values()
            for kind in ("question", "red_line")
            for matter in table.get(kind, ())
        )
        ids = {matter["duty"]["law"] for matter in matters if "duty" in matter}
        return {id: law for id, law in self.laws.items() if id in ids}  # noqa: A001

    def _files(self) -> Iterator[Table]:
        """The files of the items, area by area, by their numbers: E1, E2, …"""
        for area in self.head["area"]:
            name = re.compile(rf"{area['code']}(\d+)")
            found = {int(match[1]): stem for stem in self.tables if (match := name.fullmatch(stem))}
            yield from (self.tables[found[number]] for number in sorted(found))

    def _asked(self, tables: Iterable[Table]) -> Iterator[Table]:
        return (table for table in tables if table["tier"] in self._tiers)


@cache
def laws() -> Mapping[str, Table]:
    """The laws behind legal duties, by id."""
    return {law["id"]: law for law in read_ours(_DATA / "laws.toml")["law"]}


def our_files(id: str) -> Files:  # noqa: A002
    """What the files of a questionnaire or supplement of ours hold, by name."""
    return {path.stem: read_ours(path) for path in sorted((_DATA / id).glob("*.toml"))}


def _advice_of(item: Table) -> Table:
    """What a question may leave to its item: where companies get stuck, and what helps."""
    return {key: item[key] for key in ("stuck", "helped") if key in item}


def _joined(texts: Iterable[Text]) -> Text:
    texts = tuple(texts)
    return Text("".join(text.zh for text in texts), " ".join(text.en for text in texts))


def _hash(parts: Iterable[_Part]) -> str:
    return hashlib.sha256(_content(parts)).hexdigest()


def _content(parts: Iterable[_Part]) -> bytes:
    """All that the folders hold and the laws they name; keys in any order, spaces aside."""
    content = json.dumps(
        [[part.id, part.tables, part.cited()] for part in parts],
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        default=str,
    )
    return content.encode()
