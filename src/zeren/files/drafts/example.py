"""One worked, fictitious row for each sheet. Left as it is, it is not imported."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

Row = Mapping[str, Any]


def _both(zh: str, en: str) -> Row:
    return {"zh": zh, "en": en}


EXAMPLES: Final[Mapping[str, Row]] = {
    "standard": {
        "id": "demo-2027",
        "title": _both(
            "演示：灯具行业社会责任指引", "Example: social responsibility in the lamp trade"
        ),
        "edition": _both("T/DEMO 01—2027", "T/DEMO 01-2027"),
        "publisher": _both("演示灯具协会", "Example Lamp Association"),
        "published": "2027-03-15",
        "in_force": "2027-06",
        "status": _both("现行，自愿采用", "In force, voluntary"),
        "licence": _both(
            "本会标准，编号和标题可以公开", "Our own standard: numbers and titles may be shown"
        ),
        "certainty": _both(
            "照正式文本录入，秘书处核对过", "From the official text, compared by the secretariat"
        ),
        "claim": {
            "kind": "used-as-guidance",
            "words": _both(
                "本企业参考 T/DEMO 01—2027 开展社会责任工作。",
                "We used T/DEMO 01-2027 as guidance for our work.",
            ),
            "limit": _both(
                "不表示通过了认证或评价。",
                "It does not mean that anybody certified or assessed us.",
            ),
        },
    },
    "clause": {
        "ref": "5.2",
        "parent": "5",
        "title": _both("演示：工作时间和休息", "Example: working hours and rest"),
        "topics": ["E04"],
        "note": _both("2029 年起并入 5.1", "Becomes part of 5.1 in 2029"),
    },
    "supplement": {
        "id": "demo-lamps",
        "edition": "2027",
        "title": _both("演示：灯具行业补充问卷", "Example: supplement for the lamp trade"),
        "note": _both(
            "演示灯具协会编写，只问做灯的企业才有的事；另外计分，不算进总分。",
            "Written by the Example Lamp Association: it asks what only makers of lamps answer for, and is scored apart.",
        ),
    },
    "area": {"code": "DM", "title": _both("演示灯具", "Example lamps")},
    "item": {
        "code": "DM.1",
        "title": _both("演示：灯的光", "Example: the light of a lamp"),
        "stuck": _both(
            "光好不好没人去量，样品交出去就算完。",
            "Nobody measures the light; once the sample is out, the matter is closed.",
        ),
        "helped": _both(
            "先量卖得最多的一款，把数字写进说明书。",
            "Measure the best seller first, and print the figures in its manual.",
        ),
    },
    "question": {
        "code": "DM1.1",
        "item": "DM.1",
        "title": _both("演示：频闪的检测", "Example: measuring flicker"),
        "asked": _both(
            "卖出的灯有没有测过频闪，超过限值的不出厂？",
            "Are your lamps measured for flicker, and held back above a limit?",
        ),
        "why": _both(
            "频闪看不出来，眼睛却会累、会疼；孩子写作业、工人盯细活，时间一长最先受害。",
            "Flicker cannot be seen, yet eyes tire and ache; children at homework and people at fine work suffer first.",
        ),
        "levels": [
            _both(
                "没有人量过频闪，也没有仪器。",
                "Nobody has measured flicker, and there is no meter.",
            ),
            _both(
                "研发偶尔用手机看一看，没有记录。",
                "Developers look with a phone now and then; nothing is written down.",
            ),
            _both(
                "主力型号量过，有记录；没有限值。",
                "Main models were measured and recorded; there is no limit.",
            ),
            _both(
                "所有型号都量，有限值，超过的不出厂。",
                "All models are measured; what exceeds the limit is not shipped.",
            ),
            _both(
                "频闪一代比一代低，数字印在包装上。",
                "Each generation flickers less, and the figure is on the box.",
            ),
        ],
        "first_step": _both(
            "借一台频闪仪，量卖得最多的三款灯。",
            "Borrow a flicker meter and measure the three best sellers.",
        ),
        "find_out": _both(
            "问研发要频闪记录，看写没写仪器和日期。",
            "Ask development for the records, with instrument and date.",
        ),
        "steps": [
            _both(
                "买或借一台频闪仪，指定一个人来量。",
                "Buy or borrow a meter and name one person to use it.",
            ),
            _both(
                "写半页测量办法，把主力型号量完。",
                "Write half a page on how to measure, and do the main models.",
            ),
            _both(
                "定下限值，其余型号补量，超过的先改。",
                "Set a limit, measure the rest, and mend what exceeds it.",
            ),
            _both(
                "新品任务书写上更低的限值，每代比一比。",
                "Put a lower limit into each new brief and compare.",
            ),
        ],
        "evidence": [
            {"kind": "record", "example": _both("频闪测量记录", "Records of flicker measured")},
            {
                "kind": "third-party-report",
                "example": _both("实验室的检测报告", "Report from a laboratory"),
            },
        ],
        "risk": _both(
            "长时间在频闪的灯下，眼睛疲劳、头疼。",
            "Under a flickering lamp for long, eyes tire and heads ache.",
        ),
        "severity": {
            "scale": 2,
            "scope": 4,
            "irremediability": 2,
            "reason": _both(
                "伤害不重，用灯的人却很多；换了灯就好。",
                "The harm is slight but many use the lamps; a new lamp mends it.",
            ),
        },
        "topics": ["M07"],
        "owner": "development",
        "tier": "quick",
        "weight": 3,
        "effort": "M",
        "cash": 1,
        "not_for": _both("只做灯具外壳的", "Those who only make housings"),
    },
    "red_line": {
        "code": "DR1",
        "title": _both("演示：不改安全认证的标志", "Example: no false safety marks"),
        "asked": _both(
            "没有认证的灯不贴认证标志，是这样吗？",
            "No lamp bears a safety mark that it was not granted: is that so?",
        ),
        "why": _both(
            "买灯的人靠标志判断安不安全；假标志会让人触电、让房子着火。",
            "Buyers judge safety by the mark; a false one can mean electric shock or fire.",
        ),
        "first_step": _both(
            "今天就把在售型号和证书逐个对一遍。",
            "Compare all models on sale with their certificates today.",
        ),
        "find_out": _both(
            "问质量负责人要证书清单。", "Ask the quality manager for the list of certificates."
        ),
        "steps": [
            _both(
                "没有证书的型号马上停售，库存隔开。",
                "Stop selling models without certificate and set stock apart.",
            ),
            _both(
                "通知已经买了的客户，给退给换。",
                "Tell customers who bought them, and take back or exchange.",
            ),
        ],
        "evidence": [
            {"kind": "certificate", "example": _both("产品认证证书", "Product certificates")}
        ],
        "topics": ["M07"],
        "owner": "quality",
        "tier": "quick",
        "effort": "S",
        "cash": 1,
    },
    "fact": {
        "code": "demo-lamps-sold",
        "tier": "quick",
        "label": _both("演示：卖成品灯", "Example: you sell finished lamps"),
        "help": _both(
            "装上就能用的灯选“是”；只做灯珠、外壳的选“否”。",
            "Lamps ready for use: yes. Chips or housings only: no.",
        ),
        "required": True,
    },
    "number": {
        "code": "demo-lamps-returned",
        "tier": "quick",
        "label": _both("演示：退回的灯", "Example: lamps returned"),
        "help": _both(
            "全年客户退回的成品灯，从售后登记表上数。",
            "Finished lamps that customers sent back in the year, from the after-sales book.",
        ),
        "unit": "1",
        "whole": True,
        "instant": False,
        "topics": ["M07"],
        "minutes": 10,
        "least": "0",
    },
}
