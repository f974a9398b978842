"""SVG drawings from outside: only shapes, words and colours may pass, nothing that acts or calls."""

from __future__ import annotations

import re
from typing import Final
from xml.parsers import expat

from zeren.problems import Place, Problem, Refused
from zeren.text import Text, same

MOST_SHAPES: Final = 5_000
MOST_REFERENCES: Final = 200
MOST_DEPTH: Final = 50

_SVG: Final = "http://www.w3.org/2000/svg"
_DRAWING: Final = frozenset(
    (
        *("svg", "g", "defs", "symbol", "use", "title", "desc", "metadata", "style"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"),
        *("linearGradient", "radialGradient", "stop", "clipPath"),
    )
)
_CALLS: Final = re.compile(
    r"url\(\s*(?!['\"]?#)|@import|@font-face|image-set|expression|javascript:|data:|\\",
    re.IGNORECASE,
)
_INWARD: Final = re.compile(r"url\(\s*['\"]?#([^'\")]+)")
_TOO_MANY: Final = Text("过多的图形", "too many shapes")


class _Enough(Exception):  # noqa: N818 - it stops the reading, it is no error
    """Seen enough to refuse the drawing."""


class _Reader:
    """Walks through a drawing and remembers what may not stay in it."""

    def __init__(self) -> None:
        self.found: dict[str, Text] = {}
        self.path: list[tuple[str, str]] = []  # name and id of each open element
        self.styles: list[str] = []
        self.root = ""
        self.shapes: dict[str, int] = {"": 0}  # by id, "" being the whole drawing
        self.references: dict[str, list[str]] = {"": []}

    def declaration(self, _: str, encoding: str | None, __: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "us-ascii"):
            self.found["encoding"] = Text(f"编码 {encoding}", f"the encoding {encoding}")

    def doctype(self, *_: object) -> None:
        self.found["doctype"] = Text("文档类型声明（DOCTYPE）", "a document type (DOCTYPE)")
        raise _Enough

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.root = self.root or name
        self.path.append((name, attributes.get("id", "")))
        space, _, tag = name.rpartition(" ")
        if space == _SVG and tag not in _DRAWING:
            self.found[tag] = same(f"<{tag}>")
        targets = [
            target
            for attribute, value in attributes.items()
            for target in self._attribute(attribute.rpartition(" ")[2].lower(), value)
        ]
        for owner in {"", *(own_id for _, own_id in self.path)}:
            self.shapes[owner] = self.shapes.get(owner, 0) + 1
            self.references.setdefault(owner, []).extend(targets)
        if self.shapes[""] > MOST_SHAPES or len(self.path) > MOST_DEPTH:
            self.found["shapes"] = _TOO_MANY
            raise _Enough

    def _attribute(self, name: str, value: str) -> list[str]:
        """Judge an attribute and name the parts of the drawing that it refers to."""
        if name.startswith("on") or name == "base":
            self.found[name] = same(name)
        elif name == "href" and not value.strip().startswith("#"):
            self.found[name] = Text(f"指向外部的 {name}", f"an outward {name}")
        elif _CALLS.search(value):
            self.found[name] = Text(f"{name} 里的外部引用", f"an outward reference in {name}")
        elif name == "href":
            return [value.strip()[1:]]
        return _INWARD.findall(value)

    def end(self, name: str) -> None:
        self.path.pop()
        if name == f"{_SVG} style" and _CALLS.search("".join(self.styles)):
            self.found["style"] = Text("样式里的外部引用", "an outward reference in a style")

    def words(self, words: str) -> None:
        if self.path and self.path[-1][0] == f"{_SVG} style":
            self.styles.append(words)

    def instruction(self, target: str, _: str) -> None:
        self.found[target] = same(f"<?{target}?>")

    def unfolds_to_too_many(self) -> bool:
        """A few lines of copies of copies could unfold into millions of shapes, or never end."""
        known: dict[str, int] = {}

        def unfolded(own_id: str, above: tuple[str, ...]) -> int:
            if own_id in above:
                return MOST_SHAPES + 1
            if own_id not in known:
                known[own_id] = self.shapes.get(own_id, 0) + sum(
                    unfolded(target, (*above, own_id)) for target in self.references.get(own_id, ())
                )
            return known[own_id]

        return len(self.references[""]) > MOST_REFERENCES or unfolded("", ()) > MOST_SHAPES


def check_svg(content: bytes, name: str) -> bytes:
    """Give the drawing back as it is, or raise Refused with what has to go."""
    reader = _Reader()
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    parser.buffer_text = True
    parser.XmlDeclHandler = reader.declaration
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.words
    parser.ProcessingInstructionHandler = reader.instruction
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat's own signature
    except expat.ExpatError as error:
        raise Refused(_no_drawing(name)) from error
    except _Enough:
        raise Refused(*_refusals(reader.found, name)) from None
    if reader.root != f"{_SVG} svg":
        raise Refused(_no_drawing(name))
    if reader.unfolds_to_too_many():
        reader.found["shapes"] = _TOO_MANY
    if reader.found:
        raise Refused(*_refusals(reader.found, name))
    return content


def _refusals(found: dict[str, Text], name: str) -> tuple[Problem, ...]:
    remedy = Text(
        "请在绘图软件里另存为“普通 SVG”，或改用 PNG。",
        "Save it as plain SVG in your drawing program, or use a PNG.",
    )
    what = Text(
        "这张 SVG 里有不能带进报告的内容：{thing}。",
        "This SVG holds something that cannot go into a report: {thing}.",
    )
    return tuple(
        Problem("logo-svg-unsafe", "error", Place(file=name), what.format(thing=thing), remedy)
        for thing in found.values()
    )


def _no_drawing(name: str) -> Problem:
    return Problem(
        "logo-damaged",
        "error",
        Place(file=name),
        Text("这个文件不是完整的 SVG 图片。", "This file is not a complete SVG picture."),
        Text(
            "请在绘图软件里重新另存为“普通 SVG”，或改用 PNG。",
            "Save it as plain SVG again in your drawing program, or use a PNG.",
        ),
    )
