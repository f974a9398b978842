"""The register keeps UTC; people read the time of the place where they are, with the offset named."""

import time
from collections.abc import Iterator

import pytest

from zeren.declare.register.clock import CHINA, local_words, zone_of


@pytest.fixture(
    params=[("Asia/Shanghai", "2026-11-29 12:36 +08:00"), ("UTC", "2026-11-29 04:36 +00:00")]
)
def there(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """What a clock there shows."""
    zone, words = request.param
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    yield words
    monkeypatch.undo()
    time.tzset()


def test_without_a_zone_it_is_the_time_of_this_computer(there: str) -> None:
    assert local_words("2026-11-29T04:36:07Z") == there


@pytest.mark.parametrize(
    ("time", "offset", "words"),
    [
        ("2026-11-29T04:36:07Z", CHINA, "2026-11-29 12:36 +08:00"),
        ("2026-11-28T16:00:00Z", CHINA, "2026-11-29 00:00 +08:00"),
        ("2026-11-29T02:30:00Z", "-03:30", "2026-11-28 23:00 -03:30"),
        ("2026-02-31T04:36:07Z", CHINA, "2026-02-31 04:36 UTC"),
        ("9999-12-31T23:59:59Z", CHINA, "9999-12-31 23:59 UTC"),
    ],
)
def test_day_and_time_move_together_and_no_calendar_stops_it(
    time: str, offset: str, words: str
) -> None:
    assert local_words(time, zone_of(offset)) == words


@pytest.mark.parametrize("offset", ["", "8", "+8:00", "+15:00", "+08:60", "08:00", "+08:00 "])
def test_what_is_no_offset_is_none(offset: str) -> None:
    assert zone_of(offset) is None
