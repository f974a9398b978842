"""The manual tells the truth: its commands run, its numbers are the program's, both languages agree."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import pytest
import tomli
from jwcrypto.common import JWException
from tests.core.cli.command import Ran
from tests.core.cli.command import zeren as zeren_here
from tests.core.declare.made import key
from tests.core.declare.verification.packaged import of_today, trust
from tests.core.files.made_buyer import make_buyer

from zeren.cli.main import VERBS, zeren
from zeren.declare.package import Package
from zeren.files.association import write_json
from zeren.files.bundle import write_bundle
from zeren.standards.catalogue import load_standards
from zeren.standards.claims import CLAIM_WORDS
from zeren.standards.crosswalks import SURE_STRENGTH
from zeren.standards.crosswalks.agreement import MEASURED, agreement
from zeren.standards.length import length
from zeren.standards.load import load_questionnaire
from zeren.standards.questionnaires import TIERS
from zeren.standards.topics import load_topics
from zeren.text import LANGS, Lang

ROOT = Path(__file__).parents[2]
MANUAL = ROOT / "docs" / "manual"
EXAMPLE = ROOT / "examples" / "lamp-works" / "answers.xlsx"
CHAPTERS = sorted(path.name for path in (MANUAL / "en").iterdir())
LONGEST = 150
LONGEST_TO_LOOK_UP = 450  # the commands are looked up, not read from end to end


def chapter(lang: Lang, name: str) -> str:
    return (MANUAL / lang / name).read_text(encoding="utf-8")


def fenced(words: str, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", words, re.MULTILINE | re.DOTALL)


def unfenced(words: str) -> str:
    return re.sub(r"^```.*?^```$", "", words, flags=re.MULTILINE | re.DOTALL)


def options() -> Iterator[tuple[str, str]]:
    """Every verb with every option of it and of the verbs under it; "" is the command without a verb."""
    context = click.Context(zeren, info_name="zeren")
    for command in ("", *VERBS):
        found = zeren.get_command(context, command) if command else zeren
        assert found
        under = found.commands.values() if command and isinstance(found, click.Group) else ()
        for one in (found, *under):
            for parameter in one.get_params(context):
                if isinstance(parameter, click.Option):
                    yield from ((command, name) for name in parameter.opts)


def test_both_languages_have_the_same_chapters_of_readable_length() -> None:
    assert sorted(path.name for path in (MANUAL / "zh").iterdir()) == CHAPTERS
    for lang in LANGS:
        for name in CHAPTERS:
            longest = LONGEST_TO_LOOK_UP if name == "5-commands.md" else LONGEST
            assert len(chapter(lang, name).splitlines()) <= longest, (lang, name)
            assert name == "README.md" or f"]({name})" in chapter(lang, "README.md")


@pytest.mark.parametrize("name", CHAPTERS)
def test_both_languages_have_the_same_headings_tables_and_examples(name: str) -> None:
    shapes = [
        (
            re.findall(r"^#+(?= )", unfenced(words), re.MULTILINE),
            re.findall(r"^\|-.*$", words, re.MULTILINE),
            [re.sub(r"\s+#.*", "", block, flags=re.MULTILINE) for block in fenced(words, "sh")],
            [
                block.replace('"zh"', '"en"').replace(".zh)", ".en)")
                for block in fenced(words, "python")
            ],
        )
        for words in (chapter(lang, name) for lang in LANGS)
    ]

    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("verb", "option"), sorted(set(options())))
def test_every_option_is_named_where_its_verb_is(lang: Lang, verb: str, option: str) -> None:
    words = chapter(lang, "5-commands.md")
    parts = re.split(r"^## ", words, flags=re.MULTILINE)
    found = [part for part in parts if part.startswith(verb or "#")]

    assert len(found) == 1
    if verb:
        assert f"`zeren {verb}" in found[0]
    named = found[0] if option != "--help" else words
    assert re.search(rf"`[^`\n]*(?<![\w-]){option}(?![\w-])", named)


@pytest.mark.parametrize("lang", LANGS)
def test_every_environment_variable_is_named(lang: Lang) -> None:
    source = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "src" / "zeren").rglob("*.py")
    )
    read = set(re.findall(r"\bZEREN_[A-Z]+\b", source))

    assert (
        set(re.findall(r"^\| `(ZEREN_\w+)`", chapter(lang, "5-commands.md"), re.MULTILINE)) == read
    )


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", CHAPTERS)
def test_what_a_chapter_points_to_is_there(lang: Lang, name: str) -> None:
    words = unfenced(chapter(lang, name))
    links = [(MANUAL / lang / link) for link in re.findall(r"\]\(([^)#:]+)\)", words)]
    paths = re.findall(r"`((?:src|tests|docs|examples)/[\w./-]*\w)/?`", words)

    missing = [path for path in (*links, *(ROOT / path for path in paths)) if not path.exists()]

    assert missing == []


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with the lamp works' workbook, another, a buyer's, and the command for a shell."""
    for name in ("answers.xlsx", "second.xlsx"):
        shutil.copy(EXAMPLE, tmp_path / name)
    shutil.copy(EXAMPLE.with_name("declaration.xlsx"), tmp_path)
    shutil.copytree(EXAMPLE.with_name("documents"), tmp_path / "documents")
    make_buyer(tmp_path / "buyer.xlsx")
    sent = of_today(datetime.now(UTC))
    (tmp_path / "declaration.zeren").write_bytes(write_bundle(Package(sent)))
    (tmp_path / "status-1.jwt").write_bytes(sent["status-1.jwt"])
    (tmp_path / "association.pub").write_bytes(write_json(trust().as_json()))
    command = tmp_path / "bin" / "zeren"
    command.parent.mkdir()
    program = "from zeren.cli.main import run; run()"
    command.write_text(f"#!/bin/sh\nexec '{sys.executable}' -c '{program}' \"$@\"\n")
    command.chmod(0o755)
    return tmp_path


