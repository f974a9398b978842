"""`zeren register` from the keeper's chair: a year of it, and what is refused."""

import json
from pathlib import Path

import pytest
from tests.core.cli.command import LAMP_WORKS, Ran, zeren

from zeren.declare.register.clock import local_words

ONE, TWO, THREE = ("1" * 64, "2" * 64, "3" * 64)
TIME = "2026-11-22T08:00:00Z"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a register's key and an empty register."""
    monkeypatch.setenv("ZEREN_PASSPHRASE", "four unrelated words")
    monkeypatch.chdir(tmp_path)
    assert zeren("keys", "new", "register.key", "--ed25519").code == 0
    made = init("register.key")
    assert made.code == 0, made.err
    assert made.out.splitlines()[-1].startswith("example.org/register+")
    return tmp_path


def init(key: str, folder: str = "reg") -> Ran:
    names = ("--name-zh", "演示协会", "--name-en", "Demonstration Association")
    return zeren(
        *("register", "init", folder, "--origin", "example.org/register", "--org", "assoc"),
        *names,
        *("--key", key),
    )


def add(*words: str) -> Ran:
    return zeren("register", "add", "reg", *words, "--key", "register.key", "--time", TIME)


@pytest.mark.usefixtures("desk")
def test_a_workbook_is_no_declaration_to_register() -> None:
    ran = add(str(LAMP_WORKS), "--org", "demo-1")

    assert ran.code == 1
    assert "This is a workbook, not a declaration." in ran.err


def test_a_year_of_a_register(desk: Path) -> None:
    assert add("--hash", ONE, "--org", "demo-1").code == 0
    assert add("--hash", TWO, "--org", "demo-1", "--kind", "supersede", "--of", "0").code == 0
    assert (
        zeren("register", "add", "reg", "--hash", THREE, "--org", "demo-2", "--for-release").code
        == 0
    )
    release = ("register", "release")
    day = ("--date", "2026-11-22")
    assert zeren(*release, "notice", "reg", "--days", "7", "--date", "2026-11-15").code == 0
    assert (
        zeren(
            *release, "check", "reg", "--org", "demo-2", "--source", "x", "--result", "clear", *day
        ).code
        == 0
    )
    assert zeren(*release, "object", "reg", "--org", "demo-2", "--words", "noise", *day).code == 0
    waiting = json.loads(zeren(*release, "show", "reg", "--json", *day).out)
    assert [one["code"] for one in waiting["missing"]] == ["release-unanswered"]
    assert zeren(*release, "show", "reg", *day).out.splitlines()[:3] == [
        f"demo-2  {THREE[:16]}  x: no record found",
        "1  2026-11-22  demo-2  noise → (no reply yet)",
        "Notice from 2026-11-15; the release may happen from 2026-11-22.",
    ]
    assert zeren(*release, "answer", "reg", "1", "--words", "measured", *day).code == 0
    told = zeren(
        *release, "publish", "reg", "--name", "2026", "--key", "register.key", "--time", TIME, *day
    )
    assert told.code == 0, told.err
    assert f"took effect together at {local_words(TIME)}" in told.out
    assert add("--kind", "withdraw", "--of", "1", "--reason", "own-request").code == 0

    lines = zeren("register", "show", "reg", "0").out.splitlines()
    assert lines == [
        f"0  {local_words(TIME)}  declaration registered  demo-1  {ONE[:16]}  replaced"
    ]
    shown = json.loads(zeren("register", "show", "reg", "--json").out)
    assert {one["time"] for one in shown} == {TIME}

    assert [(one["kind"], one["state"]) for one in shown] == [
        ("declare", "superseded"),
        ("supersede", "withdrawn"),
        ("declare", "stands"),
        ("release", "stands"),
        ("withdraw", "stands"),
    ]
    assert zeren("register", "audit", "reg", "--against", "register.key.checkpoint").code == 0
    assert zeren("register", "prove", "reg", "--all", "--out", "proofs").code == 0
    (proof,) = (desk / "proofs").iterdir()
    verdict = zeren("register", "check", proof, "--register", "reg/register.json", "--json")
    assert verdict.code == 0
    assert json.loads(verdict.out)["verdict"] == "holds"
    assert zeren("register", "check", proof).code == 3
    proof.write_text(proof.read_text().replace(THREE, ONE))
    assert zeren("register", "check", proof, "--register", "reg/register.json").code == 1
    assert zeren("register", "site", "reg", "--out", "public").code == 0
    key = json.loads((desk / "reg" / "register.json").read_text())["verifier"]
    assert zeren("register", "audit", "public/log", "--register", key).code == 0


