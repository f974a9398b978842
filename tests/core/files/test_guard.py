from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from tests.core.files.hostile import BOMBS, CHEATS, MAIN, parts, sheet, write

from zeren.files.xlsx.cells import read_cells
from zeren.files.xlsx.guard import check_workbook
from zeren.problems import Place, Refused
from zeren.text import Text

# What a check costs, told by the process that makes it; it could not even ask for a gigabyte.
_CHECK = """
import json, resource, sys, time
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
from zeren.files.xlsx.guard import check_workbook
problems = check_workbook(Path(sys.argv[1]))
# VmHWM counts this program alone; getrusage would tell the size of the test runner it was forked from.
[peak] = [line for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line]
print(json.dumps({
    "codes": [problem.code for problem in problems],
    "seconds": time.process_time(),
    "megabytes": int(peak.split()[1]) / 1024,
}))
"""


def checked_apart(path: Path) -> dict[str, Any]:
    command = [sys.executable, "-c", _CHECK, str(path)]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
    told: dict[str, Any] = json.loads(output)
    return told


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_quickly_and_in_little_memory(name: str, tmp_path: Path) -> None:
    make, code = BOMBS[name]
    path = make(tmp_path / "answers.xlsx")

    told = checked_apart(path)

    assert told["codes"] == [code]
    assert told["seconds"] < 1
    assert told["megabytes"] < 200


@pytest.mark.parametrize("name", CHEATS)
def test_a_cheat_is_refused_in_both_languages(name: str, tmp_path: Path) -> None:
    make, code = CHEATS[name]
    path = make(tmp_path / "answers.xlsx")

    (problem,) = check_workbook(path)

    assert (problem.code, problem.level, problem.place.file) == (code, "error", "answers.xlsx")
    for text in (problem.what, problem.remedy):
        assert text.zh.endswith("。")
        assert text.en.endswith(".")
        assert "{" not in text.zh + text.en


def test_a_file_that_is_not_there_is_a_problem_not_a_crash(tmp_path: Path) -> None:
    (problem,) = check_workbook(tmp_path / "nothing.xlsx")

    assert problem.code == "file-missing"


