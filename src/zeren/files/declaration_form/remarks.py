"""What is said of the form's workbook and of the files beside it."""

from __future__ import annotations

from zeren.files.workbook.values import Complaint
from zeren.problems import Place, Problem
from zeren.text import Text


def not_a_form(file: str) -> Problem:
    return Problem(
        "not-a-declaration-form",
        "error",
        Place(file=file),
        Text("这不是填声明的表。", "This is not the form of a declaration."),
        Text(
            "请用 zeren declare 答卷 --form declaration.xlsx 生成一份，填好再来。",
            "Make one with `zeren declare ANSWERS --form declaration.xlsx` and fill it in.",
        ),
    )


def copied(sheet: str) -> Problem:
    return Problem(
        "sheet-copied",
        "error",
        Place(sheet=sheet),
        Text(
            "这张表或其中的行有不止一份。", "This sheet, or rows of it, are there more than once."
        ),
        Text("请只留一份。现在读的是第一份。", "Keep only one. The first was read."),
    )


def not_whole(shown: str) -> Complaint:
    return Complaint(
        "headcount-impossible",
        Text("人数不可能是 {count}。", "{count} cannot be a headcount.").format(count=shown),
        Text("请写整数，没有就写 0。", "Write a whole number, 0 if there are none."),
    )


def is_a_link() -> Complaint:
    return Complaint(
        "document-link",
        Text(
            "这是一个网址，程序不上网，算不出它的 SHA-256。",
            "This is an address on the web; nothing is fetched, so its SHA-256 cannot be worked out.",
        ),
        Text(
            "请把文件下载到这张表旁边，写文件名；或者写上 SHA-256。",
            "Save the file beside this form and name it, or give its SHA-256.",
        ),
    )


def outside() -> Complaint:
    return Complaint(
        "document-outside",
        Text("文件要在这张表所在的文件夹里。", "The file has to be in the folder of this form."),
        Text("请把它复制过来，只写文件名。", "Copy it there and write its name only."),
    )


def not_there(name: str) -> Complaint:
    return Complaint(
        "document-missing",
        Text("这张表旁边没有文件“{name}”。", 'There is no file "{name}" beside this form.').format(
            name=name[:80]
        ),
        Text(
            "请核对文件名和扩展名，或者把文件放过来；不列入声明的，删掉这一行。",
            "Check the name with its ending, or put the file there; if it is not to be listed, delete the row.",
        ),
    )


def not_the_same() -> Complaint:
    return Complaint(
        "hash-differs",
        Text(
            "文件的 SHA-256 和这里写的不一样。", "The file's SHA-256 is not the one written here."
        ),
        Text(
            "请核对是不是同一个文件；确认文件无误，就清空 SHA-256 那一格。",
            "See whether it is the same file; if the file is right, empty the cell of the SHA-256.",
        ),
    )
