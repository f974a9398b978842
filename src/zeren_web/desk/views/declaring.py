"""Declaring: the form, the whole text to read, the signer's link, and what can be done afterwards."""

from __future__ import annotations

import re
from typing import Final

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from zeren.declare.association import REASONS
from zeren.problems import Place, Problem, Refused
from zeren.publish.declared import parts_of
from zeren.text import LANGS, Text
from zeren_web.background.letters import write_letter
from zeren_web.desk.brought import MOST_BYTES, read_brought
from zeren_web.desk.declaring import Declaring, begun, form_as_json, form_of_json, form_sent
from zeren_web.pages.links import Link, link_to
from zeren_web.pages.names import as_attachment
from zeren_web.pages.signed_in import signed_in
from zeren_web.pages.typed import is_email
from zeren_web.pages.words import day
from zeren_web.records.models import Declaration, Person, Publication, SignerLink
from zeren_web.records.read.declarations import (
    declaration_of,
    declarations_of,
    kept_disclosures,
    key_row_of,
    newest_signed,
    open_link_of,
    registered_among,
    said_in,
    stage_of,
)
from zeren_web.records.read.outward import (
    as_look,
    look_row_of,
    publications_of,
    standing_publication,
)
from zeren_web.records.read.private import Desk, desk_for
from zeren_web.records.write.company_keys import make_key
from zeren_web.records.write.declarations import (
    DAYS,
    Prepared,
    bring,
    discard,
    make_link,
    prepare,
    revoke_links,
)
from zeren_web.records.write.withdrawals import withdraw_declaration

HERE: Final = Text("自我声明", "Self-declaration")

_REASONS: Final = {  # those that a company itself can have
    code: REASONS[code] for code in ("own-request", "recorded-in-error", "key-lost", "key-replaced")
}
_SUBJECT: Final = Text(
    "请签署：{company}的自我声明", "Please sign: the self-declaration of {company}"
)
_LETTER: Final = Text(
    "{name}：\n\n{company}请您以{function}的身份签署一份自我声明。请打开下面的链接，通读全文，再确认。链接只能用一次，{day} 前有效。\n\n{link}\n\n不是您要签的，不用管它。",
    "{name},\n\n{company} asks you, as {function}, to sign a self-declaration. Open the link, read the whole text, then confirm. The link works once, until {day}.\n\n{link}\n\nIf this is not for you, do nothing.",
)
_NO_BOX: Final = Text(
    "请先勾选，表示看过上面的话。", "Tick the box first, to say that you read this."
)
_NO_FILE: Final = Problem(
    "no-file",
    "error",
    Place(field="file"),
    Text("没有选文件。", "No file is chosen."),
    Text("请选您签好的 .zeren 文件。", "Choose the .zeren file that you signed."),
)
_NO_REASON: Final = Text("没有撤回：请先选一个原因。", "Not withdrawn: choose a reason first.")
_NO_MAIL: Final = Text("“{typed}”不是邮箱地址。", '"{typed}" is no e-mail address.')


@signed_in
def declare(request: HttpRequest, person: Person, company: str, year: int) -> HttpResponse:
    """What is prepared, what is signed, which key signs."""
    return _page(request, desk_for(person, company=company, year=year))


def _page(
    request: HttpRequest,
    desk: Desk,
    *,
    problems: tuple[Problem, ...] = (),
    error: Text | None = None,
    status: int = 200,
) -> HttpResponse:
    rows = declarations_of(desk.response)
    context = {
        "desk": desk,
        "here": HERE,
        "standing": standing_publication(publications_of(desk.response)),
        "waiting": next((row for row in rows if not row.signed), None),
        "signed": [(row, stage_of(row, rows)) for row in rows if row.signed],
        "key": key_row_of(desk.company.pk),
        "errors": sum(one.level == "error" for one in desk.read[1]),
        "problems": problems,
        "error": error,
        "reasons": REASONS,
    }
    return render(request, "desk/declare.html", context, status=status)


