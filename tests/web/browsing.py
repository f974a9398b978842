"""People in a browser: signing in with a card of the demonstration, and going about by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from playwright.sync_api import Browser, ElementHandle, Locator, Page, expect, sync_playwright

ARGUMENTS: Final = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")  # fmt: skip
DESK: Final = "/me/demo-01/"
FURTHEST: Final = 300  # presses of Tab to anything on a page
_BACK: Final = 60  # pixels that the focus may go up within a line
_FOCUS: Final = """target => {
  const here = document.activeElement, box = here.getBoundingClientRect();
  const styles = [here, here.closest("label")].filter(one => one).map(one => getComputedStyle(one));
  return {
    there: here === target,
    name: here.outerHTML.slice(0, 120),
    seen: here.matches(":focus-visible, [type=date]:focus-within") && styles.some(one => one.outlineStyle !== "none" || one.boxShadow !== "none"),
    shown: box.width > 0 && box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight,
    page: here === document.body || here.tagName === "HTML",
    main: !!here.closest("main"),
    x: box.left, y: box.top + scrollY,
  };
}"""


expect.set_options(timeout=20_000)  # milliseconds; a busy machine is no failure


@contextmanager
def launched() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield made
        made.close()


def sign_in(browser: Browser, port: int, role: str, **options: Any) -> Page:  # noqa: ANN401
    """A page in a browser of its own, signed in as one of the demonstration's people."""
    page = browser.new_context(base_url=f"http://127.0.0.1:{port}", **options).new_page()
    page.goto("/?lang=zh")
    leave_by(page.locator(f"form[action='/demo/{role}/'] button"))
    return page


def leave_by(found: Locator) -> None:
    """Click it; another page comes, and is there whole when this returns."""
    with found.page.expect_navigation():
        found.click()


def desk(page: Page) -> str:
    """The address of the open cycle's tasks."""
    found = re.search(rf"{DESK}\d{{4}}/", page.content())
    assert found
    return found[0]


class Keyboard:
    """Somebody without a mouse; at every step the focus has to be seen, on the screen and in order."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def go(self, found: Locator, *, key: str = "Tab") -> None:
        """Press Tab until it has the focus."""
        target = found.element_handle()
        before: dict[str, Any] = {}
        for _ in range(FURTHEST):
            if before.get("there") or self._look(target)["there"]:
                return
            self.page.keyboard.press(key)
            now = self._look(target)
            if not now["page"]:
                assert now["seen"], f"focus is not seen: {now['name']}"
                assert now["shown"], f"focus is off the screen: {now['name']}"
            if key == "Tab" and before.get("main") and now["main"]:
                in_order = now["y"] >= before["y"] - _BACK or now["x"] > before["x"]
                assert in_order, f"focus jumps back: {before['name']} -> {now['name']}"
            before = now
        message = f"no Tab leads there: {found}"
        raise AssertionError(message)

    def _look(self, target: ElementHandle | None) -> dict[str, Any]:
        found: dict[str, Any] = self.page.evaluate(_FOCUS, target)
        return found

    def press(self, found: Locator, key: str = "Enter") -> None:
        """Go there and press it; another page comes."""
        self.go(found)
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def tick(self, found: Locator) -> None:
        self.go(found)
        self.page.keyboard.press("Space")

    def choose(self, name: str, value: str) -> None:
        """One of several radio buttons: Tab leads to the group, arrows lead within it."""
        group = self.page.locator(f"input[name={name}]")
        chosen = group.and_(self.page.locator(":checked"))
        self.go(chosen if chosen.count() else group.first)
        self.page.keyboard.press("Space")
        for _ in range(group.count()):
            if self.page.evaluate("document.activeElement.value") == value:
                break
            self.page.keyboard.press("ArrowDown")
        assert chosen.get_attribute("value") == value

    def write(self, found: Locator, words: str) -> None:
        """In place of what stands there."""
        self.go(found)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(words)

    def follow(self) -> None:
        """The summary of errors has the focus; its first link leads to the field."""
        assert self.page.locator(":focus").evaluate("one => one.classList.contains('summary')")
        link = self.page.locator(".summary a").first
        field = (link.get_attribute("href") or "").removeprefix("#")
        self.go(link)
        self.page.keyboard.press("Enter")
        has = "id => document.activeElement.id === id || !!document.getElementById(id).querySelector(':scope :focus')"
        if not self.page.evaluate(has, field):
            self.page.keyboard.press("Tab")
            assert self.page.evaluate(has, field), f"the link to #{field} leads elsewhere"

    def skip_to_the_content(self) -> None:
        """By the first Tab of a page, past what stands on every page."""
        self.go(self.page.locator("a.skip"))
        self.page.keyboard.press("Enter")
        self.page.keyboard.press("Tab")
        assert self._look(None)["main"]

    def go_around(self) -> None:
        """Nothing holds the focus: forwards and backwards it comes back to where a page begins."""
        for key in ("Tab", "Shift+Tab"):
            self.go(self.page.locator("a.skip"))
            self.page.keyboard.press(key)
            self.go(self.page.locator("a.skip"), key=key)
