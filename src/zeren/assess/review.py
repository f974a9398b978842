"""What a reviewer looks at first in a response that was handed in: places, facts, where to look.

Nothing here says that an answer is untrue. A check names what does not fit, what changed strongly,
what is high and has no evidence, and what is missing; a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from zeren.assess.applicable import Stand, stands
from zeren.assess.assessment import Score
from zeren.assess.red_lines import red_lines
from zeren.assess.scores import OVERALL, counting_evidence, scores
from zeren.collect.facts import plain
from zeren.collect.responses import Response, Saying
from zeren.problems import Problem
from zeren.standards.questionnaires import Field, Questionnaire, RedLine
from zeren.text import Text, same

CheckKind = Literal["red-line", "odd", "jump", "no-evidence", "open"]
CHECK_WORDS: Final[Mapping[CheckKind, Text]] = {
    "red-line": Text("红线", "Red lines"),
    "odd": Text("对不上", "Does not fit"),
    "jump": Text("变化大", "Strong change"),
    "no-evidence": Text("高分无证据", "High, no evidence"),
    "open": Text("没有答", "Not answered"),
}
LEVELS: Final = 2  # levels up or down since last year
TIMES: Final = 2  # times as much as last year, or its part
POINTS: Final = 20  # points of an area's declared score since last year
HIGH: Final = 3  # levels from which evidence is expected

THRESHOLDS: Final = (
    Text(
        f"变化大：一题比上年升或降 {LEVELS} 级以上，一个数比上年多到 {TIMES} 倍以上或少到一半以下，一个方面的自报得分升或降 {POINTS} 分以上。",
        f"Strong change: a question up or down by {LEVELS} levels or more since last year, a number doubled or halved or beyond, an area's declared score up or down by {POINTS} points or more.",
    ),
    Text(
        f"高分无证据：答到 {HIGH} 级以上，没有一件算数的证据。",
        f"High, no evidence: level {HIGH} or more, and no piece of evidence that counts.",
    ),
    Text(
        "这些只是提示先看哪里，不等于答错了。",
        "These only say where to look first; none of them means that an answer is wrong.",
    ),
)


class Check(NamedTuple):
    """`code` is the question or field it speaks of; "" for the response as a whole."""

    kind: CheckKind
    code: str
    what: Text
    look: Text


def review_checks(
    questionnaire: Questionnaire,
    response: Response,
    *,
    problems: Iterable[Problem] = (),
    last: tuple[Questionnaire, Response] | None = None,
) -> tuple[Check, ...]:
    """All checks of a sound response, the gravest kind first, each kind in the questionnaire's order.

    `problems` are what the reader found; `last` is last year's response and what it was asked.
    """
    standing = stands(questionnaire, response)
    earlier = {stand.question.code: stand for stand in stands(*last)} if last else {}
    before = last[1] if last else None
    return (
        *_red_lines(questionnaire, response, before),
        *_odd(problems),
        *(_jumps(questionnaire, response, before, standing, earlier) if before else ()),
        *_without_evidence(standing, response),
        *_open(standing, earlier),
    )


_LINES: Final[Mapping[str, tuple[Text, Text]]] = {
    "broken": (
        Text("答“没有守住”。", "Answered “broken”."),
        Text(
            "看企业写了什么、打算怎么改、什么时候改好。如实说没守住可以通过。",
            "See what the company says about it, what it will do and by when. Saying so honestly can be accepted.",
        ),
    ),
    "dont-know": (
        Text("答“不清楚”。", "Answered “don't know”."),
        Text(
            "请企业照这一题“怎么查”去查清再答。",
            "Ask the company to find out as the question says, and to answer then.",
        ),
    ),
    "open": (
        Text("没有回答。", "Not answered."),
        Text("红线请企业答完再通过。", "Ask the company to answer it before you accept."),
    ),
}
_MENDED: Final = (
    Text("上年答“没有守住”，今年答“守住了”。", "Last year “broken”, this year “kept”."),
    Text(
        "看是怎么改好的，有没有记录。", "See how it was put right, and whether there is a record."
    ),
)


def _red_lines(
    questionnaire: Questionnaire, response: Response, before: Response | None
) -> Iterator[Check]:
    for line, state in red_lines(questionnaire, response):
        if state in _LINES:
            yield Check("red-line", line.code, *_LINES[state])
        elif before and _was_broken(line, before):
            yield Check("red-line", line.code, *_MENDED)


def _was_broken(line: RedLine, before: Response) -> bool:
    answer = before.answer_to.get(line.code)
    return answer is not None and answer.said is Saying.BROKEN


def _odd(problems: Iterable[Problem]) -> Iterator[Check]:
    """What the reader itself found; what is open is told by question below."""
    for problem in problems:
        if problem.code not in {"unanswered", "required-missing"}:
            yield Check("odd", problem.place.field, problem.what, problem.remedy)


def _jumps(
    questionnaire: Questionnaire,
    response: Response,
    before: Response,
    standing: tuple[Stand, ...],
    earlier: Mapping[str, Stand],
) -> Iterator[Check]:
    both = [stand for stand in standing if stand.question.code in earlier]
    were = [earlier[stand.question.code] for stand in both]
    now, then = (
        scores(questionnaire, tuple(group), evidenced=frozenset()) for group in (both, were)
    )
    titles = {area.code: area.title for area in questionnaire.areas}
    titles[OVERALL] = Text("总的自报得分", "The overall declared score")
    for code, title in titles.items():
        yield from _score_jump(title, now[code], then[code])
    for stand in standing:
        was = earlier.get(stand.question.code)
        if was is not None:
            yield from _level_jump(stand, was)
    for field in questionnaire.numbers():
        yield from _number_jump(field, response, before)


def _score_jump(title: Text, now: Score, then: Score) -> Iterator[Check]:
    if now.declared is None or then.declared is None:
        return
    if abs(now.declared - then.declared) >= POINTS * 100:
        figures = {
            "title": title,
            "was": plain(Decimal(then.declared) / 100),
            "now": plain(Decimal(now.declared) / 100),
        }
        yield Check(
            "jump",
            "",
            Text(
                "{title}：上年 {was} 分，今年 {now} 分。",
                "{title}: {was} points last year, {now} this year.",
            ).format(**figures),
            Text(
                "看是哪几题变了，下面各题分开列着。",
                "See which questions changed; they are listed below.",
            ),
        )


def _level_jump(stand: Stand, was: Stand) -> Iterator[Check]:
    if stand.level is None or was.level is None or abs(stand.level - was.level) < LEVELS:
        return
    rose = stand.level > was.level
    yield Check(
        "jump",
        stand.question.code,
        Text(
            f"上年 {was.level} 级，今年 {stand.level} 级。",
            f"Level {was.level} last year, level {stand.level} this year.",
        ),
        Text("看这一年做了什么、有什么能证明。", "See what was done and what shows it.")
        if rose
        else Text(
            "看是退步了，还是上年答高了。",
            "See whether it became worse, or last year's answer was too high.",
        ),
    )


def _number_jump(field: Field, response: Response, before: Response) -> Iterator[Check]:
    fact, was = response.fact(field.code), before.fact(field.code)
    if fact is None or was is None or fact.unit != was.unit:
        return
    now, then = fact.value, was.value
    if not (isinstance(now, Decimal) and isinstance(then, Decimal) and now > 0 and then > 0):
        return
    if now >= TIMES * then or now * TIMES <= then:
        yield Check(
            "jump",
            field.code,
            Text("上年 {then}，今年 {now}。", "{then} last year, {now} this year.").format(
                then=plain(then), now=plain(now)
            ),
            Text(
                "看单位对不对、期间是不是一整年、规模有没有变。",
                "See whether unit and period are right, and whether the company's size changed.",
            ),
        )


def _without_evidence(standing: Iterable[Stand], response: Response) -> Iterator[Check]:
    for stand in standing:
        level = stand.level
        if level is None or level < HIGH or counting_evidence(stand.question, response):
            continue
        yield Check(
            "no-evidence",
            stand.question.code,
            Text(
                f"答到 {level} 级，没有算数的证据。",
                f"Level {level}, and no evidence that counts.",
            ),
            Text("例如可以请企业附：{example}", "What could be asked for: {example}").format(
                example=next((hint.example for hint in stand.question.evidence), same("—"))
            ),
        )


def _open(standing: Iterable[Stand], earlier: Mapping[str, Stand]) -> Iterator[Check]:
    for stand in standing:
        was = earlier.get(stand.question.code)
        again = was is not None and was.level is None and was.applies
        if stand.said is None:
            yield Check("open", stand.question.code, *(_OPEN_AGAIN if again else _OPEN))
        elif stand.said is Saying.DONT_KNOW and again:
            yield Check("open", stand.question.code, *_STILL_UNKNOWN)


_OPEN: Final = (
    Text("没有回答。", "Not answered."),
    Text("没答的按 0 级算，可以请企业补。", "It counts as level 0; ask the company to add it."),
)
_OPEN_AGAIN: Final = (
    Text("没有回答，上年也没有答上来。", "Not answered, and not last year either."),
    Text(
        "看企业是不是不明白这一题，可以打电话问问。",
        "Perhaps the company does not understand the question: a call may help.",
    ),
)
_STILL_UNKNOWN: Final = (
    Text(
        "连着两年没有答上来（今年答“不清楚”）。",
        "No answer for two years running (“don't know” this year).",
    ),
    Text(
        "请企业照这一题“怎么查”去查，写上谁去查、什么时候查完。",
        "Ask the company to find out as the question says: who does it, and by when.",
    ),
)
