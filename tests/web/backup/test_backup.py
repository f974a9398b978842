"""A backup is made while others write, comes back wholly or not at all, and proves what it proved."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from zipfile import ZipFile

import pytest
from tests.core.files.made_register import Desk, make_desk
from tests.tools import ROOT
from tests.web.backup.made_archive import Manifest, Members, changed, members_of, packed
from tests.web.serving import LONGEST, ZEREN, django, environment, get, run, wait_for

from zeren.files.register_folder.folder import open_register

_FEW = """
import hashlib
from django.core.files.base import ContentFile
from zeren_web.demonstration import year as demo
from zeren_web.records.models import EvidenceFile
demo.COMPANIES = 3
demo._body()
companies = demo._companies()
today = demo.timezone.localdate()
demo._answers(demo._cycle(today.year, today), companies, open_now=True)
demo._people(companies[0])
content = '制度'.encode()
EvidenceFile(company=demo.Company.objects.first(), kind='policy', title='制度', size=6,
    file=ContentFile(content, '制度.txt'), sha256=hashlib.sha256(content).hexdigest()).save()
"""


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a few companies in it, a stored file, a key and a register."""
    folder = tmp_path_factory.mktemp("lived-in")
    assert run(folder, "worker", "--until-empty").returncode == 0
    django(folder, _FEW)
    (folder / "keys").mkdir()
    (folder / "keys" / "office.key").write_bytes(b"locked")
    (folder / "register").mkdir()
    make_desk(folder / "register").enter(0, 1, 2)
    return folder


@pytest.fixture(scope="module")
def backup(lived_in: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("backups") / "zeren.zip"
    done = run(lived_in, "backup", str(path))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Backed up: ")
    return path


def restored(backup: Path, home: Path, **more: str) -> Path:
    done = run(home, "restore", str(backup), **more)
    assert done.returncode == 0, done.stderr
    assert "all is sound" in done.stdout
    return home


def tables(backup: Path) -> dict[str, bytes]:
    return {name: one for name, one in members_of(backup)[0].items() if name.startswith("tables/")}


def test_it_is_for_its_owners_eyes_and_nothing_is_left_beside_it(backup: Path) -> None:
    assert backup.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in backup.parent.iterdir()] == [backup.name]


def test_everything_comes_back_as_it_was(lived_in: Path, backup: Path, tmp_path: Path) -> None:
    home = restored(backup, tmp_path / "new")
    assert run(home, "backup", str(tmp_path / "again.zip")).returncode == 0

    assert tables(tmp_path / "again.zip") == tables(backup)
    kept = {
        one.relative_to(lived_in): one.read_bytes()
        for one in lived_in.rglob("*")
        if one.is_file() and one.relative_to(lived_in).parts[0] in {"files", "keys", "register", "secret-key"}
    }  # fmt: skip
    assert len(kept) == 9
    assert {name: (home / name).read_bytes() for name in kept} == kept
    assert (home / "keys" / "office.key").stat().st_mode & 0o077 == 0
    assert not (home / "restoring.part").exists()
    register = open_register(home / "register" / "reg")
    assert Desk(register, make_desk(tmp_path / "other").signer).enter(0, 1, 2, 3) == 4


def test_a_backup_of_one_kind_of_database_comes_back_in_the_other(
    backup: Path, tmp_path: Path
) -> None:
    if not os.environ.get("ZEREN_TEST_DATABASE_URL"):
        pytest.skip("needs a PostgreSQL: make test-postgresql")
    other = {"ZEREN_DATABASE_URL": f"sqlite://{tmp_path / 'sqlite' / 'zeren.sqlite3'}"}
    home = restored(backup, tmp_path / "sqlite", **other)
    assert run(home, "backup", str(tmp_path / "sqlite.zip"), **other).returncode == 0

    assert tables(tmp_path / "sqlite.zip") == tables(backup)
    restored(tmp_path / "sqlite.zip", tmp_path / "postgresql")


