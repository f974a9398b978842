"""Why a file is not read as a declaration, in words, and what to do about it."""

from __future__ import annotations

from typing import Final

from zeren.problems import Place, Problem, Refused
from zeren.text import Text

_ORIGINAL: Final = Text(
    "请向发文件的人要一份原来的文件，不要经过别的软件另存或改动。",
    "Ask its sender for the file as it was made, not saved again or changed by other software.",
)
_AGAIN: Final = Text(
    "请重新复制或下载一次，等它完成；还是不行，就请发文件的人再发一次。",
    "Copy or download it again and let it finish; if that does not help, have it sent once more.",
)
_WRITTEN_BY_DECLARE: Final = Text(
    "声明是 zeren declare 写出的 .pdf 或 .zeren 文件，请给出那一个。",
    "A declaration is the .pdf or .zeren file that `zeren declare` wrote: give that one.",
)

UNREADABLE: Final = Text(
    "不要相信这份文件：里面读不出声明。",
    "Do not rely on this file: no declaration can be read from it.",
)
REFUSALS: Final[dict[str, tuple[Text, Text]]] = {
    "envelope-kind": (
        Text(
            "这不是 PDF，不是 .zeren 文件，也不是单独的凭证。",
            "This is neither a PDF nor a .zeren file nor a single credential.",
        ),
        Text(
            "请给出 declaration.zh.pdf、declaration.en.pdf 或 declaration.zeren 这样的文件。",
            "Give a file such as declaration.zh.pdf, declaration.en.pdf or declaration.zeren.",
        ),
    ),
    "envelope-workbook": (
        Text("这是工作簿，不是声明。", "This is a workbook, not a declaration."),
        _WRITTEN_BY_DECLARE,
    ),
    "envelope-document": (
        Text("这是 Word 文档，不是声明。", "This is a Word document, not a declaration."),
        _WRITTEN_BY_DECLARE,
    ),
    "envelope-slides": (
        Text("这是演示文稿，不是声明。", "These are slides, not a declaration."),
        _WRITTEN_BY_DECLARE,
    ),
    "envelope-other-zip": (
        Text(
            "这是压缩文件，里面是“{part}”之类；它本身不是声明。",
            "This is a packed file that holds “{part}” or the like; it is no declaration itself.",
        ),
        Text(
            "请先解压；里面有声明的 .pdf 或 .zeren，就给出那一个。",
            "Unpack it first; if a declaration's .pdf or .zeren file comes out, give that.",
        ),
    ),
    "envelope-too-large": (
        Text(
            "文件有 {size} MB，上限是 {limit} MB。",
            "The file is {size} MB; the limit is {limit} MB.",
        ),
        Text(
            "声明用不了这么大的文件。扫描件请单独发，并请对方发原来的声明文件。",
            "No declaration needs that much. Send scans apart, and ask for the declaration as it was made.",
        ),
    ),
    "envelope-no-declaration": (
        Text(
            "文件里没有附签过名的声明（declaration.jwt）。",
            "The file carries no signed declaration (declaration.jwt).",
        ),
        Text(
            "扫描、打印成 PDF 或截图都会丢掉它。请向发文件的人要原来的 PDF 或 .zeren 文件。",
            "Scanning, printing to PDF and screenshots lose it. Ask its sender for the original PDF or .zeren file.",
        ),
    ),
    "envelope-cut-off": (
        Text(
            "文件不完整，末尾缺失，或者后面多出了内容。",
            "The file is incomplete, or something was added at its end.",
        ),
        _AGAIN,
    ),
    "envelope-damaged": (
        Text("文件内部有损坏，读不下去。", "The file is damaged inside and cannot be read."),
        _AGAIN,
    ),
    "envelope-password": (
        Text(
            "文件加了密，读不到里面的声明。",
            "The file is encrypted; the declaration in it cannot be read.",
        ),
        Text(
            "请向发文件的人要一份没有加密的。",
            "Ask its sender for one without encryption.",
        ),
    ),
    "envelope-other-member": (
        Text(
            "里面有一个不属于声明的文件“{part}”。",
            "It holds a file that is no part of a declaration, “{part}”.",
        ),
        Text(
            "声明的文件都直接放在 .zeren 里，不在文件夹里，也没有别的文件。请向发文件的人要原来的那一份。",
            "In a .zeren file all members lie at the top, in no folder, with nothing beside them. Ask its sender for the original.",
        ),
    ),
    "envelope-odd-name": (
        Text(
            "附件“{part}”有两个不同的名字，看不出该信哪一个。",
            "An attachment, “{part}”, has two different names; there is no telling which is meant.",
        ),
        _ORIGINAL,
    ),
    "envelope-twice": (
        Text(
            "“{part}”有两份，内容不同，看不出该信哪一份。",
            "“{part}” is there twice with different content; there is no telling which is meant.",
        ),
        _ORIGINAL,
    ),
    "envelope-same-name": (
        Text(
            "里面有两个文件同名，看不出该信哪一个。",
            "Two files in it have the same name; there is no telling which is meant.",
        ),
        _ORIGINAL,
    ),
    "envelope-odd-zip": (
        Text(
            "里面有一个文件的名称不正常，或者写法太特别。",
            "A file in it has an unsafe name, or is written in an odd way.",
        ),
        _ORIGINAL,
    ),
    "envelope-link": (
        Text("里面有指向别处的链接，不是内容。", "It holds a link to somewhere else, not content."),
        _ORIGINAL,
    ),
    "envelope-nested": (
        Text(
            "“{part}”里又套着一个压缩文件或 PDF。",
            "“{part}” is itself a packed file or a PDF.",
        ),
        _ORIGINAL,
    ),
    "envelope-packing": (
        Text(
            "里面的内容用了本软件不认的压缩方式。",
            "Its content is packed in a way that is not read here.",
        ),
        _ORIGINAL,
    ),
    "envelope-unpacks-too-large": (
        Text(
            "里面的内容展开后超过 {limit} MB，没有再读下去。",
            "Unpacked, its content is over {limit} MB; it was not read further.",
        ),
        _ORIGINAL,
    ),
    "envelope-false-size": (
        Text(
            "里面有一处的大小或校验值与文件自己写的不一致。",
            "Something in it does not have the size or checksum that the file states.",
        ),
        _AGAIN,
    ),
    "envelope-hidden": (
        Text(
            "文件各部分之间夹着不该有的内容。",
            "Between the parts of the file lies something that does not belong there.",
        ),
        _ORIGINAL,
    ),
    "envelope-too-complicated": (
        Text(
            "这个文件的内部结构太复杂，没有再读下去。",
            "This file is too complicated inside; it was not read further.",
        ),
        _ORIGINAL,
    ),
}


def refuse(code: str, *, file: str, **values: object) -> Refused:
    """The refusal of a file, ready to be raised."""
    what, remedy = REFUSALS[code]
    return Refused(Problem(code, "error", Place(file=file), what.format(**values), remedy))


def shown(name: str | bytes) -> str:
    """A name that nobody has checked, safe to print."""
    text = name.decode("latin-1") if isinstance(name, bytes) else name
    return ascii(text)[1:-1][:60]
