"""What one company said: answers, facts, evidence, and what of it may be shown to the public."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from zeren.collect.facts import Fact, Period, Source
from zeren.standards.questionnaires import EvidenceKind, Questionnaire
from zeren.text import Said

Profile = Mapping[str, str | bool | Said]


class Saying(Enum):
    """Answers that are not a level. Silence is no Saying: the answer is absent."""

    DONT_KNOW = "dont-know"
    NOT_APPLICABLE = "not-applicable"
    KEPT = "kept"
    BROKEN = "broken"


class Answer(NamedTuple):
    """An answer to a level question (0–4 or a Saying) or to a red line (a Saying)."""

    question: str
    said: int | Saying
    reason: Said | None = None  # why it does not apply
    words: Said | None = None  # the company's own words on its practice
    source: Source = Source()

    def as_json(self) -> dict[str, object]:
        return {
            "question": self.question,
            "said": self.said.value if isinstance(self.said, Saying) else self.said,
            "reason": self.reason.as_json() if self.reason else None,
            "words": self.words.as_json() if self.words else None,
            "sheet": self.source.sheet,
            "cell": self.source.cell,
        }


class Evidence(NamedTuple):
    """Something that can be shown for an answer; attached, not checked."""

    question: str
    kind: EvidenceKind
    title: Said
    issuer: str = ""
    period: Period | None = None
    expires: str = ""  # ISO date
    sha256: str = ""
    link: str = ""
    visitor: str = ""  # who saw it on site, recorded by that visitor
    source: Source = Source()

    def as_json(self) -> dict[str, object]:
        return {
            "question": self.question,
            "kind": self.kind,
            "title": self.title.as_json(),
            "issuer": self.issuer,
            "period": self.period.as_json() if self.period else None,
            "expires": self.expires,
            "sha256": self.sha256,
            "link": self.link,
            "visitor": self.visitor,
            "sheet": self.source.sheet,
            "cell": self.source.cell,
        }


class Asked(NamedTuple):
    """Which questionnaire was answered: id, edition, tier, supplements, and the hash of it all."""

    id: str
    edition: str
    tier: str
    sha256: str
    supplements: tuple[str, ...] = ()

    @classmethod
    def of(cls, questionnaire: Questionnaire) -> Asked:
        """What somebody answers who is asked this questionnaire."""
        return cls(
            questionnaire.id,
            questionnaire.edition,
            questionnaire.tier,
            questionnaire.sha256,
            questionnaire.supplements,
        )

    def as_json(self) -> dict[str, object]:
        return {
            "id": self.id,
            "edition": self.edition,
            "tier": self.tier,
            "sha256": self.sha256,
            "supplements": list(self.supplements),
        }


@dataclass(frozen=True)
class Response:
    """One company's answers for one period, as the reader understood them.

    `profile` holds texts, choice codes, dates and yes or no by field code; every number,
    employees included, is a Fact. `published` holds the codes (of questions and fields) that the
    company ticked for the public; its own words on a practice go with the question.
    """

    asked: Asked
    period: Period
    profile: Profile
    answers: tuple[Answer, ...]
    facts: tuple[Fact, ...]
    evidence: tuple[Evidence, ...] = ()
    published: frozenset[str] = frozenset()

    @cached_property
    def answer_to(self) -> Mapping[str, Answer]:
        return {answer.question: answer for answer in self.answers}

    @cached_property
    def _undivided(self) -> Mapping[str, Fact]:
        return {fact.code: fact for fact in self.facts if not fact.dimensions}

    def fact(self, code: str) -> Fact | None:
        """The undivided fact at an address of this questionnaire's, `electricity` for short."""
        addresses = (f"{id}/{code}" for id in (self.asked.id, *self.asked.supplements))  # noqa: A001
        found = (self._undivided.get(address) for address in (*addresses, code))
        return next((fact for fact in found if fact), None)

    def number(self, code: str) -> Decimal | None:
        fact = self.fact(code)
        return fact.value if fact and isinstance(fact.value, Decimal) else None

    def as_json(self) -> dict[str, object]:
        return {
            "questionnaire": self.asked.as_json(),
            "period": self.period.as_json(),
            "profile": {
                code: value.as_json() if isinstance(value, Said) else value
                for code, value in sorted(self.profile.items())
            },
            "answers": [answer.as_json() for answer in self.answers],
            "facts": [fact.as_json() for fact in self.facts],
            "evidence": [piece.as_json() for piece in self.evidence],
            "published": sorted(self.published),
        }
