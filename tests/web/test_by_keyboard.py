"""The main journeys by keyboard alone: nothing is clicked, the focus is always seen and moves in reading order."""

from __future__ import annotations

from playwright.sync_api import Browser, Locator, Page, expect
from tests.tools import needs
from tests.web.browsing import Keyboard

pytestmark = needs("chromium")


def entered(browser: Browser, port: int, role: str) -> Keyboard:
    """In by a card of the demonstration, with keys alone."""
    keys = visiting(browser, port)
    keys.press(keys.page.locator(f"form[action='/demo/{role}/'] button"))
    return keys


def visiting(browser: Browser, port: int) -> Keyboard:
    page = browser.new_context(base_url=f"http://127.0.0.1:{port}").new_page()
    page.goto("/?lang=zh")
    return Keyboard(page)


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def link(page: Page, name: str) -> Locator:
    return page.get_by_role("link", name=name, exact=True)


def test_a_company_answers_submits_publishes_and_declares(browser: Browser, port: int) -> None:
    keys = entered(browser, port, "owner")
    page = keys.page
    keys.skip_to_the_content()
    keys.press(page.locator("main a[href^='/me/demo-02/']").first)
    tasks = page.url

    _answers(keys, tasks)
    _submits(keys, tasks)
    _plans(keys)
    _publishes(keys)
    signing = _declares(keys)
    page.context.close()
    _signs(browser, signing)


def _answers(keys: Keyboard, tasks: str) -> None:
    page = keys.page
    keys.press(page.locator("main a[href$='/part/E/']"))
    keys.press(page.locator("main a[href$='/q/E3.3/'], main a[href$='/q/E1.1/']").last)
    keys.go_around()
    keys.choose("said", "3")
    keys.write(page.locator("#words"), "长" * 4001)
    keys.press(button(page, "保存并继续"))
    keys.follow()
    keys.write(page.locator("#words"), "每月检查一次，有记录。")
    keys.go(button(page, "保存并回到任务"), key="Shift+Tab")
    keys.press(button(page, "保存并回到任务"))
    assert page.url == tasks

    keys.press(page.locator("main a[href$='/part/numbers/']"))
    keys.write(page.locator("#i-electricity"), "1250000")
    keys.press(page.locator("#f-electricity button"))
    expect(page.locator("#i-electricity")).to_have_value("1250000")
    keys.press(link(page, "完成，回到任务"))


def _submits(keys: Keyboard, tasks: str) -> None:
    page = keys.page
    keys.press(link(page, "检查全部回答"))
    expect(page.locator("main")).to_contain_text("1,250,000 千瓦时")
    keys.press(page.locator("form[action$='/submit/'] button"))
    assert page.url == tasks
    expect(page.locator("main")).to_contain_text("已提交，协会正在看")


def _plans(keys: Keyboard) -> None:
    page = keys.page
    keys.press(link(page, "看结果"))
    keys.press(link(page, "照着计划做"))
    keys.press(page.locator("main a.standing", has_text="更新").first)
    keys.write(page.locator("#who"), "行政主管")
    keys.choose("state", "dropped")
    keys.press(button(page, "保存"))
    keys.follow()
    page.keyboard.insert_text("明年搬厂以后再说。")
    keys.press(button(page, "保存"))


def _publishes(keys: Keyboard) -> None:
    page = keys.page
    keys.press(page.locator("nav[aria-label='位置'] a").first)
    keys.press(page.locator("main a[href$='/publish/']"))
    keys.tick(page.locator("input[name=public]:enabled").first)
    keys.press(button(page, "保存，看预览"))
    keys.press(button(page, "我看过了，确认公开这些"))
    expect(page.locator("main")).to_contain_text("现行")


