"""`hashiya accept`: what a person has looked at counts as made from the text as it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from hashiya.commands.rewriting import Rewriting, wholly_read
from hashiya.model import Dossier, Passage, Source
from hashiya.publish.file import write_own
from hashiya.read import lock, read


class UnknownItem(ValueError):
    """Somebody named a source or an item that is not there; the text says which."""


def accept(project: Path, wanted: Sequence[str]) -> list[str]:
    """Accept sources, or single items `source#item`, or all; what was done, in words.

    Raises `UnknownItem`, `NotRead` and `Refused`; nothing was written then.
    """
    dossier = read(project)
    sources = {source.id: source for source in dossier.sources if source.described}
    names = wanted or list(sources)
    for name in names:
        _check(name, dossier, sources)
    whole = [sources[name] for name in names if name in sources]
    wholly_read(dossier, (source.id for source in whole))
    rewriting = Rewriting(project)
    rows = [row for name in names for row in _clear(name, dossier, sources, rewriting)]
    rewriting.write()
    locked = [source.id for source in whole if write_lock(project, source, source.passages)]
    return rows + [f"{name}: the text is accepted" for name in locked]


def _check(name: str, dossier: Dossier, sources: dict[str, Source]) -> None:
    source, _, item = name.partition("#")
    if source not in sources:
        raise UnknownItem(f"there is no source “{source}”")
    known = {one.id for one in dossier.annotations if one.source == source}
    known |= {passage.id for passage in sources[source].passages}
    if item and item not in known:
        raise UnknownItem(f"the source “{source}” has nothing with the id “{item}”")


def _clear(
    name: str, dossier: Dossier, sources: dict[str, Source], rewriting: Rewriting
) -> Iterable[str]:
    """Take `of` from what is named."""
    source, _, item = name.partition("#")
    for annotation in dossier.annotations:
        if annotation.source == source and annotation.of and item in ("", annotation.id):
            rewriting.annotation(annotation, {"of": None})
            yield f"{source}#{annotation.id}: looked at"
    for layer in sources[source].layers:
        for passage, translation in layer.translations.items():
            if translation.of and item in ("", passage):
                rewriting.translation(translation, {"of": None})
                yield f"{source}#{passage}: its translation ({layer.name}) was looked at"


def write_lock(project: Path, source: Source, passages: Sequence[Passage]) -> bool:
    """Write a source's lock; whether that changed it."""
    name = f"annotations/sources/{source.id}/{lock.NAME}"
    file = project / name
    marks = lock.marks(source.text, passages)
    ids = [passage.id for passage in passages]
    once = (*source.lock.passages, *source.lock.gone) if source.lock else ()
    gone = [one for one in dict.fromkeys(once) if one not in set(ids)]
    data = lock.write(source.sha256, zip(ids, marks, strict=True), gone)
    if file.is_file() and not file.is_symlink() and file.read_bytes() == data:
        return False
    write_own(project, name, [data])
    return True
