"""The report as one web page: self-contained, without script, readable by everybody."""

from __future__ import annotations

import re
import subprocess
from base64 import b64decode, b64encode
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest
from tests.core.files.hostile_document import hostile
from tests.core.files.made_document import made_document, with_company
from tests.tools import AXE, needs

from zeren.files.html.charts import lines_of
from zeren.files.html.printer import print_html
from zeren.files.images import contrast_with_white
from zeren.publish.document import Block, Cell, Document, Look, Paragraph, Section, Table
from zeren.text import Said, Text

PNG: Final = b"\x89PNG\r\n\x1a\n"
VOID: Final = frozenset({"meta", "img", "col"})


class Page(HTMLParser):
    """What a browser would see: elements with their attributes, and words with their language."""

    def __init__(self, content: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[tuple[str, str]] = []
        self.open: list[tuple[str, str]] = []
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        self.elements.append((tag, known))
        if tag not in VOID:
            lang = known.get("lang") or (self.open[-1][1] if self.open else "")
            self.open.append((tag, lang))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open and self.open[-1][0] not in {"style", "title"}:
            self.words.append((self.open[-1][1], data.strip()))

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


def one_section(*blocks: Block | Section) -> Document:
    return made_document()._replace(sections=(Section("only", Text("一章", "A chapter"), blocks),))


def test_equal_documents_give_equal_bytes() -> None:
    assert print_html(made_document()) == print_html(made_document())


def test_the_page_asks_nobody_for_anything() -> None:
    page = Page(print_html(made_document(look=Look(logo=PNG))))

    assert [tag for tag, _ in page.elements if tag in {"script", "link", "iframe", "object"}] == []
    addresses = [
        value
        for _, attributes in page.elements
        for name, value in attributes.items()
        if name in {"src", "href", "action", "srcset", "poster", "background"}
    ]
    assert {address.split(":")[0] for address in addresses if not address.startswith("#")} == {
        "data"
    }
    assert [attributes for _, attributes in page.elements if "style" in attributes] == []


def test_the_policy_allows_this_style_and_nothing_else() -> None:
    content = print_html(made_document()).decode()

    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', content)
    style = re.search(r"<style>(.*?)</style>", content, re.DOTALL)

    assert policy is not None
    assert style is not None
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    assert policy[1] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    assert "url(" not in style[1]
    assert "@import" not in style[1]


def test_hostile_words_stay_words_in_every_field() -> None:
    sound, spoiled = (
        Page(print_html(made)) for made in (made_document(), hostile(made_document()))
    )

    assert {tag for tag, _ in spoiled.elements} == {tag for tag, _ in sound.elements}
    names = {name for _, attributes in spoiled.elements for name in attributes}
    assert names == {name for _, attributes in sound.elements for name in attributes}
    addresses = [attributes["href"] for attributes in spoiled.all("a")]
    assert all(re.match(r"#[a-zA-Z0-9-]+$|data:application/", address) for address in addresses)


def test_a_colour_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="colour"):
        print_html(made_document(look=Look(colour="#fff}body{display:none")))


def test_a_logo_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="logo"):
        print_html(made_document(look=Look(logo=b"GIF89a")))


def test_everything_is_said_in_both_languages() -> None:
    document = made_document()
    page = Page(print_html(document))

    chinese = {words for lang, words in page.words if lang == "zh-Hans"}
    english = {words for lang, words in page.words if lang == "en"}

    assert {section.title.zh for section in document.sections} <= chinese
    assert {section.title.en for section in document.sections} <= english


def test_no_run_of_words_is_without_its_language() -> None:
    page = Page(print_html(made_document()))

    han = re.compile(r"[\u4e00-\u9fff]")
    assert {lang for lang, _ in page.words} == {"zh-Hans", "en"}
    assert [words for lang, words in page.words if lang == "en" and han.search(words)] == []


