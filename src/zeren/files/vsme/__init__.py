"""EFRAG's digital template for the VSME standard: every fact that a filled one holds."""

from zeren.files.vsme.reading import identifier_place, is_vsme, read_vsme

__all__ = ["identifier_place", "is_vsme", "read_vsme"]
