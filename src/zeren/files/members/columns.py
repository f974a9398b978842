"""What the columns of a member list are called, in Chinese, in English or both."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final, Literal, get_args

from zeren.text import Text

Field = Literal["uscc", "name_zh", "name_en", "city", "contact", "email", "phone", "cohorts"]
FIELDS: Final[tuple[Field, ...]] = get_args(Field)
NAMES: Final[Mapping[Field, Text]] = {
    "uscc": Text("统一社会信用代码", "Unified Social Credit Code"),
    "name_zh": Text("企业名称", "Name (Chinese)"),
    "name_en": Text("英文名称", "Name (English)"),
    "city": Text("城市", "City"),
    "contact": Text("联系人", "Contact"),
    "email": Text("邮箱", "E-mail"),
    "phone": Text("电话", "Phone"),
    "cohorts": Text("分组", "Cohorts"),
}
LONGEST: Final[Mapping[Field, int]] = {
    "uscc": 40,
    "name_zh": 120,
    "name_en": 160,
    "city": 60,
    "contact": 60,
    "email": 254,
    "phone": 40,
    "cohorts": 80,
}
_ALSO: Final[Mapping[Field, str]] = {
    "uscc": "社会信用代码 信用代码 统一代码 统一信用代码 uscc creditcode socialcreditcode",
    "name_zh": "公司名称 单位名称 会员名称 会员单位 企业全称 公司全称 中文名称 企业中文名称 名称 企业 公司"
    " name company companyname chinesename membername",
    "name_en": "企业英文名称 公司英文名称 英文名 englishname companynameenglish nameinenglish",
    "city": "所在城市 所在地市 地市 城市名称 location",
    "contact": "联系人姓名 姓名 负责人 对接人 contactname contactperson person",
    "email": "电子邮箱 电子邮件 联系邮箱 联系人邮箱 mail emailaddress contactemail",
    "phone": "手机 手机号 手机号码 联系电话 联系方式 联系人电话 联系人手机 电话号码 mobile telephone"
    " phonenumber mobilephone contactphone tel",
    "cohorts": "组别 分组名称 群组 园区 所在园区 批次 产业园 cohort group groups park batch",
}
_SIGNS: Final = re.compile(r"[\W_]+")


def _plain(words: str) -> str:
    """Letters and digits only, in small letters: stars, brackets and spaces tell nothing."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", words).casefold())


_FIELD_OF: Final[Mapping[str, Field]] = {
    **{_plain(word): field for field, words in _ALSO.items() for word in words.split()},
    **{_plain(name): field for field, text in NAMES.items() for name in (text.zh, text.en)},
}


def field_of(heading: str) -> Field | None:
    """What a column holds by its heading, which may name it in two languages at once."""
    pieces = (heading, *re.split(r"[/／|\n]", heading), *re.split(r"[(（]", heading)[:1])
    return next(
        (_FIELD_OF[plain] for piece in pieces if (plain := _plain(piece)) in _FIELD_OF), None
    )
