"""What is asked: a questionnaire with its areas, items, questions, profile and numbers, as data.

A questionnaire is a folder of TOML files under `data/`; adding questions is adding data.
Its edition is a year plus a hash of its content, so two people can tell that they hold the same one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from zeren.text import Text

Tier = Literal["quick", "basic"]
TIERS: Final[tuple[Tier, ...]] = ("quick", "basic")

QuestionKind = Literal["level", "yes-partly-no"]
FieldKind = Literal["text", "long-text", "uscc", "choice", "yes-no", "number", "date"]
EvidenceKind = Literal[
    "policy", "record", "certificate", "photo", "statistic", "third-party-report"
]
EVIDENCE_KINDS: Final[tuple[EvidenceKind, ...]] = (
    "policy",
    "record",
    "certificate",
    "photo",
    "statistic",
    "third-party-report",
)
Effort = Literal["S", "M", "L"]
UNITS: Final = (
    *("1", "%", "person", "d", "h", "CNY", "CNY10k", "EUR", "kWh", "MWh", "GJ"),
    *("kg", "t", "tCO2e", "L", "m2", "m3", "ha"),
)


class Area(NamedTuple):
    """A field of responsibility, such as E, employees, or a supplement.

    A supplement's area has a score of its own and stays out of the overall score, so that companies
    with and without it can be compared.
    """

    code: str
    title: Text
    supplement: str = ""  # the id of the supplement that asks it


class Item(NamedTuple):
    """A part of an area, such as E.3, a good working environment.

    `stuck` says where companies of this size can get stuck (awareness, money, people, skill,
    system), `helped` what may help.
    """

    code: str
    area: str
    title: Text
    stuck: Text
    helped: Text


class Duty(NamedTuple):
    """A legal duty behind a question, and the day on which somebody checked the reference."""

    law: Text
    article: Text
    checked: str  # ISO date
    source: str
    binds_when: tuple[str, ...] = ()  # profile facts that must be yes; none: it binds everybody


class Severity(NamedTuple):
    """How bad it is for people or the environment where the practice is missing, 1–5 each."""

    scale: int
    scope: int
    irremediability: int
    reason: Text

    @property
    def size(self) -> int:
        return max(self.scale, self.scope, self.irremediability)


class Exposure(NamedTuple):
    """Who is more exposed: any of these sectors, size classes or profile facts adds one."""

    sectors: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


class EvidenceHint(NamedTuple):
    """A kind of evidence that counts for a question, with an everyday example."""

    kind: EvidenceKind
    example: Text


class Example(NamedTuple):
    """What a good answer looks like in these trades; without sectors, in any other."""

    words: Text
    sectors: tuple[str, ...] = ()


class Question(NamedTuple):
    """A level question: five levels as things one can see, and the way from each to the next."""

    code: str
    item: str
    tier: Tier
    kind: QuestionKind
    topics: tuple[str, ...]
    title: Text  # three to eight words, for tables and charts
    asked: Text
    why: Text
    levels: tuple[Text, ...]  # 5: what one would see at level 0 … 4
    steps: tuple[Text, ...]  # 4: from level 0 to 1 … 3 to 4
    first_step: Text  # this week, costs nothing
    find_out: Text  # for who answers "don't know": whom to ask, where to look
    not_for: Text | None  # whom it does not concern, where "not applicable" is offered
    risk: Text  # what may happen to people or the environment, one sentence
    stuck: Text  # where companies of this size get stuck here
    helped: Text  # what helps with that
    examples: tuple[Example, ...]
    evidence: tuple[EvidenceHint, ...]
    weight: int
    severity: Severity
    effort: Effort
    effort_by_size: tuple[tuple[str, Effort], ...]  # size classes in which it takes less or more
    cash: int  # index of the cash band, 0–3
    owner: str  # a role code
    target: int
    duty: Duty | None
    asked_when: tuple[str, ...]  # profile facts that must all be yes
    exposure: Exposure

    @property
    def may_not_apply(self) -> bool:
        return self.not_for is not None

    @property
    def area(self) -> str:
        return self.item.split(".")[0]

    def effort_for(self, size_class: str) -> Effort:
        return dict(self.effort_by_size).get(size_class, self.effort)

    def example_for(self, sector: str) -> Text | None:
        """The example from this trade (its code, or the letter of its section), else a general one."""
        near = [one for one in self.examples if {sector, sector[:1]} & set(one.sectors)]
        general = [one for one in self.examples if not one.sectors]
        return next((one.words for one in (*near, *general)), None)


class RedLine(NamedTuple):
    """A limit that is kept or broken; no average hides it."""

    code: str
    topics: tuple[str, ...]
    title: Text
    asked: Text
    why: Text
    first_step: Text
    find_out: Text
    steps: tuple[Text, ...]  # what puts it right, in order
    evidence: tuple[EvidenceHint, ...]
    owner: str
    effort: Effort
    cash: int
    duty: Duty | None
    asked_when: tuple[str, ...]

    severity: int = 5


class Choice(NamedTuple):
    code: str
    label: Text


class Range(NamedTuple):
    """What is possible (outside: an error) and what is usual (outside: a note). Decimal text.

    `per` names a number by which the value is divided before it is compared with `usual`.
    """

    least: str | None = None
    most: str | None = None
    usual_least: str | None = None
    usual_most: str | None = None
    per: str = ""


class Field(NamedTuple):
    """A line of the profile, or one of the numbers."""

    code: str
    group: Literal["profile", "numbers"]
    section: str  # heading inside its sheet
    kind: FieldKind
    tier: Tier
    label: Text
    help: Text
    required: bool
    choices: tuple[Choice, ...]
    unit: str  # "" unless a number; UCUM-like codes such as kWh, m3, t, CNY, h, 1
    whole: bool  # a number that must be whole
    instant: bool  # a number on the last day of the period, not over it
    range: Range
    topics: tuple[str, ...]
    concept: str  # the VSME concept that the number equals, or ""
    asked_when: tuple[str, ...]
    published_by_default: bool
    always_published: bool = False  # no report is made without it
    minutes: int = 0  # to find a number, as we judge it for a company of sixty people

    @property
    def title(self) -> Text:
        """Its label, by the name that questions and red lines have for theirs."""
        return self.label


def is_asked(asked_when: Iterable[str], profile: Mapping[str, object]) -> bool:
    """A fact of the profile that nobody answered asks the question; only a "no" leaves it out."""
    return all(profile.get(fact) is not False for fact in asked_when)


class Role(NamedTuple):
    code: str
    title: Text


class Band(NamedTuple):
    """A band of the overall score; `least` in whole points."""

    code: str
    least: int
    title: Text
    meaning: Text


class SizeRule(NamedTuple):
    """The national size classes of one group of trades: thresholds of small, medium and large.

    Each threshold is (employees, revenue, assets) with None where the rule does not look;
    revenue and assets in ¥10,000. A company is in the highest class all of whose limits it reaches.
    """

    code: str
    title: Text
    large: tuple[int | None, int | None, int | None]
    medium: tuple[int | None, int | None, int | None]
    small: tuple[int | None, int | None, int | None]
    note: Text | None = None  # where the national rule itself does not cover the trade


class Settings(NamedTuple):
    """The numbers of the method, data of the edition."""

    effort_days: Mapping[Effort, int]
    find_out_days: int
    small_share: int  # per cent of the capacity that small duties may take beside the large work
    capacity: Mapping[str, int]  # person-days a quarter by size class
    horizons: tuple[int, ...]  # days
    near_term: int
    bands: tuple[Band, ...]
    broken_cap: str  # the highest band while a red line is broken
    cash_bands: tuple[Text, ...]
    default_target: int
    final_coverage: int  # per cent
    provisional_coverage: int
    risk_levels: tuple[tuple[str, int, Text], ...]  # code, least size, words; ascending
    challenge_below: int  # whole points
    grave_severity: int  # a critical risk of at least this severity stands with the legal duties
    many_not_applicable: int  # per cent of an area


class Pace(NamedTuple):
    """What the estimate of the time rests on: published rates of reading, and our own judgement."""

    zh_characters: int  # read a minute
    en_words: int  # read a minute
    decide_seconds: int  # to choose an answer once it is read: a judgement
    basis: Text  # where these come from


@dataclass(frozen=True)
class Questionnaire:
    """Everything that is asked, in order, with the numbers that turn answers into results."""

    id: str
    edition: str  # "2026"
    sha256: str  # of its content
    title: Text
    note: Text  # what this questionnaire is and is not
    tier: Tier
    settings: Settings
    pace: Pace
    areas: tuple[Area, ...]
    items: tuple[Item, ...]
    questions: tuple[Question, ...]
    red_lines: tuple[RedLine, ...]
    fields: tuple[Field, ...]
    roles: tuple[Role, ...]
    size_classes: tuple[Choice, ...]
    size_rules: Mapping[str, SizeRule]  # by sector choice code
    sections: Mapping[str, Text] = field(default_factory=dict)  # headings, by "profile/company"
    supplements: tuple[str, ...] = ()  # ids of the questionnaires that are carried along
    homes: Mapping[str, str] = field(default_factory=dict)  # what a supplement asks: its id by code
    is_part: bool = False  # a selection by topic or code

    @cached_property
    def question_of(self) -> Mapping[str, Question]:
        return {question.code: question for question in self.questions}

    @cached_property
    def red_line_of(self) -> Mapping[str, RedLine]:
        return {line.code: line for line in self.red_lines}

    @cached_property
    def field_of(self) -> Mapping[str, Field]:
        return {field.code: field for field in self.fields}

    @cached_property
    def matter_of(self) -> Mapping[str, Question | RedLine | Field]:
        """Everything that can be answered, in order."""
        return {**self.question_of, **self.red_line_of, **self.field_of}

    @cached_property
    def item_of(self) -> Mapping[str, Item]:
        return {item.code: item for item in self.items}

    @cached_property
    def area_of(self) -> Mapping[str, Area]:
        return {area.code: area for area in self.areas}

    @cached_property
    def role_of(self) -> Mapping[str, Role]:
        return {role.code: role for role in self.roles}

    def profile(self) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.group == "profile")

    def numbers(self) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.group == "numbers")

    def address(self, code: str) -> str:
        """The stable address of a question, red line or field: `sme/E1.2`, `ict/T4.1`."""
        return f"{self.homes.get(code, self.id)}/{code}"

    def narrowed(
        self,
        *,
        topic: str = "",
        codes: frozenset[str] = frozenset(),
        profile: Mapping[str, object] = MappingProxyType({}),
    ) -> Questionnaire:
        """What is asked about one topic, under these codes, or of a company of this profile."""

        def kept(asked: Question | RedLine | Field) -> bool:
            return (
                (not topic or topic in asked.topics)
                and (not codes or asked.code in codes)
                and is_asked(asked.asked_when, profile)
            )

        return replace(
            self,
            is_part=bool(topic or codes),
            questions=tuple(filter(kept, self.questions)),
            red_lines=tuple(filter(kept, self.red_lines)),
            fields=tuple(filter(kept, self.fields)),
        )
