"""Everything that `zeren publish` writes for one response: reports, plan, data and their manifest."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zeren import __version__
from zeren.assess.assessment import Assessment
from zeren.assess.coverage import DisclosureCoverage
from zeren.collect.responses import Response
from zeren.files.answers import Read, read_answers
from zeren.files.canonical import canonical, sha256
from zeren.problems import Problem
from zeren.publish.document import Document, Look
from zeren.publish.published import Published, company_name, published
from zeren.standards.vsme import load_concepts
from zeren.text import LANGS


@dataclass(frozen=True, slots=True)
class Order:
    """What to write: the date on the documents (ISO), the company's look, and whether with Word."""

    date: str
    look: Look
    word: bool = True

    def fingerprint(self) -> dict[str, object]:
        """What, beside the workbook and our version, decides the bytes that are written."""
        return {
            "date": self.date,
            "word": self.word,
            "colour": self.look.colour,
            "logo": sha256(self.look.logo) if self.look.logo else None,
        }


@dataclass(frozen=True, slots=True)
class Publication:
    """What was written for one workbook."""

    manifest: Mapping[str, Any]
    problems: tuple[Problem, ...]


def publish_file(path: Path, out: Path, order: Order) -> Publication:
    """Read a workbook and write all documents into `out`; the manifest comes last.

    Every file appears whole or not at all. Raises `Refused` when the workbook cannot be read.
    """
    read = read_answers(path)
    out.mkdir(parents=True, exist_ok=True)
    written = [_written(out / name, content) for name, content in _files(read, order)]
    manifest = {
        "zeren": __version__,
        "order": order.fingerprint(),
        "source": {"name": path.name, "sha256": sha256(path.read_bytes())},
        "questionnaire": read.response.asked.as_json(),
        "files": written,
        "problems": [problem.as_json() for problem in read.problems],
    }
    _written(out / "manifest.json", canonical(manifest) + b"\n")
    return Publication(manifest, read.problems)


def _files(read: Read, order: Order) -> Iterator[tuple[str, bytes]]:
    from zeren.assess.result import assess
    from zeren.files.html.printer import print_html
    from zeren.files.pdf.printer import print_pdf
    from zeren.files.plan_sheet import print_plan

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
        content, inward = _facts_documents(response, order)
    else:
        from zeren.publish.diagnosis import diagnosis

        content = published(questionnaire, response)
        inward = diagnosis(questionnaire, response, assessment, date=order.date, look=order.look)
    outward = outward_report(
        content,
        areas=questionnaire.areas if questionnaire else (),
        topics=load_topics(),
        date=order.date,
        look=order.look,
    )
    return inward, outward


def _facts_documents(response: Response, order: Order) -> tuple[Published, Document]:
    from zeren.publish.facts_only import facts_diagnosis, published_facts
    from zeren.standards.catalogue import standard

    vsme = standard("efrag-vsme")
    content = published_facts(response, standard=vsme, concepts=load_concepts())
    inward = facts_diagnosis(
        content,
        response,
        _disclosures(response),
        standard=vsme,
        date=order.date,
        look=order.look,
    )
    return content, inward


def _written(path: Path, content: bytes) -> dict[str, object]:
    """Write a file in one move, so that nobody ever sees half of it."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return {"name": path.name, "bytes": len(content), "sha256": sha256(content)}
