"""Why a backup cannot be made or taken back: the place, the fact, the remedy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from zeren.problems import Place, Problem, Refused
from zeren.text import Text

_ANOTHER: Final = Text("请用另一份备份。", "Use another backup.")
_WORDS: Final[Mapping[str, tuple[Text, Text]]] = {
    "nothing-here": (
        Text("这里没有数据，没有什么可以备份。", "There is no data here; nothing to back up."),
        Text("请写明数据文件夹：--home DIR。", "Name the data folder: --home DIR."),
    ),
    "other-version": (
        Text(
            "数据库和这个程序的版本不一样。",
            "The database and this program are of different versions.",
        ),
        Text(
            "请用平时运行网站的那个程序来备份。", "Back up with the program that runs the site."
        ),
    ),
    "exists": (
        Text("已经有同名的文件。", "A file of this name is already there."),
        Text("请换个名字，或者加 --force。", "Choose another name, or add --force."),
    ),
    "link": (
        Text("这是一个链接，它指向的内容不会进备份。", "It is a link; what it leads to would not be in the backup."),
        Text("请把真正的文件放进来。", "Put the file itself there."),
    ),
    "odd-file": (
        Text("这个文件名别的电脑放不下。", "Another computer could not hold a file of this name."),
        Text("请给它换个名字。", "Give it another name."),
    ),
    "not-empty": (
        Text("这里已经有东西，没有动它。", "There is something here already; it was left alone."),
        Text("请写一个空的文件夹：--home DIR。", "Name an empty folder: --home DIR."),
    ),
    "database-not-empty": (
        Text("数据库里已经有表，没有动它。", "The database has tables already; it was left alone."),
        Text("请新建一个空的数据库，再写它的地址。", "Make an empty database and give its address."),
    ),
    "interrupted": (
        Text(
            "这里有一次没有做完的恢复（restoring.part），数据不全。",
            "A restore was broken off here (restoring.part); the data is not whole.",
        ),
        Text(
            "请清空这个文件夹（用 PostgreSQL 时再新建一个空库），重新运行 zeren restore。",
            "Empty this folder (with PostgreSQL also make a new, empty database) and run zeren restore again.",
        ),
    ),
    "no-backup": (Text("这不是 Zeren 的备份。", "This is no backup of Zeren."), _ANOTHER),
    "cut-off": (Text("备份不完整，后面缺了。", "The backup is cut off."), _ANOTHER),
    "newer": (
        Text("备份来自更新的版本（{version}）。", "The backup comes from a newer version ({version})."),
        Text("请先更新 Zeren，再恢复。", "Update Zeren first, then restore."),
    ),
    "odd-name": (
        Text("备份里有不该有的名字“{name}”。", 'The backup holds a name that has no business there: "{name}".'),
        _ANOTHER,
    ),
    "members": (
        Text("备份里的文件和它的清单不一致：“{name}”。", 'What the backup holds is not what its list says: "{name}".'),
        _ANOTHER,
    ),
    "changed": (
        Text("“{name}”和清单里的哈希不一致，内容被改过或坏了。", '"{name}" does not match its hash in the list: it was changed or damaged.'),
        _ANOTHER,
    ),
    "too-large": (
        Text("备份解开后大得不合情理（{size} MB）。", "The backup would unpack to an unreasonable size ({size} MB)."),
        _ANOTHER,
    ),
    "no-room": (
        Text("解开要 {size} MB，这块盘只剩 {free} MB。", "It unpacks to {size} MB; this disk has {free} MB left."),
        Text("请腾出空间，或换一个磁盘。", "Make room, or choose another disk."),
    ),
    "row": (
        Text("表 {name} 第 {line} 行看不懂。", "Line {line} of table {name} makes no sense."),
        _ANOTHER,
    ),
    "rows": (
        Text("这些表互相对不上（{name}）。", "The tables do not fit each other ({name})."),
        _ANOTHER,
    ),
    "audit-broken": (
        Text(
            "审计日志从第 {line} 行起接不上：备份之前就有人动过它。",
            "The audit log does not join from line {line} on: somebody touched it before the backup was made.",
        ),
        Text("请和更早的备份对照。", "Compare it with an earlier backup."),
    ),
    "file-missing": (
        Text("数据库里记着的文件不在备份里。", "The database names this file, but the backup does not hold it."),
        Text("请从更早的备份里找它。", "Look for it in an earlier backup."),
    ),
    "file-changed": (
        Text("文件和数据库里记的哈希不一致。", "The file does not match its hash in the database."),
        Text("请从更早的备份里找它。", "Look for it in an earlier backup."),
    ),
}  # fmt: skip


def problem(code: str, *, file: str = "", **values: object) -> Problem:
    what, remedy = _WORDS[code]
    return Problem(
        f"backup-{code}", "error", Place(file=file), what.format(**values), remedy.format(**values)
    )


def refuse(code: str, *, file: str = "", **values: object) -> Refused:
    return Refused(problem(code, file=file, **values))
