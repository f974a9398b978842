"""A sound filing with one fact for each of the 143 concepts, and mistakes to plant in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle
from typing import Final

from zeren.collect.facts import Period, Source
from zeren.publish.filing import Entity, Filing, Tagged
from zeren.publish.filing.checks.breakdowns import tables_of
from zeren.publish.filing.values import PURE
from zeren.standards.taxonomy import Kind, Shape, load_taxonomy
from zeren.standards.vsme import load_concepts
from zeren.text import Text

YEAR: Final = Period(start="2026-01-01", end="2026-12-31")
LAST_DAY: Final = Period(end="2026-12-31")
LEI: Final = Entity("lei", "http://standards.iso.org/iso/17442", "529900T8BM49AURSDO55")
_UNITS: Final[dict[Kind, str]] = {
    "area": "utr:ha",
    "emissions": "utr:tCO2e",
    "energy": "utr:MWh",
    "intensity": "utr:tCO2e/iso4217:EUR",
    "mass": "utr:t",
    "money": "iso4217:EUR",
    "number": PURE,
    "share": PURE,
    "volume": "utr:m3",
}
NUMBERS: Final = frozenset(_UNITS)
CHOICES: Final = frozenset({"choice", "choices"})


def made_filing(*facts: Tagged, entity: Entity = LEI) -> Filing:
    """A filing of these facts, of the sound ones where none are given."""
    return Filing(
        entry_point=load_taxonomy().entry_point,
        entity=entity,
        company=Text("演示灯具厂（虚构）", "Demonstration Lamp Works (fictitious)"),
        period=YEAR,
        made_from=Text("演示", "a demonstration"),
        date="2026-11-22",
        facts=facts or sound_facts(),
    )


def sound_facts() -> tuple[Tagged, ...]:
    return tuple(sound(code) for code in load_concepts())


def sound(concept: str, *, id: str = "") -> Tagged:  # noqa: A002
    """A fact that nothing is wrong with; its cell is its id."""
    order = list(load_concepts()).index(concept) + 1
    shape = load_taxonomy().shapes[concept.removeprefix("vsme:")]
    name = id or f"f{order}"
    return Tagged(
        id=name,
        concept=concept,
        value=_value(concept, shape),
        period=LAST_DAY if shape.instant else YEAR,
        unit=_UNITS.get(shape.kind, ""),
        decimals="0" if shape.kind in _UNITS else "",
        dimensions=_dimensions(concept),
        lang="en" if shape.kind == "words" else "",
        source=Source("made.xlsx", "Made", name),
    )


def kind_of(fact: Tagged) -> Kind:
    return load_taxonomy().shapes[fact.concept.removeprefix("vsme:")].kind


def _value(concept: str, shape: Shape) -> str:
    values: dict[Kind, str] = {
        "date": "2027-06-30",
        "words": "First.\nSecond line.\n\nAnother paragraph, 中文 & <tags>.",
        "year": "2030",
        "yes-no": "true",
    }
    if shape.kind in CHOICES:
        taxonomy = load_taxonomy()
        chosen = sorted(taxonomy.members(shape.domain)[: 1 if shape.kind == "choice" else 2])
        return " ".join(chosen)
    return values.get(shape.kind) or f"{_weight(concept)}"


def _weight(concept: str) -> int:
    """Whole numbers with which every sum of the taxonomy adds up."""
    sums = {one.total: one.parts for one in load_taxonomy().sums}
    name = concept.removeprefix("vsme:")
    parts = sums.get(name)
    if parts:
        return sum(_weight(part) for part in parts)
    return 2 if "Contract" in name and "Country" not in name else 1


def _dimensions(concept: str) -> tuple[tuple[str, str], ...]:
    tables = tables_of(concept.removeprefix("vsme:"))
    if not tables:
        return ()
    taxonomy = load_taxonomy()
    typed = [(f"vsme:{axis}", "1") for axis in tables[0].typed]
    explicit = [
        (f"vsme:{axis}", taxonomy.members(domain)[5])
        for axis, domain in tables[0].explicit.items()
        if axis not in taxonomy.defaults
    ]
    return (*typed, *explicit)


@dataclass(frozen=True)
class Mistake:
    """A way to spoil a fact, and which facts it can spoil."""

    name: str
    applies: Callable[[Tagged], bool]
    spoil: Callable[[Tagged], Tagged]


def _kind(*kinds: Kind) -> Callable[[Tagged], bool]:
    return lambda fact: kind_of(fact) in kinds


def _any(fact: Tagged) -> bool:
    return fact.id != ""


def _number(fact: Tagged) -> bool:
    return kind_of(fact) in NUMBERS


def _set(**changes: object) -> Callable[[Tagged], Tagged]:
    return lambda fact: replace(fact, **changes)  # type: ignore[arg-type]


def _with_axis(axis: str, value: str) -> Callable[[Tagged], Tagged]:
    return lambda fact: replace(
        fact, dimensions=tuple(sorted({**dict(fact.dimensions), axis: value}.items()))
    )


def _in_table(axis: str) -> Callable[[Tagged], bool]:
    return lambda fact: any(
        axis in {*table.typed, *table.explicit}
        for table in tables_of(fact.concept.removeprefix("vsme:"))
    )


def _in_no_table(fact: Tagged) -> bool:
    return not tables_of(fact.concept.removeprefix("vsme:"))


_IN_SUMS: Final = frozenset(
    f"vsme:{name}" for one in load_taxonomy().sums for name in (one.total, *one.parts)
)

MISTAKES: Final = (
    Mistake("a number in words", _number, _set(value="twelve")),
    Mistake("a number with a comma", _number, _set(value="1,200")),
    Mistake("an empty number", _number, _set(value="")),
    Mistake("a number with an exponent", _number, _set(value="1e3")),
    Mistake("neither yes nor no", _kind("yes-no"), _set(value="maybe")),
    Mistake("a day that is not", _kind("date"), _set(value="2026-02-30")),
    Mistake("a day written otherwise", _kind("date"), _set(value="30/06/2027")),
    Mistake("a year of two digits", _kind("year"), _set(value="26")),
    Mistake("a member nobody knows", _kind("choice", "choices"), _set(value="vsme:NobodyMember")),
    Mistake(
        "a member of another list",
        _kind("choice", "choices"),
        _set(value="vsme:RenewableEnergyMember"),
    ),
    Mistake(
        "members in the wrong order",
        _kind("choices"),
        lambda fact: replace(fact, value=" ".join(reversed(fact.value.split()))),
    ),
    Mistake(
        "a member twice",
        _kind("choices"),
        lambda fact: replace(fact, value=f"{fact.value.split()[0]} {fact.value.split()[0]}"),
    ),
    Mistake(
        "two members of one choice",
        _kind("choice"),
        lambda fact: replace(fact, value=" ".join(_two_members(fact))),
    ),
    Mistake("no choice at all", _kind("choice"), _set(value="")),
    Mistake(
        "the other kind of period",
        _any,
        lambda fact: replace(fact, period=YEAR if fact.period.start is None else LAST_DAY),
    ),
    Mistake(
        "a month that is not",
        _any,
        lambda fact: replace(fact, period=fact.period._replace(end="2026-13-31")),
    ),
    Mistake(
        "the start after the end",
        lambda fact: fact.period.start is not None,
        _set(period=Period(start="2026-12-31", end="2026-01-01")),
    ),
    Mistake("no unit", _number, _set(unit="")),
    Mistake(
        "a unit of another kind",
        _kind("area", "emissions", "energy", "intensity", "mass", "money", "share", "volume"),
        _set(unit="utr:kW"),
    ),
    Mistake("a count in kilowatts", _kind("number"), _set(unit="utr:kW")),
    Mistake("a unit that is not", _kind("energy", "volume", "area"), _set(unit="utr:furlong")),
    Mistake("money in no currency", _kind("money"), _set(unit="iso4217:XXQ")),
    Mistake("money without a currency", _kind("money"), _set(unit=PURE)),
    Mistake("a unit of words", _kind("words", "yes-no"), _set(unit=PURE)),
    Mistake("no decimals", _number, _set(decimals="")),
    Mistake("decimals in words", _number, _set(decimals="two")),
    Mistake("half a decimal", _number, _set(decimals="2.5")),
    Mistake("decimals of words", _kind("words"), _set(decimals="0")),
    Mistake(
        "an unknown part",
        _in_table("BreakdownOfEnergyConsumptionAxis"),
        _with_axis("vsme:BreakdownOfEnergyConsumptionAxis", "vsme:NobodyMember"),
    ),
    Mistake(
        "a part of another axis",
        _in_table("TypeOfPollutantAxis"),
        _with_axis("vsme:TypeOfPollutantAxis", "vsme:RenewableEnergyMember"),
    ),
    Mistake(
        "a part of another namespace",
        _in_table("CountryOfEmploymentContractAxis"),
        _with_axis("vsme:CountryOfEmploymentContractAxis", "nace:NACE_A"),
    ),
    Mistake(
        "the total named",
        _in_table("BreakdownOfEnergyConsumptionAxis"),
        _with_axis(
            "vsme:BreakdownOfEnergyConsumptionAxis",
            "vsme:TotalRenewableAndNonRenewableEnergyMember",
        ),
    ),
    Mistake(
        "a row without its number", _in_table("IdentifierOfSiteTypedAxis"), _set(dimensions=())
    ),
    Mistake("waste without its kind", _in_table("TypeOfWasteAxis"), _set(dimensions=())),
    Mistake(
        "an empty row number",
        _in_table("IdentifierOfMaterialTypedAxis"),
        _set(dimensions=(("vsme:IdentifierOfMaterialTypedAxis", ""),)),
    ),
    Mistake(
        "one axis too many",
        lambda fact: not _in_no_table(fact) and not _in_table("TypeOfPollutantAxis")(fact),
        _with_axis("vsme:TypeOfPollutantAxis", "vsme:AldrinMember"),
    ),
    Mistake(
        "an axis where there is no table",
        _in_no_table,
        _with_axis("vsme:TypeOfPollutantAxis", "vsme:AldrinMember"),
    ),
    Mistake(
        "an axis that is not",
        lambda fact: not _in_no_table(fact),
        _with_axis("vsme:NobodyAxis", "vsme:AldrinMember"),
    ),
    Mistake("a concept that is not", _any, _set(concept="vsme:NobodyKnowsThis")),
    Mistake("a member as concept", _kind("words"), _set(concept="vsme:AldrinMember")),
    Mistake("an impossible language", _kind("words"), _set(lang="x_y")),
    Mistake("words without a language", _kind("words"), _set(lang="")),
    Mistake("a number with a language", _number, _set(lang="en")),
    Mistake("a number below nothing", _number, _set(value="-5")),
    Mistake("control characters", _kind("words"), _set(value="a\x00b\x1bc")),
)


def _two_members(fact: Tagged) -> Sequence[str]:
    taxonomy = load_taxonomy()
    shape = taxonomy.shapes[fact.concept.removeprefix("vsme:")]
    return sorted(taxonomy.members(shape.domain)[:2])


@dataclass(frozen=True)
class Spoilt:
    """A filing with planted mistakes: which, by the id of the fact."""

    filing: Filing
    planted: dict[str, str]


def spoilt_filings(*, each: int = 5) -> Iterator[Spoilt]:
    """Every mistake in up to so many facts, as few filings as hold them; a fact is spoilt once.

    Facts that belong to a sum are left sound, but for the last filing, which is about facts beside
    each other: totals that do not add up and things said twice. Among them are things said twice
    alike, or once rounded: no mistakes.
    """
    waiting = [(mistake, fact) for mistake in MISTAKES for fact in _spoilable(mistake, each)]
    while waiting:
        facts = {fact.id: fact for fact in sound_facts()}
        planted: dict[str, str] = {}
        later = []
        for mistake, fact in waiting:
            if fact.id in planted:
                later.append((mistake, fact))
            else:
                facts[fact.id] = mistake.spoil(fact)
                planted[fact.id] = mistake.name
        yield Spoilt(made_filing(*facts.values()), planted)
        waiting = later
    yield _beside_each_other()


def _spoilable(mistake: Mistake, each: int) -> Iterator[Tagged]:
    """Facts that the mistake can spoil, another beginning for each mistake so that they spread."""
    fitting = [
        fact for fact in sound_facts() if fact.concept not in _IN_SUMS and mistake.applies(fact)
    ]
    if not fitting:  # waste and the like: all of them belong to sums
        fitting = [fact for fact in sound_facts() if mistake.applies(fact)]
    start = MISTAKES.index(mistake) * each % len(fitting)
    around = cycle(fitting[start:] + fitting[:start])
    for _ in range(min(each, len(fitting))):
        yield next(around)


def _beside_each_other() -> Spoilt:
    facts = list(sound_facts())
    planted = {}
    sums = load_taxonomy().sums
    parts = {part for one in sums for part in one.parts}
    totals = {f"vsme:{one.total}" for one in sums if one.total not in parts}
    for place, fact in enumerate(facts):
        if fact.concept in totals:
            facts[place] = replace(fact, value=f"{int(fact.value) + 40}")
            planted[fact.id] = "a sum that does not add up"
    for fact in [one for one in facts if one.concept not in _IN_SUMS][::4]:
        other = {"yes-no": "false", "year": "2031", "date": "2028-06-30", "words": "Other words."}
        again = replace(fact, id=f"{fact.id}b", source=fact.source._replace(cell=f"{fact.id}b"))
        if kind_of(fact) in NUMBERS or kind_of(fact) in other:
            facts.append(replace(again, value=other.get(kind_of(fact), "77")))
            planted[again.id] = "said twice"
    for fact in sound_facts()[1::3]:
        if fact.concept not in _IN_SUMS and f"{fact.id}b" not in planted:
            again = replace(fact, id=f"{fact.id}c", source=fact.source._replace(cell=f"{fact.id}c"))
            rounded = kind_of(fact) in NUMBERS
            facts.append(replace(again, value="1.2", decimals="1") if rounded else again)
    return Spoilt(made_filing(*facts), planted)
