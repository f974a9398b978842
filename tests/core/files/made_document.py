"""A made-up report that uses every block, with variants that strain a printer."""

from __future__ import annotations

from typing import Final

from zeren.publish.document import (
    Bar,
    Bars,
    Callout,
    Card,
    Cards,
    Cell,
    Document,
    Dot,
    KeyFigure,
    KeyFigures,
    Look,
    Matrix,
    Paragraph,
    Points,
    Quote,
    Section,
    Span,
    Table,
    Timetable,
    Tone,
    Words,
)
from zeren.text import Said, Text, same

AREAS: Final = (
    (Text("责任管理", "Managing responsibility"), 5417, 2083),
    (Text("员工", "Employees"), 7250, 5500),
    (Text("环境", "Environment"), 4375, 4375),
    (Text("市场与供应链", "Market and supply chain"), 6000, 1250),
    (Text("社区", "Community"), None, None),
)
RISKS: Final[tuple[tuple[Text, int, int], ...]] = (
    (Text("超时加班", "Long working hours"), 4, 4),
    (Text("化学品存放与使用", "Storing and using chemicals"), 5, 4),
    (Text("工资条说不清", "Pay slips nobody can follow"), 3, 4),
    (Text("消防通道被占", "Blocked fire exits"), 5, 3),
    (Text("废水台账不全", "Gaps in the waste-water log"), 3, 3),
    (Text("供应商没有约定", "Nothing agreed with suppliers"), 3, 5),
    (Text("没有申诉渠道", "No way to complain safely"), 4, 3),
    (Text("能耗没有计量", "Energy use not metered"), 2, 3),
    (Text("客户资料随手存放", "Customer data kept carelessly"), 3, 2),
    (Text("社区意见没人接", "No one answers the neighbours"), 1, 3),
)
LEVELS: Final[tuple[tuple[Text, int, Tone], ...]] = (
    (Text("低", "Low"), 1, "good"),
    (Text("中", "Moderate"), 5, "watch"),
    (Text("高", "High"), 10, "bad"),
    (Text("严重", "Critical"), 15, "severe"),
)


def cells(*words: Words | str, tone: Tone = "plain") -> tuple[Cell, ...]:
    return tuple(Cell(same(word) if isinstance(word, str) else word, tone) for word in words)


def rank(size: int) -> tuple[Text, Tone]:
    found = [(words, tone) for words, least, tone in LEVELS if size >= least]
    return found[-1]


def points(hundredths: int | None) -> Text:
    if hundredths is None:
        return Text("未显示", "not shown")
    return same(f"{hundredths / 100:.2f}")


def area_bars() -> Bars:
    return Bars(
        caption=Text("各领域得分（满分 100）", "Scores by area (out of 100)"),
        alt=Text(
            "条形图：责任管理申报 54.17、有证据 20.83；员工申报 72.50、有证据 55.00；"
            "环境两者都是 43.75；市场与供应链申报 60.00、有证据 12.50；社区回答太少，未显示。",
            "Bar chart. Managing responsibility: declared 54.17, evidenced 20.83. Employees: 72.50 "
            "and 55.00. Environment: 43.75 both. Market and supply chain: 60.00 and 12.50. "
            "Community: too few answers, not shown.",
        ),
        first=Text("申报得分", "Declared"),
        second=Text("有证据支持的得分", "Evidenced"),
        bars=tuple(Bar(label, first, second) for label, first, second in AREAS),
        table=Table(
            caption=Text("各领域得分明细", "The same scores as figures"),
            header=(
                Text("领域", "Area"),
                Text("申报", "Declared"),
                Text("有证据", "Evidenced"),
                Text("已答", "Answered"),
            ),
            rows=tuple(
                (
                    Cell(label),
                    Cell(points(first)),
                    Cell(points(second)),
                    Cell(same("4 / 4" if first else "1 / 3")),
                )
                for label, first, second in AREAS
            ),
            shares=(4, 2, 2, 2),
            numeric=(1, 2, 3),
        ),
    )


