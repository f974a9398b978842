"""The size class by the national rule, and what could not be told for want of figures."""

from __future__ import annotations

from decimal import Decimal

from zeren.collect.numbers import employees
from zeren.collect.responses import Response
from zeren.standards.questionnaires import Questionnaire, SizeRule
from zeren.text import Text, listed

_NAMES = (
    Text("从业人数", "employees"),
    Text("营业收入", "revenue"),
    Text("资产总额", "total assets"),
)
_PLANNED = Text(
    "行动计划先按小型企业的人力安排。",
    "The plan is scheduled for the staff of a small company for now.",
)
Figures = tuple[Decimal | None, Decimal | None, Decimal | None]


def size_class(questionnaire: Questionnaire, response: Response) -> tuple[str, Text | None]:
    """The class code, "" where it cannot be told, and a note where something was missing.

    A company is in the highest class all of whose limits it reaches, else micro. A figure that
    was not given is left out of the comparison: the class may come out too high, as the note says.
    """
    sector = response.profile.get("sector")
    rule = _rule(questionnaire, sector if isinstance(sector, str) else "")
    figures = _figures(response)
    if rule is None:
        return "", _unknown(Text("没有填写主要行业。", "The main trade is not given."))
    columns = tuple(zip(rule.large, rule.medium, rule.small, strict=True))
    looked_at = [i for i, limits in enumerate(columns) if any(limits)]
    missing = [_NAMES[i] for i in looked_at if figures[i] is None]
    if len(missing) == len(looked_at) or (figures[0] is None and figures[1] is None):
        return "", _unknown(
            Text(
                "没有填写判断企业规模所需的人数或金额。",
                "The headcount or amounts that tell the size class are not given.",
            )
        )
    notes = [note for note in (_missing(missing) if missing else None, rule.note) if note]
    return _class(rule, figures), _joined(notes) if notes else None


def _rule(questionnaire: Questionnaire, sector: str) -> SizeRule | None:
    rules = questionnaire.size_rules
    return rules.get(sector) or rules.get(sector[:1])


def _figures(response: Response) -> Figures:
    """Employees, then revenue and assets in ¥10,000."""
    return employees(response), response.number("revenue"), response.number("assets")


def _class(rule: SizeRule, figures: Figures) -> str:
    for code, limits in (("large", rule.large), ("medium", rule.medium), ("small", rule.small)):
        if all(_reaches(*pair) for pair in zip(figures, limits, strict=True)):
            return code
    return "micro"


def _reaches(figure: Decimal | None, limit: int | None) -> bool:
    return figure is None or limit is None or figure >= limit


def _missing(names: list[Text]) -> Text:
    return Text(
        "企业规模是按已填的数字判断的，还缺：{names}；补上后可能会低一档。",
        "The size class rests on the figures given; still missing: {names}."
        " With them it may come out lower.",
    ).format(names=listed(names))


def _joined(notes: list[Text]) -> Text:
    return Text("".join(note.zh for note in notes), " ".join(note.en for note in notes))


def _unknown(reason: Text) -> Text:
    return Text(
        f"{reason.zh}因此判断不出企业规模，{_PLANNED.zh}",
        f"{reason.en} So the size class cannot be told. {_PLANNED.en}",
    )
