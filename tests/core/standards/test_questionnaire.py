"""The questionnaire's words: complete, short, told apart, in both languages."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import fields
from itertools import combinations

import pytest

from zeren.standards.load import load_questionnaire
from zeren.standards.questionnaires import Question, Questionnaire, RedLine, Tier
from zeren.standards.topics import load_topics
from zeren.text import LANGS, Lang, Text

HAN = r"[\u4e00-\u9fff]"


@pytest.fixture(scope="module")
def quick() -> Questionnaire:
    return load_questionnaire("sme", tier="quick")


@pytest.fixture(scope="module")
def basic() -> Questionnaire:
    return load_questionnaire("sme", tier="basic")


@pytest.fixture(scope="module")
def whole() -> Questionnaire:
    """Everything there is: the basic tier with its supplement."""
    return load_questionnaire("sme", tier="basic", supplements=("ict",))


def matters(questionnaire: Questionnaire) -> list[Question | RedLine]:
    return [*questionnaire.questions, *questionnaire.red_lines]


def texts(value: object, path: str = "") -> Iterator[tuple[str, Text]]:
    """Every Text inside a value, with the way to it."""
    if isinstance(value, Text):
        yield path, value
    elif isinstance(value, Questionnaire):
        for field in fields(value):
            yield from texts(getattr(value, field.name), f"{path}/{field.name}")
    elif isinstance(value, tuple) and hasattr(value, "_asdict"):
        for name, inner in value._asdict().items():
            yield from texts(inner, f"{path}/{getattr(value, 'code', '')}.{name}")
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, f"{path}[{key}]")
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from texts(inner, f"{path}[{number}]")


def opens(question: Question, spoken: set[str]) -> int:
    """What a question adds to what is known: its severity for each topic not yet spoken of."""
    return question.severity.size * len(set(question.topics) - spoken)


RARE = {"interns", "dispatched", "platform", "chemicals", "exports"}  # so are few companies


def most_informative(basic: Questionnaire, *, count: int) -> list[Question]:
    """Question by question the one that opens most; among equals the broader, the weightier, the first."""
    left = [question for question in basic.questions if not RARE & set(question.asked_when)]
    taken: list[Question] = []
    spoken: set[str] = set()
    while len(taken) < count:
        best = max(left, key=lambda one: (opens(one, spoken), opens(one, set()), one.weight))
        taken.append(best)
        left.remove(best)
        spoken |= set(best.topics)
    return taken


def test_quick_asks_the_twenty_that_carry_most(quick: Questionnaire, basic: Questionnaire) -> None:
    """Nineteen by the rule, and one so that no item about people stays unasked (decision 16)."""
    taken = most_informative(basic, count=19)
    spoken = {topic for question in taken for topic in question.topics}
    (missing,) = {one.code for one in basic.items if one.area == "E"} - {one.item for one in taken}
    of_item = [question for question in basic.questions if question.item == missing]
    taken.append(max(of_item, key=lambda one: opens(one, spoken)))

    assert {one.code for one in quick.questions} == {one.code for one in taken}
    assert {question.area for question in quick.questions} == {"RM", "E", "V", "M", "C"}
    assert len(quick.red_lines) == 5


def test_the_quick_tier_of_a_supplement_asks_the_gravest_of_each_item() -> None:
    whole = load_questionnaire("sme", tier="basic", supplements=("ict",))
    quick = load_questionnaire("sme", tier="quick", supplements=("ict",))
    own = {
        item.code: [question for question in whole.questions if question.item == item.code]
        for item in whole.items
        if whole.area_of[item.area].supplement
    }

    gravest = [
        max(questions, key=lambda one: (one.severity.size, one.weight)).code
        for questions in own.values()
    ]

    assert [one.code for one in quick.questions if one.item in own] == gravest


def test_every_code_is_used_once(whole: Questionnaire) -> None:
    codes = [
        matter.code
        for group in (whole.questions, whole.red_lines, whole.fields, whole.items, whole.areas)
        for matter in group
    ]

    assert len(codes) == len(set(codes))


def test_a_question_is_named_after_its_item(whole: Questionnaire) -> None:
    for question in whole.questions:
        assert question.item in whole.item_of
        assert re.fullmatch(rf"{re.escape(question.item.replace('.', ''))}\.\d+", question.code)


@pytest.mark.parametrize("supplements", [(), ("ict",)])
@pytest.mark.parametrize("tier", ["quick", "basic"])
def test_every_reference_leads_somewhere(tier: Tier, supplements: tuple[str, ...]) -> None:
    """In every tier: what decides whether something is asked is itself asked."""
    asked = load_questionnaire("sme", tier=tier, supplements=supplements)
    topics = {topic.id for topic in load_topics()}
    whole = load_questionnaire("sme", tier="basic", supplements=supplements)
    everywhere = {field.code for field in whole.fields if field.kind == "yes-no"}
    yes_no = {field.code for field in asked.fields if field.kind == "yes-no"}
    sectors = {choice.code for choice in asked.field_of["sector"].choices}
    letters = {code[0] for code in sectors}
    sizes = {size.code for size in asked.size_classes}
    for matter in matters(asked):
        assert set(matter.topics) <= topics
        assert matter.topics
        assert matter.owner in asked.role_of
        assert set(matter.asked_when) <= yes_no
    for question in asked.questions:
        assert set(question.exposure.facts) <= everywhere
        assert set(question.exposure.sectors) <= sectors | letters
        assert set(question.exposure.sizes) <= sizes
        assert {size for size, _ in question.effort_by_size} <= sizes
        for example in question.examples:
            assert set(example.sectors) <= sectors | letters
        if question.duty:
            assert set(question.duty.binds_when) <= yes_no
    for field in asked.fields:
        assert set(field.topics) <= topics
        assert set(field.asked_when) <= yes_no
        assert f"{field.group}/{field.section}" in asked.sections
    assert set(asked.size_rules) == sectors


def test_nothing_is_left_to_fill_in(whole: Questionnaire) -> None:
    """Both languages are there, no placeholder is forgotten, and neither stands in for the other."""
    for path, text in texts(whole):
        for words in (text.zh, text.en):
            assert words.strip() == words, path
            assert words, path
            assert not re.search(r"TODO|FIXME|XXX|\{\}|…\s*$|lorem", words), path
        assert re.search(HAN, text.zh), path
        quoted = len(
            re.findall(HAN, text.en)
        )  # names of Chinese papers, where one needs to find them
        assert 5 * quoted <= len(text.en), path
        assert set(re.findall(r"\{\w+\}", text.zh)) == set(re.findall(r"\{\w+\}", text.en)), path


def test_questions_and_levels_keep_their_lengths(whole: Questionnaire) -> None:
    for question in whole.questions:
        assert len(question.asked.zh) <= 60, question.code
        assert len(question.asked.en.split()) <= 30, question.code
        for level in question.levels:
            assert len(level.zh) <= 50, (question.code, level.zh)
            assert len(level.en.split()) <= 25, (question.code, level.en)


def near(one: frozenset[str], other: frozenset[str]) -> bool:
    """Dice's coefficient over 0.8; sets of very different sizes cannot reach it."""
    both = len(one) + len(other)
    return 2.5 * min(len(one), len(other)) > both and 2.5 * len(one & other) > both


