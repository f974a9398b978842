"""A declaration as plain data, `statement.json`, and back: what the signature is put under.

Whoever reads one reads a stranger's file: every key, type and size is looked at before anything is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, NoReturn, TypeVar, cast

from zeren.collect.facts import Period
from zeren.collect.responses import Asked
from zeren.declare.checks import CODE, LONG, MOST, SHA256, SHORT, problems_of
from zeren.declare.declaration import (
    Claimed,
    Declaration,
    Issuer,
    Scope,
    Signatory,
    Site,
    SupportingDocument,
    Words,
)
from zeren.declare.jws import Unsound, table_of
from zeren.declare.package import PROFILE, STATEMENT
from zeren.problems import Place, Problem, Refused
from zeren.standards.catalogue import ClaimKind
from zeren.text import LANGS, Said, Text

Table = dict[str, Any]
Made = TypeVar("Made")
MOST_BYTES: Final = 1_000_000


def statement_as_json(declaration: Declaration) -> Table:
    """Strings, whole numbers, None, lists and tables; schema: statement.schema.json."""
    issuer, scope, signatory = declaration.issuer, declaration.scope, declaration.signatory
    return {
        "profile": PROFILE,
        "issuer": {
            "name": issuer.name.as_json(),
            "uscc": issuer.uscc,
            "address": issuer.address.as_json(),
            "contact": issuer.contact,
        },
        "scope": {
            "object": scope.object.as_json(),
            "sites": [
                {"name": site.name.as_json(), "address": site.address.as_json()}
                for site in scope.sites
            ],
            "employees": scope.employees,
            "dispatched": scope.dispatched,
            "period": scope.period.as_json(),
        },
        "statement": declaration.statement.as_json(),
        "claims": [_claim_as_json(claim) for claim in declaration.claims],
        "issued": declaration.issued,
        "until": declaration.until,
        "place": declaration.place.as_json(),
        "signatory": {
            "name": signatory.name.as_json(),
            "function": signatory.function.as_json(),
        },
        "limits": declaration.limits.as_json() if declaration.limits else None,
        "review": declaration.review.as_json() if declaration.review else None,
        "documents": [
            {"title": one.title.as_json(), "sha256": one.sha256, "question": one.question}
            for one in declaration.documents
        ],
        "questionnaire": declaration.asked.as_json(),
        "published": list(declaration.published),
        "supersedes": declaration.supersedes,
    }


def _claim_as_json(claim: Claimed) -> Table:
    return {
        "standard": claim.standard,
        "title": claim.title.as_json(),
        "edition": claim.edition.as_json(),
        "kind": claim.kind,
        "words": claim.words.as_json(),
    }


def read_statement(content: bytes, *, file: str = STATEMENT) -> Declaration:
    """A declaration from the bytes of its statement; raises `Refused` with what is wrong."""
    if len(content) > MOST_BYTES:
        raise Refused(_unsound(file, "", "size"))
    try:
        table = table_of(content)
    except Unsound as fault:
        raise Refused(_unsound(file, "", "json")) from fault
    return statement_from_json(table, file=file)


def statement_from_json(table: object, *, file: str = STATEMENT) -> Declaration:
    """The exact reverse of `statement_as_json`; raises `Refused` with what is wrong and where."""
    try:
        made = _declaration(table)
    except _Fault as fault:
        raise Refused(_unsound(file, fault.path, fault.code)) from fault
    wrong = problems_of(made, lambda path: Place(file=file, field=path))
    if wrong:
        raise Refused(*wrong)
    return made


class _Fault(Exception):  # noqa: N818 - it never leaves this module
    """The first thing in a table that is not as it should be."""

    def __init__(self, path: str, code: str) -> None:
        super().__init__(f"{path}: {code}")
        self.path = path
        self.code = code


def _declaration(table: object) -> Declaration:
    keys = "profile issuer scope statement claims issued until place signatory limits review"
    one = _table(table, "", f"{keys} documents questionnaire published supersedes")
    if one["profile"] != PROFILE:
        _fail("profile", "profile")
    return Declaration(
        issuer=_issuer(one["issuer"]),
        scope=_scope(one["scope"]),
        statement=_words(one["statement"], "statement", LONG),
        claims=_each(one["claims"], "claims", _claim),
        issued=_string(one["issued"], "issued"),
        until=_string(one["until"], "until"),
        place=_words(one["place"], "place"),
        signatory=_signatory(one["signatory"]),
        limits=_perhaps(one["limits"], "limits"),
        review=_perhaps(one["review"], "review"),
        documents=_each(one["documents"], "documents", _document),
        asked=_asked(one["questionnaire"]),
        published=_codes(one["published"], "published"),
        supersedes=_string(one["supersedes"], "supersedes"),
    )


def _issuer(value: object) -> Issuer:
    one = _table(value, "issuer", "name uscc address contact")
    return Issuer(
        name=_text(one["name"], "issuer.name"),
        uscc=_string(one["uscc"], "issuer.uscc"),
        address=_words(one["address"], "issuer.address"),
        contact=_long(one["contact"], "issuer.contact", SHORT),
    )


def _scope(value: object) -> Scope:
    one = _table(value, "scope", "object sites employees dispatched period")
    return Scope(
        object=_words(one["object"], "scope.object", LONG),
        sites=_each(one["sites"], "scope.sites", _site),
        employees=_whole(one["employees"], "scope.employees"),
        dispatched=_whole(one["dispatched"], "scope.dispatched"),
        period=_period(one["period"]),
    )


def _site(value: object, path: str) -> Site:
    one = _table(value, path, "name address")
    return Site(_said(one["name"], f"{path}.name"), _said(one["address"], f"{path}.address"))


def _period(value: object) -> Period:
    path = "scope.period"
    if isinstance(value, dict) and "instant" in value:
        return Period(_string(_table(value, path, "instant")["instant"], f"{path}.instant"))
    one = _table(value, path, "start end")
    return Period(_string(one["end"], f"{path}.end"), _string(one["start"], f"{path}.start"))


def _claim(value: object, path: str) -> Claimed:
    one = _table(value, path, "standard title edition kind words")
    return Claimed(
        standard=_filled(one["standard"], f"{path}.standard"),
        title=_text(one["title"], f"{path}.title"),
        edition=_text(one["edition"], f"{path}.edition"),
        kind=cast("ClaimKind", _string(one["kind"], f"{path}.kind")),  # the checks look at it
        words=_text(one["words"], f"{path}.words"),
    )


def _signatory(value: object) -> Signatory:
    one = _table(value, "signatory", "name function")
    name, function = (_words(one[key], f"signatory.{key}") for key in ("name", "function"))
    return Signatory(name, function)


def _document(value: object, path: str) -> SupportingDocument:
    one = _table(value, path, "title sha256 question")
    return SupportingDocument(
        title=_said(one["title"], f"{path}.title"),
        sha256=_string(one["sha256"], f"{path}.sha256"),
        question=_string(one["question"], f"{path}.question"),
    )


def _asked(value: object) -> Asked:
    path = "questionnaire"
    one = _table(value, path, "id edition tier sha256 supplements")
    sha256 = _string(one["sha256"], f"{path}.sha256")
    if not SHA256.fullmatch(sha256):
        _fail(f"{path}.sha256", "value")
    return Asked(
        id=_filled(one["id"], f"{path}.id"),
        edition=_filled(one["edition"], f"{path}.edition"),
        tier=_string(one["tier"], f"{path}.tier"),
        sha256=sha256,
        supplements=_codes(one["supplements"], f"{path}.supplements"),
    )


def _table(value: object, path: str, keys: str) -> Table:
    if not isinstance(value, dict):
        _fail(path, "type")
    for key in keys.split():
        if key not in value:
            _fail(f"{path}.{key}".strip("."), "missing")
    if len(value) != len(keys.split()):
        _fail(path, "strange")
    return value


def _each(value: object, path: str, make: Callable[[object, str], Made]) -> tuple[Made, ...]:
    entries = _list(value, path)
    return tuple(make(entry, f"{path}.{number}") for number, entry in enumerate(entries))


def _list(value: object, path: str) -> list[object]:
    if not isinstance(value, list):
        _fail(path, "type")
    if len(value) > MOST[path.rpartition(".")[2]]:
        _fail(path, "size")
    return value


def _codes(value: object, path: str) -> tuple[str, ...]:
    found = _each(value, path, _filled)
    if len(set(found)) != len(found):
        _fail(path, "value")
    return found


def _string(value: object, path: str) -> str:
    """A code, a date, a hash; what it has to look like is the checks' matter."""
    words = _long(value, path, CODE)
    if not words.isprintable():
        _fail(path, "value")
    return words


