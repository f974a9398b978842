"""Everything that `zeren publish` writes for one response: reports, plan, data and their manifest."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from zeren import __version__
from zeren.assess.assessment import Assessment
from zeren.assess.coverage import DisclosureCoverage
from zeren.collect.responses import Response
from zeren.files.answers import Read, read_answers
from zeren.files.canonical import canonical, sha256
from zeren.files.characters import printable
from zeren.files.fonts import find_fonts
from zeren.files.writing import alone_in, write_all, write_whole
from zeren.problems import Place, Problem
from zeren.publish.document import Document, Look, Section
from zeren.publish.published import Published, company_name, published
from zeren.standards.library import OURS_ALONE, Library
from zeren.standards.vsme import load_concepts
from zeren.text import LANGS, Lang, Text

if TYPE_CHECKING:
    from zeren.files.xbrl.taxonomy_copy import TaxonomyCopy

NAMES: Final = (
    "response.json",
    "assessment.json",
    *(f"diagnosis.{lang}.pdf" for lang in LANGS),
    *(f"report.{lang}.pdf" for lang in LANGS),
    "report.html",
    *(f"report.{lang}.docx" for lang in LANGS),
    "report.xhtml",
    "report-package.zip",
    "report.xbrl.json",
    "plan.xlsx",
)


@dataclass(frozen=True, slots=True)
class Order:
    """What to write: the date on the documents (ISO), the company's look, and whether with Word.

    `index` names the standards by whose clauses the report gets a content index, `unclaimed` those of
    them of which it claims nothing.
    `xbrl` adds the VSME filing; `taxonomy` is a user's copy of EFRAG's package to hold it against.
    `library` is where supplements stand that the workbooks carry beside ours.
    """

    date: str
    look: Look
    word: bool = True
    index: tuple[str, ...] = ()
    unclaimed: tuple[str, ...] = ()
    xbrl: bool = False
    taxonomy: TaxonomyCopy | None = None
    library: Library = OURS_ALONE

    def fingerprint(self) -> dict[str, object]:
        """What, beside the workbook and our version, decides the bytes that are written."""
        return {
            "date": self.date,
            "word": self.word,
            "index": list(self.index),
            "unclaimed": list(self.unclaimed),
            "xbrl": self.xbrl,
            "taxonomy": self.taxonomy.sha256 if self.taxonomy else None,
            "colour": self.look.colour,
            "logo": sha256(self.look.logo) if self.look.logo else None,
            "fonts": [path.name for path in find_fonts().files],
            **({"library": self.library.sha256} if self.library.sha256 else {}),
        }


@dataclass(frozen=True, slots=True)
class Publication:
    """What was written for one workbook."""

    manifest: Mapping[str, Any]
    problems: tuple[Problem, ...]
    lang: Lang | None  # of the workbook, where it has one


def publish_file(path: Path, out: Path, order: Order) -> Publication:
    """Read a workbook and write all documents into `out`; the manifest comes last.

    Everything is made before anything is touched, and every file appears whole. Raises `Refused`
    when the workbook cannot be read.
    """
    read = read_answers(path, library=order.library)
    filed, about_the_filing = _filing(read, order)
    problems = (*read.problems, *about_the_filing, *_about_the_logo(order.look))
    made = (*_files(read, order), *filed)
    files = [
        {"name": name, "bytes": len(content), "sha256": sha256(content)} for name, content in made
    ]
    manifest = {
        "zeren": __version__,
        "order": order.fingerprint(),
        "source": {"name": printable(path.name), "sha256": read.sha256},
        "questionnaire": read.response.asked.as_json(),
        "files": files,
        "problems": [problem.as_json() for problem in problems],
    }
    out.mkdir(parents=True, exist_ok=True)
    with alone_in(out):
        kept = _make_room(out, files)
        write_all(out, made)
        write_whole(out / "manifest.json", canonical(manifest) + b"\n")
    return Publication(manifest, (*problems, *kept), read.lang)


def _make_room(out: Path, files: list[dict[str, Any]]) -> tuple[Problem, ...]:
    """Take away what an earlier run wrote and this one does not: nothing stale stands beside the new.

    A file that somebody changed since (a plan being worked on, a report being revised) is kept under
    another name, and a note says so. Until all is written, the manifest only tells which files are
    ours, the old and the new: a run that is killed is done again, and takes no file for another's.
    """
    ours = [*_written_before(out / "manifest.json"), *files]
    write_whole(out / "manifest.json", canonical({"unfinished": True, "files": ours}) + b"\n")
    known = {(file["name"], file["sha256"]) for file in ours}
    new = {file["name"] for file in files}
    notes = []
    for path in (out / name for name in NAMES):
        if not path.is_file():
            continue
        if (path.name, sha256(path.read_bytes())) not in known:
            notes.append(_kept(path))
        elif path.name not in new:
            path.unlink()
    return tuple(notes)


def _written_before(manifest: Path) -> list[dict[str, str]]:
    try:
        files = json.loads(manifest.read_bytes())["files"]
        return [{"name": file["name"], "sha256": file["sha256"]} for file in files]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _kept(path: Path) -> Problem:
    kept = next(
        other
        for number in count(1)
        if not (other := path.with_name(f"{path.stem}.kept-{number}{path.suffix}")).exists()
    )
    path.rename(kept)
    return Problem(
        "file-kept",
        "note",
        Place(file=path.name),
        Text(
            "这个文件在上次写出后被改过，没有覆盖，已改名留存。",
            "This file was changed after it was written; it was not overwritten but renamed.",
        ),
        Text(f"改过的内容在“{kept.name}”里。", f'Your changes are in "{kept.name}".'),
    )


def _about_the_logo(look: Look) -> tuple[Problem, ...]:
    if look.logo is None:
        return ()
    from zeren.files.pdf.printer import logo_problem

    problem = logo_problem(look)
    return (problem,) if problem else ()


def _filing(read: Read, order: Order) -> tuple[tuple[tuple[str, bytes], ...], tuple[Problem, ...]]:
    """The filing's three files, none where it cannot be made, and everything that is wrong with it."""
    if not order.xbrl:
        return (), ()
    from zeren.files.xbrl import print_filing
    from zeren.files.xbrl.taxonomy_copy import compare
    from zeren.publish.filing import check, file_response

    filing, problems = file_response(
        read.response,
        questionnaire=read.questionnaire,
        date=order.date,
        identifier_at=read.identifier_at,
        awaiting=read.awaiting,
    )
    if filing is None:
        return (), problems
    told = compare(filing, order.taxonomy) if order.taxonomy else ()
    problems = (*problems, *check(filing), *told)
    return print_filing(filing, colour=order.look.colour), problems


