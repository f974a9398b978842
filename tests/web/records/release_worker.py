"""Release day in a process of its own: pressed by many at once, or killed at a chosen step.

Reads orders as JSON lines and answers each with one; a child is forked for each. Counted are the calls
that change or open a file, the fsyncs, and what the database is told to keep.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

from django.conf import settings

_COUNTED = {"open", "os.rename", "os.remove", "os.mkdir", "os.link", "shutil.rmtree"}
Table = dict[str, Any]


def _begin() -> None:
    """The settings as they are, the tables without migrations."""
    import django

    from zeren_web.config import settings as ours

    named = {name: getattr(ours, name) for name in dir(ours) if name.isupper()}
    named["MIGRATION_MODULES"] = {"records": None}
    settings.configure(**named)
    django.setup()
    import tests.web.made_year  # noqa: F401 - loaded once, for every child

    from zeren.files.signatures import new_key
    from zeren.standards.load import load_questionnaire
    from zeren_web.records.write import release, withdrawals  # noqa: F401 - likewise

    load_questionnaire("sme", tier="quick", supplements=())
    new_key()


def _in(home: Path) -> None:
    from django.db import connections

    settings.HOME = home
    settings.MEDIA_ROOT = home / "files"
    connections["default"].settings_dict["NAME"] = str(home / "zeren.sqlite3")
    connections.databases["default"]["NAME"] = str(home / "zeren.sqlite3")


def prepare(home: Path, order: Table) -> Table:
    """Three companies, two of which declare; looked up and announced, ready to be released."""
    from django.core.management import call_command
    from tests.web.made_year import made_year

    home.mkdir(parents=True, exist_ok=True)
    call_command("migrate", run_syncdb=True, verbosity=0)
    made_year(declaring=order.get("declaring", 2), companies=order.get("companies", 3))
    return {}


def press(_: Path, order: Table) -> Table:
    """Release it, so many times at once; what each was told."""
    return {"told": _at_once(_press, order.get("times", 1))}


def _at_once(pressing: Callable[[list[str]], None], times: int) -> list[str]:
    told: list[str] = []
    if times == 1:
        pressing(told)
    else:
        threads = [Thread(target=pressing, args=(told,)) for _ in range(times)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return sorted(told)


def _press(told: list[str]) -> None:
    from django.db import connection
    from tests.web.made_year import PASSPHRASE, YEAR

    from zeren.problems import Refused
    from zeren_web.records.models import Cycle
    from zeren_web.records.write.association_keys import open_keys
    from zeren_web.records.write.release import release

    try:
        done = release(Cycle.objects.get(year=YEAR), open_keys(PASSPHRASE), by=None)
        told.append("new" if done.is_new else "known")
    except Refused as refused:
        told.append(refused.problems[0].code)
    finally:
        connection.close()


def declare_anew(_: Path, __: Table) -> Table:
    """The first company declares once more; its records are looked up again."""
    from django.utils import timezone
    from tests.web.made_year import YEAR, declared, keeper

    from zeren_web.records.models import Cycle, Declaration
    from zeren_web.records.write.release_steps import note_checks

    first = Declaration.objects.with_scopes_disabled().earliest("pk")
    made = declared(first.publication)
    results = {made.company: "clear"}
    cycle = Cycle.objects.get(year=YEAR)
    note_checks(cycle, results, source="信用中国", day=timezone.localdate(), by=keeper())
    return {}


def renew(_: Path, order: Table) -> Table:
    """Take the new declaration into the register, so many times at once."""
    return {"told": _at_once(_renew, order.get("times", 1))}


def _renew(told: list[str]) -> None:
    from django.db import connection
    from tests.web.made_year import PASSPHRASE

    from zeren.problems import Refused
    from zeren_web.records.models import Declaration
    from zeren_web.records.write.association_keys import open_keys
    from zeren_web.records.write.release import renew

    try:
        rows = Declaration.objects.with_scopes_disabled().select_related(
            "company", "publication__response__cycle"
        )
        renew(rows.latest("pk"), open_keys(PASSPHRASE), by=None)
        told.append("done")
    except Refused as refused:
        told.append(refused.problems[0].code)
    finally:
        connection.close()


def withdraw(_: Path, __: Table) -> Table:
    """Take a registered declaration back, and bring the register up to it."""
    from tests.web.made_year import PASSPHRASE

    from zeren_web.records.models import Declaration, Person
    from zeren_web.records.write.association_keys import open_keys
    from zeren_web.records.write.withdrawals import take_back, withdraw_declaration

    by = Person.objects.get(email="keeper@association.test")
    first = Declaration.objects.with_scopes_disabled().select_related("company").earliest("pk")
    withdraw_declaration(first, "own-request", by=by)
    take_back(open_keys(PASSPHRASE), by=by)
    return {}


def look(home: Path, _: Table) -> Table:
    """What the public sees, and what lies on the disk."""
    from zeren.files.register_folder.folder import open_register
    from zeren.files.register_folder.reading import audit
    from zeren_web.records.models import (
        AuditLine,
        Certificate,
        Cycle,
        Declaration,
        ShownRegister,
    )
    from zeren_web.records.read.published import companies

    register = open_register(home / "register")
    log = audit(register.log, register.verifier)
    shown = ShownRegister.objects.first()
    rows = Declaration.objects.with_scopes_disabled()
    return {
        "released": Cycle.objects.get().released is not None,
        "companies": companies().total,
        "certificates": [
            one.number for one in Certificate.objects.with_scopes_disabled().order_by("number")
        ],
        "entries": sorted(rows.filter(entry__isnull=False).values_list("entry", flat=True)),
        "replaced": sorted(rows.filter(replaced__isnull=False).values_list("entry", flat=True)),
        "noted": AuditLine.objects.filter(what="declaration-registered").count(),
        "shown": shown.size if shown else None,
        "pages": shown is not None
        and (home / "register/site" / shown.folder / "index.html").is_file(),
        "register": log.size,
        "sound": log.is_sound,
        "releases": sum(one.kind == "release" for one in log.standing.entries),
    }


_DOING: dict[str, Callable[[Path, Table], Table]] = {
    "prepare": prepare,
    "press": press,
    "declare anew": declare_anew,
    "renew": renew,
    "withdraw": withdraw,
    "look": look,
}


class Faults:
    """The n-th step kills the process; 0 only counts."""

    def __init__(self, at: int, near: str) -> None:
        self.at, self.near, self.count = at, near, 0

    def happen(self) -> None:
        self.count += 1
        if self.count == self.at:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self) -> None:
        from django.db import connection

        def hook(event: str, given: tuple[Any, ...]) -> None:
            if event not in _COUNTED or self.near not in str(given[0]):
                return
            if event == "open" and not given[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                return
            self.happen()

        def around(call: Callable[..., Any]) -> Callable[..., Any]:
            def counting(*given: Any) -> Any:  # noqa: ANN401 - as they have them
                self.happen()
                result = call(*given)
                self.happen()
                return result

            return counting

        os.fsync = around(os.fsync)
        keeping: Any = connection
        keeping._commit = around(keeping._commit)
        sys.addaudithook(hook)


def run(order: Table, told: int) -> None:
    home = Path(order["home"])
    _in(home)
    faults = Faults(order.get("at", 0), str(home))
    if "at" in order:
        faults.watch()
    try:
        answer = _DOING[order["do"]](home, order)
    except Exception:  # noqa: BLE001 - the test reads it
        answer = {"fault": traceback.format_exc()}
    os.write(told, json.dumps({**answer, "steps": faults.count}).encode())


def main() -> None:
    _begin()
    for line in sys.stdin:
        told, tell = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(told)
            run(json.loads(line), tell)
            os._exit(0)
        os.close(tell)
        with os.fdopen(told, "rb") as answer:
            words = answer.read()
        os.waitpid(child, 0)
        sys.stdout.write((words.decode() or "{}") + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
