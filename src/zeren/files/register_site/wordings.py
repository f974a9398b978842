"""What the pages of the register say, in both languages."""

from __future__ import annotations

from typing import Final

from zeren.text import Text

SKIP: Final = Text("跳到正文", "Skip to the content")
LANGUAGE: Final = Text("语言", "Language")
WAYS: Final = Text("公示登记", "Register")
PAGES: Final = Text("分页", "Pages")
HOME: Final = Text("首页", "Home")
CHECK: Final = Text("怎样核对", "How to check")
RELEASES: Final = Text("集中发布", "Releases")
EVERY_RELEASE: Final = Text("历次发布", "Every release")
LEAD: Final = Text(
    "企业自己作出的声明，在这里各留一条记录，一经改动就查得出来。",
    "What companies declare of themselves leaves a record here, and anybody can find out if it was altered.",
)
ONLY_HASHES: Final = Text(
    "这里登记的是声明的哈希：凭它可以查出，您手里的声明是不是那时登记的那一份。它不证明内容属实。",
    "What is registered is the hash of a declaration: by it you can tell whether the one you hold is the one entered at that time. It does not prove that the content is true.",
)
UPDATED: Final = Text("最近一次登记：", "Last entry: ")
NONE_YET: Final = Text("还没有登记。", "Nothing is registered yet.")
REGISTERED: Final = Text("登记的组织", "Organisations")
ORGANISATIONS: Final = Text("组织", "organisations")
ORGANISATION: Final = Text("组织", "Organisation")
ID: Final = Text("编号", "Id")
SINCE: Final = Text("登记日期", "Registered")
STATE: Final = Text("状态", "State")
BEFORE: Final = Text("上一页", "Previous")
AFTER: Final = Text("下一页", "Next")
NOTICE: Final = Text("公示", "Public notice")
NOTICE_WORDS: Final = Text(
    "{start}起公示 {days} 天，{until}起集中发布。有异议的，请在这之前向主办机构提出；每一条都会答复。",
    "Announced on {start} for {days} days, to be released from {until}. Objections go to the body that keeps the register before then; each gets a reply.",
)
VERSIONS: Final = Text("全部版本", "Every version")
MEANING: Final = Text("这说明什么", "What this means")
WHAT_IT_MEANS: Final = (
    Text(
        "这家组织在所列的时间登记了一份自我声明。声明是企业自己作的，内容由企业负责；登记不等于审核、认证或评级。",
        "This organisation registered a declaration at the time given. It is the company's own and the company answers for it; registration is no audit, certification or rating.",
    ),
    Text(
        "拿到声明的人，可以拿上面的哈希和声明上二维码旁印的 SHA-256 对照；那是里面 declaration.jwt 的，不是 PDF 文件的。撤回的、被取代的都留在这里，并写明原因。",
        "Whoever holds the declaration can compare the hash above with the SHA-256 printed beside its QR code: that of the declaration.jwt inside, not of the PDF. What was withdrawn or replaced stays here, with the reason.",
    ),
)
NUMBER: Final = Text("序号", "Number")
ENTERED: Final = Text("登记时间", "Entered")
PROFILE: Final = Text("类别", "Profile")
HASH: Final = Text("哈希", "Hash")
REPLACES: Final = Text("取代", "Replaces")
WITHDRAWN_ON: Final = Text("撤回时间", "Withdrawn")
REPLACED_ON: Final = Text("被取代", "Replaced")
RELEASE: Final = Text("集中发布", "Release")
CHECK_LEAD: Final = Text(
    "不用相信我们：登记的每一条都可以自己核对，不联网也行。",
    "You need not take our word for it: you can check every entry yourself, without a network.",
)
NOW: Final = Text("现在的状态", "The present state")
ORIGIN: Final = Text("名称", "Name")
KEY: Final = Text("登记的公钥", "Verifier key")
SIZE: Final = Text("条数", "Entries")
ROOT: Final = Text("根哈希", "Root")
BY_YOURSELF: Final = Text("自己核对", "Check it yourself")
HOW: Final = (
    Text(
        "声明附带的 proof.json 证明它在登记里。log 文件夹是登记的全部，可以整个下载。留下今天的 checkpoint，以后再对一次，就知道有没有改写过。",
        "The proof.json that comes with a declaration shows that it is in the register. The folder log is the whole of it and may be downloaded. Keep today's checkpoint: held against a later state it tells whether anything was rewritten.",
    ),
)
OTHERS: Final = Text(
    "格式是 C2SP 的 tlog-tiles 和 signed-note，别的透明日志程序也能读。",
    "The format is C2SP's tlog-tiles with signed notes, which other programs for transparency logs read too.",
)
NOT_PROVEN: Final = Text("不能证明什么", "What this does not prove")
WHAT_IS_NOT: Final = (
    Text("声明的内容属实。", "That what is declared is true."),
    Text(
        "没有登记的企业做得不好：参加与否出于自愿。",
        "That a company which is not here does badly: taking part is voluntary.",
    ),
    Text(
        "人人看到的是同一个登记，除非有人在别处留存 checkpoint 并对照。",
        "That everybody sees the same register, unless somebody keeps checkpoints elsewhere and compares them.",
    ),
)
RELEASES_LEAD: Final = Text(
    "每次发布之前都查过负面记录，公示过，答复过异议；发布的登记在同一时刻生效。",
    "Before each release negative records were looked up, a public notice was held and objections were answered; then everything took effect at one moment.",
)
NO_RELEASE: Final = Text("还没有集中发布过。", "There was no release yet.")
PUBLISHED_ON: Final = Text("发布日期", "Released")
ENTRIES: Final = Text("登记条数", "Entries")
LOOKED_UP: Final = Text("查询来源", "Looked up in")
OBJECTIONS: Final = Text("异议", "Objections")
LEFT_OUT: Final = Text("没有发布", "Left out")
