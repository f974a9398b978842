"""Near-term responsibilities as cards, the plan as a timetable and table."""

from __future__ import annotations

from zeren.assess.assessment import PlanLine
from zeren.publish.diagnosis.basis import KINDS, Diagnosed, answered, due, near_lines
from zeren.publish.document import Card, Cards, Cell, Paragraph, Section, Span, Table, Timetable
from zeren.publish.published import Words
from zeren.publish.wording import cited, day_words
from zeren.standards.questionnaires import Question
from zeren.text import Text, counted, same

_LONG = 20  # matters: of a longer plan the picture shows the year, the table everything


def near_term(on: Diagnosed) -> Section:
    lines = near_lines(on.assessment)
    title = Text("近期责任", "Near-term responsibilities")
    if not lines:
        return Section("near-term", title, (Paragraph(_nothing_first(on)),))
    return Section(
        "near-term",
        title,
        (
            Paragraph(
                Text(
                    "按下面的顺序做。每件事都从这一周不花钱的一步开始。",
                    "Take them in this order. Each begins with one step this week that costs nothing.",
                )
            ),
            Cards(
                tuple(_near_card(on, number, line) for number, line in enumerate(lines, start=1))
            ),
        ),
    )


def _nothing_first(on: Diagnosed) -> Text:
    done, asked = answered(on)
    if not done:
        return Text(
            "还没有回答，排不出先后。请先填问卷。",
            "There are no answers yet, so nothing can be put in order. Please begin with the questionnaire.",
        )
    if done < asked:
        return Text(
            "已答的题目都到了目标。请把没答的题目补上。",
            "Every answered question is at its target. Please answer those that are still open.",
        )
    return Text(
        "每道题都到了目标。请把记录保持下去。",
        "Every question is at its target. Keep the records going.",
    )


def _near_card(on: Diagnosed, number: int, line: PlanLine) -> Card:
    matter = line.priority.question
    words, tone = KINDS[line.priority.kind]
    answer = on.response.answer_to.get(matter.code)
    lines: list[tuple[Text, tuple[Words, ...]]] = []
    if answer and answer.words:
        lines.append((Text("您写的现状", "As you put it"), (answer.words,)))
    lines += [
        (Text("为什么", "Why"), (matter.why,)),
        (Text("这一周", "This week"), (line.first_step,)),
    ]
    if line.steps:
        lines.append((Text("接下来", "Then"), line.steps))
    if line.steps and isinstance(matter, Question):
        lines += _experience(on, matter)
    if line.evidence:
        lines.append((Text("会留下的证据", "Evidence expected"), line.evidence))
    if matter.duty:
        duty = matter.duty
        lines.append(
            (
                Text("法律依据", "In law"),
                (
                    Text(
                        f"{cited(duty).zh}（{day_words(duty.checked).zh}核对）",
                        f"{cited(duty).en} (checked on {day_words(duty.checked).en})",
                    ),
                ),
            )
        )
    lines.append((Text("安排", "Who, cost, when"), (_arrangement(on, line),)))
    return Card(number=number, title=matter.title, tag=words, tone=tone, lines=tuple(lines))


def _experience(on: Diagnosed, question: Question) -> list[tuple[Text, tuple[Words, ...]]]:
    """What it looks like in this trade once in place, and where companies of this size get stuck."""
    sector, makes = on.response.profile.get("sector"), on.response.profile.get("production")
    example = question.example_for(sector if isinstance(sector, str) else "")
    if example is None and makes is True:
        example = question.example_for("C")
    lines: list[tuple[Text, tuple[Words, ...]]] = []
    if example:
        lines.append((Text("做到了是什么样", "What it can look like"), (example,)))
    lines.append((Text("容易卡在哪里", "Where it gets stuck"), (question.stuck,)))
    lines.append((Text("什么有帮助", "What helps"), (question.helped,)))
    return lines


def _arrangement(on: Diagnosed, line: PlanLine) -> Text:
    role = on.questionnaire.role_of[line.owner].title
    cash = on.questionnaire.settings.cash_bands[line.cash]
    when = due(on, line)
    return Text(
        f"{role.zh}负责；约 {line.person_days} 人天；{cash.zh}；{when.zh}",
        f"{role.en}; about {counted(line.person_days, 'person-day', 'person-days')}; {cash.en}; {when.en}",
    )


