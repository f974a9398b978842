"""What a question is made of: words and pairs of words in English, pairs of characters in Chinese."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import Final

from zeren.text import Lang

_HAN: Final = re.compile(r"[\u3400-\u9fff]+")
_LATIN: Final = re.compile(r"[a-z][a-z0-9&'.-]*[a-z0-9]|[a-z]|\d{2,}")
_EMPTY: Final = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "and",
        "or",
        "as",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "it",
        "its",
        "this",
        "that",
        "these",
        "those",
        "do",
        "does",
        "did",
        "you",
        "your",
        "yours",
        "we",
        "our",
        "us",
        "they",
        "their",
        "them",
        "there",
        "have",
        "has",
        "had",
        "having",
        "how",
        "what",
        "which",
        "who",
        "whom",
        "when",
        "where",
        "why",
        "whether",
        "if",
        "any",
        "all",
        "each",
        "every",
        "please",
        "describe",
        "list",
        "state",
        "give",
        "tell",
        "company",
        "companies",
        "factory",
        "firm",
        "supplier",
        "suppliers's",
        "site",
        "organisation",
        "organization",
        "business",
        "can",
        "could",
        "may",
        "might",
        "must",
        "shall",
        "should",
        "will",
        "would",
        "not",
        "no",
        "than",
        "then",
        "so",
        "such",
        "made",
        "make",
        "take",
        "taken",
        "place",
        "held",
        "used",
        "using",
        "use",
        "ensure",
        "ensured",
        "sure",
        "provide",
        "provided",
        "during",
        "year",
        "reporting",
        "period",
        "last",
        "number",
        "total",
        "amount",
    ]
)
_SAYING_LITTLE: Final = re.compile(
    "是否|有没有|贵公司|贵司|贵厂|我司|公司|企业|如何|怎样|怎么|请|哪些|哪位|什么|以及|或者|等|的|了|吗|呢|你们|我们"
    "|对|和|与|及|并|有|在|被|由|为|把|将|进行|开展|制定|建立|情况|相关|所有|全部|全体|全年|年度|总"
)
_STEMS: Final = (
    "ations",
    "ation",
    "ments",
    "ment",
    "ings",
    "ing",
    "ies",
    "ied",
    "ers",
    "ed",
    "es",
    "s",
    "ly",
)
_SHORTEST: Final = 4


def terms(words: str, lang: Lang) -> frozenset[str]:
    """The terms of a text by which it is compared with others."""
    plain = unicodedata.normalize("NFKC", words).casefold()
    return _english(plain) if lang == "en" else _chinese(plain)


def _english(words: str) -> frozenset[str]:
    stems = [stem(word) for word in _LATIN.findall(words) if word not in _EMPTY]
    return frozenset((*stems, *(f"{one} {two}" for one, two in pairwise(stems))))


def _chinese(words: str) -> frozenset[str]:
    """Pairs within each stretch between little words; names in Latin letters whole."""
    found: set[str] = set()
    for run in _HAN.findall(_SAYING_LITTLE.sub(" ", words)):
        found |= {one + two for one, two in pairwise(run)} or {run}
    return frozenset(found | {stem(word) for word in _LATIN.findall(words) if word not in _EMPTY})


def stem(word: str) -> str:
    """The word without its ending, so that “retaliated” meets “retaliation”; crude and enough."""
    word = word.removesuffix("'s")
    for ending in _STEMS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word
