"""What is wrong with a declaration: the same checks for one being written and for a stranger's.

A place is named by its path, `scope.sites.0.name`; who knows where that stands says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final, get_args

from zeren.collect import uscc
from zeren.declare.declaration import Declaration, Words
from zeren.declare.validity import latest_end
from zeren.problems import Place, Problem
from zeren.standards.catalogue import ClaimKind
from zeren.text import Said, Text

Where = Callable[[str], Place]

LONG: Final = 4_000  # characters of a statement, its limits or its review
SHORT: Final = 400  # of a name, an address, a title
CODE: Final = 80
MOST: Final[Mapping[str, int]] = {
    "claims": 60,
    "documents": 300,
    "published": 2_000,
    "sites": 300,
    "supplements": 40,
}
MOST_PEOPLE: Final = 10_000_000
SHA256: Final = re.compile(r"[0-9a-f]{64}")
ID: Final = re.compile(r"urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DAY: Final = re.compile(r"(?:19|20|21)\d\d-\d\d-\d\d", re.ASCII)
_TURNING: Final = frozenset(
    "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)
_UNSEEN: Final = ("Cc", "Cs", "Co", "Cn")
_LONG_TEXTS: Final = ("statement", "limits", "review", "scope.object")


def problems_of(declaration: Declaration, where: Where) -> tuple[Problem, ...]:
    """Everything that keeps it from being issued, or from being believed, all at once."""
    return (
        *_texts(declaration, where),
        *_lists(declaration, where),
        *_company(declaration, where),
        *_people(declaration, where),
        *_days(declaration, where),
        *_claims(declaration, where),
        *_documents(declaration, where),
    )


def texts_of(declaration: Declaration) -> Iterator[tuple[str, Words]]:
    """Every text in it, with its path."""
    yield "issuer.name", declaration.issuer.name
    yield "issuer.address", declaration.issuer.address
    if declaration.issuer.contact:
        yield "issuer.contact", Said.of(declaration.issuer.contact)
    yield "scope.object", declaration.scope.object
    for number, site in enumerate(declaration.scope.sites):
        yield f"scope.sites.{number}.name", site.name
        yield f"scope.sites.{number}.address", site.address
    yield "statement", declaration.statement
    for number, claim in enumerate(declaration.claims):
        for name in ("title", "edition", "words"):
            said: Text = getattr(claim, name)
            yield f"claims.{number}.{name}", said
    yield "place", declaration.place
    yield "signatory.name", declaration.signatory.name
    yield "signatory.function", declaration.signatory.function
    for name in ("limits", "review"):
        words: Words | None = getattr(declaration, name)
        if words is not None:
            yield name, words
    for number, document in enumerate(declaration.documents):
        yield f"documents.{number}.title", document.title


def sides(words: Words) -> tuple[str, ...]:
    """The text in each language in which it was written."""
    return (words.zh, words.en) if isinstance(words, Text) else (words.text,)


def is_day(iso: str) -> bool:
    """A real day of the years 1900 to 2199, written 2026-01-31."""
    if not _DAY.fullmatch(iso):
        return False
    try:
        date.fromisoformat(iso)
    except ValueError:
        return False
    return True


def _texts(declaration: Declaration, where: Where) -> Iterator[Problem]:
    for path, words in texts_of(declaration):
        most = LONG if path in _LONG_TEXTS else SHORT
        for text in sides(words):
            if not text.strip():
                yield _error("text-missing", where(path), *_EMPTY)
            if len(text) > most:
                what = _TOO_LONG.format(count=len(text), most=most)
                yield _error("text-too-long", where(path), what, _SHORTEN)
            if any(map(_is_unseen, text)):
                yield _error("text-unseen", where(path), *_HIDDEN)


def _lists(declaration: Declaration, where: Where) -> Iterator[Problem]:
    lists = {
        "claims": declaration.claims,
        "documents": declaration.documents,
        "published": declaration.published,
        "scope.sites": declaration.scope.sites,
    }
    for path, entries in lists.items():
        most = MOST[path.rpartition(".")[2]]
        if len(entries) > most:
            what = _TOO_MANY.format(count=len(entries), most=most)
            yield _error("too-many", where(path), what, _FEWER)


def _is_unseen(sign: str) -> bool:
    """A control character, half of a pair, or a mark that turns the direction of reading."""
    return sign in _TURNING or (sign not in "\n\t" and unicodedata.category(sign) in _UNSEEN)


def _company(declaration: Declaration, where: Where) -> Iterator[Problem]:
    if declaration.issuer.uscc:
        yield from uscc.problems_of(declaration.issuer.uscc, place=where("issuer.uscc"))
    if not declaration.scope.sites:
        yield _error("sites-missing", where("scope.sites"), *_NO_SITE)


def _people(declaration: Declaration, where: Where) -> Iterator[Problem]:
    for name in ("employees", "dispatched"):
        count: int = getattr(declaration.scope, name)
        if not 0 <= count <= MOST_PEOPLE:
            what = _COUNT.format(count=count)
            yield _error("headcount-impossible", where(f"scope.{name}"), what, _COUNT_AGAIN)


def _days(declaration: Declaration, where: Where) -> Iterator[Problem]:
    period = declaration.scope.period
    days = {
        "scope.period.start": period.start or period.end,
        "scope.period.end": period.end,
        "issued": declaration.issued,
        "until": declaration.until,
    }
    wrong = [path for path, day in days.items() if not is_day(day)]
    for path in wrong:
        yield _error("not-a-day", where(path), _NO_DAY.format(day=days[path][:CODE]), _DAY_AGAIN)
    if not wrong:
        yield from _order(days, where)


def _order(days: Mapping[str, str], where: Where) -> Iterator[Problem]:
    start, end, issued, until = days.values()
    if end < start:
        yield _error("period-reversed", where("scope.period.end"), *_REVERSED)
    if until <= issued:
        yield _error("validity-over", where("until"), *_OVER)
    elif until > latest_end(issued):
        what = _TOO_FAR.format(issued=issued, until=until)
        yield _error(
            "validity-too-long", where("until"), what, _LATEST.format(day=latest_end(issued))
        )


def _claims(declaration: Declaration, where: Where) -> Iterator[Problem]:
    if not declaration.claims:
        yield _error("claims-missing", where("claims"), *_NO_CLAIM)
    met: set[str] = set()
    for number, claim in enumerate(declaration.claims):
        if claim.kind == "none" or claim.kind not in get_args(ClaimKind):
            yield _error("claim-unknown", where(f"claims.{number}.kind"), *_NO_KIND)
        if claim.standard in met:
            yield _error("claim-twice", where(f"claims.{number}"), *_TWICE)
        met.add(claim.standard)


def _documents(declaration: Declaration, where: Where) -> Iterator[Problem]:
    for number, document in enumerate(declaration.documents):
        if not SHA256.fullmatch(document.sha256):
            yield _error("hash-unclear", where(f"documents.{number}.sha256"), *_NO_HASH)
        if len(document.question) > CODE or not document.question.isprintable():
            yield _error("question-unclear", where(f"documents.{number}.question"), *_NO_QUESTION)
    if declaration.supersedes and not ID.fullmatch(declaration.supersedes):
        yield _error("id-unclear", where("supersedes"), *_NO_ID)


def _error(code: str, place: Place, what: Text, remedy: Text) -> Problem:
    return Problem(code, "error", place, what, remedy)


_EMPTY: Final = (
    Text("这里是空的。", "This is empty."),
    Text("请填上。", "Please fill it in."),
)
_TOO_LONG: Final = Text(
    "这里有 {count} 个字符，最多 {most} 个。", "This has {count} characters; at most {most} fit."
)
_TOO_MANY: Final = Text(
    "这里有 {count} 行，最多 {most} 行。", "There are {count} of these; at most {most} fit."
)
_FEWER: Final = Text("请合并或减少。", "Put some together or leave some out.")
_SHORTEN: Final = Text("请写短一些。", "Please shorten it.")
_HIDDEN: Final = (
    Text(
        "这里有看不见的字符，或改变文字方向的字符。",
        "This holds characters that cannot be seen, or that turn the direction of reading.",
    ),
    Text("请删掉，重新打一遍。", "Delete it and type it again."),
)
_NO_SITE: Final = (
    Text("没有写明覆盖哪个场所。", "No site is named that the declaration covers."),
    Text("请至少写一个场所的名称和地址。", "Give the name and address of at least one."),
)
_COUNT: Final = Text("人数不可能是 {count}。", "{count} cannot be a headcount.")
_COUNT_AGAIN: Final = Text("请写整数，没有就写 0。", "Write a whole number, 0 if there are none.")
_NO_DAY: Final = Text("“{day}”不是日期。", '"{day}" is not a date.')
_DAY_AGAIN: Final = Text("请写成 2026-01-31 这样。", "Write it like 2026-01-31.")
_REVERSED: Final = (
    Text("期间止早于期间起。", "The period ends before it starts."),
    Text("请核对两个日期，可能写反了。", "Check both dates; perhaps they are swapped."),
)
_OVER: Final = (
    Text("有效期在签发那天就已经结束。", "It would no longer be valid when it is issued."),
    Text(
        "有效期至要晚于签发日期；空着就是十二个月。",
        "It has to end after the date of issue; left empty it is twelve months.",
    ),
)
_TOO_FAR: Final = Text(
    "从 {issued} 到 {until} 超过了十三个月。",
    "From {issued} to {until} is more than thirteen months.",
)
_LATEST: Final = Text(
    "最晚到 {day}；再往后请重新自评、重新声明。",
    "It may last until {day}; after that, assess and declare anew.",
)
_NO_CLAIM: Final = (
    Text("没有对任何标准作出说明。", "Nothing is said of any standard."),
    Text("请在“标准”页至少选一句。", "Choose at least one sentence on the sheet of standards."),
)
_NO_KIND: Final = (
    Text("这不是可以声明的说法。", "This is no kind of claim."),
    Text("请从下拉列表中选。", "Choose from the list."),
)
_TWICE: Final = (
    Text("同一个标准出现了两次。", "The same standard is named twice."),
    Text("请只留一行。", "Keep one row of it."),
)
_NO_HASH: Final = (
    Text("这不是 SHA-256。", "This is no SHA-256."),
    Text(
        "SHA-256 是 64 个字符，只有 0–9 和 a–f。写文件名更省事，程序会自己算。",
        "A SHA-256 has 64 characters, 0–9 and a–f. Name the file instead, and it is worked out.",
    ),
)
_NO_QUESTION: Final = (
    Text("这不是题号。", "This is not the code of a question."),
    Text("请写 E3.1 这样的题号，或者空着。", "Write a code such as E3.1, or leave it empty."),
)
_NO_ID: Final = (
    Text("这不是一份声明的编号。", "This is not the id of a declaration."),
    Text(
        "编号以 urn:uuid: 开头，印在上一份声明上；没有就空着。",
        "It begins with urn:uuid: and is printed on the earlier declaration; leave it empty if there is none.",
    ),
)
