"""What may stand in an address."""

from __future__ import annotations

from django.urls import register_converter


class Code:
    """The code of a question, a field or a part: nothing else reaches a view."""

    regex = r"[A-Za-z][A-Za-z0-9.-]{0,39}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Code, "code")
