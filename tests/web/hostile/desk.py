"""What the association has on its desk in the hostile year; and the same words in every field that is left."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from tests.web.association.made import code
from tests.web.hostile.words import NOT_TYPED, fields, hostile, models
from tests.web.hostile.year import NOW, Made, book, made_year

from zeren.files.members.reading import MemberList, MemberRow
from zeren.problems import Place, Problem
from zeren.text import same
from zeren_web.records.models import Company, Invitation, Lease, Letter, MemberImport, Person
from zeren_web.records.read.body import forget_the_body
from zeren_web.records.read.member_imports import plan_of
from zeren_web.records.write.api_tokens import make_token
from zeren_web.records.write.joining import Address, invite_to_company, invite_to_post
from zeren_web.records.write.member_imports import (
    import_members,
    keep_for_confirmation,
    undo_import,
)
from zeren_web.records.write.reminders import ToSend
from zeren_web.records.write.reminders import release as remind
from zeren_web.records.write.responses import begin_response
from zeren_web.records.write.returned import keep_batch, read_some


def made_hostile_year() -> Made:
    made = made_year()
    _on_the_desk(made)
    plant()
    return made


def _on_the_desk(made: Made) -> None:
    staff, manager, cycle = made.people["staff"], made.people["manager"], made.cycles[NOW]
    to = Address(
        hostile("Invitation.name", 1), hostile("Invitation.email", 1), hostile("Invitation.phone")
    )
    made.links["j"] = invite_to_company(made.companies[0], "owner", by=staff, to=to).token
    invite_to_post("reviewer", by=manager, to=to)
    _imports(staff, made, first=10)
    _imports(manager, made, first=20)
    batch = keep_batch(
        cycle,
        [(hostile("ReturnedWorkbook.name", n), one) for n, one in enumerate(_returned(made))],
        by=staff,
    )
    read_some(batch)
    reminder = ToSend(
        made.companies[3],
        "not-begun",
        "told",
        hostile("Reminder.to", 1),
        hostile("Reminder.subject", 1),
        hostile("Reminder.words", 1),
    )
    remind(cycle, [reminder], again=(), by=staff)
    for role in ("owner", "staff"):
        made.tokens[role] = _token(made.people[role])
    _letters()


def _returned(made: Made) -> list[bytes]:
    responses = [begin_response(one, made.cycles[NOW]) for one in made.companies]
    return [book(responses[0]), book(responses[4]), b"no workbook at all"]


def _token(person: Person) -> str:
    scopes: tuple[Any, ...] = ("read:responses", "read:programme", "read:members")
    made = make_token(person, name=hostile("ApiToken.name", 1), scopes=scopes, days=9)
    assert made
    return made[1]


def _imports(by: Person, made: Made, *, first: int) -> None:
    """One list that waits, one that was imported, one of which a part could not be undone."""
    for number in range(3):
        waiting = keep_for_confirmation(_list(first + number, made.companies[0]), by=by)
        if number:
            import_members(waiting, seen=plan_of(MemberList.of(waiting.value)).fingerprint, by=by)
        if number == 2:
            _changed_since(waiting)
            waiting.refresh_from_db()
            undo_import(waiting, by=by)


def _changed_since(waiting: MemberImport) -> None:
    done = MemberImport.objects.get(pk=waiting.pk)
    row = next(one for one in done.before if "new" in one)
    Company.objects.filter(pk=row["company"]).update(city=hostile("Company.city", row["company"]))


def _list(number: int, member: Company) -> MemberList:
    def words(name: str, most: int = 40) -> str:
        return hostile(f"MemberImport.value.{name}", number, most=most)

    row = MemberRow(
        2,
        code(number),
        words("name_zh"),
        words("name_en"),
        words("city"),
        words("contact"),
        hostile("MemberImport.value.email", number, most=60),
        words("phone", 30),
        (words("cohort"),),
    )
    change = MemberRow(3, member.uscc, name_en=words("name_en"), city=words("city"))
    what, remedy = same(words("problem")), same(words("problem"))
    problem = Problem("email", "error", Place(sheet=words("sheet")), what, remedy)
    return MemberList(hostile("MemberImport.file_name", 1), "", {}, (row, change), (problem,))


def _letters() -> None:
    """Those that bring the invitations could not be sent; and a job of a worker."""
    for invitation in Invitation.objects.with_scopes_disabled().all():
        Letter.objects.create(
            about=f"invitation {invitation.pk}",
            to="a@x.test",
            state="failed",
            attachments=[{"path": "a", "name": hostile("Letter.attachments", 1, most=50)}],
        )
    job = DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}},
        task_path="a",
        backend_name="default",
        run_after=timezone.now(),
    )
    Lease.objects.create(job=job, beat=timezone.now())


def plant() -> None:
    """Into every field that holds text and is not made by us, in every row there is."""
    for model in models():
        for row in model._base_manager.all():
            changes = {
                field.name: hostile(name, row.pk if isinstance(row.pk, int) else 1)
                for name, field in fields().items()
                if name.startswith(f"{model.__name__}.")
                and name not in NOT_TYPED
                and field.get_internal_type() != "JSONField"
                and getattr(row, field.name) is not None
            }
            model._base_manager.filter(pk=row.pk).update(**changes)
    forget_the_body()
