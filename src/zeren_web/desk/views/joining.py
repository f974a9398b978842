"""The page that an invitation's link opens."""

from __future__ import annotations

from allauth.account.views import request_login_code
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from zeren.text import Text
from zeren_web.desk.forms.accounts import NEITHER
from zeren_web.desk.forms.joining import address_of
from zeren_web.records.models import Invitation, Person
from zeren_web.records.read.joining import invitation_for
from zeren_web.records.write.joining import accept, is_for, person_at


def join(request: HttpRequest, token: str) -> HttpResponse:
    """Say what one is invited to; who signed in accepts, others are sent a code first."""
    invitation = invitation_for(token)
    response = _answered(request, invitation, token)
    add_never_cache_headers(response)
    response["Referrer-Policy"] = "same-origin"  # the address is the key; a form needs its origin
    return response


def _answered(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    person = request.user if isinstance(request.user, Person) else None
    if not invitation.is_open(timezone.now()):
        if person and invitation.used_by_id == person.pk:
            return redirect("home")
        return render(request, "desk/join_over.html", {"invitation": invitation}, status=410)
    if request.method != "POST":
        return _page(request, invitation, person)
    if person is None:
        return _send_code(request, invitation)
    if accept(token, by=person):
        return redirect("home")
    return _page(request, invitation, person, status=403)


def _send_code(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Whoever holds the link may have a code; what the invitation names cannot be replaced."""
    typed = invitation.email or invitation.phone or request.POST.get("address", "").strip()[:160]
    to = address_of(typed)
    if to is None or not typed:
        wrong = NEEDED_HERE if not typed else NEITHER.format(typed=typed[:40])
        return _page(request, invitation, None, error=wrong, typed=typed, status=422)
    person_at(email=to.email, phone=to.phone)
    form = request.POST.copy()
    form["address"], form["next"] = typed, request.path
    request.POST = form  # type: ignore[assignment] # for the view that sends codes
    sent: HttpResponse = request_login_code(request)
    return sent


NEEDED_HERE = Text(
    "请填您的邮箱或手机号，验证码发到那里。",
    "Enter your e-mail address or phone number; the code is sent there.",
)


def _page(
    request: HttpRequest,
    invitation: Invitation,
    person: Person | None,
    *,
    error: Text | None = None,
    typed: str = "",
    status: int = 200,
) -> HttpResponse:
    wrong_person = bool(invitation.post and person and not is_for(invitation, person))
    context = {
        "invitation": invitation,
        "known": _masked(invitation.email or invitation.phone),
        "wrong_person": wrong_person,
        "error": error,
        "typed": typed,
    }
    return render(request, "desk/join.html", context, status=status)


def _masked(address: str) -> str:
    """Enough of an address to know it again: l•••@example.com, •••0001."""
    name, at, host = address.partition("@")
    if at:
        return f"{name[:1]}•••@{host}"
    return f"•••{address[-4:]}" if address else ""
