"""The fixed words of the workbook in both languages, and what people may write instead of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final, Literal

from zeren.collect.responses import Saying
from zeren.publish.wording import EVIDENCE_WORDS
from zeren.standards.questionnaires import EvidenceKind, Field, QuestionKind
from zeren.text import Text

BookLang = Literal["zh", "en", "both"]
BOOK_LANGS: Final[tuple[BookLang, ...]] = ("zh", "en", "both")

LEVELS: Final = (
    Text("未开始", "Not started"),
    Text("有打算或零星在做", "Planned or ad hoc"),
    Text("部分到位", "Partly in place"),
    Text("已到位", "In place"),
    Text("到位，有衡量、在改进", "In place, measured and improving"),
)
YES_PARTLY_NO: Final = {4: Text("是", "Yes"), 2: Text("部分", "Partly"), 0: Text("否", "No")}
SAYINGS: Final = {
    Saying.DONT_KNOW: Text("不清楚", "Don't know"),
    Saying.NOT_APPLICABLE: Text("不适用", "Not applicable"),
    Saying.KEPT: Text("守住了", "Kept"),
    Saying.BROKEN: Text("没有守住", "Broken"),
}
YES: Final = Text("是", "Yes")
NO: Final = Text("否", "No")
PUBLISH: Final = Text("公开", "Publish")
PRIVATE: Final = Text("不公开", "Keep private")
TO_CONFIRM: Final = Text("待确认", "To confirm")
CONFIRMED: Final = Text("已确认", "Confirmed")

HEADERS: Final[Mapping[str, Text]] = {
    "id": Text("编号", "ID"),
    "asked": Text("问题", "Question"),
    "answer": Text("回答", "Answer"),
    "item": Text("项目", "Item"),
    "entry": Text("填写", "Your entry"),
    "words": Text("自己的话", "In your own words"),
    "publish": Text("是否公开", "Publish?"),
    "reason": Text("不适用的理由", "Why it does not apply"),
    "status": Text("状态", "Status"),
    "unit": Text("单位", "Unit"),
    "help": Text("怎么填", "How to fill it in"),
    "carried": Text("上次的回答", "From last time"),
    "earlier": Text("上次的数", "Last time's figure"),
    "for": Text("对应问题", "For which question"),
    "kind": Text("证据类别", "Kind of evidence"),
    "title": Text("名称", "Title"),
    "issuer": Text("出具方", "Issued by"),
    "from": Text("起", "From"),
    "to": Text("止", "To"),
    "expires": Text("有效期至", "Valid until"),
    "link": Text("文件名或链接", "File name or link"),
}

STATUS: Final[Mapping[str, tuple[str, Text]]] = {
    "done": ("✓", Text("已填", "Done")),
    "open": ("○", Text("待填", "Open")),
    "required": ("○", Text("必填", "Needed")),
    "optional": ("·", Text("选填", "Optional")),
    "look": ("!", Text("请核对", "Look again")),
    "confirm": ("○", Text("待确认", "To confirm")),
    "not-asked": ("–", Text("不用填", "Not asked")),
}

# What people write instead, after `key` has taken out spaces and punctuation.
_YES: Final = {"是", "是的", "有", "对", "yes", "y", "true", "✓", "✔", "√", "☑", "1"}
_NO: Final = {"否", "不是", "没有", "无", "不", "no", "n", "false", "✗", "✘", "×", "☐", "0"}
_UNCLEAR: Final = {"有", "没有", "无"}  # of a red line: there is a breach, or there is none?
_SYNONYMS: Final[Mapping[Saying, set[str]]] = {
    Saying.DONT_KNOW: {"不知道", "不了解", "不确定", "dontknow", "unknown", "unsure", "notsure"},
    Saying.NOT_APPLICABLE: {"不涉及", "na", "n/a", "doesnotapply", "notapplicable"},
    Saying.KEPT: _YES - _UNCLEAR | {"守住", "已守住", "keep", "wekeepit"},
    Saying.BROKEN: _NO - _UNCLEAR | {"没守住", "未守住", "越线", "notkept"},
}
_ALWAYS: Final = {"长期", "长期有效", "永久", "永久有效", "无固定期限", "无期限", "无限期"} | {
    *("permanent", "permanently", "noexpiry", "noexpirydate", "doesnotexpire", "neverexpires"),
    *("neverexpire", "indefinite", "indefinitely", "openended", "longterm"),
}
_MOST_OFFERED: Final = 8
_DROPPED: Final = re.compile(r"[\s,，.。;；:：()（）'’“”\"·、]+")


def shown(text: Text, lang: BookLang, *, between: str = " ") -> str:
    """A phrase of ours as a cell shows it; in `both`, Chinese first."""
    if lang != "both":
        return text.to(lang)
    return text.zh if text.zh == text.en else f"{text.zh}{between}{text.en}"


def offered(options: Iterable[Text | str], lang: BookLang) -> Text:
    """What a drop-down offers, in the words of that workbook: “是”“否” and "是", "否"."""
    all_words = [shown(option, lang) if isinstance(option, Text) else option for option in options]
    words = all_words[:_MOST_OFFERED]
    zh, en = "".join(f"“{word}”" for word in words), ", ".join(f'"{word}"' for word in words)
    if len(all_words) == len(words):
        return Text(zh, en)
    return Text(
        f"{zh}…等 {len(all_words)} 项，见下拉列表",
        f"{en} and {len(all_words) - len(words)} more in the drop-down",
    )


def level_words(level: int, lang: BookLang) -> str:
    return f"{level} {shown(LEVELS[level], lang)}"


def answers_offered(kind: QuestionKind, *, may_not_apply: bool) -> tuple[int | Saying, ...]:
    """The answers of a drop-down, in order."""
    levels: tuple[int, ...] = (0, 1, 2, 3, 4) if kind == "level" else tuple(YES_PARTLY_NO)
    apart = (Saying.DONT_KNOW, Saying.NOT_APPLICABLE) if may_not_apply else (Saying.DONT_KNOW,)
    return (*levels, *apart)


RED_LINE_ANSWERS: Final = (Saying.KEPT, Saying.BROKEN, Saying.DONT_KNOW)


def answer_words(said: int | Saying, kind: QuestionKind | None, lang: BookLang) -> str:
    if isinstance(said, Saying):
        return shown(SAYINGS[said], lang)
    if kind == "yes-partly-no" and said in YES_PARTLY_NO:
        return shown(YES_PARTLY_NO[said], lang)
    return level_words(said, lang)


@lru_cache(maxsize=4096)
def key(words: str) -> str:
    """Words as they are looked up: half-width, small letters, no spaces or punctuation."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", words).casefold())


