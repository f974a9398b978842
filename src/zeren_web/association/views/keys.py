"""The association's keys: what there is, how it is made, and what waits for a signature."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from zeren.declare.jws import thumbprint
from zeren.problems import Place, Problem, Refused
from zeren.text import Text
from zeren_web.association.field_names import placed
from zeren_web.pages.signed_in import on_duty
from zeren_web.records.models import Person
from zeren_web.records.read.keys import (
    has_keys,
    keys_folder,
    list_day,
    opens_by_itself,
    the_register,
    the_trust,
)
from zeren_web.records.write.association_keys import SHORTEST, make_keys, open_keys, record
from zeren_web.records.write.confirming import sign_waiting, waiting
from zeren_web.records.write.withdrawals import take_back, waiting_withdrawals


@on_duty("manage")
def keys(request: HttpRequest, _person: Person) -> HttpResponse:
    """The public part, in plain words what holding keys here means, and what there is to sign."""
    return _page(request)


def _page(
    request: HttpRequest, problems: tuple[Problem, ...] = (), *, status: int = 200
) -> HttpResponse:
    trust, register = the_trust(), the_register()
    context = {
        "section": "keys",
        "has_keys": has_keys(),
        "trust": trust,
        "fingerprints": [thumbprint(one) for one in trust.keys] if trust else [],
        "verifier": register.verifier.line if register else "",
        "list_address": record().url if has_keys() else "",
        "list_day": list_day(),
        "folder": keys_folder(),
        "opens_by_itself": opens_by_itself(),
        "waiting": waiting(),
        "withdrawals": waiting_withdrawals(),
        "shortest": SHORTEST,
        "problems": placed(problems),
        "done": request.GET.get("done", "")[:20],
    }
    return render(request, "association/keys.html", context, status=status)


@on_duty("manage")
@require_POST
def make(request: HttpRequest, person: Person) -> HttpResponse:
    """Make what is missing, under a passphrase typed twice."""
    words, again = (request.POST.get(name, "") for name in ("passphrase", "again"))
    if words != again:
        return _page(request, (_NOT_ALIKE,), status=422)
    try:
        make_keys(words, by=person)
    except Refused as refused:
        return _page(request, refused.problems, status=422)
    return redirect("/desk/keys/?done=made")


@on_duty("manage")
@require_POST
def sign(request: HttpRequest, person: Person) -> HttpResponse:
    """Sign all that waits, renew the list of revocations, enter what was withdrawn."""
    try:
        opened = open_keys(request.POST.get("passphrase", ""))
        sign_waiting(opened, by=person)
        take_back(opened, by=person)
    except Refused as refused:
        return _page(request, refused.problems, status=422)
    return redirect("/desk/keys/?done=signed")


_NOT_ALIKE: Final = Problem(
    "keys-not-alike",
    "error",
    Place(field="again"),
    Text("两次输入的口令不一样，什么也没有做。", "The two passphrases differ; nothing was done."),
    Text("请再输入一次。", "Type them again."),
)
