"""A year that came out and one that runs, in which every word that somebody typed is hostile.

Made by the steps that people take wherever words are sealed, printed or read from a file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from typing import Final

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.utils import timezone
from PIL import Image
from tests.web.hostile.words import hostile
from tests.web.made_year import PASSPHRASE, answered, made_company, made_cycle

from zeren.files.entered import Entered, entered_from, response_from
from zeren.files.evidence_file import check_evidence
from zeren.files.workbook.made_from import MadeFrom
from zeren.files.workbook.template import filled_workbook
from zeren.publish.public_part import public_part
from zeren_web.desk.declaring import Declaring, begun, form_as_json
from zeren_web.records.models import (
    Body,
    Cohort,
    Company,
    Cycle,
    Declaration,
    Person,
    Post,
    Publication,
    Response,
    Seat,
)
from zeren_web.records.read.body import forget_the_body
from zeren_web.records.read.editions import questionnaire_of
from zeren_web.records.read.private import desk_of
from zeren_web.records.read.releases import candidates
from zeren_web.records.write.answers import Author, replace_answers, save_answer
from zeren_web.records.write.association_keys import make_keys, open_keys
from zeren_web.records.write.company_keys import make_key
from zeren_web.records.write.confirming import ask_check, ask_identity, sign_waiting
from zeren_web.records.write.consultants import propose
from zeren_web.records.write.cycles import launch
from zeren_web.records.write.declarations import Prepared, make_link, note_shown, prepare, sign
from zeren_web.records.write.errands import hand_out
from zeren_web.records.write.evidence import Described, add_piece, use_piece
from zeren_web.records.write.joining import Address
from zeren_web.records.write.plans import Decided, save_row
from zeren_web.records.write.publications import confirm_publication, save_look
from zeren_web.records.write.release import release
from zeren_web.records.write.release_steps import answer, begin_notice, note_checks, object_to
from zeren_web.records.write.responses import begin_response, submit_response
from zeren_web.records.write.reviews import add_remark, return_response
from zeren_web.records.write.workbooks import keep_upload

ROLES: Final = ("owner", "editor", "viewer", "consultant", "reviewer", "staff", "manager")
OUT, NOW = 2026, 2027
LOGO: Final = f"{'0' * 16}.png"
_SAID: Final = ("E1.1", "E1.2", "E2.1", "R1", "electricity")
_FORM: Final = ("address", "object", "statement", "place", "signatory", "function")


@dataclass(frozen=True, slots=True)
class Made:
    """Who and what there is; `links` and `tokens` are known at one moment only."""

    people: Mapping[str, Person]
    cycles: Mapping[int, Cycle]
    companies: Sequence[Company]
    links: dict[str, str]  # by the first letter of their address
    tokens: dict[str, str]  # of programs, by role

    @property
    def declaration(self) -> Declaration:
        """The one that came out."""
        rows = Declaration.objects.with_scopes_disabled()
        found: Declaration = rows.get(entry__isnull=False)
        return found


def made_year() -> Made:
    """All but the association's desk, which `tests.web.hostile.desk` makes."""
    named = {name: hostile(f"Body.{name}", 1) for name in ("name_zh", "name_en", "contact")}
    drawn = {"logo": _picture(1), "logo_name": LOGO}
    Body.objects.update_or_create(only_one=True, defaults={**named, **drawn})
    forget_the_body()
    people = {role: _person(role) for role in ROLES}
    companies = [_company(number) for number in range(1, 6)]
    _seats(people, companies)
    made = Made(people, {year: _cycle(year) for year in (OUT, NOW, NOW + 1)}, companies, {}, {})
    _comes_out(made)
    launch(made.cycles[NOW], by=None)
    _runs(made)
    return made


def _person(role: str, *, reached: str = "email") -> Person:
    made = Person.objects.create(email=f"{role}@x.test")
    made.email, made.name = None, hostile("Person.name", made.pk)
    setattr(made, reached, hostile(f"Person.{reached}", made.pk))
    made.save()
    if role in {"reviewer", "staff", "manager"}:
        Post.objects.create(person=made, role=role)
        TOTP.activate(made, generate_totp_secret())
    return made


def _company(number: int) -> Company:
    made = made_company(number)
    names = ("name_zh", "name_en", "city", "contact_name", "contact_email", "contact_phone")
    for name in names:
        setattr(made, name, hostile(f"Company.{name}", made.pk))
    made.save()
    cohort, _ = Cohort.objects.get_or_create(
        name_zh=hostile("Cohort.name_zh", 1), name_en=hostile("Cohort.name_en", 1)
    )
    made.cohorts.add(cohort)
    return made


