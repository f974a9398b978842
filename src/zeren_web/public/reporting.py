"""A company's report for everybody, printed by the core from what it made public."""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import timezone

from zeren import __version__
from zeren.files.writing import write_whole
from zeren.publish.document import Document
from zeren.text import Lang
from zeren_web.pages.reports import report_of
from zeren_web.records.read.published import Report

_FOLDER: Final = "reports"


def page(report: Report) -> bytes:
    from zeren.files.html.printer import print_html

    return print_html(_document(report))


def pdf(report: Report, language: Lang) -> bytes:
    """Printed once, then kept by what is in it."""
    from zeren.files.pdf.printer import print_pdf

    path = Path(settings.MEDIA_ROOT) / _FOLDER / f"{_key(report)}.{language}.pdf"
    with suppress(FileNotFoundError):
        return path.read_bytes()
    content = print_pdf(_document(report), language)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content)
    return content


def _key(report: Report) -> str:
    """What decides the bytes: what was confirmed, when, and by whose code it is printed."""
    look = sha256(report.look.logo or b"").hexdigest() + report.look.colour
    parts = (report.sha256, report.confirmed.isoformat(), *report.index, look, __version__)
    return sha256("\n".join(parts).encode()).hexdigest()[:40]


def _document(report: Report) -> Document:
    return report_of(
        report.questionnaire,
        report.response,
        day=timezone.localtime(report.confirmed).date(),
        index=report.index,
        look=report.look,
    )
