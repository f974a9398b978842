"""Names of files that leave."""

from __future__ import annotations

from zeren_web.pages.names import clean_name


def test_a_long_name_keeps_its_year_number_and_language() -> None:
    company = "演示用超长名称企业" * 7

    zh, en = (
        clean_name(f"社会责任报告 2 {company} 2025.{language}.pdf") for language in ("zh", "en")
    )

    assert zh.startswith("社会责任报告 2 演示用超长名称企业")
    assert zh.endswith(" 2025.zh.pdf")
    assert zh != en
    assert len(zh) == 80 + len(".pdf")


def test_a_short_name_stays() -> None:
    assert clean_name("Members 2026-11-29.xlsx") == "Members 2026-11-29.xlsx"
