"""The audit log, in words; it is read here, and cannot be written."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from zeren.files.evidence_file import TYPES
from zeren.files.list_sheet import Column
from zeren.files.members.sheet import List, print_list, words
from zeren.text import Text, same
from zeren_web.association.audit_words import WORDS, told
from zeren_web.association.lists import page_of
from zeren_web.pages.names import as_attachment
from zeren_web.pages.signed_in import on_duty
from zeren_web.pages.words import lang, moment
from zeren_web.records.models import AuditLine, Person
from zeren_web.records.read.audit import Sought, lines
from zeren_web.records.write.audit import broken_lines

MOST: Final = 10_000  # lines of one export, and lines up to which the chain is checked unasked
_TITLE: Final = Text("操作记录", "Audit log")
_SHORTENED: Final = Text(
    "只有最新的 {most} 条；请按日期分几次导出。",
    "The newest {most} lines only; export the others by their days.",
)
_COLUMNS: Final = (
    Column(Text("编号", "No."), 9, "count"),
    Column(Text("时间", "When"), 17),
    Column(Text("谁", "Who"), 20),
    Column(Text("做了什么", "What"), 30),
    Column(Text("企业", "Company"), 30),
    Column(Text("细节", "Details"), 60),
    Column(Text("代码", "Code"), 20),
    Column(Text("指纹", "Hash"), 30),
)


@on_duty("manage")
def audit(request: HttpRequest, _person: Person) -> HttpResponse:
    """Find lines; and whether all of them are as they were written."""
    sought = Sought.of(request.GET.dict())
    listed, count = page_of(request, lines(sought)), AuditLine.objects.count()
    checked = count <= MOST or "chain" in request.GET
    context = {
        "section": "audit",
        "sought": sought,
        "listed": listed,
        "lines": [(one, *told(one)) for one in listed.page],
        "whats": sorted(WORDS.items(), key=lambda pair: pair[1].to(lang())),
        "count": count,
        "checked": checked,
        "broken": list(broken_lines())[:20] if checked else [],
    }
    return render(request, "association/audit.html", context)


@on_duty("manage")
def audit_export(request: HttpRequest, _person: Person) -> HttpResponse:
    """What was found, as a workbook."""
    found = list(lines(Sought.of(request.GET.dict()))[: MOST + 1])
    rows = (
        [
            line.pk,
            same(moment(line.at)),
            words(line.signed),
            told(line)[0],
            words(line.company.name_zh) if line.company else None,
            told(line)[1],
            words(line.what),
            words(line.sha256),
        ]
        for line in found[:MOST]
    )
    leads = (_SHORTENED.format(most=f"{MOST:,}"),) if len(found) > MOST else ()
    today = timezone.localdate()
    content = print_list(List(_TITLE, leads, _COLUMNS, rows), lang=lang(), day=today)
    return as_attachment(content, f"{_TITLE.to(lang())} {today}.xlsx", TYPES["xlsx"])