def risk_matrix(risks: tuple[tuple[Text, int, int], ...] = RISKS) -> Matrix:
    return Matrix(
        caption=Text("风险矩阵：数字对应下表的序号", "Risk matrix: numbers as in the table below"),
        alt=Text(
            "五乘五矩阵，纵向为严重程度，横向为可能性。10 项风险中 3 项严重、3 项高、3 项中、1 项低。",
            "A five by five matrix, severity upwards, likelihood to the right. Of ten risks three "
            "are critical, three high, three moderate, one low.",
        ),
        severity=Text("严重程度", "Severity"),
        likelihood=Text("可能性", "Likelihood"),
        levels=LEVELS,
        dots=tuple(Dot(n, risk[1], risk[2]) for n, risk in enumerate(risks, 1)),
        table=Table(
            caption=Text("风险清单", "The risks by number"),
            header=(
                Text("序号", "No."),
                Text("风险", "Risk"),
                Text("严重程度", "Severity"),
                Text("可能性", "Likelihood"),
                Text("大小", "Size"),
                Text("等级", "Level"),
            ),
            rows=tuple(
                (
                    Cell(same(n)),
                    Cell(title),
                    Cell(same(severity)),
                    Cell(same(likelihood)),
                    Cell(same(severity * likelihood)),
                    Cell(*rank(severity * likelihood)),
                )
                for n, (title, severity, likelihood) in enumerate(risks, 1)
            ),
            shares=(1, 6, 2, 2, 2, 2),
            numeric=(0, 2, 3, 4),
        ),
    )


def year_plan(length: int = 8) -> Timetable:
    owners = (Text("人事", "HR"), Text("安全员", "Safety officer"), Text("采购", "Purchasing"))
    lines = tuple(
        (
            RISKS[n % len(RISKS)][0],
            owners[n % 3],
            (n * 23) % 300,
            (n * 23) % 300 + 20 + n % 5 * 30 if n % 7 != 6 else None,
            rank(RISKS[n % len(RISKS)][1] * RISKS[n % len(RISKS)][2])[1],
        )
        for n in range(length)
    )
    return Timetable(
        caption=Text("一年行动计划", "The plan for the year"),
        alt=Text(
            f"甘特图：{length} 项行动，从计划第 1 天到第 365 天。",
            f"Gantt chart of {length} actions.",
        ),
        marks=(
            (30, Text("30 天 · 12月22日", "30 days · 22 Dec")),
            (90, Text("90 天 · 2月20日", "90 days · 20 Feb")),
            (180, Text("180 天 · 5月21日", "180 days · 21 May")),
            (365, Text("365 天", "365 days")),
        ),
        spans=tuple(Span(label, start, end, tone) for label, _, start, end, tone in lines),
        table=Table(
            caption=Text("行动计划明细", "The plan line by line"),
            header=(
                Text("行动", "Action"),
                Text("负责人", "Owner"),
                Text("开始", "Start"),
                Text("结束", "End"),
                Text("人日", "Person-days"),
            ),
            rows=tuple(
                (
                    Cell(label),
                    Cell(owner),
                    Cell(Text(f"第 {start} 天", f"day {start}")),
                    Cell(Text(f"第 {end} 天", f"day {end}") if end else Text("一年后", "later")),
                    Cell(same(2 + n % 9)),
                )
                for n, (label, owner, start, end, _) in enumerate(lines)
            ),
            shares=(6, 3, 2, 2, 2),
            numeric=(4,),
        ),
    )


