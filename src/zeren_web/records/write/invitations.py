"""Inviting the owners of many companies at once.

A link leaves in the answer to the press that made it, and is kept nowhere: only its hash is, as for
every invitation. It could be derived from a key instead, to be shown again; but then whoever may
open a page of the desk could walk into any company that has not accepted yet, and nobody would see
it. An e-mail holds its link until it went out, then its text is forgotten. Who lost a letter makes a new one; the old link is dead from then on, and the log shows both.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from zeren_web.records.models import Company, Invitation, Person
from zeren_web.records.read.invitations import invited_so_far
from zeren_web.records.write.joining import Address, Invited, invite_to_company, revoke


def invite_owners(
    whom: Sequence[tuple[Company, Address]], *, seen: str, by: Person
) -> list[Invited]:
    """An invitation each; one that is still open is taken back. Nothing, where somebody (or the
    same press, a second time) has invited one of them since the page that the person saw.
    """
    numbers = [company.pk for company, _ in whom]
    with transaction.atomic():
        locked = list(Company.objects.select_for_update().filter(pk__in=numbers, left=None))
        if len(locked) != len(whom) or invited_so_far(locked) != seen:
            return []
        before = Invitation.objects.with_scopes_disabled().filter(
            company__in=numbers, role="owner", consultant=False, used=None, revoked=None
        )
        for invitation in before.select_related("company"):
            revoke(invitation, by=by)
        return [invite_to_company(company, "owner", by=by, to=to) for company, to in whom]
