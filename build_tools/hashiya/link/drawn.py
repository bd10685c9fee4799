"""The links that annotations draw, each once, and what is wrong with the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from hashiya.kind import Pointer, Prose
from hashiya.kinds import KINDS, prose_beside
from hashiya.link.addresses import Addresses
from hashiya.model import Annotation, Beginning, Dossier, End, Link, Localized, Retired, Text
from hashiya.problem import Problem, problem
from hashiya.prose import Found, links


class Drawn(NamedTuple):
    """Where the addresses in a dossier lead."""

    links: list[Link]
    begin: list[tuple[End, Localized]]
    """The places that new readers are sent to, and why."""
    problems: list[Problem]


def drawn(dossier: Dossier, addresses: Addresses) -> Drawn:
    """All links of a dossier; every other address in it is looked at as well."""
    found = _Drawn(addresses)
    for annotation in dossier.annotations:
        found.annotation(annotation)
    for _about, text in prose_beside(dossier):
        found.prose(None, text)
    for retired in dossier.retired:
        found.successor(retired)
    for beginning in dossier.settings.begin:
        found.beginning(beginning)
    return Drawn(found.links, found.begin, found.problems)


class _Drawn:
    """The links drawn so far, and what is wrong with the others."""

    def __init__(self, addresses: Addresses) -> None:
        self.addresses = addresses
        self.links: list[Link] = []
        self.begin: list[tuple[End, Localized]] = []
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
                    if annotation.marked:
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
                if "#" not in found.key or ":" in found.key or found.key.startswith("#"):
                    continue  # of another sort, or told by check
                to = self._resolve(found.key, words, found.offset)
                if to is None or origin is None:
                    continue
                if to is origin:
                    self._to_itself(origin, words, found)
                    continue
                pair = id(origin), id(to)
                if pair not in self.in_prose:
                    self.in_prose.add(pair)
                    self.links.append(Link(origin, to, "", {}))

    def _to_itself(self, origin: End, words: Text, found: Found) -> None:
        place = words.place._replace(within=found.offset)
        width = len(found.key)
        self.problems.append(problem("linked-to-itself", place, width=width, origin=_name(origin)))

    def beginning(self, beginning: Beginning) -> None:
        """Look where the editors send new readers."""
        end = self._resolve(beginning.at, beginning.at)
        if end:
            self.begin.append((end, beginning.why))
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
