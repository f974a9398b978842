"""Each value of a draft held against its form: what is missing, unknown, too long or of another kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from zeren.standards.drafts.draft import Fault, Path
from zeren.standards.drafts.faults import fault
from zeren.standards.drafts.known import Known, Names
from zeren.standards.drafts.shapes import (
    NOTHING,
    Both,
    Day,
    Digits,
    Key,
    Line,
    OneOf,
    Part,
    Several,
    Shape,
    SomeOf,
    Whole,
    Word,
    YesNo,
    numbered,
)
from zeren.text import LANGS, Lang, Text, listed, same

LONGEST: Final = 1_200  # characters of one phrase: more fits no row of a workbook
_SHOWN: Final = 40
_OFFERED: Final = 8
_MANY: Final = 300  # names: looking for look-alikes among more takes too long
_UNSEEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_FORMULA: Final = ("=", "@", "＝", "＠")
_DATE: Final = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?")
_DIGITS: Final = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?")
_LANGUAGES: Final[Mapping[Lang, Text]] = {
    "zh": Text("（中文）", " (Chinese)"),
    "en": Text("（英文）", " (English)"),
}


@dataclass(frozen=True, slots=True)
class Values:
    """Looks at values; where one language may stand for both, it only says so."""

    known: Known
    one_language: bool = False

    def of(self, table: Mapping[str, Any], keys: Sequence[Key], path: Path) -> Iterator[Fault]:
        """Everything that is wrong with a table, key by key."""
        names = {key.name for key in keys}
        for name in sorted(table.keys() - names):
            yield fault("key-unknown", (*path, name), key=shown(name))
        for key in keys:
            value, at = table.get(key.name), (*path, key.name)
            if value is not None:
                yield from self._value(value, key.shape, at, key.label)
            elif key.needed:
                yield from _missing(key.shape, at, key)

    def _value(self, value: object, shape: Shape, path: Path, label: Text) -> Iterator[Fault]:  # noqa: PLR0911, C901
        match shape:
            case Both():
                return self._phrase(value, shape, path, label)
            case Several():
                return self._several(value, shape, path, label)
            case Part():
                if not isinstance(value, Mapping):
                    return _wrong_kind(path, label)
                return self.of(value, shape.keys, path)
            case OneOf():
                return self._one(value, shape.list, path, label)
            case SomeOf():
                return self._some(value, shape, path, label)
            case Whole():
                return _whole(value, shape, path, label)
            case Word():
                return _word(value, shape, path, label)
            case Line():
                return _line(value, shape, path, label)
            case Digits():
                return _digits(value, path, label)
            case Day():
                return _day(value, shape, path, label)
            case YesNo():
                return _yes_no(value, path, label)

    def _phrase(self, value: object, shape: Both, path: Path, label: Text) -> Iterator[Fault]:
        if not isinstance(value, Mapping) or not set(value) <= set(LANGS):
            yield from _wrong_kind(path, label)
            return
        words = {lang: value.get(lang) for lang in LANGS}
        if not any(words.values()):
            yield fault("missing", path, label=label, hint=NOTHING)
            return
        for lang, written in words.items():
            if not written:
                if self.one_language:
                    yield fault("language-doubled", (*path, lang), level="note", label=label)
                else:
                    code = "language-missing" if lang == "zh" else "language-missing-en"
                    yield fault(code, (*path, lang), label=label)
            elif not isinstance(written, str):
                yield from _wrong_kind((*path, lang), label)
            else:
                yield from _length(written, lang, shape, (*path, lang), label)

    def _several(self, value: object, shape: Several, path: Path, label: Text) -> Iterator[Fault]:
        if not isinstance(value, list | tuple):
            yield from _wrong_kind(path, label)
            return
        whole = numbered(label, "")
        if len(value) > shape.most:
            yield fault(
                "wrong-count",
                path,
                label=whole,
                count=len(value),
                least=shape.least,
                most=shape.most,
            )
        for number in range(max(shape.least, min(len(value), shape.most))):
            one, at = value[number] if number < len(value) else None, (*path, number)
            named = numbered(label, number + shape.first)
            if one:
                yield from self._value(one, shape.shape, at, named)
            else:
                yield fault("missing", at, label=named, hint=NOTHING)

    def _one(self, value: object, name: str, path: Path, label: Text) -> Iterator[Fault]:
        names = self.known.lists.get(name, {})
        if not isinstance(value, str) or value not in names:
            yield fault(
                "not-in-list", path, label=label, value=shown(value), offered=offered(names, value)
            )

    def _some(self, value: object, shape: SomeOf, path: Path, label: Text) -> Iterator[Fault]:
        if not isinstance(value, list | tuple):
            yield from _wrong_kind(path, label)
            return
        if len(value) < shape.least:
            yield fault("missing", path, label=label, hint=NOTHING)
        for number, one in enumerate(value):
            yield from self._one(one, shape.list, (*path, number), label)
            if one in value[:number]:
                yield fault("named-twice", (*path, number), label=label, value=shown(one))


def shown(value: object) -> str:
    """A person's words as a message quotes them: on one line, not too long."""
    words = "".join(sign if sign.isprintable() else " " for sign in str(value)[: 4 * _SHOWN])
    words = " ".join(words.split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


def offered(names: Names, asked: object) -> Text:
    """The codes that were perhaps meant, or some of all."""
    from difflib import get_close_matches

    written = str(asked)[:_SHOWN]
    near = (
        get_close_matches(written, list(names), n=_OFFERED, cutoff=0.6)
        if len(names) <= _MANY
        else [code for code in names if code.startswith(written[:2])][:_OFFERED]
    )
    codes = near or list(names)[:_OFFERED]
    if not codes:
        return Text("这张表里还没有", "there is none yet in that sheet")
    said = listed(
        same(code)
        if names[code] == same(code)
        else Text(f"{code}（{names[code].zh}）", f"{code} ({names[code].en})")
        for code in codes
    )
    more = not near and len(names) > _OFFERED
    return Text(f"{said.zh}…", f"{said.en} …") if more else said


def in_language(label: Text, lang: Lang) -> Text:
    return Text(label.zh + _LANGUAGES[lang].zh, label.en + _LANGUAGES[lang].en)


def _missing(shape: Shape, path: Path, key: Key) -> Iterator[Fault]:
    """A key that is not there; of a part, each of its keys that is needed."""
    if isinstance(shape, Part):
        for inner in shape.keys:
            if inner.needed:
                yield from _missing(inner.shape, (*path, inner.name), inner)
    elif isinstance(shape, Several):
        for number in range(shape.least):
            named = numbered(key.label, number + shape.first)
            yield fault("missing", (*path, number), label=named, hint=_hint(key.help))
    else:
        yield fault("missing", path, label=key.label, hint=_hint(key.help))


def _hint(help: Text) -> Text:  # noqa: A002
    """What the form says of a key, as a sentence after another."""
    if help == NOTHING:
        return NOTHING
    return Text(f"{help.zh.rstrip('。')}。", f" {help.en.rstrip('.')}.")


def _wrong_kind(path: Path, label: Text) -> Iterator[Fault]:
    yield fault("wrong-kind", path, label=label)


def _length(words: str, lang: Lang, shape: Both, path: Path, label: Text) -> Iterator[Fault]:
    named = in_language(label, lang)
    yield from _signs(words, path, named)
    count = len(words) if lang == "zh" else len(words.split())
    most = shape.zh if lang == "zh" else shape.en
    if len(words) > LONGEST:
        yield fault("too-long", path, label=named, count=len(words), most=LONGEST)
    elif count > most:
        yield fault(
            "long",
            path,
            level="note",
            label=named,
            count=count,
            most=most,
            unit="字" if lang == "zh" else "个词",
            unit_en="characters" if lang == "zh" else "words",
        )


def _signs(words: str, path: Path, label: Text) -> Iterator[Fault]:
    """Signs that steer a screen or a spreadsheet."""
    if words.startswith(_FORMULA):
        yield fault("like-a-formula", path, label=label, sign=words[0])
    if _UNSEEN.search(words):
        yield fault("unseen", path, label=label)


def _word(value: object, shape: Word, path: Path, label: Text) -> Iterator[Fault]:
    sound = isinstance(value, str) and re.fullmatch(shape.pattern, value)
    if not sound or _UNSEEN.search(str(value)):
        yield fault("wrong-form", path, label=label, value=shown(value), like=shape.like)


def _line(value: object, shape: Line, path: Path, label: Text) -> Iterator[Fault]:
    if not isinstance(value, str):
        yield from _wrong_kind(path, label)
    elif len(value) > shape.most:
        yield fault("too-long", path, label=label, count=len(value), most=shape.most)
    else:
        yield from _signs(value, path, label)


def _whole(value: object, shape: Whole, path: Path, label: Text) -> Iterator[Fault]:
    fits = isinstance(value, int) and not isinstance(value, bool)
    if not (fits and shape.least <= int(str(value)) <= shape.most):
        yield fault(
            "not-whole", path, label=label, value=shown(value), least=shape.least, most=shape.most
        )


def _digits(value: object, path: Path, label: Text) -> Iterator[Fault]:
    if not isinstance(value, str) or not _DIGITS.fullmatch(value):
        yield fault("not-digits", path, label=label, value=shown(value))


def _day(value: object, shape: Day, path: Path, label: Text) -> Iterator[Fault]:
    written = value.isoformat() if isinstance(value, date) else value
    exact = isinstance(written, str) and _is_day(written)
    less = (
        isinstance(written, str) and len(written) < len("2027-01-01") and _DATE.fullmatch(written)
    )
    if not exact and not (less and not shape.exact):
        hint = (
            Text("", "")
            if shape.exact
            else Text("，只知道年或月也行", "; a year or a month will do")
        )
        yield fault("not-a-day", path, label=label, value=shown(value), less=hint)


def _is_day(written: str) -> bool:
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


def _yes_no(value: object, path: Path, label: Text) -> Iterator[Fault]:
    if not isinstance(value, bool):
        yield fault("not-yes-no", path, label=label, value=shown(value))


def decimal_of(value: object) -> Decimal | None:
    """The number that digits stand for; None where they stand for none."""
    try:
        return Decimal(value) if isinstance(value, str) else None
    except InvalidOperation:
        return None
