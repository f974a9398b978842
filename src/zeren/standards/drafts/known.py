"""What a draft may refer to: topics, roles, facts and so on, and which codes are taken already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, get_args

from zeren.standards.catalogue import ClaimKind, load_standards, our_standard_ids
from zeren.standards.drafts.draft import Draft, Row
from zeren.standards.library import OURS_ALONE, Library
from zeren.standards.load import OUR_SUPPLEMENTS, laws, load_questionnaire
from zeren.standards.questionnaires import UNITS, Questionnaire
from zeren.standards.topics import load_topics
from zeren.text import Text, same

Names = Mapping[str, Text]

RESERVED: Final = frozenset(
    {
        *("sme", "ict", "vsme", "standards", "standard", "questionnaire", "laws", "topics"),
        *("template", "import", "con", "prn", "aux", "nul"),
        *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)),
    }
)
_CLAIMS: Final[Mapping[ClaimKind, Text]] = {
    "used-as-guidance": Text("参考了这份指南", "used as guidance"),
    "conforms": Text("符合（只用于提要求的标准）", "conforms (requirements standards only)"),
    "with-reference-to": Text("参照", "with reference to"),
    "supports": Text("支持", "supports"),
    "contributes-to": Text("有所贡献", "contributes to"),
    "reports": Text("按它报告", "reports by it"),
    "none": Text("不作声明", "no claim"),
}
_FIXED: Final[Mapping[str, Names]] = {
    "claims": {kind: _CLAIMS[kind] for kind in get_args(ClaimKind)},
    "tiers": {
        "quick": Text("简版起就问", "asked in every tier"),
        "basic": Text("只在基本版问", "asked in basic only"),
    },
    "question-kinds": {
        "level": Text("五级", "five levels"),
        "yes-partly-no": Text("是、部分、否", "yes, partly, no"),
    },
    "evidence": {
        "policy": Text("制度文件", "policy"),
        "record": Text("记录", "record"),
        "certificate": Text("证书", "certificate"),
        "photo": Text("照片", "photo"),
        "statistic": Text("统计数字", "statistic"),
        "third-party-report": Text("第三方报告", "third-party report"),
    },
    "units": {unit: same(unit) for unit in UNITS},
}


@dataclass(frozen=True, slots=True)
class Known:
    """Closed lists by name, each code with its words; and every code in use, with who uses it."""

    lists: Mapping[str, Names]
    taken: Mapping[str, str]

    def with_own(self, draft: Draft) -> Known:
        """The lists with what the draft itself adds to them."""
        own = {
            "areas": _named(draft.of("area"), "code", "title"),
            "items": _named(draft.of("item"), "code", "title"),
            "clauses": _named(draft.of("clause"), "ref", "title"),
            "facts": _named(draft.of("fact"), "code", "label"),
            "numbers": _named(draft.of("number"), "code", "label"),
        }
        more = {name: {**self.lists.get(name, {}), **names} for name, names in own.items()}
        return replace(self, lists={**self.lists, **more})


def _named(rows: Sequence[Row], key: str, words: str) -> Names:
    found = {}
    for row in rows:
        code, text = row.get(key), row.get(words)
        if isinstance(code, str) and code:
            both = text if isinstance(text, Mapping) else {}
            found[code] = Text(str(both.get("zh") or code), str(both.get("en") or code))
    return found


@lru_cache(maxsize=64)
def known_to(library: Library = OURS_ALONE, *, apart_from: str = "") -> Known:
    """What a draft may refer to beside a library; `apart_from` is its own id, whose codes are its own."""
    sme = load_questionnaire("sme", tier="basic")
    sectors = {choice.code: choice.label for choice in sme.field_of["sector"].choices}
    letters = {code[0]: same(code[0]) for code in sectors}
    effort: dict[str, Text] = {
        code: Text(f"{days} 人天", f"{days} person-days")
        for code, days in sme.settings.effort_days.items()
    }
    lists: dict[str, Names] = {
        **_FIXED,
        "topics": {topic.id: topic.title for topic in load_topics()},
        "roles": {role.code: role.title for role in sme.roles},
        "sizes": {size.code: size.label for size in sme.size_classes},
        "sectors": dict(sorted({**letters, **sectors}.items())),
        "efforts": effort,
        "cash": {str(band): words for band, words in enumerate(sme.settings.cash_bands)},
        "facts": {one.code: one.label for one in sme.fields if one.kind == "yes-no"},
        "numbers": {one.code: one.label for one in sme.fields if one.kind == "number"},
        "laws": {id: Text.of(law["title"]) for id, law in laws().items()},  # noqa: A001
        "standards": {one.id: one.title for one in load_standards(library)},
    }
    return Known(lists, dict(_taken(library, apart_from)))


def _taken(library: Library, apart_from: str) -> Iterator[tuple[str, str]]:
    """Every id and code that is in use, ours and the library's, with where it is used."""
    yield from ((name, name) for name in our_standard_ids())
    yield from ((name, name) for name in library.standards if name != apart_from)
    own = tuple(name for name in library.supplements if name != apart_from)
    yield from ((name, name) for name in own)
    carried = (*OUR_SUPPLEMENTS["sme"], *own)
    yield from _codes(load_questionnaire("sme", tier="basic", supplements=carried, library=library))


def _codes(asked: Questionnaire) -> Iterator[tuple[str, str]]:
    yield from ((area.code, area.supplement or "sme") for area in asked.areas)
    for code in asked.matter_of:
        yield code, asked.homes.get(code, "sme")
