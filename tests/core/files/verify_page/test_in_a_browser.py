"""`verify.html` asks nobody, lets no file run anything, and says so where a browser cannot verify."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page
from tests.core.declare.verification.packaged import (
    NOW,
    declared,
    identity,
    members,
    token,
    trust,
    verifier,
)
from tests.core.files.hostile_pdf import HARM
from tests.core.files.made_verified import Case, hostile, sent, with_answers
from tests.core.files.test_envelope import zipped
from tests.core.files.verify_page.said import (
    CASES,
    put_in,
    written,
)
from tests.tools import AXE, needs

from zeren.declare.package import Package
from zeren.files.association import write_json
from zeren.files.bundle import write_bundle
from zeren.files.verify_page.build import verify_page
from zeren.files.verify_page.words import TABLES
from zeren.text import LANGS, Lang, Text

pytestmark = needs("chromium")


# ── harm ──────────────────────────────────────────────────────────────────────────────────────


def many_claims() -> Case:
    made = declared()
    statement = b'{"claims":[' + b",".join([b"{}"] * 1_200_000) + b"]}"
    return sent(declaration_jwt=token(made, statement), statement_json=statement)


def harmful(made: Callable[[], bytes]) -> Case:
    return Case(made())


BOMBS: Final[dict[str, Callable[[], Case]]] = {
    "a hundred thousand disclosures": lambda: with_answers("eyJ.e30.AA~" + "WyJh~" * 100_000),
    "a member of ten megabytes": lambda: Case(
        zipped({**members(), "identity-2.jwt": b"A" * 10_000_000})
    ),
    "a zip of thirty megabytes": lambda: Case(
        zipped({"declaration.jwt": bytes(30_000_000)}, packing=0)
    ),
    "a statement of a million claims": many_claims,
    "a deep statement": lambda: sent(statement_json=b"[" * 1_000_000 + b"]" * 1_000_000),
    "a token of four megabytes": lambda: Case(b"eyJ" + b"A" * 3_999_000),
    **{name: partial(harmful, made) for name, made in HARM.items()},
}


@pytest.mark.parametrize("name", BOMBS)
def test_harm_holds_nobody_up(page: Page, tmp_path: Path, name: str) -> None:
    files = written(tmp_path, BOMBS[name]())

    took = put_in(page, *files)

    outcome = page.get_attribute("#result", "data-outcome")
    assert took < 10  # a second or less on a quiet machine
    assert outcome == "fails"


def test_what_a_file_says_is_text_and_nothing_else(page: Page, tmp_path: Path) -> None:
    folder = tmp_path / "<img src=x onerror='window.hacked=1'>"
    folder.mkdir()
    put_in(page, *written(folder, hostile()))

    assert page.evaluate("window.hacked") is None
    assert page.evaluate("document.querySelectorAll('script').length") == 1
    assert page.evaluate("document.querySelectorAll('img, iframe, object, a, form').length") == 0
    text = page.text_content("#result .statement dl.en") or ""
    assert "</script><script>window.hacked = 1</script>" in text
    assert not {"\u202e", "\x1b"} & set(text)


def test_an_association_whose_name_is_a_script_does_not_end_ours(
    browser: Browser, tmp_path: Path
) -> None:
    named = trust()._replace(name=Text("</script><b>协会", "</script><b>Association"))
    (tmp_path / "verify.html").write_bytes(verify_page([named]))
    made = browser.new_page(locale="en-GB")
    made.goto((tmp_path / "verify.html").as_uri())

    assert "</script><b>Association" in made.inner_text("#trusts")
    made.close()


# ── the policy ────────────────────────────────────────────────────────────────────────────────

BLOCKED: Final = """async (address) => {
  const found = [];
  addEventListener("securitypolicyviolation", (event) => found.push(event.effectiveDirective));
  await fetch(address).catch(() => {});
  await new Promise((done) => { const image = new Image(); image.onerror = image.onload = done; image.src = address; });
  document.getElementById("inline").click();
  const isHacked = window.hacked === 1;
  try { (0, eval)("window.hacked = 2") } catch { found.push("no eval") }
  try { document.body.innerHTML = "<b>x</b>" } catch { found.push("no innerHTML") }
  await new Promise((done) => setTimeout(done, 50));
  return [found, isHacked, window.hacked ?? null];
}"""


@pytest.mark.parametrize("is_kept", [True, False])
def test_the_policy_lets_nothing_out_and_nothing_else_run(
    browser: Browser, tmp_path: Path, *, is_kept: bool
) -> None:
    """Without the policy all of it would happen, so that this test can fail."""
    asked: list[str] = []
    inline = b'<main><button id="inline" onclick="window.hacked = 1">x</button>'
    content = verify_page().replace(b"<main>", inline)
    if not is_kept:
        content = content.replace(b"Content-Security-Policy", b"X-Nothing")
    (tmp_path / "verify.html").write_bytes(content)
    made = browser.new_page()
    made.goto((tmp_path / "verify.html").as_uri())

    with answering(asked) as server:
        found, *hacked = made.evaluate(BLOCKED, f"http://127.0.0.1:{server.server_port}/")
    made.close()

    if is_kept:
        assert {"connect-src", "img-src", "no innerHTML", "no eval"} <= set(found)
        assert (hacked, asked) == ([False, None], [])
    else:
        assert (found, hacked) == ([], [True, 2])
        assert len(asked) == 2


@contextmanager
def answering(asked: list[str]) -> Iterator[HTTPServer]:
    """A server that notes who asks."""

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Server) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_the_page_asks_nobody_for_anything(browser: Browser, address: str, tmp_path: Path) -> None:
    made = browser.new_page()
    asked: list[str] = []
    made.on("request", lambda request: asked.append(request.url))
    made.clock.set_fixed_time(NOW)
    made.goto(address)
    put_in(made, *written(tmp_path, CASES["everything"]))
    made.close()

    assert asked == [address]


# ── how it is used ────────────────────────────────────────────────────────────────────────────


def test_files_may_come_one_after_the_other_and_by_drop(page: Page, tmp_path: Path) -> None:
    case = Case(
        write_bundle(Package(members())), also={"status-1 (1).jwt": members()["status-1.jwt"]}
    )
    declaration, lists, association = written(tmp_path, case)

    outcomes = []
    for file in (lists, declaration, association):
        put_in(page, file)
        outcomes.append(page.get_attribute("#result", "data-outcome"))
    page.evaluate("delete document.getElementById('result').dataset.outcome")
    content = b64encode(b"Dear buyer").decode()
    page.evaluate(
        """(content) => {
          const data = new DataTransfer();
          data.items.add(new File([Uint8Array.from(atob(content), (c) => c.charCodeAt(0))], "letter.pdf"));
          document.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
        }""",
        content,
    )
    page.wait_for_selector("#result[data-outcome=fails]")

    assert outcomes == ["unknown", "unknown", "holds"]


def test_two_declarations_at_once_get_no_verdict(page: Page, tmp_path: Path) -> None:
    for name in ("one.zeren", "two.zeren"):
        (tmp_path / name).write_bytes(CASES["a good file"].content)

    put_in(page, tmp_path / "one.zeren", tmp_path / "two.zeren")

    assert page.get_attribute("#result", "data-outcome") == "unknown"


def test_a_wrong_file_of_whom_to_trust_is_no_verdict_on_the_company(
    page: Page, tmp_path: Path
) -> None:
    (tmp_path / "association.pub").write_text('{"did": "did:key:z"}')

    put_in(page, tmp_path / "association.pub")

    assert page.get_attribute("#result", "data-outcome") == "unknown"
    assert page.get_attribute("#result", "data-refusal") == "trust-not-an-association"


SITE: Final = "did:web:association.example"
FORGED: Final = trust("forger")._replace(did=SITE)
OTHERS: Final = {
    "another key": FORGED,
    "one key more": FORGED._replace(keys=(*trust().keys, *FORGED.keys)),
    "another register": FORGED._replace(keys=trust().keys, register=verifier().line),
    "the same name": trust("forger"),
    "a name that looks the same": trust("forger")._replace(
        name=Text("别的协会", "Ｄemonstration  ASSOCIATION ")
    ),
}


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("is_pinned", [True, False], ids=["pinned", "given earlier"])
def test_nothing_that_comes_later_changes_whom_the_page_trusts(
    browser: Browser, tmp_path: Path, name: str, *, is_pinned: bool
) -> None:
    real = trust()._replace(did=SITE)
    (tmp_path / "verify.html").write_bytes(verify_page([real] if is_pinned else []))
    made = browser.new_page(locale="en-GB")
    made.clock.set_fixed_time(NOW)
    made.goto((tmp_path / "verify.html").as_uri())
    if not is_pinned:
        (tmp_path / "association.pub").write_bytes(write_json(real.as_json()))
        made.set_input_files("#file", tmp_path / "association.pub")
        made.wait_for_function("kept.trusts.length === 1")
    files = written(tmp_path, replace(CASES["a good file"], trusts=(OTHERS[name],)))

    put_in(made, *files)
    said = made.inner_text("#result")
    trusted = made.evaluate(
        "kept.trusts.map((one) => [one.document.assertionMethod.length, one.register])"
    )

    assert made.get_attribute("#result", "data-outcome") == "unknown"
    assert made.get_attribute("#result", "data-refusal") == "trust-other-keys"
    assert "Ask the association by a way that you know already" in said
    assert trusted == [[1, ""]]
    put_in(made, files[0])
    assert made.get_attribute("#result", "data-outcome") == "unknown"
    made.close()


def test_a_forged_file_with_forged_keys_never_holds_where_the_association_is_pinned(
    browser: Browser, tmp_path: Path
) -> None:
    forged = identity(by="forger", named=FORGED)
    case = replace(sent(identity_1_jwt=forged), trusts=(FORGED,))
    (tmp_path / "verify.html").write_bytes(verify_page([trust()._replace(did=SITE)]))
    made = browser.new_page()
    made.clock.set_fixed_time(NOW)
    made.goto((tmp_path / "verify.html").as_uri())

    put_in(made, *written(tmp_path, case))
    assert made.get_attribute("#result", "data-outcome") == "unknown"
    put_in(made, tmp_path / "sent.zeren")

    assert made.get_attribute("#result", "data-outcome") == "fails"
    made.close()


def test_equal_associations_give_equal_pages_and_they_are_trusted_from_the_start(
    browser: Browser, tmp_path: Path
) -> None:
    (tmp_path / "verify.html").write_bytes(verify_page([trust()]))
    made = browser.new_page()
    made.clock.set_fixed_time(NOW)
    made.goto((tmp_path / "verify.html").as_uri())
    put_in(made, *written(tmp_path, replace(CASES["a good file"], trusts=())))

    assert made.get_attribute("#result", "data-outcome") == "holds"
    assert verify_page([trust()]) == verify_page([trust()])
    made.close()


@pytest.mark.parametrize("lang", LANGS)
def test_a_browser_without_cryptography_says_so_and_judges_nothing(
    browser: Browser, lang: Lang
) -> None:
    made = browser.new_page(locale="zh-CN" if lang == "zh" else "en-GB")
    made.route("**", lambda route: route.fulfill(body=verify_page(), content_type="text/html"))
    made.goto("http://verify.example/")  # no network is used: the route answers

    assert made.get_attribute("#result", "data-outcome") == "unknown"
    words: Any = TABLES["WORDS"]
    assert words["page.unable"].to(lang) in made.inner_text("#result")
    made.close()


def test_a_browser_without_ed25519_judges_nothing(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    made = browser.new_page()
    made.add_init_script(
        "const own = crypto.subtle.importKey.bind(crypto.subtle);"
        "crypto.subtle.importKey = (form, key, how, ...rest) => how.name === 'Ed25519'"
        " ? Promise.reject(new DOMException('no', 'NotSupportedError')) : own(form, key, how, ...rest);"
    )
    made.clock.set_fixed_time(NOW)
    made.goto(address)
    put_in(made, *written(tmp_path, CASES["signed with Ed25519"]))

    assert made.get_attribute("#result", "data-outcome") == "unknown"
    assert made.get_attribute("#result", "data-steps") == ""
    made.close()


AXE_SCRIPT: Final = """axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
  .then((found) => [
    found.violations.map((one) => one.id + " " + one.nodes.map((node) => node.target).join(" ; ")),
    document.documentElement.scrollWidth - document.documentElement.clientWidth,
    found.passes.length > 20,
  ])"""


@needs("chromium", "axe-core")
@pytest.mark.parametrize("name", ["", "answers shown", "nobody is trusted", "a letter"])
def test_machines_find_no_barrier_and_nothing_is_wider_than_the_window(
    browser: Browser, address: str, tmp_path: Path, name: str
) -> None:
    made = browser.new_page()
    made.clock.set_fixed_time(NOW)
    made.goto(address)
    made.evaluate(f"{AXE.read_text('utf-8')};0")
    if name:
        put_in(made, *written(tmp_path, CASES[name]))

    for lang in LANGS:
        made.click(f"[data-lang={lang}]")
        for width in (320, 1280):
            made.set_viewport_size({"width": width, "height": 800})
            assert made.evaluate(AXE_SCRIPT) == [[], 0, True]
    made.close()
