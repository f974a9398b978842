"""The page that a download is taken away from: by letter, by another browser, by a code to scan."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from zeren.text import Text
from zeren_web.background.letters import Attachment, write_letter
from zeren_web.background.outputs import keep_output, stored_path
from zeren_web.desk.downloads import Wanted, content_of, fetched, link_for, opened, wanted
from zeren_web.pages.limits import too_fast
from zeren_web.pages.links import Link
from zeren_web.pages.signed_in import signed_in
from zeren_web.pages.words import lang
from zeren_web.records.models import Person
from zeren_web.records.read.body import the_body
from zeren_web.records.read.letters import about_file, letters_with_files, waiting_with
from zeren_web.records.read.private import seat_in

_MOST: Final = 4  # files on one page
_LETTER: Final = 12 * 1024 * 1024  # bytes: more is refused by many mail servers, so a link goes
_SUBJECT: Final = Text("{body}：您要的文件 {name}", "{body}: the file you asked for, {name}")
_WORDS: Final = Text(
    "附件是您在 {body} 的网站上要的文件：{name}。不是您要的，请告诉协会。",
    "Attached is the file that you asked for on the site of {body}: {name}."
    " If it was not you, please tell the association.",
)
_TOO_LARGE: Final = Text(
    "文件太大，寄不出去。请在 15 分钟内用浏览器打开：{link}",
    "The file is too large for a letter. Open this in a browser within 15 minutes: {link}",
)


@dataclass(frozen=True, slots=True)
class Taken:
    """One file, and the ways to it."""

    name: str
    address: str
    link: Link


@signed_in
def take(request: HttpRequest, person: Person, company: str) -> HttpResponse:
    """`of` names downloads by their addresses; a POST sends one of them to the person's mailbox."""
    seat = seat_in(person, company)
    files = [wanted(address) for address in request.GET.getlist("of")[:_MOST]]
    if not files or not all(one.is_of(seat.company.code) for one in files):
        raise Http404
    context: dict[str, object] = {"company": seat.company, "email": person.email}
    if request.method == "POST":
        asked = request.POST.get("which", "")
        one = next((file for file in files if file.address == asked), None)
        if one is None:
            raise Http404
        if too_fast(request, "letter", most=10, seconds=3600, key=str(person.pk)):
            return render(request, "429.html", status=429)
        _send(request, one, person)
        context["sent"] = True
    context["letters"] = letters_with_files(person)
    context["files"] = [_taken(request, one, person) for one in files]
    return render(request, "desk/take.html", context)


def _taken(request: HttpRequest, one: Wanted, person: Person) -> Taken:
    name = one.path.rpartition("/")[2] or one.path.rstrip("/").rpartition("/")[2]
    return Taken(name, one.address, link_for(request, one, person))


def _send(request: HttpRequest, one: Wanted, person: Person) -> None:
    """Have it sent, once while it waits; to the person's own address and no other."""
    if not person.email:
        raise Http404
    answer = fetched(request, one, person)
    name = getattr(answer, "file_name", "") or one.path.rpartition("/")[2]
    content, body = content_of(answer, _LETTER), the_body().name
    if content is None:
        of = sha256(one.address.encode()).hexdigest()
        words = _TOO_LARGE.format(link=link_for(request, one, person).href)
        attachments = []
    else:
        of = keep_output(content)
        words = _WORDS.format(body=body, name=name)
        kind = answer.headers["Content-Type"].partition(";")[0]
        attachments = [Attachment(stored_path(of), name, kind)]
    if waiting_with(person, of):
        return
    write_letter(
        about=about_file(person, of, timezone.now()),
        to=person.email,
        subject=_SUBJECT.format(body=body, name=name).to(lang()),
        text=words.to(lang()),
        attachments=attachments,
    )


def open_link(request: HttpRequest, signed: str) -> HttpResponseBase:
    """A link from that page, in any browser; over, forged or no longer allowed look alike."""
    try:
        answer = opened(request, signed)
    except Http404:
        answer = render(request, "desk/link_over.html", status=410)
    add_never_cache_headers(answer)
    answer["Referrer-Policy"] = "no-referrer"
    return answer
