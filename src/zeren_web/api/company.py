"""A company's own: responses, answers, what they mean; as one person may see and change them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from ninja import Query, Router

from zeren.assess.as_json import assessment_as_json
from zeren.assess.coverage import topic_coverage
from zeren.assess.result import assess
from zeren.files.entered import Entered, response_from
from zeren.problems import Problem, has_errors
from zeren.standards.questionnaires import Questionnaire
from zeren.text import Text
from zeren_web.api import problems
from zeren_web.api.bearer import Bearer, person_of
from zeren_web.api.problems import Told, wrong
from zeren_web.api.said import Example, said
from zeren_web.api.shapes import (
    PRIVATE,
    AnswerIn,
    Conflict,
    Part,
    ResponseOut,
    Responses,
    SavedOut,
    Submitted,
)
from zeren_web.desk.forms.answers import sent
from zeren_web.records.models import Answer, Response
from zeren_web.records.read.editions import questionnaire_of
from zeren_web.records.read.entered_by_staff import entered_by_staff
from zeren_web.records.read.private import (
    Desk,
    desk_for,
    evidence_of,
    response_for,
    responses_of,
    seats_of,
)
from zeren_web.records.read.standing import standing_for
from zeren_web.records.write.answers import Author, Saved, save_answer
from zeren_web.records.write.responses import submit_response

router: Final = Router(tags=["responses"])
READ: Final = Bearer("read:responses")
_HERE: Final = {"company": "lamps", "year": "2026"}
Plain = dict[str, Any]


@router.get(
    "/responses",
    auth=READ,
    response={**PRIVATE, 200: Responses},
    **said(
        Text("我的答卷", "My responses"),
        Text(
            "您能看的每一份答卷，新的在前。",
            "Every response that you may see, the newest first.",
        ),
        scope="read:responses",
        example=Example(query="limit=10"),
    ),
)
def responses(request: HttpRequest, part: Query[Part]) -> Plain:
    seats = seats_of(person_of(request))
    roles = {seat.company_id: seat.role for seat in seats}
    found = responses_of(seats)
    here = found[part.offset : part.offset + part.limit]
    return {
        "total": len(found),
        "limit": part.limit,
        "offset": part.offset,
        "items": [_line(one, roles[one.company_id]) for one in here],
    }


def _line(response: Response, role: str) -> Plain:
    cycle = response.cycle
    return {
        "company": response.company.code,
        "name": response.company.name.as_json(),
        "year": cycle.year,
        "title": cycle.title.as_json(),
        "role": role,
        "state": response.state,
        "takes_answers": response.takes_answers(timezone.localdate()),
        "last_day": cycle.last_day,
        "submitted": response.submitted,
    }


@router.get(
    "/responses/{slug:company}/{int:year}",
    auth=READ,
    response={**PRIVATE, 200: ResponseOut},
    **said(
        Text("一份答卷", "One response"),
        Text(
            "每条回答照原样，带版本；证据清单；哪里要改。",
            "Every answer as it was entered, with its version; the evidence; what is to put right.",
        ),
        scope="read:responses",
        example=Example(_HERE),
    ),
)
def response(request: HttpRequest, company: str, year: int) -> Plain:
    desk = desk_for(person_of(request), company=company, year=year)
    value, found = desk.read
    return {
        **_line(desk.response, desk.role),
        "questionnaire": value.asked.as_json(),
        "answers": [_answer(desk.answers[code]) for code in sorted(desk.answers)],
        "evidence": list(_evidence(desk)),
        "problems": [one.as_json() for one in found],
    }


def _answer(answer: Answer) -> Plain:
    entered = Entered.of(answer.entry)
    return {
        "code": answer.code,
        "version": answer.version,
        "said": entered.said,
        "words": entered.words,
        "reason": entered.reason,
        "public": entered.public,
        "awaiting": entered.awaiting,
        "by": str(answer.by or ""),
        "at": answer.at,
    }


def _evidence(desk: Desk) -> Iterator[Plain]:
    for use, piece in desk.evidence:
        one = evidence_of(use.code, piece)
        yield {
            "code": use.code,
            "number": piece.pk,
            "kind": one.kind,
            "title": one.title.as_json(),
            "issuer": one.issuer,
            "expires": piece.expires,
            "sha256": one.sha256,
            "link": one.link,
        }


@router.put(
    "/responses/{slug:company}/{int:year}/answers/{code:code}",
    auth=Bearer("write:answers"),
    response={**PRIVATE, 200: SavedOut, 409: Conflict},
    **said(
        Text("写一条回答", "Write an answer"),
        Text(
            "base 是您看到的版本，从没填过就写 0。别人改过就是 409，什么都不写。看不懂的值是 422，也不写。勾选公开只能在网页上。",
            "base is the version that you saw, 0 where nothing stood. 409 where somebody changed it since, 422 where the value cannot be understood: nothing is written then. What is ticked for the public is ticked on the pages alone.",
        ),
        scope="write:answers",
        example=Example(
            {**_HERE, "code": "E1.1"}, json={"base": 0, "said": "3", "words": "每月抄表"}
        ),
    ),
)
def write_answer(
    request: HttpRequest, company: str, year: int, code: str, entry: AnswerIn
) -> Plain:
    person = person_of(request)
    standing = standing_for(person, company=company, year=year, code=code)
    if not standing.response.takes_answers(timezone.localdate()):
        raise Told(403, problems.CLOSED)
    given = {name: words for name, words in entry.dict(exclude_none=True).items() if name != "base"}
    came = sent({**given, "base": str(entry.base)}, standing.entered)
    unread = [*_too_long(came.errors)] or _unread(
        questionnaire_of(standing.response.cycle), code, came.entered
    )
    if unread:
        raise Told(422, *unread)
    author = Author(person, origin="api")
    done = save_answer(standing.response, code, came.entered, base=came.base, by=author)
    if isinstance(done, Saved):
        return {"code": code, "version": done.version}
    theirs = _answer(done.theirs)
    kept = {name: theirs[name] for name in ("version", "said", "words", "reason", "by", "at")}
    kept["at"] = done.theirs.at.isoformat()
    raise Told(409, problems.CHANGED_MEANWHILE, more={"theirs": kept})


def _too_long(errors: Any) -> Iterator[Problem]:  # noqa: ANN401 - a form's table
    for name, words in errors.items():
        yield wrong("too-long", words, Text("请精简。", "Shorten it."), place=name)


def _unread(questionnaire: Questionnaire, code: str, entered: Entered) -> list[Problem]:
    """What is wrong with this entry by itself; people may leave it so, a program sends it again."""
    found = response_from(questionnaire, {code: entered})[1]
    return [
        one
        for one in found
        if one.place.field == code and one.level == "error" and one.code != "required-missing"
    ]


@router.post(
    "/responses/{slug:company}/{int:year}/submit",
    auth=Bearer("submit:responses"),
    response={**PRIVATE, 200: Submitted},
    **said(
        Text("提交答卷", "Submit a response"),
        Text(
            "只有负责人能提交。还有错误就是 422，并写明哪里。再提交一次不会改变什么。",
            "Only an owner can. With errors in it the answer is 422 and names them. A second time changes nothing.",
        ),
        scope="submit:responses",
        example=Example(_HERE),
    ),
)
def submit(request: HttpRequest, company: str, year: int) -> Plain:
    person = person_of(request)
    desk = desk_for(person, company=company, year=year, doing="own")
    if desk.response.is_over(timezone.localdate()):
        raise Told(403, problems.CLOSED)
    if has_errors(desk.read[1]):
        raise Told(422, *(one for one in desk.read[1] if one.level == "error"))
    if entered_by_staff(desk):
        raise Told(422, problems.UNCONFIRMED)
    submit_response(desk.response, by=person)
    now, _ = response_for(person, company=company, year=year)
    return {"state": now.state}


@router.get(
    "/responses/{slug:company}/{int:year}/assessment",
    auth=READ,
    response={**PRIVATE, 200: dict},
    **said(
        Text("结果", "What it means"),
        Text(
            "得分、风险、挑战、先做什么，和 zeren assess --json 一样（docs/schemas/assessment.schema.json）。",
            "Scores, risks, challenges and what to do first, as zeren assess --json prints them (docs/schemas/assessment.schema.json).",
        ),
        scope="read:responses",
        example=Example(_HERE),
    ),
)
def assessment(request: HttpRequest, company: str, year: int) -> JsonResponse:
    desk = desk_for(person_of(request), company=company, year=year)
    value, asked = desk.read[0], desk.questionnaire
    return _as_it_is(assessment_as_json(assess(asked, value), topics=topic_coverage(value, asked)))


@router.get(
    "/responses/{slug:company}/{int:year}/response.json",
    auth=READ,
    response={**PRIVATE, 200: dict},
    **said(
        Text("读懂了的答卷", "The response as it is understood"),
        Text(
            "核心读懂的一切，和 zeren 的其他命令用的一样（docs/schemas/response.schema.json）。",
            "All that the core understands of it, as every command of zeren uses it (docs/schemas/response.schema.json).",
        ),
        scope="read:responses",
        example=Example(_HERE),
    ),
)
def response_json(request: HttpRequest, company: str, year: int) -> JsonResponse:
    desk = desk_for(person_of(request), company=company, year=year)
    return _as_it_is(desk.read[0].as_json())


def _as_it_is(table: dict[str, object]) -> JsonResponse:
    """A value of the core, whose schema stands in docs/schemas."""
    return JsonResponse(table, json_dumps_params={"ensure_ascii": False})
