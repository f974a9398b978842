"""The schemas in docs/schemas describe exactly what the program writes."""

import json
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from zeren.files.publication import Order, publish_file
from zeren.files.workbook.example import read_toml, response_from_toml
from zeren.files.workbook.template import write_template
from zeren.problems import Place, Problem
from zeren.publish.document import Look
from zeren.standards.as_json import questionnaire_as_json
from zeren.standards.load import load_questionnaire
from zeren.text import Text

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "docs" / "schemas"
VSME = ROOT.parent / "shared/samples/vsme/VSME-Digital-Template-Sample-1.3.0.xlsx"
SOURCES = {
    "lamp-works": ROOT / "examples/lamp-works/answers.xlsx",
    "software-house": ROOT / "examples/software-house/answers.xlsx",
    "half-filled": ROOT / "tests/samples/half-filled/answers.toml",
    "vsme": VSME,
}
WRITTEN = ("response", "assessment", "manifest")
NAMES = (
    "assessment",
    "carried",
    "coverage",
    "manifest",
    "problem",
    "published",
    "questionnaire",
    "reply",
    "response",
    "statement",
    "verdict",
)

Table = dict[str, Any]


@cache
def schema(name: str) -> Table:
    table: Table = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    return table


@cache
def validator(name: str) -> Draft202012Validator:
    registry: Registry[Any] = Registry().with_resources(
        (f"{one}.schema.json", Resource.from_contents(schema(one)))
        for one in ("problem", "response")
    )
    return Draft202012Validator(schema(name), registry=registry)


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every source that is there, published once."""
    order = Order(date="2026-11-22", look=Look(), word=False)
    written = {}
    for name, source in SOURCES.items():
        if source.exists():
            written[name] = tmp_path_factory.mktemp(name)
            publish_file(workbook(source, written[name]), written[name], order)
    return written


def workbook(source: Path, folder: Path) -> Path:
    """The source itself, or the workbook that its answers fill."""
    if source.suffix == ".xlsx":
        return source
    table, questionnaire = read_toml(source)
    path = folder / "answers.xlsx"
    response = response_from_toml(table, questionnaire)
    write_template(questionnaire, path, lang=table["lang"], response=response)
    return path


def read(outputs: dict[str, Path], source: str, name: str) -> Table:
    if source not in outputs:
        pytest.skip(f"{SOURCES[source].name} is not here")
    table: Table = json.loads((outputs[source] / f"{name}.json").read_bytes())
    return table


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_sound_titled_and_strict(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))

    assert {path.name for path in SCHEMAS.iterdir()} == {f"{one}.schema.json" for one in NAMES}
    assert schema(name)["title"]
    assert schema(name)["description"]
    assert list(loose(schema(name))) == []


def loose(part: object, path: str = "") -> list[str]:
    """Places of tables that name their keys and yet let others through."""
    found: list[str] = []
    if isinstance(part, dict):
        is_table = part.get("type") == "object" and "properties" in part
        if is_table and part.get("additionalProperties") is not False:
            found.append(path)
        for key, inner in part.items():
            found += loose(inner, f"{path}/{key}")
    elif isinstance(part, list):
        for place, inner in enumerate(part):
            found += loose(inner, f"{path}/{place}")
    return found


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_written_is_as_the_schema_says(
    outputs: dict[str, Path], source: str, name: str
) -> None:
    table = read(outputs, source, name)

    assert [error.message for error in validator(name).iter_errors(table)] == []


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("name", WRITTEN)
def test_a_missing_or_a_strange_key_is_refused(
    outputs: dict[str, Path], source: str, name: str
) -> None:
    table = small(read(outputs, source, name))
    assert validator(name).is_valid(table)

    for path in tables(table):
        for key in list(at(table, path)):
            if not is_free(path):
                without = deepcopy(table)
                del at(without, path)[key]
                refused(name, without)
        if not is_free(path):
            more = deepcopy(table)
            at(more, path)["strange"] = "?"
            refused(name, more)


@pytest.mark.parametrize("source", SOURCES)
def test_what_the_outward_pdf_carries_is_as_the_schema_says(
    outputs: dict[str, Path], source: str
) -> None:
    read(outputs, source, "manifest")
    with pikepdf.open(outputs[source] / "report.en.pdf") as pdf:
        table = json.loads(pdf.attachments["published-facts.json"].get_file().read_bytes())

    assert [error.message for error in validator("published").iter_errors(table)] == []


def small(table: Table) -> Table:
    """With the first member of each list alone, which stands for the others."""

    def cut(part: object) -> object:
        if isinstance(part, list):
            return [cut(one) for one in part[:1]]
        return {key: cut(one) for key, one in part.items()} if isinstance(part, dict) else part

    return {key: cut(one) for key, one in table.items()}


def tables(part: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The paths of all tables; of a list the first member stands for the others."""
    if isinstance(part, list):
        return tables(part[0], (*path, 0)) if part else []
    if not isinstance(part, dict):
        return []
    inner = [found for key, value in part.items() for found in tables(value, (*path, key))]
    return [path, *inner]


