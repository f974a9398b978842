"""What of ours may answer a buyer: questions, red lines, lines of the profile, numbers and sums.

A source has an address, the words it is recognised by, and the topics that tie it to clauses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from zeren.assess.coverage import Ways
from zeren.publish.sums import SUMS
from zeren.standards.catalogue import standard as standard_of
from zeren.standards.library import OURS_ALONE, Library
from zeren.standards.load import OUR_SUPPLEMENTS, load_questionnaire, supplements_of
from zeren.standards.questionnaires import Field, Question, Questionnaire, RedLine
from zeren.standards.vsme import load_concepts
from zeren.standards.wordings import Wording, load_wordings
from zeren.text import LANGS, Lang, Text

Kind = Literal["level", "red-line", "number", "yes-no", "line", "nothing"]
NOTHING: Final = "nothing"
_OURS: Final = frozenset(OUR_SUPPLEMENTS["sme"])


@dataclass(frozen=True, slots=True)
class Source:
    """One thing of ours that a buyer may ask; `weighed` are its words with how much they say."""

    code: str
    address: str
    kind: Kind
    title: Text
    topics: tuple[str, ...]
    phrases: Mapping[Lang, tuple[str, ...]]
    weighed: Mapping[Lang, tuple[tuple[float, str], ...]]
    of_library: bool = (
        False  # nobody has collected how others ask for it: its phrases are its own words
    )


def whole_questionnaire(library: Library = OURS_ALONE) -> Questionnaire:
    """All that could have been asked: the largest tier with every supplement, whatever was answered."""
    supplements = supplements_of("sme", library)
    return load_questionnaire("sme", tier="basic", supplements=supplements, library=library)


@lru_cache(maxsize=8)
def load_sources(library: Library = OURS_ALONE) -> tuple[Source, ...]:
    """All of the largest questionnaire with its supplements, ours and a library's."""
    return tuple(_sources(whole_questionnaire(library)))


def _sources(asked: Questionnaire) -> Iterator[Source]:
    words = load_wordings()
    matters: Iterable[Question | RedLine] = (*asked.questions, *asked.red_lines)
    for matter in matters:
        level = isinstance(matter, Question)
        said = words.questions.get(matter.code)
        own = (matter.title, matter.asked)
        yield Source(
            matter.code,
            asked.address(matter.code),
            "level" if level else "red-line",
            matter.title,
            matter.topics,
            _phrases(said, own),
            {"zh": tuple(_weighed(matter, "zh")), "en": tuple(_weighed(matter, "en"))},
            of_library=said is None,
        )
    for field in asked.fields:
        if field.code in words.fields or asked.homes.get(field.code) not in {None, *_OURS}:
            yield _field(field, asked.address(field.code))
    for one in SUMS:
        said = words.fields[one.code]
        yield Source(
            one.code,
            asked.address(one.code),
            "number",
            one.title,
            one.topics,
            {"zh": said.zh, "en": said.en},
            {"zh": (), "en": ()},
        )
    for code, said in words.nothing.items():
        nothing = Text("没有对应的题目", "nothing of ours")
        phrases: dict[Lang, tuple[str, ...]] = {"zh": said.zh, "en": said.en}
        yield Source(f"-{code}", "", "nothing", nothing, (), phrases, {"zh": (), "en": ()})


def _field(field: Field, address: str) -> Source:
    kinds: dict[str, Kind] = {"number": "number", "yes-no": "yes-no"}
    said = load_wordings().fields.get(field.code)
    label = load_concepts()[field.concept].label if field.concept else None
    weighed: dict[Lang, tuple[tuple[float, str], ...]] = {}
    for lang in ("zh", "en"):
        concept = ((0.9, label.to(lang)),) if label else ()
        weighed[lang] = ((0.95, field.label.to(lang)), (0.4, field.help.to(lang)), *concept)
    return Source(
        field.code,
        address,
        kinds.get(field.kind, "line"),
        field.label,
        field.topics,
        _phrases(said, (field.label,)),
        weighed,
        of_library=said is None,
    )


def _phrases(said: Wording | None, own: tuple[Text, ...]) -> Mapping[Lang, tuple[str, ...]]:
    """How others ask for it; of a library's, its own words."""
    return {lang: said.to(lang) if said else tuple(one.to(lang) for one in own) for lang in LANGS}


def _weighed(matter: Question | RedLine, lang: Lang) -> Iterator[tuple[float, str]]:
    yield 0.95, matter.title.to(lang)
    yield 0.85, matter.asked.to(lang)
    yield 0.5, matter.why.to(lang)
    if isinstance(matter, Question):
        yield 0.5, matter.risk.to(lang)
        yield from ((0.5, level.to(lang)) for level in matter.levels)
    yield from ((0.4, piece.example.to(lang)) for piece in matter.evidence)


def evidence_for(standard: str, ref: str, library: Library = OURS_ALONE) -> frozenset[str]:
    """The codes of ours from which a way leads to a clause, or to those under it."""
    known = standard_of(standard, library=library)
    refs = {ref, *(clause.ref for clause in known.clauses if clause.parent == ref)}
    ways = _ways(library).to(known)
    return frozenset(code for one in refs if one in ways for code in ways[one].asked)


@lru_cache(maxsize=8)
def _ways(library: Library) -> Ways:
    return Ways(whole_questionnaire(library), library=library)
