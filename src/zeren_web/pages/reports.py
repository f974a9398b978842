"""The outward report of what a company made public, for its own desk and for everybody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from zeren.collect.responses import Response as Value
from zeren.publish.document import Document, Look, Section
from zeren.publish.outward import outward_report
from zeren.publish.published import Published, published
from zeren.standards.questionnaires import Questionnaire
from zeren.standards.topics import load_topics


def report_of(
    questionnaire: Questionnaire, value: Value, *, day: date, index: Sequence[str], look: Look
) -> Document:
    """The outward report of a public part: the preview and what is confirmed are made by this alone."""
    content = published(questionnaire, value)
    return outward_report(
        content,
        areas=questionnaire.areas,
        topics=load_topics(),
        date=day.isoformat(),
        look=look,
        index=_index(questionnaire, content, value, index) if index else (),
    )


def _index(
    questionnaire: Questionnaire, content: Published, value: Value, index: Sequence[str]
) -> tuple[Section, ...]:
    """Without a sentence about a standard: what is said of one belongs into the declaration."""
    from zeren.assess.coverage import Ways
    from zeren.publish.content_index import content_index
    from zeren.standards.catalogue import standard

    standards = [standard(one) for one in index]
    return content_index(content, value, Ways(questionnaire), standards, unclaimed=tuple(index))
