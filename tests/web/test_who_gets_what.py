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
    "desk/members/": (302, 404, 404, 404, 404, 404, 200, 200),
    "desk/members/new/": (302, 404, 404, 404, 404, 404, 200, 200),
    "desk/members/export/": (302, 404, 404, 404, 404, 404, 200, 200),
    "desk/members/choose/": (302, 404, 404, 404, 404, 404, 405, 405),
    "desk/members/import/": (302, 404, 404, 404, 404, 404, 200, 200),
    "desk/members/import/template/": (302, 404, 404, 404, 404, 404, 200, 200),
    "desk/members/import/<int:number>/": (302, 404, 404, 404, 404, 404, 404, 404),
    "desk/members/import/<int:number>/done/": (302, 404, 404, 404, 404, 404, 404, 404),
    "desk/members/import/<int:number>/undo/": (302, 404, 404, 404, 404, 404, 405, 405),
    "desk/members/<slug:company>/": (302, 404, 404, 404, 404, 404, 200, 200),
    "desk/members/<slug:company>/edit/": (302, 404, 404, 404, 404, 404, 200, 200),
    "desk/members/<slug:company>/left/": (302, 404, 404, 404, 404, 404, 405, 405),
    "desk/cohorts/": (302, 404, 404, 404, 404, 404, 200, 200),
    "desk/cohorts/<int:number>/": (302, 404, 404, 404, 404, 404, 404, 404),
    "desk/invitations/": (302, 404, 404, 404, 404, 404, 200, 200),
    "desk/invitations/new/": (302, 404, 404, 404, 404, 404, 302, 302),
    "desk/invitations/<int:number>/revoke/": (302, 404, 404, 404, 404, 404, 405, 405),
    "desk/reminders/": (302, 404, 404, 404, 404, 404, 200, 200),
    "desk/reminders/sent/": (302, 404, 404, 404, 404, 404, 200, 200),
    "desk/consultants/": (302, 404, 404, 404, 404, 404, 200, 200),
    "desk/consultants/new/": (302, 404, 404, 404, 404, 404, 302, 302),
    "desk/body/": (302, 404, 404, 404, 404, 404, 404, 200),
    "logo/<str:name>": (404, 404, 404, 404, 404, 404, 404, 404),
    "desk/audit/": (302, 404, 404, 404, 404, 404, 404, 200),
    "desk/audit/export/": (302, 404, 404, 404, 404, 404, 404, 200),
    "me/<slug:company>/consultants/": (302, 200, 404, 404, 404, 404, 404, 404),
    "me/<slug:company>/consultants/<int:number>/": (302, 405, 405, 405, 405, 405, 405, 405),
    "me/<slug:company>/team/": (302, 200, 200, 404, 404, 404, 404, 404),
    "me/<slug:company>/team/<int:number>/": (302, 405, 405, 405, 405, 405, 405, 405),
    "me/<slug:company>/team/invited/<int:number>/": (302, 405, 405, 405, 405, 405, 405, 405),
    "desk/": (302, 404, 404, 404, 404, 200, 200, 200),
    "desk/cycles/": (302, 404, 404, 404, 404, 404, 404, 200),
    "desk/cycles/new/": (302, 404, 404, 404, 404, 404, 404, 200),
    "desk/cycles/<int:year>/": (302, 404, 404, 404, 404, 404, 404, 200),
    "desk/cycles/<int:year>/launch/": (302, 404, 404, 404, 404, 404, 404, 405),
    "desk/cycles/<int:year>/close/": (302, 404, 404, 404, 404, 404, 404, 405),
    "desk/cycles/<int:year>/brief.docx": (302, 404, 404, 404, 404, 404, 200, 200),
    "desk/cycles/<int:year>/workbooks/": (302, 404, 404, 404, 404, 404, 200, 200),
    "desk/cycles/<int:year>/workbooks/<int:number>/": (302, 404, 404, 404, 404, 404, 404, 404),
    "desk/review/": (302, 404, 404, 404, 404, 200, 200, 200),
    "desk/review/<slug:company>/<int:year>/": (302, 404, 404, 404, 404, 404, 404, 404),
    "desk/review/<slug:company>/<int:year>/remark/<code:code>/": (
        302,
        404,
        404,
        404,
        404,
        404,
        404,
        404,
    ),
    "desk/review/<slug:company>/<int:year>/remarks/<int:number>/drop/": (
        302,
        404,
        404,
        404,
        404,
        404,
        404,
        404,
    ),
    "desk/review/<slug:company>/<int:year>/return/": (302, 404, 404, 404, 404, 404, 404, 404),
    "desk/review/<slug:company>/<int:year>/accept/": (302, 404, 404, 404, 404, 404, 404, 404),
    "desk/review/<slug:company>/<int:year>/reopen/": (302, 404, 404, 404, 404, 404, 404, 404),
    "desk/review/<slug:company>/<int:year>/evidence/<int:number>/": (
        302,
        404,
        404,
        404,
        404,
        404,
        404,
        404,
    ),
    "me/tokens/": (302, 200, 200, 200, 200, 200, 200, 200),
    "me/tokens/<int:number>/": (302, 405, 405, 405, 405, 405, 405, 405),
    "me/<slug:company>/<int:year>/": (302, 200, 200, 404, 404, 404, 404, 404),
    "me/<slug:company>/<int:year>/part/<code:code>/": (302, 200, 200, 404, 404, 404, 404, 404),
    "me/<slug:company>/<int:year>/q/<code:code>/": (302, 200, 200, 404, 404, 404, 404, 404),
    "me/<slug:company>/<int:year>/save/<code:code>/": (302, 405, 405, 405, 405, 405, 405, 405),
    "me/<slug:company>/<int:year>/check/": (302, 200, 200, 404, 404, 404, 404, 404),
    "me/<slug:company>/<int:year>/submit/": (302, 405, 405, 405, 405, 405, 405, 405),
    "me/<slug:company>/<int:year>/entered/": (302, 200, 200, 404, 404, 404, 404, 404),
    "me/<slug:company>/<int:year>/remarks/<int:number>/settle/": (
        302,
        405,
        405,
        405,
        405,
        405,
        405,
        405,
    ),
    "me/<slug:company>/<int:year>/result/": (302, 200, 200, 404, 404, 404, 404, 404),
    "me/<slug:company>/<int:year>/diagnosis/": (302, 200, 200, 404, 404, 404, 404, 404),
    "me/<slug:company>/<int:year>/diagnosis.<str:kind>": (302, 404, 404, 404, 404, 404, 404, 404),
    "me/<slug:company>/<int:year>/workbook/": (302, 200, 200, 404, 404, 404, 404, 404),
    "me/<slug:company>/<int:year>/workbook/answers.<slug:book>.xlsx": (
        302,
        200,
        200,
        404,
        404,
        404,
        404,
        404,
    ),
    "me/<slug:company>/<int:year>/workbook/<int:upload>/": (302, 404, 404, 404, 404, 404, 404, 404),
    "me/<slug:company>/<int:year>/workbook/<int:upload>/refused.xlsx": (
        302,
        404,
        404,
        404,
        404,
        404,
        404,
        404,
    ),
    "me/<slug:company>/<int:year>/errands/": (302, 200, 404, 404, 404, 404, 404, 404),
    "me/<slug:company>/<int:year>/errands/<int:number>/": (302, 405, 405, 405, 405, 405, 405, 405),
    "a/thanks/": (200, 200, 200, 200, 200, 200, 200, 200),
    "a/<slug:token>/": (404, 404, 404, 404, 404, 404, 404, 404),
    "me/<slug:company>/evidence/": (302, 200, 200, 404, 404, 404, 404, 404),
    "me/<slug:company>/evidence/<int:number>/": (302, 404, 404, 404, 404, 404, 404, 404),
    "me/<slug:company>/evidence/<int:number>/file": (302, 404, 404, 404, 404, 404, 404, 404),
    "me/<slug:company>/<int:year>/evidence/<code:code>/": (302, 200, 200, 404, 404, 404, 404, 404),
    "me/<slug:company>/<int:year>/carry/": (302, 404, 404, 404, 404, 404, 404, 404),
    "me/<slug:company>/<int:year>/part/<code:code>/still/": (
        302,
        405,
        405,
        405,
        405,
        405,
        405,
        405,
    ),
    "me/<slug:company>/<int:year>/history/<code:code>/": (302, 200, 200, 404, 404, 404, 404, 404),
    "me/<slug:company>/export/": (302, 200, 404, 404, 404, 404, 404, 404),
    "me/<slug:company>/export/everything.zip": (302, 200, 404, 404, 404, 404, 404, 404),
    "me/<slug:company>/take/": (302, 404, 404, 404, 404, 404, 404, 404),
    "d/<str:signed>/": (410, 410, 410, 410, 410, 410, 410, 410),
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
    "me/<slug:company>/<int:year>/declare/<int:number>/internal/": (
        302,
        *(404,) * 7,
    ),
    "s/<slug:token>/": (404, 404, 404, 404, 404, 404, 404, 404),
    "me/<slug:company>/<int:year>/plan/": (302, 200, 200, 404, 404, 404, 404, 404),
    "me/<slug:company>/<int:year>/plan/<code:code>/": (302, 404, 404, 404, 404, 404, 404, 404),
    "me/<slug:company>/<int:year>/file/<str:kind>": (302, 404, 404, 404, 404, 404, 404, 404),
    # what everybody reads; before a release there is little of it
    "companies/": (200, 200, 200, 200, 200, 200, 200, 200),
    "companies/<slug:company>/": (404, 404, 404, 404, 404, 404, 404, 404),
    "companies/<slug:company>/<int:year>/report/": (404, 404, 404, 404, 404, 404, 404, 404),
    "companies/<slug:company>/<int:year>/report.<str:kind>": (
        (404, 404, 404, 404, 404, 404, 404, 404)
    ),
    "companies/<slug:company>/declarations/<int:entry>/<str:name>": (
        (404, 404, 404, 404, 404, 404, 404, 404)
    ),
    "register/": (200, 200, 200, 200, 200, 200, 200, 200),
    "register/<path:name>": (404, 404, 404, 404, 404, 404, 404, 404),
    "releases/<int:year>/": (404, 404, 404, 404, 404, 404, 404, 404),
    "notices/<int:year>/": (404, 404, 404, 404, 404, 404, 404, 404),
    "notices/<int:year>/object/": (404, 404, 404, 404, 404, 404, 404, 404),
    "certificates/<slug:number>/": (404, 404, 404, 404, 404, 404, 404, 404),
    "certificates/<slug:number>/certificate.<str:kind>": (404, 404, 404, 404, 404, 404, 404, 404),
    "verify/": (200, 200, 200, 200, 200, 200, 200, 200),
    "verify/verify.html": (200, 200, 200, 200, 200, 200, 200, 200),
    "association.pub": (404, 404, 404, 404, 404, 404, 404, 404),
    "status-1.jwt": (404, 404, 404, 404, 404, 404, 404, 404),
    "standards/": (200, 200, 200, 200, 200, 200, 200, 200),
    "standards/<str:name>/": (404, 404, 404, 404, 404, 404, 404, 404),
    "crosswalk/": (200, 200, 200, 200, 200, 200, 200, 200),
    "feed.<slug:language>.xml": (404, 404, 404, 404, 404, 404, 404, 404),
    "sitemap.xml": (200, 200, 200, 200, 200, 200, 200, 200),
    "robots.txt": (200, 200, 200, 200, 200, 200, 200, 200),
    # the association confirms and releases
    "desk/keys/": (302, 404, 404, 404, 404, 404, 404, 200),
    "desk/keys/make/": (302, 404, 404, 404, 404, 404, 404, 405),
    "desk/keys/sign/": (302, 404, 404, 404, 404, 404, 404, 405),
    "desk/companies/<slug:company>/check/": (302, 404, 404, 404, 404, 200, 200, 200),
    "desk/companies/<slug:company>/check/<slug:kind>/": (302, 404, 404, 404, 404, 405, 405, 405),
    "desk/companies/<slug:company>/take-back/<slug:what>/": (
        (302, 404, 404, 404, 404, 404, 404, 405)
    ),
    "desk/release/": (302, 404, 404, 404, 404, 404, 404, 200),
    "desk/release/<int:year>/": (302, 404, 404, 404, 404, 404, 404, 200),
    "desk/release/<int:year>/<slug:name>/": (302, 404, 404, 404, 404, 404, 404, 405),
    # behind it every operation has a row of its own in tests/web/api/test_who_gets_what.py
    "api/v1/<path:rest>": (404, 404, 404, 404, 404, 404, 404, 404),
    "api/docs/": (200, 200, 200, 200, 200, 200, 200, 200),
    "api/openapi.json": (200, 200, 200, 200, 200, 200, 200, 200),
}
_IN_THEIR_PLACES = {
    "<path:rest>": "nothing",
    "<slug:number>": "2026-0001",
    "<int:entry>": "0",
    "<path:name>": "index.html",
    "/declarations/<int:entry>/<str:name>": "/declarations/0/declaration.zeren",
    "<slug:what>": "declaration",
    "<slug:name>": "press",
    "check/<slug:kind>": "check/identity",
    "<slug:language>": "fr",
    "<slug:company>": "lamps",
    "<int:year>": "2026",
    "<int:number>": "1",
    "<str:name>": "nothing.png",
    "<slug:token>": "A" * 32,
    "<slug:role>": "owner",
    "part/<code:code>": "part/E",
    "<code:code>": "E1.1",
    "<str:kind>": "exe",
    "<slug:book>": "zh",
    "<int:upload>": "1",
    "<str:signed>": "nothing",
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


def path_to(address: str) -> str:
    path = f"/{address}"
    for name, value in _IN_THEIR_PLACES.items():
        path = path.replace(name, value)
    return path


@pytest.mark.parametrize("address", TABLE)
def test_everybody_gets_what_is_theirs(  # noqa: PLR0917
    address: str,
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
    people = (owner, viewer, stranger, nobody, reviewer, staff, manager)
    clients = [Client(), *(signed_in(person) for person in people)]

    given = tuple(client.get(path_to(address)).status_code for client in clients)

    assert given == TABLE[address]


@pytest.mark.parametrize("address", [one for one in TABLE if one.startswith("me/<")])
def test_another_companys_addresses_are_not_there_for_any_verb(
    address: str,
    response: Response,  # noqa: ARG001 - it is there
    owner: Person,  # noqa: ARG001 - and somebody works on it
    stranger: Person,
    signed_in: SignIn,
) -> None:
    client, form = signed_in(stranger), {"said": "3", "base": "0"}

    given = {
        verb: getattr(client, verb)(path_to(address), form).status_code
        for verb in ("post", "put", "patch", "delete")
    }

    assert set(given.values()) <= {404, 405}
