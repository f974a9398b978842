"""Every line of the manual's chapter, and of the page of documentation, does what it says in a shell."""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.docs.test_manual import EXAMPLE, chapter, fenced
from tests.tools import needs
from tests.web.api.made_tokens import made
from tests.web.conftest import company_called, person_on

from zeren.text import Lang
from zeren_web.records.models import Cycle, Seat
from zeren_web.records.write.responses import begin_response

SUBMITTING = "/submit"
ADDING = "-X POST"  # a member: verifying posts a file, which needs no -X

pytestmark = needs("curl")


@pytest.fixture
def shell(released: Cycle, live_server: Any, tmp_path: Path) -> dict[str, str]:  # noqa: ANN401 - pytest-django's
    """The variables of a shell beside a server that has a released year and an open one."""
    Cycle.objects.filter(pk=released.pk).update(year=2025)
    opened = Cycle.objects.get(pk=released.pk)
    opened.pk, opened.year, opened.released = None, 2026, None
    opened.save(force_insert=True)
    response = begin_response(company_called("lamps", 1), opened)
    person = person_on("staff")
    Seat.objects.create(person=person, company=response.company, role="owner")
    shutil.copy(EXAMPLE.with_name("declaration.zeren"), tmp_path)
    return {
        "PATH": os.environ["PATH"],
        "no_proxy": "*",
        "ZEREN_URL": live_server.url,
        "ZEREN_TOKEN": made(person)[1],
    }


def statuses(lines: list[str], variables: dict[str, str], folder: Path) -> dict[str, int]:
    """What each line was answered, all run in one shell one after another."""
    script = "\n".join(f"{line} -o answer.json -w '%{{http_code}}\\n'" for line in lines)
    ran = subprocess.run(  # noqa: S603 - our own manual
        ["/bin/sh", "-e", "-c", script],
        cwd=folder,
        env=variables,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return dict(zip(lines, map(int, ran.stdout.split()), strict=True))


def expected(lines: list[str]) -> dict[str, int]:
    """All are answered; what is not filled in yet cannot be submitted, and what is new is made."""
    made = {line: 201 if ADDING in line else 200 for line in lines}
    return made | {line: 422 for line in lines if SUBMITTING in line}


@pytest.mark.django_db(transaction=True)
def test_every_line_of_the_chapter_is_answered(shell: dict[str, str], tmp_path: Path) -> None:
    lines = "".join(fenced(chapter("en", "19-api.md"), "sh")).splitlines()

    assert len(lines) >= 15
    assert statuses(lines, shell, tmp_path) == expected(lines)


@pytest.mark.django_db(transaction=True)
def test_every_line_of_the_page_is_answered(shell: dict[str, str], tmp_path: Path) -> None:
    words = Client().get("/api/docs/").content.decode()
    lines = [html.unescape(one) for one in re.findall(r"<code[^>]*>(curl [^<]+)</code>", words)]

    assert len(lines) >= 15
    assert statuses(lines, shell, tmp_path) == expected(lines)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_chapter_names_every_operation_and_scope(lang: Lang) -> None:
    from zeren_web.api.docs import schema
    from zeren_web.records.read.api_tokens import SCOPES

    words = chapter(lang, "19-api.md")
    for path in schema()["paths"]:
        pattern = re.sub(r"\\{\w+\\}", r"[\\w.-]+", re.escape(path))
        assert re.search(pattern, words), path
    assert set(re.findall(r"^\| `([\w:]+)` \|", words, re.MULTILINE)) == set(SCOPES)
