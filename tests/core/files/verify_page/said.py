"""What the page says of files that are put in, and what the command says of the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from time import monotonic
from typing import Final

from playwright.sync_api import Page
from tests.core.declare.verification.packaged import NOW
from tests.core.files.made_verified import Case, cases

from zeren.declare.package import Package
from zeren.declare.verification import verify
from zeren.files.association import write_json
from zeren.files.characters import printable
from zeren.files.envelope import package_of
from zeren.files.envelope_refusals import UNREADABLE
from zeren.files.signed import signature_holds
from zeren.problems import Refused
from zeren.text import LANGS, Lang, Text

CASES: Final = cases()
READ: Final = """() => {
  const words = (at) => [...document.querySelectorAll(at)].map((one) => one.textContent);
  const of = (lang) => [words(`.verdict h2 .${lang}`), words(`.steps li .${lang}`), words(`.open li .${lang}`)];
  const { outcome, steps, refusal } = document.getElementById("result").dataset;
  return { outcome, steps, refusal, zh: of("zh"), en: of("en") };
}"""


@dataclass(frozen=True)
class Found:
    """What was said of a file: in short, and in the words of both languages."""

    outcome: str
    steps: str
    refusal: str
    words: dict[Lang, list[list[str]]]


def put_in(page: Page, *files: Path) -> float:
    """Choose these files, wait for what is said, and tell how long it took."""
    page.evaluate("delete document.getElementById('result').dataset.outcome")
    start = monotonic()
    page.set_input_files("#file", files)
    page.wait_for_selector("#result[data-outcome]", timeout=20_000)
    return monotonic() - start


def written(folder: Path, case: Case) -> list[Path]:
    """The files of a case as somebody has them on their desk."""
    contents = {"sent.zeren": case.content, **(case.also or {})}
    trusted = {
        f"association-{n}.pub": write_json(one.as_json()) for n, one in enumerate(case.trusts)
    }
    for name, content in (contents | trusted).items():
        (folder / name).write_bytes(content)
    return [folder / name for name in contents | trusted]


def said_by_page(page: Page, files: list[Path]) -> Found:
    put_in(page, *files)
    found = page.evaluate(READ)
    words = {lang: [[one.strip() for one in part] for part in found[lang]] for lang in LANGS}
    return Found(found["outcome"], found["steps"], found["refusal"], words)


def said_by_command(file: Path, case: Case) -> Found:
    try:
        package = package_of(file)
    except Refused as refused:
        words = {lang: [[UNREADABLE.to(lang)], [], []] for lang in LANGS}
        return Found("fails", "", refused.problems[0].code, words)
    given = dict(package.members)
    for name, content in (case.also or {}).items():
        kind = name.partition("-")[0]
        given[f"{kind}-2.jwt" if name in given else name] = content
    verdict = verify(Package(given), case.trusts, now=NOW, holds=signature_holds, clock=in_shanghai)

    def to(lang: Lang, *texts: Text) -> list[str]:
        return [printable(text.to(lang)).strip() for text in texts]

    return Found(
        verdict.outcome,
        " ".join(f"{step.code}:{step.outcome}" for step in verdict.steps),
        "",
        {
            lang: [
                to(lang, verdict.sentence),
                to(lang, *(step.words for step in verdict.steps)),
                to(lang, *verdict.not_proven),
            ]
            for lang in LANGS
        },
    )


def in_shanghai(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, timezone(timedelta(hours=8)))


def without_gap(found: Found) -> Found:
    """The page parts the sentence in two lines."""
    words = {
        lang: [[one.replace(" ", "") for one in part] for part in parts]
        for lang, parts in found.words.items()
    }
    return replace(found, words=words)