def _declares(keys: Keyboard) -> str:
    """The address that the signer gets."""
    page = keys.page
    keys.press(page.locator("nav[aria-label='位置'] a").first)
    keys.press(page.locator("main a[href$='/declare/']"))
    keys.press(link(page, "开始填表单"))
    keys.press(button(page, "检查，看声明全文"))
    keys.follow()
    for name, words in (("place", "佛山"), ("signatory", "总经理（演示）"), ("function", "总经理")):
        keys.write(page.locator(f"[id='{name}.zh']"), words)
    keys.tick(page.locator("input[name=claim]").first)
    keys.press(button(page, "检查，看声明全文"))

    keys.press(link(page, "先选用哪把钥匙"))
    keys.press(button(page, "生成密钥"))
    keys.follow()
    page.keyboard.press("Space")
    keys.press(button(page, "生成密钥"))
    keys.press(link(page, "通读，请人签署"))
    keys.press(button(page, "生成链接"))
    expect(page.locator(":focus")).to_contain_text("给签署人的链接")
    keys.go(page.locator(".note .said a"))
    return page.locator(":focus").inner_text()


def _signs(browser: Browser, signing: str) -> None:
    page = browser.new_context().new_page()
    keys = Keyboard(page)
    page.goto(f"{signing}?lang=zh")
    keys.skip_to_the_content()
    keys.press(button(page, "签署"))
    keys.follow()
    page.keyboard.press("Space")
    keys.press(button(page, "签署"))
    expect(page.locator("h1")).to_have_text("已签署")
    page.context.close()


def test_the_association_invites_returns_and_reminds(browser: Browser, port: int) -> None:
    keys = entered(browser, port, "manager")
    page = keys.page
    keys.skip_to_the_content()

    _invites(keys)
    _returns(keys)
    _reminds(keys)
    page.context.close()


def _section(keys: Keyboard, name: str) -> None:
    keys.press(keys.page.get_by_label("协会工作台").get_by_role("link", name=name))


def _invites(keys: Keyboard) -> None:
    page = keys.page
    _section(keys, "会员")
    keys.write(page.locator("#words"), "灯具厂")
    keys.go(page.locator("#in-city"))
    page.keyboard.press("ArrowDown")
    city = page.locator("#in-city").input_value()
    keys.press(button(page, "查找"))
    expect(page.locator("#in-city")).to_have_value(city)
    keys.press(button(page, "邀请"))
    expect(page.locator("#words")).to_have_value("灯具厂")
    keys.follow()
    page.keyboard.press("Space")
    keys.press(button(page, "邀请"))
    expect(page.locator("h1")).to_have_text("邀请 1 家企业")
    keys.press(button(page, "生成邀请"))
    expect(page.locator("article.letter")).to_have_count(1)


def _returns(keys: Keyboard) -> None:
    page = keys.page
    _section(keys, "审核")
    keys.press(page.locator("main td a").last)
    keys.press(button(page, "退回"))
    keys.follow()
    page.keyboard.insert_text("请附一份培训记录，姓名遮住。")
    keys.press(button(page, "退回"))
    expect(page.locator(".note.amber").first).to_contain_text("已退回企业补充")


def _reminds(keys: Keyboard) -> None:
    page = keys.page
    _section(keys, "催办")
    ticked = page.locator("input[name=company]:checked")
    while ticked.count():
        keys.tick(ticked.first)
    keys.press(button(page, "发给勾选的企业"))
    keys.follow()
    keys.tick(page.locator("input[name=company]").first)
    keys.press(button(page, "发给勾选的企业"))
    expect(page.locator("main")).to_contain_text("已发出或记下 1 家")


def test_anybody_finds_a_company_verifies_a_file_and_changes_the_language(
    browser: Browser, port: int
) -> None:
    keys = visiting(browser, port)
    page = keys.page
    page.on("filechooser", lambda _: None)  # or the browser may open one before it is listened to
    keys.write(page.locator("#q"), "电子厂01")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    keys.skip_to_the_content()
    keys.press(page.locator("main .tasks a"))
    keys.go(link(page, "声明，.zeren 文件"))
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    file = waiting.value.path()

    keys.press(page.get_by_label("公开的内容").get_by_role("link", name="核对文件"))
    keys.go_around()
    keys.go(page.locator("#file"))
    with page.expect_file_chooser() as choosing:
        page.keyboard.press("Enter")
    choosing.value.set_files({"name": "a.zeren", "mimeType": "application/zip", "buffer": file.read_bytes()})  # fmt: skip
    keys.press(button(page, "核对"))
    expect(page.locator(".verdict")).to_contain_text("绿灯")
    keys.press(link(page, "再核对一份"))
    keys.press(link(page, "English"))
    expect(page.locator("h1")).to_have_text("Verify a self-declaration")
    page.context.close()
