"""Why a file from outside is not read, in words, and what its sender can do about it."""

from __future__ import annotations

from typing import Final

from zeren.problems import Place, Problem, Refused
from zeren.text import Text

_SAVE_AGAIN: Final = Text(
    "请用 Excel、WPS 表格或 LibreOffice 打开原文件，另存为“.xlsx”，再交一次。",
    "Open the original in Excel, WPS or LibreOffice, save it as .xlsx and hand it in again.",
)
_START_AFRESH: Final = Text(
    "请把要填的内容复制到一份新的模板里，再交一次。",
    "Copy what you filled in into a fresh template and hand that in.",
)
_ASK_SENDER: Final = Text(
    "请不要再用这个文件；请发文件的人用表格软件打开、正常保存一次，再发一份。",
    "Do not use this file; ask the sender for one saved normally in a spreadsheet program.",
)

_REFUSALS: Final[dict[str, tuple[Text, Text]]] = {
    "file-missing": (
        Text("找不到这个文件，或者它不是一个文件。", "There is no such file, or it is not a file."),
        Text("请检查文件名和所在文件夹。", "Check its name and folder."),
    ),
    "file-lock": (
        Text(
            "这不是工作簿本身，是表格软件打开工作簿时生成的临时文件。",
            "This is not the workbook itself but the temporary file of one that is open in a"
            " spreadsheet program.",
        ),
        Text(
            "请先在表格软件里关闭工作簿，再选文件名不带“~”开头的那一个。",
            "Close the workbook in that program, then take the file itself, whose name does not"
            " begin with such a sign.",
        ),
    ),
    "file-unreadable": (Text("{why}", "{why}"), Text("{remedy}", "{remedy}")),
    "file-odd-name": (
        Text("文件名里有不能用的字符。", "The file's name holds a character that none may have."),
        Text("请改名。", "Rename it."),
    ),
    "file-empty": (
        Text("这个文件是空的，一个字节也没有。", "The file is empty: it holds not one byte."),
        Text("请重新复制或下载一次。", "Copy or download it again."),
    ),
    "file-no-workbook": (
        Text("这不是 Excel 工作簿（.xlsx）。", "This is not an Excel workbook (.xlsx)."),
        _SAVE_AGAIN,
    ),
    "file-other-kind": (
        Text("这是{kind}，不是 .xlsx 工作簿。", "This is {kind}, not an .xlsx workbook."),
        _SAVE_AGAIN,
    ),
    "file-password": (
        Text(
            "这个工作簿设有打开密码，无法读取。",
            "The workbook is locked with a password and cannot be read.",
        ),
        Text(
            "请用表格软件打开，取消“打开密码”，保存后再交一次。",
            "Open it in a spreadsheet program, remove the password, save it and hand it in again.",
        ),
    ),
    "file-cut-off": (
        Text("文件不完整，后面的部分缺失了。", "The file is incomplete: its end is missing."),
        Text(
            "请重新复制或下载一次；传输时等它完成。",
            "Copy or download it again, and let it finish.",
        ),
    ),
    "file-damaged": (
        Text(
            "文件内部有损坏，读不出“{part}”。",
            "The file is damaged inside: “{part}” cannot be read.",
        ),
        _SAVE_AGAIN,
    ),
    "file-too-large": (
        Text(
            "文件有 {size} MB，上限是 {limit} MB。",
            "The file is {size} MB; the limit is {limit} MB.",
        ),
        Text("请去掉图片和用不到的工作表。", "Take out pictures and sheets that are not needed."),
    ),
    "file-unpacks-too-large": (
        Text(
            "文件展开后超过 {limit} MB（展开到“{part}”时停下）。填好的问卷不会这么大。",
            "Unpacked, the file is over {limit} MB (stopped at “{part}”). No filled questionnaire is that large.",
        ),
        _START_AFRESH,
    ),
    "file-too-many-parts": (
        Text(
            "文件里有 {count} 个部件，上限是 {limit} 个。",
            "The file has {count} parts; the limit is {limit}.",
        ),
        _START_AFRESH,
    ),
    "file-false-size": (
        Text(
            "“{part}”的实际大小或校验值与文件里写的不一致。",
            "“{part}” does not have the size or checksum that the file states.",
        ),
        _SAVE_AGAIN,
    ),
    "file-odd-part": (
        Text(
            "文件里有名称不正常的部件“{part}”。",
            "The file has a part with an unsafe name, “{part}”.",
        ),
        _ASK_SENDER,
    ),
    "file-twice": (
        Text("部件“{part}”在文件里出现了两次。", "The part “{part}” is in the file twice."),
        _SAVE_AGAIN,
    ),
    "file-link": (
        Text(
            "文件里的“{part}”是指向别处的链接，不是内容。",
            "“{part}” in the file is a link to somewhere else, not content.",
        ),
        _ASK_SENDER,
    ),
    "file-nested": (
        Text(
            "文件里又套着一个压缩文件“{part}”。",
            "The file has another packed file inside: “{part}”.",
        ),
        Text(
            "请删去嵌入的对象或附件，保存后再交一次。",
            "Delete embedded objects and attachments, save it and hand it in again.",
        ),
    ),
    "file-unknown-packing": (
        Text(
            "“{part}”的压缩方式不是表格软件用的。",
            "“{part}” is packed in a way no spreadsheet program uses.",
        ),
        _SAVE_AGAIN,
    ),
    "file-document-type": (
        Text(
            "“{part}”里带有文档类型声明（DTD），正常的工作簿没有，可能有害。",
            "“{part}” holds a document type declaration (DTD). Sound workbooks have none; it may do harm.",
        ),
        _ASK_SENDER,
    ),
    "file-not-utf8": (
        Text("“{part}”不是用 UTF-8 写的。", "“{part}” is not written in UTF-8."),
        _SAVE_AGAIN,
    ),
    "workbook-too-many-sheets": (
        Text("工作表超过 {limit} 张。", "There are more than {limit} sheets."),
        Text("请只留下需要的工作表。", "Keep only the sheets that are needed."),
    ),
    "workbook-too-many-names": (
        Text("定义的名称超过 {limit} 个。", "There are more than {limit} defined names."),
        _START_AFRESH,
    ),
    "workbook-too-many-merges": (
        Text(
            "合并单元格太多，或者一次合并的范围太大。",
            "There are too many merged cells, or one merged area is far too large.",
        ),
        Text(
            "请取消大范围的合并单元格，保存后再交一次。",
            "Unmerge the large areas, save the workbook and hand it in again.",
        ),
    ),
    "workbook-too-far": (
        Text(
            "填了内容的单元格相隔太远，最远的是 {cell}：整个范围超过 {limit} 个单元格。",
            "The filled cells lie too far apart, the farthest at {cell}: the area between them is over {limit} cells.",
        ),
        Text(
            "请删除模板以外的行和列（选中整行整列再删除，不要只清空），保存后再交一次。",
            "Delete the rows and columns outside the template (delete them whole, not only their contents), save it and hand it in again.",
        ),
    ),
    "workbook-too-many-cells": (
        Text("单元格超过 {limit} 个。", "There are more than {limit} cells."),
        _START_AFRESH,
    ),
    "sheet-unlike-any": (
        Text(
            "这张工作表的写法和常见的表格软件都不一样，没法只改其中几格。",
            "This sheet is not written as spreadsheet programs write it; single cells of it cannot be filled.",
        ),
        Text(
            "请用 Excel、WPS 表格或 LibreOffice 打开，另存为“.xlsx”，再试一次。",
            "Open it in Excel, WPS or LibreOffice, save it as .xlsx and try again.",
        ),
    ),
    "buyer-too-long": (
        Text("问题超过 {limit} 个。", "There are more than {limit} questions."),
        Text(
            "请分成几份，或在对照文件里跳过不用填的工作表。",
            "Split the workbook, or skip sheets that need no answer in the mapping file.",
        ),
    ),
    "file-macros": (
        Text(
            "这个工作簿里有宏（程序）。我们填写时不会运行它，填出来的结果可能不是对方要的。",
            "The workbook holds macros. They would not run while it is filled, so the result may not be what its maker expects.",
        ),
        Text(
            "请另存为不带宏的“.xlsx”再试；对方一定要带宏的，就请在 Excel 里手工填写，可以照着清单抄。",
            "Save it as .xlsx without macros and try again. If the macros must stay, fill it in by hand in Excel, copying from the list.",
        ),
    ),
    "file-signed": (
        Text(
            "这个工作簿有数字签名，改动任何一格都会使签名失效。",
            "The workbook carries a digital signature that would break with the first cell filled.",
        ),
        Text(
            "请向对方要一份没有签名的，或在 Excel 里删去签名后再试。",
            "Ask its sender for one without a signature, or remove the signature in Excel and try again.",
        ),
    ),
    "workbook-odd-cell": (
        Text("单元格地址“{cell}”不存在。", "There is no cell “{cell}” in any spreadsheet."),
        _SAVE_AGAIN,
    ),
    "workbook-too-many-texts": (
        Text("不同的文字超过 {limit} 段。", "There are more than {limit} different texts."),
        _START_AFRESH,
    ),
    "workbook-too-much-text": (
        Text("全部文字加起来超过 {limit} MB。", "All the texts together are over {limit} MB."),
        _START_AFRESH,
    ),
}


def refuse(code: str, *, file: str, sheet: str = "", cell: str = "", **values: object) -> Refused:
    """The refusal of a file, ready to be raised."""
    what, remedy = _REFUSALS[code]
    return Refused(
        Problem(
            code=code,
            level="error",
            place=Place(file=file, sheet=sheet, cell=cell),
            what=what.format(cell=cell, **values),
            remedy=remedy.format(**values),
        )
    )
