"""Words of the other language in a page are marked as such, and no markup stands where none may."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template import Context, Engine
from django.test import Client
from django.utils import translation
from tests.tools import ROOT

from zeren.text import Said, Text, same
from zeren_web.records.models import Person, Response

TOKEN = re.compile(r"(\{%.*?%\}|\{\{.*?\}\})")
MARK = re.compile(r"@(\d+)@")
TEMPLATES = sorted((ROOT / "src" / "zeren_web").rglob("templates/**/*.html"))
WORDLESS = {"n", "m", "year", "day"}  # figures and days, which are of no language


def said(template: str, lang: str, **values: object) -> str:
    engine = Engine(builtins=["zeren_web.pages.words"])
    with translation.override("zh-hans" if lang == "zh" else "en"):
        return str(engine.from_string(template).render(Context(values)))


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        ("李师傅", "李师傅", '<span lang="zh-Hans">李师傅</span>'),
        ("Ms Ho", '<span lang="en">Ms Ho</span>', "Ms Ho"),
        ("<b>李", "&lt;b&gt;李", '<span lang="zh-Hans">&lt;b&gt;李</span>'),
        (Said("zh", "灯厂"), "灯厂", '<span lang="zh-Hans">灯厂</span>'),
        (Text("灯厂", "Lamps"), "灯厂", "Lamps"),
        (same("灯厂"), "灯厂", '<span lang="zh-Hans">灯厂</span>'),
        ("2026-11-29 14:05", "2026-11-29 14:05", "2026-11-29 14:05"),
        (3, "3", "3"),
        ("", "", ""),
    ],
)
def test_a_name_in_a_sentence_is_marked_with_its_language(value: object, zh: str, en: str) -> None:
    sentence = '{% say "{who} 改了" "{who} changed it" who=value %}'

    assert said(sentence, "zh", value=value) == f"{zh} 改了"
    assert said(sentence, "en", value=value) == f"{en} changed it"


def test_without_marks_it_is_the_words_alone() -> None:
    assert said("{{ name|plain }}", "en", name=Said("zh", "灯厂")) == "灯厂"
    assert said("{{ name|plain }}", "en", name=Text("灯厂", "Lamps & Co")) == "Lamps &amp; Co"


class _Places(HTMLParser):
    """The numbers of the template's tags that stand in an attribute, an option or a text box."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.bare = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.bare = tag in {"option", "textarea"}
        self.found += [number for _, value in attrs for number in MARK.findall(value or "")]

    def handle_endtag(self, tag: str) -> None:
        self.bare = self.bare and tag not in {"option", "textarea"}

    def handle_data(self, data: str) -> None:
        self.found += MARK.findall(data) if self.bare else []


def bare_tags(path: Path) -> list[str]:
    words = path.read_text("utf-8")
    tags = TOKEN.findall(words)
    numbers = iter(range(len(tags)))
    places = _Places()
    places.feed(TOKEN.sub(lambda _: f" @{next(numbers)}@ ", words))
    return [tags[int(number)] for number in places.found]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_word_that_may_be_marked_stands_where_no_markup_may(path: Path) -> None:
    for tag in bare_tags(path):
        assert not re.search(r"\|(say|own)\b", tag), tag
        names = set(re.findall(r" (\w+)=", tag)) if tag.startswith("{% say") else set()
        assert names <= WORDLESS, tag


@pytest.mark.django_db
def test_the_title_of_a_company_without_an_english_name_is_words_alone(
    client: Client, owner: Person, response: Response
) -> None:
    client.force_login(owner)

    page = client.get("/me/lamps/2026/?lang=en").content.decode()

    assert response.company.name_en == ""
    assert "<title>测试企业1 2026 · Zeren</title>" in page
    assert '<p class="quiet"><span lang="zh-Hans">测试企业1</span></p>' in page
