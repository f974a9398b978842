"""What the company's answer says to a buyer's question: a figure, yes or no, words, or why nothing.

Nothing is made up. A level is what one sees at the company, never a yes; “don't know” and “not
applicable” stay open; what is not ticked for the public is held back unless the person says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from zeren.collect.responses import Answer, Response, Saying
from zeren.publish.published import profile_words
from zeren.publish.reply import reasons
from zeren.publish.reply.asked import BuyerQuestion
from zeren.publish.reply.polarity import answer_to, plain_yes_or_no
from zeren.publish.reply.sources import Source
from zeren.publish.reply.units import converted
from zeren.publish.sums import SUMS, Sum
from zeren.publish.wording import with_unit
from zeren.standards.questionnaires import Field, Question, Questionnaire, RedLine
from zeren.text import Lang, Said, Text

_COUNTS = frozenset({"person", "1", "d", "h", "%"})  # a bare number says enough


@dataclass(frozen=True, slots=True)
class Statement:
    """What may be written: a number, or words; `yes` where it answers yes or no as well."""

    words: Text
    number: Decimal | None = None
    yes: bool | None = None
    said: Said | None = None  # the company's own words behind ours

    def in_words(self, lang: Lang) -> str:
        """Our words in the language of the row; the company's own in theirs, and marked so."""
        ours = self.words.to(lang)
        if self.said is None or not self.said.text.strip():
            return ours
        own = self.said.text.strip()
        if lang == "zh":
            lead = "企业自己的话" if self.said.lang == "zh" else "企业自己的话（英文）"
            return f"{ours}{lead}：“{own}”"
        lead = "In the company's own words" + (" (Chinese)" if self.said.lang == "zh" else "")
        return f"{ours} {lead}: “{own}”"


@dataclass(frozen=True, slots=True)
class Silence:
    """Why nothing can be written; `kept_back` where an answer is there and must not go out."""

    why: Text
    kept_back: bool = False


@dataclass(frozen=True)
class Speaker:
    """One company's response, ready to be quoted."""

    questionnaire: Questionnaire  # as it was answered
    whole: Questionnaire  # all that could have been asked
    response: Response
    everything: bool = False  # use answers that are not ticked for the public, too

    def says(self, source: Source, asked: BuyerQuestion) -> Statement | Silence:
        """What the response says on this source to this question."""
        kinds: dict[str, Callable[[], Statement | Silence]] = {
            "level": partial(self._level, source),
            "red-line": partial(self._red_line, source, asked),
            "number": partial(self._number, source, asked),
            "yes-no": partial(self._fact, source, asked),
            "line": partial(self._line, source),
        }
        return kinds[source.kind]()

    def _may_tell(self, *codes: str) -> bool:
        return self.everything or set(codes) <= self.response.published

    def _answer(self, code: str) -> Answer | Silence:
        """An answer that may be told, else the reason; refusals and doubts first."""
        asked = {*self.questionnaire.question_of, *self.questionnaire.red_line_of}
        answer = self.response.answer_to.get(code)
        if answer is None:
            return Silence(reasons.OPEN if code in asked else reasons.NOT_ASKED)
        if answer.said is Saying.DONT_KNOW:
            return Silence(reasons.DONT_KNOW)
        if answer.said is Saying.NOT_APPLICABLE:
            reason = answer.reason.text if answer.reason else ""
            return Silence(reasons.NOT_APPLICABLE.format(reason=reason))
        if answer.said is Saying.BROKEN:
            return Silence(reasons.BROKEN, kept_back=True)
        if not self._may_tell(code):
            return Silence(reasons.HELD_BACK, kept_back=True)
        return answer

    def _level(self, source: Source) -> Statement | Silence:
        answer = self._answer(source.code)
        if isinstance(answer, Silence):
            return answer
        question: Question = self.whole.question_of[source.code]
        level = answer.said if isinstance(answer.said, int) else 0
        return Statement(question.levels[level], said=answer.words)

    def _red_line(self, source: Source, asked: BuyerQuestion) -> Statement | Silence:
        answer = self._answer(source.code)
        if isinstance(answer, Silence):
            return answer
        line: RedLine = self.whole.red_line_of[source.code]
        ours = f"{line.asked.zh} {line.asked.en}"
        words = Text(
            "企业声明守住这条红线：{title}。", "The company states that it keeps to this: {title}."
        ).format(title=line.title)
        yes = answer_to(asked.words, source.code, ours=ours)
        return Statement(words, yes=yes, said=answer.words)

    def _fact(self, source: Source, asked: BuyerQuestion) -> Statement | Silence:
        value = self.response.profile.get(source.code)
        if not isinstance(value, bool):
            return Silence(self._missing(source.code))
        if not self._may_tell(source.code):
            return Silence(reasons.HELD_BACK, kept_back=True)
        if not plain_yes_or_no(asked.words):
            return Silence(reasons.NOT_PLAIN)
        return Statement(Text("是", "Yes") if value else Text("否", "No"), yes=value)

    def _line(self, source: Source) -> Statement | Silence:
        field: Field = self.whole.field_of[source.code]
        words = profile_words(field, self.response)
        if words is None and source.code == "name-en":
            field = self.whole.field_of["name-zh"]
            words = profile_words(field, self.response)
        if words is None:
            return Silence(self._missing(source.code))
        if not self._may_tell(field.code):
            return Silence(reasons.HELD_BACK, kept_back=True)
        return Statement(Text(words.text, words.text) if isinstance(words, Said) else words)

    def _number(self, source: Source, asked: BuyerQuestion) -> Statement | Silence:
        total = next((one for one in SUMS if one.code == source.code), None)
        codes = total.parts + total.share_of if total else (source.code,)
        values = {code: self.response.number(code) for code in codes}
        missing = [code for code, value in values.items() if value is None]
        if missing:
            return Silence(self._missing(missing[0]))
        if not self._may_tell(*codes):
            return Silence(reasons.HELD_BACK, kept_back=True)
        ended = int(self.response.period.end[:4])
        if asked.year is not None and asked.year != ended:
            return Silence(reasons.OTHER_YEAR.format(asked=asked.year, ours=ended))
        known = {code: value for code, value in values.items() if value is not None}
        if total is not None:
            return _in_unit(_summed(total, known), total.unit, asked)
        field = self.whole.field_of[source.code]
        if asked.unit == "t" and "立方米（吨）" in field.help.zh:  # how water is billed in China
            asked = replace(asked, unit="m3")
        return _in_unit(known[source.code], field.unit, asked)

    def _missing(self, code: str) -> Text:
        asked = code in self.questionnaire.field_of
        return reasons.OPEN_NUMBER if asked else reasons.NOT_ASKED


def _summed(total: Sum, values: dict[str, Decimal]) -> Decimal:
    part = sum((values[code] for code in total.parts), Decimal())
    if not total.share_of:
        return part
    whole = sum((values[code] for code in total.share_of), Decimal())
    return (100 * part / whole).quantize(Decimal("0.1")) if whole else Decimal()


def _in_unit(value: Decimal, unit: str, asked: BuyerQuestion) -> Statement | Silence:
    """The figure in the buyer's unit where one is named; bare where nothing can be mistaken."""
    if asked.unit:
        number = converted(value, unit, asked.unit)
        if number is None:
            ours = with_unit(value, unit)
            return Silence(reasons.OTHER_UNIT.format(ours=ours))
        return Statement(with_unit(value, unit), number=number)
    if unit == "CNY10k":
        value, unit = value * 10_000, "CNY"
    bare = value if unit in _COUNTS else None
    return Statement(with_unit(value, unit), number=bare)
