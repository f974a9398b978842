"""The report as an editable Word file: real styles, real tables, sound XML whatever was said."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Final
from xml.etree import ElementTree as ET

import docx
import pytest
from docx.oxml.ns import qn
from tests.core.files.hostile_document import hostile
from tests.core.files.made_document import made_document, with_company

from zeren.files.word import print_word
from zeren.publish.document import Document, Look, Paragraph, Points, Section
from zeren.text import LANGS, Lang, Said, Text, same

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def paragraphs(content: bytes) -> list[tuple[str, str]]:
    """Each paragraph outside tables as its style and its words."""
    return [
        (paragraph.style.name if paragraph.style else "", paragraph.text)
        for paragraph in docx.Document(io.BytesIO(content)).paragraphs
    ]


def chunk(kind: bytes, content: bytes) -> bytes:
    checked = kind + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))


def png() -> bytes:
    header = struct.pack(">IIBBBBB", 40, 10, 8, 0, 0, 0, 0)
    pixels = zlib.compress(bytes(41 * 10))
    made = chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + made


def one_section(*blocks: Paragraph | Points) -> Document:
    return made_document()._replace(sections=(Section("only", Text("一章", "A chapter"), blocks),))


@pytest.mark.parametrize("lang", LANGS)
def test_equal_documents_give_equal_bytes(lang: Lang) -> None:
    assert print_word(made_document(), lang) == print_word(made_document(), lang)


def test_every_entry_of_the_zip_has_the_same_fixed_date() -> None:
    with zipfile.ZipFile(io.BytesIO(print_word(made_document(), "zh"))) as opened:
        dates = {entry.date_time for entry in opened.infolist()}

    assert dates == {(1980, 1, 1, 0, 0, 0)}


def test_there_are_no_macros_and_nothing_from_the_template_but_styles() -> None:
    names = set(parts(print_word(made_document(), "zh")))

    assert [name for name in names if "vba" in name.lower() or "thumbnail" in name] == []


@pytest.mark.parametrize("lang", LANGS)
def test_chapters_are_headings_that_word_knows(lang: Lang) -> None:
    document = made_document()

    said = paragraphs(print_word(document, lang))

    headings = [words for style, words in said if style == "Heading 1"]
    assert headings == [section.title.to(lang) for section in document.sections]
    assert ("Title", document.title.to(lang)) in said
    assert ("Subtitle", document.subtitle.to(lang)) in said


def test_every_paragraph_has_a_style_that_is_defined() -> None:
    made = parts(print_word(made_document(), "zh"))

    defined = {
        style.get(f"{W}styleId")
        for style in ET.fromstring(made["word/styles.xml"]).iter(f"{W}style")  # noqa: S314
    }
    body = ET.fromstring(made["word/document.xml"])  # noqa: S314
    used = {
        style.get(f"{W}val") for name in ("pStyle", "tblStyle") for style in body.iter(f"{W}{name}")
    }
    assert used <= defined


@pytest.mark.parametrize("lang", LANGS)
def test_both_scripts_have_their_font_and_language(lang: Lang) -> None:
    styles = docx.Document(io.BytesIO(print_word(made_document(), lang))).styles

    defaults = styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    fonts, language = defaults.find(qn("w:rFonts")), defaults.find(qn("w:lang"))

    assert (fonts.get(qn("w:ascii")), fonts.get(qn("w:eastAsia"))) == ("Calibri", "Microsoft YaHei")
    assert (language.get(qn("w:val")), language.get(qn("w:eastAsia"))) == ("en-GB", "zh-CN")


def test_long_tables_repeat_their_header_row() -> None:
    word = docx.Document(io.BytesIO(print_word(made_document(plan=60), "en")))

    lists = [table for table in word.tables if table.style and table.style.name == "List Table"]

    assert len(lists) == 3
    for table in lists:
        marked = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
        assert marked == [True] + [False] * (len(table.rows) - 1)


def test_each_numbered_list_begins_with_one() -> None:
    numbered = Points((same("a"), same("b")), ordered=True)

    word = docx.Document(io.BytesIO(print_word(one_section(numbered, numbered), "en")))

    numbers = [
        paragraph._p.find(f".//{qn('w:numId')}").get(qn("w:val"))
        for paragraph in word.paragraphs
        if paragraph.style and paragraph.style.name == "List Number"
    ]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]


def test_the_mark_stands_on_every_page_and_pages_are_counted() -> None:
    made = parts(print_word(made_document(), "zh"))

    header = next(made[name] for name in made if name.startswith("word/header")).decode()
    footer = next(made[name] for name in made if name.startswith("word/footer")).decode()

    assert "内部 · 自评，未经核实" in header
    assert 'w:instr=" PAGE "' in footer
    assert 'w:instr=" NUMPAGES "' in footer


def test_the_properties_say_what_it_is_and_keep_the_date_of_the_document() -> None:
    properties = docx.Document(io.BytesIO(print_word(made_document(), "zh"))).core_properties

    assert (properties.title, properties.author, properties.language, properties.comments) == (
        "企业社会责任自评诊断",
        "佛山市明灯电器有限公司",
        "zh-CN",
        "",
    )
    assert properties.created is not None
    assert properties.created.date().isoformat() == "2026-11-22"
    assert properties.created == properties.modified


def test_words_of_people_are_marked_in_the_other_language() -> None:
    document = one_section(Paragraph(Said("zh", "我们在做。")))

    assert ("Normal", "我们在做。") in paragraphs(print_word(document, "zh"))
    assert ("Normal", "我们在做。 [original in Chinese]") in paragraphs(print_word(document, "en"))


@pytest.mark.parametrize("lang", LANGS)
def test_hostile_words_give_sound_xml_and_stay_words(lang: Lang) -> None:
    made = parts(print_word(hostile(made_document()), lang))
    sound = parts(print_word(made_document(), lang))

    assert set(made) == set(sound)
    for name, content in made.items():
        if name.endswith((".xml", ".rels")):
            spoiled, plain = (
                {element.tag for element in ET.fromstring(xml).iter()}  # noqa: S314
                for xml in (content, sound[name])
            )
            assert spoiled - {f"{W}br"} == plain - {f"{W}br"}


def test_a_bitmap_logo_is_set_with_the_name_of_the_company() -> None:
    made = parts(print_word(made_document(look=Look(logo=png())), "en"))

    assert made["word/media/image1.png"] == png()
    assert 'descr="Lamp Works (Foshan) Co., Ltd."' in made["word/document.xml"].decode()


def test_a_drawn_logo_is_left_out() -> None:
    drawn = Look(logo=b'<svg xmlns="http://www.w3.org/2000/svg"/>')

    assert print_word(made_document(look=drawn), "en") == print_word(made_document(), "en")


@pytest.mark.parametrize(
    "document",
    [
        made_document()._replace(sections=(), data=()),
        made_document(plan=60),
        with_company(made_document(), "灯" * 300, "Lamp" * 300),
        with_company(made_document(), "", ""),
    ],
    ids=["empty", "long plan", "long name", "no name"],
)
def test_short_long_and_empty_documents_are_printed(document: Document) -> None:
    assert paragraphs(print_word(document, "zh"))[0] == ("Title", "企业社会责任自评诊断")
