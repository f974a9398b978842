"""What of a response could be public, what is ticked, and the outward report of what was chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final

from zeren.collect.responses import Response as Value
from zeren.collect.responses import Saying
from zeren.problems import Problem
from zeren.publish.public_part import could_be_public, public_part
from zeren.publish.published import Published, published, unflattering
from zeren.standards.questionnaires import Field, Question, Questionnaire, RedLine
from zeren.text import Said, Text
from zeren_web.records.read.private import Desk
from zeren_web.records.write.publications import value_hash

INDEXES: Final = ("gri-standards", "iso-26000-2010", "un-sdg", "ungc-10", "efrag-vsme")
_TITLES: Final = (
    ("profile", Text("企业概况", "Company profile")),
    ("red-lines", Text("红线", "Red lines")),
    ("numbers", Text("数据", "Numbers")),
)
_NOT_ANSWERED: Final = Text("没有填", "not answered")
_TO_CONFIRM: Final = Text("上年的，还没有确认", "last year's, not confirmed")
_DONT_KNOW: Final = Text("答的是“不清楚”", "answered “don't know”")
_NOT_APPLICABLE: Final = Text("不适用", "does not apply")
_BROKEN: Final = Text("没有守住的红线不进报告", "a red line not kept is never in the report")
_UNREAD: Final = Text("填的内容看不懂", "what was entered cannot be read")
Asked = Question | RedLine | Field


@dataclass(frozen=True, slots=True)
class Tickable:
    """One answer that may be public, in the very words that the report would print."""

    code: str
    title: Text
    lines: tuple[Text | Said, ...]
    ticked: bool
    always: bool  # no report is made without it
    below: bool  # the sentence is one of a level under the target
    attached: bool  # “evidence attached, not checked” stands beside it


@dataclass(frozen=True, slots=True)
class KeptBack:
    """What no tick can bring out, and why."""

    code: str
    title: Text
    why: Text


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the questionnaire with what may and what can never be public of it."""

    code: str
    title: Text
    rows: tuple[Tickable, ...]
    never: tuple[KeptBack, ...]

    @property
    def shown(self) -> int:
        return sum(row.ticked for row in self.rows)


@dataclass(frozen=True)
class Choosing:
    """The ticks of one response, as they stand."""

    desk: Desk

    @cached_property
    def questionnaire(self) -> Questionnaire:
        return self.desk.questionnaire

    @cached_property
    def response(self) -> Value:
        return self.desk.read[0]

    @cached_property
    def offered(self) -> frozenset[str]:
        """What a tick brings out, as the core says; never what waits to be confirmed."""
        waiting = {code for code, entry in self.desk.entered.items() if entry.awaiting}
        return could_be_public(self.questionnaire, self.response) | self._always - waiting

    @cached_property
    def _always(self) -> frozenset[str]:
        entered = self.desk.entered
        return frozenset(
            one.code
            for one in self.questionnaire.fields
            if one.always_published and one.code in entered and entered[one.code].said
        )

    @cached_property
    def stored(self) -> frozenset[str]:
        """What is ticked in the entries."""
        return frozenset(code for code, entry in self.desk.entered.items() if entry.public)

    @cached_property
    def ticked(self) -> frozenset[str]:
        """The same; before anybody chose, what the questionnaire proposes."""
        if self.stored:
            return (self.stored & self.offered) | (self._always & self.offered)
        usual = {one.code for one in self.questionnaire.fields if one.published_by_default}
        return self.offered & usual

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        everything = published(self.questionnaire, replace(self.response, published=self.offered))
        words = dict(_words(everything, self.desk))
        made = (self._group(code, title, asked, words) for code, title, asked in self._parts())
        return tuple(group for group in made if group.rows or group.never)

    def _parts(self) -> Iterator[tuple[str, Text, Sequence[Asked]]]:
        """As they are asked of this company; what its profile no longer asks stays where it is ticked."""
        whole = self.questionnaire
        titles = dict(_TITLES)
        shown = self.offered & self.ticked
        asks = whole.narrowed(profile=self.response.profile)
        codes = asks.matter_of.keys() | shown

        def kept(asked: Sequence[Asked]) -> list[Asked]:
            return [one for one in asked if one.code in codes]

        yield "profile", titles["profile"], kept(whole.profile())
        for area in whole.areas:
            within = [one for one in whole.questions if one.area == area.code]
            yield area.code, area.title, kept(within)
        yield "red-lines", titles["red-lines"], kept(whole.red_lines)
        yield "numbers", titles["numbers"], kept(whole.numbers())

    def _group(
        self,
        code: str,
        title: Text,
        asked: Sequence[Asked],
        words: dict[str, tuple[tuple[Text | Said, ...], bool]],
    ) -> Group:
        rows, never = [], []
        for one in asked:
            if one.code not in self.offered:
                never.append(KeptBack(one.code, one.title, self._why(one)))
                continue
            lines, attached = words.get(one.code, ((), False))
            always = isinstance(one, Field) and one.always_published
            ticked = one.code in self.ticked
            below = self._is_below(one)
            rows.append(Tickable(one.code, one.title, lines, ticked, always, below, attached))
        return Group(code, title, tuple(rows), tuple(never))

    def _is_below(self, asked: Asked) -> bool:
        answer = self.response.answer_to.get(asked.code)
        return (
            isinstance(asked, Question)
            and answer is not None
            and isinstance(answer.said, int)
            and answer.said < asked.target
        )

    def _why(self, asked: Asked) -> Text:
        entry, answer = (
            self.desk.entered.get(asked.code),
            self.response.answer_to.get(asked.code),
        )
        if entry is None or not entry.said:
            return _NOT_ANSWERED
        if entry.awaiting:
            return _TO_CONFIRM
        if answer and answer.said in _SAYINGS:
            return _SAYINGS[answer.said]
        return _UNREAD


