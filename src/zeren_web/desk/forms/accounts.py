"""One field for an e-mail address or a phone number, and one for the code that was sent there."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from django import forms
from django.core.exceptions import ValidationError

from zeren.files.characters import printable
from zeren.text import Text
from zeren_web.pages.words import lang

_PHONE = re.compile(r"\+?\d{6,15}")
NEITHER = Text(
    "“{typed}”既不是邮箱，也不是手机号。邮箱如 name@example.com，手机号如 13800000000。",
    '"{typed}" is neither an e-mail address nor a phone number. Write name@example.com or +8613800000000.',
)
_EMPTY = Text("请填邮箱或手机号。", "Enter your e-mail address or phone number.")


def phone_number(written: str) -> str | None:
    """In international form; eleven digits that begin with 1 are a Chinese mobile number."""
    digits = re.sub(r"[\s\-().]", "", unicodedata.normalize("NFKC", written))
    if re.fullmatch(r"1[3-9]\d{9}", digits):
        return f"+86{digits}"
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    return digits if digits.startswith("+") and _PHONE.fullmatch(digits) else None


class AskForCode(RequestLoginCodeForm):  # type: ignore[misc] # allauth ships no types
    """allauth's form behind one field: what is typed goes to its `email` or its `phone`."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        if data is not None and "address" in data:
            address = printable(data["address"])
            data = {**data.dict(), "address": address, **self._sorted(address)}
        super().__init__(data, *args, **kwargs)
        self.fields["address"] = forms.CharField(max_length=160, required=False)

    @staticmethod
    def _sorted(written: str) -> dict[str, str]:
        phone = phone_number(written)
        return {"phone": phone, "email": ""} if phone else {"email": written.strip(), "phone": ""}

    def clean(self) -> dict[str, Any]:
        typed = str(self.data.get("address", "")).strip()
        if not typed:
            self.errors.clear()
            raise ValidationError(_EMPTY.to(lang()))
        if "email" in self.errors and "@" not in typed:
            self.errors.clear()
            raise ValidationError(NEITHER.format(typed=typed[:40]).to(lang()))
        cleaned: dict[str, Any] = super().clean()
        return cleaned


class EnterCode(ConfirmLoginCodeForm):  # type: ignore[misc] # as above
    """The code as people copy it: spaces and full-width digits are no mistake."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        data: dict[str, Any] = dict(self.data.items())  # type: ignore[has-type]
        if self.is_bound and "code" in data:
            written = unicodedata.normalize("NFKC", str(data["code"]))
            self.data = {**data, "code": re.sub(r"\s", "", written)}
