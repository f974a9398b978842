"""Saving one answer against a bare Django view doing one INSERT, and a new instance until it answers.

    python benchmarks/web.py

Both views are called through Django's WSGI handler in one process, by turns, CPU seconds, medians. The
bare one has no middleware, no session and nobody signed in. Both commit to the same SQLite file.
"""

from __future__ import annotations

import os
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from http.client import HTTPConnection
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Final
from urllib.parse import urlencode

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

ROUNDS: Final = 7
SAVES: Final = 300
BAR_SAVE: Final = 2.5  # times the bare view
BAR_READY: Final = 5.0  # CPU seconds; CISO Assistant 3.8.1 took 202 (PEERS.md)
_SERVE: Final = "from zeren.cli.main import run; run()"
urlpatterns: list[Any] = []  # the bare view's, filled once Django is there


def main() -> int:
    with TemporaryDirectory() as folder:
        ready = new_instance(Path(folder) / "new")
        saving, bare = saves(Path(folder) / "home")
    ratio = saving / bare
    print(f"save one answer       {saving * 1000:6.2f} ms of CPU")
    print(f"bare view, one INSERT {bare * 1000:6.2f} ms of CPU")
    print(f"ratio                 {ratio:6.2f}   bar {BAR_SAVE}")
    print(f"new instance ready    {ready:6.2f} CPU-s   bar {BAR_READY}")
    return int(ratio > BAR_SAVE or ready > BAR_READY)


def new_instance(home: Path) -> float:
    """CPU seconds of `zeren serve` on an empty folder until it answers, its processes and their end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    server = subprocess.Popen(
        (sys.executable, "-c", _SERVE, "serve", "--home", str(home), "--port", str(port)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while not _answers(port):
        time.sleep(0.05)
    server.terminate()
    server.wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _answers(port: int) -> bool:
    try:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", "/account/sign-in/")
        return connection.getresponse().status == 200  # noqa: PLR2004 - HTTP's
    except OSError:
        return False


def saves(home: Path) -> tuple[float, float]:
    """CPU seconds of one save, ours and the bare view's: medians over rounds that take turns."""
    os.environ |= {"ZEREN_HOME": str(home), "DJANGO_SETTINGS_MODULE": "zeren_web.config.settings"}
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    ours, plain = _ours(), _bare()
    spent: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for kind, save in zip(spent, (ours, plain), strict=True):
            start = time.process_time()
            for _ in range(SAVES):
                save()
            kind.append((time.process_time() - start) / SAVES)
    return median(spent[0]), median(spent[1])


def _ours() -> Callable[[], None]:
    """A save as the script on the page sends it, each a new version of one answer."""
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import Client

    from zeren_web.demonstration.year import SHOWN, fill
    from zeren_web.records.models import Cycle, Person

    list(fill(reset=False))
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(Person.objects.get(email="owner@demo.invalid"))
    path = f"/me/{SHOWN}/{Cycle.objects.latest('year').year}/"
    client.get(path + "q/E1.1/")
    cookies = {name: one.value for name, one in client.cookies.items()}
    token = cookies[settings.CSRF_COOKIE_NAME]
    handler, version = WSGIHandler(), [1]

    def save() -> None:
        form = {"said": str(version[0] % 5), "words": "每月检查一次。", "base": str(version[0])}
        form["csrfmiddlewaretoken"] = token
        _call(handler, path + "save/E1.1/", form, cookies=cookies)
        version[0] += 1

    return save


def _bare() -> Callable[[], None]:
    from django.core.handlers.wsgi import WSGIHandler
    from django.http import HttpRequest, HttpResponse
    from django.test import override_settings
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

    urlpatterns.append(path("save/", insert))
    with override_settings(MIDDLEWARE=[]):
        handler = WSGIHandler()

    def save() -> None:
        with override_settings(ROOT_URLCONF=__name__):
            _call(handler, "/save/", {"said": "3", "words": "每月检查一次。"}, cookies={})

    return save


def _call(
    handler: Callable[..., Any], path: str, form: dict[str, str], *, cookies: dict[str, str]
) -> None:
    """Raises AssertionError where it was not saved."""
    content = urlencode(form).encode()
    said: list[str] = []
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1:8000",
        "HTTP_X_REQUESTED_WITH": "fetch",
        "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(content)),
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": BytesIO(content),
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
    }
    reply = handler(environ, lambda status, _headers: said.append(status))
    b"".join(reply)
    reply.close()
    if said != ["200 OK"]:
        raise AssertionError(said)


if __name__ == "__main__":
    sys.exit(main())
