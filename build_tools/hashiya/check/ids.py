"""Ids are unique, and an earlier id is not also a present one."""

from __future__ import annotations

from collections.abc import Iterator

from hashiya.kinds import REGISTERS
from hashiya.model import Dossier, Text
from hashiya.problem import Place, Problem, problem
from hashiya.schema import near


def unique_ids(dossier: Dossier) -> Iterator[Problem]:
    """No two annotations of a source have the same id, retired ones included."""
    seen: dict[tuple[str, str], Place] = {}
    items = [(item.source, item.id, item.place) for item in dossier.annotations]
    items += [(item.source, str(item.id), item.id.place) for item in dossier.retired]
    for source, name, place in items:
        first = seen.setdefault((source, name), place)
        if first != place:
            yield _duplicate(name, place, first)


def former_ids(dossier: Dossier) -> Iterator[Problem]:
    """An earlier id is nobody's present or earlier id."""
    seen = {(item.source, item.id): item.place for item in dossier.annotations}
    seen |= {(item.source, str(item.id)): item.id.place for item in dossier.retired}
    sources = {source.id: source.place for source in dossier.sources}
    for source in dossier.sources:
        for old in source.was:
            first = sources.setdefault(str(old), old.place)
            if first != old.place:
                yield _duplicate(old, old.place, first)
    for item in dossier.annotations:
        for old in item.was:
            first = seen.setdefault(_key(item.source, old), old.place)
            if first != old.place:
                yield _duplicate(old, old.place, first)


def entry_ids(dossier: Dossier) -> Iterator[Problem]:
    """An entry's earlier id, or one that was given up, is no other entry's id of the register."""
    for name, entries in dossier.registers.items():
        seen = {entry.id: entry.place for entry in entries.values()}
        earlier = [old for entry in entries.values() for old in entry.was]
        earlier += [one.id for one in dossier.retired_entries if one.source == name]
        for old in earlier:
            first = seen.setdefault(str(old), old.place)
            if first != old.place:
                yield _duplicate(old, old.place, first)
    yield from _successors(dossier)


def _successors(dossier: Dossier) -> Iterator[Problem]:
    """What stands in an entry's place is an entry."""
    for one in dossier.retired_entries:
        known = dossier.registers.get(one.source, {})
        if one.now and one.now not in known and not dossier.wrote(one.source, one.now):
            yield problem(
                "unknown-entry",
                one.now.place,
                id=one.now,
                register=REGISTERS[one.source].page,
                near=near(one.now, known),
                width=len(one.now),
            )


def _key(source: str, old: Text) -> tuple[str, str]:
    owner, mark, fragment = old.partition("#")
    return (owner, fragment) if mark else (source, str(old))


def _duplicate(name: str, place: Place, first: Place) -> Problem:
    where = f"{first.file}:{first.line}"
    return problem("duplicate-id", place, id=name, where=where, width=len(name))