def _seats(people: Mapping[str, Person], companies: list[Company]) -> None:
    for company in companies[:3]:
        Seat.objects.create(person=people["owner"], company=company, role="owner")
    phoned = _person("other", reached="phone")
    Seat.objects.create(person=phoned, company=companies[4], role="owner")
    for role in ("editor", "viewer"):
        Seat.objects.create(person=people[role], company=companies[0], role=role)
    to = Address(email=people["consultant"].email or "")
    Seat.objects.create(
        person=people["consultant"],
        company=companies[0],
        role="editor",
        consultant=True,
        consented=timezone.now(),
    )
    propose(to, "viewer", companies[1:2], by=people["staff"])


def _cycle(year: int) -> Cycle:
    """One that came out, one that runs, or one that nobody launched."""
    if year == OUT:
        made = made_cycle()
    else:
        today = timezone.localdate()
        made = Cycle.objects.create(
            year=year,
            period_start=date(year - 1, 1, 1),
            period_end=date(year - 1, 12, 31),
            opens=today - timedelta(days=1),
            closes=today + timedelta(days=30),
        )
    made.title_zh, made.title_en = hostile("Cycle.title_zh", year), hostile("Cycle.title_en", year)
    made.save()
    return made


# --- the year that came out --------------------------------------------------------------------------


def _comes_out(made: Made) -> None:
    manager, owner, cycle = made.people["manager"], made.people["owner"], made.cycles[OUT]
    make_keys(PASSPHRASE, by=manager)
    opened = open_keys(PASSPHRASE)
    publications = []
    for company in made.companies[:2]:
        response = answered(company, cycle)
        _say(response, owner)
        _evidence(response, owner)
        publications.append(_publish(response, owner))
        make_key(company, by=owner)
    first = _prepared(publications[0], owner)
    link, _ = make_link(first, email=hostile("SignerLink.email", 1), by=owner)
    sign(link, site="")
    first.refresh_from_db()
    note_shown(first, buyer=hostile("AuditLine.detail.to", 1), codes=("E1.1",), until="", by=owner)
    _confirm(first, by=made.people["staff"])
    sign_waiting(opened, by=manager)
    _notice(made)
    release(cycle, opened, by=manager)
    _confirm(first, by=made.people["staff"])
    draft = _prepared(publications[1], owner)
    made.links["s"] = make_link(draft, email=hostile("SignerLink.email", 2), by=owner)[1]


def _waits(made: Made) -> None:
    """A company that is to come out this year: announced, with an objection that nobody answered."""
    cycle, company = made.cycles[NOW], made.companies[3]
    _publish(answered(company, cycle), made.people["owner"])
    begin_notice(cycle, days=7, by=made.people["manager"])
    object_to(cycle, company, hostile("Objection.words", 2, most=1990), contact="")


def _say(response: Response, by: Person) -> None:
    entries = {
        one: Entered("2", words=hostile("Answer.entry.words", n), public=True)
        for n, one in enumerate(_SAID)
        if one not in {"R1", "electricity"}
    }
    reason = hostile("Answer.entry.reason")
    entries |= {
        "R1": Entered("kept", words=hostile("Answer.entry.words", 4), public=True),
        "electricity": Entered("12000", words=hostile("Answer.entry.words", 5), public=True),
        "E3.2": Entered("not-applicable", reason=reason, public=True),
        "parent": Entered(hostile("Answer.entry.parent", most=100)),
        "city": Entered(hostile("Answer.entry.said", most=60), public=True),
        "statement": Entered(hostile("Answer.entry.statement", most=600), public=True),
        "statement-by": Entered(hostile("Answer.entry.statement-by", most=100), public=True),
    }
    asked = questionnaire_of(response.cycle).matter_of
    kept = {one: entry for one, entry in entries.items() if one in asked}
    replace_answers(response, kept, by=by, origin="page")


def _evidence(response: Response, by: Person) -> None:
    for number, link in enumerate(("", hostile("EvidenceFile.link", 0)), start=1):
        described = Described(
            "record",
            hostile("EvidenceFile.title", number),
            hostile("EvidenceFile.issuer", number),
            expires=timezone.localdate() + timedelta(days=20),
            link=link,
        )
        content = None if link else check_evidence(_picture(response.pk), "a.png")
        piece = add_piece(
            response.company,
            described,
            by=by,
            content=content,
            file_name=hostile("EvidenceFile.file_name", number),
        )
        for one in _SAID[:2]:
            use_piece(piece, response, one)


def _picture(number: int) -> bytes:
    target = BytesIO()
    Image.new("RGB", (8, 8), (number % 256, 0, 0)).save(target, "PNG")
    return target.getvalue()


def _publish(response: Response, by: Person) -> Publication:
    desk = desk_of(response, "owner")
    drawn = {"colour": "#0b5c4a", "logo_name": "logo.png"}
    look = save_look(response.company, logo=_picture(7), by=by, **drawn)
    value = public_part(desk.questionnaire, desk.read[0])
    return confirm_publication(
        response, value.as_json(), index=("gri-standards",), look=look, by=by
    )