def at(table: Table, path: tuple[str | int, ...]) -> Table:
    found: Any = table
    for step in path:
        found = found[step]
    assert isinstance(found, dict)
    return found


def is_free(path: tuple[str | int, ...]) -> bool:
    """Keys that are codes of the questionnaire, of a taxonomy, or parts of a place."""
    return bool(path) and path[-1] in {"profile", "dimensions", "place"}


def refused(name: str, table: Table) -> None:
    assert not validator(name).is_valid(table)


@pytest.mark.parametrize(
    ("name", "path", "value"),
    [
        ("response", ("answers", 0, "said"), 5),
        ("response", ("answers", 0, "said"), "perhaps"),
        ("response", ("facts", 0, "value"), 2380),
        ("response", ("facts", 0, "value"), "2.38e3"),
        ("response", ("facts", 0, "kind"), "words"),
        ("response", ("period",), {"start": "2025-01-01"}),
        ("response", ("questionnaire", "sha256"), "none"),
        ("response", ("published",), ["E1.1", "E1.1"]),
        ("assessment", ("overall", "declared"), 56.51),
        ("assessment", ("overall", "state"), "half"),
        ("assessment", ("risks", 0, "size"), 30),
        ("assessment", ("plan", 0, "kind"), "wish"),
        ("manifest", ("order", "colour"), "teal"),
        ("manifest", ("files", 0, "sha256"), "none"),
        ("manifest", ("problems", 0, "level"), "fatal"),
    ],
)
def test_a_value_that_cannot_be_is_refused(
    outputs: dict[str, Path], name: str, path: tuple[str | int, ...], value: object
) -> None:
    table = read(outputs, "lamp-works", name)
    at(table, path[:-1])[str(path[-1])] = value

    refused(name, table)


@pytest.mark.parametrize(
    "place",
    [Place(), Place(sheet="员工", cell="D14"), Place(file="answers.toml", line=3, field="E1.1")],
)
def test_a_problem_is_as_its_schema_says(place: Place) -> None:
    problem = Problem(
        "not-a-number", "error", place, Text("“十二”。", "Ten."), Text("改。", "Mend.")
    )

    table = problem.as_json()

    assert [error.message for error in validator("problem").iter_errors(table)] == []
    for key in table:
        refused("problem", {name: value for name, value in table.items() if name != key})
    refused("problem", table | {"level": "fatal"})
    refused("problem", table | {"place": {"page": 3}})


def test_what_check_prints_is_a_response_with_its_problems() -> None:
    from tests.core.cli.command import zeren

    table = json.loads(zeren("check", SOURCES["lamp-works"], "--json").out)
    problems = table.pop("problems")

    validator("response").validate(table)
    assert problems
    for problem in problems:
        validator("problem").validate(problem)


@pytest.mark.parametrize("standard", ["rba-code-8", "gri-standards", "efrag-vsme", "gbt-27050"])
def test_what_coverage_prints_is_as_its_schema_says(standard: str) -> None:
    from tests.core.cli.command import zeren

    words = ("coverage", SOURCES["lamp-works"], "--standard", standard, "--json")
    table = json.loads(zeren(*words).out)

    assert [error.message for error in validator("coverage").iter_errors(table)] == []
    table = small(table)
    assert validator("coverage").is_valid(table)
    for path in tables(table):
        for key in () if is_free(path) else at(table, path):
            without = deepcopy(table)
            del at(without, path)[key]
            refused("coverage", without)


