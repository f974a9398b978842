"""A company's declaration at the association: whose key it is, what staff looked at, taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from zeren.declare.association import REASONS as OF_CONFIRMATIONS
from zeren.declare.register.entries import REASONS
from zeren.problems import Place, Problem, Refused
from zeren.standards.load import asked_by
from zeren.text import Text
from zeren_web.association.field_names import placed
from zeren_web.pages.signed_in import on_duty
from zeren_web.pages.typed import day_in, number_in
from zeren_web.records.models import Company, Confirmation, Declaration, Person
from zeren_web.records.read.posts import has_duty
from zeren_web.records.write.association_keys import open_keys
from zeren_web.records.write.confirming import ask_check, ask_identity, revoke
from zeren_web.records.write.withdrawals import withdraw_declaration


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that can be looked at."""

    code: str
    title: Text


@on_duty("review")
def check(request: HttpRequest, person: Person, company: str) -> HttpResponse:
    """What was confirmed of a company, and the forms to write down more."""
    return _page(request, person, _company(company))


def _company(code: str) -> Company:
    found: Company = get_object_or_404(Company, code=code)
    return found


def _declarations(company: Company) -> list[Declaration]:
    rows = Declaration.objects.with_scope(company=company).filter(signed__isnull=False)
    return list(
        rows.select_related("company", "publication__response__cycle").defer("publication__value")
    )


def _page(
    request: HttpRequest,
    person: Person,
    company: Company,
    problems: tuple[Problem, ...] = (),
    *,
    status: int = 200,
) -> HttpResponse:
    declarations = _declarations(company)
    rows = Confirmation.objects.with_scope(company=company).exclude(kind="proof")
    context = {
        "section": "companies",
        "company": company,
        "declarations": declarations,
        "confirmations": list(rows.select_related("declaration", "by")),
        "asked": _asked(declarations[0]) if declarations else [],
        "reasons": REASONS,
        "of_confirmations": OF_CONFIRMATIONS,
        "today": timezone.localdate(),
        "manages": has_duty(person, "manage"),
        "problems": placed(problems),
        "typed": request.POST,
        "ticked": request.POST.getlist("codes"),
        "done": request.GET.get("done", "")[:20],
    }
    return render(request, "association/check.html", context, status=status)


def _asked(declaration: Declaration) -> list[Asked]:
    """What the declaration's questionnaire asks; red lines included."""
    questionnaire = asked_by(declaration.statement["questionnaire"])
    if questionnaire is None:
        return []
    return [
        *(Asked(one.code, one.title) for one in questionnaire.questions),
        *(Asked(one.code, one.title) for one in questionnaire.red_lines),
    ]


@on_duty("review")
@require_POST
def write_down(request: HttpRequest, person: Person, company: str, kind: str) -> HttpResponse:
    """Write down an identity or a check; a manager signs it later."""
    if kind not in {"identity", "check"}:
        raise Http404
    found = _company(company)
    try:
        declaration = _chosen(request, found)
        if kind == "identity":
            if not has_duty(person, "work"):
                raise Http404
            ask_identity(
                declaration,
                how=request.POST.get("how", ""),
                registered=_day(request, "registered"),
                until=_day(request, "until"),
                by=person,
            )
        else:
            known = {one.code for one in _asked(declaration)}
            codes = [code for code in request.POST.getlist("codes") if code in known]
            ask_check(
                declaration,
                codes=codes,
                means=request.POST.get("means", ""),
                day=_day(request, "day"),
                by=person,
            )
    except Refused as refused:
        return _page(request, person, found, refused.problems, status=422)
    return redirect(f"/desk/companies/{found.code}/check/?done={kind}")


@on_duty("manage")
@require_POST
def take_back(request: HttpRequest, person: Person, company: str, what: str) -> HttpResponse:
    """Withdraw a declaration for a neutral reason, or revoke what was confirmed."""
    found, taken = _company(company), _TAKING_BACK.get(what)
    if taken is None:
        raise Http404
    try:
        taken(request, person, found)
    except Refused as refused:
        return _page(request, person, found, refused.problems, status=422)
    return redirect(f"/desk/companies/{found.code}/check/?done=taken-back")


def _withdraw(request: HttpRequest, person: Person, company: Company) -> None:
    reason = request.POST.get("reason", "")
    if reason not in REASONS:
        raise Refused(_NO_REASON)
    withdraw_declaration(_chosen(request, company), reason, by=person)


def _revoke(request: HttpRequest, person: Person, company: Company) -> None:
    rows = Confirmation.objects.with_scope(company=company).filter(revoked=None)
    row = rows.filter(pk=number_in(request.POST, "number")).first()
    if row is None:
        raise Http404
    opened = open_keys(request.POST.get("passphrase", ""))
    revoke(row, request.POST.get("reason", ""), opened, by=person)


_TAKING_BACK: Final = {"declaration": _withdraw, "confirmation": _revoke}


def _chosen(request: HttpRequest, company: Company) -> Declaration:
    number = number_in(request.POST, "declaration")
    found = next((one for one in _declarations(company) if one.pk == number), None)
    if found is None:
        raise Http404
    return found


def _day(request: HttpRequest, name: str) -> date:
    day = day_in(request.POST, name)
    if day is None:
        raise Refused(Problem("day-unclear", "error", Place(field=name), *_NO_DAY))
    return day


_NO_DAY: Final = (
    Text("日期没有写，或者不是日期。", "A date is missing, or is none."),
    Text("请写成 2026-11-29 这样。", "Write it like 2026-11-29."),
)
_NO_REASON: Final = Problem(
    "withdraw-reason",
    "error",
    Place(field="reason"),
    Text("没有选原因。", "No reason is chosen."),
    Text("请选一个中性的原因代码。", "Choose one of the neutral codes."),
)
