"""Release day: everything becomes public at one moment, once, and never by half.

What the public is shown is decided by the database alone: `Cycle.released`, a certificate a company,
`Declaration.entry`, and in `ShownRegister` the folder of the register's pages. They change in one
transaction, and its commit is the moment. Before it, in this order:

1. One at a time: a lock beside the register, which a killed process lets go. Fifty presses wait in a
   line, and all but the first find the cycle released.
2. What an interrupted press left is finished first (`_settled`): the register's own journal, then a
   release that stands in the register and not in the database.
3. The register takes the declarations and the release in one batch, durably: its own order makes that
   the batch before or the batch after (`zeren.files.register_folder.writing`). Nobody is shown it yet.
4. The register's pages are written into a new folder, which nobody is shown yet.
5. The transaction.

Killed before 3 is through, nothing happened. Killed after it, the public still sees the old state; the
next press, or the next thing that shows the register, comes to 2, finds the release by its name and
goes on with 4. The register is written first because it alone cannot be taken back.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from os import link
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from zeren.declare.package import PROFILE
from zeren.declare.register.entries import Proposed
from zeren.declare.register.release import obstacles
from zeren.files.register_folder.disk import only_writer
from zeren.files.register_folder.folder import Register
from zeren.files.register_folder.proving import proofs_for_all
from zeren.files.register_folder.reading import Audit, audit
from zeren.files.register_folder.releases import releases_in
from zeren.files.register_folder.staff import publish
from zeren.files.register_folder.writing import enter
from zeren.files.register_site.site import write_site
from zeren.problems import Place, Problem, Refused
from zeren.text import Text
from zeren_web.records.models import (
    Certificate,
    Company,
    Confirmation,
    Cycle,
    Declaration,
    Person,
    Release,
    ShownRegister,
)
from zeren_web.records.read.figures import figures_of
from zeren_web.records.read.keys import register_folder
from zeren_web.records.read.register import SITE
from zeren_web.records.read.releases import (
    coming_out,
    for_register,
    preparation_of,
    proposed_of,
    release_of,
    renewals,
    waiting_declarations,
)
from zeren_web.records.write.association_keys import Opened
from zeren_web.records.write.audit import note

_KEPT: Final = 2  # folders of pages: the one that is shown, and the one before it
_COLOUR: Final = "#0b5c4a"


@dataclass(frozen=True, slots=True)
class Released:
    """What a press came to. `is_new` tells whether it was this one."""

    release: Release
    is_new: bool


def release(cycle: Cycle, opened: Opened | None, *, by: Person | None) -> Released:
    """Release a cycle. Raises Refused with everything that still stands in its way.

    `opened` are the association's keys; without declarations none are needed.
    """
    with _alone():
        _settled(opened, by=by)
        cycle.refresh_from_db()
        if cycle.released is not None:
            return Released(release_of(cycle), is_new=False)
        now = preparation_of(cycle)
        if found := obstacles(now, on=timezone.localdate().isoformat()):
            raise Refused(*found)
        declared = for_register(now)
        if declared.ready():
            _register(opened, cycle, by=by)
        else:
            _switch(cycle, coming_out(now), None, by=by)
        cycle.refresh_from_db()
    return Released(release_of(cycle), is_new=True)


def _register(opened: Opened | None, cycle: Cycle, *, by: Person | None) -> None:
    """The register first; that it is there is what `_settled` goes by."""
    if opened is None:
        raise Refused(_NO_KEYS)
    register = opened.register
    register.name_them({one.uscc: one.text for one in _companies(cycle)})
    register.prepare(for_register(preparation_of(cycle)))
    publish(
        register,
        opened.signer,
        name=str(cycle.year),
        now=datetime.now(UTC),
        on=timezone.localdate().isoformat(),
    )
    _settled(opened, by=by)


def _companies(cycle: Cycle) -> Iterator[Company]:
    yield from (one.company for one in waiting_declarations(cycle))


def show_register(opened: Opened, *, by: Person | None) -> None:
    """Finish what was interrupted, enter what was withdrawn, and show the register as it now stands."""
    with _alone():
        _settled(opened, by=by)
        _enter_withdrawals(opened)
        _lay_and_show(opened.register, by=by)


def admit(cycle: Cycle, company: Company, opened: Opened | None, *, by: Person | None) -> None:
    """Let a company out that came after the release; its records must have been looked up, too. A
    second press changes nothing.
    """
    with _alone():
        _settled(opened, by=by)
        if Certificate.objects.with_scope(company=company).filter(cycle=cycle).exists():
            return
        checks = preparation_of(cycle).latest_checks(company.uscc)
        if not checks or any(one.result == "found" for one in checks):
            raise Refused(_UNCHECKED)
        declared = [one for one in waiting_declarations(cycle) if one.company_id == company.pk]
        if declared and opened is None:
            raise Refused(_NO_KEYS)
        if declared and opened is not None:
            opened.register.name_them({company.uscc: company.text})
            proposed = [proposed_of(declared[-1])]
            enter(opened.register, opened.signer, proposed, now=datetime.now(UTC))
        with transaction.atomic():
            _certify(cycle, frozenset({company.uscc}))
            note("company-admitted", who=by, company=company, year=cycle.year)
        if declared and opened is not None:
            _lay_and_show(opened.register, by=by)


def renew(declaration: Declaration, opened: Opened | None, *, by: Person | None) -> None:
    """Take the new declaration of a company that is public into the register, in the place of the one
    that stood there. Its certificate stays as it is. A second press changes nothing.

    Raises Refused: no keys; it does not wait any more; its records were not looked up since it was
    signed, or one was found.
    """
    if opened is None:
        raise Refused(_NO_KEYS)
    cycle = declaration.publication.response.cycle
    with _alone():
        _settled(opened, by=by)
        if declaration.sha256 not in _sound(opened.register).standing.made:
            _renew(cycle, declaration, opened)
        declaration.refresh_from_db(fields=["entry"])
        if declaration.entry is None:
            _lay_and_show(opened.register, by=by)


def _renew(cycle: Cycle, declaration: Declaration, opened: Opened) -> None:
    waiting = renewals(cycle)
    found = next((one for one in waiting if one.declaration.pk == declaration.pk), None)
    if found is None:
        raise Refused(_WAITS_NO_MORE)
    checks = preparation_of(cycle, waiting).latest_checks(found.org)
    if any(one.result == "found" for one in checks):
        raise Refused(_RECORD_FOUND)
    if not any(one.date >= found.since for one in checks):
        raise Refused(_UNCHECKED_SINCE)
    opened.register.name_them({found.org: found.company.text})
    enter(opened.register, opened.signer, found.proposed, now=datetime.now(UTC))


# --- how it is done ----------------------------------------------------------------------------------


@contextmanager
def _alone() -> Iterator[None]:
    folder = register_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with only_writer(folder):
        yield


def _settled(opened: Opened | None, *, by: Person | None) -> None:
    """Finish what a killed press left: in the register, then in the database."""
    if opened is None:
        return
    enter(opened.register, opened.signer, (), now=datetime.now(UTC))  # its journal
    log = _sound(opened.register)
    for told in releases_in(opened.register.releases, log.standing):
        name = str(told["name"])
        is_year = name.isdecimal() and len(name) == 4  # noqa: PLR2004 - as ours are named
        cycle = Cycle.objects.filter(year=name, released=None).first() if is_year else None
        if cycle is not None:
            orgs = {one["org"] for one in told["entries"]} | coming_out(preparation_of(cycle))
            _switch(cycle, frozenset(orgs), opened.register, by=by)


def _sound(register: Register) -> Audit:
    log = audit(register.log, register.verifier)
    if not log.is_sound:
        raise Refused(*log.problems)
    return log


def _switch(
    cycle: Cycle, orgs: frozenset[str], register: Register | None, *, by: Person | None
) -> None:
    """The pages, then the one transaction."""
    log = _sound(register) if register else None
    folder = _lay(register, log) if register and log else ""
    proofs = dict(proofs_for_all(register)) if register else {}
    figures = figures_of(cycle)
    now = timezone.now()
    with transaction.atomic():
        if not Cycle.objects.filter(pk=cycle.pk, released=None).update(released=now):
            return
        told = {"at": now, "figures": figures}
        if register and log:
            _take_entries(log, proofs)
            _show(folder, log, now)
            told |= {"size": log.size, "root": log.root.hex()}
        Release.objects.update_or_create(cycle=cycle, defaults=told)
        count = _certify(cycle, orgs)
        note("released", who=by, year=cycle.year, companies=count, root=str(told.get("root", "")))
    _clear_folders(folder)


def _lay_and_show(register: Register, *, by: Person | None) -> None:
    log = _sound(register)
    folder = _lay(register, log)
    proofs = dict(proofs_for_all(register))
    with transaction.atomic():
        for one in _take_entries(log, proofs):
            _note_entry(one, log, by=by)
        _show(folder, log, timezone.now())
        note("register-shown", who=by, size=log.size, root=log.root.hex())
    _clear_folders(folder)


def _note_entry(declaration: Declaration, log: Audit, *, by: Person | None) -> None:
    number = declaration.entry or 0
    before = log.standing.entries[number].replaces
    replaced = {} if before is None else {"replaced": str(before)}
    company = declaration.company
    note("declaration-registered", who=by, company=company, entry=str(number), **replaced)


def _lay(register: Register, log: Audit) -> str:
    """Write the register's pages into a folder of their own, beginning from those that are shown."""
    sites = register_folder() / SITE
    folder = sites / f"{log.size}-{log.root.hex()[:12]}"
    before = ShownRegister.objects.first()
    if not folder.exists():
        building = sites / f".{folder.name}"
        shutil.rmtree(building, ignore_errors=True)
        if before and (sites / before.folder).is_dir():
            shutil.copytree(sites / before.folder, building, copy_function=link)
        _write(register, building)
        building.rename(folder)
    else:
        _write(register, folder)
    return folder.name


