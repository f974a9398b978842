"""`statement.json`: a declaration there and back, and a stranger's file that is none."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.declare.made_declaration import DECLARED, HASH

from zeren.collect.facts import Period
from zeren.declare.declaration import Declaration, Site, SupportingDocument
from zeren.declare.statement import read_statement, statement_as_json, statement_from_json
from zeren.files.canonical import canonical
from zeren.problems import Refused
from zeren.text import Said, Text

Table = dict[str, Any]
Way = tuple[str | int, ...]

LINES = st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=40).filter(str.strip)
WORDS = st.builds(Text, LINES, LINES) | st.builds(Said.of, LINES)
SAID = st.builds(Said.of, LINES)
CODES = st.lists(st.sampled_from(["E1.1", "E1.2", "R1", "electricity"]), unique=True)


@st.composite
def declarations(draw: st.DrawFn) -> Declaration:
    return DECLARED._replace(
        issuer=DECLARED.issuer._replace(
            address=draw(WORDS),
            uscc=draw(st.sampled_from(["", "91440600MADEM0LA17"])),
        ),
        scope=DECLARED.scope._replace(
            sites=tuple(draw(st.lists(st.builds(Site, SAID, SAID), min_size=1, max_size=3))),
            employees=draw(st.integers(0, 10_000_000)),
            period=draw(st.sampled_from([DECLARED.scope.period, Period("2025-12-31")])),
        ),
        statement=draw(WORDS),
        limits=draw(st.none() | WORDS),
        review=draw(st.none() | WORDS),
        documents=tuple(
            draw(
                st.lists(
                    st.builds(SupportingDocument, SAID, st.just(HASH), st.just("")), max_size=3
                )
            )
        ),
        published=tuple(draw(CODES)),
    )


@given(declarations())
def test_writing_and_reading_is_the_identity(declaration: Declaration) -> None:
    content = canonical(statement_as_json(declaration))

    assert read_statement(content) == declaration
    assert canonical(statement_as_json(read_statement(content))) == content


def table() -> Table:
    found: Table = json.loads(json.dumps(statement_as_json(DECLARED)))
    return found


def refused(value: object) -> tuple[str, str]:
    with pytest.raises(Refused) as refusal:
        statement_from_json(value)
    problem = refusal.value.problems[0]
    assert problem.place.file == "statement.json"
    assert problem.what.zh
    assert problem.remedy.zh
    return problem.code, problem.place.field


def ways(part: object, way: Way = ()) -> Iterator[Way]:
    if way:
        yield way
    if isinstance(part, dict):
        for key, inner in part.items():
            yield from ways(inner, (*way, key))
    elif isinstance(part, list):
        for number, inner in enumerate(part):
            yield from ways(inner, (*way, number))


def put(whole: Table, way: Way, value: object) -> Table:
    changed = deepcopy(whole)
    at(changed, way[:-1])[way[-1]] = value
    return changed


@pytest.mark.parametrize("way", list(ways(table())), ids=lambda way: ".".join(map(str, way)))
@pytest.mark.parametrize("value", [7.5, True, [[]], {"strange": 1}, {"lang": 1, "text": "x"}])
def test_a_value_of_the_wrong_type_is_refused_wherever_it_stands(way: Way, value: object) -> None:
    code, path = refused(put(table(), way, value))

    assert code in {"statement-type", "statement-missing", "statement-strange"} | (
        {"statement-profile"} if way == ("profile",) else set()
    )
    assert path.startswith(str(way[0]))


@pytest.mark.parametrize(
    "way",
    [way for way in ways(table()) if isinstance(way[-1], str)],
    ids=lambda way: ".".join(map(str, way)),
)
def test_a_missing_key_is_refused(way: Way) -> None:
    whole = table()
    del at(whole, way[:-1])[way[-1]]

    assert refused(whole)[0] in {"statement-missing", "statement-type"}


def at(whole: Table, way: Way) -> Any:  # noqa: ANN401 - whatever stands there
    holder: Any = whole
    for step in way:
        holder = holder[step]
    return holder


@pytest.mark.parametrize(
    "way",
    [way for way in [(), *ways(table())] if isinstance(at(table(), way), dict)],
    ids=lambda way: ".".join(map(str, way)),
)
def test_a_strange_key_is_refused_in_every_table(way: Way) -> None:
    whole = table()
    at(whole, way)["strange"] = "?"

    assert refused(whole) == ("statement-strange", ".".join(map(str, way)))


@pytest.mark.parametrize(
    ("way", "value", "code"),
    [
        (("profile",), "zeren-declaration/2", "statement-profile"),
        (("issuer", "uscc"), "91440600MADEM0LA18", "uscc-check-digit"),
        (("issuer", "uscc"), "9" * 81, "statement-size"),
        (("issuer", "name", "en"), " ", "statement-value"),
        (("issuer", "address", "zh"), "一" * 401, "statement-size"),
        (("issuer", "contact"), "x" * 401, "statement-size"),
        (("issuer", "contact"), "\x1b[2Jgone", "text-unseen"),
        (("issuer", "contact"), "a\u202eb", "text-unseen"),
        (("place", "text"), "\ud800", "text-unseen"),
        (("place", "text"), "", "text-missing"),
        (("place", "lang"), "fr", "statement-value"),
        (("scope", "sites"), [], "sites-missing"),
        (("scope", "employees"), -1, "headcount-impossible"),
        (("scope", "employees"), 10**9, "headcount-impossible"),
        (("scope", "period", "end"), "2024-12-31", "period-reversed"),
        (("scope", "period", "end"), "2025-02-30", "not-a-day"),
        (("statement", "text"), "x" * 4001, "statement-size"),
        (("claims",), [], "claims-missing"),
        (("claims", 0, "kind"), "none", "claim-unknown"),
        (("claims", 0, "kind"), "certified", "claim-unknown"),
        (("claims", 0, "standard"), "a\u0000b", "statement-value"),
        (("issued",), "20261122", "not-a-day"),
        (("issued",), "2026-11-22T00:00:00Z", "not-a-day"),
        (("issued",), "２０２６-11-22", "not-a-day"),
        (("until",), "2027-12-23", "validity-too-long"),
        (("until",), "2026-11-22", "validity-over"),
        (("documents", 0, "sha256"), "A" * 64, "hash-unclear"),
        (("questionnaire", "sha256"), "", "statement-value"),
        (("questionnaire", "supplements"), ["ict", "ict"], "statement-value"),
        (("published",), ["E1.1", "E1.1"], "statement-value"),
        (("published",), [""], "statement-value"),
        (("supersedes",), "urn:uuid:1", "id-unclear"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_its_place(
    way: Way, value: object, code: str
) -> None:
    found, path = refused(put(table(), way, value))

    assert found == code
    assert path.startswith(str(way[0]))


@pytest.mark.parametrize(
    ("name", "most"), [("documents", 300), ("claims", 60), ("published", 2_000)]
)
def test_lists_without_end_are_refused(name: str, most: int) -> None:
    entries = table()[name]

    assert refused(put(table(), (name,), entries[:1] * (most + 1))) == ("statement-size", name)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"null",
        b"\xff\xfe{}",
        b'{"profile": NaN}',
        b"[" * 100_000,
        b'{"a": 1, "a": 1}',
        b'{"scope": ' + b"1" * 5_000 + b"}",
        b" " * 1_000_001,
        canonical(statement_as_json(DECLARED)) + b"x",
    ],
    ids=range(10),
)
def test_what_is_no_statement_is_refused_not_crashed(content: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        read_statement(content)

    assert refusal.value.problems[0].code.startswith("statement-")


@given(st.binary(max_size=200))
def test_any_bytes_are_a_statement_or_refused(content: bytes) -> None:
    with pytest.raises(Refused):
        read_statement(content)
