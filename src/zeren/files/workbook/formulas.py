"""The formulas that keep count while somebody fills in; they find rows by id, so sorting is safe."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from zeren.collect.numbers import EMPLOYEES, employees
from zeren.collect.responses import Response
from zeren.files.workbook.sheet import Frame, status_words
from zeren.files.workbook.words import NO, TO_CONFIRM
from zeren.standards.questionnaires import Field, is_asked

_ROWS: Final = 400  # how far down a sheet of fields is searched


def question_state(frame: Frame, code: str, asked_when: tuple[str, ...]) -> str:
    if not asks(frame, asked_when):
        return "not-asked"
    answered = frame.response is not None and code in frame.response.answer_to
    return _done(frame, code) if answered else "open"


def field_state(frame: Frame, field: Field) -> str:
    if not asks(frame, field.asked_when):
        return "not-asked"
    response = frame.response
    number = response.number(field.code) if response else None
    if response is None or (number is None and response.profile.get(field.code) is None):
        return empty_state(field)
    if number is None or _is_usual(field, number, response):
        return _done(frame, field.code)
    return "look"


def _done(frame: Frame, code: str) -> str:
    return "confirm" if frame.awaits(code) else "done"


def empty_state(field: Field) -> str:
    if field.required:
        return "required"
    return "open" if field.group == "numbers" else "optional"


def asks(frame: Frame, asked_when: tuple[str, ...]) -> bool:
    return frame.response is None or is_asked(asked_when, frame.response.profile)


def status(frame: Frame, asked_when: tuple[str, ...], otherwise: str) -> str:
    """A formula: “not asked” where the profile says no to any of the facts, else what follows."""
    denied = [_says_no(frame, fact) for fact in asked_when]
    if not denied:
        return f"={otherwise}"
    condition = denied[0] if len(denied) == 1 else f"OR({','.join(denied)})"
    return f"=IF({condition},{state(frame, 'not-asked')},{otherwise})"


def done_if_filled(frame: Frame, cell: str, *, empty: str, carried: str = "") -> str:
    return f'IF({cell}="",{state(frame, empty)},{_confirmed(frame, carried)})'


def _confirmed(frame: Frame, carried: str) -> str:
    """Done, where nothing was carried into the row or what was carried is confirmed."""
    if not carried:
        return state(frame, "done")
    waiting = quoted(frame.words(TO_CONFIRM))
    return f"IF({carried}={waiting},{state(frame, 'confirm')},{state(frame, 'done')})"


def done_if_usual(frame: Frame, cell: str, field: Field, *, carried: str = "") -> str:
    """For a number: digits at all, possible, and usual for a company of this headcount."""
    limits, usual = field.range, []
    odd = [f"NOT(ISNUMBER({cell}))"]
    odd += [f"{cell}<{limits.least}"] if limits.least else []
    odd += [f"{cell}>{limits.most}"] if limits.most else []
    size = _quantity(frame, limits.per) if limits.per else "1"
    usual += [f"{cell}<{limits.usual_least}*{size}"] if limits.usual_least else []
    usual += [f"{cell}>{limits.usual_most}*{size}"] if limits.usual_most else []
    if usual and limits.per:
        odd.append(f"AND({size}>0,OR({','.join(usual)}))")
    else:
        odd += usual
    look, done = state(frame, "look"), _confirmed(frame, carried)
    return f'IF({cell}="",{state(frame, empty_state(field))},IF(OR({",".join(odd)}),{look},{done}))'


def state(frame: Frame, name: str) -> str:
    return quoted(status_words(frame, name))


def quoted(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'


def counted(status_range: str, signs: tuple[str, ...]) -> str:
    return "+".join(f'COUNTIF({status_range},"{sign}*")' for sign in signs)


def _says_no(frame: Frame, fact: str) -> str:
    no = ",".join(quoted(words) for words in dict.fromkeys((frame.words(NO), NO.zh, NO.en)))
    return f"ISNUMBER(MATCH({_entry(frame, fact)},{{{no}}},0))"


def _entry(frame: Frame, code: str) -> str:
    ids, entries = _columns(frame, code)
    address = quoted(frame.questionnaire.address(code))
    return f"INDEX({entries},MATCH({address},{ids},0))"


def _quantity(frame: Frame, code: str) -> str:
    """A number of another row; the headcount is women plus men."""
    codes = EMPLOYEES if code == "employees" else (code,)
    sums = []
    for part in codes:
        ids, entries = _columns(frame, part)
        sums.append(f"SUMIF({ids},{quoted(frame.questionnaire.address(part))},{entries})")
    return f"({'+'.join(sums)})"


def _columns(frame: Frame, code: str) -> tuple[str, str]:
    """The id column and the entry column of the sheet in which a field stands."""
    field = frame.questionnaire.field_of.get(code)
    name = frame.names["numbers" if field and field.group == "numbers" else "profile"]
    return f"'{name}'!$A$1:$A${_ROWS}", f"'{name}'!$C$1:$C${_ROWS}"


def _is_usual(field: Field, number: Decimal, response: Response) -> bool:
    limits = field.range
    size = Decimal(1)
    if limits.per:
        size = (
            employees(response) if limits.per == "employees" else response.number(limits.per)
        ) or Decimal(0)
    bounds = [(limits.least, Decimal(1), -1), (limits.most, Decimal(1), 1)]
    if size:
        bounds += [(limits.usual_least, size, -1), (limits.usual_most, size, 1)]
    return not any(
        limit is not None and (number - Decimal(limit) * factor) * side > 0
        for limit, factor, side in bounds
    )
