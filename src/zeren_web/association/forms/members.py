"""A member's form: what each field is called, what stands in it, what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from zeren.problems import Problem
from zeren.text import Text
from zeren_web.records.models import Company
from zeren_web.records.write.member_details import details_in, first_by_field
from zeren_web.records.write.members import EDITABLE

_LABELS: Final[Mapping[str, Text]] = {
    "uscc": Text("统一社会信用代码", "Unified Social Credit Code"),
    "name_zh": Text("企业名称（中文）", "Name (Chinese)"),
    "name_en": Text("企业名称（英文）", "Name (English)"),
    "city": Text("城市", "City"),
    "sector": Text("行业代码", "Code of its trade"),
    "contact_name": Text("联系人", "Contact"),
    "contact_email": Text("邮箱", "E-mail"),
    "contact_phone": Text("电话", "Phone"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A field of the form: what it is called, what stands in it, what is wrong with it."""

    name: str
    label: Text
    value: str
    error: Text | None = None

    @property
    def kind(self) -> str:
        return "email" if self.name == "contact_email" else "text"


@dataclass(frozen=True, slots=True)
class MemberForm:
    """What was typed, cleaned; only fields that may be set are in it."""

    said: Mapping[str, str]
    errors: Mapping[str, Text] = field(default_factory=dict)

    @property
    def lines(self) -> list[Line]:
        return [
            Line(name, label, self.said[name], self.errors.get(name))
            for name, label in _LABELS.items()
            if name in self.said
        ]


def of_member(company: Company) -> MemberForm:
    return MemberForm({name: getattr(company, name) for name in EDITABLE})


def empty_form() -> MemberForm:
    return MemberForm(dict.fromkeys(("uscc", *EDITABLE), ""))


def typed(sent: Mapping[str, str], *, new: bool = False) -> MemberForm:
    """What was sent, each on one line, with what has to be put right."""
    said, problems = details_in(sent, new=new)
    return with_problems(said, problems)


def with_problems(said: Mapping[str, str], problems: Iterable[Problem]) -> MemberForm:
    found = first_by_field(problems)
    return MemberForm(said, {name: _both(one) for name, one in found.items()})


def _both(problem: Problem) -> Text:
    what, remedy = problem.what, problem.remedy
    return Text(f"{what.zh}{remedy.zh}", f"{what.en} {remedy.en}")
