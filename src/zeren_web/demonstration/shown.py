"""What the demonstration's own company has beside its answers: a publication, a declaration that waits
for its signer, a plan with states.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from django.utils import timezone

from zeren.assess.result import assess
from zeren.files.entered import Entered
from zeren.publish.public_part import public_part
from zeren_web.desk.declaring import Declaring, begun, form_as_json
from zeren_web.records.models import Person, Response, Seat
from zeren_web.records.read.outward import publications_of
from zeren_web.records.read.private import desk_of
from zeren_web.records.write.answers import replace_answers
from zeren_web.records.write.declarations import Prepared, prepare
from zeren_web.records.write.plans import Decided, save_row
from zeren_web.records.write.publications import confirm_publication
from zeren_web.records.write.reviews import accept_response, add_remark, return_response

_STATEMENT: Final = "我们做小家电的线路板。把话说在前面：缺的我们写出来，做到的给您看。（演示）"
_WORK: Final = (
    ("车间主任（演示）", "done", "", "做完了，照片存在档案里。"),
    ("行政主管（演示）", "under-way", "", "已经问过三家，等报价。"),
    ("人事（演示）", "dropped", "明年搬厂以后再说。", ""),
    ("采购（演示）", "open", "", ""),
)

_FORM: Final = {
    "address.zh": "佛山市演示路 1 号（虚构）",
    "place.zh": "佛山",
    "place.en": "Foshan",
    "signatory.zh": "总经理（演示）",
    "signatory.en": "General manager (demonstration)",
    "function.zh": "总经理",
    "function.en": "General manager",
}

_REMARKS: Final = (
    ("E1.1", "请附一份签好的合同样本，姓名遮住。（演示）"),
    ("E2.1", "培训记录是哪几个月的？请写明。（演示）"),
)


def show_company(responses: list[Response], owner: Person) -> None:
    """Last year confirmed as public and its plan worked on; this year's plan begun."""
    last, now = responses
    _say(last, owner)
    _publish(last, owner)
    _plan(last, owner, count=len(_WORK))
    _plan(now, owner, count=2)
    _declare(last, owner)


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


def _declare(response: Response, owner: Person) -> None:
    """Prepared, to be signed: the key is the company's to decide on."""
    desk = desk_of(response, "owner")
    (publication,) = publications_of(response)
    known = begun(desk, publication, None).form
    entries = {**known.entries, **_FORM}
    form = known._replace(entries=entries, claims=(("iso-26000-2010", "used-as-guidance"),))
    declaring = Declaring(desk, publication, form)
    said = declaring.made[0]
    if said is not None:
        prepared = Prepared(said, declaring.response, form_as_json(form), dated=False, ends=False)
        prepare(publication, prepared, look=None, by=owner)


def review_some(year: int) -> None:
    """Of what was submitted this year one is returned with remarks, two are accepted, the rest waits."""
    reviewer = Person.objects.get(email="reviewer@demo.invalid")
    submitted = list(
        Response.objects.with_scopes_disabled()
        .filter(cycle__year=year, state="submitted")
        .select_related("company", "cycle")
        .order_by("company__code")[:3]
    )
    for response in submitted[1:]:
        accept_response(response, "答完了，说得通。（演示）", by=reviewer)
    for response in submitted[:1]:
        for code, words in _REMARKS:
            add_remark(response, code, words, by=reviewer)
        return_response(response, "只差两处，补好再交。（演示）", days=14, by=reviewer)
        owner = Person.objects.get(email="owner@demo.invalid")
        Seat.objects.create(person=owner, company=response.company, role="owner")