def matter(number: int, *, tone: Tone, tag: Text | None) -> Card:
    return Card(
        number=number,
        title=RISKS[number - 1][0],
        tag=tag,
        tone=tone,
        lines=(
            (
                Text("现在", "Where you are"),
                (
                    Text(
                        "加班由班组长口头安排，没有汇总；问五个人，说法有三种。",
                        "Team leaders ask for overtime by word of mouth and nobody adds it up; "
                        "five workers give three different answers.",
                    ),
                ),
            ),
            (
                Text("可能发生什么", "What may happen"),
                (
                    Text(
                        "有人连续几周每天干十二个小时，疲劳时手伸进冲床。",
                        "People work twelve-hour days for weeks and reach into a press when tired.",
                    ),
                ),
            ),
            (
                Text("步骤", "Steps"),
                (
                    Text(
                        "把上个月的打卡记录按人加总，贴出前十名的小时数（隐去姓名）。",
                        "Add up last month’s clock records by person and post the ten highest "
                        "totals, without names.",
                    ),
                    Text(
                        "旺季来临前定好上限：每天不超过三小时，每月不超过三十六小时。",
                        "Agree a ceiling before the busy season: three hours a day, thirty-six a "
                        "month.",
                    ),
                    Text(
                        "每周一由人事看一次超过上限的名单，当周调班。",
                        "Every Monday HR looks at who is over the ceiling and changes that week’s "
                        "shifts.",
                    ),
                ),
            ),
            (
                Text("本周就做", "This week"),
                (
                    Text(
                        "请打卡机厂家教会两个人导出月报表。",
                        "Ask the clock’s supplier to show two people how to export the monthly "
                        "sheet.",
                    ),
                ),
            ),
            (Text("负责人", "Owner"), (Text("人事", "HR"),)),
            (Text("时间", "When"), (Text("11月22日 – 2月20日", "22 November – 20 February"),)),
            (
                Text("法律依据", "Legal duty"),
                (
                    Text(
                        "《劳动法》第四十一条（2026-11-22 核对）",
                        "Labour Law, Article 41 (checked 22 Nov 2026)",
                    ),
                ),
            ),
            (
                Text("公司说明", "In your words"),
                (
                    Said("zh", "去年“双十一”前后确实忙，今年新招了六个人，情况好多了。")
                    if number % 2
                    else Said("en", "We’ve hired six people since; it’s much better now."),
                ),
            ),
        ),
    )


def opening() -> Section:
    return Section(
        code="summary",
        title=Text("一页看懂", "On one page"),
        blocks=(
            Paragraph(
                Text(
                    "贵公司申报得分 62.50，其中 40.08 有证据支持，处在“运行”一档。"
                    "最要紧的是化学品存放和加班，两项都可能伤到人，也都能在一个季度内明显改善。",
                    "Your declared score is 62.50, of which 40.08 is backed by evidence: “Working”. "
                    "What matters most is how chemicals are stored and how long people work. Both "
                    "can hurt somebody, and both can get visibly better within a quarter.",
                ),
                style="lead",
            ),
            KeyFigures(
                (
                    KeyFigure(
                        same("62.50"), Text("分", "points"), Text("申报得分", "Declared score")
                    ),
                    KeyFigure(
                        same("40.08"),
                        Text("分", "points"),
                        Text("有证据支持的得分", "Evidenced score"),
                        "watch",
                    ),
                    KeyFigure(
                        same("3"), Text("项", "of 10"), Text("严重风险", "Critical risks"), "severe"
                    ),
                    KeyFigure(same("95"), same("%"), Text("已回答", "Answered"), "good"),
                )
            ),
            Callout(
                "severe",
                Text("一条红线被触碰：安全出口上锁", "A red line is broken: an exit is locked"),
                (
                    Text(
                        "夜班期间二号车间的后门上锁。今天就打开，并指定一人每班检查。",
                        "The back door of workshop 2 is locked at night. Open it today and name one "
                        "person per shift to check it.",
                    ),
                    Text(
                        "红线不参与平均：它不解除，总评最高只到“起步”。",
                        "Red lines are never averaged away: until it is put right the band stays at "
                        "“Starting”.",
                    ),
                ),
            ),
            Paragraph(
                Text(
                    "本报告根据贵公司 2026 年 11 月填写的《中小企业社会责任自评问卷》（2026 版）自动生成，"
                    "同样的回答总会得到同样的结果。得分怎样算出来，见最后一章；"
                    "公司的供货商 Lamp Works GmbH 也参照 ISO 26000 开展了工作。",
                    "This report was computed from the self-assessment that you filled in in November "
                    "2026; equal answers always give equal results. The last chapter says how. The "
                    "Chinese name of the company, 明灯电器, stays as it’s written.",
                )
            ),
        ),
    )


