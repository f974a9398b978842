"""The brief for the leadership, as a Word file in the page's language."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from zeren.files.evidence_file import TYPES
from zeren.publish.brief import brief_document
from zeren_web.pages.names import as_attachment
from zeren_web.pages.signed_in import on_duty
from zeren_web.pages.words import lang
from zeren_web.records.models import Cycle, Person
from zeren_web.records.read.briefing import brief_of


@on_duty("work")
@require_GET
def brief(_request: HttpRequest, _person: Person, year: int) -> HttpResponse:
    """Counted at this moment; nothing of it is kept."""
    from zeren.files.word import print_word

    cycle = get_object_or_404(Cycle, year=year, launched__isnull=False)
    document = brief_document(brief_of(cycle))
    name = f"{document.title.to(lang())} {year}.docx"
    return as_attachment(print_word(document, lang()), name, TYPES["docx"])
