"""Why a quote has no place, and what to write instead, ready to be pasted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import NamedTuple

from hashiya.anchor.differences import differences
from hashiya.anchor.nearest import nearest
from hashiya.anchor.quote import (
    RANGE,
    Hit,
    Index,
    Miss,
    Reason,
    ends_of,
    find,
    places,
    stands_between,
)
from hashiya.anchor.shelf import Shelf
from hashiya.fold import folded_words
from hashiya.model import Quote, Text, Translation
from hashiya.problem import Place, Problem, problem
from hashiya.schema import near_passage
from hashiya.wording import Said, Words, _, indented, said

_SHOWN = 8
"""Of many places or differences only so many are shown."""
_CONTEXT = 4
"""So many words are shown on either side of a place."""
_WORTH_COMPARING = 0.75
"""A quote that stands elsewhere is compared with words of its own source only if so like them."""
_NEIGHBOURS = 12
"""More neighbour words than this nobody would paste."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A quote that was not found, and where it was looked for."""

    quote: Quote
    miss: Miss
    index: Index
    source: str
    shelf: Shelf
    layer: str = ""
    """The layer of translation that it was looked for in; empty for the source itself."""


def explain(lost: Lost) -> Problem:
    """The problem that says why a quote has no place, and what would have one."""
    return _EXPLANATIONS[lost.miss.reason](lost)


def beginning(text: Text) -> Place:
    """Where the words themselves begin, also in a block scalar."""
    return text.place._replace(within=text.place.within or 0)


# --- one explanation a reason -----------------------------------------------------------


def _wordless(lost: Lost) -> Problem:
    given = (lost.quote.exact, lost.quote.after, lost.quote.before)
    empty = next(text for text in given if text is not None and not folded_words(text))
    return problem("quote-wordless", beginning(empty), width=len(empty), quote=empty)


def _open_range(lost: Lost) -> Problem:
    return _problem(lost, "quote-range")


def _unknown_passage(lost: Lost) -> Problem:
    assert lost.quote.passage is not None
    return unknown_passage(lost.quote.passage, lost.source, lost.index)


def unknown_passage(name: Text, source: str, index: Index) -> Problem:
    """The problem that a source has no passage of this id."""
    return problem(
        "unknown-passage",
        beginning(name),
        width=len(name),
        source=source,
        passage=name,
        near=near_passage(name, index.order),
    )


def _absent(lost: Lost) -> Problem:
    """Written slightly otherwise, or in another source."""
    exact = lost.quote.exact
    ellipsis = _with_range(lost)
    if ellipsis:
        return _problem(lost, "quote-not-found", _quote(ellipsis))
    elsewhere = [] if lost.layer else _elsewhere(lost)
    near = _mended(lost)
    if not elsewhere:
        place = exact.place._replace(within=(exact.place.within or 0) + near.offset)
        return _problem(lost, "quote-not-found", near.rows, place=place)
    rows: list[Words] = [row for _source, row in elsewhere]
    if near.likeness >= _WORTH_COMPARING:
        rows += near.rows
    return _problem(
        lost, "quote-elsewhere", rows, where=", ".join(name for name, _row in elsewhere)
    )


def _backwards(lost: Lost) -> Problem:
    last, first = map(str.strip, RANGE.split(lost.quote.exact))
    shown = lost.miss.hits[:_SHOWN]
    rows = [_place(lost.index, hit) for hit in shown]
    return _problem(lost, "quote-backwards", [*rows, *_quote(f"{first} … {last}")])


def _across(lost: Lost) -> Problem:
    index = lost.index
    parts = _parts(index, lost.miss.hits[0])
    rows = [_place(index, part, _cut(index.original(part))) for part in parts]
    return _problem(lost, "quote-across", ["across: true", *rows])


def _other_passage(lost: Lost) -> Problem:
    rows = _located(lost, lost.miss.hits, partial(_passage, lost.index))
    if lost.layer:
        return _problem(lost, "quote-not-found", rows)
    return _problem(lost, "quote-not-in-passage", rows, passage=lost.quote.passage or "")


