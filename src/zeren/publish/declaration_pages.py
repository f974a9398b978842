"""A self-declaration on paper: who declares what, room to sign and seal, how to verify it, what it proves not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from zeren.declare.declaration import Claimed, Declaration, Site, SupportingDocument
from zeren.declare.package import ANSWERS, CREDENTIAL, DIDS, MEMBER, PROOF, STATEMENT
from zeren.problems import Place, Problem, Refused
from zeren.publish.document import (
    Block,
    Callout,
    Cell,
    Document,
    Look,
    Paragraph,
    Quote,
    Scan,
    Section,
    Signing,
    Table,
    Words,
)
from zeren.publish.wording import day_words, grouped, period_words
from zeren.standards.load import asked_by
from zeren.text import Said, Text, same

MARK: Final = Text("企业自我声明 · 不是证书", "Self-declared · not a certificate")
_NONE: Final = Text("", "")
_FEW_SITES: Final = 3  # stand among the other lines; more have a table of their own
_ENDS: Final = 8  # characters of a hash that are printed at either end
_HTTPS: Final = re.compile(r"https://[A-Za-z0-9.-]+(?::\d{1,5})?(?:/[!$-;=?-Z_a-z~]*)?")
_LONGEST_SITE: Final = 200
_MEMBERS: Final[Mapping[str, Text]] = {
    CREDENTIAL: Text("签过名的声明", "The signed declaration"),
    STATEMENT: Text("声明的内容，这几页由它印出", "What is declared; these pages print it"),
    ANSWERS: Text("封存的回答和得分", "Answers and scores, sealed"),
    DIDS: Text("公开密钥", "Public keys"),
    PROOF: Text("公示登记的证明", "Proof of the entry in the register"),
    "identity": Text("协会凭证：密钥属于谁", "An association on whose key this is"),
    "check": Text("协会凭证：核查过什么", "An association on what it looked at"),
    "status": Text("协会的撤销清单", "An association's list of revocations"),
    "signature": Text(
        "另一种电子签名，不由本程序核对", "A signature of another kind, not checked here"
    ),
}


@dataclass(frozen=True, slots=True)
class Beside:
    """What somebody else states in a credential of its own: who, by which means, since and until when."""

    kind: Literal["identity", "check"]
    by: Text
    means: Words
    date: str
    until: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a register holds the declaration: the register's name, the entry's index, its day."""

    origin: str
    index: int
    date: str


@dataclass(frozen=True)
class Sealed:
    """What signing added: the id, the SHA-256 of the credential, the DID of the key, all members."""

    id: str
    sha256: str
    key: str
    members: Mapping[str, bytes]
    beside: tuple[Beside, ...] = ()
    entry: Entry | None = None
    file: str = "declaration.pdf"  # as the reader will type it
    look: Look = field(default_factory=Look)