def _filled(value: object, path: str) -> str:
    words = _string(value, path)
    if not words.strip():
        _fail(path, "value")
    return words


def _long(value: object, path: str, most: int) -> str:
    if not isinstance(value, str):
        _fail(path, "type")
    if len(value) > most:
        _fail(path, "size")
    return value


def _whole(value: object, path: str) -> int:
    if type(value) is not int:  # True is no headcount
        _fail(path, "type")
    return value


def _text(value: object, path: str) -> Text:
    one = _table(value, path, "zh en")
    zh, en = (_long(one[lang], f"{path}.{lang}", LONG) for lang in LANGS)
    if not zh.strip() or not en.strip():
        _fail(path, "value")
    return Text(zh, en)


def _said(value: object, path: str) -> Said:
    one = _table(value, path, "lang text")
    lang = _string(one["lang"], f"{path}.lang")
    if lang not in LANGS:
        _fail(f"{path}.lang", "value")
    return Said("zh" if lang == "zh" else "en", _long(one["text"], f"{path}.text", LONG))


def _words(value: object, path: str, most: int = SHORT) -> Words:
    words = (
        _said(value, path) if isinstance(value, dict) and "lang" in value else _text(value, path)
    )
    longest: Iterable[str] = (words.text,) if isinstance(words, Said) else (words.zh, words.en)
    if max(map(len, longest)) > most:
        _fail(path, "size")
    return words


def _perhaps(value: object, path: str) -> Words | None:
    return None if value is None else _words(value, path, LONG)


def _fail(path: str, code: str) -> NoReturn:
    raise _Fault(path, code)


_WHAT: Final = {
    "json": Text("这不是一份声明内容的 JSON。", "This is not the JSON of a statement."),
    "missing": Text("这一项不见了。", "This is missing."),
    "profile": Text(
        "这份声明用的是这里不认识的格式。", "This statement is in a format that is not known here."
    ),
    "size": Text("这里的内容太大。", "This is too large."),
    "strange": Text("这里有不该有的内容。", "This holds something that does not belong here."),
    "type": Text("这里的内容类型不对。", "This is of the wrong type."),
    "value": Text("这里的取值不对。", "This cannot be."),
}
_AGAIN: Final = Text(
    "请向发来文件的企业重新索取；不要相信这一份。",
    "Ask the company that sent it for the file anew, and do not rely on this one.",
)
_NEWER: Final = Text("请用较新的版本再读。", "Read it with a newer version.")


def _unsound(file: str, path: str, code: str) -> Problem:
    remedy = _NEWER if code == "profile" else _AGAIN
    return Problem(f"statement-{code}", "error", Place(file=file, field=path), _WHAT[code], remedy)
