"""Which topics, and which disclosures of VSME, a response says anything about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from zeren.assess.applicable import stands
from zeren.assess.red_lines import red_lines
from zeren.collect.responses import Response
from zeren.standards.questionnaires import Questionnaire


@dataclass(frozen=True, slots=True)
class TopicCoverage:
    """How many answers and facts of a response belong to a topic; at least one of them."""

    topic: str
    answers: int
    facts: int

    def as_json(self) -> dict[str, object]:
        return {"topic": self.topic, "answers": self.answers, "facts": self.facts}


@dataclass(frozen=True, slots=True)
class DisclosureCoverage:
    """How many of a disclosure's concepts have at least one fact."""

    disclosure: str
    with_facts: int
    concepts: int

    def as_json(self) -> dict[str, object]:
        return {
            "disclosure": self.disclosure,
            "with_facts": self.with_facts,
            "concepts": self.concepts,
        }


def topic_coverage(
    response: Response, questionnaire: Questionnaire | None = None
) -> tuple[TopicCoverage, ...]:
    """Topics with something said about them, by id; a don't-know counts, "not applicable" not."""
    answers: Counter[str] = Counter()
    if questionnaire is not None:
        answers.update(_answered_topics(questionnaire, response))
    facts = Counter(topic for fact in response.facts for topic in fact.topics)
    return tuple(
        TopicCoverage(topic, answers=answers[topic], facts=facts[topic])
        for topic in sorted(answers.keys() | facts.keys())
    )


def disclosure_coverage(
    response: Response, disclosure_of: Mapping[str, str]
) -> tuple[DisclosureCoverage, ...]:
    """All disclosures, in the order of `disclosure_of`: the code of a concept → its disclosure.

    A concept without disclosure ("") is left out.
    """
    stated = {fact.code for fact in response.facts}
    concepts = Counter(disclosure for disclosure in disclosure_of.values() if disclosure)
    with_facts = Counter(disclosure for code, disclosure in disclosure_of.items() if code in stated)
    return tuple(
        DisclosureCoverage(disclosure, with_facts=with_facts[disclosure], concepts=number)
        for disclosure, number in concepts.items()
    )


def _answered_topics(questionnaire: Questionnaire, response: Response) -> list[str]:
    questions = [
        topic
        for stand in stands(questionnaire, response)
        if stand.is_answered
        for topic in stand.question.topics
    ]
    lines = [
        topic
        for state in red_lines(questionnaire, response)
        if state.state != "open"
        for topic in state.line.topics
    ]
    return questions + lines
