"""What may be said of a member, and what is wrong with what was said; alike for pages and programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from zeren.collect.uscc import normalise, problems_of
from zeren.files.characters import printable
from zeren.files.members.reading import is_email, is_phone
from zeren.problems import Place, Problem
from zeren.text import Text
from zeren_web.records.models import Company
from zeren_web.records.write.members import EDITABLE

_LONGEST: Final = 1000


class Details(NamedTuple):
    """What was said, cleaned; only what may be set is in it. With what has to be put right."""

    said: Mapping[str, str]
    problems: tuple[Problem, ...]


def details_in(sent: Mapping[str, str], *, new: bool = False) -> Details:
    """Each on one line. What was not sent counts as empty; a new member needs its code, too."""
    said = {name: _line(sent.get(name, "")) for name in EDITABLE}
    if not new:
        return Details(said, tuple(_problems(said)))
    code = normalise(_line(sent.get("uscc", "")))
    wrong = problems_of(code, place=Place(field="uscc"))
    return Details({"uscc": code, **said}, (*wrong, *_problems(said)))


def changes_in(sent: Mapping[str, str], company: Company) -> Details:
    """Only what was sent: the rest stays as it stands, and nothing is said of it."""
    stands = {name: str(getattr(company, name)) for name in EDITABLE}
    said, problems = details_in({**stands, **sent})
    here = {name: said[name] for name in EDITABLE if name in sent}
    return Details(here, tuple(one for one in problems if one.place.field in here))


def _problems(said: Mapping[str, str]) -> Iterator[Problem]:
    for name in EDITABLE:
        most = getattr(Company._meta.get_field(name), "max_length", 0)  # noqa: SLF001 - Django's public name for it
        if len(said[name]) > most:
            yield _wrong("too-long", name, _LONG.format(n=len(said[name])), _SHORTER.format(n=most))
    if not said["name_zh"]:
        yield _wrong("missing", "name_zh", *_NO_NAME)
    if said["contact_email"] and not is_email(said["contact_email"]):
        yield _wrong("email", "contact_email", *_NO_EMAIL)
    if said["contact_phone"] and not is_phone(said["contact_phone"]):
        yield _wrong("phone", "contact_phone", *_NO_PHONE)


def _wrong(code: str, name: str, what: Text, remedy: Text) -> Problem:
    return Problem(f"member-{code}", "error", Place(field=name), what, remedy)


def already_member(uscc: str) -> Problem:
    """Somebody has this code already, though they may have left."""
    there = Company.objects.filter(uscc=uscc).first()
    name = there.name_zh if there else uscc
    if there and there.left:
        return _wrong("there", "uscc", _LEFT_THERE.format(name=name), _BRING_BACK)
    return _wrong("there", "uscc", _THERE.format(name=name), _CHANGE)


def first_by_field(problems: Iterable[Problem]) -> dict[str, Problem]:
    """A form has room for one at each field."""
    found: dict[str, Problem] = {}
    for one in problems:
        found.setdefault(one.place.field, one)
    return found


def _line(words: str) -> str:
    return " ".join(printable(str(words)).split())[:_LONGEST]


_LONG: Final = Text("写了 {n} 个字，太长。", "{n} characters are too many.")
_SHORTER: Final = Text("请写短一些，最多 {n} 个字。", "Make it shorter: at most {n} characters.")
_NO_NAME: Final = (
    Text("没有中文名称。", "There is no Chinese name."),
    Text("请填企业的中文名称。", "Enter the company's Chinese name."),
)
_NO_EMAIL: Final = (
    Text("这不是一个邮箱地址。", "This is no e-mail address."),
    Text("请写成 name@example.com，只写一个。", "Write it as name@example.com, one only."),
)
_NO_PHONE: Final = (
    Text("这不是电话号码。", "This is no phone number."),
    Text("请填电话号码，例如 13800000000。", "Enter a phone number, such as 13800000000."),
)
_THERE: Final = Text("已经有这家会员：{name}。", "It is a member already: {name}.")
_LEFT_THERE: Final = Text(
    "名单里有这家，已经退会：{name}。", "It is in the list, marked as left: {name}."
)
_CHANGE: Final = Text(
    "要改资料，请改那一家；代码抄错了，请改代码。",
    "To change its details, change that member; where the code was mistyped, mend the code.",
)
_BRING_BACK: Final = Text(
    "请恢复那一家，它以前的一切都还在。", "Bring that member back; all it had is still there."
)
