"""What of a response is sealed, what a company chooses to show of it, and what a buyer recomputes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal, NamedTuple

from zeren.assess.applicable import Stand, asked_red_lines, stands
from zeren.assess.assessment import Assessment, Score
from zeren.assess.scores import OVERALL, counting_evidence, groups_of
from zeren.collect.facts import Fact, value_as_json
from zeren.collect.responses import Response, Saying
from zeren.declare.sealing import Disclosure, Disclosures, Members, Presented
from zeren.problems import Place, Problem, Refused
from zeren.standards.questionnaires import Question, Questionnaire
from zeren.text import Text

_NOT_APPLICABLE: Final = Saying.NOT_APPLICABLE.value


class Recomputed(NamedTuple):
    """A score that is shown, and what its answers give. In hundredths of a point.

    `incomplete`: not all of its answers are shown; `other-questionnaire`: ours is not the one asked.
    `declared` and `evidenced` are None in both.
    """

    code: str
    state: Literal["agrees", "differs", "incomplete", "other-questionnaire"]
    declared: int | None = None
    evidenced: int | None = None


def members_of(
    questionnaire: Questionnaire | None, response: Response, assessment: Assessment
) -> Members:
    """Every answer that counts, every fact, every score that is shown."""
    facts = {_name(fact, response): _fact(fact) for fact in response.facts}
    if questionnaire is None:
        return {"answers": {}, "facts": facts, "scores": {}}
    standing = stands(questionnaire, response)
    return {
        "answers": dict(_answers(questionnaire, response, standing)),
        "facts": facts,
        "scores": dict(_scores(questionnaire, standing, assessment)),
    }


def chosen(
    disclosures: Disclosures, codes: Iterable[str], questionnaire: Questionnaire | None
) -> tuple[Disclosure, ...]:
    """What is shown under these codes: a question, a fact, an item or area with its answers and
    score, or `overall`, the score alone. Raises Refused for codes under which nothing was sealed.
    """
    found = {code: tuple(_under(code, disclosures, questionnaire)) for code in codes}
    unknown = tuple(_nothing_under(code) for code, shown in found.items() if not shown)
    if unknown:
        raise Refused(*unknown)
    return tuple({one.text: one for shown in found.values() for one in shown}.values())


def recomputed(presented: Presented, questionnaire: Questionnaire | None) -> tuple[Recomputed, ...]:
    """Every score that is shown, computed anew from the answers shown with it and our weights."""
    scores = presented.shown.get("scores", {})
    if questionnaire is None or presented.questionnaire["sha256"] != questionnaire.sha256:
        return tuple(Recomputed(code, "other-questionnaire") for code in scores)
    supplements = frozenset(area.code for area in questionnaire.areas if area.supplement)
    answers = presented.shown.get("answers", {})
    return tuple(
        _recomputed(
            code,
            score,
            answers=answers,
            questions=[
                question
                for question in questionnaire.questions
                if code in groups_of(question, supplements)
            ],
        )
        for code, score in scores.items()
    )


def _name(fact: Fact, response: Response) -> str:
    """A name that no other fact has: the code, then its breakdown, then its end where it is not that
    of the response's period.
    """
    parts = ",".join(f"{name}={member}" for name, member in fact.dimensions)
    end = "" if fact.period.end == response.period.end else f"@{fact.period.end}"
    return fact.code + (f"[{parts}]" if parts else "") + end


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "value": value_as_json(fact.value),
        "unit": fact.unit or None,
        "period": fact.period.as_json(),
    }


def _answers(
    questionnaire: Questionnaire, response: Response, standing: Iterable[Stand]
) -> Iterator[tuple[str, dict[str, Any]]]:
    for stand in standing:
        if stand.said is not None:
            yield (
                stand.question.code,
                _answer(stand.said, evidence=counting_evidence(stand.question, response)),
            )
    for line in asked_red_lines(questionnaire, response):
        if answer := response.answer_to.get(line.code):
            evidence = any(piece.question == line.code for piece in response.evidence)
            yield line.code, _answer(answer.said, evidence=evidence)


def _answer(said: int | Saying, *, evidence: bool) -> dict[str, Any]:
    return {"said": said.value if isinstance(said, Saying) else said, "evidence": evidence}


def _scores(
    questionnaire: Questionnaire, standing: Iterable[Stand], assessment: Assessment
) -> Iterator[tuple[str, dict[str, Any]]]:
    supplements = frozenset(area.code for area in questionnaire.areas if area.supplement)
    weights: dict[str, int] = {}
    for stand in standing:
        for group in groups_of(stand.question, supplements) if stand.applies else ():
            weights[group] = weights.get(group, 0) + stand.question.weight
    for code, score in ((OVERALL, assessment.overall), *assessment.areas, *assessment.items):
        if score.declared is not None:
            yield code, _score(score, weights[code])


def _score(score: Score, weight: int) -> dict[str, Any]:
    return {
        "declared": score.declared,
        "evidenced": score.evidenced,
        "weight": weight,
        "answered": score.answered,
        "applicable": score.applicable,
    }


def _under(
    code: str, disclosures: Disclosures, questionnaire: Questionnaire | None
) -> Iterator[Disclosure]:
    questions = questionnaire.questions if questionnaire else ()
    items = {question.item.replace(".", ""): question.item for question in questions}
    code = items.get(code, code)  # V2, as its questions V2.1 and V2.2 make one write it
    within = {question.code for question in questions if code in (question.item, question.area)}
    short = code.rpartition("/")[2]
    for answer in disclosures.of["answers"]:
        if answer.name in within or answer.name == short:
            yield answer
    for fact in disclosures.of["facts"]:
        address = fact.name.partition("@")[0].partition("[")[0]
        if code in (fact.name, address, address.rpartition("/")[2]):
            yield fact
    for score in disclosures.of["scores"]:
        if score.name == code:
            yield score


def _nothing_under(code: str) -> Problem:
    return Problem(
        "share-nothing-under-code",
        "error",
        Place(field=code),
        Text(
            "这份声明里没有封存这个代码的回答、数据或得分。",
            "This declaration holds no sealed answer, fact or score under this code.",
        ),
        Text(
            "请写题号（E1.2）、项目（V2）、领域（E）、数据的代码，或 overall（总分）；没有回答的题没有封存。",
            "Write the code of a question (E1.2), an item (V2), an area (E) or a fact, or overall; what was not answered was not sealed.",
        ),
    )


def _recomputed(
    code: str,
    score: Mapping[str, Any],
    *,
    answers: Mapping[str, Mapping[str, Any]],
    questions: Sequence[Question],
) -> Recomputed:
    """A question that applies and was not answered weighs, and counts as level 0."""
    shown = [(one, answers[one.code]) for one in questions if one.code in answers]
    hidden = sorted(one.weight for one in questions if one.code not in answers)
    applying = [(one, answer) for one, answer in shown if answer["said"] != _NOT_APPLICABLE]
    if len(applying) < score["answered"]:
        return Recomputed(code, "incomplete")
    silent = score["applicable"] - score["answered"]
    weight = score["weight"] - sum(one.weight for one, _ in applying)
    fits = (
        len(applying) == score["answered"]
        and silent <= len(hidden)
        and sum(hidden[:silent]) <= weight <= sum(hidden[len(hidden) - silent :])
    )
    declared = _hundredths(applying, score["weight"], of_all=True)
    evidenced = _hundredths(applying, score["weight"], of_all=False)
    same = (declared, evidenced) == (score["declared"], score["evidenced"])
    return Recomputed(code, "agrees" if fits and same else "differs", declared, evidenced)


def _hundredths(
    applying: Iterable[tuple[Question, Mapping[str, Any]]], weight: int, *, of_all: bool
) -> int:
    """Σ weight·level ÷ (4·Σ weight) in hundredths of a point, rounded half up, as scores are."""
    points = sum(
        question.weight * answer["said"]
        for question, answer in applying
        if isinstance(answer["said"], int) and (of_all or answer["evidence"])
    )
    return (5000 * points + weight) // (2 * weight) if weight else 0
