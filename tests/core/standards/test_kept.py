"""An edition that was kept asks the same ever after, whatever the package has become."""

from __future__ import annotations

import hashlib

import pytest

from zeren.standards.library import Library
from zeren.standards.load import (
    content_of,
    library_from,
    load_questionnaire,
    our_files,
    questionnaire_from,
)
from zeren.standards.questionnaires import TIERS, Tier


@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize("supplements", [(), ("ict",)])
def test_what_was_kept_is_read_back_as_it_was(tier: Tier, supplements: tuple[str, ...]) -> None:
    asked = load_questionnaire(tier=tier, supplements=supplements)

    kept = content_of("sme", supplements=supplements)

    assert hashlib.sha256(kept).hexdigest() == asked.sha256
    assert questionnaire_from(kept, tier=tier) == asked


def test_an_associations_own_supplement_is_kept_with_it() -> None:
    library = Library("0" * 64, supplements={"own": our_files("ict")})
    asked = load_questionnaire(supplements=("own",), library=library)

    kept = content_of("sme", supplements=("own",), library=library)

    assert questionnaire_from(kept, tier="quick") == asked
    assert library_from(kept).supplements == library.supplements
    assert not library_from(content_of("sme", supplements=("ict",))).supplements


def test_content_that_was_written_otherwise_is_refused() -> None:
    kept = content_of("sme")

    with pytest.raises(ValueError, match="not as it was written"):
        questionnaire_from(kept.replace(b'","', b'", "', 1), tier="quick")