@pytest.mark.parametrize("name", CHAPTERS)
def test_the_commands_of_a_chapter_end_as_it_says(
    desk: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(desk)
    for line in "".join(fenced(chapter("en", name), "sh")).splitlines():
        if not line.startswith("zeren "):
            continue
        expected = re.search(r"# exit (\d+)$", line)

        ran = end_of(line, desk)

        assert ran.code == (int(expected[1]) if expected else 0), (line, ran.err)


def end_of(line: str, desk: Path) -> Ran:
    """A line of the manual: words go to the program at once, what a shell has to read to a shell."""
    if not re.search(r"[|<>*$;&]|--help", line):
        return zeren_here(*shlex.split(line, comments=True)[1:])
    environment = {**os.environ, "PATH": f"{desk / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    ran = subprocess.run(  # noqa: S602 - the line as the manual gives it to a shell
        line, shell=True, cwd=desk, env=environment, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in ran.stderr
    return Ran(ran.returncode, ran.stdout, ran.stderr)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", CHAPTERS)
def test_the_python_of_a_chapter_runs(
    desk: Path, monkeypatch: pytest.MonkeyPatch, lang: Lang, name: str
) -> None:
    monkeypatch.chdir(desk)

    for block in fenced(chapter(lang, name), "python"):
        exec(compile(block, f"{lang}/{name}", "exec"), {})  # noqa: S102 - our own manual


def recipe() -> str:
    [found] = fenced(chapter("en", "11-verify.md"), "python")
    return found


def test_the_recipe_without_this_program_is_ten_lines_and_opens_the_example(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(EXAMPLE.with_name("declaration.zeren"), desk)
    shutil.copy(EXAMPLE.parent.with_name("association.pub"), desk)
    monkeypatch.chdir(desk)

    exec(compile(recipe(), "recipe", "exec"), {})  # noqa: S102 - our own manual

    assert len(recipe().strip().splitlines()) <= 10
    assert capsys.readouterr().out.count("91440600MADEM0LA17") == 2


def test_the_recipe_without_this_program_refuses_what_was_altered(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime.now(UTC)
    honest, other = of_today(now), of_today(now, by=key("other"))
    altered = [
        {**honest, name: honest[name][:-9] + b"AAAAAAAAA"}
        for name in ("declaration.jwt", "identity-1.jwt", "statement.json")
    ]
    signed_by_another = {**other, "identity-1.jwt": honest["identity-1.jwt"]}
    monkeypatch.chdir(desk)

    for given in (
        *altered,
        signed_by_another,
        {**honest, "answers.sd-jwt": other["answers.sd-jwt"]},
    ):
        (desk / "declaration.zeren").write_bytes(write_bundle(Package(given)))
        with pytest.raises((AssertionError, JWException)):
            exec(compile(recipe(), "recipe", "exec"), {})  # noqa: S102 - our own manual


def settings() -> dict[str, Any]:
    path = ROOT / "src/zeren/standards/data/sme/questionnaire.toml"
    found: dict[str, Any] = tomli.loads(path.read_text(encoding="utf-8"))["settings"]
    return found


def as_told(value: object, lang: Lang) -> str:
    """A setting as the chapter's table writes it."""
    if isinstance(value, list):
        return " · ".join(as_told(one, lang) for one in value)
    if not isinstance(value, dict):
        return str(value)
    if "code" in value:
        return f"{value['code']} {value['least']}"
    if "zh" in value:
        return str(value[lang])
    return " · ".join(f"{name} {number}" for name, number in value.items())


@pytest.mark.parametrize("lang", LANGS)
def test_the_chapter_on_assessing_tells_every_number_of_the_method(lang: Lang) -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \| ", chapter(lang, "3-assess.md"), re.MULTILINE)

    assert dict(rows) == {name: as_told(value, lang) for name, value in settings().items()}


# Of the method's form, not of its settings: levels, weights, severities and groups 0–5, points and
# per cent 0–100, days of a quarter, and how JSON writes 62.5 points.
OF_THE_FORM = {0, 1, 2, 3, 4, 5, 100, 90, 6250, 62}


@pytest.mark.parametrize("lang", LANGS)
def test_its_sentences_name_no_number_that_is_not_in_force(lang: Lang) -> None:
    words = re.split(
        r"^## .*(?:worked example|手算).*$", chapter(lang, "3-assess.md"), flags=re.MULTILINE
    )[0]
    words = re.sub(r"^\| `.*$|\[[^]]*\]\([^)]*\)|`[^`]*`", "", words, flags=re.MULTILINE)
    told = {int(digits) for digits in re.findall(r"\d+", words)}
    in_force = {int(digits) for digits in re.findall(r"\d+", str(settings()))}

    assert told - in_force - OF_THE_FORM == set()


@pytest.mark.parametrize("lang", LANGS)
def test_the_chapter_on_standards_counts_right(lang: Lang) -> None:
    words = chapter(lang, "1-standards.md")
    quick, basic = (load_questionnaire("sme", tier=tier) for tier in TIERS[:2])
    ict = load_questionnaire("sme", tier="basic", supplements=("ict",))
    table = [
        [int(number) for number in row]
        for row in re.findall(r"^\| [^|`]+ \| (\d+)[^\d|]*\| (\d+)[^\d|]*\|", words, re.MULTILINE)
    ]
    tied = {name for topic in load_topics() for name in topic.clauses}

    assert table == [
        [len(asked.profile()) for asked in (quick, basic)],
        [len(asked.questions) for asked in (quick, basic)],
        [len(asked.red_lines) for asked in (quick, basic)],
        [len(asked.numbers()) for asked in (quick, basic)],
    ]
    assert re.search(rf"\b{len(ict.questions) - len(basic.questions)}\b", words)
    assert re.search(rf"\b{len(load_topics())}\b", words)
    assert re.search(rf"\b{len(load_standards())}\b", words)
    assert re.search(rf"\b{len(basic.items)}\b", words)
    facts = [sum(one.kind == "yes-no" for one in asked.fields) for asked in (quick, basic, ict)]
    assert facts == [7, 9, 16]  # “seven”, “nine”, and “seven” more: “七个”“九个”“七个”
    assert len(tied) == 13  # “Thirteen”, “十三个”


@pytest.mark.parametrize("lang", LANGS)
def test_the_chapter_on_answering_once_tells_what_is_measured(lang: Lang) -> None:
    words = chapter(lang, "7-answer-once.md")

    told = re.findall(
        r"^\| .+ → .+ \| (\d+) \| ([\d.]+), ([\d.]+) \| ([\d.]+), ([\d.]+) \|$", words, re.MULTILINE
    )

    expected = []
    for pair in MEASURED:
        found = agreement(*pair), agreement(*pair, least=SURE_STRENGTH)
        rates = [f"{rate:.2f}" for one in found for rate in (one.precision, one.recall)]
        expected.append((str(found[0].tabled), *rates))
    assert told == expected


@pytest.mark.parametrize("lang", LANGS)
def test_the_kinds_of_claim_are_told(lang: Lang) -> None:
    words = chapter(lang, "7-answer-once.md")

    told = re.findall(r"^\| `([\w-]+)` \|", words, re.MULTILINE)

    assert sorted(told) == sorted(CLAIM_WORDS)


def lengths(lang: Lang) -> list[list[str]]:
    """The rows of the table of times: where everything is asked, and an office as in the text."""
    basic = load_questionnaire("sme", tier="basic")
    facts = [field.code for field in basic.fields if field.kind == "yes-no"]
    office = basic.narrowed(profile={fact: fact == "personal-data" for fact in facts})
    names = {
        "en": ("*quick*", "*basic*", "*basic*, such an office", "*basic* with `ict`"),
        "zh": ("简版", "基本版", "基本版，这样的办公室", "基本版加 `ict`"),
    }
    asked = (
        load_questionnaire("sme"),
        basic,
        office,
        load_questionnaire("sme", tier="basic", supplements=("ict",)),
    )
    rows = []
    for name, questionnaire in zip(names[lang], asked, strict=True):
        zh, en = length(questionnaire, "zh"), length(questionnaire, "en")
        rows.append(
            [
                name,
                f"{round(zh.words, -2):,}",
                f"{round(en.words, -2):,}",
                f"{zh.reading} / {en.reading}",
                f"{zh.deciding}",
                f"{zh.gathering}",
            ]
        )
    return rows


@pytest.mark.parametrize("lang", LANGS)
def test_the_times_that_are_told_are_the_times_that_are_counted(lang: Lang) -> None:
    words = chapter(lang, "1-standards.md")

    for row in lengths(lang):
        assert f"| {' | '.join(row)} |" in words


@pytest.mark.parametrize("lang", LANGS)
def test_the_office_that_is_told_of_is_asked_what_is_told(lang: Lang) -> None:
    basic = load_questionnaire("sme", tier="basic")
    facts = [field.code for field in basic.fields if field.kind == "yes-no"]
    office = basic.narrowed(profile={fact: fact == "personal-data" for fact in facts})
    told = {
        "en": f"{len(office.questions)} questions and {len(office.red_lines)} red lines",
        "zh": f"{len(office.questions)} 题、{len(office.red_lines)} 条红线",
    }

    assert told[lang] in chapter(lang, "1-standards.md")
