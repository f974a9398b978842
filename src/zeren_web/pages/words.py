"""Words in templates, both languages side by side, so that neither is the other's translation.

{% say "第 {n} 题，共 {m} 题" "Question {n} of {m}" n=3 m=20 %}
{% zh %}…any markup…{% en %}…any markup…{% end %}
{{ question.title|say }}        a Text, or somebody's own words (Said) with their language
{{ row.note|own }}              what somebody typed, its language told by the script
{{ company.name|plain }}        the same where no markup may stand: in an attribute, in an option
{{ when|day }} {{ when|moment }}
"""

from __future__ import annotations

from datetime import date, datetime
from urllib.parse import urlencode

from django import template
from django.template.context import Context
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from zeren.text import Lang, Said, Text, in_language

register = template.Library()


def lang() -> Lang:
    """The language of the page that is being written."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def tag(of: Lang) -> str:
    """Its tag in HTML."""
    return "zh-Hans" if of == "zh" else "en"


@register.simple_tag(name="say")
def say_tag(zh: str, en: str, **values: object) -> SafeString:
    """A sentence of ours with its values filled in, escaped and marked with their language."""
    here = lang()
    words = zh if here == "zh" else en
    filled = {name: _marked(value, here) for name, value in values.items()}
    return format_html(words, **filled) if filled else mark_safe(words)  # noqa: S308 - our own words


def _marked(value: object, here: Lang) -> object:
    """People's words in a span of their language where that is not the page's; figures have none."""
    if isinstance(value, Text) and value.zh != value.en:
        return value.to(here)
    if isinstance(value, SafeString):
        return value
    said = value if isinstance(value, Said) else Said.of(str(in_language(value, here)))
    if said.lang == here or not any(sign.isalpha() for sign in said.text):
        return said.text
    return format_html('<span lang="{}">{}</span>', tag(said.lang), said.text)


class _Both(template.Node):
    """Markup in each language, of which the page's is written."""

    def __init__(self, zh: template.NodeList, en: template.NodeList) -> None:
        self._of = {"zh": zh, "en": en}

    def render(self, context: Context) -> SafeString:
        return self._of[lang()].render(context)


@register.tag(name="zh")
def both(parser: template.base.Parser, _token: template.base.Token) -> template.Node:
    """{% zh %}…{% en %}…{% end %}"""
    zh = parser.parse(("en",))
    parser.delete_first_token()
    en = parser.parse(("end",))
    parser.delete_first_token()
    return _Both(zh, en)


@register.filter(name="say")
def say_filter(value: object) -> object:
    """A Text in the page's language; somebody's words as they are, marked where they are not in it."""
    return _marked(value, lang()) if isinstance(value, Text | Said) else value


@register.filter(name="plain")
def plain(value: object) -> object:
    """The same without marks."""
    return in_language(value, lang())


@register.filter(name="own")
def own(words: object) -> object:
    """What somebody typed, marked with its language where that is not the page's."""
    return say_filter(Said.of(str(words))) if words else ""


@register.filter(name="day")
def day(value: date | datetime | None) -> str:
    """2026-11-29, read the same in both languages; a moment by the day it was here."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return value.isoformat() if value else ""


@register.filter(name="moment")
def moment(value: datetime | None) -> str:
    """2026-11-29 14:05, by the clock of the association's place."""
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M") if value else ""


@register.simple_tag(takes_context=True)
def here(context: Context, language: str) -> SafeString:
    """The address of this page in the other language: its own with `?lang=`."""
    request = context["request"]
    query = request.GET.copy()
    query["lang"] = language
    return conditional_escape(f"{request.path}?{query.urlencode()}")


@register.simple_tag
def of(*addresses: str) -> str:
    """The query that names downloads to the page of other ways to get them."""
    return urlencode([("of", address) for address in addresses])
