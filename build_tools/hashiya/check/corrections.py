"""A correction is about something that is there, or that once was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hashiya.kinds import REGISTERS
from hashiya.model import Correction, Dossier
from hashiya.problem import Problem, problem
from hashiya.schema import near


def corrections_known(dossier: Dossier) -> Iterator[Problem]:
    """What was corrected has, or had, an id; retired and earlier ones count."""
    if not dossier.corrections:
        return
    known = _known(dossier)
    for one in dossier.corrections:
        if one.source and one.source not in dossier.incomplete:
            yield from _wrong(one, known)


def _wrong(one: Correction, known: Mapping[str, set[str]]) -> Iterator[Problem]:
    place, width = one.written.place, len(one.written)
    if one.source not in known:
        meant = near(one.source, known)
        yield problem("unknown-source", place, width=width, source=one.source, near=meant)
    elif one.of and one.of not in known[one.source]:
        meant = near(one.of, sorted(known[one.source]))
        if one.source in REGISTERS:
            page = REGISTERS[one.source].page
            yield problem("unknown-entry", place, width=width, id=one.of, register=page, near=meant)
        else:
            yield problem(
                "unknown-target",
                place,
                width=width,
                source=one.source,
                fragment=one.of,
                near=meant,
            )


def _known(dossier: Dossier) -> dict[str, set[str]]:
    """Every id that there is or was, by source or register."""
    known: dict[str, set[str]] = {}
    for source in dossier.sources:
        ids = known[source.id] = {passage.id for passage in source.passages}
        ids.update(source.lock.gone if source.lock else ())
        known |= {str(old): ids for old in source.was}
    for item in dossier.annotations:
        known.setdefault(item.source, set()).add(item.id)
        for old in item.was:
            owner, mark, fragment = old.partition("#")
            known.setdefault(owner if mark else item.source, set()).add(
                fragment if mark else str(old)
            )
    for name, entries in dossier.registers.items():
        known[name] = {old for entry in entries.values() for old in (entry.id, *entry.was)}
        known[name] |= dossier.refused.get(name, frozenset())
    for retired in (*dossier.retired, *dossier.retired_entries):
        known.setdefault(retired.source, set()).add(str(retired.id))
    return known
