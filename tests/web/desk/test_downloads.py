"""A file without a download: a link for a quarter of an hour, or a letter; the right is asked again."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core import mail, signing
from django.test import Client
from tests.web.conftest import SignIn

from zeren_web.background.outputs import clear_outputs
from zeren_web.background.worker import Stop, work
from zeren_web.records.models import Letter, Person, Response, Seat

pytestmark = pytest.mark.usefixtures("response")
PDF = "/me/lamps/2026/diagnosis.docx"
TAKE = f"/me/lamps/take/?of={PDF}"


@pytest.fixture(autouse=True)
def made(settings: LazySettings, tmp_path: Path) -> Path:
    """Where a file waits for its letter."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files" / "made"


def files_in(folder: Path) -> list[Path]:
    return [one for one in folder.rglob("*") if one.is_file()]


def link_in(shown: str) -> str:
    found = re.search(r'value="[^"]*(/d/[^"]+)"', shown)
    assert found
    return found[1]


def test_the_link_opens_the_same_file_in_a_browser_where_nobody_is_signed_in(
    owner: Person, signed_in: SignIn
) -> None:
    shown = signed_in(owner).get(TAKE).content.decode()
    reply = Client().get(link_in(shown))

    assert reply.status_code == 200
    assert reply["Content-Disposition"].startswith("attachment")
    assert reply["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in reply["Cache-Control"]
    assert reply.content.startswith(b"PK")
    assert "data:image/svg+xml" in shown


def test_a_seat_taken_away_kills_every_link_at_once(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    link = link_in(signed_in(owner).get(TAKE).content.decode())
    Seat.objects.with_scope(company=response.company_id).filter(person=owner).delete()

    reply = Client().get(link)

    assert reply.status_code == 410
    assert "链接已经失效" in reply.content.decode()
    assert "Content-Disposition" not in reply


def test_a_person_put_out_of_service_opens_nothing(owner: Person, signed_in: SignIn) -> None:
    link = link_in(signed_in(owner).get(TAKE).content.decode())
    Person.objects.filter(pk=owner.pk).update(is_active=False)

    assert Client().get(link).status_code == 410


@pytest.mark.parametrize(
    "payload",
    [
        ["x"],
        [1],
        [1, "/me/lamps/2026/", "zh"],
        [1, "/me/lamps/2026/q/E1.1/", "zh"],
        [1, "https://elsewhere.test/x", "zh"],
        [99, PDF, "zh"],
        {},
        None,
    ],
)
def test_a_signature_alone_opens_nothing_but_downloads(owner: Person, payload: object) -> None:
    if isinstance(payload, list) and payload[0] == 1:
        payload = [owner.pk, *payload[1:]]
    signed = signing.dumps(payload, salt="zeren.download", compress=True)

    assert Client().get(f"/d/{signed}/").status_code == 410


def test_a_link_is_over_after_a_quarter_of_an_hour(
    owner: Person, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = link_in(signed_in(owner).get(TAKE).content.decode())
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 16 * 60)

    assert Client().get(link).status_code == 410
    monkeypatch.setattr(time, "time", lambda: now + 14 * 60)
    assert Client().get(link).status_code == 200


def test_it_is_sent_to_the_persons_own_address(owner: Person, signed_in: SignIn) -> None:
    reply = signed_in(owner).post(TAKE, {"which": PDF, "email": "thief@elsewhere.test"})

    [letter] = mail.outbox
    page = reply.content.decode()
    assert f'正在寄往 <span lang="en">{owner.email}</span>，不用等' in page
    assert "邮件已发" in page
    assert letter.to == [owner.email]
    [(name, content, kind)] = letter.attachments
    assert name.endswith(".docx")
    assert content.startswith(b"PK")
    assert kind.startswith("application/vnd.openxml")


@pytest.mark.django_db(transaction=True)  # a worker closes its connection
def test_the_worker_sends_it_and_the_page_tells_how_far_it_is(
    owner: Person, signed_in: SignIn, made: Path, settings: LazySettings
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    client = signed_in(owner)

    pages = [client.post(TAKE, {"which": PDF}).content.decode() for _ in range(2)]

    assert ["邮件等着发" in one for one in pages] == [True, True]
    assert (mail.outbox, Letter.objects.count(), len(files_in(made))) == ([], 1, 1)

    work(lambda _: None, Stop(), until_empty=True)

    [letter] = mail.outbox
    assert letter.to == [owner.email]
    assert "邮件已发" in client.get(TAKE).content.decode()
    client.post(TAKE, {"which": PDF})
    assert Letter.objects.count() == 2  # it may be wanted again


def test_a_file_is_gone_an_hour_after_no_letter_waits_for_it(
    owner: Person, signed_in: SignIn, made: Path
) -> None:
    signed_in(owner).post(TAKE, {"which": PDF})
    [file] = files_in(made)
    half = file.with_name("half.part")
    half.write_bytes(b"killed")

    clear_outputs()
    assert set(files_in(made)) == {file, half}

    for one in (file, half):
        os.utime(one, (time.time() - 3700,) * 2)
    Letter.objects.update(state="waiting")
    clear_outputs()
    assert files_in(made) == [file]

    Letter.objects.update(state="failed")
    clear_outputs()
    assert files_in(made) == []


def test_what_is_too_large_for_a_letter_goes_as_a_link(
    owner: Person, signed_in: SignIn, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zeren_web.desk.views.downloads._LETTER", 100)

    signed_in(owner).post(TAKE, {"which": PDF})

    [letter] = mail.outbox
    assert letter.attachments == []
    found = re.search(r"(/d/\S+)", str(letter.body))
    assert found
    assert Client().get(found[1]).content.startswith(b"PK")
    assert files_in(made) == []


def test_a_mail_server_that_is_away_is_told_on_the_page(
    owner: Person, signed_in: SignIn, settings: LazySettings
) -> None:
    settings.EMAIL_BACKEND = "tests.web.background.test_letters.Away"

    reply = signed_in(owner).post(TAKE, {"which": PDF})

    page = reply.content.decode()
    assert "邮件没有发成" in page
    assert "请过一会儿再寄一次" in page


def test_nobody_sees_what_a_colleague_sent_to_themselves(
    owner: Person, editor: Person, signed_in: SignIn
) -> None:
    signed_in(owner).post(TAKE, {"which": PDF})

    page = signed_in(editor).get(TAKE).content.decode()

    assert "寄给自己的" not in page


@pytest.mark.usefixtures("other")
@pytest.mark.parametrize(
    "of",
    [
        "/me/cables/2026/diagnosis.pdf",
        "/me/lamps/2026/",
        "/me/lamps/2026/check/",
        "//elsewhere.test/",
        "",
        "/nowhere/",
    ],
)
def test_only_this_companys_downloads_can_be_asked_for(
    owner: Person, signed_in: SignIn, of: str
) -> None:
    client = signed_in(owner)

    assert client.get("/me/lamps/take/", {"of": of}).status_code == 404
    assert client.post(TAKE, {"which": of}).status_code == 404
    assert mail.outbox == []


def test_another_company_gets_no_link(stranger: Person, signed_in: SignIn) -> None:
    assert signed_in(stranger).get(TAKE).status_code == 404
    assert signed_in(stranger).post(TAKE, {"which": PDF}).status_code == 404


def test_letters_are_few(owner: Person, signed_in: SignIn) -> None:
    client = signed_in(owner)
    replies = [client.post(TAKE, {"which": PDF}).status_code for _ in range(11)]

    assert replies == [200] * 10 + [429]
    assert len(mail.outbox) == 10


def test_who_has_no_mailbox_is_offered_none(owner: Person, signed_in: SignIn) -> None:
    Person.objects.filter(pk=owner.pk).update(email=None, phone="13800000000")
    client = signed_in(Person.objects.get(pk=owner.pk))

    assert "寄到" not in client.get(TAKE).content.decode().split("<main")[1].split("</p>")[2]
    assert client.post(TAKE, {"which": PDF}).status_code == 404
