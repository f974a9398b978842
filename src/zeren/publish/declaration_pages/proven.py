"""The pages' sections on what others state, how to verify the file, and what none of it proves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from zeren.problems import Place, Problem, Refused
from zeren.publish.declaration_pages.said import NONE, span
from zeren.publish.declaration_pages.sealed import Beside, Entry, Sealed, State
from zeren.publish.document import Callout, Cell, Paragraph, Scan, Section, Table
from zeren.publish.wording import day_words
from zeren.text import Text, same

_HTTPS: Final = re.compile(r"https://[A-Za-z0-9.-]+(?::\d{1,5})?(?:/[!$-;=?-Z_a-z~]*)?")
_LONGEST_SITE: Final = 200
_WHAT: Final[Mapping[str, Text]] = {
    "identity": Text("密钥属于这家企业", "The key belongs to this company"),
    "check": Text("工作人员核查过列出的回答", "Staff looked at some of its answers"),
}
_REVOKED: Final[Mapping[State, Text]] = {
    "good": Text("没有，按{day}的清单", "No, by the list of {day}"),
    "stale": Text("到{day}没有，后来没有核对", "Not by {day}; not checked since"),
    "no-list": Text("没有核对：没有附清单", "Not checked: no list attached"),
    "no-entry": Text("没有核对：它没有写明清单", "Not checked: it names no list"),
}


def beside(sealed: Sealed) -> Section | None:
    rows = [*map(_stated, sealed.beside), *([_entered(sealed.entry)] if sealed.entry else [])]
    if not rows:
        return None
    header = (
        Text("说明什么", "What"),
        Text("谁说明", "By whom"),
        Text("用什么办法", "By which means"),
        Text("日期", "Date"),
        Text("后来撤销了没有", "Revoked since?"),
    )
    return Section(
        "beside",
        Text("别人另行说明的", "What others state beside it"),
        (
            Table(caption=NONE, header=header, rows=tuple(rows), shares=(8, 7, 12, 9, 9)),
            Paragraph(
                Text(
                    "这些各有自己的凭证，附在文件里，不是企业声明的一部分。",
                    "Each has a credential of its own, attached to this file; none is part of the company's declaration.",
                ),
                style="note",
            ),
        ),
    )


def _stated(one: Beside) -> tuple[Cell, ...]:
    """Where nobody could tell whether it was revoked, that stands beside it and stands out."""
    revoked = _REVOKED[one.state].format(day=day_words(one.asof) if one.asof else same(""))
    return (
        Cell(_WHAT[one.kind]),
        Cell(one.by),
        Cell(one.means),
        Cell(span(one.date, one.until) if one.until else day_words(one.date)),
        Cell(revoked, "plain" if one.state == "good" else "watch"),
    )


def _entered(entry: Entry) -> tuple[Cell, ...]:
    return (
        Cell(Text("已列入公示登记", "It stands in a register")),
        Cell(same(entry.origin)),
        Cell(Text(f"序号 {entry.index}", f"Entry {entry.index}")),
        Cell(day_words(entry.date)),
        Cell(Text("要看登记", "The register tells")),
    )


def verifying(sealed: Sealed, address: str) -> Section:
    return Section(
        "verify",
        Text("怎样核对这份文件", "How to verify this file"),
        (
            Callout(
                "plain",
                Text("两种办法，都不用联网", "Two ways, neither needs a network"),
                (
                    Text(
                        "一、打开自己电脑或手机里的网页 verify.html，把这个 PDF 放进去。",
                        "1. Open verify.html, a page kept on your own device, and drop this PDF on it.",
                    ),
                    Text(
                        f"二、运行 zeren verify {sealed.file} --trust association.pub；后面的文件是您信任的协会的公钥。",
                        f"2. Run zeren verify {sealed.file} --trust association.pub; the last names the public key of an association you trust.",
                    ),
                    Text(
                        "两种办法读的都是附在 PDF 里、签过名的内容，不是纸上的字。纸上与它们显示的不一样，就不要相信纸上的。",
                        "Both read the signed content inside the PDF, not the printed words. Where paper and screen differ, do not trust the paper.",
                    ),
                    Text(f"签名的密钥：{sealed.key}", f"Key that signed: {sealed.key}"),
                    Text(
                        f"二维码里只有一个地址和 declaration.jwt 的 SHA-256，扫码本身不证明什么：{address}",
                        f"The QR code holds only an address and the SHA-256 of declaration.jwt; scanning it proves nothing: {address}",
                    ),
                ),
                Scan(
                    address,
                    Text(
                        "二维码，内容就是旁边写出的地址和 SHA-256",
                        "QR code of the address and SHA-256 written beside it",
                    ),
                ),
            ),
        ),
    )


def limits(sealed: Sealed) -> Section:
    identified = any(one.kind == "identity" for one in sealed.beside)
    return Section(
        "not-proven",
        Text("不能证明什么", "What this does not prove"),
        (
            Callout(
                "watch",
                Text("核对通过，也说明不了：", "Even a sound signature does not show:"),
                (
                    Text(
                        "内容是否属实。签名只说明签名后没有人改过，签名的人当时持有密钥。",
                        "That the content is true. The signature shows only that nothing was changed since and the signer held the key.",
                    ),
                    _whose_key(identified=identified),
                    Text(
                        "签发以后有没有撤回或撤销。这要看日期更近的撤销清单，或者公示登记。",
                        "That it has not been withdrawn or revoked since. That takes a newer list of revocations, or the register.",
                    ),
                    Text(
                        "纸上的文字、签字和公章是真是假。软件只核对文件里的内容。",
                        "That printed words, a signature by hand or a seal are genuine. Software checks only what is inside the file.",
                    ),
                    Text(
                        "有没有人认证、审核或评定过这家企业，标准的发布机构是否认可它。",
                        "That anybody certified, audited or rated the company, or that the publisher of a standard endorses it.",
                    ),
                ),
            ),
        ),
    )


def _whose_key(*, identified: bool) -> Text:
    if identified:
        return Text(
            "密钥属于谁，除非您信任写明这一点的那家协会。",
            "Whose key it is, unless you trust the association that says so.",
        )
    return Text(
        "密钥属于谁。这要有协会的凭证，文件里没有附。",
        "Whose key it is. That takes an association's credential, and none is attached.",
    )


def verify_address(sha256: str, *, site: str = "") -> str:
    """What the QR code holds: the SHA-256 of the credential, behind the address of a site if there is one."""
    if not site:
        return f"zeren:verify?sha256={sha256}"
    if len(site) > _LONGEST_SITE or not _HTTPS.fullmatch(site):
        raise Refused(_no_address(site))
    return f"{site}{'&' if '?' in site else '?'}sha256={sha256}"


def _no_address(site: str) -> Problem:
    return Problem(
        "site-no-address",
        "error",
        Place(field=site[:60]),
        Text(
            "二维码里放不了这个网址。",
            "This address cannot stand in the QR code.",
        ),
        Text(
            "请写以 https:// 开头、不超过 200 个字符的网址，只用英文字母、数字和常用符号，不带“#”。",
            "Give an address that begins with https://, of at most 200 characters, in plain letters, digits and signs and without “#”.",
        ),
    )
