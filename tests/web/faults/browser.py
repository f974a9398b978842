"""A browser as far as saving needs one: cookies, the token of a form, one connection that is kept."""

from __future__ import annotations

import json
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.web.serving import django

TOKEN = "t" * 32


class Browser:
    """Somebody who is signed in, by the cookie of a session that is there already."""

    def __init__(self, port: int, session: str) -> None:
        self._port, self._connection = port, HTTPConnection("127.0.0.1", port, timeout=30)
        self._headers = {
            "Cookie": f"sessionid={session}; csrftoken={TOKEN}",
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Requested-With": "fetch",
        }

    def save(self, path: str, words: str, *, base: int) -> tuple[int, dict[str, Any]]:
        """Status and JSON; raises OSError or HTTPException where the connection breaks."""
        form = {"said": "3", "words": words, "base": base, "csrfmiddlewaretoken": TOKEN}
        status, content = self._send("POST", path, urlencode(form))
        if not content:  # killed between the reply's first line and its content
            raise HTTPException("cut off")
        return status, json.loads(content)

    def save_plainly(self, path: str, words: str, *, base: int) -> tuple[int, str]:
        """As a page without a script does; status and page."""
        form = {"said": "3", "words": words, "base": base, "csrfmiddlewaretoken": TOKEN}
        plain = {name: one for name, one in self._headers.items() if name != "X-Requested-With"}
        return self._send("POST", path, urlencode(form), plain)

    def _send(
        self, verb: str, path: str, body: str, headers: dict[str, str] | None = None
    ) -> tuple[int, str]:
        try:
            self._connection.request(verb, path, body, headers or self._headers)
            reply = self._connection.getresponse()
            return reply.status, reply.read().decode()
        except BaseException:
            self._connection.close()
            raise

    def close(self) -> None:
        self._connection.close()


def sessions(home: Path, count: int) -> tuple[str, list[str]]:
    """The address of the demonstration's open response, and sessions of so many of its editors."""
    said = django(
        home,
        f"""
from django.test import Client
from zeren_web.demonstration.year import SHOWN
from zeren_web.records.models import Company, Cycle, Person, Seat
company = Company.objects.get(code=SHOWN)
print(f"/me/{{SHOWN}}/{{Cycle.objects.latest('year').year}}/save/")
for number in range({count}):
    person, new = Person.objects.get_or_create(email=f"editor{{number}}@demo.invalid")
    if new:
        Seat(person=person, company=company, role="editor").save()
    client = Client()
    client.force_login(person)
    print(client.cookies["sessionid"].value)
""",
    ).splitlines()
    return said[0], said[1:]


def versions(home: Path, code: str) -> list[tuple[int, str]]:
    """Each version that the open response has under a code, and its words."""
    said = django(
        home,
        f"""
import json
from zeren_web.demonstration.year import SHOWN
from zeren_web.records.models import AnswerVersion, Cycle
found = AnswerVersion.objects.with_scopes_disabled().filter(
    code={code!r}, response__company__code=SHOWN, response__cycle=Cycle.objects.latest("year"))
print(json.dumps([(one.version, one.entry.get("words", "")) for one in found.order_by("version")]))
""",
    )
    return [(version, words) for version, words in json.loads(said)]
