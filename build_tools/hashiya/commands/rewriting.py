"""New values of annotations and translations, written into their files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path, PurePosixPath

from hashiya.anchor.heal import Values
from hashiya.edit import Document, NotEditable, RemoveKey, SetKey, SetText, apply
from hashiya.edit.changes import Edit
from hashiya.edit.document import values
from hashiya.model import Annotation, Dossier, Translation
from hashiya.problem import Place, Problem, Severity, problem
from hashiya.publish.atomic import Refused
from hashiya.publish.file import write_own

_SOURCES = PurePosixPath("annotations/sources")
_ORDER = ("id", "quote", "after", "before", "occurrence", "passage", "across", "begins", "of")
"""A key that an item did not have yet is written behind the last of these that it has."""


class NotRead(ValueError):
    """Something of what is to be changed could not be read; `problems` say what."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("nothing was changed: what could not be read would be passed over")
        self.problems = problems


def wholly_read(dossier: Dossier, names: Iterable[str]) -> None:
    """Raise `NotRead` where there is an error in what annotates or translates these sources.

    What it hides would neither be changed nor marked, and the new lock would hide it for ever.
    """
    wanted = set(names)
    errors = [
        found
        for found in dossier.problems
        if found.severity is Severity.ERROR and _annotates(found.place.file, wanted)
    ]
    if errors:
        raise NotRead(errors)


def _annotates(file: str, wanted: Set[str]) -> bool:
    path = PurePosixPath(file)
    own = path.suffix == ".yaml" and path.name != "source.yaml"
    return own and path.parent.parent == _SOURCES and path.parent.name in wanted


class Rewriting:
    """What is to be written, file by file."""

    def __init__(self, project: Path) -> None:
        self._project = project
        self._files: defaultdict[str, dict[tuple[str, str, str], Values]] = defaultdict(dict)

    def annotation(self, item: Annotation, wanted: Values) -> None:
        """Give keys of an annotation new values."""
        if wanted:
            self._files[item.place.file]["annotations", "id", item.id] = wanted

    def translation(self, item: Translation, wanted: Values) -> None:
        """Give keys of a translation new values."""
        if wanted:
            self._files[item.passage.place.file]["passages", "passage", item.passage] = wanted

    def write(self) -> list[str]:
        """Write the files that change; their names. `Refused` where one cannot be changed.

        All of them are made before the first is written.
        """
        made = {file: self._made(file, items) for file, items in self._files.items()}
        for file, data in made.items():
            write_own(self._project, file, [data])
        return list(made)

    def _made(self, file: str, items: Mapping[tuple[str, str, str], Values]) -> bytes:
        try:
            return _changed((self._project / file).read_bytes(), items)
        except NotEditable as error:
            raise Refused(problem("not-editable", Place(file), detail=str(error))) from error


def _changed(data: bytes, items: Mapping[tuple[str, str, str], Values]) -> bytes:
    """A file's bytes with the new values: one new key an item at a time, in their order."""
    for key in ("", *_ORDER):
        document = Document.parse(data)
        edits = list(_edits(document, items, key))
        data = apply(document, edits) if edits else data
    return data


def _edits(
    document: Document, items: Mapping[tuple[str, str, str], Values], new: str
) -> Iterator[Edit]:
    """The edits that add one key; where none is named, those of the keys that are there."""
    whole = values(document.root)
    numbers = {
        (name, key, item[key]): (name, number)
        for name, key in {(name, key) for name, key, _ in items}
        for number, item in enumerate(whole[name])
        if isinstance(item, Mapping) and key in item
    }
    for address, wanted in items.items():
        name, number = numbers[address]
        present = whole[name][number]
        for key, words in wanted.items():
            if key in present and not new and words != present[key]:
                path = (name, number, key)
                yield RemoveKey(path) if words is None else SetText(path, words)
            elif key == new and key not in present and words is not None:
                before = [other for other in _ORDER[: _ORDER.index(key)] if other in present]
                yield SetKey((name, number), key, words, before[-1] if before else address[1])
