"""Where a company stands and what to do first."""

from zeren.assess.assessment import Assessment
from zeren.assess.result import assess

__all__ = ["Assessment", "assess"]
