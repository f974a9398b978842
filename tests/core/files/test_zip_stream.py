"""A zip that leaves while it is made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pytest

from zeren.files.xlsx.zipped import inflated, read_parts
from zeren.files.zip_stream import zip_stream

MEMBERS = {"2026/response.json": b"{}" * 4000, "evidence/1 演练.pdf": b"%PDF-1.7", "empty.txt": b""}


def test_it_opens_everywhere_and_under_our_own_guard() -> None:
    data = b"".join(zip_stream(MEMBERS.items()))

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == MEMBERS
    parts = read_parts(data, file="all.zip")
    read = {p.name: b"".join(inflated(data, p, budget=1 << 20, file="all.zip")) for p in parts}
    assert read == MEMBERS
    assert data == b"".join(zip_stream(MEMBERS.items()))


def test_one_member_at_a_time_is_held() -> None:
    made: list[str] = []

    def members() -> Iterator[tuple[str, bytes]]:
        for name in ("a", "b", "c"):
            made.append(name)
            yield name, b"x" * 1000

    stream = zip_stream(members())
    first = next(stream)

    assert made == ["a"]
    assert len(first) > 1000
    assert b"".join(stream)


@pytest.mark.parametrize("name", ["/etc/passwd", "../up", "a/../../b", "a\\b"])
def test_a_name_leads_nowhere_else(name: str) -> None:
    with pytest.raises(ValueError, match="no name"):
        list(zip_stream([(name, b"")]))
    with pytest.raises(ValueError, match="no name"):
        list(zip_stream([("a", b""), ("a", b"")]))
