"""The pages' sections that say what the company says, and where it signs."""

from __future__ import annotations

from typing import Final

from zeren.declare.declaration import Claimed, Declaration, Site, SupportingDocument
from zeren.publish.declaration_pages.sealed import Sealed
from zeren.publish.document import Block, Cell, Paragraph, Quote, Section, Signing, Table, Words
from zeren.publish.wording import day_words, grouped, period_words
from zeren.standards.load import asked_by
from zeren.text import Said, Text, same

NONE: Final = Text("", "")
_FEW_SITES: Final = 3  # stand among the other lines; more have a table of their own
_ENDS: Final = 8  # characters of a hash that are printed at either end


def who(declaration: Declaration, sealed: Sealed) -> Section:
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
        caption=NONE,
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


def statement(declaration: Declaration) -> Section:
    words = declaration.statement
    block: Block = Paragraph(Text("企业没有写声明语。", "The company wrote no statement."))
    if _is_said(words):
        block = Quote(words) if isinstance(words, Said) else Paragraph(words, style="lead")
    return Section("statement", Text("企业声明", "The company declares"), (block,))


def standards(claims: tuple[Claimed, ...]) -> Section:
    title = Text("提到的标准", "Standards spoken of")
    if not claims:
        words = Text("这份声明没有提到任何标准。", "This declaration speaks of no standard.")
        return Section("standards", title, (Paragraph(words),))
    return Section(
        "standards",
        title,
        (
            Table(
                caption=NONE,
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


def sites(sites: tuple[Site, ...]) -> Section | None:
    if len(sites) <= _FEW_SITES:
        return None
    return Section(
        "sites",
        Text(f"覆盖的场所（{len(sites)} 处）", f"Sites covered ({len(sites)})"),
        (
            Table(
                caption=NONE,
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


def validity(declaration: Declaration) -> Section:
    lines: list[tuple[Text, Words]] = [
        (Text("有效期", "Valid"), span(declaration.issued, declaration.until)),
        (Text("对有效性的限制", "Limits of validity"), _or_not_stated(declaration.limits)),
        (
            Text("复查、变更和撤回", "Review, change and withdrawal"),
            _or_not_stated(declaration.review),
        ),
    ]
    if declaration.supersedes:
        lines.append((Text("取代的声明", "Takes the place of"), same(declaration.supersedes)))
    return Section("validity", Text("有效到何时", "How long it is valid"), (_lines(*lines),))


def span(first: str, last: str) -> Text:
    start, end = day_words(first), day_words(last)
    return Text(f"{start.zh}至{end.zh}", f"{start.en} to {end.en}")


def documents(documents: tuple[SupportingDocument, ...]) -> Section | None:
    if not documents:
        return None
    asked = any(document.question for document in documents)
    return Section(
        "documents",
        Text("支持性文件", "Supporting documents"),
        (
            Table(
                caption=NONE,
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


def signed() -> Section:
    return Section("signed", Text("签署", "Signed for the company"), ())


def signing(declaration: Declaration) -> Signing:
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
