"""A company that is public declares anew: what waits, what is refused, what the public sees then."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.web.conftest import SignIn, person_in
from tests.web.made_year import PASSPHRASE, YEAR, answered, declared, made_company, shown

from zeren_web.association.audit_words import told
from zeren_web.records.models import (
    AuditLine,
    Certificate,
    Company,
    Cycle,
    Declaration,
    Person,
    RecordCheck,
    Response,
)
from zeren_web.records.read import published
from zeren_web.records.read.releases import proposed_of, renewals, waiting_since_release
from zeren_web.records.write.declarations import withdraw
from zeren_web.records.write.publications import withdraw_publications

HERE = f"/desk/release/{YEAR}/"
DESK = f"/me/works-1/{YEAR}/declare/"


@pytest.fixture
def first(released: Cycle) -> Declaration:  # noqa: ARG001 - it is registered by it
    """The one in the register; its company's records were looked up for the release, days ago."""
    before = timezone.localdate() - timedelta(days=3)
    RecordCheck.objects.with_scopes_disabled().update(date=before)
    row: Declaration = Declaration.objects.with_scopes_disabled().get()
    return row


@pytest.fixture
def anew(first: Declaration) -> Declaration:
    """The same company confirmed once more what is public, and declared that."""
    return declared(shown(first.publication.response))


@pytest.fixture
def desk(manager: Person, signed_in: SignIn) -> Client:
    return signed_in(manager)


def look_up(desk: Client, company: str = "works-1", result: str = "clear") -> None:
    today = timezone.localdate().isoformat()
    form = {"source": "信用中国", "date": today, f"result-{company}": result}
    assert desk.post(f"{HERE}checks/", form).status_code == 302


def press(desk: Client, declaration: Declaration, passphrase: str = PASSPHRASE) -> tuple[int, str]:
    form = {"declaration": str(declaration.pk), "passphrase": passphrase}
    reply = desk.post(f"{HERE}renew/", form)
    return reply.status_code, reply.content.decode()


def entries() -> list[tuple[str, str]]:
    """Kind and state of each, newest first, as the register's pages tell it."""
    [org, *_] = Client().get("/register/register.json").json()["organisations"]
    return [(one["kind"], one["state"]) for one in org["entries"]]


def test_it_takes_the_place_of_the_one_before_and_both_stay_on_show(
    first: Declaration, anew: Declaration, desk: Client
) -> None:
    assert first.entry is not None
    certificate = Certificate.objects.with_scopes_disabled().get(company=first.company)
    assert f"取代登记第 {first.entry} 条" in desk.get(HERE).content.decode()
    look_up(desk)

    status, _ = press(desk, anew)

    anew.refresh_from_db()
    assert status == 302
    profile = published.profile("works-1")
    assert profile
    assert [(one.entry, one.state) for one in profile.declarations] == [
        (anew.entry, "stands"),
        (first.entry, "superseded"),
    ]
    assert [(one.number, [n for n, _ in one.earlier]) for one in profile.reports] == [(2, [1])]
    assert profile.certificates == (certificate.number,)
    assert entries() == [("supersede", "stands"), ("declare", "superseded")]
    [line] = AuditLine.objects.filter(what="declaration-registered")
    assert line.company == first.company
    assert told(line)[1].en == f"register entry: {anew.entry}; in the place of entry: {first.entry}"
    page = desk.get(f"{HERE}?done=renew").content.decode()
    assert "登记了：" in page
    assert "没有企业在等" in page


def test_an_old_file_tells_whoever_verifies_it_here_that_it_was_replaced(
    first: Declaration, anew: Declaration, desk: Client
) -> None:
    path = f"/companies/works-1/declarations/{first.entry}/declaration.zeren"
    old = Client().get(path).content
    look_up(desk)
    press(desk, anew)

    replies = [
        Client().post("/verify/?lang=en", {"file": SimpleUploadedFile("a.zeren", one)})
        for one in (old, Client().get(path).content)
    ]

    for reply in replies:
        page = reply.content.decode()
        assert "The company has replaced it by a new declaration since" in page
        assert "Red: do not rely on it" not in page


