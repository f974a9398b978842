"""Words that try to break out of whatever they are written into, each with a marker of its own.

`hostile("Errand.note", 7)` is what somebody types into that field of row 7; `NAMES` tells the marker that
it holds. Every text field of every table gets such words, but for those in `NOT_TYPED`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from string import ascii_lowercase
from typing import Any, Final

from django.apps import apps
from django.db.models import CharField, EmailField, Field, FileField, JSONField, Model, TextField

MARKER: Final = re.compile("zrn[a-z]{2}q")
_PIECES: Final = (
    "\"'><zrn a=1>",
    "<img src=x onerror=ZRN>",
    "{{7*7}}",
    "#let x=1",
    "{0}",
    "</textarea></title>",
    "{% debug %}",
    "<script>ZRN</script>",
    '#panic("ZRN")',
    "&lt;zrn&gt;",
    "$ZRN$ *_`@x\\",
    "]]><!--",
)
_BEGINNINGS: Final = ("", "=1+1", "+1", "-1", "@x", "＝1+1")
_LINES: Final = "\n=1+1\n\t=1+1\x01\x0b\ufffe\u202e"
_LONG, _SHORT = 2000, "<zrn>"
_HEADER: Final = "\r\nX-Zrn: 1\r\n/../"
_MARKERS: Final = map("".join, product(ascii_lowercase, repeat=2))
NAMES: Final[dict[str, str]] = {}  # of fields, by marker
WORDS: Final[dict[str, str]] = {}  # everything that was typed, by marker and number
_OF: Final[dict[str, str]] = {}

_HASH, _CODE, _PATH = "a hash", "a code of ours", "a path that the server chose"
_SEALED = "made by the core; the words in it come in through other fields"
NOT_TYPED: Final = {
    "AuditLine.what": _CODE,
    "AuditLine.before_sha256": _HASH,
    "AuditLine.sha256": _HASH,
    "Answer.code": _CODE,
    "AnswerVersion.code": _CODE,
    "ApiToken.scopes": _CODE,
    "ApiToken.token_sha256": _HASH,
    "Body.logo_name": _HASH,
    "Certificate.number": _CODE,
    "Company.code": "a code of letters and digits, checked where a company is made",
    "Company.sector": "a code of a trade, chosen from a list",
    "Company.uscc": "checked by its check digit",
    "CompanyKey.did": _SEALED,
    "CompanyKey.file": _PATH,
    "CompanyKey.jwk": _SEALED,
    "CompanyLook.colour": "checked to be #rrggbb",
    "CompanyLook.logo_name": "logo and its kind",
    "Confirmation.content": _SEALED,
    "Confirmation.reason": _CODE,
    "Cycle.edition": "of the questionnaire",
    "Cycle.questionnaire": _CODE,
    "Cycle.sha256": _HASH,
    "Cycle.supplements": _CODE,
    "Declaration.bundle": _PATH,
    "Declaration.disclosures": _SEALED,
    "Declaration.identifier": _SEALED,
    "Declaration.pdf_en": _PATH,
    "Declaration.pdf_zh": _PATH,
    "Declaration.reason": _CODE,
    "Declaration.sha256": _HASH,
    "Edition.content": "the questionnaire as it was at launch",
    "Edition.sha256": _HASH,
    "Errand.codes": _CODE,
    "Errand.token_sha256": _HASH,
    "EvidenceFile.file": _PATH,
    "EvidenceFile.sha256": _HASH,
    "EvidenceUse.code": _CODE,
    "Invitation.token_sha256": _HASH,
    "Lease.worker": "the name of a process",
    "Letter.about": "which row a letter is about",
    "PeerFigures.areas": "figures",
    "PeerFigures.taken": "figures",
    "PeerFigures.waiting": "figures",
    "Person.password": "there is none",
    "PlanRow.code": _CODE,
    "Publication.index": _CODE,
    "Publication.sha256": _HASH,
    "Release.figures": "figures under titles of the questionnaire",
    "Release.hashes": _HASH,
    "Release.root": _HASH,
    "Remark.code": _CODE,
    "ReturnedWorkbook.sha256": _HASH,
    "ReturnedWorkbook.told": "counts, codes, and the places of cells",
    "ShownRegister.folder": _PATH,
    "ShownRegister.root": _HASH,
    "SignerLink.token_sha256": _HASH,
}
FILE_NAMES: Final = frozenset(
    (
        "EvidenceFile.file_name",
        "MemberImport.file_name",
        "ReturnedWorkbook.name",
        "WorkbookUpload.name",
    )
)


def marker(name: str) -> str:
    """The same for the same name."""
    if name not in _OF:
        _OF[name] = f"zrn{next(_MARKERS)}q"
        NAMES[_OF[name]] = name
    return _OF[name]


def hostile(name: str, number: int = 0, *, most: int | None = None) -> str:
    """As much of it as a field that holds `most` signs can take."""
    sign = f"{marker(name)}{number}"
    if isinstance(fields().get(name), EmailField):
        words = f'"{sign}<zrn/a=1><img/src=x/onerror=ZRN>{{{{7*7}}}}"@x.test'
    else:
        most = most or getattr(fields().get(name), "max_length", None) or _LONG
        words = _filled(name, sign, number, most)
    WORDS[sign] = words
    return words


def _filled(name: str, sign: str, number: int, most: int) -> str:
    begins = _BEGINNINGS[number % len(_BEGINNINGS)]
    if name == "EvidenceFile.link":
        begins = ("javascript:ZRN//", "https://x.test/?")[number % 2]
    words = begins + sign if len(begins + sign) <= most - len(_SHORT) else sign
    if name in FILE_NAMES:
        words += _HEADER
    for piece in (*_PIECES[:1], _SHORT, *_PIECES[1:]):
        fits = len(words + piece) <= most and (piece != _SHORT or "<zrn" not in words)
        words += piece if fits else ""
    return words + _LINES if most >= _LONG and name not in FILE_NAMES else words


def fields() -> dict[str, Field[Any, Any]]:
    """Every field that holds text and is no choice of a few, as `Model.field`."""
    if not _FIELDS:
        _FIELDS.update(_found())
    return _FIELDS


_FIELDS: Final[dict[str, Field[Any, Any]]] = {}
_TEXT: Final = (CharField, TextField, FileField, JSONField)


def held() -> frozenset[str]:
    """The fields that hold such words in some row."""
    return frozenset(
        name
        for model in models()
        for name in fields()
        if name.startswith(f"{model.__name__}.")
        for value in model._base_manager.values_list(name.partition(".")[2], flat=True)
        if _SHORT[:-1] in str(value)
    )


def models() -> list[type[Model]]:
    return list(apps.get_app_config("records").get_models())


def _found() -> Iterator[tuple[str, Field[Any, Any]]]:
    for model in models():
        for field in model._meta.concrete_fields:
            if isinstance(field, _TEXT) and not field.choices:
                yield f"{model.__name__}.{field.name}", field