def test_words_of_people_stay_as_said_and_say_so_in_the_other_language() -> None:
    document = one_section(Paragraph(Said("en", "We try.")))._replace(
        said_in=Text("原文为英文", "original in Chinese"),
    )

    content = print_html(document).decode()

    assert content.count('<span class="said" lang="en">We try.</span>') == 2
    assert content.count('We try.</span> <small class="said-in">原文为英文</small>') == 1


def test_figures_said_by_people_need_no_mark() -> None:
    content = print_html(one_section(Paragraph(Said("en", "12.5 %")))).decode()

    assert '<small class="said-in">' not in content


def test_the_other_language_is_one_step_away_at_the_top_and_at_each_chapter() -> None:
    document = made_document()
    page = Page(print_html(document))

    across = [a["href"] for a in page.all("a") if a.get("class") == "across"]
    ids = {attributes["id"] for _, attributes in page.elements if "id" in attributes}

    assert [a["href"] for a in page.all("a") if a.get("class") is None][:2] == ["#en", "#zh"]
    assert len(across) == 2 * len(document.sections)
    assert {a["href"][1:] for a in page.all("a") if a["href"].startswith("#")} <= ids


def test_no_two_places_have_the_same_name() -> None:
    doubled = made_document()._replace(sections=made_document().sections * 2)

    ids = [
        attributes["id"]
        for _, attributes in Page(print_html(doubled)).elements
        if "id" in attributes
    ]

    assert len(ids) == len(set(ids))


def test_headings_go_down_one_step_at_a_time() -> None:
    page = Page(print_html(made_document()))

    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]

    assert levels.count(1) == 2  # one in each language's view
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_table_has_a_caption_and_headers() -> None:
    content = print_html(made_document()).decode()

    tables = re.findall(r"<table.*?</table>", content, re.DOTALL)

    assert len(tables) == 6
    for table in tables:
        assert re.search(r"<caption[^>]*>.+?</caption>", table)
        assert 'scope="col"' in table
        assert table.count('scope="row"') == table.count("<tr") - 1


def test_a_cell_leads_to_the_row_it_names_in_its_own_language() -> None:
    def table(*rows: tuple[Cell, ...], numeric: tuple[int, ...] = ()) -> Table:
        header = tuple(Text("列", "Column") for _ in rows[0])
        return Table(Text("表", "Table"), header, rows, (1,) * len(header), numeric)

    named = (Cell(Text("甲", "A"), code="number-0-0"), Cell(Text("一", "one")))
    pointing = (Cell(Text("见", "See"), at="number-0-0"),)
    page = Page(print_html(one_section(table(named), table(pointing))))

    rows = [row["id"] for row in page.all("tr") if "id" in row]
    links = [link["href"] for link in page.all("a") if "number" in link["href"]]
    assert rows == ["zh-number-0-0", "en-number-0-0"]
    assert links == [f"#{row}" for row in rows]


@pytest.mark.parametrize(
    ("columns", "numeric", "look"),
    [(2, (), None), (3, (), "wide"), (3, (1, 2), None), (4, (1,), "wide")],
)
def test_a_table_too_wide_for_a_phone_is_stacked_there(
    columns: int, numeric: tuple[int, ...], look: str | None
) -> None:
    words = Text("词", "word")
    rows = ((Cell(words),) * columns,)
    table = Table(words, (words,) * columns, rows, (1,) * columns, numeric)

    found = Page(print_html(one_section(table))).all("table")

    assert [one.get("class") for one in found] == [look] * 2


def test_every_chart_has_its_words_and_its_table() -> None:
    document = made_document()
    content = print_html(document).decode()

    figures = re.findall(r'<figure class="chart">.*?</figure>', content, re.DOTALL)

    assert len(figures) == 6
    for figure in figures:
        assert re.search(r'<svg role="img" aria-label="[^"]{20,}"', figure)
        assert "<summary>" in figure
        assert "<table" in figure


def test_what_is_attached_can_be_downloaded_once() -> None:
    page = Page(print_html(made_document()))

    links = [a for a in page.all("a") if "download" in a]

    assert [link["download"] for link in links] == ["facts.json"]
    assert b64decode(links[0]["href"].split(",")[1]) == b'{"facts": []}\n'


