"""Read: from files to a Dossier, nothing resolved yet, and every problem at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from pathlib import Path
from sys import intern

from hashiya.codes import CODES
from hashiya.kinds import REGISTERS
from hashiya.model import Dossier, Layer, Lock, Source
from hashiya.problem import Place, Problem, Severity, problem
from hashiya.read import lock, registers, seeds, sources
from hashiya.read.corrections import corrections
from hashiya.read.files import Files
from hashiya.read.parses import Parses
from hashiya.read.settings import NO_SETTINGS, languages, missing_language, settings
from hashiya.read.yaml import Parsed, parse
from hashiya.schema import Node, Reading
from hashiya.wording import Words, said

SETTINGS = "annotations/dossier.yaml"
_SOURCE = said(CODES["no-source-file"].advice)


def read(project: Path, parses: Parses | None = None) -> Dossier:
    """The dossier in a folder; `parses` keeps what was parsed from one reading to the next."""
    return _Reader(project, parses.parse if parses else parse).dossier()


class _Reader:
    """Goes through the project's files once, in a fixed order."""

    def __init__(self, project: Path, parse: Callable[[bytes, str], Parsed]) -> None:
        self.files = Files(project)
        self.parse = parse
        self.problems: list[Problem] = []
        self.incomplete: set[str] = set()
        self.owners: dict[str, str] = {}
        """The sources described so far, by their seeds."""
        self.unread = False
        """Whether a folder could not be read: nobody knows which seed it describes."""
        self.reading = Reading((), missing_language(None), self.problems)

    def dossier(self) -> Dossier:
        """Everything as it was written."""
        node = self._node(SETTINGS)
        if node is None and all(found.code == "empty-file" for found in self.problems):
            self.problems.append(problem("no-dossier", Place(SETTINGS)))
        self.reading = Reading(languages(node), missing_language(node), self.problems)
        found = settings(node, self.reading, self.files) if node is not None else NO_SETTINGS
        self._strays()
        known = self._seeds()
        described, notes = self._sources(known)
        described += self._undescribed(known, described, found.default_language)
        listed = {
            name: registers.listed(register, self._whole(name, register.page), self.reading)
            for name, register in REGISTERS.items()
        }
        people = self._whole("contributors", "contributors")
        works = self._whole("references", "bibliography")
        contributors = registers.contributors(people, self.reading)
        bibliography = registers.bibliography(works, self.reading)
        general = tuple(corrections(self._nodes("corrections"), self.reading))
        return Dossier(
            settings=found,
            sources=tuple(described),
            annotations=tuple(item for one in notes for item in one.annotations),
            retired=tuple(item for one in notes for item in one.retired),
            registers={name: one.entries for name, one in listed.items()},
            contributors=contributors,
            bibliography=bibliography,
            problems=(*self.problems, *self.files.problems),
            incomplete=frozenset(self.incomplete),
            corrections=(*general, *(item for one in notes for item in one.corrections)),
            retired_entries=tuple(item for one in listed.values() for item in one.retired),
            groups={name: one.groups for name, one in listed.items() if one.groups},
            refused={
                "contributors": registers.refused("contributors", people, contributors),
                "references": registers.refused("references", works, bibliography),
                **{key: ids for one in listed.values() for key, ids in one.refused.items()},
            },
        )

    def _strays(self) -> None:
        """Tell of files that nothing reads: what was written into them would be missed."""
        names = ["dossier", "contributors", "bibliography", "corrections"]
        names += [register.page for register in REGISTERS.values()]
        known = [*(f"{name}.yaml" for name in names), *names[1:], "sources"]
        self.files.strays("annotations", known)
        folders = self.files.folders("annotations/sources")
        self.files.strays("annotations/sources", folders)

    def _node(self, file: str, needed: Words = "") -> Node | None:
        """What a YAML file holds; None where it is missing, empty or cannot be read.

        A file that is needed may not be empty: `needed` is what to do.
        """
        data = self.files.read(file)
        if data is None:
            return None
        parsed = self.parse(data, file)
        self.problems += parsed.problems
        if parsed.node is None and not parsed.problems:
            severity = Severity.ERROR if needed else None
            hint = (needed,) if needed else ()
            self.problems.append(problem("empty-file", Place(file), severity=severity, hint=hint))
        return parsed.node

    def _nodes(self, name: str) -> Sequence[Node]:
        """What a register's file holds, or the files of the folder of the same name."""
        files = [f"annotations/{name}.yaml", *self.files.yaml(f"annotations/{name}")]
        nodes = (self._node(file) for file in files)
        return [node for node in nodes if node is not None]

    def _whole(self, key: str, name: str) -> Sequence[Node]:
        """What a list's files hold; a list of which YAML lost something is incomplete."""
        with self._judging(key):
            return self._nodes(name)

    @contextmanager
    def _judging(self, name: str) -> Iterator[None]:
        """Call a source or a list incomplete if an error is told of it meanwhile.

        A warning costs nothing: what leads to something that an emptied file held once leads
        nowhere, and has to be told of.
        """
        lists = self.problems, self.files.problems
        told = [len(problems) for problems in lists]
        yield
        new = (problems[number:] for problems, number in zip(lists, told, strict=True))
        if any(found.severity is Severity.ERROR for found in chain(*new)):
            self.incomplete.add(name)

    def _seeds(self) -> dict[str, seeds.Seed | None]:
        """The seeds by name; None for those that cannot be read, which was told."""
        known: dict[str, seeds.Seed | None] = {}
        names = self.files.texts("seeds")
        if not names and not self.files.problems:
            self.problems.append(problem("no-seeds", Place("seeds")))
        for name in names:
            known[name] = None
            data = self.files.read(f"seeds/{name}")
            if data is not None:
                known[name], problems = seeds.decode(name, data)
                self.problems += problems
        return known

    def _sources(
        self, known: Mapping[str, seeds.Seed | None]
    ) -> tuple[list[Source], list[sources.Notes]]:
        described: list[Source] = []
        written: list[sources.Notes] = []
        for name in map(intern, self.files.folders("annotations/sources")):
            with self._judging(name):
                source, notes = self._folder(name, known)
            if source is None:
                self.incomplete.add(name)
                self.unread = True
                continue
            described.append(source)
            written += notes
        return described, written

    def _folder(
        self, name: str, known: Mapping[str, seeds.Seed | None]
    ) -> tuple[Source | None, list[sources.Notes]]:
        """The source in a folder and its annotations."""
        folder = f"annotations/sources/{name}"
        files = self.files.yaml(folder, beside=(lock.NAME,))
        own = f"{folder}/source.yaml"
        source = None
        if own in files:
            files.remove(own)
            node = self._node(own, needed=_SOURCE)
            accepted = self._lock(f"{folder}/{lock.NAME}")
            if node is not None:
                source = sources.source(name, node, self.reading, known, self.owners, accepted)
        else:
            self.problems.append(problem("no-source-file", Place(folder), folder=name))
        layers: list[Layer] = []
        notes: list[sources.Notes] = []
        for file in files:
            node = self._node(file)
            if node is None:
                continue
            if file.startswith(f"{folder}/translation."):
                layer = sources.layer(node, file, self.reading)
                layers += [layer] if layer else []
            else:
                notes.append(sources.notes(node, name, self.reading))
        if source is None:
            return None, notes
        self.problems += sources.missing_default(tuple(layers))
        layers.sort(key=lambda layer: (layer.language, not layer.default))
        return replace(source, layers=tuple(layers)), notes

    def _lock(self, file: str) -> Lock | None:
        """The lock in a source's folder."""
        data = self.files.read(file)
        if data is None:
            return None
        accepted, problems = lock.parse(data, file)
        self.problems += problems
        return accepted

    def _undescribed(
        self, known: Mapping[str, seeds.Seed | None], described: Sequence[Source], tag: str
    ) -> list[Source]:
        """Sources for the seeds that nobody has described, so that they are shown all the same."""
        owned = {source.seed for source in described}
        wanted = {source.id for source in described}
        found = []
        for name, seed in known.items():
            if seed is None or name in owned:
                continue
            source_id = _id_of(name, wanted)
            wanted.add(source_id)
            found.append(sources.undescribed(seed, source_id, tag))
            if not self.unread:
                place = Place(f"seeds/{name}")
                self.problems.append(problem("seed-not-described", place, seed=name))
        return found


def _id_of(name: str, taken: set[str]) -> str:
    """An id for a seed without a folder, made from its file name."""
    stem = re.sub(r"[^a-z0-9]+", "-", name.removesuffix(".txt").lower()).strip("-")[:48].strip("-")
    base = f"seed-{stem}" if stem else "seed"
    candidate, number = base, 2
    while candidate in taken:
        candidate, number = f"{base}-{number}", number + 1
    return candidate