def _neighbours(lost: Lost) -> Problem:
    hits = lost.miss.hits
    rows = _located(lost, hits, lambda hit: telling(lost.index, hits, hit))
    words = lost.quote.after or lost.quote.before
    assert words is not None
    return _problem(lost, "quote-neighbours", rows, at=words, words=words)


def _occurrence(lost: Lost) -> Problem:
    hits = lost.miss.hits
    assert lost.quote.occurrence is not None
    counted = "/".join(map(str, lost.quote.occurrence))
    rows = _located(lost, hits, lambda hit: f"occurrence: {hits.index(hit) + 1}/{len(hits)}")
    return _problem(lost, "quote-occurrence", rows, occurrence=counted)


def _ambiguous(lost: Lost) -> Problem:
    hits = lost.miss.hits
    rows = _located(lost, hits, lambda hit: telling(lost.index, hits, hit))
    return _problem(lost, "quote-ambiguous", rows)


_EXPLANATIONS: Mapping[Reason, Callable[[Lost], Problem]] = {
    Reason.WORDLESS: _wordless,
    Reason.OPEN_RANGE: _open_range,
    Reason.UNKNOWN_PASSAGE: _unknown_passage,
    Reason.ABSENT: _absent,
    Reason.BACKWARDS: _backwards,
    Reason.ACROSS: _across,
    Reason.OTHER_PASSAGE: _other_passage,
    Reason.NEIGHBOURS: _neighbours,
    Reason.OCCURRENCE: _occurrence,
    Reason.AMBIGUOUS: _ambiguous,
}


def _problem(
    lost: Lost,
    code: str,
    rows: Sequence[Words] = (),
    *,
    at: Text | None = None,
    place: Place | None = None,
    **values: str,
) -> Problem:
    """A problem at the quote, or at other words of its selector.

    A rendering's has a code of its own where the sentence differs.
    """
    words = at or lost.quote.exact
    return problem(
        _OF_RENDERINGS.get(code, code) if lost.layer else code,
        place or beginning(words),
        width=len(words),
        severity=None,
        hint=rows,
        **{"count": str(len(lost.miss.hits)), "layer": lost.layer, **values},
    )


_OF_RENDERINGS = {
    "quote-not-found": "rendering-not-found",
    "quote-ambiguous": "rendering-ambiguous",
}


def opens_otherwise(index: Index, passage: int, translation: Translation) -> Problem:
    """The problem that a passage does not begin as its translation says, and how it does."""
    begins = translation.begins
    assert begins is not None
    words = folded_words(begins)
    whole = index.within(passage)
    shown = _first_words(index, whole, max(len(words), 3))
    opening = index.original(shown) if shown.first < shown.end else _text(index, passage)
    rows = [_as_yaml("begins", opening)]
    for hit in index.find(" ".join(words)) if words else ():
        at = index.passage(hit.first)
        if hit.first == index.within(at).first and len(rows) <= _SHOWN:
            rows.append(f"passage: {index.passages[at].id}")
    return problem(
        "begins-otherwise",
        beginning(begins),
        width=len(begins),
        hint=rows,
        passage=translation.passage,
        words=opening,
    )


def _text(index: Index, passage: int) -> str:
    return index.text[index.passages[passage].start : index.passages[passage].end].strip()


# --- places -----------------------------------------------------------------------------


def _located(lost: Lost, hits: Sequence[Hit], advice: Callable[[Hit], str]) -> list[Words]:
    """For each place its line, the words around it, and below them what to write."""
    rows: list[Words] = []
    for hit in hits[:_SHOWN]:
        rows += [_place(lost.index, hit), indented(advice(hit))]
    if len(hits) > _SHOWN:
        rows.append(f"… (+{len(hits) - _SHOWN})")
    return rows


def _place(index: Index, hit: Hit, words: str = "") -> Said:
    """A place's line and passage, with the words around it where no others are given."""
    passage = index.passages[index.passage(hit.first)]
    line = passage.line + index.text.count("\n", passage.start, index.span(hit)[0])
    return said(
        _("line {line}, {passage}: {words}"),
        line=str(line),
        passage=passage.id,
        words=words or _around(index, hit),
    )