@signed_in
def form(request: HttpRequest, person: Person, company: str, year: int) -> HttpResponse:
    """The form; whatever is wrong stands at its field, and everything typed is still in it."""
    desk = desk_for(person, company=company, year=year, doing="own")
    publication = standing_publication(publications_of(desk.response))
    if publication is None:
        return redirect("declare", company, year)
    if request.method != "POST":
        return _form_page(request, begun(desk, publication, _last(desk)))
    came = Declaring(desk, publication, form_sent(request.POST))
    if request.POST.get("more"):
        return _form_page(request, Declaring(desk, publication, came.form, looked_at=False))
    said = came.made[0]
    if said is None:
        return _form_page(request, came, status=422)
    entries = came.form.entries
    prepared = Prepared(
        said,
        came.response,
        form_as_json(came.form),
        dated=bool(entries.get("issued")),
        ends=bool(entries.get("until")),
    )
    row = prepare(publication, prepared, look=look_row_of(desk.company.pk), by=person)
    return redirect("declaration", company, year, row.pk)


def _last(desk: Desk) -> Declaration | None:
    """The one that waits, to change it; else the newest that is signed, of any year."""
    rows = declarations_of(desk.response)
    waiting = next((row for row in rows if not row.signed), None)
    return waiting or newest_signed(desk.company.pk)


def _form_page(request: HttpRequest, declaring: Declaring, *, status: int = 200) -> HttpResponse:
    context = {
        "desk": declaring.desk,
        "here": HERE,
        "declaring": declaring,
        "permitted": [one for one in declaring.standards if one.permitted],
        "refused": [one for one in declaring.standards if not one.permitted],
    }
    return render(request, "desk/declare_form.html", context, status=status)


@signed_in
def declaration(
    request: HttpRequest, person: Person, company: str, year: int, number: int
) -> HttpResponse:
    """The whole text in both languages, and what comes next."""
    desk = desk_for(person, company=company, year=year)
    return declaration_page(request, desk, declaration_of(desk.response, number))


def declaration_page(  # noqa: PLR0913 - what a press on it can bring back
    request: HttpRequest,
    desk: Desk,
    row: Declaration,
    *,
    link: Link | None = None,
    error: Text | None = None,
    at: str = "email",
    typed: str = "",
    status: int = 200,
) -> HttpResponse:
    said, rows = said_in(row), declarations_of(desk.response)
    context = {
        "desk": desk,
        "here": HERE,
        "row": row,
        "stage": stage_of(row, rows) if row.signed else "",
        "registered": registered_among(rows),
        "texts": [(lang, parts_of(said)) for lang in LANGS],
        "notes": _notes(desk, row) if not row.signed else (),
        "key": key_row_of(desk.company.pk),
        "open_link": open_link_of(row),
        "link": link,
        "days": DAYS,
        "error": error,
        "at": at,
        "typed": typed,
        "reasons": _REASONS,
        "reason": REASONS.get(row.reason),
    }
    return render(request, "desk/declaration.html", context, status=status)


def _notes(desk: Desk, row: Declaration) -> tuple[Problem, ...]:
    """What is worth a second look before somebody signs."""
    return Declaring(desk, row.publication, form_of_json(row.form)).notes if row.form else ()


@signed_in
@require_POST
def link(
    request: HttpRequest, person: Person, company: str, year: int, number: int
) -> HttpResponse:
    """A new link for the signer: shown once, sent where an address is given."""
    desk = desk_for(person, company=company, year=year, doing="own")
    row = declaration_of(desk.response, number)
    typed = request.POST.get("email", "").strip()[:200]
    if row.signed or key_row_of(desk.company.pk) is None:
        return redirect("declare", company, year)
    if typed and not is_email(typed):
        wrong = _NO_MAIL.format(typed=typed[:60])
        return declaration_page(request, desk, row, error=wrong, typed=typed, status=422)
    with transaction.atomic():  # the link and the letter that brings it, or neither
        made, token = make_link(row, email=typed, by=person)
        shown = link_to(request, reverse("sign", args=(token,)))
        if typed:
            _write_to(row, made, shown)
    return declaration_page(request, desk, row, link=shown)


