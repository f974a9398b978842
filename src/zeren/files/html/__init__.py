"""The report as one web page in both languages: no script, nothing fetched, readable anywhere."""

from zeren.files.html.printer import print_html

__all__ = ["print_html"]