def declaration_pages(declaration: Declaration, sealed: Sealed, *, site: str = "") -> Document:
    """Lay out the declaration. `site` is where the QR code leads; raises `Refused` if it is no address."""
    sections = (
        _who(declaration, sealed),
        _statement(declaration),
        _standards(declaration.claims),
        _sites(declaration.scope.sites),
        _validity(declaration),
        _documents(declaration.documents),
        _signed(),
        _beside(sealed),
        _verifying(sealed, verify_address(sealed.sha256, site=site)),
        _limits(sealed),
    )
    return Document(
        code="declaration",
        title=Text("自我声明", "Self-declaration"),
        subtitle=Text(
            "企业关于社会责任的自我声明，内容由企业自己负责",
            "The company's own declaration on social responsibility, for which it alone answers",
        ),
        company=declaration.issuer.name,
        period=period_words(declaration.scope.period),
        date=declaration.issued,
        mark=MARK,
        said_in=Text("原文为英文", "original in Chinese"),
        sections=tuple(section for section in sections if section is not None),
        look=sealed.look,
        data=tuple(
            (name, content, _described(name)) for name, content in sorted(sealed.members.items())
        ),
        source=STATEMENT,
        reference=sealed.id,
        signing=_signing(declaration),
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


def _described(name: str) -> Text:
    """What a member is, in a few words; of a member only."""
    if not MEMBER.fullmatch(name):
        raise ValueError(f"no member of a declaration: {name!r}")
    return _MEMBERS.get(name) or _MEMBERS[name.partition("-")[0]]


def _who(declaration: Declaration, sealed: Sealed) -> Section:
    issuer, scope = declaration.issuer, declaration.scope
    few = scope.sites if len(scope.sites) <= _FEW_SITES else ()
    numbers = [f" {at}" for at in range(1, len(few) + 1)] if len(few) > 1 else [""]
    return Section(
        "who",
        Text("谁对什么作出声明", "Who declares, and of what"),
        (
            Paragraph(_first_party(issuer.name)),
            _lines(
                (Text("声明编号", "Declaration"), same(sealed.id)),
                (Text("声明人", "Issuer"), issuer.name),
                (
                    Text("统一社会信用代码", "Unified Social Credit Code"),
                    same(issuer.uscc) if issuer.uscc else _not_stated(),
                ),
                (Text("地址", "Address"), _or_not_stated(issuer.address)),
                *([(Text("联系方式", "Contact"), same(issuer.contact))] if issuer.contact else []),
                (Text("声明的对象", "Object"), _or_not_stated(scope.object)),
                *(
                    (Text(f"场所{number}", f"Site{number}"), _one_site(site))
                    for number, site in zip(numbers, few, strict=False)
                ),
                (Text("人数", "People"), _people(scope.employees, scope.dispatched)),
                (Text("期间", "Period"), period_words(scope.period)),
                (Text("依据的问卷", "Questionnaire"), _asked(declaration)),
            ),
        ),
    )


def _first_party(company: Text) -> Text:
    return Text(
        "本声明由{company}自己作出，是第一方声明，内容项目参照 GB/T 27050.1—2006（ISO/IEC 17050-1:2004）第 6 章列出。它不是认证证书，也不是别人的审核结论。",
        "This declaration is made by {company} itself: a first-party declaration, with the items of ISO/IEC 17050-1:2004 (GB/T 27050.1-2006), clause 6. It is not a certificate, nor anybody else's finding.",
    ).format(company=company)


def _lines(*lines: tuple[Text, Words]) -> Table:
    return Table(
        caption=_NONE,
        header=(Text("项目", "Item"), Text("内容", "Content")),
        rows=tuple((Cell(label), Cell(words)) for label, words in lines),
        shares=(1, 3),
    )


def _not_stated() -> Text:
    return Text("未写明", "not stated")


def _or_not_stated(words: Words | None) -> Words:
    return words if words is not None and _is_said(words) else _not_stated()


def _is_said(words: Words) -> bool:
    return any(
        side.strip()
        for side in ((words.text,) if isinstance(words, Said) else (words.zh, words.en))
    )


def _one_site(site: Site) -> Words:
    told = [words.text for words in (site.name, site.address) if words.text.strip()]
    words = Said.of(told[0] if told else "")
    return _or_not_stated(Said.of(("，" if words.lang == "zh" else ", ").join(told)))


def _people(employees: int, dispatched: int) -> Text:
    count, others = grouped(str(employees)), grouped(str(dispatched))
    if not dispatched:
        return Text(
            f"员工 {count} 人，没有派遣工", f"Employees: {count}; dispatched (agency) workers: none"
        )
    return Text(
        f"员工 {count} 人，另有派遣工 {others} 人",
        f"Employees: {count}; dispatched (agency) workers, counted apart: {others}",
    )


def _asked(declaration: Declaration) -> Text:
    asked = declaration.asked
    known = asked_by(asked.as_json())  # one of an association's own is told by its id
    parts = same("+".join((asked.id, *asked.supplements)))
    return Text(
        "{title}，版本 {edition}，校验值 {ends}", "{title}, edition {edition}, SHA-256 {ends}"
    ).format(title=known.title if known else parts, edition=asked.edition, ends=_ends(asked.sha256))


def _ends(sha256: str) -> str:
    """The first and last characters of a hash, enough to tell two files apart by eye."""
    return f"{sha256[:_ENDS]}…{sha256[-_ENDS:]}" if len(sha256) > 2 * _ENDS else sha256


def _statement(declaration: Declaration) -> Section:
    words = declaration.statement
    block: Block = Paragraph(Text("企业没有写声明语。", "The company wrote no statement."))
    if _is_said(words):
        block = Quote(words) if isinstance(words, Said) else Paragraph(words, style="lead")
    return Section("statement", Text("企业声明", "The company declares"), (block,))


def _standards(claims: tuple[Claimed, ...]) -> Section:
    title = Text("提到的标准", "Standards spoken of")
    if not claims:
        words = Text("这份声明没有提到任何标准。", "This declaration speaks of no standard.")
        return Section("standards", title, (Paragraph(words),))
    return Section(
        "standards",
        title,
        (
            Table(
                caption=_NONE,
                header=(
                    Text("标准", "Standard"),
                    Text("版本", "Edition"),
                    Text("声明的话", "What is declared"),
                ),
                rows=tuple(
                    (Cell(claim.title), Cell(claim.edition), Cell(claim.words)) for claim in claims
                ),
                shares=(4, 4, 7),
            ),
        ),
    )


def _sites(sites: tuple[Site, ...]) -> Section | None:
    if len(sites) <= _FEW_SITES:
        return None
    return Section(
        "sites",
        Text(f"覆盖的场所（{len(sites)} 处）", f"Sites covered ({len(sites)})"),
        (
            Table(
                caption=_NONE,
                header=(Text("序号", "No."), Text("场所", "Site"), Text("地址", "Address")),
                rows=tuple(
                    (
                        Cell(same(number)),
                        Cell(_or_not_stated(site.name)),
                        Cell(_or_not_stated(site.address)),
                    )
                    for number, site in enumerate(sites, 1)
                ),
                shares=(1, 6, 8),
            ),
        ),
    )


def _validity(declaration: Declaration) -> Section:
    lines: list[tuple[Text, Words]] = [
        (Text("有效期", "Valid"), _span(declaration.issued, declaration.until)),
        (Text("对有效性的限制", "Limits of validity"), _or_not_stated(declaration.limits)),
        (
            Text("复查、变更和撤回", "Review, change and withdrawal"),
            _or_not_stated(declaration.review),
        ),
    ]
    if declaration.supersedes:
        lines.append((Text("取代的声明", "Takes the place of"), same(declaration.supersedes)))
    return Section("validity", Text("有效到何时", "How long it is valid"), (_lines(*lines),))


def _span(first: str, last: str) -> Text:
    start, end = day_words(first), day_words(last)
    return Text(f"{start.zh}至{end.zh}", f"{start.en} to {end.en}")


def _documents(documents: tuple[SupportingDocument, ...]) -> Section | None:
    if not documents:
        return None
    asked = any(document.question for document in documents)
    return Section(
        "documents",
        Text("支持性文件", "Supporting documents"),
        (
            Table(
                caption=_NONE,
                header=(
                    Text("文件", "Document"),
                    *([Text("问题", "Question")] if asked else []),
                    Text("SHA-256 的首尾", "SHA-256, both ends"),
                ),
                rows=tuple(
                    (
                        Cell(_or_not_stated(document.title)),
                        *([Cell(same(document.question))] if asked else []),
                        Cell(same(_ends(document.sha256))),
                    )
                    for document in documents
                ),
                shares=(8, 2, 4) if asked else (8, 4),
            ),
            Paragraph(
                Text(
                    "文件留在企业，没有附上；完整的 SHA-256 在所附的 statement.json 里，用来核对拿到的是不是这一份。",
                    "The documents stay with the company; the full SHA-256 of each, to know it by, is in the attached statement.json.",
                ),
                style="note",
            ),
        ),
    )


def _signed() -> Section:
    return Section("signed", Text("签署", "Signed for the company"), ())


def _signing(declaration: Declaration) -> Signing:
    who = declaration.signatory
    return Signing(
        after="signed",
        lines=(
            (Text("签发地点", "Place"), _or_not_stated(declaration.place)),
            (Text("签发日期", "Date"), day_words(declaration.issued)),
            (Text("有效期至", "Valid until"), day_words(declaration.until)),
            (Text("签署人", "Signatory"), _or_not_stated(who.name)),
            (Text("职务", "Function"), _or_not_stated(who.function)),
        ),
        signature=Text(
            "法定代表人或授权人签字", "Signature of the legal representative or authorised person"
        ),
        seal=Text("公章", "Company seal"),
    )


def _beside(sealed: Sealed) -> Section | None:
    rows = [
        (
            Cell(
                Text("密钥属于这家企业", "The key belongs to this company")
                if one.kind == "identity"
                else Text("工作人员核查过列出的回答", "Staff looked at some of its answers")
            ),
            Cell(one.by),
            Cell(one.means),
            Cell(_span(one.date, one.until) if one.until else day_words(one.date)),
        )
        for one in sealed.beside
    ]
    if sealed.entry is not None:
        rows.append(
            (
                Cell(Text("已列入公示登记", "It stands in a register")),
                Cell(same(sealed.entry.origin)),
                Cell(Text(f"序号 {sealed.entry.index}", f"Entry {sealed.entry.index}")),
                Cell(day_words(sealed.entry.date)),
            )
        )
    if not rows:
        return None
    return Section(
        "beside",
        Text("别人另行说明的", "What others state beside it"),
        (
            Table(
                caption=_NONE,
                header=(
                    Text("说明什么", "What"),
                    Text("谁说明", "By whom"),
                    Text("用什么办法", "By which means"),
                    Text("日期", "Date"),
                ),
                rows=tuple(rows),
                shares=(4, 4, 5, 4),
            ),
            Paragraph(
                Text(
                    "这些各有自己的凭证，附在文件里，不是企业声明的一部分。",
                    "Each has a credential of its own, attached to this file; none is part of the company's declaration.",
                ),
                style="note",
            ),
        ),
    )


def _verifying(sealed: Sealed, address: str) -> Section:
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


def _limits(sealed: Sealed) -> Section:
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
                        "That the content is true. The signature shows only that nothing has been changed since, and that the signer held the key.",
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
