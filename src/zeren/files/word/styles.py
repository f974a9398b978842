"""The styles of the Word report: what Word and WPS list by name and let a company change at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from zeren.files.word.elements import Element, add, element, shading, style_id, switch
from zeren.publish.document import Tone

if TYPE_CHECKING:
    from docx.document import Document as WordFile

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
ACCENT: Final = ""  # the company's own colour
_INDENT: Final = 280  # twentieths of a point, beside a line at the left


@dataclass(frozen=True, slots=True)
class Set:
    """How a paragraph style is set; sizes and spaces in points, colours as RRGGBB."""

    name: str
    size: float
    bold: bool = False
    colour: str = INK
    before: float = 0
    after: float = 6
    line: float = 1.3
    keep: bool = False
    base: str = "Normal"
    edge: Literal["left", "bottom"] | None = None  # a line beside or below it
    edge_colour: str = ACCENT
    thick: int = 0  # of that line, in eighths of a point
    ground: str = ""


_STYLES: Final = (
    Set("Normal", 10.5),
    Set("Title", 26, bold=True, colour=ACCENT, before=6, after=4, line=1.15, keep=True),
    Set("Subtitle", 14, colour=QUIET, after=10, keep=True, edge="bottom", thick=12),
    Set("Heading 1", 18, bold=True, colour=ACCENT, before=22, after=8, line=1.2, keep=True),
    Set("Heading 2", 13.5, bold=True, before=14, after=5, line=1.2, keep=True),
    Set("Heading 3", 11.5, bold=True, before=10, after=4, line=1.2, keep=True),
    Set("Caption", 10, bold=True, before=10, after=4, keep=True),
    Set("List Bullet", 10.5, after=3),
    Set("List Number", 10.5, after=3),
    Set("Quote", 11.5, before=6, after=4, edge="left", thick=18),
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


def notice(tone: Tone) -> str:
    return f"Notice {tone}".replace(" plain", "")


_NOTICES: Final = tuple(
    Set(notice(tone), 10.5, after=0, edge="left", thick=36, edge_colour=ink, ground=ground)
    for tone, (ink, ground) in TONES.items()
)


def set_styles(word: WordFile, *, colour: str, lang: Lang) -> None:
    """Define every style used; `colour` is #rrggbb."""
    styles: Element = word.styles.element
    _drop_table_styles(styles)
    _set_defaults(styles, lang)
    accent = colour.lstrip("#").upper()
    known = {style.get(qn("w:styleId")): style for style in styles}
    for wanted in (*_STYLES, *_NOTICES):
        style = known.get(style_id(wanted.name))
        if style is None:
            style = _added(styles, wanted)
        _set_paragraph(style.get_or_add_pPr(), wanted, accent=accent, lang=lang)
        _set_font(style.get_or_add_rPr(), wanted, accent=accent, lang=lang)
    for table_style in (_LIST_TABLE, _LINES_TABLE, _FIELD_TABLE):
        styles.append(parse_xml(table_style))


def _drop_table_styles(styles: Element) -> None:
    """The library's template brings a hundred table styles that nobody asked for."""
    kind, identity = qn("w:type"), qn("w:styleId")
    for style in styles.findall(qn("w:style")):
        if style.get(kind) == "table" and style.get(identity) != "TableNormal":
            styles.remove(style)


def _set_defaults(styles: Element, lang: Lang) -> None:
    defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    defaults[:] = [
        _fonts(lang),
        *_kept(defaults, "sz", "szCs"),
        element("lang", val="en-GB", eastAsia="zh-CN"),
    ]


def _added(styles: Element, wanted: Set) -> Element:
    identity = style_id(wanted.name)
    style = add(styles, "style", type="paragraph", customStyle=1, styleId=identity)
    add(style, "name", val=wanted.name)
    add(style, "basedOn", val=style_id(wanted.base))
    add(style, "qFormat")
    return style


def _set_paragraph(properties: Element, wanted: Set, *, accent: str, lang: Lang) -> None:
    """In the order of the schema; what is not kept here of the template's own look goes."""
    before, after = round(20 * wanted.before), round(20 * wanted.after)
    line = round(240 * (wanted.line + (0.1 if lang == "zh" else 0)))
    properties[:] = [
        switch("keepNext", on=wanted.keep),
        *_kept(properties, "keepLines", "numPr"),
        *_border(wanted, accent),
        *([shading(wanted.ground)] if wanted.ground else []),
        *_kept(properties, "tabs"),
        element("spacing", before=before, after=after, line=line, lineRule="auto"),
        *([element("ind", left=_INDENT)] if wanted.edge == "left" else []),
        *_kept(properties, "outlineLvl"),
    ]


def _border(wanted: Set, accent: str) -> Iterator[Element]:
    if wanted.edge:
        border = element("pBdr")
        space = 10 if wanted.edge == "left" else 8
        colour = wanted.edge_colour or accent
        add(border, wanted.edge, val="single", sz=wanted.thick, space=space, color=colour)
        yield border


def _set_font(properties: Element, wanted: Set, *, accent: str, lang: Lang) -> None:
    properties[:] = [
        _fonts(lang),
        *([element("b")] if wanted.bold else []),
        element("color", val=wanted.colour or accent),
        element("sz", val=round(2 * wanted.size)),
    ]


def _kept(properties: Element, *names: str) -> list[Element]:
    return [child for name in names for child in properties.findall(qn(f"w:{name}"))]


def _fonts(lang: Lang) -> Element:
    """Latin letters in one family, Chinese in another; quotation marks follow the language."""
    hint = {"hint": "eastAsia"} if lang == "zh" else {}
    return element("rFonts", ascii=LATIN, hAnsi=LATIN, cs=LATIN, eastAsia=CHINESE, **hint)


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