@pytest.mark.parametrize("name", ["~$answers.xlsx", ".~lock.answers.xlsx#"])
def test_the_temporary_file_of_an_open_workbook_is_told_apart(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\x05Anna")

    (problem,) = check_workbook(path)

    assert (problem.code, problem.place.file) == ("file-lock", name)


def test_a_cell_far_out_is_named_with_its_sheet(tmp_path: Path) -> None:
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="9000"><c r="XFD9000"><v>1</v></c></row>'
    path = write(tmp_path / "far.xlsx", parts(far))

    (problem,) = check_workbook(path)

    assert problem.place == Place(file="far.xlsx", sheet="Data", cell="XFD9000")
    assert problem.what == Text(
        "填了内容的单元格相隔太远，最远的是 XFD9000：整个范围超过 2,000,000 个单元格。",
        "The filled cells lie too far apart, the farthest at XFD9000: the area between them is over 2,000,000 cells.",
    )


def test_all_rows_are_read_whatever_the_dimension_says(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{row}"><c r="B{row}"><v>{row}</v></c></row>' for row in range(1, 101))
    lies = ("A1", "B1:B3", "A1:XFD1048576", "ZZZZ99999999")

    for lie in lies:
        content = sheet(rows, before=f'<dimension ref="{lie}"/>')
        path = write(tmp_path / "lie.xlsx", parts() | {"xl/worksheets/sheet1.xml": content})
        read = read_cells(path).sheet("Data")

        assert [cell for *_, cell in read.filled()] == [float(row) for row in range(1, 101)]
        assert (read.top, read.left, read.last_row) == (1, 2, 100)


def test_colour_without_content_may_reach_to_the_last_cell(tmp_path: Path) -> None:
    painted = (
        '<row r="1"><c r="A1"><v>7</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    )
    path = write(tmp_path / "painted.xlsx", parts(painted))

    assert [*read_cells(path).sheet("Data").filled()] == [(1, 1, 7.0)]


def test_a_single_cell_may_stand_anywhere(tmp_path: Path) -> None:
    path = write(
        tmp_path / "one.xlsx", parts('<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>')
    )

    read = read_cells(path).sheet("Data")

    assert [*read.filled()] == [(1_048_576, 16_384, 7.0)]
    assert (read.at(1, 1), read.at(1_048_576, 16_384)) == (None, 7.0)


def test_cells_without_addresses_follow_each_other(tmp_path: Path) -> None:
    rows = '<row r="3"><c><v>1</v></c><c r="D3"><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>'
    path = write(tmp_path / "bare.xlsx", parts(rows))

    assert [*read_cells(path).sheet("Data").filled()] == [
        (3, 1, 1.0),
        (3, 4, 2.0),
        (3, 5, 3.0),
        (4, 1, 4.0),
    ]


def test_a_tag_on_the_border_of_two_chunks_is_not_missed(tmp_path: Path) -> None:
    """The far cell is moved byte by byte over the end of the first megabyte."""
    start = len(sheet().partition("</sheetData>")[0])
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'

    for offset in range(0, 60, 3):
        text = '<row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row>'
        filler = (1 << 20) - start - len(text) + 2 - offset
        rows = text.format("x" * filler) + far
        path = write(tmp_path / "border.xlsx", parts(rows))

        assert [problem.code for problem in check_workbook(path)] == ["workbook-too-far"]


def test_many_wide_sheets_are_not_all_kept(tmp_path: Path) -> None:
    """Each is under the limit, together they are not."""
    wide = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1999"><c r="ZZ1999"><v>1</v></c></row>'
    names = [f"S{number}" for number in range(4)]
    listed = "".join(f'<sheet name="{name}" sheetId="1" r:id="rId1"/>' for name in names)
    book = read_cells(write(tmp_path / "wide.xlsx", parts(wide, sheets=listed)))

    for name in names[:3]:
        assert book.sheet(name).at(1999, 702) == 1
    with pytest.raises(Refused) as refused:
        book.sheet(names[3])

    assert [problem.code for problem in refused.value.problems] == ["workbook-too-many-cells"]


def test_a_broken_formula_is_none_and_its_error_is_kept(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B1" t="b"><v>1</v></c>'
        '<c r="C1" t="str"><f>"a"</f><v>a</v></c></row>'
    )
    read = read_cells(write(tmp_path / "broken.xlsx", parts(rows))).sheet("Data")

    assert [*read.filled()] == [(1, 2, True), (1, 3, "a")]
    assert read.broken == {"A1": "#DIV/0!"}


def test_defined_names_are_read_with_their_quotes_and_entities(tmp_path: Path) -> None:
    content = parts(sheets='<sheet name="R&amp;D &apos;26" sheetId="1" r:id="rId1"/>')
    content["xl/workbook.xml"] = str(content["xl/workbook.xml"]).replace(
        "</workbook>",
        "<definedNames>"
        "<definedName name=\"One\">'R&amp;D ''26'!$D$14</definedName>"
        "<definedName name=\"Many\">'R&amp;D ''26'!$D$14:$F$20</definedName>"
        "<definedName name=\"Column\">'R&amp;D ''26'!$C:$C</definedName>"
        '<definedName name="Gone">#REF!</definedName>'
        "<definedName name=\"Also\">'R&amp;D ''26'!#REF!</definedName>"
        '<definedName name="Elsewhere">Other!$A$1</definedName>'
        '<definedName name="Constant">3.5</definedName>'
        "<definedName name=\"Local\" localSheetId=\"0\">'R&amp;D ''26'!$A$1</definedName>"
        "<definedName name=\"One\" localSheetId=\"0\">'R&amp;D ''26'!$A$1</definedName>"
        "</definedNames></workbook>",
    )
    book = read_cells(write(tmp_path / "names.xlsx", content))

    found = {name: area.ref for name in book.names if (area := book.area(name))}
    assert book.sheets == ("R&D '26",)
    assert found == {
        "One": "D14",
        "Many": "D14:F20",
        "Column": "C1:C1048576",
        "Local": "A1",
    }


def test_a_workbook_with_pictures_and_macros_passes(tmp_path: Path) -> None:
    content = parts('<row r="1"><c r="A1"><v>1</v></c></row>')
    content["xl/media/image1.png"] = b"\x89PNG\r\n\x1a\n<c <row" + bytes(range(256)) * 100
    content["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0" + bytes(1000)
    path = write(tmp_path / "pictures.xlsm", content)

    assert check_workbook(path) == ()


def test_folders_listed_in_the_zip_pass_as_wps_writes_them(tmp_path: Path) -> None:
    content = {"xl/": "", "xl/worksheets/": ""} | parts('<row r="1"><c r="A1"><v>1</v></c></row>')

    assert check_workbook(write(tmp_path / "wps.xlsx", content)) == ()


def test_a_stored_zip_passes_too(tmp_path: Path) -> None:
    path = tmp_path / "stored.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as file:
        for name, content in parts('<row r="1"><c r="A1"><v>5</v></c></row>').items():
            file.writestr(name, str(content))

    assert read_cells(path).sheet("Data").at(1, 1) == 5.0
    assert MAIN in path.read_text("latin-1")
