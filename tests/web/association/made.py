"""Member lists and companies for the tests of the association's desk."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from zeren.collect.uscc import check_digit
from zeren_web.records.models import Company

HEADINGS = ("统一社会信用代码", "企业名称", "英文名称", "城市", "联系人", "邮箱", "电话", "分组")
NASTY = ('=HYPERLINK("http://x","y")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "＝1+1")


def code(number: int) -> str:
    body = f"91440600MABBB{number:04}"
    return body + check_digit(body)


def book(*rows: tuple[object, ...]) -> bytes:
    target = BytesIO()
    made = xlsxwriter.Workbook(target, {"strings_to_formulas": False})
    paper = made.add_worksheet("名单")
    for number, row in enumerate((HEADINGS, *rows)):
        paper.write_row(number, 0, row)
    made.close()
    return target.getvalue()


def row(number: int, name: str = "", **said: str) -> tuple[object, ...]:
    names = ("english", "city", "contact", "email", "phone", "cohorts")
    return (code(number), name or f"会员{number}", *(said.get(one, "") for one in names))


def hand_in(client: Client, content: bytes, name: str = "名单.xlsx") -> Any:  # noqa: ANN401 - the test client's
    file = SimpleUploadedFile(name, content)
    return client.post("/desk/members/import/", {"list": file})


def companies(count: int) -> list[Company]:
    return [
        Company.objects.create(
            code=code(number).lower(),
            uscc=code(number),
            name_zh=f"会员{number:03}",
            city=f"城市{number % 7}",
            contact_name="联系人（演示）",
            contact_email=f"c{number}@members.test" if number % 2 else "",
            contact_phone=f"1380000{number:04}",
        )
        for number in range(1, count + 1)
    ]
