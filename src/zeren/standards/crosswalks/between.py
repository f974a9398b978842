"""The relations between any two standards: tables first, then tables in a row, then topics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

from zeren.standards.catalogue import load_standards, standard
from zeren.standards.crosswalks.relations import Relation
from zeren.standards.crosswalks.tables import direct_steps, load_tables, looked_at
from zeren.standards.crosswalks.through_topics import Spoken, through_topics
from zeren.standards.library import OURS_ALONE, Library
from zeren.standards.questionnaires import Field, Question, Questionnaire, RedLine
from zeren.standards.topics import topics_by_clause
from zeren.standards.vsme import VSME, load_concepts
from zeren.text import Text


@lru_cache(maxsize=1024)
def relations_between(
    one: str, other: str, *, hidden: bool = False, library: Library = OURS_ALONE
) -> tuple[Relation, ...]:
    """Every relation from the clauses of a standard to those of another, in the order of the first.

    A clause that a table lists has just what the table says; `hidden` leaves the tables out, to
    measure how good the rest is. Raises `Refused` for an unknown standard.
    """
    order = {
        clause.ref: number for number, clause in enumerate(standard(one, library=library).clauses)
    }
    found = () if hidden else tuple(tabled_relations(one, other))
    settled = (
        frozenset() if hidden else looked_at(one, other) | {one.source.clause for one in found}
    )
    derived = (
        Relation((step,))
        for step in (
            through_topics(spoken_of(one, library=library), spoken_of(other, library=library))
            if one != other
            else ()
        )
        if step.source.clause not in settled
    )
    return tuple(sorted((*found, *derived), key=lambda relation: order[relation.source.clause]))


def related_standards(one: str, *, library: Library = OURS_ALONE) -> tuple[str, ...]:
    """The standards to whose clauses this one's have any way."""
    spoken = frozenset(spoken_of(one, library=library).refs_of)
    tabled = {table.target for table in load_tables() if table.source == one} | {
        table.source for table in load_tables() if table.target == one
    }
    return tuple(
        known.id
        for known in load_standards(library)
        if known.id in tabled
        or (known.id != one and spoken & spoken_of(known.id, library=library).refs_of.keys())
    )


@lru_cache(maxsize=1024)
def spoken_of(name: str, *, library: Library = OURS_ALONE) -> Spoken:
    """What a standard speaks of. Of VSME the paragraphs, each by the concepts reported under it."""
    known = standard(name, library=library)
    spoken = topics_by_clause(name, library=library)
    topics = {ref: tuple(one.id for one in found) for ref, found in spoken.items()}
    if name == VSME:
        topics = dict(_paragraph_topics())
    return Spoken(
        id=name,
        topics={clause.ref: topics[clause.ref] for clause in known.clauses if clause.ref in topics},
        words={clause.ref: clause.title for clause in known.clauses},
    )


def spoken_by(questionnaire: Questionnaire) -> Spoken:
    """What a questionnaire asks about, each question, red line and number with its topics."""
    asked: Iterable[Question | RedLine | Field] = (
        *questionnaire.questions,
        *questionnaire.red_lines,
        *questionnaire.numbers(),
    )
    words = {one.code: _words(one) for one in asked}
    return Spoken(
        id=questionnaire.id,
        topics={one.code: one.topics for one in asked if one.topics},
        words=words,
        divides=False,
    )


def _words(asked: Question | RedLine | Field) -> Text:
    if isinstance(asked, Field):
        return asked.label
    return Text(f"{asked.title.zh} {asked.asked.zh}", f"{asked.title.en} {asked.asked.en}")


def tabled_relations(one: str, other: str) -> Iterator[Relation]:
    """What a table says, else what two tables in a row say by way of a third standard."""
    direct = direct_steps(one, other)
    yield from (Relation((step,)) for step in direct)
    if one == other:
        return
    listed = looked_at(one, other) | {step.source.clause for step in direct}
    for middle in (known.id for known in load_standards()):
        if middle in {one, other}:
            continue
        ways: dict[str, list[Relation]] = {}
        for step in direct_steps(one, middle):
            if step.source.clause not in listed:
                ways.setdefault(step.target.clause, []).append(Relation((step,)))
        for step in direct_steps(middle, other) if ways else ():
            yield from (way.then(step) for way in ways.get(step.source.clause, ()))


@cache
def _paragraph_topics() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for concept in load_concepts().values():
        for paragraph in concept.paragraphs:
            found.setdefault(paragraph, {}).update(dict.fromkeys(concept.topics))
    return {paragraph: tuple(topics) for paragraph, topics in found.items()}
