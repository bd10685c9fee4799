"""`hashiya suggest mentions`: names that nobody has annotated, listed, and accepted on request."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

from hashiya.commands.accept import UnknownItem
from hashiya.edit import (
    AddItems,
    AddWord,
    Document,
    Edit,
    Item,
    New,
    NotEditable,
    SetList,
    apply,
    written,
)
from hashiya.edit.document import values
from hashiya.model import Edition, Entry
from hashiya.problem import Place, problem
from hashiya.publish.atomic import Refused
from hashiya.publish.file import write_own
from hashiya.schema import near
from hashiya.suggest.context import around, place
from hashiya.suggest.items import Items
from hashiya.suggest.mentions import KEYS, Spot, Suggestion, spots

_CHOICE = re.compile(r"(?P<first>\d+)(?:-(?P<last>\d+)|=(?P<entry>\S+))?", re.ASCII)
_LIST = "annotations"


class BadChoice(ValueError):
    """Something was to be accepted that cannot be; the text says why."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A spot and the annotation that could be made of it; none while there is a question."""

    spot: Spot
    item: New | None


# --- the list ---------------------------------------------------------------------------


def proposals(
    edition: Edition, sources: Collection[str], registers: Collection[str]
) -> Iterator[Proposal]:
    """What may be mentions, in the sources and of the registers that are named, or in all."""
    _check_names(edition, sources, registers)
    yield from _proposals(edition, Items(edition), sources, registers)


def _proposals(
    edition: Edition, items: Items, sources: Collection[str], registers: Collection[str]
) -> Iterator[Proposal]:
    for spot in _wanted(spots(edition), sources, registers):
        chosen = [(one, one.entries[0]) for one in spot.suggestions if len(one.entries) == 1]
        item = None if spot.same or not chosen else items.make(spot, chosen)
        if item or spot.same or not chosen:
            yield Proposal(spot, item)


def _check_names(edition: Edition, sources: Collection[str], registers: Collection[str]) -> None:
    for name in sources:
        if name not in edition.by_id:
            raise UnknownItem(f"there is no source “{name}”{_near(name, edition.by_id)}")
    for name in registers:
        if name not in KEYS:
            raise UnknownItem(f"names of “{name}” cannot be looked for{_near(name, KEYS)}")


def _near(name: str, known: Mapping[str, object]) -> str:
    like = near(name, known)
    return f": did you mean “{like}”?" if like else f"; there are {', '.join(known)}"


def _wanted(
    all_spots: Iterator[Spot], sources: Collection[str], registers: Collection[str]
) -> Iterator[Spot]:
    for spot in all_spots:
        if not sources or spot.source.id in sources:
            wanted = [one for one in spot.suggestions if not registers or one.register in registers]
            if wanted:
                yield replace(spot, suggestions=wanted)


def _text(found: Sequence[Proposal]) -> Iterator[str]:
    for one in found:
        spot = one.spot
        where = place(spot.source, spot.start)
        head = f"{where.file}:{where.line}:{where.column}: {spot.source.id}#{spot.passage}"
        yield f"{head}: {around(spot.index, spot.start, spot.end)}\n"
        for suggestion in spot.suggestions:
            yield f"  {suggestion.number}  {suggestion.register}: {_told(suggestion)}\n"
        if spot.same:
            yield f"  = to be added to {spot.source.id}#{spot.same.id}\n"
        elif one.item:
            yield "".join(f"    {row}\n" for row in written(one.item).split("\n"))
    total = sum(len(one.spot.suggestions) for one in found)
    yield f"suggestions: {total}; to accept some: hashiya suggest mentions --accept N …\n"


def _told(suggestion: Suggestion) -> str:
    """The entry, or the question which one is meant, and how sure it is."""
    how = suggestion.how.value + (f" {suggestion.before}" if suggestion.before else "")
    if suggestion.unrendered:
        how += f"; no rendering of it in the translation: {', '.join(suggestion.unrendered)}"
    if len(suggestion.entries) == 1:
        return f"{suggestion.entries[0].id} ({how})"
    choices = " or ".join(f"{suggestion.number}={entry.id}" for entry in suggestion.entries)
    return f"which of them? {choices} ({how})"


