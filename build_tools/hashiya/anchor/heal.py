"""Healing: what was written about an earlier wording of a source carried over to the new one.

Values in, values out: what is to be written comes out as new values of keys. A quote goes
with its words, wherever they went, and to no others; where they are gone, it is listed.
Texts and renderings stay as they are, and are marked with the fingerprint of the passage
that they were made from, where its letters or digits changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TypeAlias

from hashiya.anchor.alignment import Alignment, align
from hashiya.anchor.quote import RANGE, Hit, Index, Miss, ends_of, find, mark
from hashiya.anchor.reasons import told_apart
from hashiya.fold import fingerprint, folded
from hashiya.model import Annotation, Layer, Passage, Quote, Text, Translation, Whole
from hashiya.problem import Place

Values: TypeAlias = Mapping[str, str | None]
"""New values of an item's keys; None takes the key out."""

_NOWHERE = Place("")
_REACH = 1000
"""How far the neighbours of a place may reach."""
_BELONGS = 0.4
"""So much of the smaller of two passages has to be shared for one to be the other, changed."""


@dataclass(frozen=True, slots=True)
class Healed:
    """What became of one annotation: where it stood and stands, and what is to be written."""

    annotation: Annotation
    was: str
    """The words that it marked."""
    now: str
    """The words that it marks."""
    values: Values


@dataclass(frozen=True, slots=True)
class Lost:
    """An annotation or translation whose words or passage are gone."""

    item: Annotation | Translation
    layer: Layer | None
    was: str
    """The words that it marked; empty where they did not stand in the old text either."""
    passage: str
    """The id of the passage in which they stood."""
    values: Values = field(default_factory=dict)
    """What keeps the quote from being found at a look-alike of what it marked."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A translation whose passage changed."""

    layer: Layer
    translation: Translation
    values: Values


@dataclass(frozen=True, slots=True)
class Healing:
    """All that becomes of what was written about a source."""

    passages: tuple[Passage, ...]
    """The passages of the new text, with the ids of the old ones as far as they are the same."""
    healed: Sequence[Healed]
    marked: Sequence[Marked]
    lost: Sequence[Lost]
    gone: Sequence[str]
    """The ids of the passages that are gone."""


def heal(
    old: Index,
    new: Index,
    annotations: Iterable[Annotation],
    layers: Iterable[Layer],
    unused: Iterator[str],
) -> Healing:
    """Carry over what was written about the old text.

    The ids of its passages are kept; those that are new get unused ones.
    """
    alignment = align(old, new)
    known = _names(old, new, alignment)
    names = [known.get(number) or next(unused) for number in range(len(new.passages))]
    passages = tuple(replace(p, id=name) for p, name in zip(new.passages, names, strict=True))
    healing = _Healing(old, Index(new.text, passages), alignment)
    outcomes = [
        *map(healing.annotation, annotations),
        *(
            healing.translation(layer, translation)
            for layer in layers
            for translation in layer.translations.values()
        ),
    ]
    return Healing(
        passages,
        [one for one in outcomes if isinstance(one, Healed)],
        [one for one in outcomes if isinstance(one, Marked)],
        [one for one in outcomes if isinstance(one, Lost)],
        sorted(old.order.keys() - set(names), key=old.order.__getitem__),
    )


