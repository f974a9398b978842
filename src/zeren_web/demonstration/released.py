"""The demonstration's last year: released, with publications, declarations, a withdrawal and certificates.

Keys and passphrase are made up and written here for all to read: nothing that they sign is worth a thing.
"""

from __future__ import annotations

import os
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import timezone

from zeren.declare.credential import declaration_id
from zeren.declare.from_options import Spoken, filled_from
from zeren.declare.from_response import declaration_from
from zeren.declare.package import CREDENTIAL, STATEMENT
from zeren.declare.statement import read_statement, statement_as_json
from zeren.files.answers import Read
from zeren.files.bundle import write_bundle
from zeren.files.canonical import canonical, sha256
from zeren.files.seal import Layout, Reader, handed_out, judged, sealed_declaration
from zeren.files.signatures import Key, new_key
from zeren.problems import Refused
from zeren.publish.public_part import public_part
from zeren_web.records.models import (
    Answer,
    Certificate,
    Company,
    Confirmation,
    Cycle,
    Declaration,
    EvidenceFile,
    EvidenceUse,
    Person,
    Publication,
    Release,
    Response,
    ShownRegister,
)
from zeren_web.records.read.keys import keys_folder, register_folder
from zeren_web.records.read.outward import publications_of, standing_publication
from zeren_web.records.read.private import desk_of
from zeren_web.records.read.releases import candidates
from zeren_web.records.write.association_keys import make_keys, open_keys, reserve_place
from zeren_web.records.write.confirming import ask_check, ask_identity, sign_waiting
from zeren_web.records.write.publications import confirm_publication
from zeren_web.records.write.release import release
from zeren_web.records.write.release_steps import begin_notice, note_checks
from zeren_web.records.write.withdrawals import take_back, withdraw_declaration

PASSPHRASE: Final = "demonstration"  # noqa: S105 - it guards nothing
_PUBLIC: Final = 12  # companies that show something
_DECLARING: Final = 6


def released_year(cycle: Cycle, companies: list[Company], *, by: Person) -> int:
    """Everything from publishing to release day, by the same steps as in earnest; how many came out."""
    make_keys(PASSPHRASE, by=by)
    opened = open_keys(PASSPHRASE)
    declared = []
    for number, company in enumerate(companies[:_PUBLIC]):
        response = Response.objects.with_scope(company=company).get(company=company, cycle=cycle)
        if number < _DECLARING:
            _attach_evidence(response)
        publication = _published(response, by=by)
        if number < _DECLARING:
            declared.append(declared_row(publication, new_key(), printed=not number))
    for one in declared[:4]:
        ask_identity(one, how=_HOW, registered=date(2015, 6, 1), until=_in_a_year(), by=by)
    codes = declared[0].publication.value["published"]
    looked_at = [code for code in codes if "." in code][:2]
    ask_check(declared[0], codes=looked_at, means=_MEANS, day=timezone.localdate(), by=by)
    sign_waiting(opened, by=by)
    results = {one.company: "clear" for one in candidates(cycle)}
    note_checks(cycle, results, source="信用中国（演示）", day=timezone.localdate(), by=by)
    begin_notice(cycle, days=0, by=by)
    release(cycle, opened, by=by)
    _as_of_last_year(cycle)
    withdraw_declaration(declared[5], "own-request", by=by)
    take_back(opened, by=by)
    return len(results)


def _attach_evidence(response: Response) -> None:
    """A record for each answer at level 3 or 4 that is public; the file itself is left to fancy."""
    company, answers = response.company, Answer.objects.with_scope(company=response.company_id)
    for one in answers.filter(response=response, code__contains=".", entry__public=True):
        if one.entry.get("said") in {"3", "4"}:
            piece = EvidenceFile.objects.with_scope(company=company).create(
                company=company,
                kind="record",
                title="检查记录（演示）",
                issuer=company.name_zh,
                period_start=response.cycle.period_start,
                period_end=response.cycle.period_end,
                sha256=sha256(one.code.encode()),
            )
            EvidenceUse.objects.with_scope(company=company).create(
                piece=piece, response=response, code=one.code
            )