def _yaml(found: Sequence[Proposal]) -> Iterator[str]:
    """Items to paste, file by file; what is no item of its own is told in a comment."""
    file = lead = ""
    for one in found:
        if one.spot.source.id != file:
            file = one.spot.source.id
            yield f"{lead}# {_file(file)}\n"
            lead = "\n"
        numbers = ", ".join(f"{n.number} {_told(n)}" for n in one.spot.suggestions)
        yield f"\n# {numbers}\n"
        if one.item:
            yield f"{written(one.item)}\n"
        elif one.spot.same:
            yield f"# to be added to {one.spot.same.id}\n"


def _json(found: Sequence[Proposal]) -> Iterator[str]:
    suggestions = [_object(one, suggestion) for one in found for suggestion in one.spot.suggestions]
    yield json.dumps({"format": 1, "suggestions": suggestions}, ensure_ascii=False, indent=2)
    yield "\n"


def _object(one: Proposal, suggestion: Suggestion) -> dict[str, object]:
    spot = one.spot
    where = place(spot.source, spot.start)
    return {
        "number": suggestion.number,
        "file": where.file,
        "line": where.line,
        "column": where.column,
        "source": spot.source.id,
        "passage": spot.passage,
        "start": spot.start,
        "end": spot.end,
        "words": spot.source.text[spot.start : spot.end],
        "context": around(spot.index, spot.start, spot.end),
        "register": suggestion.register,
        "entries": [entry.id for entry in suggestion.entries],
        "confidence": suggestion.how.name.lower(),
        "before": suggestion.before,
        "unrendered": list(suggestion.unrendered),
        "annotation": spot.same.id if spot.same else None,
        "item": one.item,
    }


FORMATS: Mapping[str, Callable[[Sequence[Proposal]], Iterator[str]]] = {
    "text": _text,
    "yaml": _yaml,
    "json": _json,
}


# --- accepting --------------------------------------------------------------------------


def accept_mentions(
    project: Path,
    edition: Edition,
    wanted: Sequence[str],
    sources: Collection[str],
    registers: Collection[str],
) -> list[str]:
    """Write what was chosen into the annotations; what was done, in words."""
    _check_names(edition, sources, registers)
    items = Items(edition)
    listed = list(_proposals(edition, items, sources, registers))
    chosen = _chosen(listed, wanted)
    additions: defaultdict[str, list[_Addition]] = defaultdict(list)
    for one in listed:
        own = [(n, chosen[n.number]) for n in one.spot.suggestions if n.number in chosen]
        if own:
            additions[_place_of(one.spot)].append(_addition(one, own, items))
    made = {file: _made(project / file, edition, adding) for file, adding in additions.items()}
    for file, data in made.items():
        write_own(project, file, [data])
    return [row for adding in additions.values() for one in adding for row in one.rows()]


def _file(source: str) -> str:
    return f"annotations/sources/{source}/notes.yaml"


def _place_of(spot: Spot) -> str:
    return spot.same.place.file if spot.same else _file(spot.source.id)


def _chosen(listed: Sequence[Proposal], wanted: Sequence[str]) -> Mapping[int, Entry]:
    """The entry of every suggestion that is accepted, by its number."""
    known = {one.number: one for each in listed for one in each.spot.suggestions}
    chosen: dict[int, Entry] = {}
    for words in wanted:
        match = _CHOICE.fullmatch(words)
        if match is None:
            raise BadChoice(f"“{words}” is no number: write 3, 5-8 or 9=some-entity")
        first, last = int(match["first"]), match["last"]
        if last is None:
            numbers = [first] if first in known else []
        else:
            within = (number for number in known if first <= number <= int(last))
            numbers = [number for number in within if not _is_doubtful(known[number])]
        if not numbers:
            raise BadChoice(f"there is no suggestion {words} in the list")
        chosen |= {number: _entry(known[number], match["entry"]) for number in numbers}
    return chosen


