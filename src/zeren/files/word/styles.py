"""The styles of the Word report: what Word and WPS list by name and let a company change at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle

from zeren.publish.document import Tone

if TYPE_CHECKING:
    from docx.document import Document as WordFile
    from docx.oxml.xmlchemy import BaseOxmlElement

    from zeren.text import Lang

INK: Final = "1B2325"
QUIET: Final = "55616A"
LINE: Final = "D5DCDF"
SOFT: Final = "F4F6F7"
LATIN: Final = "Calibri"
CHINESE: Final = "Microsoft YaHei"
TONES: Final[dict[Tone, tuple[str, str]]] = {  # words and signs, background
    "plain": (QUIET, SOFT),
    "good": ("1C6A3A", "E9F4EC"),
    "watch": ("7A5200", "FDF4DC"),
    "bad": ("A23A06", "FDEEE4"),
    "severe": ("9A1B1B", "FBE8E8"),
}
ACCENT: Final = "accent"
_PARAGRAPH: Final = WD_STYLE_TYPE.PARAGRAPH


@dataclass(frozen=True, slots=True)
class Set:
    """How a paragraph style is set; sizes and spaces in points."""

    name: str
    size: float
    bold: bool = False
    colour: str = INK
    before: float = 0
    after: float = 6
    line: float = 1.3
    keep: bool = False
    base: str = "Normal"


_STYLES: Final = (
    Set("Normal", 10.5),
    Set("Title", 26, bold=True, colour=ACCENT, before=6, after=4, line=1.15, keep=True),
    Set("Subtitle", 14, colour=QUIET, after=10, keep=True),
    Set("Heading 1", 18, bold=True, colour=ACCENT, before=22, after=8, line=1.2, keep=True),
    Set("Heading 2", 13.5, bold=True, before=14, after=5, line=1.2, keep=True),
    Set("Heading 3", 11.5, bold=True, before=10, after=4, line=1.2, keep=True),
    Set("Caption", 10, bold=True, before=10, after=4, keep=True),
    Set("List Bullet", 10.5, after=3),
    Set("List Number", 10.5, after=3),
    Set("Quote", 11.5, before=6, after=4),
    Set("Header", 8.5, colour=QUIET, after=0),
    Set("Footer", 8.5, colour=QUIET, after=0),
    Set("Lead", 13, after=8, line=1.35),
    Set("Note", 9, colour=QUIET),
    Set("Cell", 9.5, after=0, line=1.2),
    Set("Cell Label", 9.5, colour=QUIET, after=0, line=1.2),
    Set("Cell Bullet", 9.5, after=2, line=1.2, base="List Bullet"),
    Set("Figure", 20, bold=True, after=0, line=1.1, keep=True),
    Set("Figure Label", 9, colour=QUIET, after=0),
)


def set_styles(word: WordFile, *, colour: str, lang: Lang) -> None:
    """Define every style used; `colour` is #rrggbb."""
    accent = colour.lstrip("#").upper()
    _drop_table_styles(word)
    _set_defaults(word, lang)
    known = {style.name: style for style in word.styles if isinstance(style, ParagraphStyle)}
    for wanted in (*_STYLES, *(Set(notice(tone), 10.5, after=0) for tone in TONES)):
        style = known.get(wanted.name) or word.styles.add_style(wanted.name, _PARAGRAPH)
        if wanted.name not in known:
            style.base_style, style.quick_style = known[wanted.base], True
        known[wanted.name] = style
        _apply(style, wanted, accent if wanted.colour == ACCENT else wanted.colour, lang)
    _border(known["Quote"], accent, 18)
    _border(known["Subtitle"], accent, 12, side="bottom")
    for tone, (ink, background) in TONES.items():
        _border(known[notice(tone)], ink, 36)
        _shade(known[notice(tone)], background)
    for table_style in (_LIST_TABLE, _LINES_TABLE, _FIELD_TABLE):
        word.styles.element.append(parse_xml(table_style))


def notice(tone: Tone) -> str:
    return f"Notice {tone}".replace(" plain", "")


def _apply(style: ParagraphStyle, wanted: Set, colour: str, lang: Lang) -> None:
    font, shape = style.font, style.paragraph_format
    font.size, font.bold, font.italic = Pt(wanted.size), wanted.bold or None, None
    font.color.rgb = RGBColor.from_string(colour)
    shape.space_before, shape.space_after = Pt(wanted.before), Pt(wanted.after)
    shape.line_spacing = wanted.line + (0.1 if lang == "zh" else 0)
    shape.keep_with_next = wanted.keep
    properties = style.element.get_or_add_rPr()
    _drop(properties, "w:rFonts", "w:spacing", "w:kern")
    properties.insert(0, _fonts(lang))
    _drop(style.element.get_or_add_pPr(), "w:pBdr", "w:contextualSpacing")


def _drop(parent: BaseOxmlElement, *names: str) -> None:
    for name in names:
        for old in parent.findall(qn(name)):
            parent.remove(old)


