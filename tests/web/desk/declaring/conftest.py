"""A home of its own, and the browser of an owner who confirmed something as public."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings as SettingsWrapper
from tests.web.conftest import SignIn
from tests.web.desk.declaring.made import ME
from tests.web.desk.filled import TICKED, fill

from zeren_web.records.models import (
    Person,
    Response,
)


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, settings: SettingsWrapper) -> None:
    settings.HOME = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def client(response: Response, owner: Person, signed_in: SignIn) -> Client:
    """The owner's browser; answers are in, and some are confirmed as public."""
    fill(response, owner, ticked=TICKED)
    browser = signed_in(owner)
    shown = browser.get(ME + "publish/preview/").content.decode()
    found = re.search(r'name="seen" value="(\w{64})"', shown)
    assert found
    assert browser.post(ME + "publish/confirm/", {"seen": found[1]}).status_code == 302
    return browser
