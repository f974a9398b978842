"""The association's own name and logo, and the log of what was done at its desk."""

from __future__ import annotations

import ast
import struct
import zlib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.web.association.made import NASTY
from tests.web.conftest import SignIn, company_called

import zeren_web
from zeren.files.xlsx.cells import Workbook
from zeren.files.xlsx.guard import admit_bytes
from zeren_web.association.audit_words import DETAILS, WORDS
from zeren_web.records.models import AuditLine, Body, Person
from zeren_web.records.models.confirmations import CONFIRMED
from zeren_web.records.models.reviews import STEPS
from zeren_web.records.write.audit import note

pytestmark = pytest.mark.django_db
SAID = {"name_zh": "演示协会", "name_en": "Demo Association", "contact": "0760-88000000", "icp": "粤ICP备00000000号"}  # fmt: skip


def chunk(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


def png(side: int = 2, *, remark: bytes = b"") -> bytes:
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    lines = zlib.compress(b"".join(b"\0" + b"\x80" * min(side, 2) for _ in range(2)))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + (chunk(b"tEXt", remark) if remark else b"")
        + chunk(b"IDAT", lines)
        + chunk(b"IEND", b"")
    )


@pytest.fixture
def client(manager: Person, signed_in: SignIn) -> Client:
    return signed_in(manager)


def hand_in(client: Client, content: bytes, name: str = "logo.png") -> int:
    said = {**SAID, "logo": SimpleUploadedFile(name, content)}
    return client.post("/desk/body/", said).status_code


def test_name_contact_and_record_numbers_are_on_every_page(client: Client) -> None:
    client.post("/desk/body/", {**SAID, "only_one": "", "logo_name": "x"})

    page = Client().get("/").content.decode()

    for words in ("演示协会", "0760-88000000", "粤ICP备00000000号"):
        assert words in page
    assert Body.objects.get().logo_name == ""
    assert AuditLine.objects.get().what == "body-changed"


def test_a_logo_is_kept_without_its_hidden_remarks_and_shown_to_everybody(client: Client) -> None:
    assert hand_in(client, png(remark=b"Comment\0secret")) == 302

    name = Body.objects.get().logo_name
    reply = Client().get(f"/logo/{name}")

    assert f'src="/logo/{name}"' in Client().get("/").content.decode()
    assert (reply.content, reply["Content-Type"]) == (png(), "image/png")
    assert reply["X-Content-Type-Options"] == "nosniff"
    client.post("/desk/body/", {**SAID, "no-logo": "1"})
    assert Client().get(f"/logo/{name}").status_code == 404


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html>",
        png()[:-5],
        png(5000),
        png() + b"\0" * 1_000_001,
        b"",
    ],
)
def test_what_is_no_small_bitmap_is_refused(client: Client, content: bytes) -> None:
    assert hand_in(client, content) == 422
    assert not Body.objects.exclude(logo_name="").exists()


def test_a_name_is_needed_in_both_languages_and_fits(client: Client) -> None:
    assert client.post("/desk/body/", {**SAID, "name_en": ""}).status_code == 422
    assert client.post("/desk/body/", {**SAID, "name_zh": "长" * 121}).status_code == 422
    assert not Body.objects.exists()


def codes_in(noted: ast.expr) -> set[str]:
    """What is noted there; a code that begins with a kind is one for each kind."""
    match noted:
        case ast.Constant(value=str(code)):
            return {code}
        case ast.JoinedStr(values=[_, ast.Constant(value=str(end))]):
            return {f"{kind}{end}" for kind, _ in CONFIRMED}
        case ast.JoinedStr(values=[ast.Constant(value=str(begin)), _]):
            return {f"{begin}{step}" for step, _ in STEPS}
    assert isinstance(noted, ast.Name), ast.dump(noted)  # handed on by a function of ours
    return set()


def test_every_code_that_is_noted_has_words_in_both_languages() -> None:
    used: set[str] = set()
    for path in Path(zeren_web.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="note" | "_note_moved"), args=[what, *_]):
                    used |= codes_in(what)

    assert used - set(WORDS) == set(), "words are missing in zeren_web/association/audit_words.py"
    assert all(text.zh and text.en for text in WORDS.values())


@pytest.mark.parametrize("count", [1, 3, 400])
def test_the_log_is_read_in_words_and_says_that_it_is_whole(
    client: Client,
    manager: Person,
    count: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    company = company_called("lamps", 1)
    for number in range(count):
        note("member-changed", who=manager, company=company, name=f"n{number}")

    with django_assert_max_num_queries(12):
        page = client.get("/desk/audit/").content.decode()

    assert "没有被改过" in page
    assert page.count("改了会员资料") == min(count, 50) + 1  # and once in the filter


def test_a_changed_line_is_named(client: Client, manager: Person) -> None:
    lines = [note("member-left", who=manager, name=str(number)) for number in range(3)]
    AuditLine.objects.filter(pk=lines[1].pk).update(detail={"name": "9"})

    page = client.get("/desk/audit/").content.decode()

    assert "记录不完整" in page
    assert f"少了一条：{lines[1].pk}<" in page


def test_company_person_what_and_day_narrow_the_log(client: Client, manager: Person) -> None:
    company = company_called("lamps", 1)
    note("member-left", who=manager, company=company)
    note("member-back", who=None, company=company)
    note("cohort-made", who=manager, name="x")

    def found(query: str) -> int:
        return client.get(f"/desk/audit/?{query}").content.decode().count('<td data-name="谁">')

    assert found("") == 3
    assert found("company=测试企业") == 2
    assert found("person=manager") == 2
    assert found("what=cohort-made") == 1
    assert found("until=2020-01-01") == 0
    assert found("since=2020-01-01&until=9999-12-31") == 3
    assert found("since=nonsense&company=lamps&what=member-left") == 1


def test_an_exported_log_holds_no_formula(client: Client) -> None:
    for nasty in NASTY:
        person = Person.objects.create(email=f"{len(nasty)}{ord(nasty[0])}@a.test", name=nasty)
        company = company_called(f"c{person.pk}", person.pk)
        type(company).objects.filter(pk=company.pk).update(name_zh=nasty)
        note(nasty[:40], who=person, company=company, **{nasty: nasty})

    content = client.get("/desk/audit/export/").getvalue()

    package = admit_bytes(content, file="a.xlsx")
    book = Workbook(package)
    sheet = book.sheet(book.sheets[0])
    assert sheet.last_row >= len(NASTY)
    assert b"<f>" not in package.read(sheet.part)
    assert b'quotePrefix="1"' in package.read("xl/styles.xml")


def test_only_a_manager_sees_them(staff: Person, signed_in: SignIn) -> None:
    browser = signed_in(staff)

    assert hand_in(browser, png()) == 404
    assert [browser.get(path).status_code for path in ("/desk/body/", "/desk/audit/")] == [404, 404]


def test_every_detail_that_is_noted_has_a_name_in_both_languages() -> None:
    used: set[str | None] = set()
    for path in Path(zeren_web.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="note"), keywords=details):
                    used |= {one.arg for one in details}

    assert used - {"who", "company", None} - set(DETAILS) == set()
