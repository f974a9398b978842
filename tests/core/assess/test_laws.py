"""The laws of the method, for any questionnaire and any response."""

from __future__ import annotations

import json
import random
from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st
from tests.core.assess.made import LEVELS, LINES, Case, cases, pieces, saying
from tests.core.assess.plainly import recomputed

from zeren.assess import Assessment, assess
from zeren.assess.as_json import assessment_as_json
from zeren.assess.assessment import Score
from zeren.collect.responses import Response, Saying
from zeren.text import Said

BETTER_LINE = (
    (Saying.BROKEN, Saying.DONT_KNOW),
    (Saying.BROKEN, Saying.KEPT),
    (Saying.DONT_KNOW, Saying.KEPT),
)


def goodness(said: int | Saying | None) -> int:
    """Silence and don't-know stand under every level."""
    return said if isinstance(said, int) else -1 if said is Saying.DONT_KNOW else -2


@st.composite
def improvements(draw: st.DrawFn) -> tuple[Case, str, Response]:
    """A case, a question of it, and the response with a better answer to that question."""
    case = draw(cases())
    code = draw(st.sampled_from([question.code for question in case.questionnaire.questions]))
    before = case.response.answer_to.get(code)
    said = before.said if before else None
    assume(said is not Saying.NOT_APPLICABLE)
    better = draw(st.sampled_from([level for level in LEVELS if level > goodness(said)] or [4]))
    assume(better > goodness(said))
    return case, code, saying(case.response, code, better)


def score_of(assessment: Assessment) -> dict[str, Score]:
    groups = {"overall": assessment.overall, **dict(assessment.areas)}
    return groups | dict(assessment.items)


def never_lower(before: Assessment, after: Assessment) -> bool:
    return all(
        (old.declared is None or (new.declared is not None and new.declared >= old.declared))
        and (
            old.evidenced is None or (new.evidenced is not None and new.evidenced >= old.evidenced)
        )
        for old, new in zip(score_of(before).values(), score_of(after).values(), strict=True)
    )


@given(improvements())
def test_a_better_answer_never_lowers_a_score(improvement: tuple[Case, str, Response]) -> None:
    case, _, better = improvement

    before = assess(case.questionnaire, case.response)
    after = assess(case.questionnaire, better)

    assert never_lower(before, after)
    if before.band:
        assert after.band
        assert after.band.least >= before.band.least


@given(improvements())
def test_a_better_answer_never_raises_a_risk(improvement: tuple[Case, str, Response]) -> None:
    case, code, better = improvement
    old = case.response.answer_to.get(code)
    assume(old is not None and isinstance(old.said, int))

    before = {
        risk.question.code: risk.size for risk in assess(case.questionnaire, case.response).risks
    }
    after = {risk.question.code: risk.size for risk in assess(case.questionnaire, better).risks}

    assert after.keys() <= before.keys()
    assert all(after[risk] <= before[risk] for risk in after)


@given(improvements())
def test_a_better_answer_worsens_the_order_of_no_other_matter(
    improvement: tuple[Case, str, Response],
) -> None:
    case, code, better = improvement
    assume(code in case.response.answer_to)

    before = places(assess(case.questionnaire, case.response), besides=code)
    after = places(assess(case.questionnaire, better), besides=code)

    assert after.keys() == before.keys()
    assert all(after[matter] <= before[matter] for matter in before)


@given(cases(), st.sampled_from(LINES), st.sampled_from(BETTER_LINE))
def test_a_red_line_put_right_worsens_nothing(
    case: Case, code: str, step: tuple[Saying, Saying]
) -> None:
    assume(code in case.questionnaire.red_line_of)
    worse, better = step

    before = assess(case.questionnaire, saying(case.response, code, worse))
    after = assess(case.questionnaire, saying(case.response, code, better))

    assert never_lower(before, after)
    assert (after.band.least if after.band else 0) >= (before.band.least if before.band else 0)
    old, new = places(before, besides=code), places(after, besides=code)
    assert all(new[matter] <= old[matter] for matter in old)


