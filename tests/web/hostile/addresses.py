"""Every address of the site with what stands in the hostile year in its places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from tests.web.hostile.year import LOGO, NOW, OUT, Made
from tests.web.test_who_gets_what import TABLE

from zeren_web.records.models import (
    Batch,
    Cohort,
    Errand,
    EvidenceFile,
    Invitation,
    MemberImport,
    Person,
    Post,
    Remark,
    Seat,
    WorkbookUpload,
)

_ELSEWHERE = ("demo/", "d/", "api/v1/")
_OF_LAST_YEAR = ("publish", "declare", "file/", "report", "/remarks/", "releases")
_FILES = (
    "report-1.zh.pdf",
    "report-1.en.pdf",
    "report-1.zh.docx",
    "report-1.en.xlsx",
    "report-1.html",
    "plan.xlsx",
)


def addresses_for(made: Made, person: Person | None) -> Iterator[str]:
    """One path for each address, several where the place is a kind of file or a list."""
    for address in TABLE:
        if not address.startswith(_ELSEWHERE):
            yield from _filled(f"/{address}", made, person)


def _filled(path: str, made: Made, person: Person | None) -> Iterator[str]:
    for value in _kinds(path, made):
        yield _path(path.replace("<str:kind>", value), made, person)


def _kinds(path: str, made: Made) -> tuple[str, ...]:
    if "<str:kind>" not in path:
        return ("",)
    if "/file/" in path:
        number = made.declaration.pk
        return (*_FILES, *(f"declaration-{number}.{one}" for one in ("zh.pdf", "en.pdf", "zeren")))
    if "diagnosis." in path:
        return ("html", "zh.pdf", "en.pdf", "zh.docx", "en.docx", "zh.xlsx")
    return ("zh.pdf", "en.pdf")


def _path(path: str, made: Made, person: Person | None) -> str:
    whole = path
    for name, value in _places(whole, made, person).items():
        if name in path:
            path = path.replace(name, str(value()))
    return path


def _places(path: str, made: Made, person: Person | None) -> dict[str, Callable[[], object]]:
    return {
        "<int:entry>/<str:name>": lambda: f"{made.declaration.entry}/declaration.zh.pdf",
        "logo/<str:name>": lambda: f"logo/{LOGO}",
        "standards/<str:name>": lambda: "standards/iso-26000-2010",
        "<slug:number>": lambda: f"{OUT}-0001",
        "<path:name>": lambda: f"org/{made.companies[0].uscc}.html",
        "<slug:what>": lambda: "declaration",
        "check/<slug:kind>": lambda: "check/identity",
        "<slug:name>": lambda: "press",
        "<slug:language>": lambda: "zh",
        "<int:number>": lambda: _number(path, made, person),
        "<int:upload>": lambda: _upload(person),
        "<slug:token>": lambda: made.links.get(path[1], "A" * 32),
        "part/<code:code>": lambda: "part/E",
        "<code:code>": lambda: "E1.1",
        "<slug:book>": lambda: "both",
        "<slug:company>": lambda: _company(path, made),
        "<int:year>": lambda: _year(path),
    }


def _company(path: str, made: Made) -> str:
    """The third handed in, the second has to mend, the first works on its answers and came out."""
    reviewed, mending = path.startswith("/desk/review"), "/remarks/" in path
    return made.companies[2 if reviewed else 1 if mending else 0].code


def _year(path: str) -> int:
    of_last = any(one in path for one in _OF_LAST_YEAR) and not path.startswith("/desk/review")
    return OUT if of_last and "/remarks/" not in path else NOW


def _number(path: str, made: Made, person: Person | None) -> Any:  # noqa: ANN401 - a row's
    if "/declare/" in path:
        return made.declaration.pk
    if "/publish/" in path:
        return 1
    if "/import/" in path:
        waits = "/done/" not in path and "/undo/" not in path
        found = MemberImport.objects.filter(by=person, done__isnull=waits).order_by("-pk").first()
        return found.pk if found else 1
    for part, model in _ROWS.items():
        if part in path:
            return model._base_manager.values_list("pk", flat=True).first()
    return 1


_ROWS: dict[str, Any] = {
    "/evidence/": EvidenceFile,
    "/errands/": Errand,
    "/invited/": Invitation,
    "/invitations/": Invitation,
    "/workbooks/": Batch,
    "/cohorts/": Cohort,
    "/posts/": Post,
    "/remarks/": Remark,
    "/consultants/": Seat,
    "/team/": Seat,
}


def _upload(person: Person | None) -> int:
    found = WorkbookUpload.objects.with_scopes_disabled().filter(by=person).first()
    return found.pk if found else 1
