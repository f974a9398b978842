"""The sheets of questions: one an area, each question a row with what one sees at every level."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from zeren.collect.responses import Answer
from zeren.files.workbook import formulas
from zeren.files.workbook.layout import HIGHEST_ROW, height
from zeren.files.workbook.sheet import (
    Column,
    Frame,
    Sheet,
    carried_columns,
    colour_states,
    column,
    explain,
    finish,
    head,
    heading,
    offer,
    put,
    put_carried,
    put_status,
    start,
)
from zeren.files.workbook.words import (
    HEADERS,
    LEVELS,
    PRIVATE,
    PUBLISH,
    RED_LINE_ANSWERS,
    YES_PARTLY_NO,
    BookLang,
    answer_words,
    answers_offered,
)
from zeren.publish.wording import cited
from zeren.standards.questionnaires import Area, Item, Question, RedLine
from zeren.text import Said, Text

_LEAD: Final = Text(
    "读一读五级各能看到什么，选整句都符合今天实际的最高一级。拿不准就选低的，不要选想做到的。鼠标停在“回答”格上有提示。",
    "Read what one would see at each level and choose the highest at which every word is true today; when"
    " in doubt, the lower. Rest the pointer on an answer cell for help.",
)
_RED_LEAD: Final = Text(
    "红线不分级，也不会被别处的高分盖住。没有守住的，照实选，报告会先说怎么补救。",
    "A red line has no levels, and no good score elsewhere hides it. Where one is broken, say so: the"
    " report begins with how to put it right.",
)
_RED_TITLE: Final = Text("红线", "Red lines")


def write_area(frame: Frame, area: Area) -> Sheet:
    codes = [one.code for one in frame.questionnaire.questions if one.area == area.code]
    columns = (*_columns(frame), *carried_columns(frame, codes))
    sheet = start(frame, frame.names[area.code], columns)
    head(sheet, area.title, _LEAD)
    for item in frame.questionnaire.items:
        if item.area != area.code:
            continue
        questions = [one for one in frame.questionnaire.questions if one.item == item.code]
        if questions:
            heading(sheet, Text(f"{item.code}  {item.title.zh}", _titled(item, frame.lang)))
        for question in questions:
            _write_question(sheet, question)
    _show_chosen_level(sheet)
    colour_states(sheet)
    finish(sheet)
    return sheet


def _titled(item: Item, lang: BookLang) -> str:
    """The code stands once, before the Chinese where there is any."""
    return item.title.en if lang == "both" else f"{item.code}  {item.title.en}"


def write_red_lines(frame: Frame) -> Sheet:
    columns = (
        column("id", 10, "hidden"),
        Column("asked", 74, HEADERS["asked"]),
        column("answer", 18, "input"),
        column("words", 40, "input"),
        column("publish", 13, "input"),
        column("status", 13, "status"),
        *carried_columns(frame, frame.questionnaire.red_line_of),
    )
    sheet = start(frame, frame.names["red-lines"], columns)
    head(sheet, _RED_TITLE, _RED_LEAD)
    for line in frame.questionnaire.red_lines:
        _write_red_line(sheet, line)
    colour_states(sheet)
    finish(sheet)
    return sheet


def _columns(frame: Frame) -> tuple[Column, ...]:
    asked, level = {"zh": (36, 18), "en": (38, 20), "both": (42, 23)}[frame.lang]
    levels = (
        Column(
            f"level-{number}", level, Text(f"{number} {text.zh}", f"{number} {text.en}"), "level"
        )
        for number, text in enumerate(LEVELS)
    )
    return (
        column("id", 10, "hidden"),
        column("asked", asked),
        *levels,
        column("answer", 17, "input"),
        column("words", 27, "input"),
        column("publish", 13, "input"),
        column("reason", 15, "input"),
        column("status", 12, "status"),
    )


def _write_question(sheet: Sheet, question: Question) -> None:
    frame = sheet.frame
    answer = frame.response.answer_to.get(question.code) if frame.response else None
    asked = _write_asked(sheet, question)
    levels = [frame.words(text, between="\n") for text in question.levels]
    for number, words in enumerate(levels):
        put(sheet, f"level-{number}", words, style="level")
    said = answer_words(answer.said, question.kind, frame.lang) if answer else None
    offered = answers_offered(question.kind, may_not_apply=question.may_not_apply)
    put(sheet, "answer", said, style="input")
    offer(sheet, "answer", [answer_words(one, question.kind, frame.lang) for one in offered])
    explain(sheet, "answer", _help(frame, question))
    _write_own_words(sheet, question.code, answer)
    if question.may_not_apply:
        put(sheet, "reason", _text(answer.reason if answer else None), style="input")
    else:
        put(sheet, "reason", "—", style="quiet")
    _close_row(sheet, question, asked=asked, levels=levels)


def _write_red_line(sheet: Sheet, line: RedLine) -> None:
    frame = sheet.frame
    answer = frame.response.answer_to.get(line.code) if frame.response else None
    asked = _write_asked(sheet, line)
    put(
        sheet,
        "answer",
        answer_words(answer.said, None, frame.lang) if answer else None,
        style="input",
    )
    offer(sheet, "answer", [answer_words(one, None, frame.lang) for one in RED_LINE_ANSWERS])
    explain(sheet, "answer", _help(frame, line))
    _write_own_words(sheet, line.code, answer)
    _close_row(sheet, line, asked=asked, levels=())


def _write_asked(sheet: Sheet, question: Question | RedLine) -> float:
    """Question and reason in one cell: “E1.1 …?” in bold, below it quietly why it matters."""
    frame, look = sheet.frame, sheet.frame.look
    put(sheet, "id", frame.questionnaire.address(question.code), style="hidden")
    strong = look.of("asked-strong", {"bold": True})
    quiet = look.of("asked-quiet", {"font_color": "#5b6a70", "font_size": 9})
    asked = "\n".join(frame.lines(question.asked))
    why = "\n".join(frame.lines(question.why))
    asked = f"{question.code}  {asked}\n"
    sheet.paper.write_rich_string(
        sheet.row, sheet.at("asked"), strong, asked, quiet, why, look["text"]
    )
    width = sheet.columns[sheet.at("asked")].width
    bold = height([(asked.rstrip(), width * 0.94)], least=0)
    return bold + height([(why, width)], size=9, least=0)


def _write_own_words(sheet: Sheet, code: str, answer: Answer | None) -> None:
    frame = sheet.frame
    ticked = frame.response is not None and code in frame.response.published
    put(sheet, "words", _text(answer.words if answer else None), style="input")
    put(sheet, "publish", frame.words(PUBLISH if ticked else PRIVATE), style="input")
    offer(sheet, "publish", [frame.words(PUBLISH), frame.words(PRIVATE)])


def _close_row(
    sheet: Sheet, question: Question | RedLine, *, asked: float, levels: Sequence[str]
) -> None:
    frame = sheet.frame
    carried = put_carried(sheet, question.code)
    answer_cell = sheet.cell("answer")
    filled = formulas.done_if_filled(frame, answer_cell, empty="open", carried=carried)
    put_status(
        sheet,
        formulas.status(frame, question.asked_when, filled),
        formulas.question_state(frame, question.code, question.asked_when),
    )
    frame.book.define_name(
        defined_name(frame, question.code), f"='{sheet.name}'!{_absolute(answer_cell)}"
    )
    widths = {col.key: col.width for col in sheet.columns}
    answer = frame.response.answer_to.get(question.code) if frame.response else None
    own = [(_text(answer.words) or "", widths["words"])] if answer else []
    high = [
        asked,
        height(own, least=60),
        height(((one, widths["level-0"] * 0.95) for one in levels), size=9),
    ]
    sheet.paper.set_row(sheet.row, min(max(high), HIGHEST_ROW))
    sheet.row += 1


def _help(frame: Frame, question: Question | RedLine) -> str:
    parts = [
        Text(f"说不准？{question.find_out.zh}", f"Not sure? {question.find_out.en}"),
    ]
    if question.evidence:
        examples = [hint.example for hint in question.evidence]
        parts.append(
            Text(
                "可以附的证据："
                + "；".join(example.zh.rstrip("。") for example in examples)
                + "。",
                "Evidence that counts: "
                + "; ".join(example.en.rstrip(".") for example in examples)
                + ".",
            )
        )
    if isinstance(question, Question) and question.not_for:
        parts.append(question.not_for)
    if isinstance(question, Question) and question.examples:
        seen = [example.words for example in question.examples]
        parts.append(
            Text(
                "做到 3 级，例如：\n" + "\n".join(one.zh for one in seen),
                "Level 3, for example:\n" + "\n".join(one.en for one in seen),
            )
        )
    if question.duty:
        duty = question.duty
        parts.append(
            Text(
                f"法律依据：{cited(duty).zh}（{duty.checked} 核对）。",
                f"In law: {cited(duty).en} (checked on {duty.checked}).",
            )
        )
    texts = ["\n".join(part.zh for part in parts), "\n".join(part.en for part in parts)]
    return "\n\n".join({"zh": texts[:1], "en": texts[1:], "both": texts}[frame.lang])


def _show_chosen_level(sheet: Sheet) -> None:
    """The level that was chosen stands out among the five."""
    frame, last = sheet.frame, max(sheet.row - 1, sheet.first)
    chosen = frame.look.tone(bg_color="#cfe8e4", bold=True)
    answer = sheet.cell("answer", row=sheet.first)
    for level in range(len(LEVELS)):
        place = sheet.at(f"level-{level}")
        words = [f'LEFT({answer},1)="{level}"']
        if level in YES_PARTLY_NO:
            words.append(f"{answer}={formulas.quoted(frame.words(YES_PARTLY_NO[level]))}")
        sheet.paper.conditional_format(
            sheet.first,
            place,
            last,
            place,
            {"type": "formula", "criteria": f"=OR({','.join(words)})", "format": chosen},
        )


def defined_name(frame: Frame, code: str) -> str:
    """The name of the cell in which an answer stands: `sme_E1.1`, or `city.x_N1.1` of city-x."""
    home, _, code = frame.questionnaire.address(code).partition("/")
    return f"{home.replace('-', '.')}_{code.replace('-', '_')}"


def _absolute(cell: str) -> str:
    column_letters = cell.strip("$").rstrip("0123456789")
    return f"${column_letters}${cell[len(column_letters) + 1 :]}"


def _text(said: Said | None) -> str | None:
    return said.text if said else None
