"""The association's: how far each cycle is, who its members are, and changes to that list. How to reach
people comes in this way and does not leave.
"""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest
from ninja import Query, Router, Status

from zeren.text import Text
from zeren_web.api.bearer import Bearer, person_of
from zeren_web.api.problems import Told, wrong
from zeren_web.api.said import Example, said
from zeren_web.api.shapes import (
    PRIVATE,
    MemberChange,
    MemberFields,
    MemberIn,
    MemberLeft,
    MemberOut,
    Members,
    MemberSearch,
    Problems,
    Programme,
)
from zeren_web.records.models import Cohort
from zeren_web.records.read.members import Filter, cycle_now, member
from zeren_web.records.read.members import members as members_like
from zeren_web.records.read.programme import CycleStanding, cycles_under_way
from zeren_web.records.write.member_details import already_member, changes_in, details_in
from zeren_web.records.write.members import add_member, change_member, come_back, leave

router: Final = Router(tags=["association"])
WRITE: Final = Bearer("write:members")
_NEW: Final = "91440600MADEM0001B"  # the demonstration's first
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


@router.post(
    "/members",
    auth=WRITE,
    response={**PRIVATE, 201: MemberOut, 409: Problems},
    **said(
        Text("新增一家会员", "Add a member"),
        Text(
            "统一社会信用代码要过校验位，定了不能改；地址里的代码是它的小写。已经有这家是 409。分组写已有分组的中文名称。联系方式收下，但不从接口出去。",
            "The check digit of the Unified Social Credit Code is verified, and it never changes; in addresses it stands in small letters. 409 where it is a member already. Cohorts are named by the Chinese name of one that is there. How to reach people is taken and does not leave this way.",
        ),
        scope="write:members",
        example=Example(
            json={"uscc": _NEW, "name_zh": "演示电子厂（虚构）", "city": "中山市", "sector": "C"}
        ),
    ),
)
def new_member(request: HttpRequest, entry: MemberIn) -> Status[Plain]:
    sent, cohorts = _sent(entry)
    details = details_in(sent, new=True)
    if details.problems:
        raise Told(422, *details.problems)
    made = add_member(details.said["uscc"], details.said, cohorts or (), by=person_of(request))
    if made is None:
        raise Told(409, already_member(details.said["uscc"]))
    return Status(201, _member(member(made.code)))


@router.patch(
    "/members/{slug:company}",
    auth=WRITE,
    response={**PRIVATE, 200: MemberOut},
    **said(
        Text("改一家会员的资料", "Change a member"),
        Text(
            "没写的项照旧，写成空的就清空；统一社会信用代码和地址里的代码不能改。操作记录里留着改前和改后。",
            "What is left out stays, an empty text empties it; its Unified Social Credit Code and its code in addresses never change. The audit log keeps what stood before and after.",
        ),
        scope="write:members",
        example=Example(
            {"company": _NEW.lower()}, json={"city": "佛山市", "contact_email": "csr@works.example"}
        ),
    ),
)
def changed_member(request: HttpRequest, company: str, entry: MemberChange) -> Plain:
    here = member(company)
    sent, cohorts = _sent(entry)
    details = changes_in(sent, here)
    if details.problems:
        raise Told(422, *details.problems)
    change_member(here, details.said, cohorts, by=person_of(request))
    return _member(member(company))


@router.put(
    "/members/{slug:company}/left",
    auth=WRITE,
    response={**PRIVATE, 200: MemberOut},
    **said(
        Text("标为退会，或者恢复", "Mark a member as left, or bring it back"),
        Text(
            "什么也不删：它的人马上打不开，left 写 false 就原样恢复。再发一次不会改变什么。",
            "Nothing is deleted: its people are shut out at once, and false brings it back with everything. A second time changes nothing.",
        ),
        scope="write:members",
        example=Example({"company": _NEW.lower()}, json={"left": True}),
    ),
)
def left_member(request: HttpRequest, company: str, entry: MemberLeft) -> Plain:
    move = leave if entry.left else come_back
    move(member(company), by=person_of(request))
    return _member(member(company))


def _sent(entry: MemberFields) -> tuple[dict[str, str], list[Cohort] | None]:
    """What was said of it, and its cohorts where they were named. Raises Told for one that is not there."""
    given = entry.dict(exclude_none=True)
    names = given.pop("cohorts", None)
    if names is None:
        return given, None
    found = {one.name_zh: one for one in Cohort.objects.filter(name_zh__in=names)}
    unknown = [name for name in names if name not in found]
    if unknown:
        raise Told(422, wrong("cohort-unknown", *_no_cohort(unknown[0]), place="cohorts"))
    return given, list(found.values())


def _no_cohort(name: str) -> tuple[Text, Text]:
    return (
        Text("没有叫“{name}”的分组。", 'There is no cohort called "{name}".').format(name=name),
        Text(
            "请写已有分组的中文名称，或者先在网页上新建。",
            "Write the Chinese name of one that is there, or make it on the page first.",
        ),
    )


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