def _passage(index: Index, hit: Hit) -> str:
    return f"passage: {index.passages[index.passage(hit.first)].id}"


def _around(index: Index, hit: Hit) -> str:
    """A place with some words of its passage on either side of it."""
    first = index.within(index.passage(hit.first)).first
    end = index.within(index.passage(hit.end - 1)).end
    left = _last_words(index, Hit(first, hit.first), _CONTEXT)
    right = _first_words(index, Hit(hit.end, end), _CONTEXT)
    before = "… " if left.first > first else ""
    after = " …" if right.end < end else ""
    return before + _cut(index.original(Hit(left.first, right.end))) + after


def _first_words(index: Index, hit: Hit, count: int) -> Hit:
    """The first words of a run, or all of it."""
    words = index.words(hit)
    if len(words) <= count:
        return hit
    rest = sum(len(word) + 1 for word in words[count:])
    return Hit(hit.first, hit.end - rest)


def _last_words(index: Index, hit: Hit, count: int) -> Hit:
    """The last words of a run, or all of it."""
    words = index.words(hit)
    if len(words) <= count:
        return hit
    return Hit(hit.first + sum(len(word) + 1 for word in words[:-count]), hit.end)


def _cut(words: str) -> str:
    """The words, or of many words those at both ends."""
    row = words.split()
    return words if len(row) <= 24 else " ".join([*row[:12], "…", *row[-11:]])


def _parts(index: Index, hit: Hit) -> Iterator[Hit]:
    """The parts of a hit, passage by passage."""
    for passage in range(index.passage(hit.first), index.passage(hit.end - 1) + 1):
        first, end = index.within(passage)
        if first < end:
            yield Hit(max(first, hit.first), min(end, hit.end))


def telling(index: Index, hits: Sequence[Hit], hit: Hit) -> str:
    """The shortest line of YAML that tells one place from all the others."""
    key, words = told_apart(index, hits, hit)
    return _as_yaml(key, words) if key in ("after", "before") else f"{key}: {words}"


def told_apart(index: Index, hits: Sequence[Hit], hit: Hit) -> tuple[str, str]:
    """The key, and its value, that tell one place from all the others."""
    passage = index.within(index.passage(hit.first))
    options = [*_left_words(index, hits, hit), *_right_words(index, hits, hit)]
    if options:
        key, words = min(options, key=lambda option: len(index.words(option[1])))
        return key, index.original(words)
    if sum(passage.first <= other.first < passage.end for other in hits) == 1:
        return "passage", index.passages[index.passage(hit.first)].id
    return "occurrence", f"{hits.index(hit) + 1}/{len(hits)}"


def _left_words(index: Index, hits: Sequence[Hit], hit: Hit) -> Iterator[tuple[str, Hit]]:
    """The fewest words before a place that stand before no other."""
    rivals = [other for other in hits if other != hit]
    begin = index.within(index.passage(hit.first)).first
    for count in range(1, len(index.words(Hit(begin, hit.first))[-_NEIGHBOURS:]) + 1):
        words = _last_words(index, Hit(begin, hit.first - 1), count)
        wanted = index.folded[slice(*words)]
        rivals = [other for other in rivals if stands_between(index, other, wanted, "")]
        if not rivals:
            yield "after", words
            return


def _right_words(index: Index, hits: Sequence[Hit], hit: Hit) -> Iterator[tuple[str, Hit]]:
    """The fewest words behind a place that stand behind no other."""
    rivals = [other for other in hits if other != hit]
    end = index.within(index.passage(hit.end - 1)).end
    for count in range(1, len(index.words(Hit(hit.end, end))[:_NEIGHBOURS]) + 1):
        words = _first_words(index, Hit(hit.end + 1, end), count)
        wanted = index.folded[slice(*words)]
        rivals = [other for other in rivals if stands_between(index, other, "", wanted)]
        if not rivals:
            yield "before", words
            return


