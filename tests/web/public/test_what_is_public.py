"""What everybody sees of companies: what they confirmed, from release day on, and not a word more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.made_year import (
    PASSPHRASE,
    YEAR,
    answered,
    keeper,
    looked_up,
    made_company,
    made_cycle,
    shown,
)

from zeren.files.entered import Entered
from zeren.files.envelope import package_in
from zeren_web.records.models import (
    Company,
    Cycle,
    Declaration,
    EvidenceFile,
    EvidenceUse,
    Objection,
    Person,
    Publication,
    RecordCheck,
    Response,
    Seat,
)
from zeren_web.records.read import published
from zeren_web.records.write.answers import replace_answers
from zeren_web.records.write.association_keys import open_keys
from zeren_web.records.write.confirming import ask_check, ask_identity, sign_waiting
from zeren_web.records.write.publications import confirm_publication, withdraw_publications
from zeren_web.records.write.release import admit
from zeren_web.records.write.withdrawals import take_back, withdraw_declaration

PROFILE = "/companies/works-1/"


def page(path: str, **more: Any) -> str:  # noqa: ANN401 - of the client
    reply = Client().get(path, **more)
    assert reply.status_code == 200, path
    return reply.content.decode()


def everything() -> Iterator[str]:
    """Every public address that leads somewhere, found from the site map and the pages themselves."""
    client, seen = Client(), set[str]()
    due = [
        "/",
        "/sitemap.xml",
        "/robots.txt",
        "/feed.zh.xml",
        "/feed.en.xml",
        "/register/register.json",
        "/register/feed.zh.xml",
        "/register/releases/2026.json",
        "/association.pub",
        "/status-1.jwt",
        "/companies/?q=CANARY",
        f"/notices/{YEAR}/",
        f"/notices/{YEAR}/object/",
    ]
    while due:
        path = due.pop()
        if path in seen or "/account/" in path or "/standards/" in path or "crosswalk" in path:
            continue
        seen.add(path)
        reply = client.get(path, follow=True)
        if reply.status_code == 200:
            yield path
            words = reply.content.decode("utf-8", "replace")
            found = re.findall(r'(?:href="|<loc>http://testserver)([^"<]+)', words)
            due += [one.replace("&amp;", "&") for one in found if one.startswith("/")]


def bodies() -> dict[str, bytes]:
    client = Client()
    return {path: client.get(path, follow=True).content for path in everything()}


def test_before_the_release_a_company_is_not_there_and_after_it_it_is(
    ready: Cycle,
) -> None:
    from zeren_web.records.write.release import release

    unknown = Client().get("/companies/nobody-at-all/")
    before = Client().get(PROFILE)
    assert (before.status_code, unknown.status_code) == (404, 404)
    assert before.content.replace(b"works-1", b"nobody-at-all") == unknown.content
    assert published.companies().total == 0

    release(ready, open_keys(PASSPHRASE), by=keeper())

    assert "Test Works 1" in page(f"{PROFILE}?lang=en")
    assert published.companies().total == 2


def test_a_search_finds_by_a_part_of_the_name_or_the_whole_code(released: Cycle) -> None:  # noqa: ARG001
    code = Company.objects.get(code="works-2").uscc

    assert [one.code for one in published.companies("工厂2").lines] == ["works-2"]
    assert [one.code for one in published.companies("works 1").lines] == ["works-1"]
    assert [one.code for one in published.companies(code.lower()).lines] == ["works-2"]
    assert published.companies(code[:10]).total == 0
    assert "没有找到" in page("/companies/?q=不存在&lang=zh")


def test_a_search_has_pages_of_fifty_and_the_same_number_of_questions(
    released: Cycle,
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            published.companies()
        return len(caught)

    few = queries()
    from zeren_web.records.models import Certificate

    for number in range(3, 60):
        company = made_company(number)
        response = Response.objects.with_scope(company=company).create(
            company=company, cycle=released
        )
        first = Publication.objects.with_scopes_disabled().first()
        assert first
        Publication.objects.with_scope(company=company).create(
            response=response,
            number=1,
            value=first.value,
            sha256="0" * 64,
            confirmed=first.confirmed,
        )
        Certificate.objects.with_scope(company=company).create(
            number=f"{YEAR}-{number:04}", company=company, cycle=released, issued="2026-11-29"
        )

    found = published.companies(page=2)

    assert (found.total, found.pages, len(found.lines)) == (59, 2, 9)
    assert queries() == few <= 12
    assert 'rel="prev"' in page("/companies/?page=2")


def test_a_profile_tells_the_three_marks_apart(released: Cycle) -> None:  # noqa: ARG001
    first = Declaration.objects.with_scopes_disabled().get()
    by = keeper()
    public = [one for one in first.publication.value["published"] if one.startswith("E")]
    from datetime import date, timedelta

    from django.utils import timezone

    until = timezone.localdate() + timedelta(days=300)
    ask_identity(first, how="执照原件", registered=date(2015, 6, 1), until=until, by=by)
    ask_check(first, codes=public[:1], means="现场看了原件", day=timezone.localdate(), by=by)
    assert (
        "有人核查过"
        not in page(f"{PROFILE}?lang=zh").split("怎样看这一页")[1].split("</section>")[1]
    )

    sign_waiting(open_keys(PASSPHRASE), by=by)

    found = published.profile("works-1")
    assert found
    assert {one.kind for one in found.declarations[0].confirmed} == {"identity", "check"}
    words = page(f"{PROFILE}?lang=zh")
    assert words.count('class="sign checked"') == 3  # explained, at the answer, at the declaration
    assert "现场看了原件" in words
    assert words.count('class="sign self"') > 5


def test_a_profile_asks_the_database_no_more_for_more(released: Cycle) -> None:  # noqa: ARG001
    Client().get(PROFILE)
    with CaptureQueriesContext(connection) as caught:
        page(PROFILE)

    assert len(caught) <= 12


def test_a_score_stands_only_where_anybody_can_compute_it(released: Cycle) -> None:  # noqa: ARG001
    from zeren_web.public.answers import year_of

    found = published.profile("works-1")
    assert found
    year = year_of(found.reports[0], found.declarations)

    assert year.overall == ""  # every second answer was kept back
    partly = {"E1.1", "E1.2"} & set(found.reports[0].response.published)
    assert len(partly) == 1


def test_files_of_a_declaration_verify_and_carry_what_the_association_says(
    released: Cycle,  # noqa: ARG001
) -> None:
    row = Declaration.objects.with_scopes_disabled().get()

    reply = Client().get(f"{PROFILE}declarations/{row.entry}/declaration.zeren")
    printed = Client().get(f"{PROFILE}declarations/{row.entry}/declaration.zh.pdf")

    package = package_in(reply.content, file="declaration.zeren")
    assert {"declaration.jwt", "proof.json", "status-1.jwt"} <= package.members.keys()
    assert package_in(printed.content, file="a.pdf").members == package.members
    assert "attachment" in printed["Content-Disposition"]
    assert Client().get(f"{PROFILE}declarations/{row.entry}/declaration.exe").status_code == 404
    assert (
        Client().get(f"/companies/works-2/declarations/{row.entry}/declaration.zeren").status_code
        == 404
    )


def test_a_withdrawn_declaration_stays_as_withdrawn_and_is_handed_out_no_more(
    released: Cycle,  # noqa: ARG001
) -> None:
    row = Declaration.objects.with_scopes_disabled().get()

    withdraw_declaration(row, "not-confirmed", by=keeper())

    words = page(f"{PROFILE}?lang=en")
    assert "Declaration withdrawn" in words
    assert "not confirmed at a check or review" in words
    assert Client().get(f"{PROFILE}declarations/{row.entry}/declaration.zeren").status_code == 404
    take_back(open_keys(PASSPHRASE), by=keeper())
    assert "withdrawn" in page(f"/register/en/org/{row.company.uscc}.html")


def test_who_withdraws_everything_shown_is_there_no_more_but_its_register_is(
    released: Cycle,
) -> None:
    company = Company.objects.get(code="works-2")
    response = Response.objects.with_scope(company=company).get(company=company, cycle=released)

    withdraw_publications(response, by=keeper())

    assert Client().get("/companies/works-2/").status_code == 404
    assert Client().get(f"/companies/works-2/{YEAR}/report/").status_code == 404
    assert "测试工厂2" not in page(f"/certificates/{YEAR}-0002/?lang=zh")
    first = Response.objects.with_scopes_disabled().get(company__code="works-1")
    withdraw_publications(first, by=keeper())
    assert published.profile("works-1")  # its declaration is in the register


def test_what_was_published_before_is_replaced_and_cannot_be_read_again(released: Cycle) -> None:
    company = Company.objects.get(code="works-2")
    response = Response.objects.with_scope(company=company).get(company=company, cycle=released)
    before = published.profile("works-2")
    assert before
    value = dict(before.reports[0].response.as_json())
    value["answers"] = []
    value["published"] = []

    confirm_publication(response, value, index=(), look=None, by=keeper())

    now = published.profile("works-2")
    assert now
    assert now.reports[0].response.answers == ()
    assert [number for number, _ in now.reports[0].earlier] == [1]


def test_who_comes_after_the_release_waits_until_the_association_lets_it_out(
    released: Cycle,
) -> None:
    late = made_company(7)
    shown(answered(late, released))
    assert Client().get("/companies/works-7/").status_code == 404

    looked_up(released)
    admit(released, late, open_keys(PASSPHRASE), by=keeper())

    assert "测试工厂7" in page("/companies/works-7/?lang=zh")
    assert published.certificate(f"{YEAR}-0003")


def test_no_word_that_is_not_public_is_on_any_public_page(released: Cycle) -> None:
    """A canary in every field of what is not public, and of what is kept inside."""
    for name in ("unpublished", "mine"):
        with_canaries(released, name)
    Person.objects.update(name="CANARY-PERSON")
    Company.objects.update(city="CANARY-CITY")
    RecordCheck.objects.with_scopes_disabled().update(source="CANARY-SOURCE")

    found = {
        path: words
        for path, words in bodies().items()
        if b"CANARY"
        in words.replace(b"?q=CANARY", b"")
        .replace("CANARY”".encode(), b"")
        .replace("CANARY</span>”".encode(), b"")
        .replace(b'value="CANARY"', b"")
        .replace(b"q=CANARY", b"")
    }

    assert len(bodies()) > 20
    assert found == {}


def with_canaries(cycle: Cycle, what: str) -> None:
    """A company that publishes nothing, and one that is public, with internal words in every field."""
    if what == "unpublished":
        company = made_company(8)
        Company.objects.filter(pk=company.pk).update(
            name_zh="CANARY-NAME", name_en="CANARY-NAME", sector="CANARY"
        )
    else:
        company = Company.objects.get(code="works-1")
    response = (
        answered(company, cycle, public=False)
        if what == "unpublished"
        else Response.objects.with_scope(company=company).get(company=company, cycle=cycle)
    )
    codes = ("E1.2", "E2.1", "R1", "statement", "electricity")
    replace_answers(
        response,
        {code: Entered("2", words="CANARY-WORDS", reason="CANARY-REASON") for code in codes},
        by=None,
        origin="page",
    )
    piece = EvidenceFile.objects.with_scope(company=company).create(
        company=company,
        kind="record",
        title="CANARY-TITLE",
        issuer="CANARY-ISSUER",
        link="https://canary.test/CANARY",
        file_name="CANARY.pdf",
    )
    EvidenceUse.objects.with_scope(company=company).create(
        piece=piece, response=response, code="E1.2"
    )
    person = Person.objects.create(email=f"canary-{what}@canary.test", name="CANARY")
    Seat.objects.create(person=person, company=company, role="owner")
    Objection.objects.with_scope(company=company).create(
        cycle=cycle, company=company, words="CANARY-OBJECTION", contact="CANARY", reply="CANARY"
    )


def test_pages_come_without_a_cookie_and_are_not_sent_twice(released: Cycle) -> None:  # noqa: ARG001
    for path in ("/", "/companies/", PROFILE, "/verify/", "/standards/", "/feed.zh.xml"):
        first = Client().get(path)
        again = Client().get(path, headers={"If-None-Match": first["ETag"]})

        assert not first.cookies, path
        assert "public" in first["Cache-Control"], path
        assert (again.status_code, again.content) == (304, b""), path


def test_who_is_signed_in_gets_a_page_that_no_proxy_keeps(
    released: Cycle,  # noqa: ARG001
) -> None:
    client = Client()
    client.force_login(keeper())

    assert "private" in client.get(PROFILE)["Cache-Control"]


def test_pages_tell_search_engines_and_messengers_what_they_are(released: Cycle) -> None:  # noqa: ARG001
    words = page(f"{PROFILE}?lang=en")

    assert f'<link rel="canonical" href="http://testserver{PROFILE}?lang=en">' in words
    assert f'hreflang="zh-Hans" href="http://testserver{PROFILE}?lang=zh"' in words
    assert '<meta property="og:title" content="Test Works 1">' in words
    assert "What Test Works 1 made public" in words
    assert f"http://testserver{PROFILE}</loc>" in page("/sitemap.xml").replace(" ", "")
    assert "Disallow: /desk/" in page("/robots.txt")


def test_feeds_tell_of_releases_in_both_languages(released: Cycle) -> None:  # noqa: ARG001
    from xml.etree import ElementTree as ET

    for lang, title in (("zh", "2026 年度自评"), ("en", "Self-assessment 2026")):
        feed = ET.fromstring(page(f"/feed.{lang}.xml"))  # noqa: S314 - our own
        titles = [one.text for one in feed.iter("{http://www.w3.org/2005/Atom}title")]
        assert title in titles
    assert Client().get("/feed.fr.xml").status_code == 404


def test_standards_are_listed_by_number_and_title_and_related(db: None) -> None:  # noqa: ARG001
    assert "ISO 26000" in page("/standards/?lang=en")
    assert "6.3" in page("/standards/iso-26000-2010/")
    words = page("/crosswalk/?from=gbt-36000-2015&to=iso-26000-2010&lang=en")
    assert "of 10" in words
    assert Client().get("/standards/no-such/").status_code == 404
    assert Client().get("/crosswalk/?from=../../etc&to=x").status_code == 404


@pytest.mark.parametrize("name", ["../register.json", "..%2fstaff/names.json", "staff/names.json", ".new-index.html", "org/", "log/../../staff/release.json", "a" * 5000])  # fmt: skip
def test_only_the_registers_pages_are_served(released: Cycle, name: str) -> None:  # noqa: ARG001
    assert Client().get(f"/register/{name}").status_code in {400, 404}


def test_before_anything_is_registered_the_register_says_so(db: None) -> None:  # noqa: ARG001
    assert "还没有登记" in page("/register/?lang=zh")


def test_a_cycle_without_declarations_and_keys_is_released_too(db: None, home: object) -> None:  # noqa: ARG001
    from zeren_web.records.write.release import release
    from zeren_web.records.write.release_steps import begin_notice

    cycle = made_cycle()
    shown(answered(made_company(1), cycle))
    looked_up(cycle)
    begin_notice(cycle, days=0, by=keeper())

    release(cycle, None, by=keeper())

    assert "测试工厂1" in page("/companies/works-1/?lang=zh")
