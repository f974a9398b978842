"""The one thing that somebody without an account may write: an objection during a public notice."""

from __future__ import annotations

from zeren.problems import Place, Problem, Refused
from zeren.text import Text
from zeren_web.records.models import Company, Cycle
from zeren_web.records.read.published import notice
from zeren_web.records.write.release_steps import object_to

_NO_COMPANY = Problem(
    "objection-company",
    "error",
    Place(field="company"),
    Text("没有选企业。", "No company is chosen."),
    Text("请选公示名单上的一家。", "Choose one of those in the notice."),
)


def object_in(year: int, code: str, words: str, *, contact: str) -> None:
    """Take it in while the notice runs, about a company that is in it. Raises Refused."""
    found = notice(year)
    announced = {} if found is None else {one[0] for one in found.companies}
    if code not in announced:
        raise Refused(_NO_COMPANY)
    company, cycle = Company.objects.get(code=code), Cycle.objects.get(year=year)
    object_to(cycle, company, words, contact=contact)
