"""Link: every reference joined to the place it means, and shown at both ends."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from hashiya.date import parse_date
from hashiya.kind import Pointer, Prose
from hashiya.kinds import KINDS, prose_beside
from hashiya.link.addresses import Addresses
from hashiya.link.agreement import agreements
from hashiya.link.citers import citers
from hashiya.link.sayings import sayings
from hashiya.link.stale import stale
from hashiya.link.voices import Voices
from hashiya.link.wordings import named, wordings
from hashiya.model import (
    Anchored,
    Annotation,
    Beginning,
    Dossier,
    Edition,
    End,
    Link,
    Localized,
    Retired,
    Source,
    Span,
    Text,
)
from hashiya.problem import Problem, problem
from hashiya.prose import links


def link(dossier: Dossier, anchored: Anchored) -> tuple[Edition, tuple[Problem, ...]]:
    """The edition that a dossier and the places of its annotations make."""
    addresses = Addresses(dossier, anchored)
    drawn = _Drawn(addresses)
    for annotation in dossier.annotations:
        drawn.annotation(annotation)
    for text in prose_beside(dossier):
        drawn.prose(None, text)
    for retired in dossier.retired:
        drawn.successor(retired)
    for beginning in dossier.settings.begin:
        drawn.beginning(beginning)
    outgoing, incoming = _both_ways(drawn.links)
    outdated, warnings = stale(dossier, anchored)
    sources = tuple(sorted(dossier.sources, key=_when))
    annotations = _in_order(dossier, anchored)
    said = sayings(sources, annotations, anchored)
    rendered, unlike = wordings(dossier, anchored, said, outdated)
    edition = Edition(
        dossier=dossier,
        sources=sources,
        anchored=anchored,
        outgoing=outgoing,
        incoming=incoming,
        former=addresses.former,
        retired=_by_source(dossier.retired),
        annotations=annotations,
        excerpts=_excerpts(dossier, anchored, drawn.links),
        by_id={source.id: source for source in dossier.sources},
        sayings=said,
        stale=outdated,
        wordings=rendered,
        named=named(said),
        agreements=agreements(said, sources, Voices(sources, drawn.links)),
        citers=citers(dossier, sources, annotations, anchored),
    )
    return edition, (*drawn.problems, *warnings, *unlike)


def _when(source: Source) -> tuple[date, str]:
    """Sources stand in order of time; those without a date come last."""
    known = parse_date(source.published.date) if source.published else None
    if known is None:
        return date.max, source.id
    return (known.earliest if known.start else known.latest), source.id


def _by_source(retired: tuple[Retired, ...]) -> dict[str, list[Retired]]:
    found: dict[str, list[Retired]] = {}
    for item in retired:
        found.setdefault(item.source, []).append(item)
    return found


def _in_order(dossier: Dossier, anchored: Anchored) -> dict[str, list[Annotation]]:
    """The annotations that were found, by source, in the order in which their spans end."""
    found: dict[str, list[Annotation]] = {}
    for item in dossier.annotations:
        if (item.source, item.id) in anchored.spans:
            found.setdefault(item.source, []).append(item)
    for source, items in found.items():
        items.sort(key=lambda item: _reach(anchored.spans[source, item.id]))
    return found


def _reach(span: Span) -> tuple[int, int]:
    return span.end, span.start


def _excerpts(dossier: Dossier, anchored: Anchored, drawn: list[Link]) -> dict[str, frozenset[int]]:
    """The passages that an annotation stands on or a link leads to, of sources shown in part."""
    shown: dict[str, set[int]] = {
        source.id: set() for source in dossier.sources if source.display == "excerpts"
    }
    if shown:
        spans = [*anchored.spans.values(), *(one.to.span for one in drawn)]
        for span in spans:
            if span.source in shown:
                shown[span.source].update(range(span.passages[0], span.passages[1] + 1))
    return {source: frozenset(indices) for source, indices in shown.items()}


def _both_ways(
    found: list[Link],
) -> tuple[dict[tuple[str, str], list[Link]], dict[tuple[str, str], list[Link]]]:
    outgoing: dict[tuple[str, str], list[Link]] = {}
    incoming: dict[tuple[str, str], list[Link]] = {}
    for one in found:
        outgoing.setdefault((one.origin.source, one.origin.fragment), []).append(one)
        incoming.setdefault((one.to.source, one.to.fragment), []).append(one)
    return outgoing, incoming


class _Drawn:
    """The links drawn so far, and what is wrong with the others."""

    def __init__(self, addresses: Addresses) -> None:
        self.addresses = addresses
        self.links: list[Link] = []
        self.problems: list[Problem] = []
        self.pairs: dict[int, Text] = {}
        """The first pointer between two ends, by their identities in one number: an address has
        one end, and pairs of names took 40 MB for 135,000 links."""
        self.in_prose: set[tuple[int, int]] = set()

    def annotation(self, annotation: Annotation) -> None:
        """Draw the links of all bodies of an annotation."""
        origin = self.addresses.end(annotation.source, annotation.id)
        for body in annotation.bodies:
            for content in KINDS[body.kind].says(body):
                if isinstance(content, Pointer):
                    self._pointer(origin, content)
                    self.prose(origin, content.reason)
                elif isinstance(content, Prose):
                    self.prose(origin, content.text)

    def _pointer(self, origin: End | None, pointer: Pointer) -> None:
        to = self._resolve(pointer.to, pointer.to)
        if to is None or origin is None:
            return
        if origin is to:
            self._wrong("linked-to-itself", pointer.to, {"origin": _name(origin)})
            return
        here, there = id(origin), id(to)
        pair = here << 64 | there if here < there else there << 64 | here
        first = self.pairs.setdefault(pair, pointer.to)
        if first is not pointer.to:
            where = f"{first.place.file}:{first.place.line}"
            ends = {"origin": _name(origin), "to": _name(to), "where": where}
            self._wrong("linked-twice", pointer.to, ends)
            return
        self.links.append(Link(origin, to, pointer.relation, pointer.reason))

    def _wrong(self, code: str, where: Text, values: Mapping[str, str]) -> None:
        width = len(where)
        self.problems.append(problem(code, where.place, width=width, severity=None, **values))

    def prose(self, origin: End | None, text: Localized) -> None:
        """Draw the links that stand in prose; without an origin, look only where they lead."""
        for words in text.values():
            if "](" not in words:
                continue
            for found in links(words):
                if "#" not in found.key or ":" in found.key:
                    continue
                to = self._resolve(found.key, words, found.offset)
                if to is None or origin is None:
                    continue
                pair = id(origin), id(to)
                if pair not in self.in_prose:
                    self.in_prose.add(pair)
                    self.links.append(Link(origin, to, "", {}))

    def beginning(self, beginning: Beginning) -> None:
        """Look where the editors send new readers."""
        self._resolve(beginning.at, beginning.at)
        self.prose(None, beginning.why)

    def successor(self, retired: Retired) -> None:
        """Look where a retired annotation says that its readers should go instead."""
        if retired.now:
            address = retired.now if "#" in retired.now else f"{retired.source}#{retired.now}"
            self._resolve(address, retired.now)

    def _resolve(self, address: str, written: Text, within: int | None = None) -> End | None:
        """The end that an address means; `written` and `within` say where it stands."""
        end = self.addresses.named(address)
        if end is None:
            source, _, fragment = address.partition("#")
            place = written.place._replace(within=within)
            end, wrong = self.addresses.earlier(source, fragment, place)
            self.problems += [wrong] if wrong else []
        return end


def _name(end: End) -> str:
    return f"{end.source}#{end.fragment}"