class _Healing:
    """An old and a new text, the passages of both named, and what became of the words."""

    def __init__(self, old: Index, new: Index, alignment: Alignment) -> None:
        self.old = old
        self.new = new
        self.alignment = alignment

    def annotation(self, item: Annotation) -> Healed | Lost:
        """An annotation carried over, or the words that are gone."""
        selector = item.target.selector
        if isinstance(selector, Whole):
            return self._whole(item, selector)
        hit = find(self.old, selector)
        if isinstance(hit, Miss):
            return self._never_found(item, selector)
        was, stood = self.old.original(hit), self._passage(hit)
        carried = self.alignment.carry(hit)
        quote = carried and _rewritten(self, selector, hit, carried)
        if not carried or not quote:
            return Lost(item, None, was, stood, self._refused(selector, hit, stood))
        values = dict(_differences(selector, quote))
        before = self._print(self.old, hit)
        if before != self._print(self.new, carried) and not item.of:
            values["of"] = before
        return Healed(item, was, self.new.original(carried), values)

    def _refused(self, quote: Quote, hit: Hit, stood: str) -> Values:
        """What makes a quote whose words are gone a problem, where it would find others."""
        within = replace(quote, passage=_as(quote.exact, stood))
        same = find(self.old, replace(within, after=None, before=None, occurrence=None))
        hits = [same] if isinstance(same, Hit) else list(same.hits)
        nth = hits.index(hit) + 1 if hit in hits else 1
        counted = replace(within, occurrence=(nth, len(hits)))
        for candidate in (quote, within, counted):
            if isinstance(find(self.new, candidate), Miss):
                return dict(_differences(quote, candidate))
        return {"of": self._print(self.old, hit)}

    def _never_found(self, item: Annotation, quote: Quote) -> Healed | Lost:
        """Words that did not stand in the old text may have been written for the new one."""
        hit = find(self.new, quote)
        if isinstance(hit, Miss):
            return Lost(item, None, "", "")
        words = self.new.original(hit)
        return Healed(item, words, words, {})

    def _whole(self, item: Annotation, selector: Whole) -> Healed | Lost:
        name = selector.passage
        was = _words(self.old, name)
        if name not in self.new.order:
            return Lost(item, None, was, name)
        before, after = _print_of(self.old, name), _print_of(self.new, name)
        values = {"of": before} if before and before != after and not item.of else {}
        return Healed(item, was, _words(self.new, name), values)

    def translation(self, layer: Layer, translation: Translation) -> Marked | Lost | None:
        """A translation of a passage that changed, or is gone."""
        name = translation.passage
        if name not in self.new.order:
            return Lost(translation, layer, _words(self.old, name), name)
        values: dict[str, str | None] = {}
        before = _print_of(self.old, name)
        if before and before != _print_of(self.new, name) and not translation.of:
            values["of"] = before
        begins = translation.begins and _beginning(self.new, name, translation.begins)
        if begins:
            values["begins"] = begins
        return Marked(layer, translation, values) if values else None

    def _passage(self, hit: Hit) -> str:
        return self.old.passages[self.old.passage(hit.first)].id

    def _print(self, index: Index, hit: Hit) -> str:
        """The fingerprint of the passages that a run of words touches."""
        first = index.within(index.passage(hit.first)).first
        end = index.within(index.passage(hit.end - 1)).end
        return fingerprint(index.folded[first:end])


def _words(index: Index, name: str) -> str:
    """The words of a passage, nothing where it does not exist."""
    if name not in index.order:
        return ""
    passage = index.passages[index.order[name]]
    return " ".join(index.text[passage.start : passage.end].split())


def _print_of(index: Index, name: str) -> str:
    """The fingerprint of a passage, nothing where it does not exist."""
    if name not in index.order:
        return ""
    return fingerprint(index.folded[slice(*index.within(index.order[name]))])


def _beginning(index: Index, name: str, begins: str) -> str:
    """The opening words of a passage, as many as are written, if it does not begin with those."""
    wanted = folded(begins)
    whole = index.within(index.order[name])
    words = index.words(whole)
    if not words or not wanted or " ".join([*words, ""]).startswith(f"{wanted} "):
        return ""
    opening = " ".join(words[: wanted.count(" ") + 1])
    return index.original(Hit(whole.first, whole.first + len(opening)))


# --- quotes -----------------------------------------------------------------------------


def _rewritten(healing: _Healing, quote: Quote, hit: Hit, carried: Hit) -> Quote | None:
    """A quote that has its place at the carried words, as like to the old one as can be."""
    new = healing.new
    candidates = list(_candidates(healing, quote, hit, carried))
    named = (_told(new, candidate, carried) for candidate in candidates)
    every = (one for one in chain(candidates, named) if one)
    return next((one for one in every if find(new, one) == carried), None)


def _candidates(healing: _Healing, quote: Quote, hit: Hit, carried: Hit) -> Iterator[Quote]:
    """What a quote may say now: the same; the same keys with new words; only the words."""
    new = healing.new
    yield quote
    exact = _as(quote.exact, _wording(healing, quote, hit, carried))
    passage = quote.passage and _as(quote.passage, new.passages[new.passage(carried.first)].id)
    across = quote.across or new.crosses(carried)
    after, before = _neighbours(new, quote, carried)
    yield replace(quote, exact=exact, after=after, before=before, passage=passage, across=across)
    yield Quote(exact, passage=passage, across=across)
    yield Quote(_as(quote.exact, _copied(new, carried, quote.exact)), across=across)


def _told(index: Index, quote: Quote, wanted: Hit) -> Quote | None:
    """The quote with what tells the wanted place from its other ones, if it is one of them."""
    outcome = find(index, replace(quote, after=None, before=None, occurrence=None))
    if isinstance(outcome, Hit) or wanted not in outcome.hits:
        return None
    key, words = told_apart(index, outcome.hits, wanted)
    bare = replace(quote, after=None, before=None, occurrence=None)
    if key == "occurrence":
        nth, _, of = words.partition("/")
        return replace(bare, occurrence=(int(nth), int(of)))
    told = _as(quote.exact, words)
    if key == "passage":
        return replace(bare, passage=told)
    return replace(bare, after=told) if key == "after" else replace(bare, before=told)


