"""A declaration: prepared by its owner, confirmed once by the signer, sealed with the company's key,
withdrawn for a neutral reason. Every step is a line of the audit log.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from zeren.collect import uscc
from zeren.collect.responses import Response as Value
from zeren.declare.credential import TYP, declaration_id, issuer_of
from zeren.declare.declaration import Declaration as Said
from zeren.declare.jws import parsed
from zeren.declare.package import CREDENTIAL, STATEMENT, Package
from zeren.declare.statement import statement_as_json
from zeren.problems import Place, Problem, Refused
from zeren.publish.declared import told
from zeren.text import Text
from zeren_web.records.models import (
    CompanyLook,
    Declaration,
    Person,
    Publication,
    Response,
    SignerLink,
)
from zeren_web.records.read.declarations import answers_in, said_in
from zeren_web.records.read.editions import questionnaire_of
from zeren_web.records.read.outward import as_look
from zeren_web.records.write.audit import note
from zeren_web.records.write.tokens import new_token

DAYS: Final = 14  # a signer's link holds that long
FILES: Final = {
    "declaration.zeren": "bundle",
    "declaration.zh.pdf": "pdf_zh",
    "declaration.en.pdf": "pdf_en",
}


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the owner declares: the text, the answers that are sealed with it, and what was typed."""

    said: Said
    answers: Value
    form: Mapping[str, Any]
    dated: bool
    ends: bool


def prepare(
    publication: Publication, prepared: Prepared, *, look: CompanyLook | None, by: Person
) -> Declaration:
    """Ready to be read and signed. What was prepared before and nobody signed is gone, its links too."""
    response = publication.response
    with transaction.atomic():
        _unsigned(response).delete()
        made = Declaration(
            company=response.company,
            publication=publication,
            statement=statement_as_json(prepared.said),
            answers=prepared.answers.as_json(),
            form=dict(prepared.form),
            dated=prepared.dated,
            ends=prepared.ends,
            look=look,
            signer=told(prepared.said.signatory.name).zh[:200],
            function=told(prepared.said.signatory.function).zh[:200],
            prepared=timezone.now(),
            by=by,
        )
        made.save(force_insert=True)
        note("declaration-prepared", who=by, company=made.company, year=response.cycle.year)
    return made


def _unsigned(response: Response) -> Any:  # noqa: ANN401 - a query
    mine = Declaration.objects.with_scope(company=response.company_id)
    return mine.filter(publication__response=response, signed=None)


def discard(row: Declaration, *, by: Person) -> None:
    """What nobody signed may vanish."""
    with transaction.atomic():
        mine = Declaration.objects.with_scope(company=row.company_id)
        if mine.filter(pk=row.pk, signed=None).delete()[0]:
            note("declaration-discarded", who=by, company=row.company)


def make_link(row: Declaration, *, email: str, by: Person) -> tuple[SignerLink, str]:
    """A new link for the signer, and the one moment at which its token is known; every earlier one is
    dead.
    """
    token, hashed = new_token()
    now = timezone.now()
    with transaction.atomic():
        _revoke(row)
        link = SignerLink(
            declaration=row,
            token_sha256=hashed,
            email=email,
            by=by,
            made=now,
            expires=now + timedelta(days=DAYS),
        )
        link.save(force_insert=True)
        note("signer-asked", who=by, company=row.company, signer=row.signer)
    return link, token


def revoke_links(row: Declaration, *, by: Person) -> None:
    with transaction.atomic():
        if _revoke(row):
            note("signer-link-revoked", who=by, company=row.company, signer=row.signer)


def _revoke(row: Declaration) -> int:
    links = SignerLink.objects.with_scope(company=row.company_id)
    open_ones = links.filter(declaration=row, used=None, revoked=None)
    return int(open_ones.update(revoked=timezone.now()))


@dataclass(frozen=True, slots=True)
class Files:
    """What signing made: the members, the files that are handed out, and what opens the seals."""

    package: Package
    handed_out: Mapping[str, bytes]
    disclosures: Mapping[str, Any]


def sign(link: SignerLink, *, site: str) -> bool:
    """Seal what the signer has confirmed; False where the link was used or revoked meanwhile.

    Everything is made before the link is used, so whatever fails leaves it as it was. Raises Refused.
    """
    row = link.declaration
    said, now = said_in(row), timezone.now()
    files = _sealed(row, said, site=site)
    with transaction.atomic():
        links = SignerLink.objects.with_scope(company=row.company_id)
        here = links.filter(pk=link.pk, used=None, revoked=None, expires__gt=now)
        if not here.update(used=now):
            return False
        row.statement, row.signed = statement_as_json(said), now
        row.disclosures = dict(files.disclosures)
        _keep(row, files)
        row.save()
        note(
            "declaration-signed",
            who=None,
            company=row.company,
            signer=row.signer,
            sha256=row.sha256,
        )
    return True


