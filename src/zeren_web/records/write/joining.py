"""People come, change what they may do, and go. Every step is a line of the audit log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from zeren_web.records.models import Company, Invitation, Person, Post, Seat
from zeren_web.records.read.tokens import hash_of_token
from zeren_web.records.write.audit import note
from zeren_web.records.write.responses import begin_open_responses
from zeren_web.records.write.tokens import new_token

DAYS: Final = 21  # an invitation holds that long
_WEIGHT: Final = {
    "viewer": 0,
    "editor": 1,
    "owner": 2,
    "reviewer": 0,
    "staff": 1,
    "manager": 2,
}


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation, and the one moment at which its link is known."""

    invitation: Invitation
    token: str


@dataclass(frozen=True, slots=True)
class Address:
    """Where a person can be reached; all of it may be empty."""

    name: str = ""
    email: str = ""
    phone: str = ""


def invite_to_company(
    company: Company,
    role: str,
    *,
    by: Person | None,
    to: Address = Address(),
    consultant: bool = False,
) -> Invited:
    """A link to a seat. Whoever opens it first takes the seat."""
    return _invite(by=by, to=to, company=company, role=role, consultant=consultant)


def invite_to_post(post: str, *, by: Person | None, to: Address) -> Invited:
    """A link to a post of the association, for the one address that it names."""
    if not (to.email or to.phone):
        raise ValueError(to)
    return _invite(by=by, to=to, post=post)


def _invite(*, by: Person | None, to: Address, **what: object) -> Invited:
    token, sha256 = new_token()
    now = timezone.now()
    with transaction.atomic():
        made = Invitation(
            token_sha256=sha256,
            name=to.name,
            email=to.email.lower(),
            phone=to.phone,
            by=by,
            made=now,
            expires=now + timedelta(days=DAYS),
            **what,
        )
        made.save(force_insert=True)
        note("invited", who=by, company=made.company, role=made.role or made.post, to=to.name)
    return Invited(made, token)


def accept(token: str, *, by: Person) -> bool:
    """Take the seat or post, once; False where the link no longer holds, or is not for this person.

    A seat that is there already is widened by it, never narrowed.
    """
    now = timezone.now()
    with transaction.atomic():
        here = Invitation.objects.with_scopes_disabled().filter(token_sha256=hash_of_token(token))
        if not here.filter(used=None, revoked=None, expires__gt=now).update(used=now, used_by=by):
            return False
        invitation = here.select_related("company").get()
        if invitation.company is None and not is_for(invitation, by):
            transaction.set_rollback(True)
            return False
        _take(invitation, by)
        note(
            "invitation-accepted",
            who=by,
            company=invitation.company,
            role=invitation.role or invitation.post,
        )
        if by.name == "" and invitation.name:
            Person.objects.filter(pk=by.pk).update(name=invitation.name)
    return True


def is_for(invitation: Invitation, person: Person) -> bool:
    """Whether the person holds the address that the invitation names."""
    return bool(
        (invitation.email and invitation.email == (person.email or "").lower())
        or (invitation.phone and invitation.phone == person.phone)
    )


def _take(invitation: Invitation, by: Person) -> None:
    if invitation.company is None:
        post, made = Post.objects.get_or_create(person=by, defaults={"role": invitation.post})
        if not made and _WEIGHT[invitation.post] > _WEIGHT[post.role]:
            Post.objects.filter(pk=post.pk).update(role=invitation.post)
        return
    seats = Seat.objects.with_scope(company=invitation.company)
    seat, made = seats.get_or_create(
        person=by,
        company=invitation.company,
        defaults={"role": invitation.role, "consultant": invitation.consultant},
    )
    begin_open_responses(invitation.company)
    if seat.consultant and seat.consented is None and not invitation.consultant:
        seats.filter(pk=seat.pk).update(consented=timezone.now(), role=invitation.role)
        return
    if not made and _WEIGHT[invitation.role] > _WEIGHT[seat.role]:
        seats.filter(pk=seat.pk).update(role=invitation.role)


def revoke(invitation: Invitation, *, by: Person) -> None:
    """The link opens nothing from now on; taking it back again changes nothing."""
    with transaction.atomic():
        here = Invitation.objects.with_scopes_disabled().filter(pk=invitation.pk, used=None)
        if here.filter(revoked=None).update(revoked=timezone.now()):
            note("invitation-revoked", who=by, company=invitation.company, to=str(invitation))


def person_at(*, email: str = "", phone: str = "") -> Person:
    """Whoever is known by this address, or somebody new who may do nothing yet."""
    if phone:
        return Person.objects.get_or_create(phone=phone)[0]
    found = Person.objects.filter(email__iexact=email).first()
    return found or Person.objects.get_or_create(email=email.lower())[0]


def change_seat(seat: Seat, role: str, *, by: Person) -> bool:
    """Give a seat another role, or none ("") at all; False where nobody would own the company."""
    with transaction.atomic():
        Company.objects.select_for_update().get(pk=seat.company_id)  # one after the other
        seats = Seat.objects.with_scope(company=seat.company_id)
        owners = seats.filter(Seat.counts(), company=seat.company_id, role="owner")
        if role != "owner" and not owners.exclude(pk=seat.pk).exists():
            return False
        here = seats.filter(pk=seat.pk)
        if here.update(role=role) if role else here.delete()[0]:
            note(
                "seat-changed",
                who=by,
                company=seat.company,
                person=str(seat.person),
                before=seat.role,
                after=role,
            )
    return True


def change_post(post: Post, role: str, *, by: Person) -> bool:
    """Give a post another role, or none ("") at all; False where no manager would be left."""
    with transaction.atomic():
        managers = list(
            Post.objects.select_for_update().filter(role="manager", person__is_active=True)
        )
        if role != "manager" and not [one for one in managers if one.pk != post.pk]:
            return False
        here = Post.objects.filter(pk=post.pk)
        if here.update(role=role) if role else here.delete()[0]:
            note("post-changed", who=by, person=str(post.person), before=post.role, after=role)
    return True


def forget_second_factor(post: Post, *, by: Person) -> None:
    """For somebody who lost phone and recovery codes: set up anew at the next sign-in."""
    from allauth.mfa.models import Authenticator

    with transaction.atomic():
        if Authenticator.objects.filter(user=post.person).delete()[0]:
            note("second-factor-reset", who=by, person=str(post.person))
