"""A response to our questionnaire as EFRAG's template takes it: its facts, and whose they are."""

from __future__ import annotations

from dataclasses import replace

from zeren.collect.responses import Asked, Profile, Response
from zeren.publish.as_vsme import as_vsme
from zeren.publish.published import company_name
from zeren.standards.questionnaires import Questionnaire
from zeren.text import Said


def for_template(
    questionnaire: Questionnaire, response: Response, *, everything: bool = False
) -> tuple[Response, tuple[str, ...]]:
    """The response in the taxonomy's terms, and the codes of what was held back."""
    found = as_vsme(questionnaire, response, everything=everything)
    name = "name-en" if response.profile.get("name-en") else "name-zh"
    named = everything or name in response.published
    profile: Profile = {"currency": "CNY"}
    if named:
        profile = {"name-en": Said.of(company_name(response).en), **profile}
    told = replace(
        response,
        asked=Asked(id="vsme", edition="", tier="", sha256=""),
        profile=profile,
        answers=(),
        evidence=(),
        facts=found.facts,
        published=frozenset(fact.code for fact in found.facts),
    )
    return told, (*(() if named else (name,)), *found.held_back)
