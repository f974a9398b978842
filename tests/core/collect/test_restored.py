"""A response written as JSON and read back is the same response."""

import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from zeren.collect.facts import Fact, Period, Source
from zeren.collect.responses import Answer, Asked, Evidence, Response, Saying
from zeren.collect.restored import response_from_json
from zeren.standards.questionnaires import EVIDENCE_KINDS
from zeren.text import Said

WORDS = st.text(max_size=20)
SAID = st.builds(Said, lang=st.sampled_from(("zh", "en")), text=WORDS)
DAYS = st.dates().map(str)
PERIODS = st.builds(Period, end=DAYS, start=st.none() | DAYS)
SOURCES = st.builds(Source, file=st.just(""), sheet=WORDS, cell=WORDS)
SAYINGS = st.integers(0, 4) | st.sampled_from(Saying)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12)
VALUES = st.one_of(
    st.tuples(st.just("number"), NUMBERS),
    st.tuples(st.just("yes-no"), st.booleans()),
    st.tuples(st.just("date"), DAYS),
    st.tuples(st.just("choice"), WORDS | st.lists(WORDS, max_size=3).map(tuple)),
    st.tuples(st.just("words"), SAID),
)
ANSWERS = st.builds(
    Answer,
    question=WORDS,
    said=SAYINGS,
    reason=st.none() | SAID,
    words=st.none() | SAID,
    source=SOURCES,
)
FACTS = st.builds(
    lambda value, **rest: Fact(kind=value[0], value=value[1], **rest),
    value=VALUES,
    code=WORDS,
    period=PERIODS,
    unit=WORDS,
    dimensions=st.dictionaries(WORDS, WORDS, max_size=2).map(lambda d: tuple(sorted(d.items()))),
    topics=st.lists(WORDS, max_size=2).map(tuple),
    source=SOURCES,
)
EVIDENCE = st.builds(
    Evidence,
    question=WORDS,
    kind=st.sampled_from(EVIDENCE_KINDS),
    title=SAID,
    issuer=WORDS,
    period=st.none() | PERIODS,
    expires=WORDS,
    sha256=WORDS,
    link=WORDS,
    visitor=WORDS,
    source=SOURCES,
)
RESPONSES = st.builds(
    Response,
    asked=st.builds(Asked, id=WORDS, edition=WORDS, tier=WORDS, sha256=WORDS),
    period=PERIODS,
    profile=st.dictionaries(WORDS, WORDS | st.booleans() | SAID, max_size=4),
    answers=st.lists(ANSWERS, max_size=3).map(tuple),
    facts=st.lists(FACTS, max_size=3).map(tuple),
    evidence=st.lists(EVIDENCE, max_size=2).map(tuple),
    published=st.frozensets(WORDS, max_size=3),
)


@given(RESPONSES)
def test_reading_what_was_written_gives_the_same_response(response: Response) -> None:
    written = json.dumps(response.as_json())

    assert response_from_json(json.loads(written)) == response


def test_a_number_keeps_every_digit() -> None:
    value = Decimal("123456789012345678.90")
    fact = Fact("sme/x", "number", value, Period("2025-12-31"))
    response = Response(Asked("sme", "2026", "quick", ""), Period("2025-12-31"), {}, (), (fact,))

    written = json.dumps(response.as_json())

    assert '"123456789012345678.9"' in written
    assert response_from_json(json.loads(written)).facts[0].value == value
