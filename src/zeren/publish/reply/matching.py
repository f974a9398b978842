"""Which of our answers a buyer's question asks for, and how sure that is.

Words are weighed by how rare they are among our own texts. A source gains the words that it shares
with the question, and more for a whole phrase of the trade. The clause that the buyer names decides
between sources that are alike; it never makes a match by itself.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from zeren.publish.reply.sources import Source, load_sources
from zeren.publish.reply.terms import terms
from zeren.standards.library import OURS_ALONE, Library
from zeren.text import LANGS, Lang

# Measured on the calibration half of tests/samples/buyer (benchmarks/reply.py prints both halves).
_PAIR: Final = 0.6  # what a pair of words counts beside a word
_PHRASE: Final = 0.6  # the share of a phrase that must be there
_CLAUSE: Final = 1.25  # for a source that the named clause speaks of
_OTHER_CLAUSE: Final = 0.8
SURE: Final = 0.85
_OFFSET, _STRENGTH, _LEAD = -1.44, 1.05, 2.35

_SENTENCE: Final = re.compile(
    r"[?？]|^(?:do|does|did|is|are|has|have|had|how|describe|what|who|which|when|where|may|can|in which|please|if)\b"
    r"|是否|如何|吗|哪|有没有|有无|怎样",
    re.IGNORECASE,
)
_QUANTITY: Final = re.compile(
    r"how many|how much|\bnumber of|\bno\. of|\bpercentage|\bper cent|\btotal\b|\bamount|\bshare of"
    r"|数量|多少|人数|总额|比例|件数|起数|占比|总量|总数"
    r"|(?:率|数|量|额|学时|工时|得分|吨位)\s*(?:[（(][^（）()]*[)）])?\s*$",
    re.IGNORECASE,
)
# Words that make a figure another one: a source that does not have them is not what is asked.
_NARROWING: Final = re.compile(
    r"\b(?:average|mean|median|per|rate|ratio|frequency|intensity|percentage|per cent|share|target|planned"
    r"|cumulative|fatal\w*|serious|severe|male|men|female|women|agency|temporary|night|local|foreign|migrant"
    r"|minority|young|part-time|hourly|previous|spent on|due to)\b"
    r"|平均|人均|每|率|比例|占比|百分比|男|女|目标|计划|累计|死亡|重伤|派遣|上年|去年|单位|少数民族|外籍|夜班|农民工|未成年",
    re.IGNORECASE,
)
# Words (or their beginnings) that change whose figure is meant, or turn it into a change of it.
_SHIFTING: Final = re.compile(
    r"\b(?:reduc|chang|sav(?=e|ing)|plan(?=s?\b|n)|target|goals?\b|increas|decreas|compar|trend|forecast|intensity"
    r"|suppl(?=ier|y chain)|subcontract|contractor|customer|subsidiar|parent compan|group\b|board\b|directors?\b"
    r"|left\b|leavers?\b|turnover of|resign|new hires?\b|newly hired|hired\b|next year"
    r"|(?:last|past) (?:\d+|two|three|five) years|ever\b)"
    r"|同比|环比|下降|减少|增长|增加|变化|降低|节约|节省|趋势|预测|预计|强度|计划|目标|供应商|承包商|分包商|客户|子公司|母公司|集团"
    r"|董事|离职|新招|新入职|新员工|近[三两五\d]+年|过去[三两五\d]+年|曾经|曾发生|曾有",
    re.IGNORECASE,
)
# What a red line says nothing about: papers and systems, checks, and what was found.
_PAPERS: Final = re.compile(
    r"\b(?:polic|procedur|written|document|certif|evidence|train|system|record|check|verif|audit|found\b|detected|cases?\b|incident)"
    r"|书面|制度|政策|程序|证书|证明|证据|培训|体系|记录|核查|检查|审核|发现",
    re.IGNORECASE,
)
_DOUBTFUL: Final = 0.6  # the most that such a match is worth
_MOST_SURE: Final = 0.99  # words never make certain
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_LATIN: Final = re.compile(r"[A-Za-z]{2,}")
_FEW: Final = 3
_LEAST: Final = 3  # terms of a phrase of a library's: two words and their pair


@dataclass(frozen=True, slots=True)
class Match:
    """A source that may answer, its strength, and the confidence from 0 to 1 that it does."""

    source: Source
    strength: float
    confidence: float


def languages(words: str) -> tuple[Lang, ...]:
    """The languages a question is asked in: by script; a few Latin words in Chinese are names."""
    chinese, latin = bool(_HAN.search(words)), len(_LATIN.findall(words))
    if not chinese:
        return ("en",)
    return ("zh", "en") if latin > _FEW else ("zh",)


def matches(
    words: str,
    *,
    clauses: frozenset[str] | None = None,
    measured: bool = False,
    most: int = 3,
    library: Library = OURS_ALONE,
) -> tuple[Match, ...]:
    """The likeliest sources, the best first; none where no word is known.

    `clauses`: the codes that the buyer's clause speaks of, None where no clause is named.
    `measured`: a unit stands beside the question, so a figure is asked. `library`: its supplements
    may answer, too.
    """
    strengths: dict[str, float] = defaultdict(float)
    spoken = languages(words)
    for lang in spoken:
        index = _index(lang, library)
        for code, strength in index.strengths(words, measured=measured).items():
            strengths[code] += strength / len(spoken)
    if clauses is not None:
        for code in strengths:
            strengths[code] *= _CLAUSE if code in clauses else _OTHER_CLAUSE
    ranked = sorted(strengths.items(), key=lambda pair: (-pair[1], pair[0]))
    sources = _by_code(library)
    found = []
    for place, (code, strength) in enumerate(ranked[:most]):
        if strength > 0:
            confidence = _confidence(strength, _next_to(ranked, place))
            source = sources[code]
            strange = source.of_library and not _has_a_phrase(words, source, library)
            if strange or _asks_another_thing(words, source, measured=measured):
                confidence = min(confidence, _DOUBTFUL)
            found.append(Match(source, strength, confidence))
    return tuple(found)


def _has_a_phrase(words: str, source: Source, library: Library) -> bool:
    """Whether most of what the source asks stands in the question: one word in common is too little."""
    return any(
        _index(lang, library).phrase(source.code, terms(words, lang)) > 0
        for lang in languages(words)
    )


def _asks_another_thing(words: str, source: Source, *, measured: bool) -> bool:
    """A figure is asked and a practice found, or a figure narrowed in a way that ours is not."""
    quantity = measured or bool(_QUANTITY.search(words))
    if source.kind == "level":
        return quantity
    if source.kind == "red-line":
        return quantity or bool(_PAPERS.search(words)) or _foreign(_SHIFTING, words, source)
    if source.kind == "yes-no":
        return quantity or _foreign(_SHIFTING, words, source)
    if source.kind != "number":
        return False
    return any(_foreign(pattern, words, source) for pattern in (_NARROWING, _SHIFTING))


def _foreign(pattern: re.Pattern[str], words: str, source: Source) -> bool:
    """The question has one of these words, and the source's own title and wordings do not."""
    own = " ".join((source.title.zh, source.title.en, *source.phrases["zh"], *source.phrases["en"]))
    return any(one.casefold() not in own.casefold() for one in pattern.findall(words))


