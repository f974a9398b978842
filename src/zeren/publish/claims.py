"""What a report adds to the sentence that it prints of a standard: what that sentence does not mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from zeren.standards.catalogue import ClaimKind
from zeren.text import Text

NOTES: Final[Mapping[ClaimKind, Text]] = {
    "used-as-guidance": Text(
        "它是指南，不是要求：这句话不表示通过了认证，也不表示达到了它。",
        "It is guidance without requirements: this speaks neither of certification nor of meeting it.",
    ),
    "with-reference-to": Text(
        "报告企业：{company}。报告期：{period}。“依循”报告另有条件，这里没有采用。",
        "Reported by {company} for {period}. The further conditions of reporting “in accordance” were not applied.",
    ),
    "reports": Text(
        "报告期：{period}。只列出本报告公开了内容的条款，不表示完整遵循。",
        "For {period}. Only clauses to which this report publishes something are listed; it claims no full compliance.",
    ),
    "supports": Text(
        "支持不等于认证，也没有经过其评估。",
        "Support is not certification, and nothing was assessed.",
    ),
    "contributes-to": Text(
        "各目标旁边列出已经在做的事，没有单列数据。联合国没有认可，也没有评估。",
        "Beside each goal stands what is being done; figures alone are not listed. The United Nations has neither endorsed nor assessed it.",
    ),
    "conforms": Text(
        "这里只标明哪里谈到了同样的事。", "This only shows where the same matters are spoken of."
    ),
    "none": Text(
        "这里只标明哪里谈到了同样的事。", "This only shows where the same matters are spoken of."
    ),
}
