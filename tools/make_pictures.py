"""The pictures in the README: three pages of the demonstration, in both languages.

    python tools/make_pictures.py

Needs Chromium. They are made by hand when a page has changed much; no test compares pixels.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]
INTO: Final = ROOT / "docs" / "pictures"
ZEREN: Final = (sys.executable, "-c", "from zeren.cli.main import run; run()")
# name, who looks ("-": nobody signed in), address, width, height
PICTURES: Final = (
    ("tasks", "owner", "/home/", 390, 800),
    ("review", "manager", "/desk/review/", 1100, 800),
    ("company", "-", "/companies/demo-01/", 900, 800),
)


def main() -> None:
    INTO.mkdir(exist_ok=True)
    with TemporaryDirectory() as home, socket.socket() as free:
        environment = {**os.environ, "ZEREN_HOME": home, "ZEREN_DEMO": "1"}
        subprocess.run((*ZEREN, "demo"), env=environment, check=True)  # noqa: S603 - our own command
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        free.close()
        server = subprocess.Popen(  # noqa: S603 - our own command
            (*ZEREN, "serve", "--port", str(port)), env=environment
        )
        try:
            _wait_for(port)
            _take(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()
            server.wait()


def _wait_for(port: int) -> None:
    for _ in range(300):
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            connection.getresponse()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(port)


def _take(site: str) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for lang in ("zh", "en"):
            for name, who, address, width, height in PICTURES:
                context = browser.new_context(viewport={"width": width, "height": height})
                page: Any = context.new_page()
                page.goto(f"{site}/?lang={lang}")
                if who != "-":
                    page.locator(f"form[action*='/{who}/'] button").click()
                page.goto(site + address)
                if address == "/home/" and page.url.endswith("/home/"):
                    page.locator(".tasks a").first.click()
                page.screenshot(path=INTO / f"{name}.{lang}.png")
                context.close()
        browser.close()


if __name__ == "__main__":
    main()
