"""A workbook that came back, beside what stands."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace

import openpyxl
import pytest

from zeren.collect.responses import Evidence
from zeren.files.entered import Entered, response_from
from zeren.files.filled import Filled, read_filled
from zeren.files.workbook.made_from import MadeFrom
from zeren.files.workbook.template import filled_workbook
from zeren.standards.load import load_questionnaire
from zeren.text import Said
from zeren_web.records.models import Person, Response
from zeren_web.records.read.comparing import Comparison, Stands, compare, comparison_of
from zeren_web.records.write.answers import Saved, save_answer

SME = load_questionnaire("sme", tier="quick")
STOOD = {
    "E1.1": Stands(Entered("2", words="每月十日发工资"), 3),
    "electricity": Stands(Entered("1,200"), 1),
    "name-zh": Stands(Entered("测试企业"), 1),
    "R1": Stands(Entered("kept"), 1),
}


def book(stood: Mapping[str, Stands], made_from: MadeFrom | None = None) -> Filled:
    """A workbook filled with this, as it comes back untouched."""
    response, _ = response_from(SME, {code: one.entered for code, one in stood.items()})
    made_from = made_from or MadeFrom("lamps/2026", {c: one.version for c, one in stood.items()})
    data = filled_workbook(SME, response, lang="both", made_from=made_from)
    return read_filled(data, file="answers.xlsx")


def saying(filled: Filled, **said: Entered | None) -> Filled:
    """The same, with these cells filled in otherwise, or emptied."""
    entered = {**filled.entered, **{_code(name): one for name, one in said.items()}}
    return replace(filled, entered={code: one for code, one in entered.items() if one})


def _code(name: str) -> str:
    return name.replace("_", ".") if name[0].isupper() else name.replace("_", "-")


def kinds(comparison: Comparison) -> dict[str, str]:
    return {line.code: line.kind for line in comparison.lines}


def test_an_untouched_workbook_has_nothing_to_decide() -> None:
    found = compare(book(STOOD), questionnaire=SME, standing=STOOD, before=STOOD)

    assert (found.lines, found.evidence, found.unchanged) == ((), (), 4)


def test_it_remembers_which_versions_it_was_filled_with() -> None:
    assert book(STOOD).made_from == MadeFrom(
        "lamps/2026", {"E1.1": 3, "electricity": 1, "name-zh": 1, "R1": 1}
    )


def test_what_only_the_file_says_is_new_or_changed_or_emptied() -> None:
    filled = saying(book(STOOD), E1_1=Entered("3"), E1_2=Entered("1"), R1=None)

    found = compare(filled, questionnaire=SME, standing=STOOD, before=STOOD)

    assert kinds(found) == {"E1.1": "changed", "E1.2": "new", "R1": "emptied"}
    line = found.lines[0]
    assert (line.stands, line.version, line.found) == (STOOD["E1.1"].entered, 3, Entered("3"))
    assert line.place.sheet
    assert line.place.cell


def test_what_was_changed_there_and_here_is_a_conflict_and_here_alone_is_left() -> None:
    now = {
        **STOOD,
        "E1.1": Stands(Entered("4"), 4),
        "R1": Stands(Entered("broken"), 2),
        "E1.2": Stands(Entered("0"), 1),
    }
    filled = saying(book(STOOD), E1_1=Entered("3"), E1_2=Entered("1"))

    found = compare(filled, questionnaire=SME, standing=now, before=STOOD)

    assert kinds(found) == {"E1.1": "conflicting", "E1.2": "conflicting"}
    assert found.elsewhere == 1


def test_the_same_change_on_both_sides_is_no_conflict() -> None:
    now = {**STOOD, "E1.1": Stands(Entered("3"), 4)}

    found = compare(
        saying(book(STOOD), E1_1=Entered("3")), questionnaire=SME, standing=now, before=STOOD
    )

    assert found.lines == ()


def test_a_workbook_of_unknown_making_overrides_nobody_and_empties_nothing() -> None:
    standing = {**STOOD, "E1.3": Stands(Entered("2", awaiting=True), 1)}
    filled = saying(book({}), E1_1=Entered("3"), E1_2=Entered("1"), E1_3=Entered("4"))

    found = compare(filled, questionnaire=SME, standing=standing, before=None)

    assert kinds(found) == {"E1.1": "conflicting", "E1.2": "new", "E1.3": "changed"}


def test_a_number_typed_otherwise_is_the_same_number() -> None:
    filled = saying(book(STOOD), electricity=Entered("1200"))

    assert compare(filled, questionnaire=SME, standing=STOOD, before=STOOD).lines == ()


def test_what_nobody_understood_online_is_not_taken_for_an_emptied_cell() -> None:
    standing = {
        "electricity": Stands(Entered("about twelve"), 2),
        "E1.1": Stands(Entered("", words="还没有"), 1),
    }

    found = compare(book(standing), questionnaire=SME, standing=standing, before=standing)

    assert found.lines == ()


def test_a_tick_is_a_change_and_an_untouched_tick_stays_as_it_stands() -> None:
    standing = {
        **STOOD,
        "E1.1": replace(STOOD["E1.1"], entered=Entered("2", public=True, awaiting=True)),
    }
    ticked = saying(book(STOOD), E1_1=replace(STOOD["E1.1"].entered, public=True))
    answered = saying(book(standing), E1_1=Entered("3"))

    [tick] = compare(ticked, questionnaire=SME, standing=STOOD, before=STOOD).lines
    [answer] = compare(answered, questionnaire=SME, standing=standing, before=standing).lines

    assert (tick.kind, tick.found.public) == ("changed", True)
    assert answer.found == Entered("3", public=True)


def test_a_piece_of_evidence_comes_in_once() -> None:
    piece = Evidence("E1.1", "record", Said.of("工资表封面"))
    response, _ = response_from(SME, {}, evidence=(piece, piece))
    data = filled_workbook(SME, response, lang="zh", made_from=MadeFrom("lamps/2026"))
    filled = read_filled(data, file="answers.xlsx")

    first = compare(filled, questionnaire=SME, standing={}, before={})
    again = compare(filled, questionnaire=SME, standing={}, before={}, evidence=first.evidence)

    assert [one.title.text for one in first.evidence] == ["工资表封面"]
    assert again.evidence == ()


def test_cells_that_are_not_understood_keep_their_words() -> None:
    data = filled_workbook(
        SME, response_from(SME, {})[0], lang="zh", made_from=MadeFrom("lamps/2026")
    )
    filled = read_filled(data, file="answers.xlsx")
    place = filled.places["electricity"]
    opened = openpyxl.load_workbook(io.BytesIO(data))
    opened[place.sheet][place.cell] = "大约一千二"
    saved = io.BytesIO()
    opened.save(saved)

    found = compare(
        read_filled(saved.getvalue(), file="answers.xlsx"),
        questionnaire=SME,
        standing=STOOD,
        before=STOOD,
    )

    [line] = found.of("refused")
    assert (line.code, line.place, dict(line.written)) == (
        "electricity",
        place,
        {"entry": "大约一千二"},
    )
    assert line.why


@pytest.mark.django_db
def test_of_a_response_what_stood_is_looked_up_by_the_versions(
    response: Response, owner: Person, editor: Person
) -> None:
    assert save_answer(response, "E1.1", Entered("1"), base=0, by=owner) == Saved(1)
    assert save_answer(response, "E1.2", Entered("1"), base=0, by=owner) == Saved(1)
    filled = book(
        {"E1.1": Stands(Entered("1"), 1), "E1.2": Stands(Entered("1"), 1)},
    )
    save_answer(response, "E1.1", Entered("2"), base=1, by=editor)
    save_answer(response, "E1.2", Entered("2"), base=1, by=editor)

    found = comparison_of(response, saying(filled, E1_1=Entered("4")))

    assert kinds(found) == {"E1.1": "conflicting"}
    assert found.lines[0].version == 2
    assert found.elsewhere == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "made_from", [MadeFrom("cables/2026", {"E1.1": 1}), MadeFrom("lamps/2026", {"E1.1": 9})]
)
def test_the_marks_of_another_response_or_of_no_version_say_nothing(
    made_from: MadeFrom, response: Response, owner: Person
) -> None:
    save_answer(response, "E1.1", Entered("1"), base=0, by=owner)
    filled = book({"E1.1": Stands(Entered("3"), 1)}, made_from)

    assert kinds(comparison_of(response, filled)) == {"E1.1": "conflicting"}