def grams(words: str, lang: Lang) -> frozenset[str]:
    size = 2 if lang == "zh" else 4
    plain = re.sub(r"\W+", " ", words.lower())
    return frozenset(plain[start : start + size] for start in range(len(plain) - size + 1))


Grams = tuple[str, frozenset[str]]


def worth_comparing(sentences: Sequence[Grams]) -> Iterator[tuple[Grams, Grams]]:
    """The pairs that can be near at all. Near ones share over two thirds of the grams of either, and
    therefore at least one of the rarest third of both.
    """
    common = Counter(gram for _, some in sentences for gram in some)
    holding: dict[str, list[int]] = {}
    for place, (_, some) in enumerate(sentences):
        rarest = sorted(some, key=lambda gram: (common[gram], gram))[: len(some) // 3 + 1]
        for before in sorted({one for gram in rarest for one in holding.get(gram, ())}):
            yield sentences[before], sentences[place]
        for gram in rarest:
            holding.setdefault(gram, []).append(place)


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_not_worth_comparing_is_not_near(whole: Questionnaire, lang: Lang) -> None:
    few = [text.to(lang) for _, text in texts(whole.questions[:20])]
    kept = [(words, grams(words, lang)) for words in (*few, *(f"{one}!?x" for one in few[:40]))]

    near_ones = [pair for pair in combinations(kept, 2) if near(pair[0][1], pair[1][1])]

    assert len(near_ones) >= 20
    assert set(near_ones) <= set(worth_comparing(kept))


@pytest.mark.parametrize("lang", LANGS)
def test_no_two_sentences_nearly_repeat_each_other(whole: Questionnaire, lang: Lang) -> None:
    long = 12 if lang == "zh" else 40
    asked = texts((whole.questions, whole.red_lines, whole.items))
    sentences = {text.to(lang): path for path, text in asked if ".duty/" not in path}
    kept = [(words, grams(words, lang)) for words in sentences if len(words) >= long]

    repeated = [
        (sentences[one], one, other)
        for (one, some), (other, more) in worth_comparing(kept)
        if near(some, more)
    ]

    assert repeated == []


def test_no_sentence_stands_twice(whole: Questionnaire) -> None:
    for group in (whole.questions, whole.red_lines):
        asked = texts(group)
        long = [text for path, text in asked if len(text.zh) >= 12 and ".duty/" not in path]
        assert len(long) == len(set(long))


def test_each_legal_duty_says_when_and_where_it_was_checked(whole: Questionnaire) -> None:
    duties = [matter.duty for matter in matters(whole) if matter.duty is not None]

    assert duties
    for duty in duties:
        assert re.fullmatch(r"20\d\d-\d\d-\d\d", duty.checked)
        assert re.search(r"第.+条", duty.article.zh)
        assert re.search(r"Article", duty.article.en)
        assert duty.source


def test_the_same_data_have_the_same_hash_and_a_changed_word_another(quick: Questionnaire) -> None:
    again = load_questionnaire.__wrapped__("sme", tier="quick")

    assert again == quick
    assert re.fullmatch(r"[0-9a-f]{64}", quick.sha256)


def test_every_question_names_evidence_and_a_way_up(whole: Questionnaire) -> None:
    def complete(question: Question) -> bool:
        return len(question.levels) == 5 and len(question.steps) == 4 and bool(question.evidence)

    assert [question.code for question in whole.questions if not complete(question)] == []
