"""The desk in a browser: what saves itself, two at once, without a script, and for everybody (axe)."""

from __future__ import annotations

import re
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, expect
from tests.tools import AXE, needs
from tests.web.browsing import DESK, desk, leave_by, sign_in

pytestmark = needs("chromium", "axe-core")
SAVED: Final = re.compile(r"^\d\d:\d\d 已保存$")  # the server told so just now
PAGES: Final = (
    "q/E1.1/",
    "q/R1/",
    "part/E/",
    "part/profile/",
    "part/numbers/",
    "check/",
    "result/",
    "workbook/",
    "errands/?q=E1.1",
    "evidence/E1.1/",
    "carry/",
    "history/E1.1/",
    "../evidence/",
    "../export/",
    "publish/",
    "publish/preview/",
    "plan/",
    "declare/",
)
OF_THE_ASSOCIATION: Final = (
    "members/",
    "members/demo-02/",
    "members/demo-02/edit/",
    "members/new/",
    "members/import/",
    "cohorts/",
    "invitations/",
    "reminders/",
    "reminders/sent/",
    "consultants/",
    "body/",
    "audit/",
)
_FAULTS: Final = """() => axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
  .then(said => said.violations.map(one => one.id + " " + one.nodes.map(node => node.html).join(" | ")))"""


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_is_for_everybody_and_fits(
    browser: Browser, port: int, lang: str, width: int
) -> None:
    page = sign_in(browser, port, "owner", viewport={"width": width, "height": 800})
    here = desk(page)
    paths = ("/home/", "/nowhere/", here, *(here + one for one in PAGES))
    found: dict[str, list[str]] = {}
    for path in paths:
        page.goto(f"{path}{'&' if '?' in path else '?'}lang={lang}")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        faults = page.evaluate(_FAULTS)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append("wider than the screen")
        if faults:
            found[path] = faults
    page.context.clear_cookies()
    for path in ("/", "/account/sign-in/"):
        page.goto(f"{path}?lang={lang}")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found |= {path: faults} if (faults := page.evaluate(_FAULTS)) else {}

    page.context.close()
    assert found == {}


PUBLIC: Final = ("companies/", "companies/demo-01/", "companies/demo-06/", "verify/", "standards/", "standards/gbt-36000-2015/", "crosswalk/?from=gbt-36000-2015&to=iso-26000-2010", "register/index.html", "register/en/check.html")  # fmt: skip
RELEASING: Final = ("desk/keys/", "desk/release/", "desk/companies/demo-01/check/")


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_everybody_reads_and_release_day_are_for_everybody(
    browser: Browser, port: int, lang: str, width: int
) -> None:
    screen: Any = {"width": width, "height": 800}
    address = f"http://127.0.0.1:{port}"
    anybody = browser.new_context(base_url=address, viewport=screen).new_page()
    manager = sign_in(browser, port, "manager", viewport=screen)
    found: dict[str, list[str]] = {}
    for page, paths in ((anybody, PUBLIC), (manager, RELEASING)):
        for path in paths:
            page.goto(f"/{path}{'&' if '?' in path else '?'}lang={lang}")
            page.evaluate(AXE.read_text(encoding="utf-8"))
            faults = page.evaluate(_FAULTS)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                faults.append("wider than the screen")
            if faults:
                found[path] = faults
        page.context.close()

    assert found == {}


def test_a_file_is_verified_in_the_browser_and_on_the_page_that_needs_no_network(
    browser: Browser, port: int
) -> None:
    address = f"http://127.0.0.1:{port}"
    page = browser.new_context(base_url=address, accept_downloads=True).new_page()
    page.goto("/companies/demo-01/?lang=en")
    with page.expect_download() as waiting:
        page.get_by_role("link", name=".zeren file").click()
    file = waiting.value.path()

    page.goto("/verify/?lang=en")
    page.locator("input[type=file]").set_input_files({"name": "declaration.zeren", "mimeType": "application/zip", "buffer": file.read_bytes()})  # fmt: skip
    leave_by(page.get_by_role("button", name="Verify"))
    expect(page.locator(".verdict")).to_contain_text("Green: it holds")

    page.goto("/verify/verify.html")
    page.locator("input[type=file]").first.set_input_files({"name": "declaration.zeren", "mimeType": "application/zip", "buffer": file.read_bytes()})  # fmt: skip
    expect(page.locator("body")).to_contain_text("演示电子厂01")
    page.context.close()


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_of_the_associations_desk_is_for_everybody_and_fits(
    browser: Browser, port: int, lang: str, width: int
) -> None:
    page = sign_in(browser, port, "manager", viewport={"width": width, "height": 800})
    found: dict[str, list[str]] = {}
    for path in OF_THE_ASSOCIATION:
        page.goto(f"/desk/{path}?lang={lang}")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        faults = page.evaluate(_FAULTS)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append("wider than the screen")
        found |= {path: faults} if faults else {}

    page.context.close()
    assert found == {}