def plan(on: Diagnosed) -> Section:
    plan = on.assessment.plan
    title = Text("行动计划", "Plan")
    if not plan:
        return Section(
            "plan",
            title,
            (
                Paragraph(
                    Text(
                        "按现有的回答，没有要安排的事。",
                        "From the answers so far, there is nothing to schedule.",
                    )
                ),
            ),
        )
    days = sum(line.person_days for line in plan)
    late = sum(line.due is None for line in plan)
    notes = [
        Text(
            f"共 {len(plan)} 件事，约 {days} 人天，从{day_words(on.date).zh}排起。红线、法定义务、要紧的和要查清的事，花不了几天的，与大事同时办，不用排队等。",
            f"{counted(len(plan), 'matter', 'matters')}, about {counted(days, 'person-day', 'person-days')}, starting on {day_words(on.date).en}. Red lines, legal duties, severe matters and things to find out that take only a few days run beside the large work and need not wait.",
        )
    ]
    notes.append(
        Text(
            "“负责”一栏写的是岗位；人少的企业，一个人可以兼几个。",
            "The owner is a role; in a small company one person may hold several.",
        )
    )
    if late:
        notes.append(
            Text(
                f"人手是按企业规模估计的；照这个速度，其中 {late} 件要排到一年以后。",
                f"The pace is estimated from the size of the company; at that pace, {late} of them {'comes' if late == 1 else 'come'} after the first year.",
            )
        )
    if on.assessment.size_note:
        notes.append(on.assessment.size_note)
    told = (Paragraph(note) for note in notes)
    return Section("plan", title, (*told, _timetable(on)), new_page=True)


def _timetable(on: Diagnosed) -> Timetable:
    plan = on.assessment.plan
    horizons = on.questionnaire.settings.horizons
    shown = plan if len(plan) <= _LONG else [line for line in plan if line.start < max(horizons)]
    return Timetable(
        caption=Text("一年的安排", "The year at a glance"),
        alt=Text(
            f"时间表：一年里的 {len(shown)} 件事从{day_words(on.date).zh}起排开，细节见下面的表。",
            f"Timetable: {counted(len(shown), 'matter', 'matters')} of the year from {day_words(on.date).en}; the table below gives the details.",
        ),
        marks=tuple((day, Text(f"{day} 天", f"{day} days")) for day in horizons),
        spans=tuple(
            Span(
                label=line.priority.question.title,
                start=line.start,
                end=line.end,
                tone=KINDS[line.priority.kind][1],
            )
            for line in shown
        ),
        table=_plan_table(on),
    )


def _plan_table(on: Diagnosed) -> Table:
    return Table(
        caption=Text("行动计划", "Action plan"),
        header=(
            Text("序号", "No."),
            Text("事项", "Matter"),
            Text("性质", "Kind"),
            Text("负责", "Owner"),
            Text("人天", "Person-days"),
            Text("花钱", "Money"),
            Text("期限", "Due"),
            Text("风险 前→后", "Risk now → then"),
        ),
        rows=tuple(
            _plan_row(on, number, line) for number, line in enumerate(on.assessment.plan, 1)
        ),
        shares=(2, 7, 4, 5, 3, 4, 5, 4),
        numeric=(0, 4),
    )


def _plan_row(on: Diagnosed, number: int, line: PlanLine) -> tuple[Cell, ...]:
    words, tone = KINDS[line.priority.kind]
    risk = (
        same(f"{line.risk_before} → {line.risk_after}")
        if line.risk_before is not None
        else same("—")
    )
    return (
        Cell(same(number)),
        Cell(line.priority.question.title),
        Cell(words, tone),
        Cell(on.questionnaire.role_of[line.owner].title),
        Cell(same(line.person_days)),
        Cell(on.questionnaire.settings.cash_bands[line.cash]),
        Cell(due(on, line)),
        Cell(risk),
    )
