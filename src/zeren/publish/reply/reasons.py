"""Why a buyer's question stays open, and how a filled one is tied to its source, in words."""

from __future__ import annotations

from typing import Final

from zeren.text import Text

OPEN: Final = Text("这一题您还没有回答。", "You have not answered this question yet.")
OPEN_NUMBER: Final = Text("这一项您还没有填。", "You have not filled this in yet.")
NOT_ASKED: Final = Text(
    "您填的问卷没有问到这一项。", "The questionnaire that you answered does not ask this."
)
DONT_KNOW: Final = Text("您答的是“不知道”。", "Your answer is “don't know”.")
NOT_APPLICABLE: Final = Text(
    "您答的是“不适用”，理由：“{reason}”。请自己决定怎样回答对方。",
    "Your answer is “not applicable”, because: “{reason}”. Decide yourself what to tell the buyer.",
)
BROKEN: Final = Text(
    "您答的是红线已被突破。请先改正，并由负责人决定怎样告诉对方。",
    "Your answer is that this red line is broken. Put it right first, and let the person in charge decide what to tell.",
)
HELD_BACK: Final = Text(
    "您有回答，但没有选“公开”，或者是上次带过来、还没有确认，所以没有写进去。要写，就改成“公开”并确认，或加 --all。",
    "You have an answer, but it is not marked “Publish”, or was carried from last time and is not confirmed; it was held back. Mark and confirm it, or add --all.",
)
OTHER_YEAR: Final = Text(
    "对方问的是 {asked} 年，您的数据是 {ours} 年的。",
    "The buyer asks for {asked}; your figure is for {ours}.",
)
OTHER_UNIT: Final = Text(
    "您的数是 {ours}，没法不经四舍五入换成对方要的单位。",
    "Your figure is {ours}; it cannot be turned into the buyer's unit without rounding or a rate.",
)
UNSURE: Final = Text(
    "可能是这一题，请看一看再决定。", "This may be what is asked; look before you decide."
)
A_PART: Final = Text(
    "这可能只是对方要的一部分：您还填了自发自用的电，或派遣工的工伤事故。请自己决定。",
    "This may be a part of what is asked: you also gave solar power used on site, or accidents of agency workers. Decide yourself.",
)
NOT_PLAIN: Final = Text(
    "您的回答只说有没有，对方问的不止这些。请自己回答。",
    "Your answer says only whether there is any; the buyer asks for more. Answer it yourself.",
)
CHOOSE: Final = Text(
    "要从对方的选项里选一个。您的回答是一段描述，不等于“是”或“否”，请自己选。",
    "One of the buyer's options has to be chosen. Your answer describes what one sees and is neither yes nor no: choose yourself.",
)
NOTHING: Final = Text("我们的问卷里没有对应的内容。", "Nothing in our questionnaire answers this.")
OBSTACLES: Final = {
    "taken": Text(
        "这一格已经有内容，没有改动。", "The cell already holds something and was left alone."
    ),
    "locked": Text(
        "这一格被对方锁定，没有写入。", "The buyer has locked this cell; nothing was written."
    ),
    "hidden": Text(
        "这一行或这一列是隐藏的，没有写入。", "The row or column is hidden; nothing was written."
    ),
    "no-cell": Text(
        "没找到回答的格子。请在对照文件里写明回答在哪一列。",
        "No cell for the answer was found. Name its column in the mapping file.",
    ),
}

BY_PERSON: Final = Text("由您指定", "you chose it")
BY_WORDS: Final = Text("按词句对应", "matched by its words")
BY_CLAUSE: Final = Text("条款与词句都对应", "matched by clause and words")
