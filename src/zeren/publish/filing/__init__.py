"""What a company files under EFRAG's VSME taxonomy: the facts, the words around them, the checks."""

from zeren.publish.filing.checks import check
from zeren.publish.filing.from_response import file_response
from zeren.publish.filing.values import Entity, Filing, Tagged

__all__ = ["Entity", "Filing", "Tagged", "check", "file_response"]
