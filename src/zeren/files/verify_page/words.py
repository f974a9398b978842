"""What `verify.html` says: the command's own sentences by key, and the few that only a page needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from zeren.declare.labels import HEADS, LABELS, NO, POINTS, SAID, YES
from zeren.declare.sealing import CONTEXT
from zeren.declare.verification.checks import WORDS as OF_CHECKS
from zeren.declare.verification.declared import WORDS as OF_THE_DECLARATION
from zeren.declare.verification.flaws import FLAWS, OTHER
from zeren.declare.verification.identities import WORDS as OF_IDENTITIES
from zeren.declare.verification.registered import WORDS as OF_REGISTERS
from zeren.declare.verification.shared import WORDS as OF_ANSWERS
from zeren.declare.verification.statuses import WORDS as OF_LISTS
from zeren.declare.verification.verify import WORDS as OF_VERDICTS
from zeren.files.association import NO_TRUST, OTHER_KEYS
from zeren.files.envelope import MOST_FILE
from zeren.files.envelope_refusals import REFUSALS, UNREADABLE
from zeren.files.xlsx.refusals import refuse
from zeren.text import Text

Words = Mapping[str, Text]

_OF_A_PAGE: Final[Words] = {
    "trusted": Text("您信任的协会：{names}", "Associations that you trust: {names}"),
    "nobody": Text(
        "还没有写明您信任哪家协会，所以密钥属于谁还看不出来。请把从协会那里直接拿到的 association.pub 也放进来。",
        "You have named no association that you trust, so whose key it is cannot be told yet. Put in the association.pub that you got from the association itself, too.",
    ),
    "looked-at": Text(
        "{files}，按这台设备的时间 {time} 核对", "{files}, judged at {time} by this device's clock"
    ),
    "waiting": Text(
        "已收下 {files}。现在请放入企业的声明。",
        "{files}: received. Now put in the company's declaration.",
    ),
    "several": Text(
        "一次放进了两份声明。请一份一份地放。",
        "Two declarations were put in at once. Put in one at a time.",
    ),
    "too-many": Text(
        "一起核对的太多，放不下 {files}。请重新打开这个页面，只放最新的。",
        "There is no room for {files}. Open this page again and put in the newest ones only.",
    ),
    "unable": Text(
        "这个浏览器缺少核对签名要用的功能，所以什么结论都没有。请用近年的 Chrome、Edge、Firefox 或 Safari 打开这个页面，或者用 zeren verify。",
        "This browser lacks what it takes to check a signature, so nothing can be said. Open this page in a recent Chrome, Edge, Firefox or Safari, or use zeren verify.",
    ),
    "broke": Text(
        "这个页面没能核对完，文件好不好都没有结论。请用 zeren verify 再核对。",
        "This page could not finish, so nothing can be said of the file, good or bad. Verify it with zeren verify.",
    ),
    "more": Text(
        "后面还有，这里放不下。全文请用 zeren verify 看。",
        "There is more than fits here. Read the whole with zeren verify.",
    ),
}


def _keyed(**tables: Words) -> Iterator[tuple[str, Text]]:
    for name, table in tables.items():
        yield from ((f"{name}.{key}", words) for key, words in table.items())


def _refusals() -> dict[str, tuple[Text, Text]]:
    empty = refuse("file-empty", file="").problems[0]
    return {
        **REFUSALS,
        "file-empty": (empty.what, empty.remedy),
        "trust-not-an-association": NO_TRUST,
        "trust-other-keys": OTHER_KEYS,
    }


WORDS: Final[Words] = dict(
    _keyed(
        declared=OF_THE_DECLARATION,
        status=OF_LISTS,
        identity=OF_IDENTITIES,
        check=OF_CHECKS,
        register=OF_REGISTERS,
        shared=OF_ANSWERS,
        verify=OF_VERDICTS,
        page={**_OF_A_PAGE, **HEADS, "yes": YES, "no": NO, "unreadable": UNREADABLE},
    )
)
TABLES: Final[Mapping[str, object]] = {  # constants of the scripts; a Text becomes {zh, en}
    "WORDS": WORDS,
    "FLAWS": {**FLAWS, "other": OTHER},
    "LABELS": LABELS,
    "SAID": SAID,
    "POINTS": POINTS,
    "REFUSALS": _refusals(),
    "LIMIT": MOST_FILE // 1_000_000,
    "SEALED_CONTEXT": CONTEXT,
}