def test_the_page_asks_the_database_as_often_however_many_wait(
    released: Cycle, desk: Client
) -> None:
    def declares_anew(number: int) -> None:
        made = declared(shown(answered(made_company(number), released)))
        Certificate.objects.with_scopes_disabled().create(
            number=f"{YEAR}-09{number}",
            company=made.company,
            cycle=released,
            issued=timezone.localdate(),
        )

    counts = []
    for numbers in ((10,), (11, 12)):
        for number in numbers:
            declares_anew(number)
        with CaptureQueriesContext(connection) as asked:
            desk.get(HERE)
        counts.append(len(asked))

    assert len(renewals(released)) == 3
    assert counts[0] == counts[1]


def test_the_company_sees_how_far_its_new_declaration_is(
    first: Declaration, anew: Declaration, desk: Client, signed_in: SignIn
) -> None:
    owner = signed_in(person_in(first.company, "owner"))

    def pages() -> tuple[str, str, str]:
        here = (DESK, f"{DESK}{anew.pk}/", f"{DESK}{first.pk}/")
        listed, new, old = (owner.get(one).content.decode() for one in here)
        return listed, new, old

    listed, new, old = pages()
    assert "已签署，等协会登记" in listed
    assert f"登记第 {first.entry} 条，有效到" in listed
    assert f"公众看到的仍然是登记第 {first.entry} 条" in new
    assert f"在公示登记里，第 {first.entry} 条" in old

    look_up(desk)
    press(desk, anew)

    anew.refresh_from_db()
    listed, new, old = pages()
    assert f"登记第 {anew.entry} 条，有效到" in listed
    assert f"登记第 {first.entry} 条，已被取代" in listed
    assert f"在公示登记里，第 {anew.entry} 条" in new
    assert "已被新的声明取代" in old


def test_records_are_looked_up_since_it_was_signed(anew: Declaration, desk: Client) -> None:
    status, page = press(desk, anew)

    assert (status, "还没有查过负面记录" in page) == (422, True)
    assert f'<option value="{anew.pk}" selected>' in page
    assert [one[1] for one in entries()] == ["stands"]


def test_a_record_that_nobody_explained_stops_it(anew: Declaration, desk: Client) -> None:
    look_up(desk, result="found")

    status, page = press(desk, anew)

    assert (status, "查到的记录没有说明" in page) == (422, True)
    look_up(desk, result="explained")
    assert press(desk, anew)[0] == 302


def test_a_wrong_passphrase_changes_nothing_and_the_choice_stays(
    anew: Declaration, desk: Client
) -> None:
    look_up(desk)

    status, page = press(desk, anew, "another passphrase")

    assert (status, "口令打不开" in page) == (422, True)
    assert f'<option value="{anew.pk}" selected>' in page
    assert [one[1] for one in entries()] == ["stands"]


def test_pressed_twice_it_is_one_entry(anew: Declaration, desk: Client) -> None:
    look_up(desk)

    assert [press(desk, anew)[0] for _ in range(2)] == [302, 302]

    assert entries() == [("supersede", "stands"), ("declare", "superseded")]
    assert AuditLine.objects.filter(what="declaration-registered").count() == 1


def test_what_does_not_wait_any_more_is_told_and_not_entered(
    first: Declaration, anew: Declaration, desk: Client
) -> None:
    look_up(desk)
    newer = declared(anew.publication)
    replies = [press(desk, anew)]
    withdraw(newer, "own-request", by=person_in(first.company, "owner"))
    replies.append(press(desk, newer))
    Company.objects.filter(pk=first.company_id).update(left=timezone.localdate())
    replies.append(press(desk, anew))

    assert [(status, "已经不在等登记" in page) for status, page in replies] == [(422, True)] * 3
    assert [one[1] for one in entries()] == ["stands"]


