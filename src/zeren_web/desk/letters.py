"""A letter to one person: by e-mail, which the worker sends, or to the phone."""

from __future__ import annotations

from django.db import transaction

from zeren_web.background.letters import write_letter
from zeren_web.desk.accounts import hand_over, messages


def write_to(*, about: str, email: str, phone: str, subject: str, words: str) -> None:
    """Inside the transaction of what it is `about`; nothing where no address is known."""
    if email:
        write_letter(about=about, to=email, subject=subject, text=words)
    elif phone:
        transaction.on_commit(lambda: hand_over(lambda: messages().send(phone, words), "a message"))
