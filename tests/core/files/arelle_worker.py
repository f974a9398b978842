"""Arelle in a process of its own: a line of JSON in, what it found out; many filings, one start.

    python arelle_worker.py FOLDER PACKAGE

FOLDER is an empty configuration, PACKAGE a taxonomy package. Each line of input is
{"file": path}; each line of output has `messages` (code, level, text, ids of the elements they
are about) and `facts`. Nothing is fetched: Arelle is told to stay offline.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import time
from pathlib import Path
from typing import Any

os.environ["XDG_CONFIG_HOME"] = sys.argv[1]

from arelle import XmlUtil
from arelle.api.Session import Session
from arelle.RuntimeOptions import RuntimeOptions

LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Kept(logging.Handler):
    """Keeps what Arelle says, with the ids of the elements that it is about."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[dict[str, Any]] = []

    def emit(self, record: logging.LogRecord) -> None:
        refs = getattr(record, "refs", None) or ()
        self.records.append(
            {
                "code": getattr(record, "messageCode", ""),
                "level": record.levelname,
                "text": record.getMessage(),
                "refs": [str(ref.get("href", "")).rpartition("#")[2] for ref in refs],
            }
        )


def options(file: str, package: str) -> RuntimeOptions:
    oim = file.endswith(".json")
    return RuntimeOptions(
        entrypointFile=file,
        validate=True,
        calcs="c11r",
        utrValidate=True,
        validateDuplicateFacts="inconsistent",
        internetConnectivity="offline",
        packages=[package],
        plugins="loadFromOIM" if oim else "inlineXbrlDocumentSet",
        keepOpen=True,
        logPropagate=False,
        xdgConfigHome=sys.argv[1],
        validateXmlOim=not oim,
    )


def facts_of(model: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - Arelle's own
    return [
        {
            "id": fact.id,
            "concept": str(fact.qname),
            "value": fact.xValue if isinstance(fact.xValue, str) else str(fact.xValue),
            "lexical": fact.value,
            "entity": list(fact.context.entityIdentifier),
            "start": str(fact.context.startDatetime) if fact.context.isStartEndPeriod else None,
            "end": str(fact.context.endDatetime),
            "unit": str(fact.unit.stringValue) if fact.unit is not None else "",
            "measures": [[str(one) for one in side] for side in fact.unit.measures]
            if fact.unit is not None
            else [],
            "decimals": fact.decimals,
            "language": XmlUtil.ancestorOrSelfAttr(fact, LANG)
            if fact.concept.type.isOimTextFactType
            else None,
            "dimensions": {
                str(axis): str(value.memberQname)
                if value.isExplicit
                else value.typedMember.stringValue
                for axis, value in fact.context.qnameDims.items()
            },
        }
        for fact in model.factsInInstance
        if fact.concept is not None and fact.context is not None
    ]


def main(package: str) -> None:
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever Arelle prints must not mix with our answers
    for line in sys.stdin:
        order = json.loads(line)
        kept = Kept()
        began = time.process_time()
        with Session() as session:
            session.run(options(order["file"], package), logHandler=kept)
            models = session.get_models()
            facts = facts_of(models[0]) if models and order.get("facts", True) else []
        answer = {
            "messages": kept.records,
            "facts": facts,
            "seconds": time.process_time() - began,
        }
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
    main(sys.argv[2])
