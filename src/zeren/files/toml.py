"""Writing TOML that people can read and that reads back the same: one key a line, in a fixed order."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_ROOM: Final = 100  # signs that a list may take on one line


def print_toml(table: Mapping[str, Any], *, lead: str = "") -> str:
    """The text of a table. Lists of tables named in the singular, as `question`, become `[[question]]`.

    Any other list or table inside stands behind its key. `lead` is a comment at the top.
    """
    lines = [f"# {line}".rstrip() for line in lead.splitlines()]
    plain = {key: value for key, value in table.items() if not _is_array(value)}
    lines += [*([""] if lines and plain else []), *_pairs(plain)]
    for key, value in table.items():
        if _is_array(value):
            for row in value:
                lines += ["", f"[[{_key(key)}]]", *_pairs(row)]
    return "\n".join(lines).strip("\n") + "\n"


def _pairs(table: Mapping[str, Any]) -> Iterator[str]:
    for key, value in table.items():
        yield f"{_key(key)} = {_value(value)}"


def _is_array(value: object) -> bool:
    """Whether it is a list of tables, other than of phrases, which stay on lines of their own."""
    return (
        isinstance(value, list | tuple)
        and bool(value)
        and all(isinstance(row, Mapping) and set(row) - {"zh", "en"} for row in value)
    )


def _value(value: Any) -> str:  # noqa: ANN401 - whatever TOML can hold
    if isinstance(value, Mapping):
        inner = ", ".join(_pairs(value))
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list | tuple):
        return _list(value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | date):
        return str(value)
    raise TypeError(f"no TOML for {value!r}")


def _list(values: Sequence[Any]) -> str:
    entries = [_value(value) for value in values]
    short = f"[{', '.join(entries)}]"
    if len(short) <= _ROOM and not any(isinstance(value, Mapping) for value in values):
        return short
    return "\n".join(("[", *(f"  {entry}," for entry in entries), "]"))


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _text(words: str) -> str:
    """A basic string: JSON escapes the same signs, all but DEL. Halves of pairs are no characters."""
    whole = words.encode("utf-8", "replace").decode()
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")
