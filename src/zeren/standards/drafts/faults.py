"""What can be wrong with a draft, in words."""

from __future__ import annotations

from typing import Final

from zeren.problems import Level
from zeren.standards.drafts.draft import Fault, Path
from zeren.text import Text

_TRANSLATE: Final = Text(
    "请补上。暂时只有一种语言，可以加 --one-language 导入：缺的那一种先用另一种的原文代替。",
    "Write it. With one language only for now, import with --one-language: the words of the other then stand in for it.",
)
_OTHER_CODE: Final = Text("请换一个代码。", "Choose another code.")

_FAULTS: Final[dict[str, tuple[Text, Text]]] = {
    "missing": (
        Text("“{label}”没有填。", "“{label}” is empty."),
        Text("请填写。{hint}", "Fill it in.{hint}"),
    ),
    "language-missing": (
        Text("“{label}”缺中文。", "“{label}” has no Chinese."),
        _TRANSLATE,
    ),
    "language-missing-en": (
        Text("“{label}”缺英文。", "“{label}” has no English."),
        _TRANSLATE,
    ),
    "language-doubled": (
        Text(
            "“{label}”只有一种语言，另一种先用同样的原文代替。",
            "“{label}” has one language only; its words stand in for the other.",
        ),
        Text("译好以后再导入一次。", "Import it again once it is translated."),
    ),
    "wrong-form": (
        Text("“{value}”不能用作“{label}”。", "“{value}” cannot be used as “{label}”."),
        Text("应该写成：{like}。", "It should be {like}."),
    ),
    "not-in-list": (
        Text(
            "“{label}”里的“{value}”不在可选的范围内。",
            "“{value}” is none of what “{label}” can be.",
        ),
        Text("可以写：{offered}。", "You can write: {offered}."),
    ),
    "named-twice": (
        Text("“{label}”里“{value}”写了两次。", "“{value}” stands twice in “{label}”."),
        Text("请删去一个。", "Take one of them out."),
    ),
    "not-whole": (
        Text(
            "“{label}”里的“{value}”不是 {least} 到 {most} 的整数。",
            "“{value}” in “{label}” is no whole number from {least} to {most}.",
        ),
        Text("请写阿拉伯数字，例如 {least}。", "Write digits, for example {least}."),
    ),
    "not-digits": (
        Text("“{label}”里的“{value}”不是数字。", "“{value}” in “{label}” is not a number."),
        Text("请只写阿拉伯数字，例如 1200。", "Write digits only, for example 1200."),
    ),
    "not-a-day": (
        Text("“{label}”里的“{value}”不是日期。", "“{value}” in “{label}” is not a date."),
        Text("请写成 2027-03-15 这样{less}。", "Write it like 2027-03-15{less}."),
    ),
    "not-yes-no": (
        Text(
            "“{label}”里的“{value}”既不是“是”也不是“否”。",
            "“{value}” in “{label}” is neither yes nor no.",
        ),
        Text("请选“是”或“否”。", "Choose yes or no."),
    ),
    "long": (
        Text(
            "“{label}”有 {count} {unit}，建议不超过 {most} {unit}。",
            "“{label}” has {count} {unit_en}; at most {most} are advised.",
        ),
        Text(
            "写短一些，手机上和报告里才好读。",
            "Shorten it, so that it reads well on a phone and in a report.",
        ),
    ),
    "too-long": (
        Text(
            "“{label}”有 {count} 个字符，最多 {most} 个。",
            "“{label}” has {count} characters; the limit is {most}.",
        ),
        Text("请写短，或者拆成几条。", "Shorten it, or divide it."),
    ),
    "like-a-formula": (
        Text(
            "“{label}”以“{sign}”开头，别的表格软件会把它当成公式。",
            "“{label}” begins with “{sign}”: a spreadsheet may take it for a formula.",
        ),
        Text("请去掉开头的这个符号。", "Take that sign away."),
    ),
    "unseen": (
        Text(
            "“{label}”里有看不见的控制字符或换行。",
            "“{label}” holds control characters that cannot be seen, or a line break.",
        ),
        Text("请重新写一遍，写在一行里。", "Write it anew, on one line."),
    ),
    "wrong-count": (
        Text(
            "“{label}”有 {count} 条，应该有 {least} 到 {most} 条。",
            "“{label}” has {count} entries, not {least} to {most}.",
        ),
        Text("请补齐或删去多余的。", "Add what is missing, or take away what is too much."),
    ),
    "wrong-kind": (
        Text("“{label}”写成了别的东西。", "“{label}” holds something of another kind."),
        Text("请照 data/README.md 里的格式写。", "Write it as the format in data/README.md says."),
    ),
    "key-unknown": (
        Text("没有“{key}”这个键。", "There is no key “{key}”."),
        Text("请检查拼写，或者删去。", "Check its spelling, or take it out."),
    ),
    "twice": (
        Text(
            "“{value}”用了不止一次：还有{elsewhere}。",
            "“{value}” is used more than once: also in {elsewhere}.",
        ),
        Text(
            "每个编号只能用一次。请改掉其中一个。",
            "A number or code can be used only once. Change one of them.",
        ),
    ),
    "taken": (
        Text("“{value}”已经用在“{owner}”里。", "“{value}” is used by “{owner}” already."),
        _OTHER_CODE,
    ),
    "id-taken": (
        Text(
            "“{value}”是已有标准或问卷的标识。",
            "“{value}” is the id of a standard or questionnaire that is already there.",
        ),
        Text(
            "请换一个，例如在后面加年份。", "Choose another, with the year behind it for example."
        ),
    ),
    "reserved": (
        Text(
            "“{value}”不能作标识：程序或操作系统已经占用。",
            "“{value}” cannot be an id: it is reserved.",
        ),
        Text(
            "请换一个，例如在后面加年份。", "Choose another, with the year behind it for example."
        ),
    ),
    "parent-circle": (
        Text(
            "这些条款互为上级，绕成了圈：{circle}。",
            "These clauses stand under each other in a circle: {circle}.",
        ),
        Text(
            "请把其中一条的“上级条款号”改对或清空。",
            "Correct or empty “Stands under” of one of them.",
        ),
    ),
    "parent-itself": (
        Text("条款“{value}”的上级写成了自己。", "Clause “{value}” is said to stand under itself."),
        Text(
            "请写上一级的条款号；最上级就空着。",
            "Write the clause above it, or leave it empty at the top.",
        ),
    ),
    "superseded-by-itself": (
        Text("“{value}”写成了被自己代替。", "“{value}” is said to be superseded by itself."),
        Text("仍有效就空着。", "Leave it empty while the standard is valid."),
    ),
    "not-of-area": (
        Text(
            "项目“{value}”的领域“{area}”没有登记。",
            "Item “{value}” belongs to area “{area}”, which is not listed.",
        ),
        Text(
            "请在领域表里加上“{area}”，或改正项目代码。",
            "List “{area}” among the areas, or correct the item's code.",
        ),
    ),
    "not-of-item": (
        Text(
            "题目“{value}”和所属项目“{item}”对不上。",
            "Question “{value}” does not go with its item “{item}”.",
        ),
        Text(
            "项目 {item} 的题应该叫 {like}1、{like}2。",
            "Questions of {item} are called {like}1, {like}2 and so on.",
        ),
    ),
    "nothing-asked": (
        Text("“{value}”下面一道题也没有。", "Nothing is asked under “{value}”."),
        Text("请在题目表里加题，或者删去它。", "Add a question to it, or take it out."),
    ),
    "nothing-quick": (
        Text(
            "没有一道题的深浅是 quick：做简版的企业什么也看不到。",
            "No question is of tier quick: companies that answer quick see nothing of it.",
        ),
        Text("请把最要紧的几道改成 quick。", "Set the most important ones to quick."),
    ),
    "fact-of-larger-tier": (
        Text(
            "“{value}”只在基本版问，简版里这道题会问所有企业。",
            "“{value}” is asked in basic only: in quick everybody is asked this.",
        ),
        Text(
            "请把那一行改成 quick，或把这一题改成 basic。",
            "Make that line quick, or this question basic.",
        ),
    ),
    "alike": (
        Text("这两级写得一样：还有{elsewhere}。", "Two levels say the same: also {elsewhere}."),
        Text("请写出两级的差别。", "Write what tells them apart."),
    ),
    "out-of-order": (
        Text("“{label}”{low}比 {high} 还大。", "“{label}”: {low} is more than {high}."),
        Text("请把两个数对调或改正。", "Exchange or correct the two."),
    ),
    "claim-conforms": (
        Text(
            "声明的种类不是“符合”，这句话却说了“符合”。",
            "The kind of claim is not “conforms”, yet the sentence says so.",
        ),
        Text("请改写这句话，或改声明的种类。", "Reword the sentence, or change the kind of claim."),
    ),
    "empty": (
        Text("“{label}”里一条也没有。", "“{label}” has no entry."),
        Text("请至少写一条。例子不算。", "Write at least one; the example does not count."),
    ),
    "too-many": (
        Text(
            "“{label}”有 {count} 条，最多 {most} 条。",
            "“{label}” has {count} entries; the limit is {most}.",
        ),
        Text("请分成几份。", "Divide it into several."),
    ),
}


def fault(
    code: str,
    path: Path,
    *,
    level: Level = "error",
    elsewhere: tuple[Path, ...] = (),
    **values: object,
) -> Fault:
    """A fault with its words filled; `{elsewhere}` stays until somebody knows the places."""
    what, remedy = _FAULTS[code]
    if elsewhere:
        values["elsewhere"] = "{elsewhere}"
    return Fault(
        path=path,
        code=code.removesuffix("-en"),
        level=level,
        what=what.format(**values),
        remedy=remedy.format(**values),
        elsewhere=elsewhere,
    )
