"""A plain list as a workbook."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import openpyxl

from zeren.files.list_book import print_list
from zeren.files.list_sheet import Column
from zeren.text import Text, same


def test_a_list_prints_across_one_page_in_each_language() -> None:
    columns = [Column(same(f"column {number}"), 40) for number in range(10)]

    made = print_list(
        Text("清单", "List"), same("lead"), columns, [[same("x")] * 10], day=date(2026, 11, 29)
    )

    for sheet in openpyxl.load_workbook(BytesIO(made)):
        assert sheet.page_setup.orientation == "landscape"
        fitted = sheet.sheet_properties.pageSetUpPr
        assert fitted is not None
        assert fitted.fitToPage
        assert sheet.page_setup.fitToHeight == 0
