"""What a reminder says: words of a person, with each company's own name and figures filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.utils import timezone

from zeren.files.characters import printable
from zeren.text import Lang, Text
from zeren_web.desk.progress import parts_of
from zeren_web.records.models import Body, Cycle
from zeren_web.records.read.private import Desk
from zeren_web.records.read.reminders import Behind

GROUPS: Final[Mapping[str, Text]] = {
    "not-begun": Text("还没开始", "Not begun"),
    "half-way": Text("填了一部分，停下了", "Stopped half-way"),
    "returned": Text("退回补充，还没再交", "Returned and not handed in again"),
}
SUBJECT: Final = Text("请填{cycle}：{company}", "{cycle}: {company}")
WORDS: Final[Mapping[str, Text]] = {
    "not-begun": Text(
        "{company} {contact}：\n\n“{cycle}”还没有开始填，{day} 截止，还有 {days} 天。随填随存，可以分几次填，也可以请同事一起填。\n\n打开：{link}\n\n{body}",
        "{contact}, {company}:\n\n“{cycle}” has not been begun yet. It closes on {day}: {days} days are left. Every answer saves itself, you can do it in several sittings, and colleagues can help.\n\nOpen: {link}\n\n{body}",
    ),
    "half-way": Text(
        "{company} {contact}：\n\n“{cycle}”已经完成 {done} 部分，共 {parts} 部分，{day} 截止，还有 {days} 天。填过的都在，接着填就行。\n\n打开：{link}\n\n{body}",
        "{contact}, {company}:\n\n{done} of {parts} parts of “{cycle}” are done. It closes on {day}: {days} days are left. Everything you entered is kept; go on where you stopped.\n\nOpen: {link}\n\n{body}",
    ),
    "returned": Text(
        "{company} {contact}：\n\n“{cycle}”请补充后再交一次。打开后能看到要补充什么。\n\n打开：{link}\n\n{body}",
        "{contact}, {company}:\n\n“{cycle}” was returned to you. Open it to see what to complete, then submit it again.\n\nOpen: {link}\n\n{body}",
    ),
}
NAMES: Final[Mapping[str, Text]] = {
    "company": Text("企业名称", "the company's name"),
    "contact": Text("联系人", "the contact"),
    "cycle": Text("周期名称", "the cycle's title"),
    "day": Text("截止日", "the last day"),
    "days": Text("剩余天数", "days left"),
    "done": Text("完成的部分", "parts done"),
    "parts": Text("一共几部分", "parts in all"),
    "link": Text("登录后的地址", "the address of its desk"),
    "body": Text("协会名称", "the association's name"),
}
LONGEST: Final = 2_000
_PLACE: Final = re.compile(r"\{([^{}\n]{0,40})\}")
_EMPTY: Final = Text("请写要发的话。", "Write what is to be sent.")
_TOO_LONG: Final = Text("最多 2000 个字。", "At most 2,000 characters.")
_UNKNOWN: Final = Text(
    "不认识 {{{name}}}。能用的是：{known}。", "{{{name}}} is not known. There are: {known}."
)


def mistakes_in(words: str) -> Text | None:
    """What has to be put right in the words before they can be sent."""
    if not words.strip():
        return _EMPTY
    if len(words) > LONGEST:
        return _TOO_LONG
    strange = next((one for one in _PLACE.findall(words) if one not in NAMES), None)
    known = " ".join(f"{{{name}}}" for name in NAMES)
    return None if strange is None else _UNKNOWN.format(name=strange, known=known)


def clean(words: str) -> str:
    return printable(words).strip()


@dataclass(frozen=True)
class Line:
    """A company in the list of those to be reminded."""

    behind: Behind
    cycle: Cycle
    body: Body
    link: str
    lang: Lang

    @cached_property
    def parts(self) -> tuple[int, int]:
        """How many parts are done, and how many there are."""
        if self.behind.response is None:
            return 0, 0
        parts = parts_of(Desk(self.behind.response, "viewer", self.behind.answers))
        return sum(part.status == "done" for part in parts), len(parts)

    @property
    def days(self) -> int:
        return (self.cycle.last_day - timezone.localdate()).days

    def filled(self, words: str) -> str:
        """The words with the names in braces replaced; nothing else of them is looked at."""
        company, lang = self.behind.company, self.lang
        done, parts = self.parts if "{done}" in words or "{parts}" in words else (0, 0)
        values = {
            "company": company.text.to(lang),
            "contact": self.behind.name,
            "cycle": self.cycle.title.to(lang),
            "day": self.cycle.last_day.isoformat(),
            "days": str(max(0, self.days)),
            "done": str(done),
            "parts": str(parts),
            "link": self.link,
            "body": self.body.name.to(lang),
        }
        return _PLACE.sub(lambda place: values.get(place[1], place[0]), words)
