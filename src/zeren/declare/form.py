"""The form that a company fills in to declare: what it asks, and what somebody wrote.

What the answers already say is filled in beforehand; both have to agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from zeren.text import Text

Kind = Literal["words", "both", "code", "count", "day"]


class Line(NamedTuple):
    """A line of the form. Of the kind `both` it is written in Chinese, in English, or in both.

    `usual` is what stands there beforehand, for the company to change; `band` a heading above it.
    """

    code: str
    label: Text
    help: Text
    kind: Kind = "words"
    needed: bool = True
    from_answers: bool = False
    usual: Text | None = None
    band: Text | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        """The names of its cells: `place.zh` and `place.en`, or its code alone."""
        return (f"{self.code}.zh", f"{self.code}.en") if self.kind == "both" else (self.code,)


class DocumentRow(NamedTuple):
    """A supporting document as it was written; `file` lies beside the form."""

    title: str = ""
    file: str = ""
    sha256: str = ""
    question: str = ""


class Form(NamedTuple):
    """What the form holds, as words: by the names of its cells, and row by row.

    `claims` are pairs of a standard and a kind of claim, or what somebody wrote instead of them.
    """

    entries: Mapping[str, str] = MappingProxyType({})
    sites: tuple[tuple[str, str], ...] = ()
    claims: tuple[tuple[str, str], ...] = ()
    documents: tuple[DocumentRow, ...] = ()


_SAME: Final = Text(
    "抄自答卷；要改，两处一起改",
    "From your answers; where it is wrong, change both",
)
LINES: Final = (
    Line(
        "name-zh",
        Text("企业名称（中文）", "Company name (Chinese)"),
        _SAME,
        from_answers=True,
        band=Text("谁声明", "Who declares"),
    ),
    Line(
        "name-en",
        Text("企业名称（英文）", "Company name (English)"),
        Text(
            "没有英文名就空着，两种语言都用中文名",
            "Leave it empty if you have none; the Chinese name then stands in both languages",
        ),
        needed=False,
        from_answers=True,
    ),
    Line(
        "uscc",
        Text("统一社会信用代码", "Unified Social Credit Code"),
        _SAME,
        kind="code",
        needed=False,
        from_answers=True,
    ),
    Line(
        "address",
        Text("地址", "Address"),
        Text("收得到信的地址", "Where a letter reaches you"),
        kind="both",
    ),
    Line(
        "contact",
        Text("联系方式", "Contact"),
        Text(
            "公司的邮箱或总机。声明会交给别人：不要写个人手机号",
            "The company's mailbox or switchboard. Others will read it: no one's mobile number",
        ),
        needed=False,
    ),
    Line(
        "object",
        Text("声明的对象", "What is declared about"),
        Text("体系、场所、业务范围", "System, sites, lines of business"),
        kind="both",
        usual=Text(
            "本企业在所列场所的社会责任管理和做法",
            "How we manage and practise social responsibility at the sites listed",
        ),
        band=Text("声明什么", "What is declared"),
    ),
    Line(
        "employees",
        Text("员工人数", "Employees"),
        Text("女员工加男员工，抄自答卷", "Women and men together, from your answers"),
        kind="count",
        from_answers=True,
    ),
    Line(
        "dispatched",
        Text("派遣工人数", "Dispatched workers"),
        Text("不算在员工里；没有就写 0", "Not among the employees; 0 if there are none"),
        kind="count",
        from_answers=True,
    ),
    Line("period-from", Text("期间起", "Period from"), _SAME, kind="day", from_answers=True),
    Line("period-to", Text("期间止", "Period to"), _SAME, kind="day", from_answers=True),
    Line(
        "statement",
        Text("声明的话", "The statement"),
        Text(
            "企业自己的话。写得到做得到的事；“认证”“达标”“行业领先”不要写",
            "In the company's own words, and only what is so. Leave out “certified”, “compliant”, “leading”",
        ),
        kind="both",
        usual=Text(
            "本企业按所列问卷对声明对象作了自评，所作回答反映期间内的实际做法。本声明由本企业自行作出，由本企业负责。",
            "We assessed the object of this declaration ourselves by the questionnaire named here; our answers show what we did in the period. We make this declaration on our own responsibility.",
        ),
    ),
    Line(
        "limits",
        Text("限制", "Limits"),
        Text("它不包括什么；没有就空着", "What it does not cover; empty if nothing"),
        kind="both",
        needed=False,
        usual=Text(
            "只涉及所列场所和期间。这是自我声明，不是认证，也不评价产品。",
            "It covers only the sites and the period named. It is a self-declaration, no certificate, and says nothing of products.",
        ),
    ),
    Line(
        "review",
        Text("复查、变更和撤回", "Review, change and withdrawal"),
        Text("做得到的才写", "Write only what you will do"),
        kind="both",
        needed=False,
        usual=Text(
            "情况有重大变化时，我们重新声明或撤回本声明；到期之前再自评一次。",
            "When matters change materially we declare anew or withdraw this declaration; before it ends we assess ourselves again.",
        ),
    ),
    Line(
        "supersedes",
        Text("取代哪份声明", "Replaces"),
        Text(
            "上一份声明的编号，urn:uuid: 开头；第一次就空着",
            "The id of the earlier declaration, urn:uuid:…; empty the first time",
        ),
        kind="code",
        needed=False,
    ),
    Line(
        "place",
        Text("签发地点", "Place of issue"),
        Text("城市就够", "The town is enough"),
        kind="both",
        band=Text("何时、何地、谁签", "When, where, by whom"),
    ),
    Line(
        "issued",
        Text("签发日期", "Date of issue"),
        Text("空着就是签名那天", "Left empty it is the day of signing"),
        kind="day",
        needed=False,
    ),
    Line(
        "until",
        Text("有效期至", "Valid until"),
        Text(
            "空着就是十二个月；最长十三个月",
            "Left empty it is twelve months; thirteen at most",
        ),
        kind="day",
        needed=False,
    ),
    Line(
        "signatory",
        Text("签署人姓名", "Name of the signatory"),
        Text(
            "有权代表企业签字的人，先征得本人同意",
            "Somebody entitled to sign for the company, who agrees to be named",
        ),
        kind="both",
    ),
    Line(
        "function",
        Text("职务", "Function"),
        Text("例如：法定代表人、总经理", "Such as legal representative, general manager"),
        kind="both",
    ),
)
LINE_OF: Final[Mapping[str, Line]] = {line.code: line for line in LINES}
