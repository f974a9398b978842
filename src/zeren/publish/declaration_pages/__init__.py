"""A self-declaration on paper: who declares what, room to sign and seal, how to verify it, what it proves not."""

from zeren.publish.declaration_pages.pages import declaration_pages
from zeren.publish.declaration_pages.proven import verify_address
from zeren.publish.declaration_pages.sealed import Beside, Entry, Sealed

__all__ = ["Beside", "Entry", "Sealed", "declaration_pages", "verify_address"]
