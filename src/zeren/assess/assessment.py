"""What it means: the result of one response, recomputed from (questionnaire, response) each time."""

from __future__ import annotations

from typing import Literal, NamedTuple

from zeren.standards.questionnaires import Band, Effort, Item, Question, RedLine
from zeren.text import Text

State = Literal["final", "provisional", "not-shown"]


class Score(NamedTuple):
    """Hundredths of a point, 0–10000; None while coverage is under the provisional limit.

    `declared` counts every level; `evidenced` only those with counting evidence. `answered`
    includes don't-know; `applicable` excludes what does not apply, whose number is `not_applicable`.
    """

    declared: int | None
    evidenced: int | None
    answered: int
    applicable: int
    not_applicable: int
    state: State
    many_do_not_apply: bool = False  # over the share of the settings: worth a second look

    @property
    def coverage(self) -> int:
        """Answered ÷ applicable in hundredths of a per cent, rounded half up; 0 when nothing applies."""
        if not self.applicable:
            return 0
        return (20000 * self.answered + self.applicable) // (2 * self.applicable)

    @property
    def evidence_gap(self) -> int | None:
        if self.declared is None or self.evidenced is None:
            return None
        return self.declared - self.evidenced


class RedLineState(NamedTuple):
    """A red line and where it stands; `open` means nobody answered."""

    line: RedLine
    state: Literal["kept", "broken", "dont-know", "open"]


class Risk(NamedTuple):
    """A question whose answer leaves people or the environment exposed. 2 ≤ size ≤ 25."""

    question: Question
    level: int
    severity: int
    likelihood: int
    rank: str  # low, moderate, high, critical: the code of settings.risk_levels

    @property
    def size(self) -> int:
        return self.severity * self.likelihood


class Challenge(NamedTuple):
    """A weak item: where companies of this size usually get stuck, and what helped."""

    item: Item
    declared: int  # hundredths of a point
    open_questions: tuple[Question, ...]


Kind = Literal[
    "red-line", "red-line-to-clarify", "legal-duty", "grave-risk", "practice", "find-out"
]


class Priority(NamedTuple):
    """A matter to take up, in order. `size` is the risk used for the order (a don't-know counts as
    level 0 for the order only, and is shown to nobody as a risk). `effort` is that of the size class.
    """

    kind: Kind
    question: Question | RedLine
    level: int | None  # None for red lines and don't-knows
    size: int
    effort: Effort


class PlanLine(NamedTuple):
    """A priority with its work: days count from the first day of the plan; `end` None: after a year.

    `due` is the horizon (30, 90, 180, 365 days) in which it ends. `steps` run from the present level
    to the target. `risk_before` and `risk_after` are None where no risk is shown.
    """

    priority: Priority
    first_step: Text
    steps: tuple[Text, ...]
    owner: str
    person_days: int
    start: int
    end: int | None
    due: int | None
    cash: int
    evidence: tuple[Text, ...]
    risk_before: int | None
    risk_after: int | None
    topics: tuple[str, ...]


class Assessment(NamedTuple):
    """The whole result. `size_class` is "" where it cannot be told; `band` None where not shown."""

    size_class: str
    size_note: Text | None
    overall: Score
    band: Band | None
    areas: tuple[tuple[str, Score], ...]
    items: tuple[tuple[str, Score], ...]
    red_lines: tuple[RedLineState, ...]
    risks: tuple[Risk, ...]
    challenges: tuple[Challenge, ...]
    near_term: tuple[Priority, ...]
    plan: tuple[PlanLine, ...]
    has_levels: bool  # False for a response of facts only: nothing is scored
    apart: frozenset[str] = frozenset()  # areas of supplements, which stay out of the overall score
