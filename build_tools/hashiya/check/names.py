"""Names of people, entries and languages mean something that is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from babel import Locale as BabelLocale
from babel import UnknownLocaleError

from hashiya.kind import Content, Naming
from hashiya.kinds import KINDS, REGISTERS, WHO
from hashiya.model import Dossier, Text
from hashiya.problem import Problem, problem
from hashiya.schema import near


def languages_known(dossier: Dossier) -> Iterator[Problem]:
    """Every locale is one that CLDR knows."""
    for locale in dossier.settings.locales.values():
        try:
            BabelLocale.parse(locale.name, sep="-")
        except (UnknownLocaleError, ValueError):
            place = locale.name.place
            yield problem("unknown-locale", place, locale=locale.name, width=len(locale.name))


def contributors_known(dossier: Dossier) -> Iterator[Problem]:
    """Everybody named under `by` and `reviewed-by` is a contributor."""
    for name in _makers(dossier):
        if name not in dossier.contributors and not dossier.wrote("contributors", name):
            yield problem(
                "unknown-contributor",
                name.place,
                id=name,
                near=near(name, dossier.contributors),
                width=len(name),
            )


def _makers(dossier: Dossier) -> Iterator[Text]:
    for source in dossier.sources:
        for layer in source.layers:
            yield from layer.by
            yield from layer.reviewed_by
    for item in dossier.annotations:
        yield from item.by


def entries_known(dossier: Dossier) -> Iterator[Problem]:
    """Every entry that is named stands in its register, by the id that it has today."""
    former = {
        (register, old): entry.id
        for register, entries in dossier.registers.items()
        for entry in entries.values()
        for old in entry.was
    }
    for register, name in _named(dossier):
        known: Mapping[str, object] = dossier.registers.get(register, {})
        if name not in known and not dossier.wrote(register, name):
            yield problem(
                "unknown-entry",
                name.place,
                id=name,
                register=REGISTERS[register].page,
                near=former.get((register, name)) or near(name, known),
                width=len(name),
            )


def groups_known(dossier: Dossier) -> Iterator[Problem]:
    """Every group that an entry belongs to is named, where the register names any."""
    for register, groups in dossier.groups.items():
        key, written = REGISTERS[register].grouped, REGISTERS[register].groups
        for entry in dossier.registers[register].values():
            name = entry.fields.get(key)
            if isinstance(name, Text) and name not in groups and not dossier.wrote(written, name):
                yield problem(
                    "unknown-group",
                    name.place,
                    id=name,
                    groups=written,
                    file=REGISTERS[register].page,
                    near=near(name, groups),
                    width=len(name),
                )


def _named(dossier: Dossier) -> Iterator[tuple[str, Text]]:
    for source in dossier.sources:
        for name in (*source.author, *((source.outlet,) if source.outlet else ())):
            yield WHO, name
    for item in dossier.annotations:
        for body in item.bodies:
            kind = KINDS[body.kind]
            if not kind.points:  # They are most of the bodies, and name nothing.
                yield from _namings(kind.says(body))
    for register, entries in dossier.registers.items():
        for entry in entries.values():
            yield from _namings(REGISTERS[register].says(entry.fields))


def _namings(content: Iterable[Content]) -> Iterator[tuple[str, Text]]:
    return ((one.register, one.id) for one in content if isinstance(one, Naming))
