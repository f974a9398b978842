"""A document whose every word tries to break out, made from one that is sound."""

from __future__ import annotations

from typing import Any, Final

from zeren.publish.document import Document
from zeren.text import Said, Text

HOSTILE: Final = (
    "</style></title></script><script>alert(1)</script><img src=x onerror=alert(1)>"
    "\"'><svg onload=alert(1)>&lt;b&gt;&#60;i{{7*7}}{%x%}<!--]]>javascript:alert(1)"
    "\x00\x07\x0b\ud800\ufffe\u202e=1+1"
)
_SPARED: Final = frozenset({"code", "date", "style", "tone", "colour", "logo", "logo_name", "lang"})


def hostile(document: Document) -> Document:
    """Every text, name, anchor and description is hostile; codes that printers choose by are not."""
    spoiled: Document = _spoiled(document)
    sections = tuple(section._replace(code=HOSTILE) for section in spoiled.sections)
    data = ((HOSTILE, HOSTILE.encode("utf-8", "ignore"), Text(HOSTILE, HOSTILE)),)
    return spoiled._replace(sections=sections, data=data)


def _spoiled(value: Any) -> Any:  # noqa: ANN401 - any part of a document
    if isinstance(value, Text):
        return Text(f"{value.zh}{HOSTILE}", f"{value.en}{HOSTILE}")
    if isinstance(value, Said):
        return Said(value.lang, f"{HOSTILE}{value.text}")
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        told = {name: part for name, part in value._asdict().items() if name not in _SPARED}
        return type(value)(
            **value._asdict() | {name: _spoiled(part) for name, part in told.items()}
        )
    if isinstance(value, tuple):
        return tuple(_spoiled(part) for part in value)
    return value
