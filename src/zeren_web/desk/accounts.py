"""How people sign in: a code to an address they read.

The work is django-allauth's; here stand our words, our people and the way a code reaches a phone.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from importlib import import_module
from typing import Any, Final, Protocol

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import send_mail
from django.db import connection
from django.http import HttpRequest

from zeren.text import Text
from zeren_web.pages.words import lang
from zeren_web.records.models import Person
from zeren_web.records.read.body import the_body

_LOG = logging.getLogger(__name__)


class Messages(Protocol):
    """Whoever brings a short message to a phone: an SMS service, WeChat, the screen."""

    def send(self, phone: str, words: str) -> None:
        """Raises OSError where it could not be handed over."""


class Screen:
    """For a trial on one's own machine: the message is printed where the server runs."""

    def send(self, phone: str, words: str) -> None:
        print(f"→ {phone}: {words}", flush=True)  # noqa: T201 - that is what it is for


def messages() -> Messages:
    """What ZEREN_MESSAGES names ("package.module:Class"), else the screen."""
    if not settings.MESSAGES:
        return Screen()
    module, _, called = settings.MESSAGES.partition(":")
    try:
        made: Messages = getattr(import_module(module), called)()
    except Exception as fault:  # it is somebody else's code, and may raise anything
        raise ImproperlyConfigured(_no_messages(f"{type(fault).__name__}: {fault}")) from fault
    if not callable(getattr(made, "send", None)):
        raise ImproperlyConfigured(_no_messages(f"{called}.send?"))
    return made


def _no_messages(why: str) -> str:
    return (
        f"ZEREN_MESSAGES 写的类用不了（{why}）。应写成 module:Class 这样，模块和网站装在同一个 Python 里，类里有"
        " send(phone, words)。没有短信服务就不要写这个变量。"
        f" / The class in ZEREN_MESSAGES cannot be used ({why}). ZEREN_MESSAGES is written module:Class,"
        " a module installed beside the site and its class with send(phone, words);"
        " without an SMS service leave the variable out."
    )


CODE = Text(
    "{body}：您的登录验证码是 {code}，10 分钟内有效。请不要告诉任何人，我们不会向您索要。",
    "{body}: your sign-in code is {code}, good for 10 minutes. Tell it to nobody; we never ask for it.",
)
SUBJECT = Text("登录验证码 {code}", "Sign-in code {code}")
_CODE = "a sign-in code"


# In the order of the model.
_COLUMNS: Final = ("id", "password", "email", "phone", "name", "lang", "is_active")
_PERSON: Final = f"SELECT {', '.join(_COLUMNS)} FROM records_person WHERE id = %s"  # noqa: S608 - ours


class People(AuthenticationBackend):  # type: ignore[misc] # allauth ships no types
    """allauth's own; whoever is signed in is found by one statement that is always the same."""

    def get_user(self, user_id: int) -> Person | None:
        with connection.cursor() as cursor:
            cursor.execute(_PERSON, (user_id,))
            row = cursor.fetchone()
        if row is None:
            return None
        found = Person.from_db(connection.alias, _COLUMNS, row)  # the rest is read when asked for
        return found if self.user_can_authenticate(found) else None


class Accounts(DefaultAccountAdapter):  # type: ignore[misc] # allauth ships no types
    """People are invited; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Only codes are sent; allauth's other letters have no occasion here."""
        if "code" in context:
            code = context["code"]
            subject = SUBJECT.format(code=code).to(lang())
            hand_over(lambda: send_mail(subject, _words(code), None, [email]), _CODE)

    def get_phone(self, user: Person) -> tuple[str, bool] | None:
        return (user.phone, user.phone_proven) if user.phone else None

    def set_phone(self, user: Person, phone: str, verified: bool) -> None:  # noqa: FBT001 - allauth's
        user.phone, user.phone_proven = phone, verified
        user.save(update_fields=["phone", "phone_proven"])

    def set_phone_verified(self, user: Person, phone: str) -> None:
        self.set_phone(user, phone, verified=True)

    def get_user_by_phone(self, phone: str) -> Person | None:
        return Person.objects.filter(phone=phone, is_active=True).first()

    def send_verification_code_sms(
        self, user: Person, phone: str, code: str, **_kwargs: Any
    ) -> None:
        hand_over(lambda: messages().send(phone, _words(code)), _CODE)

    def send_unknown_account_sms(self, phone: str, **_kwargs: Any) -> None:
        """Nothing is sent to strangers; the page looks the same to them."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return settings.LOGIN_REDIRECT_URL

    def add_message(self, *_args: Any, **_kwargs: Any) -> None:
        """Our pages say themselves what happened."""


def hand_over(send: Callable[[], object], what: str) -> None:
    """Where that fails the operator is told, without address or words, and the page stays as it is
    for everybody: it must not tell who is known here.
    """
    try:
        send()
    except OSError as fault:  # smtplib's errors are such
        _LOG.error("%s could not be sent: %s", what, type(fault).__name__)


def _words(code: str) -> str:
    body = the_body()
    return CODE.format(body=body.name, code=code).to(lang())