def clear_released() -> None:
    """Rows and folders of an earlier demonstration."""
    for model in (Confirmation, Declaration, Certificate):
        model.objects.with_scopes_disabled().all().delete()
    Publication.objects.with_scopes_disabled().all().delete()
    Release.objects.all().delete()
    ShownRegister.objects.all().delete()
    for folder in (keys_folder(), register_folder(), Path(settings.MEDIA_ROOT)):
        shutil.rmtree(folder, ignore_errors=True)


def _in_a_year() -> date:
    return timezone.localdate() + timedelta(days=360)


def _as_of_last_year(cycle: Cycle) -> None:
    Release.objects.filter(cycle=cycle).update(notice_from=cycle.closes, notice_days=7)


def _published(response: Response, *, by: Person) -> Publication:
    """What is ticked, with the content index of the one that stands already."""
    found = standing_publication(publications_of(response))
    return published_row(response, by=by, index=tuple(found.index) if found else ())


def published_row(response: Response, *, by: Person, index: tuple[str, ...] = ()) -> Publication:
    """What the company ticked for the public, and nothing else of its answers."""
    desk = desk_of(response, "owner")
    value = public_part(desk.questionnaire, desk.read[0])
    return confirm_publication(response, value.as_json(), index=index, look=None, by=by)


def declared_row(publication: Publication, key: Key, *, printed: bool = True) -> Declaration:
    """A declaration in the company's name, signed by the core with this key. Pages are printed when
    somebody wants them, too; not all need to lie there.
    """
    response = publication.response
    desk = desk_of(response, "owner")
    value, day = desk.read[0], timezone.localdate()
    spoken = Spoken(
        claims=(("iso-26000", "used-as-guidance"),),
        signatory="演示签署人",
        function="总经理（演示）",
        place=response.company.city or "中山市",
    )
    filled = filled_from(
        spoken, value, desk.questionnaire, day=day.isoformat(), hash_of=lambda _: None, cells={}
    )
    declaration, problems = declaration_from(
        value, filled, day=day.isoformat(), questionnaire=desk.questionnaire
    )
    if declaration is None:
        raise Refused(*problems)
    name = declaration_id(canonical(statement_as_json(declaration)), key.did)
    package, disclosures = sealed_declaration(
        declaration,
        Read(desk.questionnaire, value, (), ""),
        key,
        did=key.did,
        random=os.urandom,
        status=reserve_place(name, response.company.uscc),
    )
    reader = Reader((), timezone.now())
    files = (
        handed_out(package, judged(package, reader), reader, Layout())
        if printed
        else {"declaration.zeren": write_bundle(package)}
    )
    made = Declaration(
        company=response.company,
        publication=publication,
        statement=statement_as_json(read_statement(package.members[STATEMENT])),
        identifier=name,
        answers=value.as_json(),
        disclosures=disclosures.as_json(),
        signer=spoken.signatory,
        function=spoken.function,
        prepared=timezone.now(),
        signed=timezone.now(),
        valid_until=date.fromisoformat(declaration.until),
        sha256=sha256(package.members[CREDENTIAL]),
    )
    stem = f"{response.company.code}-{response.cycle.year}"
    for field, name in _FILES.items():
        if name not in files:
            continue
        content = ContentFile(files[name], name=f"{stem}.{name.partition('.')[2]}")
        setattr(made, field, content)
    made.save()
    return made


_FILES: Final = {
    "bundle": "declaration.zeren",
    "pdf_zh": "declaration.zh.pdf",
    "pdf_en": "declaration.en.pdf",
}
_HOW: Final = "执照原件，法定代表人到场；密钥由企业保管（演示） / licence seen, legal representative present; the company keeps the key (fictitious)"
_MEANS: Final = "现场看了原件（演示） / originals seen on site (fictitious)"
