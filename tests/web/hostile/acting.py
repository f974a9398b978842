"""What people send: forms with hostile words in them, what each is answered, and the letters that go out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web.association.made import book, code
from tests.web.hostile.walking import Answered, answered, browser
from tests.web.hostile.words import hostile
from tests.web.hostile.year import NOW, OUT, Made

from zeren_web.background.letters import send_letter
from zeren_web.records.models import Declaration, Letter, Seat

_SEEN = re.compile(rb'name="seen" value="([^"]*)"')


class Sent:
    """Somebody's browser that keeps what it was answered."""

    def __init__(self, made: Made, who: str) -> None:
        self.client, self.who = browser(made, who), who

    def post(self, path: str, form: dict[str, Any], **more: Any) -> Answered:  # noqa: ANN401 - the test client's
        given = self.client.post(path, form, headers={"Accept-Language": "zh"}, **more)
        return answered(self.who, path, given)


def acted(made: Made) -> Iterator[Answered]:
    """Everything that writes a letter, shows a link once, or shows again what was typed."""
    yield from _by_the_owner(made)
    yield from _by_staff(made)
    yield from _without_an_account(made)


def _by_the_owner(made: Made) -> Iterator[Answered]:
    owner, here = Sent(made, "owner"), f"/me/works-1/{NOW}"
    typed = {
        "name": hostile("Errand.name", 70),
        "email": hostile("Errand.email", 70),
        "note": hostile("Errand.note", 70),
        "code": ["E1.1"],
        "days": "7",
    }
    yield owner.post(f"{here}/errands/", typed)
    yield owner.post(f"{here}/errands/", {**typed, "code": []})
    to = {"name": hostile("Invitation.name", 70), "address": hostile("Invitation.email", 70)}
    yield owner.post("/me/works-1/team/", {**to, "role": "viewer"})
    yield owner.post("/me/works-1/team/", {**to, "address": "<zrn>"})
    seat = Seat.objects.with_scopes_disabled().filter(consented=None, consultant=True).first()
    assert seat
    yield owner.post(f"/me/works-2/consultants/{seat.pk}/", {"do": "consent"})
    draft = Declaration.objects.with_scopes_disabled().get(signed=None)
    link = f"/me/works-2/{OUT}/declare/{draft.pk}/link/"
    yield owner.post(link, {"email": hostile("SignerLink.email", 70)})
    yield owner.post(link, {"email": "<zrn>"})
    yield owner.post(f"{here}/save/E1.1/", {"base": "0", "said": "2", "words": "<zrn>"})
    yield owner.post(f"{here}/save/city/", {"base": "0", "said": "<zrn>"})
    title = {"title": hostile("EvidenceFile.title", 70) * 9, "kind": "record"}
    yield owner.post("/me/works-1/evidence/", title)
    file = f"/me/works-1/{OUT}/file/report-1.zh.docx"
    yield owner.post(f"/me/works-1/take/?of={file}", {"which": file})
    yield from _shown_to_a_buyer(owner, made)


def _shown_to_a_buyer(owner: Sent, made: Made) -> Iterator[Answered]:
    declaration = made.declaration
    here = f"/me/works-1/{OUT}/declare/{declaration.pk}/share/"
    buyer = hostile("AuditLine.detail.to", 70, most=200)
    shown = owner.post(here, {"buyer": buyer, "code": ["E1.1"], "until": ""})
    until = re.search(rb'name="until" value="([^"]*)"', shown.content)
    assert until
    yield shown
    package = owner.post(here, {"buyer": buyer, "code": ["E1.1"], "until": until[1].decode()})
    yield package
    anybody = Sent(made, "anonymous")
    with declaration.bundle.open() as whole:
        for content in (package.content, whole.read()):
            for path in ("/verify/", "/api/v1/verify"):
                file = SimpleUploadedFile("a.zeren", content)
                yield anybody.post(path, {"file": file})


def _by_staff(made: Made) -> Iterator[Answered]:
    staff = Sent(made, "staff")
    for company, how in ((made.companies[3], "mail"), (made.companies[4], "letters")):
        form = {"company": [company.code], "how": how, "words": "zh"}
        before = staff.post("/desk/invitations/new/", form)
        yield before
        found = _SEEN.search(before.content)
        assert found
        yield staff.post("/desk/invitations/new/", {**form, "seen": found[1].decode()})
    yield staff.post("/desk/consultants/new/", {"company": [made.companies[0].code]})
    words = {f"words-{group}": "{company} {contact} {cycle} {body}" for group in _GROUPS}
    subject = {"words-subject": "{company}\r\nX-Zrn: 1"}
    whom = {"company": [made.companies[0].code]}
    yield staff.post("/desk/reminders/", {**words, **subject, **whom})
    yield staff.post("/desk/reminders/", {**words, "words-subject": "{zrn}<zrn>"})
    names = ("name_zh", "name_en", "city", "contact", "email", "phone", "cohort")
    row = [hostile(f"MemberImport.value.{name}", 70, most=30) for name in names]
    content = book((code(70), *row), (code(71), *row), ("<zrn>", *row))
    file = SimpleUploadedFile('"><zrn>.xlsx', content)
    preview = staff.post("/desk/members/import/", {"list": file})
    yield preview
    at = dict(preview.headers).get("Location", "/")
    yield answered("staff", at, staff.client.get(at))
    edit = {"name_zh": hostile("Company.name_zh", 70) * 9, "contact_email": "<zrn>"}
    yield staff.post("/desk/members/works-1/edit/", edit)


_GROUPS = ("not-begun", "half-way", "returned")


def _without_an_account(made: Made) -> Iterator[Answered]:
    anybody = Sent(made, "link")
    yield anybody.post("/account/sign-in/", {"address": made.people["owner"].email})
    yield answered("link", "/account/code/", anybody.client.get("/account/code/"))
    yield anybody.post("/account/sign-in/", {"address": "<zrn>"})
    form = {"company": made.companies[3].code, "contact": hostile("Objection.contact", 70)}
    for words in (hostile("Objection.words", 70, most=1990), ""):
        yield anybody.post(f"/notices/{NOW}/object/", {**form, "words": words})
    errand = f"/a/{made.links['a']}/"
    yield anybody.post(errand, {"base-E1.1": "0", "said-E1.1": "2", "then": "later"})
    yield anybody.post(f"/s/{made.links['s']}/", {})


def letters() -> list[bytes]:
    """All that went out, and one of which every part was typed."""
    from django.core import mail
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage

    path = default_storage.save("attached.txt", ContentFile(b"x"))
    letter = Letter.objects.create(
        about="words",
        to=hostile("Letter.to", 70),
        subject=" ".join(hostile("Letter.subject", 70).split()),
        text=hostile("Letter.text", 70),
        attachments=[{"path": path, "name": hostile("Letter.attachments", 70, most=50)}],
    )
    send_letter.enqueue(letter.pk)
    return [one.message().as_bytes() for one in mail.outbox]


def programs(made: Made) -> Iterator[Answered]:
    """What programs are told."""
    here = f"/api/v1/responses/works-1/{NOW}"
    paths = {
        "anonymous": ("companies", "companies/works-1", "register"),
        "owner": (
            "responses",
            *(f"{here[8:]}{one}" for one in ("", "/assessment", "/response.json")),
        ),
        "staff": ("programme", "members", "members/works-1"),
    }
    for who, addresses in paths.items():
        client = browser(made, "anonymous")
        token = {"Authorization": f"Bearer {made.tokens[who]}"} if who in made.tokens else {}
        for address in addresses:
            path = f"/api/v1/{address}"
            yield answered(who, path, client.get(path, headers=token))