@given(improvements())
def test_a_better_answer_moves_no_other_date_back(
    improvement: tuple[Case, str, Response],
) -> None:
    case, code, better = improvement
    old = case.response.answer_to.get(code)
    assume(old is not None and isinstance(old.said, int))

    before = dates(assess(case.questionnaire, case.response), besides=code)
    after = dates(assess(case.questionnaire, better), besides=code)

    assert after.keys() == before.keys()
    assert all(
        one <= other
        for name in before
        for one, other in zip(after[name], before[name], strict=True)
    )


def dates(assessment: Assessment, *, besides: str) -> dict[str, tuple[int, int]]:
    """Start and end of every other matter; what ends after the last horizon ends late."""
    late = 10**9
    return {
        line.priority.question.code: (line.start, late if line.end is None else line.end)
        for line in assessment.plan
        if line.priority.question.code != besides
    }


def places(assessment: Assessment, *, besides: str) -> dict[str, int]:
    codes = [line.priority.question.code for line in assessment.plan]
    return {code: place for place, code in enumerate(codes) if code != besides}


@given(cases(), st.data())
def test_adding_evidence_never_lowers_anything(case: Case, data: st.DataObject) -> None:
    codes = [question.code for question in case.questionnaire.questions]
    piece = data.draw(pieces(data.draw(st.sampled_from(codes))))
    more = replace(case.response, evidence=(*case.response.evidence, piece))

    before = assess(case.questionnaire, case.response)
    after = assess(case.questionnaire, more)

    assert never_lower(before, after)
    assert without_evidenced(after) == without_evidenced(before)


def without_evidenced(assessment: Assessment) -> Assessment:
    def blind(score: Score) -> Score:
        return score._replace(evidenced=None)

    return assessment._replace(
        overall=blind(assessment.overall),
        areas=tuple((code, blind(score)) for code, score in assessment.areas),
        items=tuple((code, blind(score)) for code, score in assessment.items),
    )


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_questions_changes_nothing(case: Case, chance: random.Random) -> None:
    questions = list(case.questionnaire.questions)
    answers, evidence = list(case.response.answers), list(case.response.evidence)
    for shuffled in (questions, answers, evidence):
        chance.shuffle(shuffled)

    mixed = assess(
        replace(case.questionnaire, questions=tuple(questions)),
        replace(case.response, answers=tuple(answers), evidence=tuple(evidence)),
    )

    assert mixed == assess(case.questionnaire, case.response)


@given(cases(), st.data())
def test_a_dont_know_never_scores_above_any_level(case: Case, data: st.DataObject) -> None:
    code = data.draw(st.sampled_from([question.code for question in case.questionnaire.questions]))
    unknown = saying(case.response, code, Saying.DONT_KNOW)
    known = saying(case.response, code, data.draw(st.sampled_from(LEVELS)))

    assert never_lower(assess(case.questionnaire, unknown), assess(case.questionnaire, known))


@given(cases())
def test_one_response_in_two_languages_gives_one_result(case: Case) -> None:
    def told(words: str) -> Response:
        said = Said.of(words)
        return replace(
            case.response,
            profile={**case.response.profile, "statement": said},
            answers=tuple(
                answer._replace(words=said, reason=said if answer.reason else None)
                for answer in case.response.answers
            ),
            evidence=tuple(piece._replace(title=said) for piece in case.response.evidence),
        )

    assert assess(case.questionnaire, told("我们这样做")) == assess(
        case.questionnaire, told("This is how we do it")
    )


@given(cases())
def test_anyone_recomputes_every_score_with_fractions(case: Case) -> None:
    assessment = assess(case.questionnaire, case.response)

    assert {
        group: (score.declared, score.evidenced) for group, score in score_of(assessment).items()
    } == recomputed(case.questionnaire, case.response)


@given(cases())
def test_an_assessment_travels_as_whole_numbers_and_words(case: Case) -> None:
    table = assessment_as_json(assess(case.questionnaire, case.response))

    def refuse(number: str) -> None:
        message = f"{number} is no whole number"
        raise AssertionError(message)

    assert json.loads(json.dumps(table), parse_float=refuse) == table
