"""Words that people typed are shown as words, wherever they come out: on no page, in no file and in no
letter do they become markup, a command or a formula. And everybody is shown those that are for them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Final

import pytest
from django.core import mail
from django.db import transaction
from django.test import override_settings
from tests.web.hostile.acting import acted, letters, programs
from tests.web.hostile.desk import made_hostile_year
from tests.web.hostile.reading import Read, broken_in, names_in, read, read_letter
from tests.web.hostile.walking import Answered, Walk, route_of
from tests.web.hostile.words import NAMES, NOT_TYPED, fields, held
from tests.web.test_who_gets_what import TABLE

pytestmark = pytest.mark.django_db  # or no database is made


@dataclass(frozen=True, slots=True)
class Year:
    """All that everybody was given in the hostile year, read."""

    answers: list[tuple[Answered, Read]]
    letters: list[Read]
    held: frozenset[str]


@pytest.fixture(scope="module")
def year(
    django_db_setup: None,  # noqa: ARG001 - the database is there
    django_db_blocker: Any,  # noqa: ANN401 - pytest-django's
    tmp_path_factory: pytest.TempPathFactory,
) -> Year:
    """Made once; what it wrote into the database is gone before the first test."""
    home = tmp_path_factory.mktemp("hostile") / "home"
    told = {"HOME": home, "MEDIA_ROOT": home / "files", "URL": "http://testserver"}
    with django_db_blocker.unblock(), override_settings(**told), transaction.atomic():
        made = made_hostile_year()
        mail.outbox.clear()
        found = held()
        answers = [*Walk(made).as_everybody(), *acted(made), *programs(made)]
        sent = letters()
        transaction.set_rollback(True)
    return Year([(one, read(one)) for one in answers], [read_letter(one) for one in sent], found)


def test_every_field_of_text_holds_such_words_or_is_named_as_ours(year: Year) -> None:
    assert fields().keys() - year.held == NOT_TYPED.keys()


def test_every_address_was_opened(year: Year) -> None:
    opened = {route_of(one.path) for one, _ in year.answers if one.status in {200, 405}}

    assert {f"/{address}" for address in TABLE} - opened == _NOT_OPENED.keys()


def test_every_page_and_file_can_be_made(year: Year) -> None:
    assert [one.where for one, _ in year.answers if one.status >= 500] == []


def test_no_word_becomes_markup_a_command_or_a_header(year: Year) -> None:
    found = [(one.where, wrong) for one, it in year.answers for wrong in it.wrong]
    found += [("a letter", wrong) for it in year.letters for wrong in it.wrong]

    assert found == []


def test_words_come_out_as_they_were_typed(year: Year) -> None:
    found = [(one.where, wrong) for one, it in year.answers for wrong in broken_in(it.texts)]
    found += [("a letter", wrong) for it in year.letters for wrong in broken_in(it.texts)]

    assert found == []


def test_everybody_sees_what_is_for_them(year: Year) -> None:
    seen = defaultdict[str, set[str]](set)
    for one, it in year.answers:
        for name in names_in((*it.texts, *it.called)):
            seen[name].add(one.audience)
    for name in names_in(text for it in year.letters for text in (*it.texts, *it.called)):
        seen[name] = seen[name] or {"letters"}

    told = {name: _widest(seen[name]) for name in NAMES.values()}

    assert told == {name: by for by, names in _SHOWN.items() for name in names.split()}


def _widest(audiences: set[str]) -> str:
    """What everybody sees, those of a side see too."""
    return "everybody" if "everybody" in audiences else ", ".join(sorted(audiences))


def test_words_stand_in_everything_that_can_carry_them(year: Year) -> None:
    """Or the tests above would hold for want of them."""
    there = {name for _, it in year.answers for name in it.carriers}
    kinds = {one.kind.rpartition(".")[2] for one, it in year.answers if it.texts}
    cells = [text for one, it in year.answers if "sheet" in one.kind for text in it.texts]

    assert _CARRIERS - there == set()
    assert _KINDS - kinds == set()
    assert {begins for begins in _FORMULAS if any(cell.startswith(begins) for cell in cells)} == (
        _FORMULAS
    )
    assert len(year.letters) > 5


_NOT_OPENED: Final = {
    "/account/second-code/": "half-way through signing in; it shows nothing that was typed",
    "/account/second-factor/codes/": "of who set it up in this session; codes alone",
    "/demo/<slug:role>/": "where there is no real data",
    "/register/": "it leads on to the register's pages",
}
_FORMULAS: Final = {f"{begins}zrn" for begins in ("=1+1", "+1", "-1", "@x", "＝1+1")}
_CARRIERS: Final = {
    *("title", "h1", "p", "span", "a", "td", "th", "option", "textarea", "button", "blockquote"),
    *("@value", "@content", "@title", "@href", "@aria-label"),
}
_KINDS: Final = {
    *("text/html", "application/pdf", "application/json", "application/zip"),
    *("application/atom+xml", "sheet", "document"),
}
_SHOWN: Final = {
    "everybody": """
        Answer.entry.said Answer.entry.statement Answer.entry.statement-by Answer.entry.words
        Body.contact Body.icp Body.name_en Body.name_zh Body.police
        Company.name_en Company.name_zh Confirmation.said.how Confirmation.said.means
        Cycle.title_en Cycle.title_zh
        Declaration.form.address.en Declaration.form.address.zh Declaration.form.contact
        Declaration.form.function.en Declaration.form.function.zh
        Declaration.form.object.en Declaration.form.object.zh
        Declaration.form.place.en Declaration.form.place.zh
        Declaration.form.signatory.en Declaration.form.signatory.zh
        Declaration.form.site Declaration.form.site-address
        Declaration.form.statement.en Declaration.form.statement.zh
        EvidenceFile.title RecordCheck.source""",  # of what it declares; where it was looked up
    "association, company, link": """
        Answer.entry.reason AuditLine.detail.to Errand.name Person.name""",
    "association, company": """
        Answer.entry.parent Answer.entry.unread AnswerVersion.signed ApiToken.name
        EvidenceFile.link Invitation.name Person.email Remark.words ReviewStep.words""",
    "association, link": "Objection.contact",  # shown again to who forgot the words
    "association": """
        AuditLine.signed Body.address Cohort.name_en Cohort.name_zh
        Company.city Company.contact_email Company.contact_name Company.contact_phone
        Invitation.email Invitation.phone Letter.word_en Letter.word_zh
        MemberImport.file_name MemberImport.value.city MemberImport.value.cohort
        MemberImport.value.contact MemberImport.value.email MemberImport.value.name_en
        MemberImport.value.name_zh MemberImport.value.phone MemberImport.value.problem
        MemberImport.value.sheet Objection.reply Objection.words Person.phone
        Reminder.subject Reminder.to Reminder.words ReturnedWorkbook.name""",
    "company, link": "Errand.note",
    "company": """
        Declaration.function Declaration.signer Errand.email EvidenceFile.file_name
        EvidenceFile.issuer PlanRow.note PlanRow.reason PlanRow.who SignerLink.email
        WorkbookUpload.data WorkbookUpload.data.city WorkbookUpload.name""",
    "letters": "Letter.attachments Letter.subject Letter.text Letter.to",
    "": "Lease.word_en Lease.word_zh",  # the worker prints it for the operator
}