@pytest.mark.parametrize("supplements", [(), ("ict",)])
def test_what_questions_prints_is_a_questionnaire(supplements: tuple[str, ...]) -> None:
    asked = load_questionnaire("sme", tier="basic", supplements=supplements)

    table = json.loads(json.dumps(questionnaire_as_json(asked)))

    validator("questionnaire").validate(table)
    for key in table:
        refused("questionnaire", {name: value for name, value in table.items() if name != key})


def test_what_carry_prints_is_what_was_carried(tmp_path: Path) -> None:
    from tests.core.cli.command import zeren

    lamp_works = SOURCES["lamp-works"]
    kinds = ("answer", "entry", "fact", "evidence")

    ran = zeren("carry", lamp_works, "--out", tmp_path / "new.xlsx", "--tier", "quick", "--json")

    table = json.loads(ran.out)
    validator("carried").validate(table)
    assert {kind for one in table["dropped"] for kind in one} == {*kinds, "why"}
    for key in table:
        refused("carried", {name: value for name, value in table.items() if name != key})
    refused("carried", table | {"strange": "?"})
    for one in table["dropped"]:
        refused("carried", table | {"dropped": [{"why": one["why"]}]})


def test_what_reply_prints_is_a_reply(tmp_path: Path) -> None:
    from tests.core.cli.command import zeren
    from tests.core.files.made_buyer import make_buyer

    buyer = make_buyer(tmp_path / "buyer.xlsx")
    table = json.loads(zeren("reply", buyer, "--from", SOURCES["lamp-works"], "--json").out)

    validator("reply").validate(table)
    for key in table:
        refused("reply", {name: value for name, value in table.items() if name != key})
    for key in table["lines"][0]:
        without = deepcopy(table)
        del without["lines"][0][key]
        refused("reply", without)


def test_what_is_declared_is_as_the_schema_of_its_statement_says() -> None:
    from tests.core.cli.command import zeren

    form = ROOT / "examples/lamp-works/declaration.xlsx"
    words = ("declare", SOURCES["lamp-works"], "--with", form, "--date", "2026-11-22", "--json")
    table = json.loads(zeren(*words).out)["statement"]

    assert [error.message for error in validator("statement").iter_errors(table)] == []
    for path in tables(table):
        for key in at(table, path):
            without = deepcopy(table)
            del at(without, path)[key]
            refused("statement", without)
        more = deepcopy(table)
        at(more, path)["strange"] = "?"
        refused("statement", more)
    for path, value in (
        (("claims", 0, "kind"), "none"),
        (("claims", 0, "kind"), "certified"),
        (("scope", "sites"), []),
        (("issued",), "22 November 2026"),
        (("documents", 0, "sha256"), "none"),
    ):
        wrong = deepcopy(table)
        at(wrong, path[:-1])[str(path[-1])] = value
        refused("statement", wrong)


def test_what_verify_prints_is_a_verdict(tmp_path: Path) -> None:
    from tests.core.cli.command import zeren
    from tests.core.declare.verification.packaged import members, trust

    from zeren.declare.package import Package
    from zeren.files.association import write_json
    from zeren.files.bundle import write_bundle

    (tmp_path / "sent.zeren").write_bytes(write_bundle(Package(members())))
    (tmp_path / "none.zeren").write_bytes(b"Dear buyer")
    (tmp_path / "association.pub").write_bytes(write_json(trust().as_json()))
    words = ("--trust", tmp_path / "association.pub", "--at", "2027-03-01", "--json")

    good, none = (
        json.loads(zeren("verify", tmp_path / name, *words).out)
        for name in ("sent.zeren", "none.zeren")
    )

    assert (good["verdict"], none["verdict"]) == ("holds", "fails")
    for table in (good, none):
        assert [error.message for error in validator("verdict").iter_errors(table)] == []
        for key in table:
            refused("verdict", {name: value for name, value in table.items() if name != key})
    assert [error.message for error in validator("statement").iter_errors(good["statement"])] == []
    wrong: list[Table] = [
        {"verdict": "verified"},
        {"strange": "?"},
        {"at": "today"},
        {"steps": [{}]},
        {"shown": [{"kind": "secrets", "code": "E1.1", "value": {}}]},
    ]
    for change in wrong:
        refused("verdict", good | change)