def test_the_record_of_a_release_cannot_be_altered_unseen(desk: Path) -> None:
    test_a_year_of_a_register(desk)
    record = desk / "reg" / "releases" / "2026.json"
    record.write_text(record.read_text().replace('"clear"', '"found"'))

    found = zeren("register", "audit", "reg", "--json")

    assert found.code == 1
    assert [one["code"] for one in json.loads(found.out)["problems"]] == ["audit-release"]
    assert zeren("register", "site", "reg", "--out", "public").code == 1


def test_a_batch_is_entered_whole_or_not_at_all(desk: Path) -> None:
    batch = desk / "batch.jsonl"
    good = [json.dumps({"hash": f"{number:064x}", "org": "demo-1"}) for number in range(300)]
    batch.write_text("\n".join([*good, '{"hash": 5}']))
    assert add("--batch", "batch.jsonl").code == 1
    batch.write_text("\n".join(good))

    assert json.loads(add("--batch", "batch.jsonl", "--json").out)["size"] == 300


@pytest.mark.parametrize(
    "line",
    [
        "[" * 100_000,
        '{"hash": 5}',
        json.dumps({"hash": TWO, "org": "demo-1", "kind": "release"}),
        json.dumps({"hash": TWO, "org": "demo-1", "kind": "supersede", "profile": "a/1;of=abc"}),
        json.dumps({"hash": TWO, "org": "demo-1", "kind": "supersede", "profile": "a/1;of=00"}),
        json.dumps({"hash": TWO, "org": "demo-1", "kind": "withdraw", "profile": "a/1;x"}),
    ],
)
def test_a_line_that_makes_no_sense_is_told_and_nothing_is_entered(desk: Path, line: str) -> None:
    add("--hash", ONE, "--org", "demo-1")
    first = json.dumps({"hash": "0" * 64, "org": "demo-1"})
    for content, number in ((f"{first}\n{line}", 2), (f"\n\n{first}\n\n{line}\n", 5), (line, 1)):
        (desk / "batch.jsonl").write_text(content)
        for more in ((), ("--for-release",)):
            told = add("--batch", "batch.jsonl", "--json", *more)

            assert told.code == 1
            (problem,) = json.loads(told.out)["problems"]
            assert (problem["place"]["file"], problem["place"]["line"]) == ("batch.jsonl", number)
            assert all(problem[part][lang] for part in ("what", "remedy") for lang in ("zh", "en"))
    assert zeren("register", "audit", "reg").code == 0
    assert add("--hash", TWO, "--org", "demo-1").code == 0


@pytest.mark.parametrize("name", ["register.json", "staff/names.json", "staff/journal.json"])
def test_a_file_of_a_hundred_thousand_brackets_is_told_and_nothing_is_entered(
    desk: Path, name: str
) -> None:
    before = (desk / "reg" / "log" / "checkpoint").read_bytes()
    (desk / "reg" / name).write_text("[" * 100_000)

    told = add("--hash", ONE, "--org", "demo-1", "--name-zh", "甲", "--name-en", "A", "--json")

    assert told.code == 1
    (problem,) = json.loads(told.out)["problems"]
    assert problem["place"]["file"] == Path(name).name
    assert (desk / "reg" / "log" / "checkpoint").read_bytes() == before


def test_a_verifier_key_in_a_hundred_thousand_brackets_is_none(desk: Path) -> None:
    (desk / "deep.json").write_text('{"verifier":' * 100_000)

    told = zeren("register", "audit", "reg", "--register", "deep.json", "--json")

    assert told.code == 1
    assert json.loads(told.out)["problems"][0]["place"]["file"] == "deep.json"