def _is_doubtful(suggestion: Suggestion) -> bool:
    """Whether a suggestion has to be chosen by itself: a range passes over it."""
    return len(suggestion.entries) > 1 or bool(suggestion.unrendered)


def _entry(suggestion: Suggestion, name: str | None) -> Entry:
    entries = {entry.id: entry for entry in suggestion.entries}
    if name is None and len(entries) == 1:
        return suggestion.entries[0]
    if name not in entries:
        choices = " or ".join(f"{suggestion.number}={known}" for known in entries)
        raise BadChoice(f"suggestion {suggestion.number}: write {choices}")
    return entries[name]


@dataclass(frozen=True, slots=True)
class _Addition:
    """What is accepted at a spot: a new item, or entries for the annotation of these words."""

    spot: Spot
    chosen: Sequence[tuple[Suggestion, Entry]]
    item: New | None

    def rows(self) -> Iterator[str]:
        """What was done, in words."""
        item = self.item["id"] if self.item else self.spot.same and self.spot.same.id
        for suggestion, entry in self.chosen:
            key = KEYS[suggestion.register]
            yield f"{self.spot.source.id}#{item}: {key}: {entry.id} ({suggestion.number})"


def _addition(one: Proposal, chosen: Sequence[tuple[Suggestion, Entry]], items: Items) -> _Addition:
    if one.spot.same:
        return _Addition(one.spot, chosen, None)
    item = items.make(one.spot, chosen, str(one.item["id"]) if one.item else "")
    if item is None:
        raise BadChoice(f"suggestion {chosen[0][0].number} has no quote that stands only there")
    return _Addition(one.spot, chosen, item)


def _made(file: Path, edition: Edition, additions: Sequence[_Addition]) -> bytes:
    """The bytes of a file with what is added to it: one key an annotation at a time."""
    data = file.read_bytes() if file.exists() else b""
    try:
        for register in KEYS:
            document = Document.parse(data)
            data = apply(document, list(_mentions(document, additions, register)))
        document = Document.parse(data)
        if document.root is None:
            texts = [f"{written(one.item)}\n" for one in additions if one.item]
            return data + "\n".join([f"{_LIST}:\n", *texts]).encode()
        return apply(document, list(_items(document, edition, additions)))
    except NotEditable as error:
        place = Place(_file(additions[0].spot.source.id))
        raise Refused(problem("not-editable", place, detail=str(error))) from error


def _mentions(document: Document, additions: Sequence[_Addition], register: str) -> Iterator[Edit]:
    """Entries of a register for annotations that are there."""
    key = KEYS[register]
    for one in additions:
        same = one.spot.same if one.item is None else None
        for suggestion, entry in one.chosen if same else ():
            if same and suggestion.register == register:
                path = (_LIST, Item("id", same.id))
                if key in values(document.find(path)):
                    yield AddWord((*path, key), entry.id)
                else:
                    yield SetList(path, key, [entry.id])


def _items(document: Document, edition: Edition, additions: Sequence[_Addition]) -> Iterator[Edit]:
    """New items, each before the first one that stands behind it in the text; last ones first."""
    new = [one for one in additions if one.item]
    if not new:
        return
    source = new[0].spot.source.id
    spans = edition.anchored.spans
    names = [item.get("id") for item in values(document.find((_LIST,)))]
    starts = (spans[source, name].start if (source, name) in spans else -1 for name in names)
    reach = list(accumulate(starts, max))
    gaps: defaultdict[int, list[New]] = defaultdict(list)
    for one in new:
        if one.item:
            gaps[bisect_right(reach, one.spot.start)].append(one.item)
    for before in sorted(gaps, reverse=True):
        yield AddItems((_LIST,), before, gaps[before])
