"""What a cycle asks: from its launch on, the edition that was kept then, whatever is installed now."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings

from zeren.standards.library import OURS_ALONE, Library
from zeren.standards.library_folder import read_library
from zeren.standards.load import library_from, load_questionnaire, questionnaire_from
from zeren.standards.questionnaires import Questionnaire, Tier
from zeren_web.records.models import Cycle, Edition


def questionnaire_of(cycle: Cycle) -> Questionnaire:
    """The edition that was kept at launch; before it, what this installation would ask today."""
    if cycle.sha256:
        return _kept(cycle.sha256, cycle.tier)
    return load_questionnaire(
        cycle.questionnaire,
        tier=cycle.tier,
        supplements=tuple(cycle.supplements),
        library=the_library(),
    )


def library_of(cycle: Cycle) -> Library:
    """The association's own supplements in the edition that was kept."""
    return library_from(_content(cycle.sha256)) if cycle.sha256 else the_library()


def the_library() -> Library:
    """What the association wrote itself (ZEREN_LIBRARY), read anew each time: few pages need it."""
    folder = settings.LIBRARY
    return read_library(folder) if folder and folder.is_dir() else OURS_ALONE


@lru_cache(maxsize=64)
def _kept(sha256: str, tier: Tier) -> Questionnaire:
    return questionnaire_from(_content(sha256), tier=tier)


def _content(sha256: str) -> bytes:
    return Edition.objects.values_list("content", flat=True).get(pk=sha256).encode()
