"""Addresses: from `source#id` to the place that is meant, earlier ids included."""

from __future__ import annotations

from collections.abc import Mapping
from sys import intern

from hashiya.model import Anchored, Dossier, End, Passage, Source, Span
from hashiya.problem import Place, Problem, problem
from hashiya.schema import near
from hashiya.wording import _, said

Address = tuple[str, str]
Former = Mapping[str, Mapping[str, Address]]

_HINTS = 200
"""Wrong addresses for which the likely right one is looked up."""


class Addresses:
    """Everything in a dossier that can be linked to."""

    def __init__(self, dossier: Dossier, anchored: Anchored) -> None:
        self._sources: dict[str, Source] = {source.id: source for source in dossier.sources}
        self._spans = anchored.spans
        self._incomplete = dossier.incomplete
        self._written = {(item.source, item.id) for item in dossier.annotations}
        self._passages: dict[str, dict[str, tuple[int, Passage]]] = {}
        self._ends: dict[Address, End] = {}
        self._named: dict[str, End] = {}
        self._retired = {(item.source, str(item.id)) for item in dossier.retired}
        self._meant: dict[Address, str] = {}
        """What was probably meant by the first wrong addresses; nobody reads a thousand hints,
        and each looks at all names."""
        self.former = _former(dossier)
        """What an earlier source id and fragment now mean; with no fragment, a source."""

    def end(self, source: str, fragment: str) -> End | None:
        """The end of a link that stands there, or None where nothing does."""
        key = (source, fragment)
        known = self._ends.get(key)
        if known is None:
            span = self._spans.get(key) or self._passage_span(source, fragment)
            if span is None:
                return None
            known = self._ends[key] = End(source, fragment, span)
        return known

    def anchored(self, source: str, annotation: str) -> End:
        """The end at an annotation that was found."""
        end = self.end(source, annotation)
        if end is None:
            raise LookupError(f"{source}#{annotation} stands nowhere")
        return end

    def named(self, address: str) -> End | None:
        """The end that `source#fragment` means; most are meant many times."""
        known = self._named.get(address)
        if known is None:
            source, _, fragment = address.partition("#")
            # The names themselves, of which each address holds a copy.
            known = self.end(intern(source), intern(fragment))
            if known:
                self._named[address] = known
        return known

    def _passage_span(self, source: str, fragment: str) -> Span | None:
        found = self._in(source).get(fragment)
        if found is None:
            return None
        index, passage = found
        return Span(source, passage.start, passage.end, index, index)

    def _in(self, source: str) -> Mapping[str, tuple[int, Passage]]:
        """A source's passages by id."""
        if source not in self._passages:
            known = self._sources.get(source)
            self._passages[source] = {
                passage.id: (index, passage)
                for index, passage in enumerate(known.passages if known else ())
            }
        return self._passages[source]

    def earlier(
        self, source: str, fragment: str, place: Place
    ) -> tuple[End | None, Problem | None]:
        """What an address means at which nothing stands today, and what is wrong with it.

        Neither where the annotation is there but its quote was not found: that has a
        problem of its own.
        """
        if (source, fragment) in self._written:
            return None, None
        width = len(source) + 1 + len(fragment)
        now = self._now(source, fragment)
        if now is None and source in self._incomplete:
            return None, None
        if now is None:
            return None, self._unknown(source, fragment, place, width)
        end = self.end(*now)
        if end is None:
            return None, self._unknown(*now, place, width)
        old, new = f"{source}#{fragment}", "#".join(now)
        return end, problem("renamed-target", place, old=old, now=new, width=width)

    def _now(self, source: str, fragment: str) -> Address | None:
        """Where an earlier address has gone; None where nobody knows."""
        now = today(self.former, source, fragment)
        return None if now == (source, fragment) else now

    def _unknown(self, source: str, fragment: str, place: Place, width: int) -> Problem:
        if (source, fragment) in self._retired:
            return problem("retired-target", place, address=f"{source}#{fragment}", width=width)
        if source not in self._sources:
            swapped = said(_("The source comes first: {address}"), address=f"{fragment}#{source}")
            return problem(
                "unknown-source",
                place,
                source=source,
                near=self._near((source, "")),
                hint=[swapped] if fragment in self._sources else (),
                width=width,
            )
        return problem(
            "unknown-target",
            place,
            source=source,
            fragment=fragment,
            near=self._near((source, fragment)),
            width=width,
        )

    def _near(self, wrong: Address) -> str:
        """The source, or the fragment of a source, that was probably meant."""
        if wrong not in self._meant and len(self._meant) < _HINTS:
            source, fragment = wrong
            if fragment:
                written = [name for owner, name in self._written if owner == source]
                self._meant[wrong] = near(fragment, written + list(self._in(source)))
            else:
                self._meant[wrong] = near(source, self._sources)
        return self._meant.get(wrong, "")


def today(former: Former, source: str, fragment: str) -> Address:
    """What an address means today, through at most one renaming of each part."""
    known = former.get(source, {})
    if fragment in known:
        return known[fragment]
    if "" in known:
        source = known[""][0]
    return former.get(source, {}).get(fragment, (source, fragment))


def _former(dossier: Dossier) -> dict[str, dict[str, Address]]:
    """What every earlier address now means, by source and fragment."""
    former: dict[str, dict[str, Address]] = {}
    for source in dossier.sources:
        for old in source.was:
            former.setdefault(str(old), {})[""] = (source.id, "")
    for item in dossier.annotations:
        for old in item.was:
            owner, mark, fragment = old.partition("#")
            source_id, name = (owner, fragment) if mark else (item.source, str(old))
            former.setdefault(source_id, {})[name] = (item.source, item.id)
    return former
