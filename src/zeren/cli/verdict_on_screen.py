"""A verdict on the screen: the sentence, the steps, what is not proven, and what is signed, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

import click

from zeren.cli.screen import on_screen, say, screen_lang
from zeren.text import Text

if TYPE_CHECKING:
    from zeren.declare.verdict import Verdict

_MARKS: Final = {"holds": "✓", "fails": "✗", "unknown": "?"}
_COLOURS: Final = {"holds": "green", "fails": "red", "unknown": "yellow"}


def show_verdict(verdict: Verdict, *, has_trust: bool, day: str | None) -> None:
    click.secho(on_screen(say(verdict.sentence)), fg=_COLOURS[verdict.outcome], bold=True)
    if not has_trust:
        click.echo(say(_NO_TRUST))
    if day:
        click.echo(say(_AT.format(day=day)))
    _head(Text("每一步", "Step by step"))
    for step in verdict.steps:
        mark = click.style(_MARKS[step.outcome], fg=_COLOURS[step.outcome], bold=True)
        click.echo(f"  {mark} {on_screen(say(step.words))}")
    _head(Text("没有证明的", "Not proven"))
    for words in verdict.not_proven:
        click.echo(f"  · {on_screen(say(words))}")
    if verdict.statement is not None:
        _head(Text("签名的声明原文", "The signed statement"))
        for line in _lines(verdict.statement, "  "):
            click.echo(on_screen(line))
    if verdict.shown:
        _head(Text("出示的内容", "What is shown"))
        for one in verdict.shown:
            click.echo(on_screen(f"  {one['code']}{_colon()}{_in_line(one['value'])}"))


def _head(words: Text) -> None:
    click.secho("\n" + say(words), bold=True)


def _lines(table: Mapping[str, object], indent: str) -> Iterator[str]:
    """Every value as it was signed; tables within it are set in, lists have a line a member."""
    for name in (*(one for one in _LABELS if one in table), *(table.keys() - _LABELS.keys())):
        value = table[name]
        if value in (None, "", []):
            continue
        lead = f"{indent}{_label(name)}{_colon()}"
        if isinstance(value, Mapping) and not _is_text(value):
            yield lead.rstrip()
            yield from _lines(value, indent + "  ")
        elif isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
            yield lead.rstrip()
            yield from (f"{indent}  - {_in_line(one)}" for one in value)
        else:
            yield lead + _in_line(value)


def _is_text(value: Mapping[str, object]) -> bool:
    return value.keys() in ({"zh", "en"}, {"lang", "text"})


def _in_line(value: object) -> str:
    """A value in one line; a text in both languages in that of the screen."""
    if isinstance(value, Mapping):
        if _is_text(value):
            return str(value.get(screen_lang(), value.get("text")))
        filled = (
            (_label(name), _in_line(value[name]))
            for name in (
                *(one for one in _LABELS if one in value),
                *(value.keys() - _LABELS.keys()),
            )
        )
        return say(Text("；", "; ")).join(f"{name} {words}" for name, words in filled if words)
    if isinstance(value, bool):
        return say(Text("有", "yes") if value else Text("没有", "no"))
    if isinstance(value, list):
        return say(Text("、", ", ")).join(_in_line(one) for one in value)
    return "" if value is None else say(_SAID.get(str(value), Text(str(value), str(value))))


def _label(name: str) -> str:
    return say(_LABELS[name]) if name in _LABELS else name


def _colon() -> str:
    return say(Text("：", ": "))


_NO_TRUST: Final = Text(
    "您没有用 --trust 写明信任哪家协会，所以密钥属于谁看不出来。",
    "You named no association that you trust (--trust), so whose key it is cannot be told.",
)
_AT: Final = Text("按 {day} 来看，不是按今天。", "Judged as of {day}, not of today.")
_SAID: Final = {
    "dont-know": Text("不知道", "don't know"),
    "not-applicable": Text("不适用", "not applicable"),
    "kept": Text("做到", "kept"),
    "broken": Text("没有做到", "broken"),
}
_LABELS: Final[Mapping[str, Text]] = {  # in the order of reading
    "issuer": Text("企业", "company"),
    "scope": Text("范围", "scope"),
    "name": Text("名字", "name"),
    "uscc": Text("统一社会信用代码", "unified social credit code"),
    "function": Text("职务", "function"),
    "address": Text("地址", "address"),
    "contact": Text("联系方式", "contact"),
    "object": Text("对象", "object"),
    "sites": Text("场所", "sites"),
    "employees": Text("员工人数", "employees"),
    "dispatched": Text("派遣人员", "dispatched workers"),
    "period": Text("期间", "period"),
    "start": Text("从", "from"),
    "end": Text("到", "to"),
    "instant": Text("截至", "as of"),
    "statement": Text("声明", "statement"),
    "claims": Text("提到的标准", "standards spoken of"),
    "title": Text("标题", "title"),
    "edition": Text("版本", "edition"),
    "words": Text("说法", "words"),
    "kind": Text("种类", "kind"),
    "standard": Text("标准代码", "code of the standard"),
    "issued": Text("签署日期", "issued"),
    "until": Text("有效期至", "valid until"),
    "place": Text("地点", "place"),
    "signatory": Text("签署人", "signed by"),
    "limits": Text("限制", "limits"),
    "review": Text("复查、变更和撤回", "review, change, withdrawal"),
    "documents": Text("支持文件", "supporting documents"),
    "question": Text("题号", "question"),
    "sha256": Text("SHA-256", "SHA-256"),
    "questionnaire": Text("问卷", "questionnaire"),
    "id": Text("代码", "code"),
    "tier": Text("深浅", "tier"),
    "supplements": Text("补充问卷", "supplements"),
    "published": Text("公开的题号", "codes made public"),
    "supersedes": Text("取代", "supersedes"),
    "profile": Text("格式", "format"),
    "said": Text("回答", "answer"),
    "evidence": Text("证据", "evidence"),
    "value": Text("数值", "value"),
    "unit": Text("单位", "unit"),
    "declared": Text("自报得分（百分之一分）", "declared score (hundredths)"),
    "evidenced": Text("有证据的得分", "evidenced score"),
    "weight": Text("权重", "weight"),
    "answered": Text("已回答", "answered"),
    "applicable": Text("适用", "applicable"),
}
