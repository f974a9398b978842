"""Verification: what a file proves, what it does not, and what only others could tell."""

from zeren.declare.verification.confirmed import FRESH
from zeren.declare.verification.verify import verify

__all__ = ["FRESH", "verify"]
