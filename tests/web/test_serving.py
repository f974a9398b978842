"""The web from the command line: a demonstration, a server, and settings fit for the open network."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.tools import ROOT
from tests.web.serving import LONGEST, django, environment, get, run


def test_the_first_page_allows_no_inline_script_and_every_file_of_it_is_there(port: int) -> None:
    status, headers, words = get(port, "/?lang=en")

    assert status == 200
    assert "script-src 'self'" in headers["content-security-policy"]
    assert "unsafe-inline" not in headers["content-security-policy"]
    assert not re.search(r"<script(?![^>]* src=)|\son\w+=|\sstyle=", words)
    files = re.findall(r'(?:href|src)="(/static/[^"]+)"', words)
    assert files
    assert [get(port, file)[0] for file in files] == [200] * len(files)


@pytest.mark.parametrize("status", [400, 500, 503, 507])
def test_a_page_for_what_went_wrong_looks_like_the_others_and_needs_nothing_else(
    port: int, status: int
) -> None:
    page = (ROOT / f"src/zeren_web/pages/templates/{status}.html").read_text("utf-8")

    (sheet,) = re.findall(r'<link rel="stylesheet" href="([^"]+)">', page)

    assert get(port, sheet)[0] == 200
    assert "{%" not in page


def test_a_second_demonstration_changes_nothing(home: Path) -> None:
    again = run(home, "demo")

    assert again.returncode == 0
    assert "there already" in again.stdout


def test_real_data_is_never_taken_for_a_demonstration(tmp_path: Path) -> None:
    run(tmp_path, "demo")
    django(
        tmp_path,
        "from zeren_web.records.models import Company\n"
        "Company.objects.filter(code='demo-01').update(code='lamps')",
    )

    done = run(tmp_path, "demo", "--reset")

    assert done.returncode == 1
    assert "There is real data here" in done.stderr


def test_a_taken_port_and_a_database_out_of_reach_are_told(home: Path, port: int) -> None:
    taken = run(home, "serve", "--port", str(port))
    away = run(home, "demo", ZEREN_DATABASE_URL="postgresql://a:b@127.0.0.1:1/none")
    strange = run(home, "demo", ZEREN_DATABASE_URL="mysql://a")

    assert (taken.returncode, away.returncode, strange.returncode) == (1, 1, 2)
    assert "cannot be used" in taken.stderr
    assert "The database cannot be opened" in away.stderr
    assert "ZEREN_DATABASE_URL is written" in strange.stderr
    assert "Traceback" not in taken.stderr + away.stderr + strange.stderr


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("ZEREN_DATABASE_URL", "postgresql://u:hidden@h:99999/x"),
        ("ZEREN_DATABASE_URL", "postgresql://u:hidden@[::1/x"),
        ("ZEREN_EMAIL_URL", "smtp://u:hidden@h:abc"),
        ("ZEREN_EMAIL_URL", "https://u:hidden@h"),
        ("ZEREN_URL", "hidden.example.org"),
        ("ZEREN_URL", "https://[hidden"),
        ("ZEREN_TIME_ZONE", "Mars/hidden"),
        ("ZEREN_TIME_ZONE", "/etc/hidden"),
    ],
)
def test_a_variable_that_means_nothing_is_named_with_an_example_and_not_repeated(
    tmp_path: Path, name: str, written: str
) -> None:
    done = run(tmp_path, "invite", "a@b.test", **{name: written})

    assert done.returncode == 2
    assert f"{name} is " in done.stderr  # written so
    assert "hidden" not in done.stderr
    assert "our fault" not in done.stderr


@pytest.mark.parametrize(
    ("name", "written", "told"),
    [
        ("ZEREN_LIBRARY", "nowhere", "ZEREN_LIBRARY is no folder that is there: nowhere."),
        ("ZEREN_MESSAGES", "nope", "No module named 'nope'"),
        ("ZEREN_MESSAGES", "json:dumps", "TypeError"),
        ("ZEREN_MESSAGES", "json:JSONEncoder", "JSONEncoder.send?"),
    ],
)
def test_a_folder_or_a_class_that_is_not_there_is_told_before_anything_is_served(
    tmp_path: Path, name: str, written: str, told: str
) -> None:
    done = run(tmp_path, "serve", "--port", "1", **{name: written})

    assert (done.returncode, done.stdout) == (2, "")
    assert told in " ".join(done.stderr.split())
    assert f"{name} is " in done.stderr
    assert "Traceback" not in done.stderr


def test_the_key_that_signs_cookies_is_its_owners_alone(home: Path) -> None:
    assert (home / "secret-key").stat().st_mode & 0o077 == 0


def test_settings_for_the_open_network_pass_djangos_own_check(tmp_path: Path) -> None:
    done = subprocess.run(
        (sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"),
        env=environment(
            tmp_path,
            ZEREN_URL="https://csr.example.org",
            DJANGO_SETTINGS_MODULE="zeren_web.config.settings",
        ),
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST,
    )

    assert done.returncode == 0, done.stderr


def test_no_table_waits_for_a_migration(tmp_path: Path) -> None:
    done = subprocess.run(
        (sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run"),
        env=environment(tmp_path, DJANGO_SETTINGS_MODULE="zeren_web.config.settings"),
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_a_new_site_gets_its_first_manager_from_the_command_line(tmp_path: Path) -> None:
    made = run(tmp_path, "invite", "boss@body.test", ZEREN_URL="https://csr.example.org")
    refused = run(tmp_path, "invite", "boss")

    assert re.fullmatch(r"https://csr\.example\.org/join/[\w-]{32}/\n", made.stdout)
    assert "boss@body.test" in made.stderr
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "neither an e-mail address nor a phone number" in refused.stderr
