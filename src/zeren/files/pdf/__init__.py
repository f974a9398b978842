"""Reports as PDF: what may be asked of this folder."""

from zeren.files.pdf.printer import logo_problem, print_pages_png, print_pdf

__all__ = ["logo_problem", "print_pages_png", "print_pdf"]
