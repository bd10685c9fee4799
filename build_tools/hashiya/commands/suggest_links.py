"""`hashiya suggest links`: passages that share what is rare and are not linked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hashiya.commands.accept import UnknownItem
from hashiya.model import RELATIONS, Edition
from hashiya.schema import near
from hashiya.suggest.context import place, shown
from hashiya.suggest.ends import Ends
from hashiya.suggest.links import Likeness, Shared, likenesses, linked
from hashiya.suggest.shared import Piece

_NAMED = 8
"""So many of the things that two passages share are named; the rest is counted."""
_AROUND = 3
"""Words that are shown on either side of a shared one."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two passages that may be linked, and the addresses at which a link could stand."""

    likeness: Likeness
    origin: str
    to: str


def candidates(
    edition: Edition, sources: Sequence[str], limit: int, least: float
) -> list[Candidate]:
    """The passages that may be linked, the most alike first; all of `sources`, or of any."""
    for name in sources:
        if name not in edition.by_id:
            like = near(name, edition.by_id)
            raise UnknownItem(
                f"there is no source “{name}”" + (f": did you mean “{like}”?" if like else "")
            )
    found = likenesses(edition, limit, sources=sources, passing=linked(edition))
    ends = Ends(edition)
    return [
        Candidate(
            one,
            ends.address(one.here, [(each.here, each.weight) for each in one.shared]),
            ends.address(one.there, [(each.there, each.weight) for each in one.shared]),
        )
        for one in found
        if one.score >= least
    ]


def _text(found: Sequence[Candidate], edition: Edition) -> Iterator[str]:
    for number, one in enumerate(found, 1):
        alike = one.likeness
        yield f"{number}  {alike.score:.1f}  {one.origin} ~ {one.to}\n"
        yield f"  = {_explained(alike)}\n"
        for piece, places in (
            (alike.here, [where for each in alike.shared for where in each.here]),
            (alike.there, [where for each in alike.shared for where in each.there]),
        ):
            at = place(piece.source, piece.passage.start)
            yield f"  {at.file}:{at.line}:{at.column}: {piece.address}: {context(piece, places)}\n"
    yield f"pairs of passages: {len(found)}\n"


def _explained(alike: Likeness) -> str:
    """What adds up to the score, and what lowers it."""
    named = alike.shared[:_NAMED]
    terms = [f"{_told(alike, each)} {each.weight:.1f}" for each in named]
    rest = sum(each.weight for each in alike.shared[_NAMED:])
    if rest:
        terms.append(f"{len(alike.shared) - _NAMED} more {rest:.1f}")
    reasons = [*(["one source"] if alike.here.source is alike.there.source else []), *alike.joined]
    return " + ".join(terms) + (f"; lowered: {', '.join(reasons)}" if reasons else "")


def _told(alike: Likeness, shared: Shared) -> str:
    """A shared thing, as it is written in the later of the passages."""
    kind, value = shared.sign
    if kind in ("date", "name"):
        return f"[{value.replace('--', 'month ')}]"
    first, end = shared.here[0]
    words = shown(_words(alike.here, first, end))
    return f"«{words}»" if kind == "quotation" else words


def _words(piece: Piece, first: int, end: int) -> str:
    start, stop = piece.index.span(piece.words[first])[0], piece.index.span(piece.words[end - 1])[1]
    return " ".join(piece.source.text[start:stop].split())


def context(piece: Piece, places: Sequence[tuple[int, int]]) -> str:
    """A passage with the shared words in brackets; what is far from them is left out."""
    marked = {word for first, end in places for word in range(first, end)}
    last = len(piece.words) - 1
    near_one = {n for word in marked for n in range(word - _AROUND, word + _AROUND + 1)}
    row: list[str] = []
    at = piece.passage.start
    for number, word in enumerate(piece.words):
        start, end = piece.index.span(word)
        if number in near_one:
            between = piece.source.text[at:start]
            row.append(between if number == 0 or number - 1 in near_one else "… ")
            opening = "[" if number in marked and number - 1 not in marked else ""
            closing = "]" if number in marked and number + 1 not in marked else ""
            row.append(f"{opening}{piece.source.text[start:end]}{closing}")
            row.append(" " if number < last and number + 1 not in near_one else "")
        at = end
    row.append(piece.source.text[at : piece.passage.end] if last in near_one else "…")
    return shown("".join(row))


def _yaml(found: Sequence[Candidate], edition: Edition) -> Iterator[str]:
    """Stubs of cross-references; relation and reason are left to the editor."""
    relations = ", ".join(RELATIONS)
    yield f"# relation: one of {relations}\n"
    for number, one in enumerate(found, 1):
        source = one.likeness.here.source.id
        yield f"\n# {number}  {one.likeness.score:.1f}  {_explained(one.likeness)}\n"
        yield f"# annotations/sources/{source}/notes.yaml: {one.origin}\n"
        yield f"  see:\n  - to: {one.to}\n    relation:\n    reason:\n"
        for language in edition.dossier.settings.languages:
            yield f"      {language}: |-\n"


def _json(found: Sequence[Candidate], edition: Edition) -> Iterator[str]:
    pairs = [_object(one) for one in found]
    yield json.dumps({"format": 1, "pairs": pairs}, ensure_ascii=False, indent=2) + "\n"


def _object(one: Candidate) -> dict[str, object]:
    alike = one.likeness
    return {
        "score": round(alike.score, 2),
        "origin": one.origin,
        "to": one.to,
        "here": _passage(alike.here, [where for each in alike.shared for where in each.here]),
        "there": _passage(alike.there, [where for each in alike.shared for where in each.there]),
        "shared": [
            {
                "kind": each.sign.kind,
                "value": each.sign.value,
                "weight": round(each.weight, 2),
                "here": [_words(alike.here, *where) for where in each.here],
                "there": [_words(alike.there, *where) for where in each.there],
            }
            for each in alike.shared
        ],
        "same_source": alike.here.source is alike.there.source,
        "joined": alike.joined,
    }


def _passage(piece: Piece, places: Sequence[tuple[int, int]]) -> dict[str, object]:
    at = place(piece.source, piece.passage.start)
    return {
        "address": piece.address,
        "file": at.file,
        "line": at.line,
        "column": at.column,
        "context": context(piece, places),
    }


FORMATS: Mapping[str, Callable[[Sequence[Candidate], Edition], Iterator[str]]] = {
    "text": _text,
    "yaml": _yaml,
    "json": _json,
}
