"""What is said about a workbook as a whole: other editions, lost ids, copied rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from zeren.files.workbook.rows import Found
from zeren.problems import Place, Problem
from zeren.publish.wording import TIER_WORDS
from zeren.standards.questionnaires import Questionnaire
from zeren.text import Text, listed, parted, same

_FEW: Final = 8  # names of a list


def nothing_recognised() -> Problem:
    return Problem(
        "not-ours",
        "error",
        Place(),
        Text(
            "这个工作簿里没有一行能认出是我们的问卷。",
            "No row of this workbook can be recognised as one of our questionnaires.",
        ),
        Text(
            "请用 zeren template 生成一份空白问卷，把回答填进去。",
            "Make a blank one with `zeren template` and fill your answers into it.",
        ),
    )


def unknown_questionnaire(name: str) -> Problem:
    return Problem(
        "questionnaire-unknown",
        "error",
        Place(),
        Text(
            "这里没有名为“{name}”的问卷。", 'There is no questionnaire named "{name}" here.'
        ).format(name=name),
        Text(
            "请换用较新的版本，或重新生成一份空白问卷。",
            "Use a newer version, or make a new blank workbook.",
        ),
    )


def copied(code: str, places: Iterable[Place]) -> Problem:
    """Several rows with one id that say different things."""
    places = tuple(places)
    cells = _few([_cell(place) for place in places])
    return Problem(
        "row-copied",
        "error",
        places[-1],
        Text(
            "{code} 有 {count} 行，写得不一样：{cells}。",
            "{code} stands in {count} rows that say different things: {cells}.",
        ).format(code=code, count=len(places), cells=cells),
        Text("请只留一行。现在用的是第一行。", "Keep only one of them. The first is used for now."),
    )


def unconfirmed(codes: Iterable[str], questionnaire: Questionnaire) -> tuple[Problem]:
    """One note for everything that was carried and that nobody has confirmed."""
    from zeren.publish.covered import named_words

    names = [named_words(code, questionnaire) for code in codes]
    what = Text(
        "从上次带过来、还没有确认的有 {count} 处：{names}。",
        "Carried from last time and not confirmed yet: {count} ({names}).",
    )
    return (
        _note(
            "unconfirmed",
            what.format(count=len(names), names=parted([*names[:_FEW], *_rest(names)])),
            Text(
                "还对的，在“上次的回答”一列选“已确认”。确认之前照常计入结果，但不会公开。",
                "Where it still holds, choose “Confirmed” under “From last time”. Until then it counts,"
                " but nothing of it is published.",
            ),
        ),
    )


def _few(texts: list[Text]) -> Text:
    return listed([*texts[:_FEW], *_rest(texts)])


def _rest(texts: list[Text]) -> list[Text]:
    return [same("…")] if len(texts) > _FEW else []


def _cell(place: Place) -> Text:
    return Text(f"“{place.sheet}”{place.cell}", f'"{place.sheet}" {place.cell}')


def remarks(found: Found, questionnaire: Questionnaire) -> Iterator[Problem]:
    if not found.marks:
        yield _note(
            "marks-lost",
            Text(
                "工作簿里的隐藏页不见了，不知道它出自哪个版本；已按编号读取。",
                "The hidden sheet of the workbook is gone, so its edition is not known; it was read by"
                " the ids of its rows.",
            ),
            Text("请核对下面的结果。", "Look over the result."),
        )
    if found.by_name:
        yield _note(
            "ids-lost",
            Text(
                "最左边的编号列不见了；已按单元格名称读取。",
                "The column of ids on the far left is gone; cells were found by their names.",
            ),
            Text(
                "排过序的行可能对不上，请核对结果。",
                "Rows that were sorted may be mixed up: look over the result.",
            ),
        )
    yield from _other_tier(found, questionnaire)
    if found.unknown:
        yield _unknown_supplements(found.unknown)
    yield from _other_edition(found, questionnaire)
    yield from _lost_sheets(found, questionnaire)
    yield from _unknown_rows(found, questionnaire)


def _unknown_supplements(names: tuple[str, ...]) -> Problem:
    return _note(
        "supplement-unknown",
        Text(
            "这里没有这些补充问卷，它们的题目没有读取：{names}。其余的都读了。",
            "There are no such supplements here, and their questions were not read: {names}. All others were.",
        ).format(names=_few([same(name[:40]) for name in names])),
        Text(
            "如果是协会自己的补充问卷，请用 --library 指明标准库文件夹；否则换用较新的版本再读。",
            "If it is your association's own, name its folder with --library; otherwise read it with a newer version.",
        ),
    )


def _other_tier(found: Found, questionnaire: Questionnaire) -> Iterator[Problem]:
    marked = found.marks.get("tier", questionnaire.tier)
    if marked != questionnaire.tier:
        yield _note(
            "other-tier",
            Text(
                "隐藏页上写的是“{marked}”，工作簿里却有{tier}的题；已按{tier}读取。",
                'The hidden sheet names the tier "{marked}", yet the workbook holds questions of "{tier}"; it was read as "{tier}".',
            ).format(marked=_tier(marked), tier=_tier(questionnaire.tier)),
            Text("请核对下面的结果。", "Look over the result."),
        )


def _tier(marked: str) -> Text:
    return next((words for tier, words in TIER_WORDS.items() if tier == marked), same(marked[:40]))


def _other_edition(found: Found, questionnaire: Questionnaire) -> Iterator[Problem]:
    made = found.marks.get("edition", questionnaire.edition)
    if found.marks.get("sha256", questionnaire.sha256) == questionnaire.sha256:
        return
    if found.unknown and made == questionnaire.edition:
        return  # the mark differs by the supplement that is not here
    what = (
        Text(
            "这份工作簿是 {made} 版问卷的另一次修订，措辞可能略有不同。",
            "This workbook was made from another revision of edition {made}; its wording may differ.",
        )
        if made == questionnaire.edition
        else Text(
            "这份工作簿用的是 {made} 版问卷，现在按 {now} 版读取。",
            "This workbook holds edition {made} of the questionnaire; it is read by edition {now}.",
        )
    )
    remedy = Text(
        "已填的回答都保留；两版都有的题目才计算。",
        "Your answers are kept; only questions found in both count.",
    )
    yield _note("other-edition", what.format(made=made, now=questionnaire.edition), remedy)


def _lost_sheets(found: Found, questionnaire: Questionnaire) -> Iterator[Problem]:
    """Sheets of which not one row is there; another edition may never have had them."""
    if found.marks.get("sha256", questionnaire.sha256) != questionnaire.sha256:
        return
    sheets: dict[str, set[str]] = {
        "profile": {field.code for field in questionnaire.profile()},
        **{area.code: set() for area in questionnaire.areas},
        "red-lines": set(questionnaire.red_line_of),
        "numbers": {field.code for field in questionnaire.numbers()},
    }
    for question in questionnaire.questions:
        sheets[question.area].add(question.code)
    lost = [sheet for sheet, codes in sheets.items() if codes and not codes & found.rows.keys()]
    if lost:
        from zeren.files.workbook.template import sheet_names

        names = sheet_names(questionnaire, found.lang)
        for sheet in lost:
            yield Problem(
                "sheet-lost",
                "error",
                Place(),
                Text("工作表“{name}”不见了。", 'The sheet "{name}" is gone.').format(
                    name=names[sheet]
                ),
                Text(
                    "请把它找回来；找不回来，就重新生成一份空白问卷，把已填的内容复制过去。",
                    "Bring it back; if you cannot, make a new blank workbook and copy your answers"
                    " into it.",
                ),
            )


def _unknown_rows(found: Found, questionnaire: Questionnaire) -> Iterator[Problem]:
    strange = sorted(found.rows.keys() - questionnaire.matter_of.keys())
    if strange:
        yield _note(
            "id-unknown",
            Text(
                "有些编号不在这份问卷里，没有读取：{codes}。",
                "Some ids are not in this questionnaire and were not read: {codes}.",
            ).format(codes=_few([same(code) for code in strange])),
            Text(
                "如果是您自己加的行，不用管；否则请用原来的空白问卷。",
                "If you added those rows, never mind; otherwise use the original blank workbook.",
            ),
        )


def _note(code: str, what: Text, remedy: Text) -> Problem:
    return Problem(code, "note", Place(), what, remedy)
