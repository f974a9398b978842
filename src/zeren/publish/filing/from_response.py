"""From a response to a filing: what is public and has a concept, each as the taxonomy wants it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Final

from zeren.collect import lei, uscc
from zeren.collect.facts import Fact
from zeren.collect.responses import Response
from zeren.problems import Place, Problem
from zeren.publish.as_vsme import AsVsme, as_vsme
from zeren.publish.filing.messages import problem
from zeren.publish.filing.units import stated
from zeren.publish.filing.values import USCC_SCHEME, Entity, Filing, Tagged
from zeren.publish.published import company_name
from zeren.standards.questionnaires import Questionnaire
from zeren.standards.taxonomy import Taxonomy, load_taxonomy
from zeren.standards.vsme import load_concepts
from zeren.text import Lang, Said, Text, counted, listed

LANG_TAG: Final[dict[Lang, str]] = {"zh": "zh-Hans", "en": "en"}
_KINDS: Final = ("lei", "euid", "duns", "permid")


def file_response(
    response: Response,
    *,
    questionnaire: Questionnaire | None,
    date: str,
    identifier_at: Place | None = None,
    awaiting: frozenset[str] = frozenset(),
) -> tuple[Filing | None, tuple[Problem, ...]]:
    """Make the filing, and say what is left out of it; None where there is nothing to file or no
    identifier to file it under.

    `questionnaire` is None for EFRAG's template, whose facts are concepts already. Of a response to
    a questionnaire of ours only what is ticked for the public is taken; what is `awaiting` was
    carried from last time, and its tick does not count until somebody confirms it.
    """
    taxonomy = load_taxonomy()
    problems: list[Problem] = []
    if questionnaire is None:
        facts = [fact for fact in response.facts if fact.code in response.published]
        made_from = Text(
            f"EFRAG 的 VSME 数字模板（{response.asked.edition}）",
            f"EFRAG's VSME digital template ({response.asked.edition})",
        )
    else:
        found = as_vsme(questionnaire, response)
        facts = list(found.facts)
        made_from = Text(
            f"{questionnaire.title.zh}（{questionnaire.edition}版）",
            f"{questionnaire.title.en} (edition {questionnaire.edition})",
        )
        problems += _left_out(questionnaire, response, awaiting, found)
    entity = _entity(response, taxonomy, identifier_at or Place(), awaiting)
    if isinstance(entity, Problem):
        return None, (*problems, entity)
    if not facts:
        return None, (*problems, problem("filing-nothing"))
    filing = Filing(
        entry_point=taxonomy.entry_point,
        entity=entity,
        company=company_name(response),
        period=response.period,
        made_from=made_from,
        date=date,
        facts=tuple(_tagged(facts, taxonomy)),
    )
    return filing, tuple(problems)


def _left_out(
    questionnaire: Questionnaire, response: Response, awaiting: frozenset[str], found: AsVsme
) -> Iterator[Problem]:
    held = [questionnaire.field_of[code] for code in found.held_back]
    private = [field.label for field in held if field.code not in awaiting]
    waiting = [field.label for field in held if field.code in awaiting]
    if private:
        yield problem("filing-private", fields=listed(private), count=len(private))
    if waiting:
        yield problem("filing-unconfirmed", fields=listed(waiting))
    others = sum(
        response.fact(field.code) is not None and not field.concept
        for field in questionnaire.fields
        if field.code in response.published
    )
    if others:
        yield problem(
            "filing-without-concept",
            count=Text(f"{others}", counted(others, "number", "numbers")),
            filed=Text(f"{len(found.facts)}", counted(len(found.facts), "fact", "facts")),
        )


def _entity(
    response: Response, taxonomy: Taxonomy, place: Place, awaiting: frozenset[str]
) -> Entity | Problem:
    for kind in _KINDS:
        said = _words(response.profile.get(kind))
        if said:
            tidy = uscc.normalise(said) if kind == "lei" else said
            right = tidy if kind != "lei" or lei.is_right(tidy) else said
            return Entity(kind, taxonomy.schemes[kind], right, place)
    code = uscc.normalise(_words(response.profile.get("uscc")))
    if not code:
        return problem("filing-no-identifier", place=place)
    if "uscc" not in response.published:
        why = "unconfirmed" if "uscc" in awaiting else "private"
        return problem(f"filing-identifier-{why}", place=place)
    return Entity("uscc", USCC_SCHEME, code, place)


def _words(value: object) -> str:
    return (
        value.text if isinstance(value, Said) else value if isinstance(value, str) else ""
    ).strip()


def _tagged(facts: Iterable[Fact], taxonomy: Taxonomy) -> Iterator[Tagged]:
    """In the order of the disclosures; facts of one concept stay as they stand in the workbook."""
    order = {code: place for place, code in enumerate(load_concepts())}
    for number, fact in enumerate(
        sorted(facts, key=lambda one: order.get(one.code, len(order))), 1
    ):
        value, unit, decimals, lang = _stated(fact, taxonomy)
        yield Tagged(
            id=f"f{number}",
            concept=fact.code,
            value=value,
            period=fact.period,
            unit=unit,
            decimals=decimals,
            dimensions=tuple(
                (f"vsme:{axis}", _member(axis, member, taxonomy))
                for axis, member in fact.dimensions
            ),
            lang=lang,
            source=fact.source,
        )


def _stated(fact: Fact, taxonomy: Taxonomy) -> tuple[str, str, str, str]:
    """Value, unit, decimals and language."""
    match fact.value:
        case bool():
            return ("true" if fact.value else "false"), "", "", ""
        case Decimal():
            return *stated(fact.value, fact.unit), ""
        case Said():
            return fact.value.text, "", "", LANG_TAG[fact.value.lang]
        case tuple():
            return (
                " ".join(sorted(fact.value, key=lambda code: _address(code, taxonomy))),
                "",
                "",
                "",
            )
        case _:
            return fact.value, "", "", ""


def _address(code: str, taxonomy: Taxonomy) -> str:
    """Members of a set stand in the order of their full names."""
    prefix, _, name = code.partition(":")
    return f"{taxonomy.namespaces.get(prefix, prefix)}#{name}"


def _member(axis: str, value: str, taxonomy: Taxonomy) -> str:
    for table in taxonomy.tables:
        if axis in table.typed:
            return value
        if axis in table.explicit:
            return _codes(table.explicit[axis]).get(value, f"vsme:{value}")
    return value


@cache
def _codes(domain: str) -> Mapping[str, str]:
    return {_local(code): code for code in load_taxonomy().members(domain)}


def _local(code: str) -> str:
    return code.rpartition(":")[2]
