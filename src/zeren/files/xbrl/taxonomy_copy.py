"""A user's copy of EFRAG's taxonomy package: does it know what our filing names?

EFRAG states no licence for the package, so Zeren brings none; what a filing needs stands in our own
data. With a copy of the newest package at hand one learns whether a new edition has replaced ours.
The file comes from outside: it is unzipped and parsed as warily as a workbook.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.parsers.expat import ExpatError, ParserCreate

from zeren.files.canonical import sha256
from zeren.files.xlsx.zipped import MAX_INFLATED, Part, inflated, plain_name, read_file, read_parts
from zeren.problems import Level, Place, Problem, Refused
from zeren.publish.filing.values import Filing
from zeren.standards.taxonomy import Taxonomy, load_taxonomy
from zeren.text import Text

_PACKAGE: Final = "http://xbrl.org/2016/taxonomy-package"
_SCHEMA: Final = "http://www.w3.org/2001/XMLSchema"
_INSTANCE: Final = "http://www.xbrl.org/2003/instance"
_SHOWN: Final = 5
_CODE: Final = re.compile(r"[a-z]+:[\w-]+")
_GET: Final = Text(
    "请从 EFRAG 网站（xbrl.efrag.org）重新下载 VSME 分类标准包（.zip）。",
    "Download the VSME taxonomy package (.zip) again from EFRAG (xbrl.efrag.org).",
)


@dataclass(frozen=True, slots=True)
class TaxonomyCopy:
    """What a package declares: entry points, and type and period of each concept by full name."""

    file: str
    sha256: str
    entry_points: frozenset[str]
    concepts: Mapping[str, tuple[str, str]]


class _Declares(Exception):  # noqa: N818 - it names what the document does
    """The document declares a type of its own, with which a few bytes can fill the memory."""


def read_taxonomy_copy(path: Path) -> TaxonomyCopy:
    """Read a taxonomy package; raises `Refused` for what is none, or not safe to open."""
    file = path.name
    try:
        data = read_file(path)
        parts = {plain_name(part.name): part for part in read_parts(data, file=file)}
        about = [name for name in parts if name.endswith("meta-inf/taxonomypackage.xml")]
        if len(about) != 1:
            raise _refused(file, "taxonomy-no-package", _NO_PACKAGE)
        entry_points: set[str] = set()
        concepts: dict[str, tuple[str, str]] = {}
        _Reading(entry_points, concepts).read(data, parts[about[0]], file)
        budget = MAX_INFLATED
        for name, part in parts.items():
            if name.endswith(".xsd"):
                budget -= part.size
                if budget < 0:
                    raise _refused(file, "taxonomy-too-large", _TOO_LARGE)
                _Reading(entry_points, concepts).read(data, part, file)
    except Refused as refusal:
        raise Refused(*(_as_package(one) for one in refusal.problems)) from refusal
    except (ExpatError, _Declares) as fault:
        raise _refused(file, "taxonomy-damaged", _DAMAGED) from fault
    return TaxonomyCopy(file, sha256(data), frozenset(entry_points), concepts)


class _Reading:
    """Goes through one document and keeps what is declared in it."""

    def __init__(self, entry_points: set[str], concepts: dict[str, tuple[str, str]]) -> None:
        self._entry_points = entry_points
        self._concepts = concepts
        self._space = ""

    def read(self, data: bytes, part: Part, file: str) -> None:
        parser = ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        for chunk in inflated(data, part, budget=MAX_INFLATED, file=file):
            parser.Parse(chunk, False)  # noqa: FBT003 - expat's signature
        parser.Parse(b"", True)  # noqa: FBT003

    def _refuse(self, *_: object) -> None:
        raise _Declares

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == f"{_PACKAGE} entryPointDocument":
            self._entry_points.add(attributes.get("href", ""))
        elif tag == f"{_SCHEMA} schema":
            self._space = attributes.get("targetNamespace", "")
        elif tag == f"{_SCHEMA} element" and "name" in attributes:
            kind = attributes.get("type", "").rpartition(":")[2]
            period = attributes.get(f"{_INSTANCE} periodType", "")
            self._concepts[f"{self._space}#{attributes['name']}"] = (kind, period)


_NO_PACKAGE: Final = Text(
    "这不是 XBRL 分类标准包：里面没有 META-INF/taxonomyPackage.xml。",
    "This is no XBRL taxonomy package: there is no META-INF/taxonomyPackage.xml in it.",
)
_TOO_LARGE: Final = Text(
    "分类标准包展开后太大，VSME 的不会这么大。",
    "Unpacked, the taxonomy package is too large; that of VSME is not.",
)
_DAMAGED: Final = Text(
    "分类标准包里有读不通的 XML，或者带有文档类型声明（DTD）。",
    "The taxonomy package holds XML that cannot be read, or a document type declaration (DTD).",
)


def _refused(file: str, code: str, what: Text) -> Refused:
    return Refused(Problem(code, "error", Place(file=file), what, _GET))


def _as_package(problem: Problem) -> Problem:
    """What the strict reader says of zips, said of a taxonomy package."""
    if problem.code in {"file-missing", "file-unreadable"} or problem.code.startswith("taxonomy-"):
        return problem
    what = problem.what if "{" not in problem.what.en else _DAMAGED
    if problem.code in {"file-no-workbook", "file-password", "file-other-kind"}:
        what = _NO_PACKAGE
    return Problem(problem.code, problem.level, problem.place, what, _GET)


def compare(filing: Filing, copy: TaxonomyCopy) -> Iterator[Problem]:
    """What the copy does not know, or knows otherwise, of all that the filing names."""
    taxonomy = load_taxonomy()
    if filing.entry_point not in copy.entry_points:
        yield _problem(
            "taxonomy-other-edition",
            copy,
            ours=taxonomy.edition,
            entry=filing.entry_point,
            declared="、".join(sorted(copy.entry_points)) or "—",
        )
    named = {fact.concept for fact in filing.facts}
    missing = sorted(
        code for code in _codes(filing) | named if _name(code, taxonomy) not in copy.concepts
    )
    if missing:
        yield _problem("taxonomy-lacks", copy, names=_listed(missing), count=len(missing))
    other = sorted(code for code in named if _differs(code, taxonomy, copy))
    if other:
        yield _problem("taxonomy-differs", copy, names=_listed(other), count=len(other))


def _codes(filing: Filing) -> set[str]:
    """Axes and members that are named, in values and in breakdowns."""
    shapes = load_taxonomy().shapes
    found: set[str] = set()
    for fact in filing.facts:
        shape = shapes.get(fact.concept.removeprefix("vsme:"))
        if shape and shape.kind in {"choice", "choices"}:
            found.update(fact.value.split())
        for axis, value in fact.dimensions:
            found.add(axis)
            if _CODE.fullmatch(value):
                found.add(value)
    return found


def _differs(code: str, taxonomy: Taxonomy, copy: TaxonomyCopy) -> bool:
    known = copy.concepts.get(_name(code, taxonomy))
    shape = taxonomy.shapes.get(code.removeprefix("vsme:"))
    if known is None or shape is None:
        return False
    return known != (shape.type, "instant" if shape.instant else "duration")


def _name(code: str, taxonomy: Taxonomy) -> str:
    prefix, _, name = code.partition(":")
    return f"{taxonomy.namespaces.get(prefix, prefix)}#{name}"


def _listed(codes: list[str]) -> str:
    shown = ", ".join(codes[:_SHOWN])
    return shown if len(codes) <= _SHOWN else f"{shown} …"


_WORDS: Final[dict[str, tuple[Level, Text, Text]]] = {
    "taxonomy-other-edition": (
        "error",
        Text(
            "申报文件按 {ours} 版写，入口是 {entry}；这个分类标准包里没有这个入口，有的是：{declared}。",
            "The filing is written for the edition {ours}, entry point {entry}. This package does not declare it; it declares: {declared}.",
        ),
        Text(
            "请问接收方要哪一版；要新版，请等责任 Zeren 更新，或用 {ours} 版的包来核对。",
            "Ask the recipient which edition is wanted. If it is the newer one, wait for Zeren to follow; or compare with the package of {ours}.",
        ),
    ),
    "taxonomy-lacks": (
        "error",
        Text(
            "这个分类标准包里没有申报文件用到的 {count} 个名称：{names}。",
            "The package does not know {count} of the names in the filing: {names}.",
        ),
        Text(
            "包可能是另一版，或者不完整。请下载与申报文件同一版的包。",
            "It may be another edition, or incomplete. Download the package of the filing's edition.",
        ),
    ),
    "taxonomy-differs": (
        "error",
        Text(
            "有 {count} 个概念的类型或时间在这个分类标准包里不一样：{names}。",
            "The package gives {count} concepts another type or kind of period: {names}.",
        ),
        Text(
            "这是另一版分类标准；请等责任 Zeren 更新后再申报。",
            "It is another edition of the taxonomy; wait for Zeren to follow before you file.",
        ),
    ),
}


def _problem(code: str, copy: TaxonomyCopy, **values: object) -> Problem:
    level, what, remedy = _WORDS[code]
    return Problem(
        code, level, Place(file=copy.file), what.format(**values), remedy.format(**values)
    )
