"""The register as the site serves it: an auditor fetches all of it and finds it whole."""

from __future__ import annotations

from pathlib import Path

from django.test import Client
from tests.web.made_year import PASSPHRASE, keeper

from zeren.declare.register.notes import Verifier
from zeren.declare.register.tiles import tiles_of
from zeren.files.register_folder.reading import audit
from zeren_web.records.models import Cycle, Declaration, Release
from zeren_web.records.write.association_keys import open_keys
from zeren_web.records.write.withdrawals import take_back, withdraw_declaration


def fetched(name: str) -> bytes:
    reply = Client().get(f"/register/{name}")
    assert reply.status_code == 200, name
    content: bytes = reply.content
    return content


def test_an_auditor_fetches_the_log_and_finds_it_whole(released: Cycle, tmp_path: Path) -> None:
    table = Client().get("/register/register.json").json()
    log = tmp_path / "log"
    for name in ("checkpoint", *(tile.path for tile in tiles_of(table["size"]))):
        path = log / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(fetched(f"log/{name}"))

    found = audit(log, Verifier.of(table["verifier"]))

    assert found.problems == []
    told = Release.objects.get(cycle=released)
    assert (found.size, found.root.hex()) == (told.size, told.root) == (2, table["root"])


def test_later_states_hold_what_was_kept_of_earlier_ones(
    released: Cycle,  # noqa: ARG001
    home: Path,
) -> None:
    kept = fetched("log/checkpoint")
    withdraw_declaration(
        Declaration.objects.with_scopes_disabled().get(), "own-request", by=keeper()
    )

    take_back(open_keys(PASSPHRASE), by=keeper())

    register = open_keys(PASSPHRASE).register
    now = audit(register.log, register.verifier, remembered=(("kept", kept),))
    assert now.problems == []
    assert now.size == 3
    assert len(list((home / "register/site").iterdir())) == 2  # what is shown, and the one before


def test_pages_of_the_register_lead_home_and_run_no_script(released: Cycle) -> None:  # noqa: ARG001
    words = fetched("en/index.html").decode()

    assert 'href="/?lang=en"' in words
    assert "<script" not in words
    assert Client().get("/register/?lang=en")["Location"] == "/register/en/index.html"


def test_whole_tiles_are_kept_for_good_and_the_checkpoint_is_not(released: Cycle) -> None:  # noqa: ARG001
    checkpoint = Client().get("/register/log/checkpoint")

    assert "immutable" not in checkpoint["Cache-Control"]
    assert checkpoint["Content-Type"].startswith("text/plain")
