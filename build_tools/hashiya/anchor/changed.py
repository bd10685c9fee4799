"""A seed that is not the one that was accepted: what that did to its annotations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from hashiya.fold import fingerprint, folded
from hashiya.model import Annotation, Lock, Source, Span
from hashiya.problem import Problem, problem
from hashiya.wording import Words, _, said

_FATES = {
    "unchanged": _("as they were: {n}"),
    "moved": _("moved with their passage ({n}): {ids}"),
    "edited": _("in a passage that was edited ({n}): {ids}"),
    "gone": _("no longer found ({n}): {ids}"),
}
"""What may have happened to annotations, the worst last."""

_LOST = ("quote-not-found", "quote-elsewhere", "quote-not-in-passage", "unknown-passage")
_HEAL = _("The seed has changed. Run “hashiya heal {source}” first, and look at what it lists.")


def seed_changed(
    source: Source, annotations: Iterable[Annotation], spans: Mapping[tuple[str, str], Span]
) -> Problem | None:
    """The problem that a seed has changed, with what happened to each annotation."""
    lock = source.lock
    if lock is None:
        return None
    if lock.sha256 == source.sha256 and len(lock.passages) == len(source.passages):
        return None
    fates: dict[str, list[str]] = {fate: [] for fate in _FATES}
    passages = _passages(source, lock)
    for item in annotations:
        span = spans.get((item.source, item.id))
        fates[_fate(passages, span)].append(item.id)
    rows = [
        said(_FATES[fate], n=str(len(items)), ids=", ".join(items))
        for fate, items in fates.items()
        if items
    ]
    # Where the bytes are the same, the passages were cut in another way.
    command = "accept" if lock.sha256 == source.sha256 else "heal"
    hint: list[Words] = [f"hashiya {command} {source.id}", *rows]
    return problem("seed-changed", lock.place, hint=hint, source=source.id, seed=source.seed)


def before_healing(lost: Problem, source: Source) -> Problem:
    """A problem of a source whose seed has changed: what looks lost may only have to be healed."""
    same = source.lock is None or source.lock.sha256 == source.sha256
    if same or lost.code not in _LOST:
        return lost
    return replace(lost, hint=(said(_HEAL, source=source.id),))


def _passages(source: Source, lock: Lock) -> Sequence[str]:
    """What happened to each passage of the seed."""
    places = {name: number for number, name in enumerate(lock.passages)}
    fates = []
    for number, passage in enumerate(source.passages):
        mark = fingerprint(folded(source.words(passage)))
        if lock.passages.get(passage.id) != mark:
            fates.append("edited")
        else:
            fates.append("unchanged" if places[passage.id] == number else "moved")
    return fates


def _fate(passages: Sequence[str], span: Span | None) -> str:
    """What happened to an annotation: the worst of what happened to its passages."""
    if span is None:
        return "gone"
    touched = passages[span.first : span.last + 1]
    return max(touched, key=list(_FATES).index)
