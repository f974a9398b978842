"""What of each clause of a standard a response answers: evidence towards it, never conformity.

A clause is *covered* where everything that surely belongs to it is answered: each question that is
sure for the clause, or every concept of a VSME paragraph that is close to it. Where a standard asks for
figures and accounts to be disclosed, no question covers that by sharing its topics: only what a table
names does. A clause is *partly* covered where anything at all speaks to it, and *open* where nothing does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Literal

from zeren.assess.applicable import stands
from zeren.assess.coverage.ways import Ways, WaysTo
from zeren.assess.red_lines import red_lines
from zeren.collect.facts import Fact, Source, value_as_json
from zeren.collect.responses import Answer, Response, Saying
from zeren.standards.catalogue import Clause, Standard
from zeren.standards.crosswalks import SURE_STRENGTH, Relation
from zeren.standards.questionnaires import (
    Field,
    Question,
    Questionnaire,
    RedLine,
    Tier,
    is_asked,
)
from zeren.standards.vsme import load_concepts
from zeren.text import Text

State = Literal["covered", "partly", "open"]
CLOSE: Final = 6  # of a relation in a table: from here on it answers the clause
_NOTHING: Final = WaysTo()


@dataclass(frozen=True, slots=True)
class Given:
    """An answer or a fact that speaks to a clause, and the way that it takes."""

    said: Answer | Fact
    relation: Relation

    @property
    def code(self) -> str:
        return self.said.question if isinstance(self.said, Answer) else self.said.code

    @property
    def source(self) -> Source:
        return self.said.source

    def as_json(self) -> dict[str, object]:
        said = self.said
        if isinstance(said, Fact):
            value, unit = value_as_json(said.value), said.unit or None
        else:
            value = said.said.value if isinstance(said.said, Saying) else said.said
            unit = None
        return {
            "code": self.code,
            "value": value,
            "unit": unit,
            "sheet": self.source.sheet,
            "cell": self.source.cell,
            **self.relation.as_json(),
        }


@dataclass(frozen=True, slots=True)
class Further:
    """What only a larger questionnaire asks about a clause: by which tier, or by which supplement."""

    matter: Question | RedLine | Field
    strength: int  # of the way to the clause
    tier: Tier | Literal[""]  # "" where the present tier would do
    supplement: str  # "" where no further supplement is needed

    @property
    def code(self) -> str:
        return self.matter.code

    @property
    def title(self) -> Text:
        return self.matter.label if isinstance(self.matter, Field) else self.matter.title

    def as_json(self) -> dict[str, object]:
        return {
            "code": self.code,
            "title": self.title.as_json(),
            "strength": self.strength,
            "tier": self.tier or None,
            "supplement": self.supplement or None,
        }


@dataclass(frozen=True)
class ClauseCoverage:
    """How far one clause is answered; the surest evidence first.

    `missing` holds the questions that would say more, `spared` those that this company is not asked,
    `further` what only a larger questionnaire asks (see `with_further`).
    A heading is as covered as the clauses under it and has no evidence of its own.
    """

    clause: Clause
    state: State
    answers: tuple[Given, ...] = ()
    missing: tuple[str, ...] = ()
    spared: tuple[str, ...] = ()
    is_heading: bool = False
    is_asked: bool = (
        True  # whether any question of this questionnaire or concept of ours leads here
    )
    further: tuple[Further, ...] = ()

    @cached_property
    def through(self) -> tuple[Relation, ...]:
        """The different ways taken, one for each last step, the surest first."""
        return tuple({given.relation.steps[-1]: given.relation for given in self.answers}.values())

    def as_json(self) -> dict[str, object]:
        return {
            "ref": self.clause.ref,
            "title": self.clause.title.as_json(),
            "parent": self.clause.parent or None,
            "heading": self.is_heading,
            "state": self.state,
            "answers": [given.as_json() for given in self.answers],
            "through": [relation.as_json() for relation in self.through],
            "missing": list(self.missing),
            "not_asked_of_you": list(self.spared),
            "asked": self.is_asked,
            "asked_elsewhere": [one.as_json() for one in self.further],
        }


@dataclass(frozen=True)
class StandardCoverage:
    """Every clause of a standard in its order, headings included."""

    standard: Standard
    clauses: tuple[ClauseCoverage, ...]

    @cached_property
    def counted(self) -> Mapping[State, int]:
        """How many clauses are in each state, headings left out."""
        numbers: dict[State, int] = {"covered": 0, "partly": 0, "open": 0}
        for one in self.clauses:
            if not one.is_heading:
                numbers[one.state] += 1
        return numbers

    def is_sure(self, given: Given) -> bool:
        """Whether it surely speaks to its clause; to a disclosure only what a table puts close to it."""
        if self.standard.is_disclosure:
            return given.relation.is_direct and given.relation.strength >= CLOSE
        return given.relation.strength >= SURE_STRENGTH

    def as_json(self) -> dict[str, object]:
        return {
            "standard": self.standard.id,
            "edition": self.standard.edition.as_json(),
            "counted": dict(self.counted),
            "clauses": [one.as_json() for one in self.clauses],
        }

    @property
    def is_reached(self) -> bool:
        """Whether anything of ours leads to any clause of it."""
        return any((one.is_asked or one.further) and not one.is_heading for one in self.clauses)


def clause_coverage(
    response: Response, standards: Iterable[Standard], ways: Ways
) -> tuple[StandardCoverage, ...]:
    """The coverage of each standard. Cost grows with clauses × what leads to them."""
    said = _Said(response, ways.questionnaire)
    return tuple(StandardCoverage(one, _clauses(said, one, ways)) for one in standards)


def _clauses(said: _Said, standard: Standard, ways: Ways) -> tuple[ClauseCoverage, ...]:
    lead = ways.to(standard)
    parents = {clause.parent for clause in standard.clauses}
    found = [
        ClauseCoverage(clause, "open", is_heading=True)
        if clause.ref in parents
        else _judged(
            said, clause, lead.get(clause.ref, _NOTHING), is_disclosure=standard.is_disclosure
        )
        for clause in standard.clauses
    ]
    return tuple(_headed(found))


class _Said:
    """What counts of a response: by question code, and by concept."""

    def __init__(self, response: Response, questionnaire: Questionnaire | None) -> None:
        self.facts: dict[str, Fact] = {}
        for fact in response.facts:
            self.facts.setdefault(fact.code, fact)
        self.answers: dict[str, Answer | Fact] = {}
        self.put: set[str] = set()  # what this company is asked
        self.numbers: set[str] = (
            set()
        )  # of this, the numbers: they add to a clause, they don't make it
        if questionnaire is not None:
            self._hear(response, questionnaire)

    def says_more_than_no(self, code: str) -> bool:
        """Whether it was answered, and with more than that it does not apply."""
        said = self.answers.get(code)
        return said is not None and getattr(said, "said", None) is not Saying.NOT_APPLICABLE

    def _hear(self, response: Response, questionnaire: Questionnaire) -> None:
        for stand in stands(questionnaire, response):
            code = stand.question.code
            self.put.add(code)
            if stand.said not in (None, Saying.DONT_KNOW):
                self.answers[code] = response.answer_to[code]
        for state in red_lines(questionnaire, response):
            self.put.add(state.line.code)
            if state.state in ("kept", "broken"):
                self.answers[state.line.code] = response.answer_to[state.line.code]
        for field in questionnaire.fields:
            if is_asked(field.asked_when, response.profile):
                self.put.add(field.code)
                self.numbers.add(field.code)
            fact = response.fact(field.code)
            if fact is not None:
                self.answers[field.code] = fact
                self.facts |= {field.concept: fact} if field.concept else {}


def _judged(said: _Said, clause: Clause, ways: WaysTo, *, is_disclosure: bool) -> ClauseCoverage:
    """One clause: the evidence towards it, what is missing, and the state that follows."""
    answers = said.answers
    given = [Given(answers[code], way) for code, way in ways.asked.items() if code in answers]
    given += _from_concepts(said, ways, {one.said for one in given if isinstance(one.said, Fact)})
    silent = [code for code in ways.asked if code not in answers]
    return ClauseCoverage(
        clause,
        "covered"
        if _is_covered(said, ways, is_disclosure=is_disclosure)
        else "partly"
        if given
        else "open",
        answers=tuple(sorted(given, key=_surest)),
        missing=tuple(code for code in silent if code in said.put),
        spared=tuple(code for code in silent if code not in said.put),
        is_asked=bool(ways.asked or ways.concepts),
    )


def _surest(given: Given) -> int:
    return -given.relation.strength


def _is_covered(said: _Said, ways: WaysTo, *, is_disclosure: bool) -> bool:
    def is_due(code: str, way: Relation) -> bool:
        if way.is_direct:
            return way.strength >= CLOSE
        return not is_disclosure and way.strength >= SURE_STRENGTH and code not in said.numbers

    due = [code for code, way in ways.asked.items() if code in said.put and is_due(code, way)]
    by_questions = any(map(said.says_more_than_no, due)) and all(
        code in said.answers for code in due
    )
    return by_questions or any(_is_complete(said, ways) for ways in ways.concepts.values())


def _is_complete(said: _Said, ways: Sequence[Relation]) -> bool:
    """Every concept of the paragraph that it cannot do without, and near enough to the clause."""
    if min(way.strength for way in ways) < CLOSE:
        return False
    concepts = load_concepts()
    codes = [way.source.clause for way in ways]
    due = [code for code in codes if not concepts[code].is_conditional] or codes
    return all(code in said.facts for code in due)


def _from_concepts(said: _Said, ways: WaysTo, seen: set[Fact]) -> Iterator[Given]:
    """Facts by their concept, each once."""
    for way in (way for found in ways.concepts.values() for way in found):
        fact = said.facts.get(way.source.clause)
        if fact is not None and fact not in seen:
            seen.add(fact)
            yield Given(fact, way)


def _headed(found: Sequence[ClauseCoverage]) -> Iterator[ClauseCoverage]:
    """Give each heading the state of what stands under it."""
    under: dict[str, list[ClauseCoverage]] = {}
    for one in found:
        under.setdefault(one.clause.parent, []).append(one)

    def state(one: ClauseCoverage) -> State:
        if not one.is_heading:
            return one.state
        states = {state(child) for child in under.get(one.clause.ref, ())}
        if states <= {"open"}:
            return "open"
        return "covered" if states == {"covered"} else "partly"

    yield from (replace(one, state=state(one)) if one.is_heading else one for one in found)
