"""Every address and every kind of person: what each is answered. An address without a row fails."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from tests.web.conftest import SignIn

from zeren_web.records.models import Person, Response

# what a GET answers to: nobody, the company's owner, its viewer, another company's owner, somebody
# without a company; and of the association: a reviewer, staff, a manager
TABLE = {
    "": (200, 200, 200, 200, 200, 200, 200, 200),
    "demo/<slug:role>/": (405, 405, 405, 405, 405, 405, 405, 405),
    "home/": (302, 302, 302, 302, 200, 302, 302, 302),
    "account/sign-in/": (200, 302, 302, 302, 302, 302, 302, 302),
    "account/code/": (302, 302, 302, 302, 302, 302, 302, 302),
    "account/sign-out/": (302, 200, 200, 200, 200, 200, 200, 200),
    "account/second-code/": (302, 302, 302, 302, 302, 302, 302, 302),
    "account/second-factor/": (302, 200, 200, 200, 200, 200, 200, 200),
    "account/second-factor/begin/": (302, 200, 200, 200, 200, 302, 302, 302),
    "account/second-factor/codes/": (302, 404, 404, 404, 404, 404, 404, 404),
    "join/<slug:token>/": (404, 404, 404, 404, 404, 404, 404, 404),
    "desk/posts/": (302, 404, 404, 404, 404, 404, 404, 200),
    "desk/posts/<int:number>/": (302, 404, 404, 404, 404, 404, 404, 405),
    "desk/posts/invited/<int:number>/": (302, 404, 404, 404, 404, 404, 404, 405),
    "me/<slug:company>/team/": (302, 200, 200, 404, 404, 404, 404, 404),
    "me/<slug:company>/team/<int:number>/": (302, 405, 405, 405, 405, 405, 405, 405),
    "me/<slug:company>/team/invited/<int:number>/": (302, 405, 405, 405, 405, 405, 405, 405),
    "desk/": (302, 404, 404, 404, 404, 200, 200, 200),
    "me/<slug:company>/<int:year>/": (302, 200, 200, 404, 404, 404, 404, 404),
    "me/<slug:company>/<int:year>/part/<code:code>/": (302, 200, 200, 404, 404, 404, 404, 404),
    "me/<slug:company>/<int:year>/q/<code:code>/": (302, 200, 200, 404, 404, 404, 404, 404),
    "me/<slug:company>/<int:year>/save/<code:code>/": (302, 405, 405, 405, 405, 405, 405, 405),
    "me/<slug:company>/<int:year>/check/": (302, 200, 200, 404, 404, 404, 404, 404),
    "me/<slug:company>/<int:year>/submit/": (302, 405, 405, 405, 405, 405, 405, 405),
    "me/<slug:company>/<int:year>/result/": (302, 200, 200, 404, 404, 404, 404, 404),
    "me/<slug:company>/<int:year>/diagnosis/": (302, 200, 200, 404, 404, 404, 404, 404),
    "me/<slug:company>/<int:year>/diagnosis.<str:kind>": (302, 404, 404, 404, 404, 404, 404, 404),
    "me/<slug:company>/<int:year>/publish/": (302, 200, 200, 404, 404, 404, 404, 404),
    "me/<slug:company>/<int:year>/publish/preview/": (302, 200, 200, 404, 404, 404, 404, 404),
    "me/<slug:company>/<int:year>/publish/draft/": (302, 200, 200, 404, 404, 404, 404, 404),
    "me/<slug:company>/<int:year>/publish/confirm/": (302, 405, 405, 405, 405, 405, 405, 405),
    "me/<slug:company>/<int:year>/publish/withdraw/": (302, 405, 405, 405, 405, 405, 405, 405),
    "me/<slug:company>/<int:year>/publish/look/": (302, 405, 405, 405, 405, 405, 405, 405),
    "me/<slug:company>/<int:year>/publish/<int:number>/": (302, 404, 404, 404, 404, 404, 404, 404),
    "me/<slug:company>/<int:year>/declare/": (302, 200, 200, 404, 404, 404, 404, 404),
    "me/<slug:company>/<int:year>/declare/form/": (302, 302, 404, 404, 404, 404, 404, 404),
    "me/<slug:company>/<int:year>/declare/key/": (302, 405, 405, 405, 405, 405, 405, 405),
    "me/<slug:company>/<int:year>/declare/brought/": (302, 405, 405, 405, 405, 405, 405, 405),
    "me/<slug:company>/<int:year>/declare/<int:number>/": (302, 404, 404, 404, 404, 404, 404, 404),
    "me/<slug:company>/<int:year>/declare/<int:number>/link/": (
        302,
        405,
        405,
        405,
        405,
        405,
        405,
        405,
    ),
    "me/<slug:company>/<int:year>/declare/<int:number>/unlink/": (
        302,
        405,
        405,
        405,
        405,
        405,
        405,
        405,
    ),
    "me/<slug:company>/<int:year>/declare/<int:number>/drop/": (
        302,
        405,
        405,
        405,
        405,
        405,
        405,
        405,
    ),
    "me/<slug:company>/<int:year>/declare/<int:number>/withdraw/": (
        302,
        405,
        405,
        405,
        405,
        405,
        405,
        405,
    ),
    "me/<slug:company>/<int:year>/declare/<int:number>/share/": (
        302,
        404,
        404,
        404,
        404,
        404,
        404,
        404,
    ),
    "s/<slug:token>/": (404, 404, 404, 404, 404, 404, 404, 404),
    "me/<slug:company>/<int:year>/plan/": (302, 200, 200, 404, 404, 404, 404, 404),
    "me/<slug:company>/<int:year>/plan/<code:code>/": (302, 404, 404, 404, 404, 404, 404, 404),
    "me/<slug:company>/<int:year>/file/<str:kind>": (302, 404, 404, 404, 404, 404, 404, 404),
}
_IN_THEIR_PLACES = {
    "<slug:company>": "lamps",
    "<int:year>": "2026",
    "<int:number>": "1",
    "<slug:token>": "A" * 32,
    "<slug:role>": "owner",
    "part/<code:code>": "part/E",
    "<code:code>": "E1.1",
    "<str:kind>": "exe",
}


def addresses(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield here
        else:
            yield from addresses(pattern, here)


def test_no_address_is_without_a_row() -> None:
    assert set(addresses(get_resolver())) == set(TABLE)


@pytest.mark.parametrize("address", TABLE)
@pytest.mark.parametrize("who", range(8))
def test_everybody_gets_what_is_theirs(  # noqa: PLR0917
    address: str,
    who: int,
    response: Response,  # noqa: ARG001 - it is there
    owner: Person,
    viewer: Person,
    stranger: Person,
    nobody: Person,
    reviewer: Person,
    staff: Person,
    manager: Person,
    signed_in: SignIn,
) -> None:
    person = (None, owner, viewer, stranger, nobody, reviewer, staff, manager)[who]
    client = signed_in(person) if person else Client()
    path = f"/{address}"
    for name, value in _IN_THEIR_PLACES.items():
        path = path.replace(name, value)

    assert client.get(path).status_code == TABLE[address][who]


@pytest.mark.parametrize("verb", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", [one for one in TABLE if one.startswith("me/")])
def test_another_companys_addresses_are_not_there_for_any_verb(
    verb: str,
    address: str,
    response: Response,  # noqa: ARG001 - it is there
    owner: Person,  # noqa: ARG001 - and somebody works on it
    stranger: Person,
    signed_in: SignIn,
) -> None:
    path = f"/{address}"
    for name, value in _IN_THEIR_PLACES.items():
        path = path.replace(name, value)

    reply = getattr(signed_in(stranger), verb)(path, {"said": "3", "base": "0"})

    assert reply.status_code in {404, 405}
