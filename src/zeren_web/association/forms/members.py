"""What may be said of a member, and what is wrong with what was said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from zeren.collect.uscc import normalise, problems_of
from zeren.files.characters import printable
from zeren.files.members.reading import is_email, is_phone
from zeren.problems import Place
from zeren.text import Text
from zeren_web.records.models import Company
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
_NO_NAME: Final = Text("请填企业的中文名称。", "Enter the company's Chinese name.")
_TOO_LONG: Final = Text(
    "请写短一些，最多 {most} 个字。", "Make it shorter: at most {most} characters."
)
_NO_EMAIL: Final = Text(
    "请写成 name@example.com，只写一个。", "Write it as name@example.com, one only."
)
_NO_PHONE: Final = Text(
    "请填电话号码，例如 13800000000。", "Enter a phone number, such as 13800000000."
)


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
    said = {name: _line(sent.get(name, "")) for name in EDITABLE}
    errors: dict[str, Text] = {}
    if new:
        said = {"uscc": normalise(_line(sent.get("uscc", ""))), **said}
        for problem in problems_of(said["uscc"], place=Place()):
            errors["uscc"] = _both(problem.what, problem.remedy)
    for name in EDITABLE:
        most = getattr(Company._meta.get_field(name), "max_length", 0)  # noqa: SLF001 - Django's public name for it
        if len(said[name]) > most:
            errors[name] = _TOO_LONG.format(most=most)
    if not said["name_zh"]:
        errors["name_zh"] = _NO_NAME
    if said["contact_email"] and not is_email(said["contact_email"]):
        errors["contact_email"] = _NO_EMAIL
    if said["contact_phone"] and not is_phone(said["contact_phone"]):
        errors["contact_phone"] = _NO_PHONE
    return MemberForm(said, errors)


def _line(words: str) -> str:
    return " ".join(printable(str(words)).split())[:1000]


def _both(what: Text, remedy: Text) -> Text:
    return Text(f"{what.zh}{remedy.zh}", f"{what.en} {remedy.en}")
