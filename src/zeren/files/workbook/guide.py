"""The first sheet: what this is, what comes out, what must stay out, and how far one has come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from zeren.files.workbook.formulas import counted
from zeren.files.workbook.layout import HEADER, Style, height
from zeren.files.workbook.sheet import (
    Frame,
    Sheet,
    letters,
    print_on_a4,
    protect,
    status_words,
)
from zeren.files.workbook.words import TO_CONFIRM
from zeren.standards.length import time_needed
from zeren.text import Said, Text

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_WIDTHS: Final = (2.0, 40.0, 14.0, 14.0, 34.0)
_WIDTHS_CARRIED: Final = (2.0, 36.0, 11.0, 11.0, 11.0, 34.0)  # one more: what waits
_BAR: Final = 20
_SIGNS: Final = "█▒"  # of the bar: done, waiting to be confirmed
DONE: Final = ("✓", "!")
DUE: Final = (*DONE, "○")

_WHAT: Final = (
    Text("这是什么", "What this is"),
    Text(
        "一份给中小企业自己填的社会责任问卷。照实填就好；可以分几次填，可以几个人一起填。",
        "A questionnaire on social responsibility that a small or medium company fills in for itself."
        " Answer honestly, in one go or several, alone or with colleagues.",
    ),
)
_GAIN: Final = (
    Text("填完得到什么", "What you get"),
    Text(
        "一份内部诊断：现在做到哪一步、主要风险和挑战、最先要做的五件事、一年的行动计划；"
        "一份对外报告：只写您选了“公开”的内容。中英文各一份。",
        "An internal diagnosis: where you stand, your main risks and challenges, the five things to do"
        " first, a plan for the year. An outward report that says only what you marked “Publish”. Both in"
        " Chinese and English.",
    ),
)
_HOW: Final = (
    Text("怎么填", "How to fill it in"),
    Text(
        "① 先填“企业概况”，它决定要答哪些问题；变灰的行不用填。\n"
        "② 每个问题看五级描述，在黄色格里选整句都符合今天实际的最高一级。\n"
        "③ 说不准就选“不清楚”，诊断里会写明问谁、看哪里。\n"
        "④ 愿意公开的回答选“公开”：对外报告会照印您选的那一级的整句话；没选的不会出现。\n"
        "⑤ 有证据（文件、记录、照片）的，在“证据”页写下文件名或链接。",
        "1. Begin with the profile: it decides which questions concern you; grey rows need no answer.\n"
        "2. For each question read the five levels and choose, in the yellow cell, the highest at which"
        " every word is true today.\n"
        "3. Not sure? Choose “Don't know”; the diagnosis says whom to ask and where to look.\n"
        "4. Mark “Publish” on what you are willing to show: the outward report prints the sentence of the level you chose; nothing else gets there.\n"
        "5. Where you have evidence (papers, records, photos), name the file or link on the evidence"
        " sheet.",
    ),
)
_PRIVACY: Final = Text(
    "请不要填写：身份证号、手机号、银行账号、工资表、员工姓名。这份问卷不需要任何个人的信息。",
    "Please leave out: identity numbers, phone numbers, bank accounts, payrolls, names of workers. No"
    " person's details are needed anywhere in this workbook.",
)
_NOTE: Final = Text(
    "自己填的，没有人核实过：报告里也会这样写明。工作表有保护但没有密码，黄色格可以填；"
    "各页可以排序、改名、换顺序；用 LibreOffice 打开和保存，我们试过，内容不丢。",
    "You fill this in yourself and nobody has verified it; the report says so. The sheets are protected"
    " without a password and yellow cells take your entries. You may sort, rename and reorder sheets."
    " We have tried opening and saving it in LibreOffice: nothing is lost.",
)


def write_guide(
    frame: Frame, paper: Worksheet, *, sheets: Sequence[Sheet], evidence: Sheet
) -> None:
    for place, width in enumerate(_widths(frame)):
        paper.set_column(place, place, width)
    paper.hide_gridlines(2)
    row = _write_title(frame, paper)
    for title, body in (_WHAT, _GAIN, _HOW, _time(frame)):
        row = _write_part(frame, paper, row, title=title, body=body)
    row = _write_block(frame, paper, row, body=_PRIVACY, style="warning") + 1
    row = _write_progress(frame, paper, row, sheets=sheets, evidence=evidence) + 1
    row = _write_block(frame, paper, row, body=_NOTE, style="lead")
    _write_block(frame, paper, row, body=frame.questionnaire.note, style="lead")
    protect(paper)
    print_on_a4(frame, paper, landscape=False)


def _waits(frame: Frame) -> bool:
    """Whether anything was carried here that somebody has to confirm."""
    return frame.carried is not None and bool(frame.carried.awaiting)


def _widths(frame: Frame) -> tuple[float, ...]:
    return _WIDTHS_CARRIED if _waits(frame) else _WIDTHS


def _time(frame: Frame) -> tuple[Text, Text]:
    """How long it takes where everything is asked; grey rows make it less."""
    asked = frame.questionnaire
    needed, basis = time_needed(asked), asked.pace.basis
    return (
        Text("要花多少时间", "How long it takes"),
        Text(
            f"如果每题都要答：{needed.zh}变灰的行不用填，时间就少一些。\n{basis.zh}",
            f"Where everything is asked: {needed.en} Grey rows take none of it.\n{basis.en}",
        ),
    )


def _write_title(frame: Frame, paper: Worksheet) -> int:
    row = 0
    for line in frame.lines(frame.questionnaire.title):
        paper.set_row(row, 32 if row == 0 else 24)
        smaller = frame.look.of(
            "subtitle", {"bold": True, "font_size": 13, "font_color": "#0f5c55"}
        )
        paper.write_string(row, 1, line, frame.look["title"] if row == 0 else smaller)
        row += 1
    edition = Text("{edition}版 · Zeren 责任", "Edition {edition} · Zeren 责任")
    words = frame.words(edition.format(edition=frame.questionnaire.edition), between=" · ")
    if frame.lang == "both":
        words = (
            f"{frame.questionnaire.edition}版 · Edition {frame.questionnaire.edition} · Zeren 责任"
        )
    name = frame.response.profile.get("name-zh") if frame.response else None
    if isinstance(name, Said):
        words = f"{words} · {name.text}"
    paper.write_string(row, 1, words, frame.look["lead"])
    return row + 2


def _write_part(frame: Frame, paper: Worksheet, row: int, *, title: Text, body: Text) -> int:
    last, wide = len(_widths(frame)) - 1, sum(_widths(frame)[1:])
    paper.set_row(row, 22)
    for place in range(1, last + 1):
        paper.write_blank(row, place, None, frame.look["section"])
    paper.write_string(row, 1, frame.words(title), frame.look["section"])
    plain = frame.look.of("guide-text", {"text_wrap": True, "valign": "top"})
    row += 1
    for line in frame.lines(body):
        paper.merge_range(row, 1, row, last, line, plain)
        paper.set_row(row, height([(line, wide)], least=20))
        row += 1
    return row + 1


def _write_block(frame: Frame, paper: Worksheet, row: int, *, body: Text, style: Style) -> int:
    widths, words = _widths(frame), "\n".join(frame.lines(body))
    paper.merge_range(row, 1, row, len(widths) - 1, words, frame.look[style])
    paper.set_row(row, height([(words, sum(widths[1:]))], least=20) + 2)
    return row + 1


_HOW_FAR: Final = Text("填到哪里了", "How far you are")
_DONE: Final = Text("已填", "Done")
_DUE: Final = Text("要填", "To fill in")
_PROGRESS: Final = Text("进度", "Progress")


def _write_progress(
    frame: Frame, paper: Worksheet, row: int, *, sheets: Sequence[Sheet], evidence: Sheet
) -> int:
    waiting = (TO_CONFIRM,) if _waits(frame) else ()
    headers = (_HOW_FAR, _DONE, *waiting, _DUE, _PROGRESS)
    paper.set_row(row, 24)
    centred = frame.look.of("header-centred", {**HEADER, "align": "center", "indent": 0})
    for place, header in enumerate(headers, start=1):
        style = frame.look["header"] if header in {_HOW_FAR, _PROGRESS} else centred
        paper.write_string(row, place, frame.words(header), style)
    for sheet in sheets:
        row += 1
        _write_count(frame, paper, row, sheet=sheet)
    row += 1
    _link(frame, paper, row, name=evidence.name)
    first, last = evidence.first + 1, evidence.row
    pieces = f"=COUNTA('{evidence.name}'!$B${first}:$B${last})"
    count = len(frame.response.evidence) if frame.response else 0
    paper.write_formula(row, 2, pieces, frame.look["count"], count)
    for place in range(3, len(headers) + 1):
        paper.write_blank(row, place, None, frame.look["text"])
    return row + 1


def _write_count(frame: Frame, paper: Worksheet, row: int, *, sheet: Sheet) -> None:
    """What is done, what waits to be confirmed where anything does, what is due; and a bar of it."""
    _link(frame, paper, row, name=sheet.name)
    states, rows, look = sheet.states, sheet.status_range(), frame.look
    done = sum(state in {"done", "look"} for state in states)
    waiting = states.count("confirm")
    due = done + waiting + sum(state in {"open", "required"} for state in states)
    numbers = [(counted(rows, DONE), done)]
    if _waits(frame):
        numbers.append((counted(rows, (status_words(frame, "confirm"),)), waiting))
    numbers.append((counted(rows, DUE), due))
    for place, (formula, number) in enumerate(numbers, start=2):
        paper.write_formula(row, place, f"={formula}", look["count"], number)
    _write_bar(frame, paper, row, numbers=[number for _, number in numbers])


def _write_bar(frame: Frame, paper: Worksheet, row: int, *, numbers: Sequence[int]) -> None:
    """A bar of the numbers to the left of it, the last of which is the whole."""
    *parts, whole = numbers
    total = f"{letters(len(numbers) + 1)}{row + 1}"
    before, end, pieces, shown = "0", 0, [], ""
    for place, sign in zip(range(len(parts)), _SIGNS, strict=False):
        cells = f"SUM(C{row + 1}:{letters(place + 2)}{row + 1})"
        upto = f"IF({total}=0,0,ROUND({_BAR}*{cells}/{total},0))"
        share = round(_BAR * sum(parts[: place + 1]) / whole) if whole else 0
        pieces.append(f'REPT("{sign}",{upto}-{before})')
        shown += sign * (share - end)
        before, end = upto, share
    formula = "&".join([*pieces, f'REPT("░",{_BAR}-{before})'])
    shown += "░" * (_BAR - end)
    paper.write_formula(row, len(numbers) + 2, f"={formula}", frame.look["bar"], shown)


def _link(frame: Frame, paper: Worksheet, row: int, *, name: str) -> None:
    paper.set_row(row, 20)
    paper.write_url(row, 1, f"internal:'{name}'!A1", frame.look["link"], name)
