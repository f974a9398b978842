"""The audit log in words: what each code means, and what its details are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from zeren.declare.register.entries import REASONS
from zeren.text import Text, cut_short, same
from zeren_web.records.models import AuditLine

WORDS: Final[Mapping[str, Text]] = {
    "answers-shown": Text("出示了几条回答", "Showed some answers"),
    "body-changed": Text("改了协会资料", "Changed the association's details"),
    "carried-in": Text("带入上年的回答", "Carried last year's answers in"),
    "check-revoked": Text("撤销核对证明", "Revoked the attestation of a check"),
    "check-signed": Text("签发核对证明", "Signed the attestation of a check"),
    "check-written": Text("写下核对结果", "Wrote down what was checked"),
    "cohort-deleted": Text("删除了空分组", "Deleted an empty cohort"),
    "cohort-joined": Text("把企业放入分组", "Put companies in a cohort"),
    "cohort-made": Text("新建分组", "Made a cohort"),
    "cohort-parted": Text("把企业移出分组", "Took companies out of a cohort"),
    "cohort-renamed": Text("给分组改名", "Renamed a cohort"),
    "company-admitted": Text("发布以后补充一家企业", "Admitted a company after the release"),
    "consent-given": Text("企业同意顾问加入", "The company consented to a consultant"),
    "consent-withdrawn": Text("企业收回对顾问的同意", "The company took its consent back"),
    "consultant-proposed": Text("提出一位顾问", "Proposed a consultant"),
    "cycle-changed": Text("改了周期", "Changed a cycle"),
    "cycle-closed": Text("提前结束周期", "Ended a cycle"),
    "cycle-dates": Text("改了周期的日期", "Changed the dates of a cycle"),
    "cycle-launched": Text("启动周期", "Launched a cycle"),
    "cycle-made": Text("新建周期", "Made a cycle"),
    "declaration-brought": Text(
        "交来签好的声明", "Brought a declaration that was signed elsewhere"
    ),
    "declaration-discarded": Text(
        "放弃还没签的声明", "Discarded a declaration before it was signed"
    ),
    "declaration-prepared": Text("准备声明", "Prepared a declaration"),
    "declaration-registered": Text("登记一份声明", "Took a declaration into the register"),
    "declaration-signed": Text("签署声明", "Signed a declaration"),
    "declaration-withdrawn": Text("撤回声明", "Withdrew a declaration"),
    "errand-done": Text("同事填好交回", "A colleague answered and handed back"),
    "errand-handed-out": Text("请同事填几题", "Handed questions to a colleague"),
    "errand-taken-back": Text("收回给同事的题", "Took questions back from a colleague"),
    "evidence-added": Text("添加证据", "Added evidence"),
    "evidence-changed": Text("改了证据的说明", "Changed what is said of evidence"),
    "evidence-dropped": Text("撤下证据", "Took evidence out"),
    "identity-revoked": Text("撤销身份证明", "Revoked an attestation of identity"),
    "identity-signed": Text("签发身份证明", "Signed an attestation of identity"),
    "identity-written": Text("写下密钥是谁的", "Wrote down whose a key is"),
    "import-undone": Text("撤销导入", "Undid an import"),
    "invitation-accepted": Text("接受邀请", "Accepted an invitation"),
    "invitation-revoked": Text("收回邀请", "Took an invitation back"),
    "invited": Text("发出邀请", "Invited somebody"),
    "keys-made": Text("生成协会的密钥", "Made the association's keys"),
    "key-made": Text("生成密钥", "Made a key"),
    "left-out": Text(
        "本次发布不含或恢复一家企业", "Left a company out of the release, or took it in again"
    ),
    "member-added": Text("新增会员", "Added a member"),
    "member-back": Text("恢复会员", "Brought a member back"),
    "member-changed": Text("改了会员资料", "Changed a member's details"),
    "member-left": Text("标为退会", "Marked a member as left"),
    "members-exported": Text("导出名单", "Exported the list of members"),
    "members-imported": Text("导入名单", "Imported a list of members"),
    "notice-begun": Text("开始公示", "Began the public notice"),
    "objection-answered": Text("答复异议", "Answered an objection"),
    "post-changed": Text("改了岗位", "Changed a post"),
    "publication-confirmed": Text("确认公开内容", "Confirmed what is public"),
    "publication-withdrawn": Text("撤回公开内容", "Withdrew what was public"),
    "proof-revoked": Text("撤销登记证明", "Revoked a proof of registration"),
    "proof-signed": Text("签发登记证明", "Signed a proof of registration"),
    "proof-written": Text("写下登记证明", "Wrote a proof of registration"),
    "records-looked-up": Text("查询负面记录", "Looked for negative records"),
    "register-shown": Text("公布登记簿", "Showed the register"),
    "released": Text("集中发布", "Released a cycle"),
    "reminded": Text("发出催办", "Sent reminders"),
    "remark-reopened": Text("企业说意见还没处理完", "The company took a settled remark up again"),
    "remark-settled": Text("企业处理了一条意见", "The company dealt with a remark"),
    "response-accepted": Text("通过答卷", "Accepted a response"),
    "response-reopened": Text("重新审核答卷", "Took a response back into review"),
    "response-returned": Text("退回答卷", "Returned a response"),
    "response-submitted": Text("提交答卷", "Submitted a response"),
    "seat-changed": Text("改了企业内的权限", "Changed a seat"),
    "second-factor-reset": Text("重置第二道验证", "Reset a second factor"),
    "signer-asked": Text("请签署人签署", "Asked the signer to sign"),
    "signer-link-revoked": Text("收回签署链接", "Took the signer's link back"),
    "staff-answers-confirmed": Text(
        "企业确认协会代录的回答", "The company confirmed what the association had entered"
    ),
    "staff-entered": Text("协会代录回答", "The association entered answers"),
    "token-made": Text("做了一个接口令牌", "Made a token for the API"),
    "token-revoked": Text("收回接口令牌", "Took a token for the API back"),
    "workbook-taken-in": Text("收下工作簿", "Took a workbook in"),
}
DETAILS: Final[Mapping[str, Text]] = {
    "after": Text("改后", "after"),
    "answers": Text("回答", "answers"),
    "before": Text("改前", "before"),
    "changed": Text("改动", "changed"),
    "codes": Text("题号", "questions"),
    "cohorts": Text("分组", "cohorts"),
    "companies": Text("企业", "companies"),
    "days": Text("天数", "days"),
    "did": Text("标识", "identifier"),
    "entries": Text("条目", "entries"),
    "entry": Text("登记第几条", "register entry"),
    "file": Text("文件", "file"),
    "from_year": Text("从哪一年", "from the year"),
    "key": Text("密钥", "key"),
    "kept": Text("未撤销", "left as they are"),
    "made": Text("新增", "new"),
    "name": Text("名称", "name"),
    "number": Text("编号", "number"),
    "now": Text("改后", "after"),
    "numbers": Text("编号", "numbers"),
    "person": Text("人", "person"),
    "place": Text("位置", "place"),
    "pieces": Text("证据", "pieces of evidence"),
    "reason": Text("原因", "reason"),
    "register": Text("登记簿", "register"),
    "remark": Text("意见", "remark"),
    "replaced": Text("取代第几条", "in the place of entry"),
    "role": Text("权限", "role"),
    "root": Text("根指纹", "root hash"),
    "scopes": Text("范围", "scopes"),
    "sha256": Text("指纹", "hash"),
    "signed_by": Text("署名", "signed by"),
    "signer": Text("签署人", "signer"),
    "size": Text("条目", "entries"),
    "source": Text("来源", "source"),
    "title": Text("名称", "title"),
    "to": Text("给", "to"),
    "until": Text("有效到", "until"),
    "uscc": Text("信用代码", "code"),
    "was": Text("改前", "before"),
    "words": Text("说的话", "words"),
    "year": Text("年度", "year"),
}
_VALUES: Final[Mapping[str, Text]] = {
    **REASONS,
    "owner": Text("负责人", "owner"),
    "editor": Text("填写", "editor"),
    "viewer": Text("查看", "viewer"),
    "manager": Text("协会负责人", "manager"),
    "staff": Text("工作人员", "staff"),
    "reviewer": Text("审核人", "reviewer"),
}
_FIELDS: Final[Mapping[str, Text]] = {
    "name_zh": Text("中文名称", "Chinese name"),
    "name_en": Text("英文名称", "English name"),
    "city": Text("城市", "city"),
    "sector": Text("行业", "trade"),
    "contact_name": Text("联系人", "contact"),
    "contact_email": Text("邮箱", "e-mail"),
    "contact_phone": Text("电话", "phone"),
    "address": Text("地址", "address"),
    "contact": Text("联系方式", "contact"),
    "icp": Text("ICP 备案号", "ICP record"),
    "police": Text("公安备案号", "police record"),
    "logo": Text("标志", "logo"),
}
_LONGEST: Final = 160


def told(line: AuditLine) -> tuple[Text, Text]:
    """What was done, and its details; a code without words is shown as it is."""
    details = [
        (DETAILS.get(name, same(name)), _words(value))
        for name, value in line.detail.items()
        if value
    ]
    return WORDS.get(line.what, same(line.what)), Text(
        "；".join(f"{name.zh}：{value.zh}" for name, value in details),
        "; ".join(f"{name.en}: {value.en}" for name, value in details),
    )


def _words(value: object) -> Text:
    if isinstance(value, Mapping):
        parts = [(_FIELDS.get(name, same(name)), part or "—") for name, part in value.items()]
        words = Text(
            "，".join(f"{name.zh} {part}" for name, part in parts),
            ", ".join(f"{name.en} {part}" for name, part in parts),
        )
    elif isinstance(value, list):
        words = same(", ".join(str(part) for part in value))
    else:
        words = _VALUES.get(str(value), same(value))
    return Text(cut_short(words.zh, _LONGEST), cut_short(words.en, _LONGEST))
