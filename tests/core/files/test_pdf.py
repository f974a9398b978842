"""What stands in a finished PDF report, read back with other people's libraries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from tests.core.files.made_document import made_document

from zeren.files.fonts import find_fonts
from zeren.files.pdf import print_pages_png, print_pdf
from zeren.files.pdf.printer import Press
from zeren.publish.document import (
    Callout,
    Cell,
    Document,
    Look,
    Paragraph,
    Section,
    Table,
)
from zeren.text import LANGS, Lang, Said, Text, same

CHARTS = 3
TABLES = 3
LONG_WORD = "W" * 10_000


@cache
def printed(lang: Lang) -> bytes:
    return print_pdf(made_document(), lang)


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """Every element of the structure tree, from top to bottom."""
    waiting: list[Any] = [pdf.Root.StructTreeRoot.K]
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, pikepdf.Array):
            waiting = [*list(one), *waiting]
        elif isinstance(one, pikepdf.Dictionary) and "/S" in one:
            yield one
            if "/K" in one:
                waiting.insert(0, one.K)


def of_kind(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Dictionary]:
    return [one for one in elements(pdf) if kind == one.S]


def below(element: pikepdf.Dictionary, kind: str) -> int:
    found: Any = element.get("/K", [])
    kids = list(found) if isinstance(found, pikepdf.Array) else [found]
    inner = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    return sum((kind == kid.S) + below(kid, kind) for kid in inner)


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(content))


def words_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages)


def pages_of(content: bytes) -> Any:  # noqa: ANN401 - the library has no types
    return pymupdf.open(stream=content)  # type: ignore[no-untyped-call]


def spans(content: bytes) -> list[tuple[str, str]]:
    """Each run of letters with the name of its font."""
    with pages_of(content) as pdf:
        return [
            (span["text"], span["font"])
            for page in pdf
            for block in page.get_text("dict")["blocks"]
            for line in block.get("lines", ())
            for span in line["spans"]
        ]


def one_paragraph(words: Text | Said) -> Document:
    section = Section("one", Text("一", "One"), (Paragraph(words),))
    return made_document()._replace(sections=(section,), data=())


def with_every_phrase(value: Any, phrase: str) -> Any:  # noqa: ANN401 - any part of a document
    """The same document with all its words replaced."""
    if isinstance(value, Text):
        return same(phrase)
    if isinstance(value, Said):
        return Said(value.lang, phrase)
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        parts = {name: part for name, part in value._asdict().items() if name != "data"}
        changed = {name: with_every_phrase(part, phrase) for name, part in parts.items()}
        return type(value)(**value._asdict() | changed)
    if isinstance(value, tuple):
        return tuple(with_every_phrase(part, phrase) for part in value)
    return value


def picture(wide: int, high: int) -> bytes:
    made = BytesIO()
    Image.new("RGB", (wide, high), (190, 60, 30)).save(made, "PNG")
    return made.getvalue()


# ── the same for everybody ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("lang", LANGS)
def test_the_same_document_gives_the_same_bytes(lang: Lang) -> None:
    again = Press(find_fonts()).print(made_document(), lang, form="pdf")

    assert again == [printed(lang)]


def test_another_date_gives_other_bytes() -> None:
    document = made_document()

    assert print_pdf(document._replace(date="2026-11-23"), "en") != print_pdf(document, "en")


# ── for those who listen ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("lang", LANGS)
def test_the_file_says_that_it_is_accessible_and_archivable(lang: Lang) -> None:
    document = made_document()

    with opened(printed(lang)) as pdf, pdf.open_metadata() as about:
        assert {
            "accessible": about["pdfuaid:part"],
            "archivable": about["pdfaid:part"] + about["pdfaid:conformance"],
            "marked": bool(pdf.Root.MarkInfo.Marked),
            "language": str(pdf.Root.Lang),
            "title": about["dc:title"],
            "title shown": bool(pdf.Root.ViewerPreferences.DisplayDocTitle),
        } == {
            "accessible": "1",
            "archivable": "3A",
            "marked": True,
            "language": {"zh": "zh-CN", "en": "en-GB"}[lang],
            "title": document.title.to(lang),
            "title shown": True,
        }


@pytest.mark.parametrize("lang", LANGS)
def test_every_chart_is_one_figure_with_its_words(lang: Lang) -> None:
    with opened(printed(lang)) as pdf:
        figures = of_kind(pdf, "/Figure")

        assert len(figures) == CHARTS
        assert all(len(str(figure.Alt)) > 20 for figure in figures)


def test_a_chart_over_two_pages_is_still_one_figure() -> None:
    with opened(print_pdf(made_document(plan=60), "en")) as pdf:
        assert len(of_kind(pdf, "/Figure")) == CHARTS


def test_the_logo_is_one_more_figure_named_after_the_company() -> None:
    look = Look(logo=picture(300, 100), logo_name="logo.png")

    with opened(print_pdf(made_document(look=look), "en")) as pdf:
        figures = of_kind(pdf, "/Figure")

        assert len(figures) == CHARTS + 1
        assert str(figures[0].Alt) == "Logo of Lamp Works (Foshan) Co., Ltd."


@pytest.mark.parametrize("lang", LANGS)
def test_every_table_has_a_header_cell_above_each_column(lang: Lang) -> None:
    with opened(printed(lang)) as pdf:
        tables = of_kind(pdf, "/Table")
        headers = [below(table, "/TH") for table in tables]
        cells = [below(table, "/TD") for table in tables]

    assert headers == [4, 6, 5]
    assert cells == [4 * 5, 6 * 10, 5 * 8]


def test_headings_never_skip_a_level() -> None:
    with opened(printed("zh")) as pdf:
        levels = [
            int(str(one.S)[2:])
            for one in elements(pdf)
            if str(one.S)[:2] == "/H" and str(one.S)[2:].isdigit()
        ]

    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_words_of_the_other_language_are_tagged_and_marked() -> None:
    document = one_paragraph(Said("zh", "工资条逐项讲清楚。"))

    in_english = print_pdf(document, "en")
    in_chinese = print_pdf(document, "zh")

    with opened(in_english) as pdf:
        languages = Counter(str(one.Lang) for one in elements(pdf) if "/Lang" in one)
    assert languages == {"zh-CN": 1}
    assert "工资条逐项讲清楚。 (original in Chinese)" in words_of(in_english)
    assert "原文为英文" not in words_of(in_chinese)


def test_figures_that_somebody_said_need_no_mark() -> None:
    assert "原文为英文" not in words_of(print_pdf(one_paragraph(Said("en", "2024-03-01")), "zh"))


@pytest.mark.parametrize("lang", LANGS)
def test_a_machine_check_finds_nothing(lang: Lang, tmp_path: Path) -> None:
    pdfua = pytest.importorskip("pdfua", reason="pdfua is not installed")
    file = tmp_path / "report.pdf"
    file.write_bytes(printed(lang))

    assert list(pdfua.validate(str(file)).findings) == []


@pytest.mark.parametrize("lang", LANGS)
def test_another_machine_check_finds_no_error(lang: Lang, tmp_path: Path) -> None:
    outloud = pytest.importorskip("outloud", reason="outloud is not installed")
    file = tmp_path / "report.pdf"
    file.write_bytes(printed(lang))

    assert outloud.check(str(file)).errors == 0


# ── for those who read ────────────────────────────────────────────────────────────────────────


def test_chinese_can_be_searched_and_copied() -> None:
    words = words_of(printed("zh"))

    assert "企业社会责任自评诊断" in words
    assert "先做这五件。" in words


@pytest.mark.parametrize("lang", LANGS)
def test_every_font_is_inside(lang: Lang) -> None:
    with opened(printed(lang)) as pdf:
        fonts = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
        described = [one for one in fonts if one.get("/Type") == "/FontDescriptor"]

    assert described
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(one.keys()) for one in described)


def test_quotes_stand_full_width_in_chinese_and_narrow_in_english() -> None:
    chinese = spans(print_pdf(one_paragraph(same("处在“运行”一档")), "zh"))
    english = spans(print_pdf(one_paragraph(same("It’s at “Working”")), "en"))

    assert {font for text, font in chinese if "“" in text} == {"NotoSansCJKsc-Thin"}
    assert {font for text, font in english if "“" in text or "’" in text} == {
        "SourceSansPro-Regular"
    }


def test_a_long_table_repeats_its_header_on_every_page() -> None:
    pages = pypdf.PdfReader(BytesIO(print_pdf(made_document(plan=60), "en"))).pages
    texts = [page.extract_text() for page in pages]
    lines = [text for text in texts if "day 23 " in text or "day 250 " in text]

    assert len(lines) >= 2
    assert all("Person-days" in text for text in lines)


def indexed(rows: int, *, above: int = 0) -> Document:
    """Lines of words, then a claim before a long table of figures, and a line that points at each."""
    lines = tuple(Paragraph(same(f"line {number}")) for number in range(above))
    table = Table(
        caption=same("FIGURES"),
        header=(same("Subject"), same("Value")),
        rows=tuple(
            (Cell(same(f"figure {row}"), code=f"number-0-{row}"), Cell(same(row)))
            for row in range(rows)
        ),
        shares=(2, 1),
    )
    pointing = Table(
        caption=same("INDEX"),
        header=(same("Clause"), same("Where")),
        rows=tuple(
            (Cell(same(f"clause {row}")), Cell(same(f"told {row}"), at=f"number-0-{row}"))
            for row in range(rows)
        ),
        shares=(2, 1),
    )
    claim = Callout("plain", same("CLAIM"), (same("what it means"),))
    sections = (
        Section("lines", same("Lines"), lines or (Paragraph(same("none")),)),
        Section("numbers", same("CHAPTER"), (claim, table)),
        Section("index", same("Index"), (pointing,)),
    )
    return made_document()._replace(sections=sections, data=())


@pytest.mark.parametrize("lang", LANGS)
def test_a_cell_tells_the_page_of_the_row_it_names(lang: Lang) -> None:
    with pages_of(print_pdf(indexed(90), lang)) as pdf:
        pages = [" ".join(page.get_text().split()) for page in pdf]

    all_words = " ".join(pages)
    told = {
        row: int(page)
        for row, page in re.findall(r"told (\d+)\s*[，,] ?(?:第|p\.)\s*(\d+)", all_words)
    }
    stands = {
        row: number
        for number, words in enumerate(pages, 1)
        for row in re.findall(r"figure (\d+)\b", words)
    }
    assert len(told) == 90
    assert told == stands
    assert len(set(told.values())) > 1


@pytest.mark.parametrize("lang", LANGS)
def test_a_heading_and_its_claim_stay_with_the_first_rows(lang: Lang) -> None:
    """However much stands above them."""
    places = set()
    for above in range(0, 26, 2):
        with pages_of(print_pdf(indexed(20, above=above), lang)) as pdf:
            pages = [page.get_text() for page in pdf]
        [page] = [number for number, words in enumerate(pages) if "CLAIM" in words]
        assert "CHAPTER" in pages[page]
        assert "FIGURES" in pages[page]
        assert "figure 1\n" in pages[page]
        places.add(page)
    assert len(places) > 1


def test_each_page_after_the_first_names_company_mark_and_number() -> None:
    texts = [page.extract_text() for page in pypdf.PdfReader(BytesIO(printed("en"))).pages]

    for number, text in enumerate(texts[1:], 2):
        assert "Lamp Works (Foshan) Co., Ltd." in text
        assert "Internal · self-assessed, not verified" in text
        assert f"{number} / {len(texts)}" in text


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_leaves_the_page(lang: Lang) -> None:
    words = Said("en", LONG_WORD) if lang == "en" else Said("zh", "长" * 3_000)

    content = print_pdf(one_paragraph(words), lang)

    with pages_of(content) as pdf:
        edges = [
            (word[0], word[2], page.rect.width) for page in pdf for word in page.get_text("words")
        ]
    assert all(left >= 0 and right <= width for left, right, width in edges)
    assert len("".join(words_of(content).split())) >= len(words.text)


def test_a_company_name_of_any_length_fits() -> None:
    for company in (same("灯"), Text("长" * 40, "Long " * 16)):
        pages = print_pages_png(made_document()._replace(company=company), "zh", ppi=20)
        assert len(pages) >= 6


def test_pages_can_be_drawn_as_pictures() -> None:
    second, fourth = print_pages_png(made_document(), "zh", pages=[2, 4], ppi=40)

    with Image.open(BytesIO(second)) as one, Image.open(BytesIO(fourth)) as other:
        assert one.format == "PNG"
        assert one.size == other.size == (331, 468)


# ── what else is inside ───────────────────────────────────────────────────────────────────────


def test_the_data_is_attached_with_what_it_is() -> None:
    with opened(printed("zh")) as pdf:
        (attached,) = list(pdf.Root.AF)
        name, content = str(attached.UF), attached.EF.F.read_bytes()
        relationship, description = str(attached.AFRelationship), str(attached.Desc)

    assert (name, content) == ("facts.json", b'{"facts": []}\n')
    assert (relationship, description) == ("/Data", "公司公布的数据")


# ── what people write ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "phrase",
    [
        '#panic() *x* $x$ _y_ `z` @a <b> \\ " \' // /* #import "x"',
        "= heading\n- list\n+ enum\n/ term: x\r\nnext",
        "\x00\x01\x1b\x7f\x85\ufeff\ufffe",
        "\u202eabc\u202c\u200f\u200e\u2066x\u2069",
        "😀👨\u200d👩\u200d👧 e\u0301 \ue000 مرحبا 한국어 𠀀",
        "",
        " \n\n ",
        "\ud800",
    ],
)
@pytest.mark.parametrize("lang", LANGS)
def test_no_words_can_stop_or_steer_the_printer(phrase: str, lang: Lang) -> None:
    document = with_every_phrase(made_document(), phrase)

    with opened(print_pdf(document, lang)) as pdf:
        assert len(of_kind(pdf, "/Figure")) == CHARTS
        assert len(of_kind(pdf, "/Table")) >= TABLES - 1  # an empty caption leaves the table bare


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=60), st.sampled_from(LANGS))
def test_any_words_are_printed(phrase: str, lang: Lang) -> None:
    assert print_pdf(one_paragraph(Said(lang, phrase)), lang).startswith(b"%PDF-1.7")


def test_words_that_look_like_commands_are_printed_as_they_are() -> None:
    words = '#panic("x") *bold* $x^2$ \\ @label <tag>'

    assert words in words_of(print_pdf(one_paragraph(same(words)), "en"))


def test_a_character_without_a_letter_shape_becomes_a_box() -> None:
    assert "责任□好" in words_of(print_pdf(one_paragraph(same("责任😀好")), "zh"))


def test_a_long_hash_breaks_but_is_copied_whole() -> None:
    sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

    content = print_pdf(one_paragraph(same(f"SHA-256 {sha256} " * 2)), "en")

    assert sha256 in words_of(content).replace("\n", "")
