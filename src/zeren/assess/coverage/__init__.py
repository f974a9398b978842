"""Coverage: what of a standard a response speaks to, and through which answers."""

from zeren.assess.coverage.clauses import (
    ClauseCoverage,
    Further,
    Given,
    StandardCoverage,
    clause_coverage,
)
from zeren.assess.coverage.further import with_further
from zeren.assess.coverage.said import (
    DisclosureCoverage,
    TopicCoverage,
    disclosure_coverage,
    topic_coverage,
)
from zeren.assess.coverage.ways import Ways

__all__ = [
    "ClauseCoverage",
    "DisclosureCoverage",
    "Further",
    "Given",
    "StandardCoverage",
    "TopicCoverage",
    "Ways",
    "clause_coverage",
    "disclosure_coverage",
    "topic_coverage",
    "with_further",
]
