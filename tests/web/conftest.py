"""A small programme: one open cycle, two companies, and people who may do different things."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser
from tests.web.browsing import launched
from tests.web.serving import ZEREN, environment, run, wait_for

from zeren.collect.uscc import check_digit
from zeren_web.pages import limits
from zeren_web.records.models import Company, Cycle, Person, Post, Response, Seat
from zeren_web.records.read.body import forget_the_body
from zeren_web.records.read.standing import forget_cycles
from zeren_web.records.write.cycles import launch
from zeren_web.records.write.responses import begin_response

SignIn = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def _nothing_is_kept() -> None:
    forget_the_body()
    forget_cycles()


@pytest.fixture(autouse=True)
def _no_new_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is counted by the hour goes on being counted, whenever a test happens to run."""
    monkeypatch.setattr(limits, "time", lambda: 0.0)


@pytest.fixture
def cycle(db: None) -> Cycle:  # noqa: ARG001 - opens the database
    today = timezone.localdate()
    made = Cycle.objects.create(
        year=2026,
        title_zh="2026 年度自评",
        title_en="Self-assessment 2026",
        period_start="2025-01-01",
        period_end="2025-12-31",
        opens=today - timedelta(days=1),
        closes=today + timedelta(days=30),
    )
    launch(made, by=None)
    return made


def company_called(code: str, number: int) -> Company:
    body = f"91440600MATET{number:04}"
    return Company.objects.create(
        code=code, uscc=body + check_digit(body), name_zh=f"测试企业{number}", city="中山市"
    )


def person_in(company: Company, role: str) -> Person:
    person = Person.objects.create(
        email=f"{role}@{company.code}.test", name=f"{role}-{company.code}"
    )
    Seat.objects.create(person=person, company=company, role=role)
    return person


@pytest.fixture
def response(cycle: Cycle) -> Response:
    return begin_response(company_called("lamps", 1), cycle)


@pytest.fixture
def other(cycle: Cycle) -> Response:
    return begin_response(company_called("cables", 2), cycle)


@pytest.fixture
def owner(response: Response) -> Person:
    return person_in(response.company, "owner")


@pytest.fixture
def editor(response: Response) -> Person:
    return person_in(response.company, "editor")


@pytest.fixture
def viewer(response: Response) -> Person:
    return person_in(response.company, "viewer")


@pytest.fixture
def stranger(other: Response) -> Person:
    return person_in(other.company, "owner")


@pytest.fixture
def nobody(db: None) -> Person:  # noqa: ARG001 - opens the database
    return Person.objects.create(email="nobody@nowhere.test", name="nobody")


def person_on(role: str) -> Person:
    """Somebody of the association, the second factor set up."""
    person = Person.objects.create(email=f"{role}@association.test", name=role)
    Post.objects.create(person=person, role=role)
    TOTP.activate(person, generate_totp_secret())
    return person


@pytest.fixture
def manager(db: None) -> Person:  # noqa: ARG001 - opens the database
    return person_on("manager")


@pytest.fixture
def staff(db: None) -> Person:  # noqa: ARG001 - opens the database
    return person_on("staff")


@pytest.fixture
def reviewer(db: None) -> Person:  # noqa: ARG001 - opens the database
    return person_on("reviewer")


@pytest.fixture
def signed_in() -> SignIn:
    """Give a browser in which this person has signed in."""

    def browser(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return browser


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demonstration in it."""
    folder = tmp_path_factory.mktemp("home")
    done = run(folder, "demo")
    assert done.returncode == 0, done.stderr
    assert "60 fictitious companies" in done.stdout
    return folder


@pytest.fixture(scope="session")
def port(home: Path) -> Iterator[int]:
    """A server that answers, on a port of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
    server = subprocess.Popen(  # noqa: S603 - our own command
        (*ZEREN, "serve", "--port", str(number)),
        env=environment(home, ZEREN_DEMO="1"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(number)
        yield number
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as made:
        yield made
