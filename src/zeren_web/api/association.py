"""The association's: how far each cycle is, and who its members are. How to reach people does not leave
this way.
"""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest
from ninja import Query, Router

from zeren.text import Text
from zeren_web.api.bearer import Bearer
from zeren_web.api.said import Example, said
from zeren_web.api.shapes import PRIVATE, MemberOut, Members, MemberSearch, Programme
from zeren_web.records.read.members import Filter, cycle_now, member
from zeren_web.records.read.members import members as members_like
from zeren_web.records.read.programme import CycleStanding, cycles_under_way

router: Final = Router(tags=["association"])
Plain = dict[str, Any]


@router.get(
    "/programme",
    auth=Bearer("read:programme"),
    response={**PRIVATE, 200: Programme},
    **said(
        Text("各周期的进度", "How far each cycle is"),
        Text(
            "正在进行的周期，各有多少企业未开始、填写中、退回、已提交、已通过。",
            "The cycles that run, and how many companies have not begun, began, were returned, submitted, were accepted.",
        ),
        scope="read:programme",
    ),
)
def programme(request: HttpRequest) -> Plain:  # noqa: ARG001 - ninja gives it
    return {"cycles": [_cycle(one) for one in cycles_under_way()]}


def _cycle(one: CycleStanding) -> Plain:
    cycle = one.cycle
    return {
        "year": cycle.year,
        "title": cycle.title.as_json(),
        "opens": cycle.opens,
        "closes": cycle.closes,
        "last_day": cycle.last_day,
        "companies": one.companies,
        "untouched": one.untouched,
        "begun": one.begun,
        "returned": one.returned,
        "submitted": one.submitted,
        "accepted": one.accepted,
    }


@router.get(
    "/members",
    auth=Bearer("read:members"),
    response={**PRIVATE, 200: Members},
    **said(
        Text("会员名单", "The members"),
        Text(
            "按名称、代码、城市找；state 是本周期的进度：new、invited、started、returned、submitted、accepted、published、left。联系人和电话不从这里出去。",
            "By name, code or city; state is how far each is in the cycle: new, invited, started, returned, submitted, accepted, published, left. Contacts and phone numbers do not leave this way.",
        ),
        scope="read:members",
        example=Example(query="state=started&limit=100"),
    ),
)
def members(request: HttpRequest, part: Query[MemberSearch]) -> Plain:  # noqa: ARG001 - ninja gives it
    wanted = Filter.of({"words": part.q, "city": part.city, "state": part.state})
    found = members_like(wanted, cycle_now()).prefetch_related("cohorts").order_by("code")
    return {
        "total": found.count(),
        "limit": part.limit,
        "offset": part.offset,
        "items": [_member(one) for one in found[part.offset : part.offset + part.limit]],
    }


@router.get(
    "/members/{slug:company}",
    auth=Bearer("read:members"),
    response={**PRIVATE, 200: MemberOut},
    **said(
        Text("一家会员", "One member"),
        Text("和名单里的一样。", "As it stands in the list."),
        scope="read:members",
        example=Example({"company": "lamps"}),
    ),
)
def one_member(request: HttpRequest, company: str) -> Plain:  # noqa: ARG001 - ninja gives it
    return _member(member(company))


def _member(company: Any) -> Plain:  # noqa: ANN401 - a company with its state in the cycle
    return {
        "code": company.code,
        "uscc": company.uscc,
        "name": company.name.as_json(),
        "city": company.city,
        "sector": company.sector,
        "cohorts": [cohort.name.as_json() for cohort in company.cohorts.all()],
        "state": company.state,
        "left": company.left,
    }
