"""A declaration without a form: what the answers say and our usual words, with a few words said beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from zeren.collect.numbers import EMPLOYEES
from zeren.collect.periods import PERIOD
from zeren.collect.responses import Response
from zeren.declare.form import DocumentRow, Form
from zeren.declare.from_response import Filled
from zeren.declare.prefilled import DISPATCHED, form_from
from zeren.problems import Place, Problem
from zeren.standards.questionnaires import Questionnaire
from zeren.text import Said, Text

_WHERE: Final[Mapping[str, str]] = {
    "claims": "--standard",
    "address": "--address",
    "place": "--place",
    "signatory": "--signer",
    "function": "--signer",
}
_CELLS: Final[Mapping[str, str]] = {  # of the form, and the field of the answers that it is from
    **{code: code for code in ("name-zh", "name-en", "uscc", *PERIOD, "sites")},
    "employees": EMPLOYEES[0],
    "dispatched": DISPATCHED,
}
_DOCUMENT: Final = ("title", "file", "sha256", "question")
_MISSING: Final = frozenset({"form-missing", "claims-missing", "sites-missing", "text-missing"})


@dataclass(frozen=True, slots=True)
class Spoken:
    """What somebody said beside the answers: pairs of a standard and a kind of claim, who signs, and where.

    An `address` that is empty is taken from the answers.
    """

    claims: tuple[tuple[str, str], ...] = ()
    signatory: str = ""
    function: str = ""
    place: str = ""
    address: str = ""


def filled_from(
    spoken: Spoken,
    response: Response,
    questionnaire: Questionnaire,
    *,
    day: str,
    hash_of: Callable[[str], str | None],
    cells: Mapping[str, Place],
) -> Filled:
    """The form of confirmed answers, filled in with what was said; `hash_of` a file, None where it is not.

    A site is all that answers name: the company itself, at its address. `cells` are those of the
    workbook, by the code of what is answered there.
    """
    known = form_from(response, day=day, is_there=lambda name: hash_of(name) is not None)
    address = spoken.address.strip() or address_in(response, questionnaire)
    said = {
        "address": address,
        "place": spoken.place,
        "signatory": spoken.signatory,
        "function": spoken.function,
    }
    form = known._replace(
        entries={**known.entries, **_cells(said)},
        sites=tuple((name, address) for name, _ in known.sites),
        claims=spoken.claims,
        documents=tuple(_hashed(row, hash_of) for row in known.documents),
    )
    return Filled(form, dict(_cells_behind(form, response, cells)) | _options_behind(form))


def address_in(response: Response, questionnaire: Questionnaire) -> str:
    """Region and city of the profile as one line, in the language of the city; empty without a city."""
    code, city = response.profile.get("region"), response.profile.get("city")
    town = city.text.strip() if isinstance(city, Said) else str(city or "").strip()
    if not town:
        return ""
    field = questionnaire.field_of.get("region")
    region = next((one.label for one in field.choices if one.code == code), None) if field else None
    if region is None:
        return town
    if Said.of(town).lang == "zh":
        return town if town.startswith(region.zh) else f"{region.zh}{town}"
    return f"{town}, {region.en}"


def with_remedies(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Where something is missing, the option that says it, or the form that has room for it."""
    return tuple(map(_remedied, problems))


def _remedied(problem: Problem) -> Problem:
    if problem.code in _ROWS:
        return problem._replace(remedy=_ROWS[problem.code])
    if problem.code not in _MISSING:
        return problem
    option = problem.place.field.partition(" ")[0]
    if option == "--standard":
        return problem._replace(remedy=_CLAIM_IT)
    if option.startswith("--"):
        return problem._replace(remedy=_ADD.format(option=option))
    return problem._replace(remedy=_ANSWER_IT)


def _cells(said: Mapping[str, str]) -> dict[str, str]:
    """Each text in the cell of the language that it is in."""
    words = {code: Said.of(text.strip()) for code, text in said.items() if text.strip()}
    return {f"{code}.{one.lang}": one.text for code, one in words.items()}


def _hashed(row: DocumentRow, hash_of: Callable[[str], str | None]) -> DocumentRow:
    return row._replace(sha256=hash_of(row.file) or row.sha256) if row.file else row


def _cells_behind(
    form: Form, response: Response, cells: Mapping[str, Place]
) -> Iterator[tuple[str, Place]]:
    """The cell of the workbook behind each that the answers fill in: there it is mended."""
    yield from ((name, cells[code]) for name, code in _CELLS.items() if code in cells)
    named = (
        "name-en" if form.entries.get("name-en") and not form.entries.get("name-zh") else "name-zh"
    )
    if named in cells:
        yield from ((f"sites.{number}.name", cells[named]) for number, _ in enumerate(form.sites))
        if not form.sites:
            yield "sites", cells[named]  # the only site takes its name from the company
    pieces = [piece.source for piece in response.evidence if piece.question in response.published]
    for number, source in enumerate(pieces):
        place = Place(sheet=source.sheet, cell=source.cell)
        yield from ((f"documents.{number}.{part}", place) for part in _DOCUMENT)
    if pieces:
        yield "documents", Place(sheet=pieces[0].sheet)


def _options_behind(form: Form) -> dict[str, Place]:
    """The option behind each of the others."""
    places = {
        name: Place(field=option)
        for code, option in _WHERE.items()
        for name in (code, f"{code}.zh", f"{code}.en")
    }
    for number, (name, _) in enumerate(form.claims):
        places[f"claims.{number}"] = Place(field=f"--standard {name}")
    for number, _ in enumerate(form.sites):
        places[f"sites.{number}.address"] = Place(field="--address")
    return places | {name: Place(field="--date") for name in ("issued", "until")}


_CLAIM_IT: Final = Text(
    "请成对加上 --standard 和 --claim，例如 --standard iso-26000 --claim used-as-guidance；或用 --form 写一张表，在里面选。",
    "Add a pair of --standard and --claim, such as --standard iso-26000 --claim used-as-guidance; or write a form with --form and choose there.",
)
_ADD: Final = Text(
    "请加上 {option}，或用 --form 写一张表来填。",
    "Add {option}, or write a form with --form and fill it in.",
)
_ANSWER_IT: Final = Text(
    "请在答卷里补上，或用 --form 写一张表来填。",
    "Fill it in among the answers, or write a form with --form and fill it in there.",
)
_ROWS: Final[Mapping[str, Text]] = {
    "sites-differ": Text(
        "要逐个列出，就用 --form 写一张表来填；否则不用管。",
        "To list each, write a form with --form and fill it in; otherwise never mind.",
    ),
    "document-left-out": Text(
        "要列入，就把文件放在答卷旁边，在那里的“文件名或链接”写上文件名；否则不用管。",
        "To list one, put the file beside the answers and write its name there under “File name or link”; otherwise never mind.",
    ),
}
