"""Sixty companies that answer at once: how long one save takes, beside a bare view that does one INSERT.

    python benchmarks/web_load.py                          # SQLite
    python tools/with_postgresql.py python benchmarks/web_load.py   # and PostgreSQL

`zeren serve` runs as it is in use, with its worker; sixty signed-in owners save as fast as they are answered.
The bare view runs under the same server with the same threads, without middleware, session or anybody
signed in. The clients run on the same cores, so the times are those of a machine that does both.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any, Final
from urllib.parse import urlencode

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.web.databases import SERVER  # noqa: E402 - the path comes first
from tests.web.faults.test_saving import free_port  # noqa: E402
from tests.web.serving import ZEREN, django, environment, run, wait_for  # noqa: E402

COMPANIES: Final = 60
SAVES: Final = 20  # of each
TOKEN: Final = "t" * 32
BAR_P99: Final = 5.0  # seconds: with sixty saving without a pause nobody waits longer
_BARE: Final = """
import os, sys
sys.path.insert(0, {root!r})
from granian import Granian
from granian.constants import Interfaces
Granian("benchmarks.web_load:bare", address="127.0.0.1", port={port}, interface=Interfaces.WSGI,
    workers=1, blocking_threads=4, log_enabled=False).serve()
"""
_SESSIONS: Final = """
from django.test import Client
from zeren_web.records.models import Company, Cycle, Person, Response, Seat
year = Cycle.objects.latest("year").year
for company in Company.objects.all():
    Response.objects.with_scopes_disabled().filter(company=company).update(state="open")
    person = Person.objects.create(email=f"load@{company.code}.demo.invalid")
    Seat(person=person, company=company, role="owner").save()
    client = Client()
    client.force_login(person)
    print(f"/me/{company.code}/{year}/save/E1.1/", client.cookies["sessionid"].value)
"""
_application: list[Any] = []
urlpatterns: list[Any] = []  # the bare view's, filled in its own process


def main() -> int:
    missed = 0
    for name in ("SQLite", "PostgreSQL") if SERVER else ("SQLite",):
        with TemporaryDirectory() as folder:
            missed |= measure(name, Path(folder) / "home")
    return missed


def measure(name: str, home: Path) -> int:
    more = {} if name == "PostgreSQL" else {"ZEREN_DATABASE_URL": ""}
    run(home, "demo", **more)
    people = [line.split() for line in django(home, _SESSIONS, **more).splitlines()]
    port = free_port()
    with serving((*ZEREN, "serve", "--port", str(port)), environment(home, **more), port):
        ours, errors = load(port, [(path, session) for path, session in people])
    settings = {
        "DJANGO_SETTINGS_MODULE": "zeren_web.config.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    port = free_port()
    command = (sys.executable, "-c", _BARE.format(root=str(ROOT), port=port))
    with serving(command, environment(home, **more, **settings), port):
        bare, more_errors = load(port, [("/", "")] * COMPANIES)
    print(f"{name}: {COMPANIES} at once, {SAVES} saves each")
    for words, times in (("save one answer", ours), ("bare view, one INSERT", bare)):
        p50, p99 = at(times, 0.5), at(times, 0.99)
        print(f"  {words:22} p50 {p50 * 1000:6.0f} ms   p99 {p99 * 1000:6.0f} ms   {len(times)}")
    print(f"  errors {errors + more_errors}   bar: none, and p99 of a save ≤ {BAR_P99} s")
    return int(errors + more_errors > 0 or at(ours, 0.99) > BAR_P99)


@contextmanager
def serving(command: tuple[str, ...], environ: dict[str, str], port: int) -> Iterator[None]:
    server = subprocess.Popen(
        command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(port)
        yield
    finally:
        server.terminate()
        server.wait()


def load(port: int, people: list[tuple[str, str]]) -> tuple[list[float], int]:
    """The time of each save, and how many were not acknowledged."""
    times, errors = list[float](), list[str]()

    def save_all(path: str, session: str) -> None:
        connection, base = HTTPConnection("127.0.0.1", port, timeout=60), 0
        headers = {
            "Cookie": f"sessionid={session}; csrftoken={TOKEN}",
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Requested-With": "fetch",
        }
        for number in range(SAVES + 1):
            form = {"said": "3", "words": f"{number}", "base": base, "csrfmiddlewaretoken": TOKEN}
            began = time.perf_counter()
            connection.request("POST", path, urlencode(form), headers)
            reply = connection.getresponse()
            content = reply.read()
            if session and reply.status == 409:  # noqa: PLR2004 - HTTP's; the demonstration's own answer
                base = version_in(content)
                continue
            if reply.status != 200:  # noqa: PLR2004 - as above
                errors.append(f"{reply.status}")
                continue
            base = version_in(content) if session else 0
            times.append(time.perf_counter() - began)
        connection.close()

    threads = [Thread(target=save_all, args=one) for one in people]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return times, len(errors)


def version_in(content: bytes) -> int:
    version: int = json.loads(content)["version"]
    return version


def at(times: list[float], share: float) -> float:
    ordered = sorted(times)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def bare(environ: dict[str, Any], start: Any) -> Any:  # noqa: ANN401 - WSGI's signature
    """The limit: Django's handler, one view, one INSERT."""
    if not _application:
        _application.append(_bare_handler())
    return _application[0](environ, start)


def _bare_handler() -> Any:  # noqa: ANN401 - a WSGI application
    import django as framework

    framework.setup()
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler
    from django.http import HttpRequest, HttpResponse
    from django.urls import path
    from django.utils import timezone

    from zeren_web.records.models import AnswerVersion, Response

    response = Response.objects.with_scopes_disabled().latest("id")
    numbers = iter(range(1000, 10**9))

    def insert(request: HttpRequest) -> HttpResponse:
        entry = {"said": request.POST["said"], "words": request.POST["words"]}
        AnswerVersion(
            response=response, code="E1.1", version=next(numbers), entry=entry, at=timezone.now()
        ).save(force_insert=True)
        return HttpResponse("saved")

    urlpatterns.extend([path("", insert), path("healthz", lambda _: HttpResponse("ok"))])
    settings.MIDDLEWARE, settings.ROOT_URLCONF = [], __name__
    return WSGIHandler()


if __name__ == "__main__":
    os.environ.pop("ZEREN_DATABASE_URL", None)
    sys.exit(main())