def _sealed(row: Declaration, said: Said, *, site: str) -> Files:
    from zeren.files.answers import Read
    from zeren.files.canonical import canonical
    from zeren.files.seal import Layout, Reader, handed_out, judged, sealed_declaration
    from zeren_web.records.read.declarations import key_row_of
    from zeren_web.records.write.association_keys import reserve_place
    from zeren_web.records.write.company_keys import open_key

    if uscc.normalise(said.issuer.uscc) != row.company.uscc:
        raise Refused(_problem("declare-other-company", *_OTHER))
    key_row = key_row_of(row.company_id)
    if key_row is None:
        raise Refused(_problem("declare-no-key", *_NO_KEY))
    key = open_key(key_row)
    asked = questionnaire_of(row.publication.response.cycle)
    name = declaration_id(canonical(statement_as_json(said)), key.did)
    package, disclosures = sealed_declaration(
        said,
        Read(asked, answers_in(row), (), sha256=""),
        key,
        did=key.did,
        random=os.urandom,
        status=reserve_place(name, row.company.uscc),
    )
    reader = Reader((), _from(said.issued))
    verdict = judged(package, reader)
    if verdict.outcome == "fails":
        raise Refused(_problem("declare-fails", verdict.sentence, _AGAIN))
    files = handed_out(package, verdict, reader, Layout(as_look(row.look), site))
    return Files(package, files, disclosures.as_json())


def _from(issued: str) -> datetime:
    """Now, or noon of a day that is still to come: by then it is in force."""
    return max(timezone.now(), datetime.fromisoformat(f"{issued}T12:00:00+08:00")).astimezone(UTC)


def _keep(row: Declaration, files: Files) -> None:
    statement, token = files.package.members[STATEMENT], files.package.members[CREDENTIAL]
    row.sha256 = sha256(token).hexdigest()
    row.identifier = declaration_id(statement, issuer_of(parsed(token, typ=TYP).claims()))
    row.valid_until = row.statement["until"]
    for name, column in FILES.items():
        place = f"{row.company_id}/{row.sha256[:16]}-{name}"
        getattr(row, column).save(place, ContentFile(files.handed_out[name]), save=False)


def bring(publication: Publication, said: Said, files: Files, *, by: Person) -> Declaration:
    """Keep a declaration that the company signed with a key of its own; the same file twice is one."""
    response = publication.response
    hashed = sha256(files.package.members[CREDENTIAL]).hexdigest()
    with transaction.atomic():
        mine = Declaration.objects.with_scope(company=response.company_id)
        there: Declaration | None = mine.filter(sha256=hashed).first()
        if there is not None:
            return there
        _unsigned(response).delete()
        made = Declaration(
            company=response.company,
            publication=publication,
            statement=statement_as_json(said),
            dated=True,
            ends=True,
            brought=True,
            signer=told(said.signatory.name).zh[:200],
            function=told(said.signatory.function).zh[:200],
            prepared=timezone.now(),
            signed=timezone.now(),
            by=by,
        )
        _keep(made, files)
        made.save(force_insert=True)
        note("declaration-brought", who=by, company=response.company, sha256=hashed)
    return made


def withdraw(row: Declaration, reason: str, *, by: Person) -> None:
    """Once; it stays on record as withdrawn."""
    with transaction.atomic():
        mine = Declaration.objects.with_scope(company=row.company_id)
        here = mine.filter(pk=row.pk, signed__isnull=False, withdrawn=None)
        if here.update(withdrawn=timezone.now(), reason=reason):
            note(
                "declaration-withdrawn",
                who=by,
                company=row.company,
                sha256=row.sha256,
                reason=reason,
            )


def note_shown(
    row: Declaration, *, buyer: str, codes: tuple[str, ...], until: str, by: Person
) -> None:
    """Which answers were shown to whom stands in the log; what they are does not."""
    note(
        "answers-shown",
        who=by,
        company=row.company,
        to=buyer,
        codes=list(codes),
        until=until,
    )


def _problem(code: str, what: Text, remedy: Text) -> Problem:
    return Problem(code, "error", Place(), what, remedy)


_NO_KEY: Final = (
    Text("还没有签署用的密钥。", "There is no key to sign with yet."),
    Text("请企业负责人先生成一把。", "An owner of the company makes one first."),
)
_OTHER: Final = (
    Text(
        "声明里的统一社会信用代码，不是这家企业在协会登记的。",
        "The unified social credit code in the declaration is not the one that the association has of this company.",
    ),
    Text(
        "没有签署。请企业核对代码，改好再发一个链接；协会登记的错了，请联系协会。",
        "Nothing was signed. The company checks the code and sends another link; if the association's is wrong, it tells the association.",
    ),
)
_AGAIN: Final = Text(
    "没有签署。请企业改好声明，再发一个链接。",
    "Nothing was signed. The company puts the declaration right and sends another link.",
)
