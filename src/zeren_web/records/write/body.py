"""The association's own name, contact, logo and footer."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Final

from django.db import transaction

from zeren_web.records.models import Body, Person
from zeren_web.records.read.body import forget_the_body
from zeren_web.records.write.audit import note

EDITABLE: Final = ("name_zh", "name_en", "address", "contact", "icp", "police")


def change_body(
    said: Mapping[str, str], *, by: Person, logo: tuple[bytes, str] | None = None
) -> None:
    """Set what may be set. `logo` is a checked picture and its kind's name, or empty to have none."""
    with transaction.atomic():
        body, _ = Body.objects.select_for_update().get_or_create(only_one=True)
        before = {
            name: getattr(body, name) for name in EDITABLE if getattr(body, name) != said[name]
        }
        after = {name: said[name] for name in before}
        for name, value in after.items():
            setattr(body, name, value)
        if logo is not None:
            content, kind = logo
            name = f"{hashlib.sha256(content).hexdigest()[:16]}.{kind}" if content else ""
            if name != body.logo_name:
                before["logo"], after["logo"] = body.logo_name, name
                body.logo, body.logo_name = content, name
        if before:
            body.save()
            note("body-changed", who=by, before=before, after=after)
    forget_the_body()
