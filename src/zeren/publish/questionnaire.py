"""The questionnaire itself as a document, to read before answering or to print and fill in by hand."""

from __future__ import annotations

from collections.abc import Iterator

from zeren.publish.document import (
    Card,
    Cards,
    Cell,
    Document,
    Look,
    Paragraph,
    Points,
    Section,
    Table,
)
from zeren.publish.published import Words
from zeren.publish.wording import EVIDENCE_WORDS, TIER_WORDS, cited, day_words, unit_words
from zeren.standards.length import time_needed
from zeren.standards.questionnaires import (
    Area,
    Duty,
    EvidenceHint,
    Field,
    Item,
    Question,
    Questionnaire,
    RedLine,
)
from zeren.text import Text, counted, same

MARK = Text("供阅读和打印", "To read or to print")
_BOX = "□"
Lines = Iterator[tuple[Text, tuple[Words, ...]]]


def questionnaire_document(
    asked: Questionnaire, *, date: str, look: Look, sector: str = "", advice: bool = False
) -> Document:
    """Print what is asked; `advice` adds the way up and what helps, `sector` chooses the examples."""
    sections = (
        _about(asked),
        _profile(asked),
        *(_area(asked, area, sector=sector, advice=advice) for area in asked.areas),
        _red_lines(asked, advice=advice),
        _numbers(asked),
    )
    return Document(
        code="questionnaire",
        title=asked.title,
        subtitle=_tier(asked),
        company=same("Zeren 责任"),
        period=Text(f"{asked.edition}版", f"Edition {asked.edition}"),
        date=date,
        mark=MARK,
        said_in=Text("原文为英文", "original in Chinese"),
        sections=tuple(section for section in sections if section.blocks),
        look=look,
    )


def _tier(asked: Questionnaire) -> Text:
    if asked.is_part:
        return Text("选列的题目", "A selection of questions")
    extra = [area.title for area in asked.areas if area.supplement]
    name = TIER_WORDS[asked.tier]
    return Text(
        "，含".join((name.zh, *(one.zh for one in extra))),
        ", with ".join((f"{name.en.capitalize()} tier", *(one.en for one in extra))),
    )


def _about(asked: Questionnaire) -> Section:
    return Section(
        "about",
        Text("怎么用", "How to use this"),
        (
            Paragraph(asked.note),
            Points(
                (
                    Text(
                        "每题读一读五级各能看到什么，选整句都符合今天实际的最高一级；拿不准就选低的，真不知道就选“不清楚”。",
                        "Read what one would see at each of the five levels and choose the highest at which every word is true today; when in doubt, the lower; where you really do not know, “don't know”.",
                    ),
                    Text(
                        "红线只答守住了、没有守住或不清楚。",
                        "A red line is kept, broken or not known; there is nothing in between.",
                    ),
                    Text(
                        "答案填进工作簿（zeren template 生成），这份文件只供阅读、讨论和打印。",
                        "Answers go into the workbook (made by zeren template); this document is for reading, talking it over and printing.",
                    ),
                )
            ),
            *_time(asked),
        ),
    )


def _time(asked: Questionnaire) -> tuple[Paragraph, ...]:
    if asked.is_part:
        return ()
    words = (time_needed(asked), asked.pace.basis)
    return tuple(Paragraph(one, style="note") for one in words)


def _area(asked: Questionnaire, area: Area, *, sector: str, advice: bool) -> Section:
    items = [item for item in asked.items if item.area == area.code]
    sections = (_item(asked, item, sector=sector, advice=advice) for item in items)
    return Section(
        f"area-{area.code.lower()}",
        area.title,
        tuple(section for section in sections if section.blocks),
        new_page=True,
    )


def _item(asked: Questionnaire, item: Item, *, sector: str, advice: bool) -> Section:
    cards = tuple(
        _card(asked, question, sector=sector, advice=advice)
        for question in asked.questions
        if question.item == item.code
    )
    return Section(
        f"item-{item.code.lower().replace('.', '-')}",
        Text(f"{item.code} {item.title.zh}", f"{item.code} {item.title.en}"),
        (Cards(cards),) if cards else (),
    )


def _card(asked: Questionnaire, question: Question, *, sector: str, advice: bool) -> Card:
    lines = [*to_answer(question, sector=sector, advice=advice)]
    if advice:
        lines += advice_on(asked, question)
    return Card(
        number=None,
        title=question.title,
        tag=same(asked.address(question.code)),
        tone="plain",
        lines=tuple(lines),
        whole=not advice,
    )


def to_answer(question: Question, *, sector: str, advice: bool) -> Lines:
    yield Text("问题", "Question"), (question.asked,)
    yield Text("为什么问", "Why it matters"), (question.why,)
    for number, seen in enumerate(question.levels):
        yield Text(f"{_BOX} {number} 级", f"{_BOX} Level {number}"), (seen,)
    examples = _examples(question, sector, advice=advice)
    if examples:
        yield Text("举例", "For example"), examples
    yield Text("可以附的证据", "Evidence that counts"), (_hints(question.evidence),)
    yield Text(f"{_BOX} 不清楚", f"{_BOX} Don't know"), (question.find_out,)
    if question.not_for:
        yield Text(f"{_BOX} 不适用", f"{_BOX} Not applicable"), (question.not_for,)
    if question.duty:
        yield Text("法律依据", "In law"), (_in_law(question.duty),)


def _in_law(duty: Duty) -> Text:
    day = day_words(duty.checked)
    return Text(f"{cited(duty).zh}（{day.zh}核对）", f"{cited(duty).en} (checked on {day.en})")