def _next_to(ranked: list[tuple[str, float]], place: int) -> float:
    """The strongest of the others."""
    others = (strength for at, (_, strength) in enumerate(ranked) if at != place)
    return next(others, 0.0)


def _confidence(strength: float, rival: float) -> float:
    lead = 1 - min(rival / strength, 1.5) if strength else -1.0
    return _MOST_SURE / (1 + math.exp(-(_OFFSET + _STRENGTH * strength + _LEAD * lead)))


@dataclass(frozen=True)
class _Index:
    """Our texts in one language, ready to be searched."""

    rarity: Mapping[str, float]
    rarest: float
    weights: Mapping[str, tuple[tuple[str, float], ...]]  # term → sources with what it says there
    phrases: Mapping[str, tuple[frozenset[str], ...]]
    lang: Lang
    sources: Mapping[str, Source]

    def strengths(self, words: str, *, measured: bool) -> dict[str, float]:
        asked = terms(words, self.lang)
        whole = sum(map(self._worth, asked))
        if not whole:
            return {}
        mass: dict[str, float] = defaultdict(float)
        for term in asked:
            worth = self._worth(term)
            for code, weight in self.weights.get(term, ()):
                mass[code] += worth * weight * weight
        sentence = bool(_SENTENCE.search(words))
        quantity = measured or bool(_QUANTITY.search(words))
        return {
            code: (found + self.phrase(code, asked))
            / math.sqrt(whole)
            * _fit(self.sources[code].kind, sentence=sentence, quantity=quantity)
            for code, found in mass.items()
        }

    def _worth(self, term: str) -> float:
        worth = self.rarity.get(term, self.rarest)
        return worth * _PAIR if " " in term else worth

    def phrase(self, code: str, asked: frozenset[str]) -> float:
        """The most that a phrase of a source counts, where enough of it was asked; else nothing."""
        best = 0.0
        for phrase in self.phrases[code]:
            whole = sum(map(self._worth, phrase))
            here = sum(self._worth(term) for term in phrase if term in asked)
            if here > _PHRASE * whole:
                best = max(best, here * here / whole)
        return best


def _fit(kind: str, *, sentence: bool, quantity: bool) -> float:
    """How well the kind of source fits the form of the question."""
    if kind == "number":
        return 0.3 if sentence and not quantity else 1.0
    if kind in {"level", "red-line"}:
        return 0.5 if quantity else 1.0 if sentence else 0.8
    if kind == "yes-no":
        return 0.5 if quantity or not sentence else 1.0
    if kind == "line":
        return 0.5 if sentence or quantity else 1.0
    return 1.0


@lru_cache(maxsize=8)
def _by_code(library: Library) -> Mapping[str, Source]:
    return {source.code: source for source in load_sources(library)}


@lru_cache(maxsize=16)
def _index(lang: Lang, library: Library) -> _Index:
    assert lang in LANGS  # noqa: S101 - one index a language
    said: dict[str, dict[str, float]] = {}
    phrases = {}
    for source in load_sources(library):
        least = _LEAST if source.of_library else 1
        told = tuple(
            found
            for found in (terms(one, lang) for one in source.phrases[lang])
            if len(found) >= least
        )
        weights = dict.fromkeys(frozenset[str]().union(*told), 1.0)
        for weight, words in source.weighed[lang]:
            for term in terms(words, lang):
                weights[term] = max(weights.get(term, 0.0), weight)
        said[source.code], phrases[source.code] = weights, told
    spread: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for code, weights in said.items():
        for term, weight in weights.items():
            spread[term].append((code, weight))
    count = len(said) + 1
    return _Index(
        rarity={term: math.log(count / (len(codes) + 0.5)) for term, codes in spread.items()},
        rarest=math.log(count / 0.5),
        weights={term: tuple(codes) for term, codes in spread.items()},
        phrases=phrases,
        lang=lang,
        sources=_by_code(library),
    )
