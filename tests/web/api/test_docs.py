"""The page for people is made from the schema, and shows all of it."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from django.test import Client

from zeren_web.api.docs import schema


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_operation_stands_on_the_page_with_a_line_to_try(db: None, lang: str) -> None:  # noqa: ARG001 - opens the database
    answered = Client().get(f"/api/docs/?lang={lang}")

    words = answered.content.decode()
    for path, verbs in schema()["paths"].items():
        for verb, one in verbs.items():
            assert f"{verb.upper()} {path}" in words
            assert one["x-title"][lang] in words
    assert len(re.findall("curl -sS", words)) == sum(map(len, schema()["paths"].values()))


def test_the_page_runs_nothing_and_asks_no_other_server(db: None) -> None:  # noqa: ARG001 - opens the database
    answered = Client().get("/api/docs/")

    words = answered.content.decode()
    assert "<script" not in words
    assert not re.search(r'(?:src|href)="(?:https?:)?//', words)
    assert "script-src 'self'" in answered["Content-Security-Policy"]


def test_every_scope_is_told(db: None) -> None:  # noqa: ARG001 - opens the database
    for verbs in schema()["paths"].values():
        for one in verbs.values():
            assert ("security" in one) == ("x-scope" in one)


def test_a_server_that_no_program_asks_loads_nothing_for_it() -> None:
    asked = "import django; django.setup(); from django.urls import reverse; reverse('api_docs'); import sys; print(sorted({'ninja', 'pydantic'} & set(sys.modules)))"

    ran = subprocess.run(  # noqa: S603 - our own line
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    )

    assert ran.stdout.strip() == "[]"
