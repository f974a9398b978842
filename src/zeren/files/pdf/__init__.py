"""Reports as PDF: what may be asked of this folder."""

from zeren.files.pdf.printer import print_pages_png, print_pdf

__all__ = ["print_pages_png", "print_pdf"]
