"""How much two titles say the same, in either language: pairs of characters, and words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Final

from zeren.text import Text

_WORD: Final = re.compile(r"[a-z]+|[0-9]+")
_HAN: Final = re.compile(r"[\u3400-\u9fff]+")
_STEM: Final = 6  # letters of a word that count: management and managing agree
_EMPTY: Final = re.compile(
    r"an?|and|are|as|at|by|for|from|has|have|how|in|is|it|of|on|or|our|that|the|their|they|this|to|we"
    r"|which|who|with|you|your"
)
_HAN_EMPTY: Final = frozenset("的和与及或在对了是有")


def grams(words: Text) -> Counter[str]:
    """Stems of English words and pairs of Chinese characters, counted; empty words left out."""
    found = Counter(
        word[:_STEM] for word in _WORD.findall(words.en.casefold()) if not _EMPTY.fullmatch(word)
    )
    for run in _HAN.findall(words.zh):
        found.update(
            pair
            for pair in map("".join, pairwise(run))
            if not _HAN_EMPTY & set(pair)
        )
    return found


class Likeness:
    """Compares phrases; what many phrases have says little (inverse document frequency)."""

    def __init__(self, phrases: Iterable[Text]) -> None:
        counted = [grams(phrase) for phrase in phrases]
        self._in_all = len(counted) + 1
        self._in = Counter(gram for phrase in counted for gram in phrase)

    def vector(self, phrase: Text) -> Mapping[str, float]:
        """Weighted grams of unit length; empty for a phrase without any."""
        weights = {
            gram: number * math.log(self._in_all / self._in.get(gram, 1))
            for gram, number in grams(phrase).items()
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        return {gram: weight / length for gram, weight in weights.items()} if length else {}


def likeness(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The cosine of two vectors: 0 nothing in common, 1 the same."""
    small, large = sorted((one, other), key=len)
    return sum(weight * large[gram] for gram, weight in small.items() if gram in large)