def test_a_letter_to_each_company_takes_one_page_of_a4(browser: Browser, port: int) -> None:
    page = sign_in(browser, port, "manager")
    page.goto("/desk/members/?lang=zh")
    for number in range(3):
        page.locator("input[name=company]").nth(number).check()
    leave_by(page.locator("button[formaction='/desk/invitations/new/']"))
    leave_by(page.locator("main form button"))

    printed = page.pdf(prefer_css_page_size=True)

    page.context.close()
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 3


def test_an_answer_saves_itself_and_is_there_again(browser: Browser, port: int) -> None:
    page = sign_in(browser, port, "owner")
    here = desk(page) + "q/E2.1/"
    page.goto(here)

    another = page.locator("input[name=said]:not(:checked)").first.get_attribute("value")
    page.locator(f"input[name=said][value='{another}']").check()

    expect(page.locator(".saved")).to_have_text(SAVED)
    page.goto(here)
    expect(page.locator(f"input[name=said][value='{another}']")).to_be_checked()
    page.context.close()


def test_who_follows_a_link_while_typing_loses_nothing(browser: Browser, port: int) -> None:
    page = sign_in(browser, port, "owner")
    here = desk(page)
    page.goto(here + "q/E1.2/")

    page.locator("textarea").fill("刚写完就走了")
    page.locator(f"a[href='{here}']").first.click()

    for _ in range(20):  # the save goes on after its page is gone
        page.goto(here + "q/E1.2/")
        if page.locator("textarea").input_value() == "刚写完就走了":
            break
        page.wait_for_timeout(100)
    expect(page.locator("textarea")).to_have_value("刚写完就走了")
    page.context.close()


def test_two_people_meet_and_choose(browser: Browser, port: int) -> None:
    owner, editor = sign_in(browser, port, "owner"), sign_in(browser, port, "editor")
    here = desk(owner) + "q/E2.1/"
    owner.goto(here)
    editor.goto(here)

    owner.locator("textarea").fill("负责人写的")
    expect(owner.locator(".saved")).to_have_text(SAVED)
    editor.locator("textarea").fill("同事写的")
    expect(editor.locator(".saved")).to_contain_text("改了这条回答")
    leave_by(editor.get_by_role("button", name="保存并继续"))

    expect(editor.locator(".summary")).to_contain_text("负责人写的")
    expect(editor.locator(".summary")).to_contain_text("同事写的")
    leave_by(editor.get_by_role("button", name="保存并继续"))
    owner.goto(here)
    expect(owner.locator("textarea")).to_have_value("同事写的")
    owner.context.close()
    editor.context.close()


def test_who_types_and_presses_at_once_never_meets_oneself(browser: Browser, port: int) -> None:
    page = sign_in(browser, port, "owner")
    here = desk(page) + "q/E3.1/"
    for number in range(8):
        page.goto(here)
        page.locator("input[name=said][value='2']").check()
        page.locator("textarea").fill(f"第 {number} 次")
        page.wait_for_timeout(40 + 10 * number)
        leave_by(page.get_by_role("button", name="保存并继续"))
        page.wait_for_url(lambda address: here not in address)
    page.goto(here)
    expect(page.locator("textarea")).to_have_value("第 7 次")
    page.context.close()


def test_without_a_network_it_says_so_and_saves_when_it_is_back(
    browser: Browser, port: int
) -> None:
    page = sign_in(browser, port, "owner")
    page.goto(desk(page) + "q/E3.1/")
    page.context.set_offline(True)

    page.locator("textarea").fill("断网时写的")

    expect(page.locator(".saved")).to_contain_text("还没保存")
    page.context.set_offline(False)
    expect(page.locator(".saved")).to_have_text(SAVED, timeout=15_000)
    page.context.close()


def test_without_a_script_and_by_keyboard_alone_an_answer_is_saved(
    browser: Browser, port: int
) -> None:
    page = sign_in(browser, port, "owner", java_script_enabled=False)
    here = desk(page) + "q/E2.1/"
    page.goto(here)

    page.locator("input[name=said]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    while page.locator("button:focus", has_text="保存并继续").count() == 0:
        page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert here not in page.url
    page.goto(here)
    assert page.locator("input[name=said]:checked").count() == 1
    page.context.close()


def test_a_signer_reads_and_signs_without_an_account_or_a_script(
    browser: Browser, port: int
) -> None:
    owner = sign_in(browser, port, "owner", java_script_enabled=False)
    year = int(desk(owner).split("/")[-2]) - 1
    owner.goto(f"{DESK}{year}/declare/")
    owner.locator("#understood").check()
    leave_by(owner.get_by_role("button", name="生成密钥"))
    leave_by(owner.get_by_role("link", name="通读，请人签署"))
    leave_by(owner.get_by_role("button", name="生成链接"))
    link = owner.locator(".note .said a").get_attribute("href")
    assert link

    signer = browser.new_context(java_script_enabled=False).new_page()
    signer.goto(f"{link}?lang=zh")
    leave_by(signer.get_by_role("button", name="签署"))
    expect(signer.locator(".summary")).to_contain_text("还没有签署")
    signer.locator("#confirm").check()
    leave_by(signer.get_by_role("button", name="签署"))

    expect(signer.locator("h1")).to_have_text("已签署")
    signer.context.close()
    owner.context.close()