_SAYINGS: Final[dict[object, Text]] = {
    Saying.DONT_KNOW: _DONT_KNOW,
    Saying.NOT_APPLICABLE: _NOT_APPLICABLE,
    Saying.BROKEN: _BROKEN,
}


def _words(
    content: Published, desk: Desk
) -> Iterator[tuple[str, tuple[tuple[Text | Said, ...], bool]]]:
    """By code: the sentences of the report, and whether it says that evidence is attached."""
    for practice in content.practices:
        said = (practice.words,) if practice.words else ()
        yield practice.code, ((practice.seen, *said), practice.evidence_attached)
    for line in content.about:
        yield line.code, ((line.words,), False)
    for figure in content.figures:
        value = figure.value.to if isinstance(figure.value, Text) else None
        words: Text | Said = (
            Text(f"{value('zh')} {figure.unit.zh}", f"{value('en')} {figure.unit.en}")
            if value
            else figure.value
        )
        yield figure.fact.code.rpartition("/")[2], ((words,), False)
    for code, said_words in (
        ("statement", content.statement),
        ("statement-by", content.statement_by),
    ):
        if said_words:
            yield code, ((said_words,), False)
    for code in ("name-zh", "name-en", "period-from", "period-to"):
        if code in desk.entered and desk.entered[code].said:
            yield code, ((Said.of(desk.entered[code].said),), False)


@dataclass(frozen=True, slots=True)
class Draft:
    """What would be confirmed now: the value, the day and the standards it is indexed by. Its hash
    tells whether somebody who confirms saw exactly this.
    """

    value: Value
    day: date
    index: tuple[str, ...]
    look: int | None

    @property
    def seen(self) -> str:
        table = {
            "value": self.value.as_json(),
            "day": self.day.isoformat(),
            "index": list(self.index),
            "look": self.look or 0,
        }
        return value_hash(table)


def draft_of(desk: Desk, *, day: date, index: Sequence[str], look: int | None) -> Draft:
    """The public part of the response as it stands; only standards that are offered are taken."""
    chosen = tuple(one for one in INDEXES if one in index)
    return Draft(public_part(desk.questionnaire, desk.read[0]), day, chosen, look)


def unflattering_in(desk: Desk) -> tuple[Problem, ...]:
    """Each public sentence that is one of a level under its target."""
    return unflattering(desk.questionnaire, desk.read[0])