def _files(read: Read, order: Order) -> Iterator[tuple[str, bytes]]:
    from zeren.assess.result import assess
    from zeren.files.html.printer import print_html
    from zeren.files.pdf.printer import print_pdf

    questionnaire, response = read.questionnaire, read.response
    assessment = assess(questionnaire, response)
    yield "response.json", canonical(response.as_json()) + b"\n"
    yield "assessment.json", canonical(assessment_table(read, assessment)) + b"\n"
    inward, outward = two_documents(read, assessment, order)
    for lang in LANGS:
        yield f"diagnosis.{lang}.pdf", print_pdf(inward, lang)
        yield f"report.{lang}.pdf", print_pdf(outward, lang)
    yield "report.html", print_html(outward)
    if order.word:
        from zeren.files.word.printer import print_word

        for lang in LANGS:
            yield f"report.{lang}.docx", print_word(outward, lang)
    if questionnaire is not None:
        from zeren.files.plan_sheet import print_plan

        yield (
            "plan.xlsx",
            print_plan(assessment, questionnaire, start=order.date, company=company_name(response)),
        )


def assessment_table(read: Read, assessment: Assessment) -> dict[str, object]:
    """All results as plain data, with what is covered of topics and, for VSME, of disclosures."""
    from zeren.assess.as_json import assessment_as_json
    from zeren.assess.coverage import topic_coverage

    return assessment_as_json(
        assessment,
        topics=topic_coverage(read.response, read.questionnaire),
        disclosures=_disclosures(read.response) if read.questionnaire is None else (),
    )


def _disclosures(response: Response) -> tuple[DisclosureCoverage, ...]:
    from zeren.assess.coverage import disclosure_coverage

    of_concept = {code: concept.disclosure for code, concept in load_concepts().items()}
    return disclosure_coverage(response, of_concept)


def two_documents(read: Read, assessment: Assessment, order: Order) -> tuple[Document, Document]:
    """The internal document and the outward one."""
    from zeren.publish.outward import outward_report
    from zeren.standards.topics import load_topics

    questionnaire, response = read.questionnaire, read.response
    if questionnaire is None:
        content, inward = _facts_documents(read, order)
    else:
        from zeren.publish.diagnosis import diagnosis

        content = published(questionnaire, response)
        inward = diagnosis(
            questionnaire,
            response,
            assessment,
            date=order.date,
            look=order.look,
            problems=read.problems,
        )
    outward = outward_report(
        content,
        index=_index(content, read, order),
        areas=questionnaire.areas if questionnaire else (),
        topics=load_topics(order.library),
        date=order.date,
        look=order.look,
    )
    return inward, outward


def _index(content: Published, read: Read, order: Order) -> tuple[Section, ...]:
    if not order.index:
        return ()
    from zeren.assess.coverage import Ways
    from zeren.publish.content_index import content_index
    from zeren.standards.catalogue import standard

    standards = [standard(name, library=order.library) for name in order.index]
    ways = Ways(read.questionnaire, library=order.library)
    return content_index(content, read.response, ways, standards, unclaimed=order.unclaimed)


def _facts_documents(read: Read, order: Order) -> tuple[Published, Document]:
    from zeren.publish.facts_only import facts_diagnosis, published_facts
    from zeren.standards.catalogue import standard

    vsme = standard("efrag-vsme")
    content = published_facts(read.response, standard=vsme, concepts=load_concepts())
    inward = facts_diagnosis(
        content,
        _disclosures(read.response),
        standard=vsme,
        date=order.date,
        look=order.look,
        problems=read.problems,
    )
    return content, inward
