"""Relations that nobody wrote down: shared topics propose them, titles decide among them.

A topic that many clauses of a standard share tells little about which of them is meant; so a pair is
kept where it is among the best for one of its clauses, and counts as sure where it is for both.
How often this is right is measured against the tables (`make bench`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from zeren.standards.crosswalks.likeness import Likeness, likeness
from zeren.standards.crosswalks.relations import SURE_STRENGTH, Kind, Ref, Step
from zeren.text import Text

LEAST_SURE: Final = 3  # of ten; what is alike by less is never sure, even where nothing is better
NEAR_BEST: Final = 0.7  # of the best pair's score; chosen on the tables, see the manual


@dataclass(frozen=True)
class Spoken:
    """What a standard or a questionnaire speaks of: by ref its topics, and its words.

    `divides`: refs that share a topic divide it among them, as clauses do. Questions on a topic do
    not: each of them is about all of it.
    """

    id: str
    topics: Mapping[str, tuple[str, ...]]
    words: Mapping[str, Text]
    divides: bool = True

    @cached_property
    def refs_of(self) -> Mapping[str, tuple[str, ...]]:
        """Topic → the refs that speak of it."""
        found: dict[str, list[str]] = defaultdict(list)
        for ref, topics in self.topics.items():
            for topic in topics:
                found[topic].append(ref)
        return {topic: tuple(refs) for topic, refs in found.items()}

    @cached_property
    def number_of(self) -> Mapping[str, int]:
        """Topic → among how many refs it is divided."""
        if not self.divides:
            return dict.fromkeys(self.refs_of, 1)
        return Counter(topic for topics in self.topics.values() for topic in topics)


def through_topics(one: Spoken, other: Spoken) -> tuple[Step, ...]:
    """Every kept pair, in the order of `one` and then of `other`."""
    if not one.topics or not other.topics:
        return ()
    scores = _scores(one, other)
    best_one: dict[str, float] = defaultdict(float)
    best_other: dict[str, float] = defaultdict(float)
    for (ref, target), (focus, alike) in scores.items():
        best_one[ref] = max(best_one[ref], focus + alike)
        best_other[target] = max(best_other[target], focus + alike)
    found = []
    for (ref, target), (focus, alike) in scores.items():
        score, bests = focus + alike, (best_one[ref], best_other[target])
        if score >= NEAR_BEST * min(bests):
            strength = _strength(focus, alike, sure=score >= NEAR_BEST * max(bests))
            found.append(_step(one, other, ref, target, strength))
    return tuple(found)


def _scores(one: Spoken, other: Spoken) -> dict[tuple[str, str], tuple[float, float]]:
    """For each pair that shares a topic: how much of their topics they share, and alike titles."""
    compare = Likeness((*one.words.values(), *other.words.values()))
    ours = {ref: compare.vector(one.words[ref]) for ref in one.topics}
    theirs = {ref: compare.vector(other.words[ref]) for ref in other.topics}
    return {
        (ref, target): (_focus(one, other, ref, target), likeness(ours[ref], theirs[target]))
        for ref, target in _pairs(one, other)
    }


def _pairs(one: Spoken, other: Spoken) -> Iterator[tuple[str, str]]:
    for ref, topics in one.topics.items():
        targets = (target for topic in topics for target in other.refs_of.get(topic, ()))
        yield from ((ref, target) for target in dict.fromkeys(targets))


def _focus(one: Spoken, other: Spoken, ref: str, target: str) -> float:
    """0–1: 1 where both speak of the same topics and nobody else on either side does."""
    ours, theirs = set(one.topics[ref]), set(other.topics[target])
    shared = sum(1 / max(one.number_of[topic], other.number_of[topic]) for topic in ours & theirs)
    return shared / len(ours | theirs)


def _strength(focus: float, alike: float, *, sure: bool) -> int:
    """1–10: focus and likeness each take away doubt; only a pair that is best for both is sure."""
    size = round(10 * (1 - (1 - focus) * (1 - min(alike, 1))))
    if sure and size >= LEAST_SURE:
        return max(SURE_STRENGTH, min(size, 9))
    return max(1, min(size, SURE_STRENGTH - 1))


def _step(one: Spoken, other: Spoken, ref: str, target: str, strength: int) -> Step:
    ours, theirs = set(one.topics[ref]), set(other.topics[target])
    return Step(
        source=Ref(one.id, ref),
        target=Ref(other.id, target),
        kind=_kind(
            within=_alone(other, ours & theirs) and ours <= theirs,
            around=_alone(one, ours & theirs) and theirs <= ours,
        ),
        strength=strength,
        basis="judgement",
        topics=tuple(topic for topic in one.topics[ref] if topic in theirs),
    )


def _alone(side: Spoken, topics: set[str]) -> bool:
    """Whether each of these topics has but one ref on this side."""
    return all(side.number_of[topic] == 1 for topic in topics)


def _kind(*, within: bool, around: bool) -> Kind:
    if within and around:
        return "equal"
    if within:
        return "subset"
    return "superset" if around else "intersect"
