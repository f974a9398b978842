"""How long a questionnaire takes, estimated from what there is to read and to gather."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from zeren.standards.questionnaires import Questionnaire
from zeren.text import Lang, Text, counted

_CHARACTER: Final = re.compile(r"[\u3400-\u9fff]|[0-9A-Za-z]+")
_WORD: Final = re.compile(r"\S*\w\S*")
_LONG: Final = 120  # minutes: more is told in hours


@dataclass(frozen=True, slots=True)
class Length:
    """What there is to do, and the minutes it is estimated to take, for whom everything is asked.

    `words` counts Chinese characters or English words of everything that must be read to answer.
    """

    questions: int
    red_lines: int
    numbers: int
    words: int
    reading: int
    deciding: int
    gathering: int

    @property
    def minutes(self) -> int:
        return self.reading + self.deciding + self.gathering


def length(questionnaire: Questionnaire, lang: Lang) -> Length:
    """Estimate the time by the questionnaire's own pace; minutes are rounded up.

    Narrow the questionnaire first to learn it for one company. Grows with the number of questions.
    """
    pace = questionnaire.pace
    words = sum(count_words(text.to(lang), lang) for text in _to_read(questionnaire))
    numbers = [field for field in questionnaire.fields if field.kind == "number"]
    answers = len(questionnaire.questions) + len(questionnaire.red_lines)
    rate = pace.zh_characters if lang == "zh" else pace.en_words
    return Length(
        questions=len(questionnaire.questions),
        red_lines=len(questionnaire.red_lines),
        numbers=len(numbers),
        words=words,
        reading=-(-words // rate),
        deciding=-(-answers * pace.decide_seconds // 60),
        gathering=sum(field.minutes for field in numbers),
    )


def count_words(words: str, lang: Lang) -> int:
    """Characters of a Chinese text, a number or a foreign word counting as one; words of an English one."""
    return len((_CHARACTER if lang == "zh" else _WORD).findall(words))


def _to_read(questionnaire: Questionnaire) -> Iterator[Text]:
    """What stands in the rows of the workbook: not the notes that open on demand."""
    for question in questionnaire.questions:
        yield from (question.asked, question.why, *question.levels)
    for line in questionnaire.red_lines:
        yield from (line.asked, line.why)
    for field in questionnaire.fields:
        yield from (field.label, field.help)


def time_needed(questionnaire: Questionnaire) -> Text:
    """One sentence for readers of either language: how much there is, and how long it takes."""
    zh, en = length(questionnaire, "zh"), length(questionnaire, "en")
    read, decide, gather = (
        Text(_told(one).zh, _told(other).en)
        for one, other in (
            (zh.reading, en.reading),
            (zh.deciding, en.deciding),
            (zh.gathering, en.gathering),
        )
    )
    own = len([field for field in questionnaire.profile() if field.kind == "number"])
    return Text(
        f"{zh.questions} 道题、{zh.red_lines} 条红线、{zh.numbers} 个数字（其中 {own} 个在企业概况里），要读约 {_round(zh.words)} 字；估计读题 {read.zh}，作决定 {decide.zh}，查数字 {gather.zh}。",
        f"{counted(en.questions, 'question', 'questions')}, {counted(en.red_lines, 'red line', 'red lines')} and {counted(en.numbers, 'number', 'numbers')} ({own} of them in the profile), about {_round(en.words)} words to read; estimated at {read.en} of reading, {decide.en} of deciding and {gather.en} of finding the numbers.",
    )


def _told(minutes: int) -> Text:
    """Minutes, or from two hours on the nearest half hour."""
    if minutes < _LONG:
        return Text(f"{minutes} 分钟", counted(minutes, "minute", "minutes"))
    hours = f"{(minutes + 15) // 30 / 2:g}"
    return Text(f"{hours} 小时", f"{hours} hours")


def _round(words: int) -> str:
    return f"{round(words, -2):,}"