def _prepared(publication: Publication, by: Person) -> Declaration:
    desk = desk_of(publication.response, "owner")
    known = begun(desk, publication, None).form
    typed = {
        f"{line}.{lang}": hostile(f"Declaration.form.{line}.{lang}", most=300)
        for line in _FORM
        for lang in ("zh", "en")
    }
    form = known._replace(
        entries={**known.entries, **typed, "contact": _declared("contact")},
        claims=(("iso-26000-2010", "used-as-guidance"),),
        sites=((_declared("site"), _declared("site-address")),),
    )
    declaring = Declaring(desk, publication, form)
    said = declaring.made[0]
    assert said is not None, [one for one in desk.read[1] if one.level == "error"]
    prepared = Prepared(said, declaring.response, form_as_json(form), dated=False, ends=False)
    return prepare(publication, prepared, look=publication.look, by=by)


def _declared(name: str) -> str:
    return hostile(f"Declaration.form.{name}", most=300)


def _confirm(declaration: Declaration, *, by: Person) -> None:
    today = timezone.localdate()
    ask_identity(
        declaration,
        how=hostile("Confirmation.said.how", most=300),
        registered=date(2015, 6, 1),
        until=today + timedelta(days=300),
        by=by,
    )
    means = hostile("Confirmation.said.means", most=300)
    ask_check(declaration, codes=["E1.1"], means=means, day=today, by=by)


def _notice(made: Made) -> None:
    cycle, staff = made.cycles[OUT], made.people["staff"]
    results = {one.company: "clear" for one in candidates(cycle)}
    source = hostile("RecordCheck.source", 1)
    note_checks(cycle, results, source=source, day=timezone.localdate(), by=staff)
    begin_notice(cycle, days=0, by=staff)
    words, contact = hostile("Objection.words", 1, most=1990), hostile("Objection.contact", 1)
    objection = object_to(cycle, made.companies[0], words, contact=contact)
    answer(objection, hostile("Objection.reply", 1, most=1990), by=staff)


# --- the year that runs ------------------------------------------------------------------------------


def _runs(made: Made) -> None:
    cycle, owner, reviewer = made.cycles[NOW], made.people["owner"], made.people["reviewer"]
    first, second, third, *_ = (begin_response(one, cycle) for one in made.companies)
    for response in (first, second, third):
        replace_answers(response, _half(response), by=owner, origin="carried")
        _say(response, owner)
        _evidence(response, owner)
    _work(first, made)
    for response in (second, third):
        submit_response(response, by=owner)
        add_remark(response, "E1.1", hostile("Remark.words", response.pk), by=reviewer)
    return_response(second, hostile("ReviewStep.words", 1), days=9, by=reviewer)
    _waits(made)


def _half(response: Response) -> dict[str, Entered]:
    asked = questionnaire_of(response.cycle)
    company = response.company
    said = {one.code: Entered("1", public=True) for one in asked.questions}
    said |= {one.code: Entered("broken", public=False) for one in asked.red_lines}
    said |= {
        "uscc": Entered(company.uscc, public=True),
        "name-zh": Entered(company.name_zh, public=True),
        "name-en": Entered(company.name_en, public=True),
        "sector": Entered("C", public=True),
        "employees-women": Entered(hostile("Answer.entry.unread", most=300)),
    }
    return said


def _work(response: Response, made: Made) -> None:
    """Errands, the plan, a workbook that waits to be looked through."""
    owner = made.people["owner"]
    _, made.links["a"] = hand_out(
        response,
        ["E1.1", "E3.2", "city"],
        name=hostile("Errand.name", 1),
        days=9,
        by=owner,
        email=hostile("Errand.email", 1),
        note_to=hostile("Errand.note", 1),
    )
    author = Author(None, "errand", hostile("AnswerVersion.signed", 1))
    save_answer(response, "E1.1", Entered("3"), base=_version(response, "E1.1"), by=author)
    for one, state in (("E1.1", "open"), ("E2.1", "dropped")):
        save_row(response, one, Decided(state=state), base=0, by=owner)
    for role in ("owner", "editor", "consultant"):
        name = hostile("WorkbookUpload.name", 1)
        keep_upload(response, name=name, data=book(response), by=made.people[role])


def _version(response: Response, one: str) -> int:
    return desk_of(response, "owner").answers[one].version


def book(response: Response) -> bytes:
    """A filled workbook with other words than those that stand, and a cell that nobody can read."""
    asked = questionnaire_of(response.cycle)
    value = desk_of(response, "owner").read[0]
    said = entered_from(asked, value)
    said["E1.2"] = Entered("3", words=hostile("WorkbookUpload.data"))
    said["city"] = Entered(hostile("WorkbookUpload.data.city", most=60))
    said["uscc"] = Entered(response.company.uscc)
    value, _ = response_from(asked, said, evidence=value.evidence)
    return filled_workbook(asked, value, lang="both", made_from=MadeFrom("", {}))
