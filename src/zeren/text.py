"""One phrase in both languages at once (our words), and the words of people as they said them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

Lang = Literal["zh", "en"]
LANGS: Final[tuple[Lang, ...]] = ("zh", "en")
_WORD_END: Final = r"[A-Za-z0-9][A-Za-z0-9.,'’-]*$"


@dataclass(frozen=True, slots=True)
class Text:
    """A phrase of ours, original in Chinese and in English."""

    zh: str
    en: str

    def to(self, lang: Lang) -> str:
        return self.zh if lang == "zh" else self.en

    def format(self, **values: object) -> Text:
        """Fill the `{placeholders}`; a value that is itself a Text gives each side its own words."""
        return Text(
            self.zh.format(**{name: in_language(value, "zh") for name, value in values.items()}),
            self.en.format(**{name: in_language(value, "en") for name, value in values.items()}),
        )

    def as_json(self) -> dict[str, str]:
        return {"zh": self.zh, "en": self.en}

    @classmethod
    def of(cls, table: Mapping[str, str]) -> Text:
        """Read a Text from a table with exactly the keys zh and en, both filled."""
        zh, en = table.get("zh"), table.get("en")
        if len(table) == 2 and isinstance(zh, str) and isinstance(en, str):  # noqa: PLR2004
            made = cls(zh.strip(), en.strip())
            if made.zh and made.en:
                return made
        message = f"a text needs zh and en, both filled: {table!r}"
        raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody's own words, shown untranslated and marked with their language."""

    lang: Lang
    text: str

    @classmethod
    def of(cls, words: str) -> Said:
        """Tell the language by the script: any Chinese character makes it Chinese."""
        return cls(lang="zh" if has_chinese(words) else "en", text=words)

    def as_json(self) -> dict[str, str]:
        return {"lang": self.lang, "text": self.text}


def has_chinese(words: str) -> bool:
    """Compared sign by sign: to compile so wide a set as a pattern takes 3 ms."""
    return not words.isascii() and any(
        "\u3400" <= sign <= "\u9fff" or "\uf900" <= sign <= "\ufaff" for sign in words
    )


def in_language(value: object, lang: Lang) -> object:
    """A Text in that language; people's own words as they are."""
    if isinstance(value, Text):
        return value.to(lang)
    return value.text if isinstance(value, Said) else value


def same(words: object) -> Text:
    """A name or a figure that reads alike in both languages."""
    return Text(str(words), str(words))


def listed(texts: Iterable[Text]) -> Text:
    """Join a list as each language does: “a、b” and “a, b”."""
    texts = tuple(texts)
    return Text("、".join(text.zh for text in texts), ", ".join(text.en for text in texts))


def parted(texts: Iterable[Text]) -> Text:
    """Join names that may hold commas themselves: “a；b” and “a; b”."""
    texts = tuple(texts)
    return Text("；".join(text.zh for text in texts), "; ".join(text.en for text in texts))


def counted(number: int, one: str, many: str) -> str:
    """English needs it: 1 risk, 2 risks."""
    return f"{number} {one if number == 1 else many}"


def cut_short(words: str, most: int) -> str:
    """At most so many characters, the cut marked; never within a word or figure, Chinese anywhere."""
    if len(words) <= most:
        return words
    cut = words[: most - 1]
    if words[most - 1].isascii() and words[most - 1].isalnum():
        cut = re.sub(_WORD_END, "", cut) or cut
    return f"{cut.rstrip(' ,;:，、；：')}…"
