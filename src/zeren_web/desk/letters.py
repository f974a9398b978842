"""A letter to one person, by e-mail or to the phone."""

from __future__ import annotations

import logging

from django.core.mail import send_mail
from django.db import transaction

from zeren_web.desk.accounts import messages

_LOG = logging.getLogger(__name__)


def send_letter(*, email: str, phone: str, subject: str, words: str) -> None:
    """Once what it tells of is written. Where that fails the operator is told, without the address."""
    transaction.on_commit(lambda: _bring(email, phone, subject, words))


def _bring(email: str, phone: str, subject: str, words: str) -> None:
    try:
        if email:
            send_mail(subject, words, None, [email])
        elif phone:
            messages().send(phone, words)
    except OSError as fault:  # smtplib's errors are such
        _LOG.error("a letter could not be sent: %s", type(fault).__name__)
