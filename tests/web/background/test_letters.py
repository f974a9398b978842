"""Letters go out once, with what belongs to them, and say why where they could not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage

from zeren_web.background.letters import Attachment, send_letter, write_letter
from zeren_web.records.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


class Away(BaseEmailBackend):
    """A mail server that is not there."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise ConnectionRefusedError(len(email_messages))


def write(*attachments: Attachment, about: str = "reminder 2026 lamps") -> Letter:
    return write_letter(
        about=about,
        to="lamps@example.test",
        subject="还有\n3 天",
        text="问卷还有 3 天截止。",
        attachments=attachments,
    )


def test_a_letter_goes_out_with_its_file(files: Path) -> None:
    (files / "made").mkdir()
    (files / "made" / "x").write_bytes(b"%PDF-1.7 words")

    letter = write(Attachment("made/x", "诊断.pdf"))

    [sent] = mail.outbox
    assert letter.state == "sent"
    assert (sent.to, sent.subject, sent.body) == (
        ["lamps@example.test"],
        "还有 3 天",
        "问卷还有 3 天截止。",
    )
    assert letter.text == ""  # no link that lets somebody in outlives its sending
    assert sent.attachments == [("诊断.pdf", b"%PDF-1.7 words", "application/pdf")]


def test_the_same_letter_asked_for_twice_goes_out_once() -> None:
    first, second = write(), write()
    send_letter.enqueue(first.pk)

    assert first == second
    assert len(mail.outbox) == 1


def test_a_second_copy_after_a_kill_has_the_first_ones_number() -> None:
    letter = write()
    Letter.objects.update(state="sending", text="words")  # killed while the server took it

    send_letter.enqueue(letter.pk)

    numbers = {message.extra_headers["Message-ID"] for message in mail.outbox}
    assert (len(mail.outbox), len(numbers)) == (2, 1)


def test_a_letter_that_could_not_go_out_says_so(settings: LazySettings) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Away"
    letter = write()

    assert letter.state == "failed"

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    send_letter.enqueue(letter.pk)
    assert mail.outbox == []


@pytest.mark.parametrize("path", ["made/gone", "../secret-key"])
def test_a_file_that_is_not_there_or_not_ours_is_not_sent(path: str) -> None:
    letter = write(Attachment(path, "a.pdf"))

    assert (letter.state, mail.outbox) == ("failed", [])
