"""A browser, and `verify.html` as it is when it was just opened in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from tests.core.declare.verification.packaged import NOW

from zeren.files.verify_page.build import verify_page

ARGUMENTS: Final = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield made
        made.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "verify.html"
    path.write_bytes(verify_page())
    return path.as_uri()


@pytest.fixture(scope="module")
def opened(browser: Browser, address: str) -> Iterator[tuple[Page, list[object]]]:
    made = browser.new_page(timezone_id="Asia/Shanghai")
    faults: list[object] = []
    made.on("pageerror", lambda fault: faults.append(fault))  # noqa: PLW0108 - it cannot hold a builtin
    made.clock.set_fixed_time(NOW)
    made.goto(address)
    yield made, faults
    made.close()


@pytest.fixture
def page(opened: tuple[Page, list[object]]) -> Iterator[Page]:
    """The page as it is when it was just opened; nothing in it may break."""
    made, faults = opened
    made.evaluate("Object.assign(kept, { trusts: [], members: null, file: '', others: [] })")
    yield made
    assert faults == []