def _wording(healing: _Healing, quote: Quote, hit: Hit, carried: Hit) -> str:
    """The new words of a quote; of a range, those of its two ends, carried one by one."""
    old, new = healing.old, healing.new
    if old.folded[slice(*hit)] == new.folded[slice(*carried)]:
        return quote.exact
    ends = ends_of(quote.exact)
    if isinstance(ends, tuple) and len(ends) == 2:
        first = healing.alignment.carry(Hit(hit.first, hit.first + len(ends[0])))
        last = healing.alignment.carry(Hit(hit.end - len(ends[1]), hit.end))
        if first and last:
            written = RANGE.split(quote.exact)
            parts = [
                _copied(new, part, exact.strip())
                for part, exact in zip((first, last), written, strict=True)
            ]
            return " … ".join(parts)
    return _copied(new, carried, quote.exact)


def _copied(index: Index, hit: Hit, exact: str) -> str:
    """The words of a place as a quote, with the punctuation around them that the old one had."""
    start, end = mark(index, hit, Quote(Text(exact, _NOWHERE), across=True))
    words = " ".join(index.text[start:end].split())
    return RANGE.sub(r"\\…", words)


def _neighbours(index: Index, quote: Quote, hit: Hit) -> tuple[Text | None, Text | None]:
    """As many words before and behind a place as the quote names."""
    after = before = None
    if quote.after:
        left = index.folded[max(1, hit.first - _REACH) : max(1, hit.first - 1)].split(" ")
        words = " ".join(left[-_count(quote.after) :])
        after = _shown(index, Hit(hit.first - 1 - len(words), hit.first - 1), quote.after)
    if quote.before:
        right = index.folded[hit.end + 1 : hit.end + _REACH].rstrip(" ").split(" ")
        words = " ".join(right[: _count(quote.before)])
        before = _shown(index, Hit(hit.end + 1, hit.end + 1 + len(words)), quote.before)
    return after, before


def _count(words: str) -> int:
    return folded(words).count(" ") + 1


def _shown(index: Index, hit: Hit, written: Text) -> Text | None:
    """The words of a run, as they were written where they are the same."""
    if hit.first >= hit.end:
        return None
    same = index.folded[slice(*hit)] == folded(written)
    return written if same else _as(written, index.original(hit))


def _as(written: Text, words: str) -> Text:
    """New words in the place of others."""
    return Text(words, written.place)


def _differences(old: Quote, new: Quote) -> Iterator[tuple[str, str | None]]:
    """The keys of an annotation in which two quotes differ, with the new values."""
    if old.exact != new.exact:
        yield "quote", new.exact
    for key in ("after", "before", "passage"):
        if getattr(old, key) != getattr(new, key):
            yield key, getattr(new, key)
    if old.occurrence != new.occurrence:
        yield "occurrence", "/".join(map(str, new.occurrence)) if new.occurrence else None
    if old.across != new.across:
        yield "across", "true" if new.across else None


# --- passages ---------------------------------------------------------------------------


def _names(old: Index, new: Index, alignment: Alignment) -> dict[int, str]:
    """The ids of those new passages that are old ones, changed or not, by their numbers."""
    names: dict[int, str] = {}
    taken: set[int] = set()
    for (before, now), shared in _shared(old, new, alignment).most_common():
        smaller = min(_size(old, before), _size(new, now))
        if before not in taken and now not in names and shared >= _BELONGS * smaller:
            names[now] = old.passages[before].id
            taken.add(before)
    for step in (1, -1):
        _name_wordless(old, new, names, step)
    return names


def _shared(old: Index, new: Index, alignment: Alignment) -> Counter[tuple[int, int]]:
    """How many letters each old passage shares with each new one."""
    shared: Counter[tuple[int, int]] = Counter()
    for block in alignment.blocks:
        if not block.same:
            shared[old.passage(block.old.first), new.passage(block.new.first)] += block.alike
            continue
        shift = block.new.first - block.old.first
        at = block.old.first
        while at < block.old.end:
            before, now = old.passage(at), new.passage(at + shift)
            until = min(block.old.end, old.firsts[before + 1], new.firsts[now + 1] - shift)
            shared[before, now] += until - at
            at = until
    return shared


def _size(index: Index, passage: int) -> int:
    first, end = index.within(passage)
    return end - first


def _name_wordless(old: Index, new: Index, names: dict[int, str], step: int) -> None:
    """A passage without words is the one that says the same next to the same neighbour."""
    taken = set(names.values())
    before = -1 if step > 0 else len(old.passages)
    for now in range(len(new.passages))[::step]:
        candidate = before + step
        if now not in names and not _size(new, now) and candidate in range(len(old.passages)):
            name = old.passages[candidate].id
            if name not in taken and _words(old, name) == _text(new, now):
                names[now] = name
                taken.add(name)
        before = old.order.get(names.get(now, ""), -2)


def _text(index: Index, passage: int) -> str:
    start, end = index.passages[passage].start, index.passages[passage].end
    return " ".join(index.text[start:end].split())
