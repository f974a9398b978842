"""What can be wrong with a member list: the fact and the remedy, at the cell."""

from __future__ import annotations

from zeren.files.workbook.values import Complaint
from zeren.problems import Place, Problem
from zeren.text import Text, cut_short, same

_SHOWN = 40


def too_large(file: str, most: int) -> Problem:
    return Problem(
        "member-list-too-large",
        "error",
        Place(file=file),
        Text(
            "这个文件超过 {most} MB，会员名单不会这么大。",
            "This file is over {most} MB; a member list is not that large.",
        ).format(most=most // 1_000_000),
        Text(
            "请删去图片和用不着的工作表，另存一份再上传。",
            "Take out pictures and sheets that are not needed, save it and upload it again.",
        ),
    )


def no_code_column(file: str) -> Problem:
    return Problem(
        "member-list-no-code-column",
        "error",
        Place(file=file),
        Text(
            "前 20 行里找不到“统一社会信用代码”这一列。",
            "There is no column “Unified Social Credit Code” within the first 20 rows.",
        ),
        Text(
            "请在表头写“统一社会信用代码”和“企业名称”，或下载模板再填。",
            "Write “Unified Social Credit Code” and “Name” as headings, or fill in the template.",
        ),
    )


def no_text(file: str) -> Problem:
    return Problem(
        "member-list-no-text",
        "error",
        Place(file=file),
        Text(
            "这个文本文件既不是 UTF-8，也不是 GB 18030，或者表格排得不对。",
            "This text file is neither UTF-8 nor GB 18030, or its table is broken.",
        ),
        Text(
            "请在表格软件里另存为 .xlsx 再上传。",
            "Save it as .xlsx in a spreadsheet program and upload that.",
        ),
    )


def too_many_rows(file: str, most: int) -> Problem:
    return Problem(
        "member-list-too-many-rows",
        "error",
        Place(file=file),
        Text("一次最多导入 {most} 行。", "At most {most} rows are imported at once.").format(
            most=f"{most:,}"
        ),
        Text("请分成几份导入。", "Split the list and import the parts."),
    )


def unknown_column(place: Place, heading: str) -> Problem:
    return Problem(
        "member-list-unknown-column",
        "note",
        place,
        Text(
            "不认识“{heading}”这一列，没有导入。",
            "The column “{heading}” is not known and not imported.",
        ).format(heading=same(cut_short(heading, _SHOWN))),
        Text(
            "用不着就不用管；要导入的话，请改用模板里的列名。",
            "Leave it if it is not needed; else give it a heading as in the template.",
        ),
    )


def no_code(place: Place) -> Problem:
    return Problem(
        "member-code-missing",
        "error",
        place,
        Text("这一行没有统一社会信用代码。", "This row has no Unified Social Credit Code."),
        Text(
            "请照营业执照填写；没有它就无法确认是哪家企业。",
            "Copy it from the business licence; without it nobody can tell which company this is.",
        ),
    )


def no_name(place: Place) -> Problem:
    return Problem(
        "member-name-missing",
        "error",
        place,
        Text("新会员没有填企业名称。", "A new member has no name."),
        Text("请照营业执照填写企业名称。", "Copy the name from the business licence."),
    )


def twice(place: Place, code: str, line: int) -> Problem:
    return Problem(
        "member-twice",
        "error",
        place,
        Text(
            "{code} 在第 {line} 行已经出现过，这一行没有用。",
            "{code} stands in row {line} already; this row is not used.",
        ).format(code=code, line=line),
        Text("请只留一行，其余删去。", "Keep one of the rows and delete the others."),
    )


def same_name(place: Place, name: str, code: str) -> Problem:
    return Problem(
        "member-same-name",
        "note",
        place,
        Text(
            "已有同名会员“{name}”，信用代码是 {code}，与这一行不同。",
            "There is a member called “{name}” with another code, {code}.",
        ).format(name=same(name), code=code),
        Text(
            "如果是同一家，请核对信用代码；不是同一家就不用管。",
            "If it is the same company, compare the codes; if not, leave it.",
        ),
    )


def has_left(place: Place, day: str) -> Problem:
    return Problem(
        "member-has-left",
        "note",
        place,
        Text(
            "这家企业已于 {day} 退会，导入不会恢复。",
            "This company left on {day}; an import does not bring it back.",
        ).format(day=day),
        Text("要恢复，请到它的页面上操作。", "To bring it back, use its own page."),
    )


def broken(place: Place, error: str) -> Problem:
    return Problem(
        "member-formula-broken",
        "error",
        place,
        Text("这里的公式显示 {error}。", "The formula here shows {error}.").format(error=error),
        Text("请直接填写内容。", "Write the content itself."),
    )


def too_long(name: Text, most: int) -> Complaint:
    return Complaint(
        "member-too-long",
        Text("“{name}”超过 {most} 个字。", "“{name}” has more than {most} characters.").format(
            name=name, most=most
        ),
        Text("请写短一些。", "Make it shorter."),
    )


def no_email(words: str) -> Complaint:
    return Complaint(
        "member-email",
        Text("“{words}”不是一个邮箱地址。", "“{words}” is not an e-mail address.").format(
            words=same(cut_short(words, _SHOWN))
        ),
        Text(
            "请写成 name@example.com，只写一个；没有就空着。",
            "Write it as name@example.com, one only; leave it empty if there is none.",
        ),
    )


def no_phone(words: str) -> Complaint:
    return Complaint(
        "member-phone",
        Text("“{words}”不像电话号码。", "“{words}” does not look like a phone number.").format(
            words=same(cut_short(words, _SHOWN))
        ),
        Text(
            "请写号码，例如 13800000000 或 0760-88000000；没有就空着。",
            "Write the number, such as 13800000000 or 0760-88000000; leave it empty if there is none.",
        ),
    )
