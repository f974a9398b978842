"""What the demonstration's own company has beside its answers: a publication, a plan with states."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from django.utils import timezone

from zeren.assess.result import assess
from zeren.files.entered import Entered
from zeren.publish.public_part import public_part
from zeren_web.records.models import Person, Response
from zeren_web.records.read.private import desk_of
from zeren_web.records.write.answers import replace_answers
from zeren_web.records.write.plans import Decided, save_row
from zeren_web.records.write.publications import confirm_publication

_STATEMENT: Final = "我们做小家电的线路板。把话说在前面：缺的我们写出来，做到的给您看。（演示）"
_WORK: Final = (
    ("车间主任（演示）", "done", "", "做完了，照片存在档案里。"),
    ("行政主管（演示）", "under-way", "", "已经问过三家，等报价。"),
    ("人事（演示）", "dropped", "明年搬厂以后再说。", ""),
    ("采购（演示）", "open", "", ""),
)


def show_company(responses: list[Response], owner: Person) -> None:
    """Last year confirmed as public and its plan worked on; this year's plan begun."""
    last, now = responses
    _say(last, owner)
    _publish(last, owner)
    _plan(last, owner, count=len(_WORK))
    _plan(now, owner, count=2)


def _say(response: Response, owner: Person) -> None:
    """A statement, so that the report has a word from the company."""
    entries = {
        "statement": Entered(_STATEMENT, public=True),
        "statement-by": Entered("总经理（演示）", public=True),
    }
    replace_answers(response, entries, by=owner, origin="page")


def _publish(response: Response, owner: Person) -> None:
    desk = desk_of(response, "owner")
    value = public_part(desk.questionnaire, desk.read[0])
    confirm_publication(response, value.as_json(), index=("gri-standards",), look=None, by=owner)


def _plan(response: Response, owner: Person, *, count: int) -> None:
    desk = desk_of(response, "owner")
    lines = assess(desk.questionnaire, desk.read[0]).plan
    today = timezone.localdate()
    for number, (line, work) in enumerate(zip(lines, _WORK[:count], strict=False)):
        who, state, reason, note = work
        due: date = today + timedelta(days=30 * (number + 1))
        decided = Decided(who, due, state, reason, note)
        save_row(response, line.priority.question.code, decided, base=0, by=owner)