def chapters(plan: int) -> tuple[Section, ...]:
    return (
        Section(
            "scores",
            Text("得分与证据", "Scores and evidence"),
            (
                Paragraph(
                    Text(
                        "员工一章做得最扎实；市场与供应链说得多、证据少，差距最大。",
                        "Employees is the strongest area. Market and supply chain says much and "
                        "shows little: there the gap is widest.",
                    )
                ),
                area_bars(),
                Section(
                    "scores-words",
                    Text("公司自己的话", "In the company’s own words"),
                    (
                        Quote(
                            Said(
                                "zh",
                                "我们不是大厂，没有专职的人。但每个月发工资那天，我会把工资条一个个讲清楚。",
                            ),
                            Text("总经理", "General manager"),
                        ),
                        Quote(
                            Said(
                                "en",
                                "We answer every question a worker asks within three days, or we say why not.",
                            ),
                        ),
                        Paragraph(Said("en", "ISO 14001 certificate, renewed in May 2026")),
                    ),
                ),
            ),
        ),
        Section(
            "risks",
            Text("主要风险", "Main risks"),
            (
                Paragraph(
                    Text(
                        "十项风险里三项属于“严重”。严重程度看对人和环境的后果，可能性看做到了哪一步。",
                        "Three of ten risks are critical. Severity looks at what happens to people and "
                        "the environment, likelihood at how far the practice has come.",
                    )
                ),
                risk_matrix(),
            ),
            new_page=True,
        ),
        Section(
            "near-term",
            Text("近期责任", "Near-term responsibilities"),
            (
                Paragraph(
                    Text("先做这五件。", "These five come first."),
                ),
                Cards(
                    (
                        matter(1, tone="severe", tag=Text("红线", "Red line")),
                        matter(2, tone="bad", tag=Text("法定义务", "Legal duty")),
                        matter(3, tone="watch", tag=Text("做法", "Practice")),
                        matter(4, tone="plain", tag=Text("弄清楚", "Find out")),
                        matter(5, tone="good", tag=None),
                    )
                ),
            ),
        ),
        Section(
            "plan",
            Text("行动计划", "Plan"),
            (
                Paragraph(
                    Text(
                        "每季度安排不超过 20 个人日，正好是一家小企业抽得出来的力量。",
                        "No quarter asks for more than 20 person-days, which is what a small company "
                        "can spare.",
                    )
                ),
                year_plan(plan),
            ),
            new_page=True,
        ),
        Section(
            "how",
            Text("怎样算出来的", "How it is computed"),
            (
                Points(
                    (
                        Text(
                            "每题 0–4 级：0 还没开始，1 有打算或偶尔做，2 部分做到，3 做到，4 做到并且在量化改进。",
                            "Each question has levels 0–4: not started, planned or ad hoc, partly in "
                            "place, in place, in place and improving.",
                        ),
                        Text(
                            "权重是整数，谁都可以复算。",
                            "Weights are whole numbers; anybody can recompute.",
                        ),
                        Text(
                            "“不知道”按 0 级计，但不写成风险。",
                            "“Don’t know” counts as level 0 but is never called a risk.",
                        ),
                    ),
                    ordered=True,
                ),
                Points(
                    (
                        Text(
                            "证据只看类型与期限：材料已附（未核）。",
                            "Evidence: attached, not checked.",
                        ),
                        Text("风险 ＝ 严重程度 × 可能性。", "Risk = severity × likelihood."),
                    )
                ),
                Paragraph(
                    Text(
                        "答卷指纹 SHA-256：9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                        "SHA-256 of the response: "
                        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                    ),
                    style="note",
                ),
            ),
        ),
        Section("left", Text("没有谈到的", "What is not covered"), ()),
    )


def made_document(*, plan: int = 8, look: Look | None = None) -> Document:
    """Return a report of about nine pages with every block in it; `plan` lines in the plan."""
    return Document(
        code="diagnosis",
        title=Text("企业社会责任自评诊断", "Social responsibility: where we stand"),
        subtitle=Text(
            "主要风险、近期责任与行动计划", "Main risks, near-term responsibilities and a plan"
        ),
        company=Text("佛山市明灯电器有限公司", "Lamp Works (Foshan) Co., Ltd."),
        period=Text("2025年1月1日—12月31日", "1 January – 31 December 2025"),
        date="2026-11-22",
        mark=Text("内部 · 自评，未经核实", "Internal · self-assessed, not verified"),
        said_in=Text("原文为英文", "original in Chinese"),
        sections=(opening(), *chapters(plan)),
        look=look or Look(),
        data=(
            (
                "facts.json",
                b'{"facts": []}\n',
                Text("公司公布的数据", "The facts that the company published"),
            ),
        ),
    )


def with_company(document: Document, zh: str, en: str) -> Document:
    return document._replace(company=Text(zh, en))
