"""The people of the association: who has which post, who is invited."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from zeren.text import Text
from zeren_web.desk.forms.joining import Invite, invite_in
from zeren_web.desk.letters import write_to
from zeren_web.pages.links import Link, link_to
from zeren_web.pages.signed_in import on_duty
from zeren_web.pages.words import day, lang
from zeren_web.records.models import Invitation, Person
from zeren_web.records.models.association import POSTS
from zeren_web.records.read.body import the_body
from zeren_web.records.read.joining import everybody_on_a_post, invited_to_posts
from zeren_web.records.read.letters import about_invitation
from zeren_web.records.write.joining import (
    change_post,
    forget_second_factor,
    invite_to_post,
    revoke,
)

_POSTS: Final = frozenset(code for code, _ in POSTS)
LAST_MANAGER: Final = Text(
    "协会至少要有一位负责人。请先把另一位设为负责人。",
    "The association needs a manager. Make somebody else a manager first.",
)
SUBJECT: Final = Text(
    "{body}：邀请您进协会工作台", "{body}: an invitation to the association's desk"
)
WORDS: Final = Text(
    "{who} 请您进 {body} 的工作台。\n打开链接，用收到这封信的地址登录：\n{href}\n链接只能用一次，{until} 前有效。",
    "{who} invites you to the desk of {body}.\nOpen the link and sign in with the address that this came to:\n{href}\nThe link works once, until {until}.",
)


@on_duty("manage")
def posts(request: HttpRequest, person: Person) -> HttpResponse:
    """Who is there; a manager invites."""
    if request.method != "POST":
        return _page(request, person)
    asked = invite_in(request.POST, roles=_POSTS, address_needed=True)
    if asked.errors:
        return _page(request, person, asked=asked, status=422)
    with transaction.atomic():  # the invitation and the letter that brings it, or neither
        made = invite_to_post(asked.role, by=person, to=asked.to)
        link = link_to(request, reverse("join", args=[made.token]))
        _tell(made.invitation, link, person)
    return _page(request, person, invited=made.invitation, link=link)


def _tell(invitation: Invitation, link: Link, by: Person) -> None:
    body, until = the_body().name, day(invitation.expires)
    write_to(
        about=about_invitation(invitation.pk),
        email=invitation.email,
        phone=invitation.phone,
        subject=SUBJECT.format(body=body).to(lang()),
        words=WORDS.format(who=str(by), body=body, href=link.href, until=until).to(lang()),
    )


def _page(  # noqa: PLR0913 - one page, in the states of its form
    request: HttpRequest,
    person: Person,
    *,
    asked: Invite | None = None,
    invited: Invitation | None = None,
    link: Link | None = None,
    error: Text | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "section": "posts",
        "me": person,
        "posts": everybody_on_a_post(),
        "invited": invited_to_posts(),
        "asked": asked,
        "new": invited,
        "link": link,
        "error": error,
    }
    return render(request, "association/posts.html", context, status=status)


@on_duty("manage")
@require_POST
def change(request: HttpRequest, person: Person, number: int) -> HttpResponse:
    """Another post for somebody, none, or the second factor set up anew."""
    post = next((one for one in everybody_on_a_post() if one.pk == number), None)
    role = request.POST.get("role", "-")
    if post is None:
        raise Http404
    if role == "reset":
        forget_second_factor(post, by=person)
        return redirect("posts")
    if role not in {*_POSTS, ""}:
        raise Http404
    if not change_post(post, role, by=person):
        return _page(request, person, error=LAST_MANAGER, status=409)
    return redirect("posts" if role == "manager" or post.person_id != person.pk else "home")


@on_duty("manage")
@require_POST
def take_back(_request: HttpRequest, person: Person, number: int) -> HttpResponse:
    """An invitation opens nothing from now on."""
    invitation = next((one for one in invited_to_posts() if one.pk == number), None)
    if invitation is None:
        raise Http404
    revoke(invitation, by=person)
    return redirect("posts")