def forms(text: Text) -> set[str]:
    """The ways in which one of our phrases may come back."""
    return {key(text.zh), key(text.en), key(text.zh + text.en)}


def level_of(words: str, kind: QuestionKind) -> int | Saying | None:
    """The level or saying that somebody meant; None where it is not clear."""
    return _LEVEL_KEYS[kind].get(key(words))


def red_line_of(words: str) -> Saying | None:
    """A red line is put as a sentence, “… is that so?”: yes means kept."""
    return _RED_LINE_KEYS.get(key(words))


def yes_no_of(words: str) -> bool | None:
    found = key(words)
    if found in _YES | forms(YES):
        return True
    return False if found in _NO | forms(NO) else None


def publish_of(words: str) -> bool | None:
    """Whether to publish; an empty cell keeps it private."""
    found = key(words)
    if not found or found in forms(PRIVATE) | {"private", "保密"}:
        return False
    return True if found in forms(PUBLISH) else yes_no_of(words)


def awaits(words: str) -> bool:
    """Whether what was carried from last time still waits for somebody to confirm it."""
    return key(words) in forms(TO_CONFIRM)


def is_always(words: str) -> bool:
    """Whether something expires never: “长期有效”, “no expiry”."""
    return key(words).replace("-", "") in _ALWAYS


def kind_of(words: str) -> EvidenceKind | None:
    return _KIND_KEYS.get(key(words))


def choice_of(words: str, field: Field) -> str | None:
    """The code of the choice that somebody wrote: by label in either language, or by code."""
    found = key(words)
    for choice in field.choices:
        if found in forms(choice.label) or found == key(choice.code):
            return choice.code
    return None


def header_of(words: str) -> str | None:
    """The column that a header names; in a bilingual workbook it has two lines."""
    return _HEADER_KEYS.get(key(words))


def _sayings(*sayings: Saying) -> dict[str, int | Saying]:
    return {
        word: saying for saying in sayings for word in forms(SAYINGS[saying]) | _SYNONYMS[saying]
    }


def _levels() -> dict[str, int | Saying]:
    table = _sayings(Saying.DONT_KNOW, Saying.NOT_APPLICABLE)
    for level, text in enumerate(LEVELS):
        bare = forms(text)
        numbered = {f"{level}{form}" for form in bare}
        for form in bare | numbered | {f"{level}", f"{level}级", f"level{level}", f"l{level}"}:
            table[form] = level
    return table


def _yes_partly_no() -> dict[str, int | Saying]:
    table = _sayings(Saying.DONT_KNOW, Saying.NOT_APPLICABLE)
    table |= dict.fromkeys((_YES - {"1"}) | forms(YES) | {"4"}, 4)
    table |= dict.fromkeys(forms(YES_PARTLY_NO[2]) | {"2", "partial", "partially"}, 2)
    table |= dict.fromkeys(_NO | forms(NO), 0)
    return table


_LEVEL_KEYS: Final[Mapping[QuestionKind, Mapping[str, int | Saying]]] = {
    "level": _levels(),
    "yes-partly-no": _yes_partly_no(),
}
_RED_LINE_KEYS: Final = {
    word: saying
    for saying in RED_LINE_ANSWERS
    for word in forms(SAYINGS[saying]) | _SYNONYMS[saying]
}
_KIND_KEYS: Final = {
    word: kind for kind, text in EVIDENCE_WORDS.items() for word in forms(text) | {key(kind)}
}
_HEADER_KEYS: Final = {form: name for name, text in HEADERS.items() for form in forms(text)}
