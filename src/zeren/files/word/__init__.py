"""The report as a Word document that a company revises in Word or WPS: styles, no macros."""

from zeren.files.word.printer import print_word

__all__ = ["print_word"]
