"""What goes in and out, for the schema: only what is named here leaves, only what is named here is taken."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Final, Literal

from ninja import Field, Schema
from pydantic import ConfigDict, StringConstraints

from zeren.files.entered import MOST_WORDS

Line = Annotated[str, StringConstraints(max_length=120)]
Typed = Annotated[str, StringConstraints(max_length=MOST_WORDS)]


class Words(Schema):
    """Ours, in both languages."""

    zh: str
    en: str


class Own(Schema):
    """Somebody's own words, and their language."""

    lang: Literal["zh", "en"]
    text: str


class Problem(Schema):
    code: str
    level: Literal["error", "note"]
    place: dict[str, str | int]
    what: Words
    remedy: Words


class Problems(Schema):
    problems: list[Problem]


class Part(Schema):
    """Which part of a list: at most so many, after the first so many."""

    limit: int = Field(50, ge=1, le=200)
    offset: int = Field(0, ge=0, le=1_000_000)


class Search(Part):
    q: Line = ""


class MemberSearch(Search):
    city: Line = ""
    state: Line = ""


class Whole(Schema):
    """How long the whole list is, and which part of it this is."""

    total: int
    limit: int
    offset: int


# --- responses ---------------------------------------------------------------------------------------


class ResponseLine(Schema):
    company: str
    name: Words | Own
    year: int
    title: Words
    role: Literal["owner", "editor", "viewer"]
    state: Literal["open", "submitted", "returned", "accepted"]
    takes_answers: bool
    last_day: date
    submitted: datetime | None


class Responses(Whole):
    items: list[ResponseLine]


class AnswerOut(Schema):
    """What stands under a code, as it was entered. `awaiting`: carried from another year, and not
    confirmed. `public`: ticked for the public.
    """

    code: str
    version: int
    said: str
    words: str
    reason: str
    public: bool
    awaiting: bool
    by: str
    at: datetime


class EvidenceOut(Schema):
    code: str
    number: int
    kind: str
    title: Own
    issuer: str
    expires: date | None
    sha256: str
    link: str


class ResponseOut(ResponseLine):
    questionnaire: dict[str, Any]
    answers: list[AnswerOut]
    evidence: list[EvidenceOut]
    problems: list[Problem]


class AnswerIn(Schema):
    """`base` is the version that you saw, 0 where nothing stood. What is left out stays as it stands.
    Numbers are written as text: "1234.5".
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    base: int = Field(ge=0, le=999_999_999)
    said: Typed | None = None
    words: Typed | None = None
    reason: Typed | None = None


class SavedOut(Schema):
    code: str
    version: int


class Theirs(Schema):
    version: int
    said: str
    words: str
    reason: str
    by: str
    at: datetime


class Conflict(Problems):
    theirs: Theirs


class Submitted(Schema):
    state: Literal["submitted", "accepted"]


# --- the association ---------------------------------------------------------------------------------


class CycleOut(Schema):
    year: int
    title: Words
    opens: date
    closes: date
    last_day: date
    companies: int
    untouched: int
    begun: int
    returned: int
    submitted: int
    accepted: int


class Programme(Schema):
    cycles: list[CycleOut]


class MemberOut(Schema):
    code: str
    uscc: str
    name: Words | Own
    city: str
    sector: str
    cohorts: list[Words | Own]
    state: str
    left: date | None


class Members(Whole):
    items: list[MemberOut]


class MemberFields(Schema):
    """`cohorts` are those that it is in from now on, each by its Chinese name."""

    model_config = ConfigDict(extra="forbid", strict=True)

    name_en: str | None = Field(None, max_length=160)
    city: str | None = Field(None, max_length=60)
    sector: str | None = Field(None, max_length=8)
    contact_name: str | None = Field(None, max_length=60)
    contact_email: str | None = Field(None, max_length=254)
    contact_phone: str | None = Field(None, max_length=40)
    cohorts: list[Line] | None = Field(None, max_length=200)


class MemberChange(MemberFields):
    """What is left out stays as it stands; an empty text empties it."""

    name_zh: str | None = Field(None, max_length=120)


class MemberIn(MemberFields):
    """A new member: who it is can never be changed."""

    uscc: str = Field(max_length=60)
    name_zh: str = Field(max_length=120)


class MemberLeft(Schema):
    model_config = ConfigDict(extra="forbid", strict=True)

    left: bool


# --- everybody ---------------------------------------------------------------------------------------

State = Literal["stands", "superseded", "withdrawn", "ended"]


class CompanyLine(Schema):
    code: str
    uscc: str
    name: Words | Own
    years: list[int]
    state: State | None


class Companies(Whole):
    items: list[CompanyLine]


class ReportOut(Schema):
    year: int
    title: Words
    number: int
    confirmed: datetime
    sha256: str
    response: dict[str, Any]


class ConfirmedOut(Schema):
    kind: str
    words: str
    day: date
    until: date | None
    codes: list[str]


class DeclaredOut(Schema):
    entry: int
    year: int
    signed: datetime
    until: date | None
    sha256: str
    state: State
    reason: Words | None
    ended: datetime | None
    confirmed: list[ConfirmedOut]


class ProfileOut(Schema):
    code: str
    uscc: str
    name: Words | Own
    reports: list[ReportOut]
    declarations: list[DeclaredOut]
    certificates: list[str]


class StandardLine(Schema):
    id: str
    title: Words
    edition: Words
    publisher: Words


class Standards(Whole):
    items: list[StandardLine]


PROBLEMS: Final[dict[int, type[Schema]]] = dict.fromkeys(
    (400, 404, 405, 413, 422, 500, 503, 507), Problems
)
PRIVATE: Final = {**PROBLEMS, 401: Problems, 403: Problems, 429: Problems}
