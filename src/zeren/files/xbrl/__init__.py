"""The filing as files: an inline XBRL page, the report package around it, and xBRL-JSON."""

from __future__ import annotations

from zeren.files.xbrl.oim import print_json
from zeren.files.xbrl.package import pack
from zeren.files.xbrl.page import print_page
from zeren.publish.filing.values import Filing

__all__ = ["print_filing"]


def print_filing(filing: Filing, *, colour: str) -> tuple[tuple[str, bytes], ...]:
    """`report.xhtml`, `report-package.zip` and `report.xbrl.json`, by name."""
    page = print_page(filing, colour=colour)
    return (
        ("report.xhtml", page),
        ("report-package.zip", pack(page)),
        ("report.xbrl.json", print_json(filing)),
    )
