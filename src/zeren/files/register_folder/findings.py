"""What an audit can find wrong with a log, and what to do then."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from zeren.problems import Level, Place, Problem
from zeren.text import Text


def problem(code: str, path: Path, **values: object) -> Problem:
    what, remedy = _FOUND[code]
    inner = path.parts[path.parts.index("tile") :] if "tile" in path.parts else (path.name,)
    level: Level = "note" if code == "strays" else "error"
    return Problem(
        f"audit-{code}", level, Place(file="/".join(inner)), what.format(**values), remedy
    )


_RESTORE: Final = Text(
    "不要再往里写。找出是谁、什么时候改的，从备份恢复，再审计一次。",
    "Write nothing more into it. Find out who changed it and when, restore a backup, and audit again.",
)
_FOUND: Final = {
    "no-checkpoint": (Text("没有 checkpoint 文件。", "There is no checkpoint."), _RESTORE),
    "foreign": (
        Text(
            "checkpoint 不是用这个登记的密钥签的。",
            "The checkpoint was not signed with this register's key.",
        ),
        Text(
            "请检查给出的公钥是不是这个登记的。",
            "Check that the verifier key is that of this register.",
        ),
    ),
    "forged": (
        Text(
            "checkpoint 的签名不对，内容被改过。",
            "The signature of the checkpoint is wrong: it was altered.",
        ),
        _RESTORE,
    ),
    "missing": (Text("少了这个文件。", "This file is missing."), _RESTORE),
    "cut": (
        Text(
            "这个文件不完整，条目被删了或截断了。",
            "This file is incomplete: entries were deleted or cut off.",
        ),
        _RESTORE,
    ),
    "not-ours": (
        Text(
            "第 {number} 条不是合格的条目，被改过。",
            "Entry {number} is not written as an entry is: it was altered.",
        ),
        _RESTORE,
    ),
    "unfit": (
        Text(
            "第 {number} 条不合登记的规则（{fault}）。",
            "Entry {number} breaks a rule of the register ({fault}).",
        ),
        _RESTORE,
    ),
    "altered": (
        Text(
            "第 {number} 条和它的哈希对不上，被改过、换过或挪过位置。",
            "Entry {number} does not fit its hash: it was altered, exchanged or moved.",
        ),
        _RESTORE,
    ),
    "tile": (
        Text(
            "这个文件里的哈希和下面的对不上。",
            "The hashes in this file do not follow from those below.",
        ),
        _RESTORE,
    ),
    "root": (
        Text(
            "所有条目算出的根哈希，和签过名的不一样。",
            "The root over all entries is not the one that was signed.",
        ),
        _RESTORE,
    ),
    "older": (
        Text(
            "以前见过 {then} 条，现在只有 {now} 条：有条目被删掉，或者这是旧的副本。",
            "{then} entries were seen before and there are {now} now: some were cut off, or this is an old copy.",
        ),
        Text(
            "请用最新的副本。找不到的话，先保留这一份，不要再往里写。",
            "Use the latest copy. If it cannot be found, keep this one as it is and write nothing into it.",
        ),
    ),
    "rewritten": (
        Text(
            "前 {then} 条和以前见过的不一样：登记被改写或分叉了。",
            "The first {then} entries are not those that were seen before: the register was rewritten or forked.",
        ),
        _RESTORE,
    ),
    "remembered-foreign": (
        Text(
            "这不是这个登记签过名的 checkpoint。",
            "This is no checkpoint that this register signed.",
        ),
        Text("请检查文件。", "Check the file."),
    ),
    "strays": (
        Text(
            "有 {count} 个文件不属于登记，多半是上次写到一半留下的；没有签名，不算数。",
            "{count} files do not belong to the log, most likely left by an interrupted write. They are not signed and do not count.",
        ),
        Text("下次登记时会清掉。", "The next write takes them away."),
    ),
}
