"""Every answer with its evidence."""

from __future__ import annotations

from zeren.assess.scores import counting_evidence
from zeren.collect.responses import Answer, Saying
from zeren.publish.diagnosis.basis import Diagnosed, asked
from zeren.publish.document import Cell, Section, Table, Tone
from zeren.standards.questionnaires import Question, RedLine
from zeren.text import Text, same


def answers(on: Diagnosed) -> Section:
    return Section(
        "answers",
        Text("全部回答", "All answers"),
        (
            Table(
                caption=Text("每道题的回答和证据", "Every answer and its evidence"),
                header=(
                    Text("题号", "Code"),
                    Text("问题", "Question"),
                    Text("回答", "Answer"),
                    Text("证据", "Evidence"),
                ),
                rows=tuple(_answer_row(on, matter) for matter in asked(on)),
                shares=(2, 8, 9, 4),
            ),
        ),
    )


def _answer_row(on: Diagnosed, matter: Question | RedLine) -> tuple[Cell, ...]:
    answer = on.response.answer_to.get(matter.code)
    attached = isinstance(matter, Question) and counting_evidence(matter, on.response)
    words = _answer_words(matter, answer)
    return (
        Cell(same(matter.code)),
        Cell(matter.title),
        Cell(words, _answer_tone(matter, answer)),
        Cell(Text("材料已附（未核）", "attached, not checked") if attached else same("—")),
    )


def _answer_words(matter: Question | RedLine, answer: Answer | None) -> Text:
    if answer is None:
        return Text("还没答", "not answered yet")
    if isinstance(answer.said, int):
        seen = matter.levels[answer.said] if isinstance(matter, Question) else same("")
        return Text(f"{answer.said} 级：{seen.zh}", f"Level {answer.said}: {seen.en}")
    words = {
        Saying.DONT_KNOW: Text("不清楚", "don't know"),
        Saying.NOT_APPLICABLE: Text("不适用", "does not apply"),
        Saying.KEPT: Text("守住了", "kept"),
        Saying.BROKEN: Text("没有守住", "broken"),
    }[answer.said]
    if answer.reason:
        return Text(f"{words.zh}：{answer.reason.text}", f"{words.en}: {answer.reason.text}")
    return words


def _answer_tone(matter: Question | RedLine, answer: Answer | None) -> Tone:
    if answer is None or answer.said is Saying.DONT_KNOW:
        return "watch"
    if answer.said is Saying.BROKEN:
        return "severe"
    if (
        isinstance(matter, Question)
        and isinstance(answer.said, int)
        and answer.said < matter.target
    ):
        return "watch"
    return "plain"
