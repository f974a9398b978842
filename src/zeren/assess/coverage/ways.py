"""The ways from what is asked to the clauses of a standard, worked out once and used for every response.

A question goes to a clause by a table where one lists it, else through its topics; to the item of the
guide that it was written for, directly.
A fact goes by its taxonomy concept to a paragraph of VSME, and from there by the tables.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from zeren.standards.catalogue import Standard
from zeren.standards.crosswalks import SURE_STRENGTH, Ref, Relation, Step
from zeren.standards.crosswalks.between import spoken_by, spoken_of, tabled_relations
from zeren.standards.crosswalks.likeness import grams
from zeren.standards.crosswalks.tables import direct_steps, looked_at
from zeren.standards.crosswalks.through_topics import Spoken, through_topics
from zeren.standards.library import OURS_ALONE, Library
from zeren.standards.questionnaires import Questionnaire
from zeren.standards.topics import GUIDE
from zeren.standards.vsme import VSME, load_concepts
from zeren.text import Text

_WRITTEN_FOR: Final = 8  # of a question to the item that it was written for
_STATED: Final = 10  # what the taxonomy itself says of a concept


@dataclass(frozen=True, slots=True)
class WaysTo:
    """The ways to one clause: by question code, and by concept with the paragraph in between."""

    asked: Mapping[str, Relation] = field(default_factory=dict)
    concepts: Mapping[str, tuple[Relation, ...]] = field(default_factory=dict)


class Ways:
    """From a questionnaire (None: facts only) to the clauses of any standard; each found once."""

    def __init__(
        self, questionnaire: Questionnaire | None, *, library: Library = OURS_ALONE
    ) -> None:
        self.questionnaire = questionnaire
        self.library = library
        self._found: dict[str, Mapping[str, WaysTo]] = {}

    def to(self, standard: Standard) -> Mapping[str, WaysTo]:
        """By clause; a clause to which no way leads is absent."""
        if standard.id not in self._found:
            asked = _asked(self.questionnaire, standard, self.library)
            concepts = _by_concept(standard.id)
            self._found[standard.id] = {
                clause.ref: WaysTo(asked.get(clause.ref, {}), concepts.get(clause.ref, {}))
                for clause in standard.clauses
                if clause.ref in asked or clause.ref in concepts
            }
        return self._found[standard.id]


def _asked(
    questionnaire: Questionnaire | None, standard: Standard, library: Library
) -> Mapping[str, Mapping[str, Relation]]:
    """Clause → question, red line or number → the way between them."""
    if questionnaire is None:
        return {}
    direct = (*direct_steps(questionnaire.id, standard.id), *_written_for(questionnaire, standard))
    settled = looked_at(questionnaire.id, standard.id) | {step.source.clause for step in direct}
    asks, speaks = spoken_by(questionnaire), spoken_of(standard.id, library=library)
    derived = (
        _doubted(step, asks, speaks)
        for step in through_topics(asks, speaks)
        if step.source.clause not in settled
    )
    found: dict[str, dict[str, Relation]] = defaultdict(dict)
    for relation in _prolonged(standard.id, (Relation((step,)) for step in (*direct, *derived))):
        found[relation.target.clause].setdefault(relation.source.clause, relation)
    return found


def _doubted(step: Step, asks: Spoken, speaks: Spoken) -> Step:
    """Without a word in common, a question is never sure for a clause, whatever topics they share."""
    ours, theirs = asks.words[step.source.clause], speaks.words[step.target.clause]
    if grams(ours).keys() & grams(theirs).keys():
        return step
    return replace(step, strength=min(step.strength, SURE_STRENGTH - 1))


def _written_for(questionnaire: Questionnaire, standard: Standard) -> Iterator[Step]:
    """The sme questionnaire was written item by item of the guide."""
    if standard.id != GUIDE:
        return
    for question in questionnaire.questions:
        if question.item in standard.clause_of:
            yield Step(
                source=Ref(questionnaire.id, question.code),
                target=Ref(GUIDE, question.item),
                kind="subset",
                strength=_WRITTEN_FOR,
                basis="judgement",
                why=Text("这道题是按这一项写的", "The question was written for this item"),
            )


def _prolonged(standard: str, relations: Iterable[Relation]) -> Iterator[Relation]:
    """And on from an old disclosure to the one that replaces it, within the same standard."""
    onward = defaultdict(list)
    for step in direct_steps(standard, standard):
        onward[step.source.clause].append(step)
    later = []
    for relation in relations:
        yield relation
        later += [relation.then(step) for step in onward[relation.target.clause]]
    yield from later


def _by_concept(standard: str) -> Mapping[str, Mapping[str, tuple[Relation, ...]]]:
    """Clause → paragraph of VSME → the ways of its concepts to the clause."""
    found: dict[str, dict[str, list[Relation]]] = defaultdict(lambda: defaultdict(list))
    onward = _tables_from_vsme(standard)
    for concept in load_concepts().values():
        for paragraph in concept.paragraphs:
            way = Relation((_stated(concept.code, paragraph),))
            if standard == VSME:
                found[paragraph][paragraph].append(way)
            for relation in onward.get(paragraph, ()):
                whole = Relation((*way.steps, *relation.steps))
                found[relation.target.clause][paragraph].append(whole)
    return {
        clause: {paragraph: tuple(ways) for paragraph, ways in paragraphs.items()}
        for clause, paragraphs in found.items()
    }


def _tables_from_vsme(standard: str) -> Mapping[str, list[Relation]]:
    onward: dict[str, list[Relation]] = defaultdict(list)
    for relation in tabled_relations(VSME, standard):
        onward[relation.source.clause].append(relation)
    return onward


def _stated(concept: str, paragraph: str) -> Step:
    return Step(
        source=Ref(VSME, concept),
        target=Ref(VSME, paragraph),
        kind="subset",
        strength=_STATED,
        basis="official",
    )