def _examples(question: Question, sector: str, *, advice: bool) -> tuple[Words, ...]:
    """That of the trade where it is known, all of them with the advice."""
    if advice and not sector:
        return tuple(example.words for example in question.examples)
    found = question.example_for(sector)
    return (found,) if found else ()


def advice_on(asked: Questionnaire, question: Question) -> Lines:
    yield Text("这一周", "This week"), (question.first_step,)
    for low, step in enumerate(question.steps):
        yield same(f"{low} → {low + 1}"), (step,)
    yield Text("常见难处", "Where it gets stuck"), (question.stuck,)
    yield Text("什么有帮助", "What helps"), (question.helped,)
    severity, cash = question.severity, asked.settings.cash_bands[question.cash]
    yield (
        Text("轻重", "Severity"),
        (
            Text(
                f"{severity.size}（规模 {severity.scale}，范围 {severity.scope}，难挽回 {severity.irremediability}）：{severity.reason.zh}",
                f"{severity.size} (scale {severity.scale}, scope {severity.scope}, irremediability {severity.irremediability}): {severity.reason.en}",
            ),
        ),
    )
    yield Text("要花多少", "Effort"), (_effort(asked, question, cash),)


def _effort(asked: Questionnaire, question: Question, cash: Text) -> Text:
    """Person-days from level 0 to the target, and where a size class needs less or more."""
    in_days = asked.settings.effort_days
    whole = in_days[question.effort]
    sizes = {size.code: size.label for size in asked.size_classes}
    others = [(sizes[size], in_days[effort]) for size, effort in question.effort_by_size]
    zh = "、".join(f"{label.zh} {days}" for label, days in others)
    en = ", ".join(f"{label.en.lower()} {days}" for label, days in others)
    return Text(
        f"从 0 级到目标约 {whole} 人天{f'（{zh}）' if others else ''}；{cash.zh}",
        f"about {counted(whole, 'person-day', 'person-days')} from level 0 to the target{f' ({en})' if others else ''}; {cash.en}",
    )


def _hints(hints: tuple[EvidenceHint, ...]) -> Text:
    """All in one line: what matters in the row is the levels."""
    kinds = [(EVIDENCE_WORDS[hint.kind], hint.example) for hint in hints]
    return Text(
        "；".join(f"{kind.zh}：{example.zh}" for kind, example in kinds) + "。",
        "; ".join(f"{kind.en}: {example.en}" for kind, example in kinds) + ".",
    )


def _red_lines(asked: Questionnaire, *, advice: bool) -> Section:
    cards = tuple(_red_line_card(asked, line, advice=advice) for line in asked.red_lines)
    return Section(
        "red-lines",
        Text("红线", "Red lines"),
        (Cards(cards),) if cards else (),
        new_page=True,
    )


def _red_line_card(asked: Questionnaire, line: RedLine, *, advice: bool) -> Card:
    return Card(
        number=None,
        title=line.title,
        tag=same(asked.address(line.code)),
        tone="plain",
        lines=tuple(about_red_line(line, advice=advice)),
    )


def about_red_line(line: RedLine, *, advice: bool) -> Lines:
    yield Text("问题", "Question"), (line.asked,)
    yield Text("为什么问", "Why it matters"), (line.why,)
    answers = Text(
        f"{_BOX} 守住了　{_BOX} 没有守住　{_BOX} 不清楚",
        f"{_BOX} kept   {_BOX} broken   {_BOX} don't know",
    )
    yield Text("回答", "Answer"), (answers,)
    yield Text("说不准", "If unsure"), (line.find_out,)
    if line.duty:
        yield Text("法律依据", "In law"), (_in_law(line.duty),)
    if advice:
        yield Text("马上做", "At once"), (line.first_step,)
        yield Text("怎样改正", "Putting it right"), line.steps


def _profile(asked: Questionnaire) -> Section:
    fields = asked.profile()
    blocks = (
        Paragraph(
            Text(
                "先填这一部分：其中的“是/否”决定后面问哪些题。",
                "Begin here: the yes/no lines decide which questions follow.",
            )
        ),
        _table(Text("企业概况", "Company profile"), fields),
    )
    return Section("profile", Text("企业概况", "Company profile"), blocks if fields else ())


def _numbers(asked: Questionnaire) -> Section:
    fields = asked.numbers()
    table = _table(Text("要填的数", "The numbers asked for"), fields)
    return Section("numbers", Text("数据", "Numbers"), (table,) if fields else (), new_page=True)


def _table(title: Text, fields: tuple[Field, ...]) -> Table:
    return Table(
        caption=title,
        header=(
            Text("项目", "Item"),
            Text("单位", "Unit"),
            Text("怎么填", "How to fill it in"),
        ),
        rows=tuple((Cell(one.label), Cell(_unit(one)), Cell(_how(one))) for one in fields),
        shares=(5, 3, 14),
    )


def _unit(field: Field) -> Text:
    if field.kind == "yes-no":
        return Text("是 / 否", "yes / no")
    return unit_words(field.unit) if field.unit not in {"", "1"} else same("—")


def _how(field: Field) -> Text:
    """The help, and what there is to choose from."""
    if not field.choices:
        return field.help
    chinese = "；".join(choice.label.zh for choice in field.choices)
    english = "; ".join(choice.label.en for choice in field.choices)
    return Text(f"{field.help.zh}可选：{chinese}。", f"{field.help.en} Choices: {english}.")
