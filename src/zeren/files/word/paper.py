"""What surrounds the words of a Word report: page, header and footer, properties, and the zip."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.text.paragraph import Paragraph as WordParagraph

from zeren.files.characters import printable
from zeren.files.word.elements import add, add_run
from zeren.publish.document import Document
from zeren.text import Lang, Text

if TYPE_CHECKING:
    from docx.document import Document as WordFile

_PAGE: Final = Text("第 {page} 页，共 {pages} 页", "Page {page} of {pages}")
_ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)


def set_page(word: WordFile, document: Document, lang: Lang) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin, section.bottom_margin = Cm(2.3), Cm(2)
    section.header_distance = section.footer_distance = Cm(1.1)
    header = section.header.paragraphs[0]
    header.paragraph_format.tab_stops.clear_all()
    words = (printable(text.to(lang)) for text in (document.company, document.mark))
    header.add_run(" · ".join(words))
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for part in re.split(r"(\{\w+\})", _PAGE.to(lang)):
        if part in ("{page}", "{pages}"):
            _add_field(footer, {"{page}": "PAGE", "{pages}": "NUMPAGES"}[part])
        else:
            footer.add_run(part)


def _add_field(paragraph: WordParagraph, name: str) -> None:
    field = add(paragraph._p, "fldSimple", instr=f" {name} ")  # noqa: SLF001 - no public way
    add_run(field, "1")


def set_properties(word: WordFile, document: Document, lang: Lang) -> None:
    properties = word.core_properties
    moment = datetime.fromisoformat(document.date).replace(tzinfo=None)
    properties.created = properties.modified = moment
    properties.title = printable(document.title.to(lang))[:255]
    properties.subject = printable(document.subtitle.to(lang))[:255]
    properties.author = printable(document.company.to(lang))[:255]
    properties.last_modified_by = properties.author
    properties.language = "zh-CN" if lang == "zh" else "en-GB"
    properties.comments = properties.keywords = ""
    properties.revision = 1
    _set_settings(word)
    _drop_leftovers(word)


def _drop_leftovers(word: WordFile) -> None:
    """The library's template holds a picture of itself, and its styles again for Word 2007."""
    for relations in (word.part.package.rels, word.part.rels):
        for name, relation in list(relations.items()):
            if relation.reltype.endswith(("/thumbnail", "/stylesWithEffects")):
                del relations[name]


def _set_settings(word: WordFile) -> None:
    """The library's template is of 2010, which Word's title bar would say, and Japanese."""
    for setting in word.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    for setting in word.settings.element.iter(qn("w:themeFontLang")):
        setting.set(qn("w:val"), "en-GB")
        setting.set(qn("w:eastAsia"), "zh-CN")


def packed(word: WordFile) -> bytes:
    """Zip again with fixed dates: the library writes the hour into each entry."""
    loose, packed = BytesIO(), BytesIO()
    word.save(loose)
    with ZipFile(loose) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = ZipInfo(name, _ZIP_DATE)
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return packed.getvalue()
