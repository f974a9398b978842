"""Everything that was answered: levels, own words, evidence, profile and numbers."""

from __future__ import annotations

from zeren.assess.scores import counting_evidence
from zeren.collect.responses import Answer, Evidence, Saying
from zeren.publish.diagnosis.basis import ANSWERS, Diagnosed, asked
from zeren.publish.document import Cell, Section, Table, Tone
from zeren.publish.published import profile_words
from zeren.publish.unread import unread_table
from zeren.publish.wording import EVIDENCE_WORDS, answer_words, day_words
from zeren.standards.questionnaires import Question, RedLine
from zeren.text import Text, same


def answers(on: Diagnosed) -> Section:
    return Section(
        "answers",
        ANSWERS,
        (
            *unread_table(on.problems),
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
            *_own_words(on),
            *_pieces(on),
            *_entries(on, "profile", Text("企业概况", "Company profile")),
            *_entries(on, "numbers", Text("填报的数据", "The numbers given")),
        ),
    )


def _own_words(on: Diagnosed) -> tuple[Table, ...]:
    """What the company said about its practices, as it said it."""
    given = [(answer.question, answer.words) for answer in on.response.answers if answer.words]
    return _table(
        Text("各题里自己写的话", "What you wrote in your own words"),
        (Text("题号", "Code"), Text("自己的话", "In your own words")),
        [(Cell(same(code)), Cell(words)) for code, words in given],
        shares=(2, 21),
    )


def _pieces(on: Diagnosed) -> tuple[Table, ...]:
    return _table(
        Text("写下的证据", "The evidence named"),
        (Text("题号", "Code"), Text("类别", "Kind"), Text("名称", "Title"), Text("到", "Until")),
        [
            (
                Cell(same(piece.question)),
                Cell(EVIDENCE_WORDS[piece.kind]),
                Cell(piece.title),
                Cell(day_words(_until(piece)) if _until(piece) else same("—")),
            )
            for piece in on.response.evidence
        ],
        shares=(2, 4, 12, 5),
    )


def _until(piece: Evidence) -> str:
    return piece.expires or (piece.period.end if piece.period else "")


def _entries(on: Diagnosed, group: str, title: Text) -> tuple[Table, ...]:
    """The lines of the profile or the numbers that were filled in."""
    filled = [
        (field.label, words)
        for field in on.questionnaire.fields
        if field.group == group and field.kind != "long-text"
        if (words := profile_words(field, on.response)) is not None
    ]
    return _table(
        title,
        (Text("项目", "Item"), Text("填的内容", "Entry")),
        [(Cell(label), Cell(words)) for label, words in filled],
        shares=(10, 13),
    )


def _table(
    caption: Text,
    header: tuple[Text, ...],
    rows: list[tuple[Cell, ...]],
    *,
    shares: tuple[int, ...],
) -> tuple[Table, ...]:
    return (Table(caption=caption, header=header, rows=tuple(rows), shares=shares),) if rows else ()


def _answer_row(on: Diagnosed, matter: Question | RedLine) -> tuple[Cell, ...]:
    answer = on.response.answer_to.get(matter.code)
    attached = isinstance(matter, Question) and counting_evidence(matter, on.response)
    words = answer_words(matter, answer)
    return (
        Cell(same(matter.code)),
        Cell(matter.title),
        Cell(words, _answer_tone(matter, answer)),
        Cell(Text("材料已附（未核）", "attached, not checked") if attached else same("—")),
    )


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