def test_what_comes_twice_behind_a_profile_is_refused(desk: Path) -> None:
    add("--hash", ONE, "--org", "demo-1")
    before = (desk / "reg" / "log" / "checkpoint").read_bytes()
    for words in (
        ("--hash", TWO, "--org", "demo-1", "--kind", "supersede", "--of", "0", "--profile", "p/1;of=0"),
        ("--kind", "withdraw", "--of", "0", "--reason", "own-request", "--profile", "p/1;x"),
    ):  # fmt: skip
        told = add(*words, "--json")

        assert told.code == 1
        (problem,) = json.loads(told.out)["problems"]
        assert problem["code"] == "register-profile"
    assert (desk / "reg" / "log" / "checkpoint").read_bytes() == before


def test_a_register_that_was_tampered_with_is_told_in_both_languages(desk: Path) -> None:
    add("--hash", ONE, "--org", "demo-1")
    path = desk / "reg" / "log" / "tile" / "entries" / "000.p" / "1"
    path.write_bytes(path.read_bytes().replace(b"demo-1", b"demo-2"))

    for lang, words in (("zh", "被改过"), ("en", "altered")):
        found = zeren("register", "audit", "reg", lang=lang)
        assert found.code == 1
        assert words in found.err
    assert add("--hash", TWO, "--org", "demo-1").code == 1


def test_another_kind_of_key_is_refused(desk: Path) -> None:
    assert desk
    zeren("keys", "new", "company.key")

    made = init("company.key", "other")

    assert made.code == 1
    assert "Ed25519" in made.err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--org", "demo-1"), 2),
        (("--hash", ONE), 2),
        (("--hash", ONE, "--org", "demo-1", "--name-zh", "甲"), 2),
        (("--hash", "xyz", "--org", "demo-1"), 1),
        (("--hash", ONE, "--org", "11010519491231002X"), 1),
        (("--hash", ONE, "--org", "demo-1", "--kind", "supersede"), 1),
        (
            (
                "--hash",
                ONE,
                "--org",
                "demo-1",
                "--kind",
                "supersede",
                "--of",
                "0",
                "--profile",
                "p/1;of=0",
            ),
            1,
        ),
        (("--kind", "withdraw", "--of", "5", "--reason", "own-request"), 1),
        (("register.key", "--org", "demo-1"), 1),
    ],
)
def test_what_cannot_be_entered_is_refused_with_its_reason(
    desk: Path, words: tuple[str, ...], code: int
) -> None:
    assert desk
    told = add(*words)

    assert told.code == code
    assert told.err.strip()
    assert zeren("register", "show", "reg", "--json").out.strip() == "[]"


def test_what_a_release_leaves_out_or_has_no_room_for_says_so(desk: Path) -> None:
    assert desk
    release, day = ("register", "release"), ("--date", "2026-11-22")
    for sha, org in ((ONE, "demo-1"), (TWO, "demo-2")):
        zeren("register", "add", "reg", "--hash", sha, "--org", org, "--for-release")
    zeren(*release, "notice", "reg", "--days", "0", *day)
    zeren("register", "add", "reg", "--hash", THREE, "--org", "demo-3", "--for-release")
    zeren(*release, "leave-out", "reg", "--org", "demo-1", "--reason", "own-request")
    zeren(*release, "check", "reg", "--org", "demo-2", "--source", "x", "--result", "clear", *day)

    for lang, marks in (
        ("zh", ("这次不发布：应企业要求", "x: 未见记录", "等下一次", "都齐了")),
        (
            "en",
            (
                "left out: at the company's request",
                "x: no record found",
                "waits for the next release",
                "Nothing is missing",
            ),
        ),
    ):
        out = zeren(*release, "show", "reg", *day, lang=lang).out.splitlines()
        assert [mark in line for mark, line in zip(marks, [*out[:3], out[-1]], strict=True)] == [
            True
        ] * 4


def test_the_time_cannot_lie_in_the_future(desk: Path) -> None:
    assert desk
    told = zeren(
        *("register", "add", "reg", "--hash", ONE, "--org", "demo-1"),
        *("--key", "register.key", "--time", "2999-01-01T00:00:00Z"),
    )

    assert told.code == 1
    assert "future" in told.err