def _write_to(row: Declaration, made: SignerLink, link: Link) -> None:
    """In both languages: nobody knows which the signer reads."""
    said = said_in(row)
    words = _LETTER.format(
        name=row.signer,
        function=row.function,
        company=said.issuer.name,
        day=day(made.expires),
        link=link.href,
    )
    subject = _SUBJECT.format(company=said.issuer.name)
    both = f"{words.zh}\n\n———\n\n{words.en}"
    write_letter(
        about=f"signature {made.pk}",
        to=made.email,
        subject=f"{subject.zh} / {subject.en}",
        text=both,
    )


@signed_in
@require_POST
def unlink(
    _request: HttpRequest, person: Person, company: str, year: int, number: int
) -> HttpResponse:
    """Take the signer's link back."""
    desk = desk_for(person, company=company, year=year, doing="own")
    revoke_links(declaration_of(desk.response, number), by=person)
    return redirect("declaration", company, year, number)


@signed_in
@require_POST
def drop(
    _request: HttpRequest, person: Person, company: str, year: int, number: int
) -> HttpResponse:
    """Give up a declaration that nobody signed."""
    desk = desk_for(person, company=company, year=year, doing="own")
    discard(declaration_of(desk.response, number), by=person)
    return redirect("declare", company, year)


@signed_in
@require_POST
def take_back(
    request: HttpRequest, person: Person, company: str, year: int, number: int
) -> HttpResponse:
    """Withdraw a signed declaration for a neutral reason."""
    desk = desk_for(person, company=company, year=year, doing="own")
    row = declaration_of(desk.response, number)
    reason = request.POST.get("reason", "")
    if reason not in _REASONS:
        return declaration_page(request, desk, row, error=_NO_REASON, at="reason", status=422)
    withdraw_declaration(row, reason, by=person)
    return redirect("declaration", company, year, number)


@signed_in
def internal(
    _request: HttpRequest, person: Person, company: str, year: int, number: int
) -> HttpResponse:
    """What opens the seals, for an owner at this desk alone: no link and no letter carries it."""
    desk = desk_for(person, company=company, year=year, doing="own")
    row = declaration_of(desk.response, number)
    if not row.disclosures:
        raise Http404
    name = f"disclosures {desk.company} {year} {number}.json"
    return as_attachment(kept_disclosures(row), name, "application/json")


@signed_in
@require_POST
def key(request: HttpRequest, person: Person, company: str, year: int) -> HttpResponse:
    """Make a key that this server keeps, once its owner has read what that means."""
    desk = desk_for(person, company=company, year=year, doing="own")
    if not request.POST.get("understood"):
        return _page(request, desk, error=_NO_BOX, status=422)
    make_key(desk.company, by=person)
    return redirect(reverse("declare", args=(company, year)) + "#key")


@signed_in
@require_POST
def brought(request: HttpRequest, person: Person, company: str, year: int) -> HttpResponse:
    """Take in a declaration that was signed on the company's own machine."""
    desk = desk_for(person, company=company, year=year, doing="own")
    publication: Publication | None = standing_publication(publications_of(desk.response))
    file = request.FILES.get("file")
    if publication is None:
        return redirect("declare", company, year)
    if file is None:
        return _page(request, desk, problems=(_NO_FILE,), status=422)
    name = re.sub(r"[\x00-\x1f]", "", file.name or "")[:80]
    look = as_look(look_row_of(desk.company.pk))
    try:
        said, files = read_brought(
            file.read(MOST_BYTES + 1),
            name,
            company=desk.company,
            publication=publication,
            look=look,
        )
    except Refused as refusal:
        return _page(request, desk, problems=refusal.problems, status=422)
    row = bring(publication, said, files, by=person)
    return redirect("declaration", company, year, row.pk)