def test_nothing_is_registered_about_what_is_public_no_more(
    first: Declaration, anew: Declaration, desk: Client, signed_in: SignIn
) -> None:
    look_up(desk)
    owner = person_in(first.company, "owner")
    withdraw_publications(anew.publication.response, by=owner)

    status, page = press(desk, anew)

    assert (status, "已经不在等登记" in page) == (422, True)
    assert "公开的内容已撤回，不登记" in signed_in(owner).get(DESK).content.decode()


@pytest.mark.parametrize("number", ["", "x", "-1", "999999", "9" * 30])
def test_what_is_no_signed_declaration_of_the_year_is_none(
    anew: Declaration, desk: Client, number: str
) -> None:
    Declaration.objects.with_scopes_disabled().filter(pk=anew.pk).update(signed=None)
    form = {"passphrase": PASSPHRASE}

    codes = [
        desk.post(f"{HERE}renew/", {**form, "declaration": one}).status_code
        for one in (number, str(anew.pk))
    ]

    assert codes == [404 if number == "999999" else 422, 404]


def test_it_may_be_the_first_declaration_of_a_company_that_showed_only_its_answers(
    first: Declaration, desk: Client
) -> None:
    cycle = first.publication.response.cycle
    other = Response.objects.with_scopes_disabled().get(company__code="works-2")
    made = declared(shown(other))
    look_up(desk, "works-2")

    assert press(desk, made)[0] == 302

    made.refresh_from_db()
    profile = published.profile("works-2")
    assert profile
    assert [(one.entry, one.state) for one in profile.declarations] == [(made.entry, "stands")]
    assert renewals(cycle) == ()


def test_one_that_names_what_was_never_registered_takes_the_place_of_what_that_one_names(
    first: Declaration, anew: Declaration
) -> None:
    third = declared(anew.publication)
    for row, before in ((anew, first), (third, anew)):
        row.statement = {**row.statement, "supersedes": before.identifier}
        row.save()

    assert proposed_of(third).profile == f"zeren-declaration/1;of={first.entry}"


def test_an_older_one_waits_no_more_once_a_newer_one_is_registered(
    first: Declaration, anew: Declaration, desk: Client, signed_in: SignIn
) -> None:
    newer = declared(anew.publication)
    look_up(desk)

    assert press(desk, newer)[0] == 302

    assert renewals(first.publication.response.cycle) == ()
    listed = signed_in(person_in(first.company, "owner")).get(DESK).content.decode()
    assert "已被新的取代" in listed


def test_a_manager_is_told_on_the_first_page_and_others_are_not(
    anew: Declaration,  # noqa: ARG001 - it waits
    desk: Client,
    staff: Person,
    signed_in: SignIn,
) -> None:
    words = f"{YEAR} 年度发布以后，有 1 家等着"

    assert words in desk.get("/desk/").content.decode()
    assert "1 家在等" in desk.get("/desk/release/").content.decode()
    assert words not in signed_in(staff).get("/desk/").content.decode()


def test_a_late_company_that_is_let_out_twice_comes_out_once(
    first: Declaration, desk: Client
) -> None:
    cycle = first.publication.response.cycle
    declared(shown(answered(made_company(5), cycle)))
    look_up(desk, "works-5")
    form = {"company": "works-5", "passphrase": PASSPHRASE}

    codes = [desk.post(f"{HERE}admit/", form).status_code for _ in range(2)]

    assert codes == [302, 302]
    assert AuditLine.objects.filter(what="company-admitted").count() == 1


def test_years_in_which_nothing_waits_are_passed_over_by_one_query(
    first: Declaration, released: Cycle
) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert waiting_since_release() == {}
    assert len(asked) == 1

    declared(shown(first.publication.response))
    shown(answered(made_company(8), released))

    assert waiting_since_release() == {YEAR: 2}
