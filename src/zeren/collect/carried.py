"""A response carried on to what is asked now: another edition, another tier, a supplement more.

Nothing that was said is lost: it stands in the new response, beside it as the number of an earlier
period, or among what was dropped, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from zeren.collect.facts import Fact, Period
from zeren.collect.periods import PERIOD, period_of
from zeren.collect.responses import Answer, Asked, Evidence, Response, Saying
from zeren.standards.editions import Changes
from zeren.standards.questionnaires import Field, Question, QuestionKind, Questionnaire, RedLine
from zeren.text import Said, Text


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the profile that is no number."""

    code: str
    value: str | bool | Said

    def as_json(self) -> dict[str, object]:
        said = self.value.as_json() if isinstance(self.value, Said) else self.value
        return {"field": self.code, "value": said}


Value = Answer | Entry | Fact | Evidence


@dataclass(frozen=True, slots=True)
class Moved:
    """Something that was said under one code and stands under another now."""

    was: str
    now: str
    reason: Text

    def as_json(self) -> dict[str, object]:
        return {"was": self.was, "now": self.now, "reason": self.reason.as_json()}


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something that was said and has no place in the new response, and why."""

    value: Value
    why: Text

    @property
    def code(self) -> str:
        """Of the question or field that it was said of."""
        if isinstance(self.value, Answer | Evidence):
            return self.value.question
        return self.value.code.rpartition("/")[2]

    def as_json(self) -> dict[str, object]:
        kinds = {Answer: "answer", Entry: "entry", Fact: "fact", Evidence: "evidence"}
        return {kinds[type(self.value)]: self.value.as_json(), "why": self.why.as_json()}


@dataclass(frozen=True)
class Carried:
    """The new response, and how it came about.

    `stayed`, `moved` and `reworded` name what was carried, by its present code; `new` is what was not
    asked before. `earlier` are the numbers of another period, under their present codes: they belong
    beside the cells, not in them. `awaiting` are the codes that somebody has to confirm.
    """

    response: Response
    then: Asked
    period: Period  # that the old response covers
    same_period: bool
    stayed: tuple[str, ...]
    moved: tuple[Moved, ...]
    reworded: tuple[str, ...]
    new: tuple[str, ...]
    earlier: tuple[Fact, ...]
    dropped: tuple[Dropped, ...]
    awaiting: frozenset[str]

    def as_json(self) -> dict[str, object]:
        return {
            "from": self.then.as_json(),
            "to": self.response.asked.as_json(),
            "period": self.period.as_json(),
            "same_period": self.same_period,
            "stayed": list(self.stayed),
            "moved": [one.as_json() for one in self.moved],
            "reworded": list(self.reworded),
            "new": list(self.new),
            "earlier": [fact.as_json() for fact in self.earlier],
            "dropped": [one.as_json() for one in self.dropped],
            "to_confirm": sorted(self.awaiting),
        }


NOT_ASKED: Final = Text(
    "这份问卷问得少，没有问到它：它在基本版或补充问卷里。",
    "This questionnaire asks less: it belongs to the basic tier or to a supplement.",
)
NOT_OFFERED: Final = Text(
    "现在这一题没有这个选项，或者单位变了。",
    "This answer is no longer offered there, or the unit is another.",
)
_LEVELS: Final[Mapping[QuestionKind, tuple[int, ...]]] = {
    "level": (0, 1, 2, 3, 4),
    "yes-partly-no": (0, 2, 4),
}
TAKEN: Final = Text(
    "那一题已经有了另一个回答。", "Another answer already stands where this one would go."
)


def carried(
    response: Response,
    *,
    changes: Changes,
    questionnaire: Questionnaire,
    same_period: bool,
    unconfirmed: frozenset[str] = frozenset(),
) -> Carried:
    """Carry a sound response on. Numbers and the dates of the period go along only within one period.

    Within one period somebody has to confirm what moved, was reworded, or was `unconfirmed` before;
    in another, everything.
    """
    placed, dropped = _places(_said(response, same_period=same_period), changes, questionnaire)
    evidence, without_place = _evidence(response.evidence, changes, questionnaire)
    numbers = tuple(one.value for one in placed.values() if isinstance(one.value, Fact))
    filled = [code for code in placed if same_period or not isinstance(placed[code].value, Fact)]
    return Carried(
        response=Response(
            asked=Asked.of(questionnaire),
            period=response.period if same_period else period_of({}, questionnaire),
            profile=_profile(placed),
            answers=tuple(one.value for one in placed.values() if isinstance(one.value, Answer)),
            facts=numbers if same_period else (),
            evidence=evidence,
            published=_published(response, changes, questionnaire, placed),
        ),
        then=response.asked,
        period=response.period,
        same_period=same_period,
        stayed=tuple(code for code in filled if placed[code].was == code),
        moved=_moved(placed, changes),
        reworded=tuple(code for code in placed if code in changes.reworded),
        new=tuple(code for code in changes.new if code not in placed),
        earlier=() if same_period else numbers,
        dropped=(*dropped, *without_place),
        awaiting=frozenset(
            _altered(placed, changes, unconfirmed).intersection(filled) if same_period else filled
        ),
    )


@dataclass(frozen=True, slots=True)
class _Placed:
    """A value under its present code, and the code that it had."""

    was: str
    value: Answer | Entry | Fact


def _said(response: Response, *, same_period: bool) -> Iterator[tuple[str, Answer | Entry | Fact]]:
    """Everything that was said, by its code; the dates of another period are not said of this one."""
    for answer in response.answers:
        yield answer.question, answer
    for code, value in response.profile.items():
        if same_period or code not in PERIOD:
            yield code, Entry(code, value)
    for fact in response.facts:
        yield fact.code.rpartition("/")[2], fact


def _places(
    said: Iterable[tuple[str, Answer | Entry | Fact]], changes: Changes, asked: Questionnaire
) -> tuple[dict[str, _Placed], list[Dropped]]:
    """What found a place, in the order of the questionnaire, and the rest.

    What kept its code comes before what moved there.
    """
    found: dict[str, _Placed] = {}
    dropped = []
    for code, value in sorted(said, key=lambda pair: pair[0] in changes.retired):
        places = [now for now in changes.now(code) if now in asked.matter_of]
        takers = [now for now in places if _fits(value, asked.matter_of.get(now))]
        free = [now for now in takers if now not in found]
        found |= {now: _Placed(code, _under(now, value, asked)) for now in free}
        if not free:
            why = TAKEN if takers else NOT_OFFERED if places else _why_gone(code, changes)
            dropped.append(Dropped(value, why))
    return {code: found[code] for code in asked.matter_of if code in found}, dropped


def _moved(placed: Mapping[str, _Placed], changes: Changes) -> tuple[Moved, ...]:
    return tuple(
        Moved(one.was, code, changes.retired[one.was].reason)
        for code, one in placed.items()
        if one.was != code
    )


def _altered(
    placed: Mapping[str, _Placed], changes: Changes, unconfirmed: frozenset[str]
) -> set[str]:
    """What moved, was reworded, or was unconfirmed before."""
    moved = {code for code, one in placed.items() if one.was != code}
    waited = {code for code, one in placed.items() if one.was in unconfirmed}
    return moved | waited | set(changes.reworded)


def _profile(placed: Mapping[str, _Placed]) -> dict[str, str | bool | Said]:
    entries = (one.value for one in placed.values())
    return {entry.code: entry.value for entry in entries if isinstance(entry, Entry)}


def _why_gone(code: str, changes: Changes) -> Text:
    gone = None if changes.now(code) else changes.retired.get(code)
    return gone.reason if gone else NOT_ASKED


def _under(code: str, value: Answer | Entry | Fact, asked: Questionnaire) -> Answer | Entry | Fact:
    if isinstance(value, Answer):
        return value._replace(question=code)
    if isinstance(value, Entry):
        return replace(value, code=code)
    return value._replace(code=asked.address(code), topics=asked.field_of[code].topics)


def _fits(value: Answer | Entry | Fact, matter: Question | RedLine | Field | None) -> bool:
    """Whether this can be said there."""
    if isinstance(value, Answer):
        return not isinstance(matter, Field) and matter is not None and _offers(matter, value.said)
    if not isinstance(matter, Field):
        return False
    if isinstance(value, Fact):
        undivided = value.kind == "number" and not value.dimensions
        return undivided and matter.kind == "number" and matter.unit == value.unit
    return _takes(matter, value)


def _offers(matter: Question | RedLine, said: int | Saying) -> bool:
    if isinstance(matter, RedLine):
        return said in (Saying.KEPT, Saying.BROKEN, Saying.DONT_KNOW)
    if said is Saying.NOT_APPLICABLE:
        return matter.may_not_apply
    return said is Saying.DONT_KNOW or said in _LEVELS[matter.kind]


def _takes(field: Field, entry: Entry) -> bool:
    value = entry.value
    if field.kind == "yes-no":
        return isinstance(value, bool)
    if field.kind in {"text", "long-text"}:
        return isinstance(value, Said)
    if field.kind == "choice":
        return value in {choice.code for choice in field.choices}
    if field.kind == "date":
        return isinstance(value, str) and _is_day(value)
    return field.kind == "uscc" and isinstance(value, str)


def _is_day(words: str) -> bool:
    try:
        date.fromisoformat(words)
    except ValueError:
        return False
    return True


def _evidence(
    pieces: Iterable[Evidence], changes: Changes, asked: Questionnaire
) -> tuple[tuple[Evidence, ...], list[Dropped]]:
    """Each piece goes with its question, wherever that has gone."""
    kept, dropped = [], []
    codes = {*asked.question_of, *asked.red_line_of}
    for piece in pieces:
        places = [now for now in changes.now(piece.question) if now in codes]
        kept += [piece._replace(question=now) for now in places]
        if not places:
            dropped.append(Dropped(piece, _why_gone(piece.question, changes)))
    return tuple(kept), dropped


def _published(
    response: Response, changes: Changes, asked: Questionnaire, placed: Mapping[str, _Placed]
) -> frozenset[str]:
    """The ticks go along, but never where the answer behind them did not; new lines begin as usual."""
    answered = {answer.question for answer in response.answers}
    ticked = {
        now
        for code in response.published
        for now in changes.now(code)
        if now in placed or (now in asked.matter_of and code not in answered)
    }
    usual = {
        code
        for code in changes.new
        if code in asked.field_of and asked.field_of[code].published_by_default
    }
    return frozenset(ticked | usual)
