"""What everybody may read, without a token: the same plain values that the public pages show."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from ninja import Query, Router

from zeren.declare.verdict import Verdict
from zeren.files.envelope_refusals import UNREADABLE
from zeren.problems import Problem, Refused
from zeren.standards.as_json import standard_as_json
from zeren.standards.catalogue import load_standards, our_standard_ids, standard
from zeren.text import Text
from zeren_web.api.problems import Told, too_fast
from zeren_web.api.said import Example, said
from zeren_web.api.shapes import (
    PROBLEMS,
    Companies,
    Part,
    Problems,
    ProfileOut,
    Search,
    Standards,
)
from zeren_web.pages import limits
from zeren_web.public.verifying import file_sent, verdict_on
from zeren_web.records.read import published
from zeren_web.records.read.published import Declared, Listed, Report

router: Final = Router(tags=["everybody"])
A_MINUTE: Final = 30  # files to verify, as on the page
Plain = dict[str, Any]


@router.get(
    "/companies",
    response={**PROBLEMS, 200: Companies},
    **said(
        Text("公开的企业", "Companies that are public"),
        Text(
            "按名称的一部分或完整的统一社会信用代码找。",
            "By a part of the name, or by the whole Unified Social Credit Code.",
        ),
        example=Example(query="limit=10"),
    ),
)
def companies(request: HttpRequest, part: Query[Search]) -> Plain:  # noqa: ARG001 - ninja gives it
    found, total = published.companies_from(part.q, offset=part.offset, limit=part.limit)
    return {
        "total": total,
        "limit": part.limit,
        "offset": part.offset,
        "items": [_listed(one) for one in found],
    }


def _listed(one: Listed) -> Plain:
    return {
        "code": one.code,
        "uscc": one.uscc,
        "name": one.name.as_json(),
        "years": one.years,
        "state": one.state,
    }


@router.get(
    "/companies/{slug:company}",
    response={**PROBLEMS, 200: ProfileOut},
    **said(
        Text("一家企业公开的内容", "What a company made public"),
        Text(
            "每年公开的回答（docs/schemas/response.schema.json），自我声明和它们的状态，证书号。",
            "What it made public of each year (docs/schemas/response.schema.json), its declarations and how they stand, its certificates.",
        ),
        example=Example({"company": "works-1"}),
    ),
)
def company(request: HttpRequest, company: str) -> Plain:  # noqa: ARG001 - ninja gives it
    found = published.profile(company)
    if found is None:
        raise Http404
    return {
        "code": found.code,
        "uscc": found.uscc,
        "name": found.name.as_json(),
        "reports": [_report(one) for one in found.reports],
        "declarations": [_declared(one) for one in found.declarations],
        "certificates": found.certificates,
    }


def _report(one: Report) -> Plain:
    return {
        "year": one.year,
        "title": one.title.as_json(),
        "number": one.number,
        "confirmed": one.confirmed,
        "sha256": one.sha256,
        "response": one.response.as_json(),
    }


def _declared(one: Declared) -> Plain:
    return {
        "entry": one.entry,
        "year": one.year,
        "signed": one.signed,
        "until": one.until,
        "sha256": one.sha256,
        "state": one.state,
        "reason": one.reason.as_json() if one.reason else None,
        "ended": one.ended,
        "confirmed": [
            {
                "kind": each.kind,
                "words": each.words,
                "day": each.day,
                "until": each.until,
                "codes": each.codes,
            }
            for each in one.confirmed
        ],
    }


@router.get(
    "/register",
    response={**PROBLEMS, 200: dict},
    **said(
        Text("公示登记", "The public register"),
        Text(
            "和 /register/register.json 一样：根哈希、每家企业的每一条。还没有登记时是空的。",
            "As /register/register.json: the root, and every entry of every company. Empty before the first release.",
        ),
        example=Example(),
    ),
)
def register(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - ninja gives it
    folder = published.register_folder_shown()
    path = folder / "register.json" if folder else None
    if path is None or not path.is_file():
        return JsonResponse({"organisations": []})
    return HttpResponse(path.read_bytes(), content_type="application/json")


@router.get(
    "/standards",
    response={**PROBLEMS, 200: Standards},
    **said(
        Text("收录的标准", "The standards"),
        Text("编号、标题、版本、发布机构。", "Ids, titles, editions, publishers."),
        example=Example(query="limit=5"),
    ),
)
def standards(request: HttpRequest, part: Query[Part]) -> Plain:  # noqa: ARG001 - ninja gives it
    found = load_standards()
    return {
        "total": len(found),
        "limit": part.limit,
        "offset": part.offset,
        "items": [
            {
                "id": one.id,
                "title": one.title.as_json(),
                "edition": one.edition.as_json(),
                "publisher": one.publisher.as_json(),
            }
            for one in found[part.offset : part.offset + part.limit]
        ],
    }


@router.get(
    "/standards/{name}",
    response={**PROBLEMS, 200: dict},
    **said(
        Text("一份标准", "One standard"),
        Text(
            "条款编号、短标题、主题、允许的说法，和 zeren standards ID --json 一样。",
            "Its clauses by number and short title, their topics, what may be claimed, as zeren standards ID --json prints it.",
        ),
        example=Example({"name": "iso-26000-2010"}),
    ),
)
def one_standard(request: HttpRequest, name: str) -> JsonResponse:  # noqa: ARG001 - ninja gives it
    if name not in our_standard_ids():
        raise Http404
    table = standard_as_json(standard(name))
    return JsonResponse(table, json_dumps_params={"ensure_ascii": False})


@router.post(
    "/verify",
    response={**PROBLEMS, 200: dict, 429: Problems},
    **said(
        Text("核对自我声明", "Verify a declaration"),
        Text(
            "发来 PDF、.zeren 或 declaration.jwt，回答和 zeren verify --json 一样（docs/schemas/verdict.schema.json）。文件不会留下来。",
            "Send a PDF, a .zeren file or declaration.jwt; the answer is as zeren verify --json prints it (docs/schemas/verdict.schema.json). The file is not kept.",
        ),
        example=Example(file="declaration.zeren"),
        body={
            "required": True,
            "content": {
                "multipart/form-data": {
                    "schema": {
                        "type": "object",
                        "required": ["file"],
                        "properties": {"file": {"type": "string", "format": "binary"}},
                    }
                }
            },
        },
    ),
)
def verify(request: HttpRequest) -> JsonResponse:
    if limits.too_fast(request, "verify", most=A_MINUTE, seconds=60):
        raise Told(429, too_fast(A_MINUTE), headers={"Retry-After": "60"})
    content, name = file_sent(request)
    wrong: tuple[Problem, ...] = ()
    try:
        verdict = verdict_on(content, name)
    except Refused as refused:
        verdict, wrong = Verdict("fails", UNREADABLE, (), ()), refused.problems
    table = {
        **verdict.as_json(),
        "at": timezone.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
        "problems": [one.as_json() for one in wrong],
    }
    return JsonResponse(table, json_dumps_params={"ensure_ascii": False})
