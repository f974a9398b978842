"""Everything that is wrong with a draft, all at once: its values, and how its tables hang together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from zeren.standards.drafts.draft import Draft, Fault, Path
from zeren.standards.drafts.faults import fault
from zeren.standards.drafts.forms import FORMS, KINDS, ROWS, TITLES
from zeren.standards.drafts.known import RESERVED, Known
from zeren.standards.drafts.values import Values, decimal_of, shown
from zeren.text import LANGS

_NEEDED: Final = {"standard": ("clause",), "supplement": ("area", "item", "question")}
_CONFORMS: Final = re.compile(r"符合|\bconform|\bcompl(?:y|ies|iant|iance)\b", re.IGNORECASE)
_MOST_NAMED: Final = 5  # of the other spots of a code
_CODED: Final = ("area", "item", "question", "red_line", "fact", "number")


def check(draft: Draft, known: Known, *, one_language: bool = False) -> tuple[Fault, ...]:
    """All faults of a draft; with `one_language`, missing translations are only notes."""
    known = known.with_own(draft)
    values = Values(known, one_language=one_language)
    faults = [
        one
        for kind in KINDS[draft.kind]
        for number, row in enumerate(draft.of(kind)[:ROWS])
        for one in values.of(row, FORMS[kind], (kind, number))
    ]
    faults += _counts(draft)
    faults += _head(draft, known)
    faults += _standard(draft) if draft.kind == "standard" else _supplement(draft, known)
    return tuple(faults)


def _counts(draft: Draft) -> Iterator[Fault]:
    for kind in KINDS[draft.kind]:
        count = len(draft.of(kind))
        if count > ROWS:
            yield fault("too-many", (kind,), label=TITLES[kind], count=count, most=ROWS)
        elif not count and kind in _NEEDED[draft.kind]:
            yield fault("empty", (kind,), label=TITLES[kind])


def _head(draft: Draft, known: Known) -> Iterator[Fault]:
    path = (draft.kind, 0, "id")
    if draft.id in RESERVED:
        yield fault("reserved", path, value=shown(draft.id))
    elif draft.id in known.taken:
        yield fault("id-taken", path, value=shown(draft.id))


def _twice(rows: Sequence[tuple[Path, object]]) -> Iterator[Fault]:
    """Each spot of a code that stands at several, with the others."""
    spots: dict[str, list[Path]] = {}
    for path, code in rows:
        if isinstance(code, str) and code:
            spots.setdefault(code, []).append(path)
    for code, paths in spots.items():
        for number, path in enumerate(paths if len(paths) > 1 else ()):
            others = (*paths[:number], *paths[number + 1 :])[:_MOST_NAMED]
            yield fault("twice", path, value=shown(code), elsewhere=others)


def _standard(draft: Draft) -> Iterator[Fault]:
    head, clauses = draft.head, draft.of("clause")[:ROWS]
    yield from _twice([(("clause", n, "ref"), row.get("ref")) for n, row in enumerate(clauses)])
    if head.get("superseded_by") and head.get("superseded_by") == head.get("id"):
        yield fault("superseded-by-itself", ("standard", 0, "superseded_by"), value=shown(draft.id))
    yield from _claim(head.get("claim"))
    yield from _circles(clauses)


def _claim(claim: object) -> Iterator[Fault]:
    """Whoever does not claim conformity may not say so in the sentence."""
    if not isinstance(claim, Mapping) or claim.get("kind") == "conforms":
        return
    words = claim.get("words")
    for lang in LANGS:
        said = words.get(lang) if isinstance(words, Mapping) else None
        if isinstance(said, str) and _CONFORMS.search(said):
            yield fault("claim-conforms", ("standard", 0, "claim", "words", lang), level="note")


def _circles(clauses: Sequence[Mapping[str, Any]]) -> Iterator[Fault]:
    """Clauses that stand under each other, each circle told once and whole."""
    parents = {
        row["ref"]: (number, row.get("parent"))
        for number, row in reversed(tuple(enumerate(clauses)))
        if isinstance(row.get("ref"), str)
    }
    done: set[object] = set()
    for start in [row.get("ref") for row in clauses]:
        way: list[str] = []
        ref: object = start
        while isinstance(ref, str) and ref in parents and ref not in done:
            done.add(ref)
            way.append(ref)
            ref = parents[ref][1]
        if isinstance(ref, str) and ref in way:
            yield _circle(way[way.index(ref) :], parents)


def _circle(refs: list[str], parents: Mapping[str, tuple[int, object]]) -> Fault:
    path = ("clause", parents[refs[0]][0], "parent")
    if len(refs) == 1:
        return fault("parent-itself", path, value=shown(refs[0]))
    circle = " → ".join(shown(ref) for ref in [*refs, refs[0]])
    return fault("parent-circle", path, circle=circle)


def _supplement(draft: Draft, known: Known) -> Iterator[Fault]:
    coded = [
        ((kind, number, "code"), row.get("code"))
        for kind in _CODED
        for number, row in enumerate(draft.of(kind)[:ROWS])
    ]
    yield from _twice(coded)
    areas = _said(draft.of("area"), "code") & known.taken.keys()
    for path, code in coded:
        if not isinstance(code, str) or code not in known.taken:
            continue
        if path[0] == "question" and code.rstrip(".0123456789") in areas:
            continue  # the area's own code is told, and changes this one too
        yield fault("taken", path, value=shown(code), owner=known.taken[code])
    yield from _places(draft)
    yield from _unasked(draft)
    yield from _tiers(draft)
    for number, row in enumerate(draft.of("question")[:ROWS]):
        yield from _alike(row, ("question", number, "levels"))
    for number, row in enumerate(draft.of("number")[:ROWS]):
        yield from _ranges(row, ("number", number))


def _places(draft: Draft) -> Iterator[Fault]:
    """An item goes with its area, a question with its item."""
    areas, items = _said(draft.of("area"), "code"), _said(draft.of("item"), "code")
    for number, row in enumerate(draft.of("item")[:ROWS]):
        code = row.get("code")
        if isinstance(code, str) and "." in code and (area := code.split(".")[0]) not in areas:
            yield fault(
                "not-of-area", ("item", number, "code"), value=shown(code), area=shown(area)
            )
    for number, row in enumerate(draft.of("question")[:ROWS]):
        code, item = row.get("code"), row.get("item")
        if isinstance(code, str) and isinstance(item, str) and item in items:
            start = f"{item.replace('.', '')}."
            if not code.startswith(start):
                yield fault(
                    "not-of-item",
                    ("question", number, "code"),
                    value=shown(code),
                    item=shown(item),
                    like=shown(start),
                )


def _said(rows: Sequence[Mapping[str, Any]], key: str) -> set[str]:
    """What the rows say under a key, where it is words at all."""
    return {row[key] for row in rows if isinstance(row.get(key), str)}


def _unasked(draft: Draft) -> Iterator[Fault]:
    """Items without a question and areas without an item, which would be empty headings."""
    asked = _said(draft.of("question"), "item")
    held = {code.split(".")[0] for code in _said(draft.of("item"), "code")}
    for kind, filled in (("item", asked), ("area", held)):
        for number, row in enumerate(draft.of(kind)[:ROWS]):
            code = row.get("code")
            if isinstance(code, str) and code not in filled:
                yield fault(
                    "nothing-asked", (kind, number, "code"), level="note", value=shown(code)
                )


def _tiers(draft: Draft) -> Iterator[Fault]:
    """What the quick tier asks, and whether the lines that decide it are asked there too."""
    questions = draft.of("question")[:ROWS]
    if questions and not any(row.get("tier") == "quick" for row in questions):
        yield fault("nothing-quick", ("question",), level="note")
    late = _said([row for row in draft.of("fact") if row.get("tier") == "basic"], "code")
    for kind in ("question", "red_line", "number", "fact"):
        for number, row in enumerate(draft.of(kind)[:ROWS]):
            facts = row.get("asked_when", ())
            if row.get("tier") != "quick" or not isinstance(facts, list | tuple):
                continue
            for place, fact in enumerate(facts):
                if isinstance(fact, str) and fact in late:
                    path = (kind, number, "asked_when", place)
                    yield fault("fact-of-larger-tier", path, level="note", value=shown(fact))


def _alike(row: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    levels = row.get("levels")
    if not isinstance(levels, list | tuple):
        return
    for lang in LANGS:
        spots: dict[str, list[Path]] = {}
        for number, level in enumerate(levels):
            said = level.get(lang) if isinstance(level, Mapping) else None
            if isinstance(said, str) and said:
                spots.setdefault(said, []).append((*path, number, lang))
        for first, *others in spots.values():
            if others:
                yield fault("alike", first, elsewhere=tuple(others))


def _ranges(row: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    for low, high in (("least", "most"), ("usual_least", "usual_most")):
        least, most = decimal_of(row.get(low)), decimal_of(row.get(high))
        if least is not None and most is not None and least > most:
            label = next(key.label for key in FORMS["number"] if key.name == low)
            yield fault("out-of-order", (*path, low), label=label, low=least, high=most)
