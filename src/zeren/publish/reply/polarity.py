"""Whether a kept red line answers a yes-or-no question, and with which of the two.

“Do you use child labour?” and “Is child labour excluded?” ask the same and need opposite answers.
Only plain questions are answered: one matter, at most one negation, and no demand for a document.
"""

from __future__ import annotations

import re
from typing import Final

# What a red line says nothing about: papers, systems, checks, and how it is ensured.
_MORE: Final = re.compile(
    r"polic|procedur|written|document|system|train|audit|certif|record|evidence|verif|check|register"
    r"|prison|bonded|slavery|traffick|mechanism|measure|program|monitor|supplier|contractor|how |describe|percentage|number|convict|comply|complian|accordance|suitab|adequa"
    r"|appropriat|proper|clean|hygien|inspect|review|assess|maintain|separat|safe"
    r"|制度|政策|方针|程序|书面|培训|体系|记录|证据|措施|机制|登记|体检|核实|核对|查验|如何|怎样|供应商"
    r"|监狱|抵债|承包|分包|比例|多少|人数|处罚|投诉|符合|合规|规定|干净|卫生|检查|分开",
    re.IGNORECASE,
)
_NOT: Final = re.compile(
    r"\b(?:not|no|nobody|none|never|without|free (?:of|from)|prohibit\w*|forbid\w*|forbidden|exclud\w*"
    r"|ban(?:s|ned)?|refrain\w*|avoid\w*|abstain\w*)\b|n't\b|禁止|不得|不|无|未|没|杜绝|避免|严禁",
    re.IGNORECASE,
)
_BROKEN: Final = {
    "R1": r"child(?:ren)? labou?r|employ\w* children|under-?age workers|童工",
    "R2": r"forced labou?r|deposits?|强迫劳动|强制劳动|扣押\S{0,8}证|押金",
    "R3": r"exits?\b.{0,40}\b(?:locked|blocked|obstructed)\b|出口.{0,12}(?:上锁|堵|锁)",
    "R4": r"wages? .{0,20}(?:withheld|delayed|arrears|unpaid)|拖欠.{0,6}工资|欠薪",
    "R6": r"corporal punishment|physical abuse|body search\w*|体罚|搜身|打骂",
}
_KEPT: Final = {
    "R2": r"free to leave|freedom of movement|自由(?:离开|辞职|离职)",
    "R3": r"\bunlocked\b|\bunobstructed\b|kept (?:open|clear|free)|畅通",
    "R4": r"paid (?:in full and )?(?:on time|regularly)|at least the (?:legal |statutory |local )?minimum wage|按时.{0,6}(?:发放|支付)|不低于.{0,10}最低工资",
}
_ASKED: Final = re.compile(
    r"^(?:do|does|did|is|are|have|has|can|will)\b|\?\s*$|？\s*$|是否|有没有|有无", re.IGNORECASE
)
_WHETHER: Final = re.compile(r"是否|有没有|有无|是不是")
_DIGITS: Final = re.compile(r"\d+")


def answer_to(words: str, line: str, *, ours: str) -> bool | None:
    """True for yes, False for no, None where the red line does not carry either.

    `ours` is what our red line asks: an age in the question that is not there says another thing.
    """
    plain = _WHETHER.sub("", words).strip()
    strange = set(_DIGITS.findall(plain)) - set(_DIGITS.findall(ours))
    if not _ASKED.search(words.strip()) or _MORE.search(plain) or strange:
        return None
    if any(re.search(p, plain, re.IGNORECASE) for other, p in _BROKEN.items() if other != line):
        return None
    broken = re.findall(_BROKEN.get(line, "(?!)"), plain, re.IGNORECASE)
    kept = re.search(_KEPT.get(line, "(?!)"), plain, re.IGNORECASE)
    if broken and not kept:
        turns = len(_NOT.findall(plain))
        return None if turns > 1 else turns == 1
    rest = re.sub(_KEPT.get(line, "(?!)"), "", plain, flags=re.IGNORECASE)
    return True if kept and not broken and not _NOT.search(rest) else None


def plain_yes_or_no(words: str) -> bool:
    """Whether a question simply asks if something is there: no document, no negation, no how."""
    plain = _WHETHER.sub("", words)
    return bool(_ASKED.search(words.strip())) and not _MORE.search(plain) and not _NOT.search(plain)