def _fonts(lang: Lang) -> BaseOxmlElement:
    """Latin letters in one family, Chinese in another; quotation marks follow the language."""
    fonts = OxmlElement("w:rFonts")
    for name, family in (
        ("ascii", LATIN),
        ("hAnsi", LATIN),
        ("cs", LATIN),
        ("eastAsia", CHINESE),
    ):
        fonts.set(qn(f"w:{name}"), family)
    if lang == "zh":
        fonts.set(qn("w:hint"), "eastAsia")
    return fonts


def _set_defaults(word: WordFile, lang: Lang) -> None:
    defaults = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    _drop(defaults, "w:rFonts", "w:lang")
    defaults.insert(0, _fonts(lang))
    language = OxmlElement("w:lang")
    for name, tag in (("val", "en-GB"), ("eastAsia", "zh-CN")):
        language.set(qn(f"w:{name}"), tag)
    defaults.append(language)


def _drop_table_styles(word: WordFile) -> None:
    """The library's template brings a hundred table styles that nobody asked for."""
    for style in word.styles.element.findall(qn("w:style")):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:styleId")) != "TableNormal":
            word.styles.element.remove(style)


def _border(style: ParagraphStyle, colour: str, eighths: int, side: str = "left") -> None:
    space = 10 if side == "left" else 8
    frame = style.element.get_or_add_pPr()
    frame.insert_element_before(
        parse_xml(
            f'<w:pBdr {nsdecls("w")}><w:{side} w:val="single" w:sz="{eighths}" '
            f'w:space="{space}" w:color="{colour}"/></w:pBdr>'
        ),
        *_AFTER_BORDERS,
    )
    if side == "left":
        style.paragraph_format.left_indent = Pt(14)


def _shade(style: ParagraphStyle, colour: str) -> None:
    frame = style.element.get_or_add_pPr()
    frame.insert_element_before(shading(colour), *_AFTER_BORDERS[1:])


def shading(colour: str) -> BaseOxmlElement:
    made = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        made.set(qn(f"w:{name}"), value)
    return made


_AFTER_BORDERS: Final = (  # the order of w:pPr in the schema
    "w:shd",
    "w:tabs",
    "w:suppressAutoHyphens",
    "w:kinsoku",
    "w:wordWrap",
    "w:overflowPunct",
    "w:topLinePunct",
    "w:autoSpaceDE",
    "w:autoSpaceDN",
    "w:bidi",
    "w:adjustRightInd",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:mirrorIndents",
    "w:suppressOverlap",
    "w:jc",
    "w:textDirection",
    "w:textAlignment",
    "w:textboxTightWrap",
    "w:outlineLvl",
    "w:divId",
    "w:cnfStyle",
    "w:rPr",
    "w:sectPr",
    "w:pPrChange",
)

_LIST_TABLE: Final = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="ListTable">
  <w:name w:val="List Table"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/>
  <w:tblPr>
    <w:tblBorders>
      <w:top w:val="single" w:sz="12" w:space="0" w:color="{INK}"/>
      <w:bottom w:val="single" w:sz="8" w:space="0" w:color="{INK}"/>
      <w:insideH w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>
    </w:tblBorders>
    <w:tblCellMar>
      <w:top w:w="70" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>
      <w:bottom w:w="70" w:type="dxa"/><w:right w:w="80" w:type="dxa"/>
    </w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow">
    <w:rPr><w:b/></w:rPr>
    <w:tcPr>
      <w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="{INK}"/></w:tcBorders>
      <w:shd w:val="clear" w:color="auto" w:fill="{SOFT}"/>
    </w:tcPr>
  </w:tblStylePr>
</w:style>"""

_LINES_TABLE: Final = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="LinesTable">
  <w:name w:val="Lines Table"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/>
  <w:tblPr>
    <w:tblBorders>
      <w:top w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>
      <w:bottom w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>
      <w:insideH w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>
    </w:tblBorders>
    <w:tblCellMar>
      <w:top w:w="60" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>
      <w:bottom w:w="60" w:type="dxa"/><w:right w:w="80" w:type="dxa"/>
    </w:tblCellMar>
  </w:tblPr>
</w:style>"""

_FIELD_TABLE: Final = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="FieldTable">
  <w:name w:val="Field Table"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/>
  <w:tblPr>
    <w:tblBorders>
      <w:insideH w:val="single" w:sz="18" w:space="0" w:color="FFFFFF"/>
      <w:insideV w:val="single" w:sz="18" w:space="0" w:color="FFFFFF"/>
    </w:tblBorders>
    <w:tblCellMar>
      <w:top w:w="110" w:type="dxa"/><w:left w:w="40" w:type="dxa"/>
      <w:bottom w:w="110" w:type="dxa"/><w:right w:w="40" w:type="dxa"/>
    </w:tblCellMar>
  </w:tblPr>
</w:style>"""
