"""`hashiya heal`: annotations carried over to a seed's new wording, and the files rewritten."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from hashiya.anchor.differences import word_diff
from hashiya.anchor.heal import Healing, Lost, heal
from hashiya.anchor.quote import Index
from hashiya.commands.accept import UnknownItem, write_lock
from hashiya.commands.history import History
from hashiya.commands.rewriting import Rewriting, wholly_read
from hashiya.model import Annotation, Dossier, Source
from hashiya.read import lock, read, seeds


class NoOldText(ValueError):
    """The wording that annotations were made from is not known; the text says of what."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a healing did, in words, and whether it had to give something up."""

    rows: Sequence[str]
    complete: bool


def heal_sources(project: Path, wanted: str | None, old: Path | None, *, dry_run: bool) -> Report:
    """Heal one source, or all whose seeds have changed since they were accepted.

    Raises `UnknownItem`, `NotRead`, `NoOldText` and `Refused`.
    """
    dossier = read(project)
    sources = {source.id: source for source in dossier.sources if source.described}
    if wanted is not None and wanted not in sources:
        raise UnknownItem(f"there is no source “{wanted}”")
    chosen = [
        source
        for source in sources.values()
        if source.id == wanted or (wanted is None and has_changed(source))
    ]
    wholly_read(dossier, (source.id for source in chosen))
    history = History(project)
    reports = []
    for source in chosen:
        data = old.read_bytes() if old else _old_bytes(history, source)
        reports.append(_heal(project, dossier, source, data, dry_run=dry_run))
    rows = [row for report in reports for row in report.rows]
    return Report(rows or ["no seed has changed"], all(report.complete for report in reports))


def has_changed(source: Source) -> bool:
    """Whether a seed is not the one that was accepted."""
    return source.lock is not None and source.lock.sha256 != source.sha256


def _heal(project: Path, dossier: Dossier, source: Source, data: bytes, *, dry_run: bool) -> Report:
    """Heal one source; `data` are the seed's bytes as its annotations were written."""
    seed, _ = seeds.decode(source.seed, data)
    if seed is None:
        raise NoOldText(f"the old text of “{source.id}” is not UTF-8")
    if seed.sha256 == source.sha256:
        return Report([f"{source.id}: the seed has not changed"], complete=True)
    passages = seeds.passages(seed.text, source.wrapping)
    if source.lock:
        passages = lock.named(passages, seed, source.lock)
    known = [*(passage.id for passage in passages)]
    known += [*source.lock.passages, *source.lock.gone] if source.lock else []
    healing = heal(
        Index(seed.text, passages),
        Index(source.text, source.passages),
        [item for item in dossier.annotations if item.source == source.id],
        source.layers,
        lock.unused(known),
    )
    if not dry_run:
        _write(project, source, healing)
    return Report(list(_rows(source, healing)), complete=not healing.lost)


def _old_bytes(history: History, source: Source) -> bytes:
    """The seed's bytes as they were accepted; as they were committed where they never were."""
    if source.lock is None:
        data = history.committed(source.seed)
    else:
        data = history.with_hash(source.seed, source.lock.sha256)
    if data is None:
        raise NoOldText(f"the old text of “{source.id}” is not in git: name it with --old")
    return data


def _write(project: Path, source: Source, healing: Healing) -> None:
    rewriting = Rewriting(project)
    for one in healing.healed:
        rewriting.annotation(one.annotation, one.values)
    for lost in healing.lost:
        if isinstance(lost.item, Annotation):
            rewriting.annotation(lost.item, lost.values)
    for marked in healing.marked:
        rewriting.translation(marked.translation, marked.values)
    rewriting.write()
    write_lock(project, source, healing.passages)


# --- in words ---------------------------------------------------------------------------


def _rows(source: Source, healing: Healing) -> Iterator[str]:
    """What became of everything: what changed first, what is lost last."""
    same = sum(not one.values for one in healing.healed)
    changed = [one for one in healing.healed if one.values.keys() - {"of"}]
    for one in changed:
        yield f"{source.id}#{one.annotation.id}: {', '.join(sorted(one.values))}"
        yield f"    {word_diff(one.was, one.now)}"
    stale = [one.annotation.id for one in healing.healed if "of" in one.values]
    if stale:
        yield f"{source.id}: in passages that changed, to be looked at: {', '.join(stale)}"
    for marked in healing.marked:
        keys = ", ".join(sorted(marked.values))
        yield f"{source.id}#{marked.translation.passage} ({marked.layer.name}): {keys}"
    for lost in healing.lost:
        yield from _lost(source, lost)
    if healing.gone:
        yield f"{source.id}: passages that are gone: {', '.join(healing.gone)}"
    yield (
        f"{source.id}: {same} annotations as they were, {len(changed)} carried over,"
        f" {len(stale)} to be looked at, {len(healing.lost)} lost;"
        f" {len(healing.marked)} translations marked"
    )


def _lost(source: Source, lost: Lost) -> Iterator[str]:
    if lost.layer:
        why = f"the passage of this translation ({lost.layer.name}) is gone"
    elif lost.was:
        why = f"its words are gone; they stood in {lost.passage}"
    else:
        why = "its words stood in neither text"
    name = lost.item.id if isinstance(lost.item, Annotation) else lost.passage
    yield f"{source.id}#{name}: LOST: {why}"
    if lost.was:
        yield f"    [-{lost.was}-]"
