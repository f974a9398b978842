"""Why a member is not what it should be, in words: one sentence a code of `Unsound`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from zeren.text import Text

FLAWS: Final[Mapping[str, Text]] = {
    "size": Text("它大得不像一份凭证", "it is larger than any credential"),
    "form": Text("它不是由三段组成的签名", "it is not a signature in three parts"),
    "base64url": Text(
        "它的编码不合规定，或者后面多了东西",
        "it is not encoded as it has to be, or something was added to it",
    ),
    "json": Text("它的内容读不出来", "its content cannot be read"),
    "duplicate-key": Text(
        "同一个名称在里面出现了两次，两个软件会读出两种意思",
        "a name stands in it twice, and two programs would read two things",
    ),
    "header": Text(
        "它的开头要求使用这里不接受的办法，例如自带密钥",
        "its header asks for something not accepted here, such as a key brought along",
    ),
    "algorithm": Text(
        "它用的签名算法不被接受，或者根本没有签名",
        "its algorithm is not accepted here, or it is not signed at all",
    ),
    "type": Text("它是另一种文件，不该放在这里", "it is another kind of token than belongs here"),
    "signature": Text("签名和内容对不上", "signature and content do not fit"),
    "kid": Text(
        "它指明的密钥不属于签发者", "the key that it names is not one of its issuer's keys"
    ),
    "did": Text("签发者的标识写得不对", "the identifier of its issuer is not written right"),
    "key": Text("它的公钥不是公钥", "what stands as its public key is not one"),
    "did-document": Text(
        "签发者的公钥不在文件里，或者不止一份",
        "its issuer's public key is not in the file, or more than once",
    ),
    "context": Text(
        "它用了这里不认识的词汇表，词的意思无从知道",
        "it uses a vocabulary not known here, so its words could mean anything",
    ),
    "kind": Text("它不是这一类凭证", "it is not this kind of credential"),
    "content": Text("该有的内容缺了或写得不对", "something that it must say is missing or wrong"),
    "moment": Text("里面的日期写得不对", "a date in it is not written right"),
    "status-list": Text("撤销清单打不开", "the list of revocations cannot be opened"),
    "status-index": Text(
        "撤销清单里没有它所指的位置", "the list of revocations has no such place as it names"
    ),
    "issuer": Text("它写的签发者不是签名的那一方", "who it names as issuer is not who signed it"),
    "credential": Text("它不是一份凭证", "it is no credential"),
    "claims": Text("它自相矛盾", "it contradicts itself"),
    "related": Text(
        "它没有写明和哪些文件一起签名", "it does not say which files it was signed with"
    ),
    "time": Text("里面的起止时间写得不对", "its beginning or end is not written right"),
    "future": Text(
        "按您的钟或者您写的日子，里面的时间还没有到；请看看它们对不对",
        "by your clock, or the day that you named, it is dated in the future; look whether that is right",
    ),
    "disagreement": Text(
        "名称、代码或日期和签名里的不一样",
        "name, code or dates are not those of the signature",
    ),
    "profile": Text(
        "它的格式这里不认识，请用较新的版本再核对",
        "it is in a format not known here; verify it with a newer version",
    ),
    "sealed": Text("它不是我们的封存格式", "it does not have the form of sealed answers"),
    "digest-twice": Text("同一个封条出现了两次", "a seal stands in it twice"),
    "disclosure": Text(
        "出示的内容没有对应的封条，或者写法不对",
        "something shown has no seal here, or is not written right",
    ),
    "disclosure-twice": Text("同一项内容出示了两次", "something is shown twice"),
    "binding": Text(
        "“出示给谁”那一部分和出示的内容对不上",
        "the part that says for whom does not fit what is shown",
    ),
    "early": Text(
        "“出示给谁”那一部分写的时间还没有到", "the part that says for whom is dated in the future"
    ),
    "proof": Text("它不是登记证明的格式", "it does not have the form of a proof"),
    "entry": Text("登记的那一条写得不对", "the entry is not written right"),
    "origin": Text("它的 checkpoint 是另一个登记的", "its checkpoint is another register's"),
    "not-signed": Text("登记没有在 checkpoint 上签名", "the register did not sign its checkpoint"),
    "index": Text("登记的序号对不上", "the number of the entry does not fit"),
    "path": Text("从这一条算不出登记的根哈希", "the entry does not lead to the register's root"),
    "note": Text("登记的 checkpoint 写得不对", "the checkpoint is not written right"),
    "checkpoint": Text("登记的 checkpoint 写得不对", "the checkpoint is not written right"),
    "base64": Text("它的编码不合规定", "it is not encoded as it has to be"),
    "verifier-key": Text(
        "您手里协会文件中的登记公钥不是公钥",
        "the register's key in the association's file that you gave is not one",
    ),
}


OTHER: Final = Text("它有错（{code}）", "something in it is wrong ({code})")


def flaw(code: str) -> Text:
    return FLAWS.get(code, OTHER.format(code=code))
