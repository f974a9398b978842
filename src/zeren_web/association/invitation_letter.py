"""The letter that asks a company to join: for paper, for a chat and for e-mail, the same words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from zeren.standards.length import time_needed
from zeren.text import Text
from zeren_web.desk.forms.accounts import phone_number
from zeren_web.pages.links import Link
from zeren_web.records.models import Body, Company, Cycle
from zeren_web.records.read.editions import questionnaire_of
from zeren_web.records.write.joining import Address, Invited

SUBJECT: Final = Text(
    "{body}：邀请{company}参加社会责任自评", "{body}: {company} is invited to a self-assessment"
)
_LEAD: Final = Text(
    "{body}邀请贵公司参加“{cycle}”，请您负责。",
    "{body} invites your company to take part in “{cycle}” and asks you to take charge of it.",
)
_ALONE: Final = Text(
    "{body}邀请贵公司参加社会责任自评，请您负责。",
    "{body} invites your company to assess its social responsibility and asks you to take charge of it.",
)
_GET: Final = (
    Text(
        "主要风险、主要挑战和近期该做的事，每件都有理由和做法。",
        "The main risks, the main challenges and what to do first, each with its reason and how it is done.",
    ),
    Text(
        "中英文报告。哪些公开，由贵公司逐条决定。",
        "Reports in Chinese and English. Your company decides line by line what is public.",
    ),
    Text(
        "可以签一份自我声明，客户不上网也能核对。",
        "If you like, a self-declaration that a customer can check without the network.",
    ),
)
_NUMBERS: Final = Text(
    "数字可以请同事去查，没有单据的可以空着。",
    "Colleagues can find the numbers; those without a document may stay empty.",
)
_AT_HAND: Final = Text(
    "营业执照上的统一社会信用代码、在册人数、上一年的水电费单。没有也能先开始：随填随存，随时可以离开，也可以请同事一起填。",
    "The Unified Social Credit Code from the business licence, the number of people employed, last year's electricity and water bills. You can begin without them: every answer saves itself, leave whenever you like, and ask colleagues to join you.",
)
_HOW: Final = Text(
    "扫二维码，或在浏览器里打开下面的地址。不用密码。",
    "Scan the code, or open this address in a browser. No password is needed.",
)
_OPEN: Final = Text("打开这个地址，不用密码：", "Open this address; no password is needed:")
_UNTIL: Final = Text(
    "这个链接只给贵公司，只能用一次，{until} 前有效。",
    "This link is for your company alone, works once, and holds until {until}.",
)
_CLOSES: Final = Text("请在 {day} 前提交。", "Please submit by {day}.")
_ASK: Final = Text("有问题请联系：{contact}", "Questions: {contact}")
_TO: Final = Text("{company} {name}：", "Dear {name}, {company},")
_TO_ALL: Final = Text("{company}：", "To {company},")


@dataclass(frozen=True, slots=True)
class Letter:
    """What stands in one company's letter."""

    number: int  # of the invitation
    company: Company
    to: Address
    link: Link
    salutation: Text
    lead: Text
    get: tuple[Text, ...]
    time: Text | None
    at_hand: Text
    how: Text
    holds: tuple[Text, ...]

    def as_words(self) -> Text:
        """The letter without a picture, for e-mail and chat."""
        paragraphs = (
            self.salutation,
            self.lead,
            *(Text(f"· {one.zh}", f"· {one.en}") for one in self.get),
            *((self.time,) if self.time else ()),
            self.at_hand,
            _OPEN,
            Text(self.link.href, self.link.href),
            *self.holds,
        )
        return Text(
            "\n".join(one.zh for one in paragraphs), "\n".join(one.en for one in paragraphs)
        )


def address_of_contact(company: Company) -> Address:
    """Whom an invitation names; a landline cannot be sent a code."""
    mobile = phone_number(company.contact_phone) or ""
    return Address(
        company.contact_name, company.contact_email, mobile if not company.contact_email else ""
    )


def time_of(cycle: Cycle | None) -> Text | None:
    """How much there is to do, as the core estimates it."""
    if cycle is None:
        return None
    time = time_needed(questionnaire_of(cycle))
    return Text(f"{time.zh}{_NUMBERS.zh}", f"{time.en} {_NUMBERS.en}")


def letter_of(
    invited: Invited, link: Link, *, body: Body, cycle: Cycle | None, time: Text | None
) -> Letter:
    """Everything in it but the company's name is true of every company."""
    made = invited.invitation
    if made.company is None:
        raise ValueError(invited)
    until = timezone.localdate(made.expires).isoformat()
    holds = [_UNTIL.format(until=until)]
    if cycle:
        holds.append(_CLOSES.format(day=cycle.last_day.isoformat()))
    if body.contact:
        holds.append(_ASK.format(contact=body.contact))
    lead = (
        _LEAD.format(cycle=cycle.title, body=body.name) if cycle else _ALONE.format(body=body.name)
    )
    name = made.company.text
    return Letter(
        number=made.pk,
        company=made.company,
        to=Address(made.name, made.email, made.phone),
        link=link,
        salutation=(_TO if made.name else _TO_ALL).format(company=name, name=made.name),
        lead=lead,
        get=_GET,
        time=time,
        at_hand=_AT_HAND,
        how=_HOW,
        holds=tuple(holds),
    )


def subject_of(letter: Letter, body: Body) -> Text:
    return SUBJECT.format(body=body.name, company=letter.company.text)