# --- what was meant ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mended:
    """What a quote should say, how like it that is, and where the first difference is."""

    rows: Sequence[Words] = ()
    offset: int = 0
    likeness: float = 0.0


def _with_range(lost: Lost) -> str:
    """The quote with a true ellipsis for what was typed as one, if that has a place."""
    exact = lost.quote.exact
    ranged = re.sub(r"\s*(?:\.{3,}|…)\s*", " … ", exact).strip()
    if ranged == exact or ranged.count("…") != 1:
        return ""
    outcome = find(lost.index, replace(lost.quote, exact=Text(ranged, exact.place)))
    return ranged if isinstance(outcome, Hit) else ""


def _elsewhere(lost: Lost) -> list[tuple[str, Said]]:
    """The other sources in which the quote stands, each with its first place there."""
    ends = ends_of(lost.quote.exact)
    assert not isinstance(ends, Reason)
    found = (
        (source, said("{source}: {place}", source=source, place=_place(index, hit)))
        for source, index in lost.shelf.others(lost.source)
        for hit in places(index, ends)[:1]
    )
    return list(islice(found, _SHOWN))


def _mended(lost: Lost) -> Mended:
    """The nearest words of the text, and how they differ from the quote."""
    exact = lost.quote.exact
    repairs = [_repair(lost, part) for part in RANGE.split(exact)]
    if not all(repairs):
        return Mended()
    mended = Text(" … ".join(repair.words for repair in repairs if repair), exact.place)
    near = next((repair for repair in repairs if repair and repair.hit), None)
    if near is None or near.hit is None:
        return Mended()
    rows = [
        _place(lost.index, near.hit),
        *(indented(row) for repair in repairs if repair for row in repair.rows[:_SHOWN]),
        *_quote(mended),
    ]
    rows += _besides(lost, find(lost.index, replace(lost.quote, exact=mended)), near.hit)
    likeness = min(repair.likeness for repair in repairs if repair)
    return Mended(rows, exact.index(near.wrote) + near.offset, likeness)


def _besides(lost: Lost, outcome: Hit | Miss, hit: Hit) -> list[str]:
    """What the mended quote needs besides, to have its place."""
    if isinstance(outcome, Hit) or hit not in outcome.hits:
        return []
    if outcome.reason is Reason.ACROSS:
        return ["across: true"]
    if outcome.reason is Reason.OTHER_PASSAGE:
        return [_passage(lost.index, hit)]
    return [telling(lost.index, outcome.hits, hit)]


class Repair(NamedTuple):
    """A quote, or one end of a range, as it stands in the text."""

    wrote: str
    words: str
    hit: Hit | None = None
    rows: Sequence[Words] = ()
    offset: int = 0
    likeness: float = 1.0


def _repair(lost: Lost, wrote: str) -> Repair | None:
    """The nearest words of the text; the same words where they do stand in it."""
    phrase = folded_words(wrote)
    if lost.index.find(" ".join(phrase)):
        return Repair(wrote, wrote.strip())
    near = nearest(lost.shelf.vocabulary(lost.index), phrase)
    if near is None:
        return None
    reads = lost.index.original(near.hit)
    found = differences(wrote, reads)
    rows = [each.row for each in found]
    offset = found[0].offset if found else 0
    return Repair(wrote, reads, near.hit, rows, offset, near.likeness)


# --- YAML to paste ----------------------------------------------------------------------

_PLAIN = re.compile(r"[^\W\d](?:[^:#\n]|:(?! )|(?<! )#)*")


def _quote(words: str) -> list[str]:
    """A quote as the format wants it, in a block."""
    return ["quote: >-", f"  {words}"]


def _as_yaml(key: str, words: str) -> str:
    """The key with the words as its value."""
    if _PLAIN.fullmatch(words) and words.lower() not in ("null", "true", "false", "yes", "no"):
        return f"{key}: {words}"
    return f"{key}: '{words.replace(chr(39), chr(39) * 2)}'"
