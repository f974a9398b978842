"""What came in with a form, as an entry; only the fields named here can be set by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from zeren.files.entered import MOST_WORDS, Entered
from zeren.text import Text
from zeren_web.pages.typed import number_in

TOO_LONG: Final = Text(
    "这里最多 {most} 字，现在有 {count} 字。请精简，原文还在下面。",
    "At most {most} characters fit here; there are {count}. Please shorten it, your text is still below.",
)
_FIELDS: Final = ("said", "words", "reason")


@dataclass(frozen=True, slots=True)
class Sent:
    """An entry as it was typed, the version that its author saw, and what is too long in it."""

    entered: Entered
    base: int
    errors: Mapping[str, Text]


def sent(form: Mapping[str, str], standing: Entered) -> Sent:
    """Read `said`, `words`, `reason` and `base`; what the form does not hold stays as it stands.

    An answer given again is confirmed. The tick for the public is not this form's to set.
    """
    given = {
        name: form[name].replace("\x00", "").replace("\r\n", "\n").strip()
        for name in _FIELDS
        if name in form
    }
    entered = replace(standing, awaiting=False, **given)  # type: ignore[arg-type] # only texts
    errors = {
        name: TOO_LONG.format(most=MOST_WORDS, count=len(words))
        for name, words in given.items()
        if len(words) > MOST_WORDS
    }
    return Sent(entered, number_in(form, "base") or 0, errors)