def test_every_tone_can_be_read_on_its_background() -> None:
    style = print_html(made_document()).decode()

    for tone in ("good", "watch", "bad", "severe"):
        ink, soft = (re.search(rf"--{name}: (#\w{{6}})", style) for name in (tone, f"{tone}-soft"))
        assert ink is not None
        assert soft is not None
        assert contrast_with_white(ink[1]) / contrast_with_white(soft[1]) >= 4.5
    quiet = re.search(r"--quiet: (#\w{6})", style)
    assert quiet is not None
    assert contrast_with_white(quiet[1]) / contrast_with_white("#f4f6f7") >= 4.5


@pytest.mark.parametrize(
    "document",
    [
        made_document()._replace(sections=(), data=()),
        made_document(plan=60),
        with_company(made_document(), "灯" * 80, "Lamp" * 60),
        with_company(made_document(), "", ""),
    ],
    ids=["empty", "long plan", "long name", "no name"],
)
def test_short_long_and_empty_documents_are_printed(document: Document) -> None:
    assert Page(print_html(document)).open == []


def test_lines_break_before_chinese_characters_and_at_spaces() -> None:
    assert lines_of("劳动合同与用工手续", 4) == ["劳动合同", "与用工手", "续"]
    assert lines_of("Contracts for everyone", 8) == ["Contracts for", "everyone"]
    assert lines_of("", 4) == [""]
    assert "".join(lines_of("Unbreakableword" * 4, 4)) == "Unbreakableword" * 4


CHROMIUM: Final = (
    "chromium",
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--virtual-time-budget=20000",
)


def seen_in_chromium(
    tmp_path: Path, content: bytes, *, script: str, width: int, at: str, name: str = "page.html"
) -> str:
    """Open the page in a frame of this width, run a script of ours in it, and give what it says."""
    opened = content.decode().replace("<details>", "<details open>")
    opened = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", opened)
    (tmp_path / "ours.js").write_text(f"{AXE.read_text('utf-8')};{script}", "utf-8")
    ours = '<script src="ours.js"></script>'
    (tmp_path / name).write_text(opened.replace("</body>", f"{ours}</body>"), "utf-8")
    (tmp_path / "frame.html").write_text(
        f'<body><iframe src="{name}#{at}" width="{width}" height="800"></iframe><script>'
        "addEventListener('message', e => { document.body.textContent = e.data })</script>",
        "utf-8",
    )
    said = subprocess.run(  # noqa: S603 - a browser on our own page
        [
            *CHROMIUM,
            f"--user-data-dir={tmp_path / 'profile'}",
            "--dump-dom",
            (tmp_path / "frame.html").as_uri(),
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    found = re.search(r"«(.*)»", said.stdout, re.DOTALL)
    assert found is not None
    return found[1]


# No violation, nothing wider than the window, one heading of the first rank, and something was looked at.
AXE_ANSWER = "[[],0,1,true]"
AXE_SCRIPT = """
      axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
        .then(found => parent.postMessage('«' + JSON.stringify([
          found.violations.map(v => v.id + ' ' + v.nodes.map(n => n.target).join(' ; ')),
          document.documentElement.scrollWidth - document.documentElement.clientWidth,
          [...document.querySelectorAll('h1')].filter(h => h.offsetHeight).length,
          found.passes.length > 20
        ]) + '»', '*'))
    """


@needs("chromium", "axe-core")
@pytest.mark.parametrize("at", ["zh", "en", "en-risks"])
@pytest.mark.parametrize("width", [320, 1280])
def test_machines_find_no_barrier_and_nothing_is_wider_than_the_window(
    tmp_path: Path, at: str, width: int
) -> None:
    page = print_html(made_document())

    assert seen_in_chromium(tmp_path, page, script=AXE_SCRIPT, width=width, at=at) == AXE_ANSWER
