"""Showing a few sealed answers to one named buyer: the file is made for them and kept nowhere."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from zeren.declare.package import Package
from zeren.declare.sealing import Disclosures, disclosures_of
from zeren.declare.showing import chosen
from zeren.files.bundle import read_bundle
from zeren.files.sharing import CHINA, LONGEST_NAME, USUAL_DAYS, buyer_name, longest_day, show_to
from zeren.problems import Refused
from zeren.standards.questionnaires import Questionnaire
from zeren.text import Text
from zeren_web.pages.names import as_attachment
from zeren_web.pages.signed_in import signed_in
from zeren_web.pages.typed import day_in
from zeren_web.records.models import Declaration, Person
from zeren_web.records.read.declarations import declaration_of, kept_disclosures, key_row_of
from zeren_web.records.read.private import Desk, desk_for
from zeren_web.records.write.company_keys import open_key
from zeren_web.records.write.declarations import note_shown

_HERE: Final = Text("出示给一家买家", "Show to one buyer")
_NO_NAME: Final = Text(
    "请写买家的名称，最多 200 个字符。", "Give the buyer's name, 200 characters at most."
)
_NO_CODES: Final = Text("请至少选一项。", "Choose at least one.")
_NO_DAY: Final = Text(
    "请选今天到 {day} 之间的一天：声明到那天为止。",
    "Choose a day from today to {day}, when the declaration ends.",
)
_OTHER_KEY: Final = Text(
    "封存这份声明的密钥已经换了，不能再从它出示回答。请重新声明。",
    "The key that sealed this declaration was replaced; nothing can be shown from it any more. Declare anew.",
)
_OVERALL: Final = Text("总分（只有得分）", "The overall score, alone")


@signed_in
def share(
    request: HttpRequest, person: Person, company: str, year: int, number: int
) -> HttpResponse:
    """Choose what, to whom, until when; the press brings the file."""
    desk = desk_for(person, company=company, year=year, doing="own")
    row = declaration_of(desk.response, number)
    if not row.signed or row.withdrawn or not row.disclosures:
        raise Http404
    if request.method != "POST":
        return _page(request, desk, row)
    codes = tuple(request.POST.getlist("code")[:500])
    name = buyer_name(request.POST.get("buyer", ""))
    with row.bundle.open() as file:
        package = read_bundle(file.read(), file="declaration.zeren")
    now = datetime.now(CHINA)
    last, longest = day_in(request.POST, "until"), longest_day(package, now)
    errors = {
        **({} if 0 < len(name) <= LONGEST_NAME else {"buyer": _NO_NAME}),
        **({} if codes else {"codes": _NO_CODES}),
        **(
            {}
            if last and now.date() <= last <= longest
            else {"until": _NO_DAY.format(day=longest.isoformat())}
        ),
    }
    if errors or last is None:
        return _page(request, desk, row, errors=errors, status=422)
    return _shown(request, person, desk, row, package, codes=codes, name=name, last=last)


def _shown(  # noqa: PLR0913 - what is shown, to whom, until when
    request: HttpRequest,
    person: Person,
    desk: Desk,
    row: Declaration,
    package: Package,
    *,
    codes: tuple[str, ...],
    name: str,
    last: date,
) -> HttpResponse:
    key = key_row_of(desk.company.pk)
    if key is None:
        return _page(request, desk, row, errors={"codes": _OTHER_KEY}, status=422)
    try:
        disclosed = chosen(disclosures_of(kept_disclosures(row)), codes, desk.questionnaire)
        content = show_to(
            package,
            disclosed,
            name=name,
            start=int(timezone.now().timestamp()),
            last=last.isoformat(),
            key=open_key(key),
            random=os.urandom,
        )
    except Refused as refusal:
        return _page(request, desk, row, errors={"codes": refusal.problems[0].what}, status=422)
    except ValueError:
        return _page(request, desk, row, errors={"codes": _OTHER_KEY}, status=422)
    note_shown(
        row,
        buyer=name,
        codes=tuple(one.name for one in disclosed),
        until=last.isoformat(),
        by=person,
    )
    return as_attachment(content, f"{desk.company} {name}.zeren", "application/octet-stream")


def _page(
    request: HttpRequest,
    desk: Desk,
    row: Declaration,
    *,
    errors: dict[str, Text] | None = None,
    status: int = 200,
) -> HttpResponse:
    usual = timezone.localdate() + timedelta(days=USUAL_DAYS)
    ends = row.valid_until or usual
    context = {
        "desk": desk,
        "here": _HERE,
        "row": row,
        "groups": _offered(desk.questionnaire, disclosures_of(kept_disclosures(row))),
        "chosen": request.POST.getlist("code"),
        "typed": {
            "buyer": request.POST.get("buyer", ""),
            "until": request.POST.get("until", "") or min(usual, ends).isoformat(),
        },
        "errors": errors or {},
    }
    return render(request, "desk/share.html", context, status=status)


def _offered(
    asked: Questionnaire, sealed: Disclosures
) -> list[tuple[Text, list[tuple[str, Text]]]]:
    """What was sealed: whole items with their score, single answers, numbers, the overall score."""
    scores = {one.name for one in sealed.of["scores"]}
    answers = {one.name for one in sealed.of["answers"]}
    facts = {one.name.rpartition("/")[2] for one in sealed.of["facts"]}
    groups = []
    for area in asked.areas:
        rows = [
            (item.code, _scored(item.title))
            for item in asked.items
            if item.area == area.code and item.code in scores
        ]
        rows += [
            (one.code, one.title)
            for one in asked.questions
            if one.area == area.code and one.code in answers
        ]
        groups.append((area.title, rows))
    lines = [(one.code, one.title) for one in asked.red_lines if one.code in answers]
    numbers = [(one.code, one.label) for one in asked.fields if one.code in facts]
    groups.append((Text("红线", "Red lines"), lines))
    groups.append((Text("数据", "Numbers"), numbers))
    groups.append((Text("得分", "Scores"), [("overall", _OVERALL)] if "overall" in scores else []))
    return [(title, rows) for title, rows in groups if rows]


def _scored(title: Text) -> Text:
    return Text(f"{title.zh}：全部回答和得分", f"{title.en}: all answers and the score")