def test_the_drill(lived_in: Path, tmp_path: Path) -> None:
    """Backed up while somebody writes; in an empty place everything acknowledged before is there."""
    writer = subprocess.Popen(
        (sys.executable, "-m", "tests.web.backup.writer"),
        env=environment(
            lived_in,
            DJANGO_SETTINGS_MODULE="zeren_web.config.settings",
            PYTHONPATH=f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        ),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout
    acknowledged = [int(writer.stdout.readline()) for _ in range(20)]

    done = run(lived_in, "backup", str(tmp_path / "drill.zip"))

    assert writer.poll() is None
    writer.terminate()
    later = [int(line) for line in writer.communicate(timeout=LONGEST)[0].splitlines()]
    assert done.returncode == 0, done.stderr
    assert len(later) > 20  # it went on writing meanwhile
    home = restored(tmp_path / "drill.zip", tmp_path / "home")
    standing = int(
        django(
            home,
            "from zeren_web.records.models import Answer\n"
            "print(max(Answer.objects.with_scopes_disabled().filter(code='E1.1')"
            ".values_list('version', flat=True)))",
        )
    )
    assert acknowledged[-1] <= standing <= later[-1]
    versions = django(
        home,
        "from zeren_web.records.models import AnswerVersion\n"
        f"print(AnswerVersion.objects.with_scopes_disabled().filter(code='E1.1', version={standing}).count())",
    )
    assert int(versions) == 1
    assert page_of(home) == 200


def page_of(home: Path) -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(  # noqa: S603 - our own command
        (*ZEREN, "serve", "--port", str(port)),
        env=environment(home, ZEREN_DEMO="1"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        return get(port, "/account/sign-in/")[0]
    finally:
        server.terminate()
        server.wait(timeout=LONGEST)


def test_where_something_is_nothing_is_restored(
    lived_in: Path, backup: Path, tmp_path: Path
) -> None:
    before = sorted(lived_in.iterdir())
    again, over = run(lived_in, "restore", str(backup)), run(lived_in, "backup", str(backup))
    (tmp_path / "broken" / "restoring.part").mkdir(parents=True)
    broken = run(tmp_path / "broken", "serve", ZEREN_LANG="zh")

    assert (again.returncode, over.returncode, broken.returncode) == (1, 1, 1)
    assert "There is something here already; it was left alone" in again.stderr
    assert "Choose another name, or add --force." in over.stderr
    assert "这里有一次没有做完的恢复" in broken.stderr
    assert sorted(lived_in.iterdir()) == before


def test_a_database_with_tables_is_left_alone(backup: Path, tmp_path: Path) -> None:
    """A home of its own, but somebody else's database."""
    url = f"sqlite://{tmp_path / 'other.sqlite3'}"
    (tmp_path / "other.sqlite3").touch()

    done = run(tmp_path / "home", "restore", str(backup), ZEREN_DATABASE_URL=url)

    assert done.returncode == 1
    assert "The database has tables already" in done.stderr
    assert not (tmp_path / "home").exists()


def test_where_there_is_nothing_nothing_is_made(tmp_path: Path) -> None:
    done = run(tmp_path / "nowhere", "backup", str(tmp_path / "a.zip"))

    assert done.returncode == 1
    assert "nothing to back up" in done.stderr
    assert list(tmp_path.iterdir()) == []


def _leads_out(members: Members, _: Manifest) -> None:
    members["home/files/../../../escaped"] = b"x"


def _is_absolute(members: Members, _: Manifest) -> None:
    members["home//etc/escaped"] = b"x"


def _brings_a_database(members: Members, _: Manifest) -> None:
    members["home/zeren.sqlite3"] = b"x"


def _other_words(members: Members, _: Manifest) -> None:
    members["home/keys/office.key"] = b"LOCKED"


def _one_is_missing(members: Members, _: Manifest) -> None:
    del members["home/keys/office.key"]


def _one_more(members: Members, _: Manifest) -> None:
    members["home/keys/other.key"] = b"x"


def _other_format(_: Members, manifest: Manifest) -> None:
    manifest |= {"format": "zeren-backup/9", "version": "9.9"}


def _newer_tables(_: Members, manifest: Manifest) -> None:
    manifest["migrations"].append(["records", "9999_later"])


def _folder_leads_out(_: Members, manifest: Manifest) -> None:
    manifest["empty_folders"] = ["../escaped"]


def _no_list(_: Members, manifest: Manifest) -> None:
    manifest["members"] = "none"


def _bomb(members: Members, _: Manifest) -> None:
    members["home/files/bomb"] = bytes(300 << 20)


def _row(members: Members, old: bytes, new: bytes) -> None:
    name = "tables/records.company.jsonl"
    assert old in members[name]
    members[name] = members[name].replace(old, new, 1)


def _no_json(members: Members, _: Manifest) -> None:
    _row(members, b"[", b"[[[")


def _deep(members: Members, _: Manifest) -> None:
    _row(members, b"[", b"[" * 100_000)


def _wrong_kind(members: Members, _: Manifest) -> None:
    _row(members, b"[1,", b'["one",')


def _no_day(members: Members, _: Manifest) -> None:
    _row(members, b"+00:00", b"?")


def _nobody_there(members: Members, _: Manifest) -> None:
    members["tables/records.company.jsonl"] = b""


def _twice(members: Members, _: Manifest) -> None:
    name = "tables/records.company.jsonl"
    members[name] += members[name].splitlines(keepends=True)[0]


@pytest.mark.parametrize(
    ("change", "relist", "told"),
    [
        (_leads_out, True, "a name that has no business there"),
        (_is_absolute, True, "a name that has no business there"),
        (_brings_a_database, True, "a name that has no business there"),
        (_other_words, False, "does not match its hash"),
        (_one_is_missing, False, "not what its list says"),
        (_one_more, False, "not what its list says"),
        (_other_format, False, "newer version (9.9)"),
        (_newer_tables, False, "newer version"),
        (_folder_leads_out, False, "no backup of Zeren"),
        (_no_list, False, "no backup of Zeren"),
        (_bomb, True, "unreasonable size"),
        (_no_json, True, "table records.company makes no sense"),
        (_deep, True, "table records.company makes no sense"),
        (_wrong_kind, True, "table records.company makes no sense"),
        (_no_day, True, "table records.company makes no sense"),
        (_nobody_there, True, "what its list says"),
        (_twice, True, "table records.company makes no sense"),
    ],
)
def test_what_is_not_sound_is_refused_and_nothing_is_written(
    backup: Path,
    tmp_path: Path,
    change: Callable[[Members, Manifest], None],
    told: str,
    *,
    relist: bool,
) -> None:
    path = changed(backup, tmp_path / "hostile.zip", change, relist=relist)
    home = tmp_path / "home"

    done = run(home, "restore", str(path))

    assert (done.returncode, told in done.stderr) == (1, True), done.stderr
    assert "Traceback" not in done.stderr
    assert not home.exists()
    assert not (tmp_path / "escaped").exists()


def test_a_row_that_belongs_to_nobody_is_refused(backup: Path, tmp_path: Path) -> None:
    def change(members: Members, manifest: Manifest) -> None:
        members["tables/records.company.jsonl"] = b""
        manifest["tables"]["records.company"]["rows"] = 0

    path = changed(backup, tmp_path / "hostile.zip", change, relist=True)

    done = run(tmp_path / "home", "restore", str(path))

    assert done.returncode == 1
    assert "The tables do not fit each other" in done.stderr
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("share", [0.0, 0.3, 0.999])
def test_a_backup_that_was_cut_off_is_refused(backup: Path, tmp_path: Path, share: float) -> None:
    content = backup.read_bytes()
    path = tmp_path / "cut.zip"
    path.write_bytes(content[: int(len(content) * share)])

    done = run(tmp_path / "home", "restore", str(path))

    assert done.returncode == 1
    assert ("cut off" if share else "no backup of Zeren") in done.stderr
    assert not (tmp_path / "home").exists()


def test_links_and_second_members_of_a_name_are_refused(backup: Path, tmp_path: Path) -> None:
    members, _ = members_of(backup)
    with ZipFile(backup) as archive:
        members["manifest.json"] = archive.read("manifest.json")
    link = packed(tmp_path / "link.zip", members, links=("home/secret-key",))
    with suppress(UserWarning), ZipFile(packed(tmp_path / "two.zip", members), "a") as archive:
        archive.NameToInfo.clear()  # else zipfile warns
        archive.writestr("home/secret-key", b"another")

    for path in (link, tmp_path / "two.zip"):
        done = run(tmp_path / "home", "restore", str(path))
        assert done.returncode == 1
        assert "no business there" in done.stderr


def test_an_audit_log_that_was_touched_is_told(backup: Path, tmp_path: Path) -> None:
    def change(members: Members, _: Manifest) -> None:
        name = "tables/records.auditline.jsonl"
        members[name] = members[name].replace(b"cycle-launched", b"cycle-released", 1)

    path = changed(backup, tmp_path / "touched.zip", change, relist=True)

    done = run(tmp_path / "home", "restore", str(path))

    assert done.returncode == 1
    assert "Restored: " in done.stdout
    assert "The audit log does not join from line 1 on" in done.stderr
    assert "all is sound" not in done.stdout


def test_a_link_in_the_home_is_told_and_nothing_is_left(lived_in: Path, tmp_path: Path) -> None:
    link = lived_in / "files" / "link"
    link.symlink_to("/etc/hostname")
    try:
        done = run(lived_in, "backup", str(tmp_path / "a.zip"))
    finally:
        link.unlink()

    assert done.returncode == 1
    assert "It is a link" in done.stderr
    assert list(tmp_path.iterdir()) == []
