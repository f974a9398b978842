"""`zeren withdraw`: what an association takes back is red for whoever has the new list."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from tests.core.cli.command import Ran, zeren
from tests.core.cli.made_declared import TODAY, Desk, desk_in, identity, trust_in
from tests.core.declare.made import key

from zeren.files.signatures import write_key

URL = "https://association.example/status-1.jwt"


@pytest.fixture
def listed(office: Path) -> Path:
    """An association's key, trust file and empty list."""
    write_key(office / "association.key", key("association"), None)
    trust_in(office)
    made = zeren(
        "identity", "status", "--key", office / "association.key", "--url", URL,
        "--list", office / "status.json", "--out", office / "status-1.jwt",
    )  # fmt: skip
    assert made.code == 0, made.err
    return office


def withdraw(office: Path, file: Path, *more: object) -> Ran:
    return zeren(
        "withdraw", file, "--key", office / "association.key", "--list", office / "status.json",
        "--reason", "own-request", "--out", office / "status-2.jwt", *more,
    )  # fmt: skip


def test_a_declaration_that_is_withdrawn_is_red(listed: Path, tmp_path: Path) -> None:
    company = desk_in(tmp_path)
    assert company.declare("--status-list", f"{URL}#4711").code == 0
    said = identity(listed, spot=None)
    trust = ("--trust", trust_in(listed))

    ran = withdraw(listed, company.zeren_file)

    assert ran.code == 0, ran.err
    record = json.loads((listed / "status.json").read_text(encoding="utf-8"))
    assert [(one["index"], one["kind"]) for one in record["entries"]] == [(4711, "declaration")]
    also = ("--also", said, "--also", listed / "status-2.jwt")
    red = zeren("verify", company.zeren_file, *trust, *also)
    assert red.code == 1
    assert "the declaration" in red.out.splitlines()[0]
    before = zeren("verify", company.zeren_file, *trust, "--also", listed / "status-1.jwt")
    assert before.code == 3  # the older list knows nothing of it


def test_a_confirmation_is_withdrawn_by_its_own_file(
    listed: Path, company: Desk, tmp_path: Path
) -> None:
    until = (TODAY + timedelta(days=300)).isoformat()
    (tmp_path / "company.pub").write_text(json.dumps(key("company").public.as_json()))
    issued = zeren(
        "identity", "issue", "--key", listed / "association.key", "--company",
        tmp_path / "company.pub", "--name", "演示灯具厂（虚构）", "--uscc", "91440600MADEM0LA17",
        "--registered", "2019-05-06", "--how", "seen", "--until", until,
        "--list", listed / "status.json", "--out", listed / "identity-1.jwt",
    )  # fmt: skip
    assert issued.code == 0, issued.err
    given = ("--also", listed / "identity-1.jwt")
    trust = ("--trust", trust_in(listed))
    green = ("--also", listed / "status-1.jwt")
    assert zeren("verify", company.zeren_file, *trust, *given, *green).code == 0

    assert withdraw(listed, listed / "identity-1.jwt").code == 0

    red = zeren("verify", company.zeren_file, *trust, *given, "--also", listed / "status-2.jwt")
    assert red.code == 1


def test_what_names_no_place_on_the_list_is_refused(listed: Path, company: Desk) -> None:
    before = (listed / "status.json").read_bytes()

    ran = withdraw(listed, company.zeren_file)

    assert ran.code == 1
    assert "names no place on this list" in ran.err
    assert "zeren register add --kind withdraw" in ran.err
    assert (listed / "status.json").read_bytes() == before
    assert not (listed / "status-2.jwt").exists()


def test_a_place_that_is_anothers_is_not_touched(listed: Path, tmp_path: Path) -> None:
    first, second = (desk_in(folder) for folder in _folders(tmp_path))
    assert first.declare("--status-list", f"{URL}#9").code == 0
    assert second.declare("--status-list", f"{URL}#9", "--domain", "other.example").code == 0
    assert withdraw(listed, first.zeren_file).code == 0

    ran = withdraw(listed, second.zeren_file, "--force")

    assert ran.code == 1
    assert "belongs to another credential" in ran.err


def _folders(folder: Path) -> tuple[Path, Path]:
    for name in ("one", "two"):
        (folder / name).mkdir()
    return folder / "one", folder / "two"
