"""What the heads of columns say, in Chinese, in English or both: question, answer, remark, unit …"""

from __future__ import annotations

import re
from typing import Final, Literal

Role = Literal["question", "answer", "remark", "number", "clause", "unit", "yes", "no", "na"]
ROLES: Final[tuple[Role, ...]] = ("question", "answer", "remark", "number", "clause", "unit")
TICKS: Final[tuple[Role, ...]] = ("yes", "no", "na")
_LONGEST: Final = 60  # characters of a head; longer words are content

_HEADS: Final[tuple[tuple[Role, re.Pattern[str]], ...]] = tuple(
    (role, re.compile(words, re.IGNORECASE))  # type: ignore[misc]
    for role, words in (
        ("yes", r"^(?:yes|y|是|有|符合|是\s*/?\s*yes|yes\s*/?\s*是)$"),
        ("no", r"^(?:no|n|否|无|不符合|否\s*/?\s*no|no\s*/?\s*否)$"),
        ("na", r"^(?:n\s*/?\s*a\.?|not applicable|不适用|不适用\s*/?\s*n/?a)$"),
        (
            "number",
            r"^(?:no\.?|nr\.?|#|id|item(?: no\.?)?|s/?n|question (?:no\.?|id)|序号|编号|题号|号)(?:\W|$)",
        ),
        ("question", r"^questions?\b|问题|题目"),
        ("unit", r"\bunits?\b|\bUoM\b|单位"),
        (
            "clause",
            r"\bclause|\bstandard|\bref(?:erence)?s?\b|条款|标准|依据|\b(?:GRI|RBA|VSME|SDG|ISO)\b",
        ),
        (
            "remark",
            r"comment|remark|\bnotes?\b|explan|supporting|additional information|备注|说明|补充|证明材料",
        ),
        (
            "answer",
            r"answer|respon[sc]e|\breply\b|your (?:value|input|figure)|\bvalue\b|\bresult\b|回答|答复|回复|填写|答案|数值|结果|供应商填",
        ),
        (
            "question",
            r"question|requirement|criteri|indicator|enquiry|\bdescription\b|\btopic\b|\bitem\b|\bsubject\b|问题|题目|内容|要求|指标|项目|检查项|问项",
        ),
    )
)
_YEAR: Final = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_SPANNING: Final = re.compile(r"20\d\d\s*[-–—/至到]\s*(?:20)?\d\d")


def role_of(head: str) -> Role | None:
    """What a column holds by its head; None for words that say nothing of it."""
    words = " ".join(head.split())
    if not words or len(words) > _LONGEST or words.endswith(("?", "？")):
        return None
    return next((role for role, pattern in _HEADS if pattern.search(words)), None)


def year_of(head: str) -> int | None:
    """The one year that a head or question names; None for none, several, or a span."""
    years = set(_YEAR.findall(head))
    return int(years.pop()) if len(years) == 1 and not _SPANNING.search(head) else None