def _write(register: Register, folder: Path) -> None:
    url = f"{settings.URL.rstrip('/')}/register"
    write_site(register, folder, url=url, colour=_COLOUR, home="/")


def _clear_folders(shown: str) -> None:
    """Only the pages that are shown and those before them stay; somebody may be reading them."""
    if not shown:
        return
    sites = register_folder() / SITE
    by_age = sorted(sites.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in [one for one in by_age if one.name != shown][_KEPT - 1 :]:
        shutil.rmtree(path, ignore_errors=True)


def _show(folder: str, log: Audit, now: datetime) -> None:
    ShownRegister.objects.update_or_create(
        only_one=True,
        defaults={"folder": folder, "size": log.size, "root": log.root.hex(), "at": now},
    )


def _take_entries(log: Audit, proofs: Mapping[str, bytes]) -> list[Declaration]:
    """Give each declaration its number, its proof, and what became of it, as the register says; those
    that had no number before.
    """
    standing = log.standing
    rows = Declaration.objects.with_scopes_disabled()
    changed: list[Declaration] = []
    unnumbered = rows.filter(entry=None, signed__isnull=False).exclude(sha256="")
    for one in unnumbered.select_related("company").defer("statement", "answers", "disclosures"):
        if (number := standing.made.get(one.sha256)) is not None:
            one.entry = number
            changed.append(one)
    rows.bulk_update(changed, ["entry"], batch_size=500)
    for one in rows.filter(entry__isnull=False, replaced=None).only("entry", "replaced"):
        ender = standing.ender(one.entry or 0)
        if ender is not None and ender.kind == "supersede":
            rows.filter(pk=one.pk).update(replaced=datetime.fromisoformat(ender.time))
    _keep_proofs(changed, proofs)
    return changed


def _keep_proofs(new: list[Declaration], proofs: Mapping[str, bytes]) -> None:
    """They travel with the files from now on."""
    made = (
        Confirmation(
            company_id=one.company_id,
            declaration=one,
            kind="proof",
            content=proofs[name].decode(),
            signed=timezone.now(),
        )
        for one in new
        if (name := f"{one.company.uscc}-{one.entry}.proof.json") in proofs
    )
    Confirmation.objects.with_scopes_disabled().bulk_create(made, ignore_conflicts=True)


def _certify(cycle: Cycle, orgs: frozenset[str]) -> int:
    """A number for each company that comes out, in the order of their codes."""
    certificates = Certificate.objects.with_scopes_disabled()
    last: str | None = certificates.filter(cycle=cycle).aggregate(last=Max("number"))["last"]
    first = int(last.rpartition("-")[2]) + 1 if last else 1
    new = Company.objects.filter(uscc__in=orgs).exclude(
        pk__in=certificates.filter(cycle=cycle).values("company")
    )
    today: date = timezone.localdate()
    made = certificates.bulk_create(
        [
            Certificate(
                number=f"{cycle.year}-{number:04}", company=company, cycle=cycle, issued=today
            )
            for number, company in enumerate(new.order_by("code"), start=first)
        ]
    )
    return len(made)


def _enter_withdrawals(opened: Opened) -> None:
    """Enter in the register what companies and staff withdrew, which the profiles show already."""
    log = _sound(opened.register)
    gone = {
        one.sha256: one
        for one in Declaration.objects.with_scopes_disabled()
        .filter(entry__isnull=False, withdrawn__isnull=False)
        .select_related("company")
    }
    made = log.standing.made
    new = [
        Proposed("withdraw", sha, row.company.uscc, f"{PROFILE};reason={row.reason}")
        for sha, row in gone.items()
        if sha in made and log.standing.state(made[sha]) == "stands"
    ]
    if new:
        enter(opened.register, opened.signer, new, now=datetime.now(UTC))


_NO_KEYS: Final = Problem(
    "release-no-keys",
    "error",
    Place(field="passphrase"),
    Text(
        "有声明要登记，登记要用协会的密钥签名。",
        "There are declarations to register, and the register is signed with the association's keys.",
    ),
    Text(
        "请先在“密钥”一页生成密钥，再输入口令。",
        "Make the keys on the page “Keys” first, then give the passphrase.",
    ),
)
_UNCHECKED: Final = Problem(
    "release-unchecked",
    "error",
    Place(field="company"),
    Text(
        "还没有记下查询负面记录的结果，或者查到的记录没有说明。",
        "No look-up of negative records is noted, or a record was found and not explained.",
    ),
    Text("请先记下查询结果。", "Note the result of the look-up first."),
)
_UNCHECKED_SINCE: Final = Problem(
    "renewal-unchecked",
    "error",
    Place(field="declaration"),
    Text(
        "这份新声明签署以后，还没有查过负面记录。",
        "Negative records were not looked up since this new declaration was signed.",
    ),
    Text(
        "请现在查一次，记下来源、日期和结果，再登记。",
        "Look them up now, note source, date and result, then take it in.",
    ),
)
_RECORD_FOUND: Final = Problem(
    "renewal-record",
    "error",
    Place(field="declaration"),
    Text("查到的记录没有说明。", "A record was found and not explained."),
    Text(
        "企业说明后再记一次结果，然后登记。",
        "Note the result again once the company explained it, then take it in.",
    ),
)
_WAITS_NO_MORE: Final = Problem(
    "renewal-gone",
    "error",
    Place(field="declaration"),
    Text(
        "这份声明已经不在等登记：企业撤回了它或它写明公开的内容，或者又签了新的，或者企业退会了。",
        "This declaration does not wait any more: the company withdrew it, or what it calls public, signed a newer one, or left.",
    ),
    Text(
        "请看页面上现在等着的是哪一份。",
        "See on the page which one waits now.",
    ),
)
