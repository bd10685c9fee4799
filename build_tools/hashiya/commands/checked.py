"""What `hashiya check` tells beyond a build: what was never accepted, and what changed how."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from hashiya.anchor.differences import word_diff
from hashiya.build import Built
from hashiya.commands.history import History
from hashiya.fold import fingerprint, folded
from hashiya.model import Edition, Source
from hashiya.once import Made
from hashiya.problem import Place, Problem, problem
from hashiya.read import seeds
from hashiya.read.excerpts import in_order

_SHOWN = 8
"""Of many sources only so many are named."""
_STALE = ("stale-translation", "stale-annotation")


def checked(built: Built, project: Path) -> tuple[Problem, ...]:
    """The problems of a build, told more fully."""
    if built.edition is None:
        return built.problems
    then = _Then(built.edition, project)
    told = (then.told(one) if one.code in _STALE else one for one in built.problems)
    return in_order((*told, *_not_accepted(built.edition)))


def _not_accepted(edition: Edition) -> Iterator[Problem]:
    sources = edition.dossier.sources
    names = [one.id for one in sources if one.described and one.lock is None]
    if names:
        shown = ", ".join(names[:_SHOWN]) + (
            f" … (+{len(names) - _SHOWN})" if names[_SHOWN:] else ""
        )
        yield problem("source-not-accepted", Place("annotations/sources"), sources=shown)


class _Then:
    """The earlier wordings of passages, looked up in git when one is asked for."""

    def __init__(self, edition: Edition, project: Path) -> None:
        self._edition = edition
        self._history = History(project)
        self._own = Made(self._versions)
        self._all = Made(self._everything)

    def told(self, stale: Problem) -> Problem:
        """The problem with a word diff of the passage then and now, where that is known."""
        values = {key: str(value) for key, value in stale.values.items()}
        source = self._edition.source(values["source"])
        was = self._own[source.id].get(values["of"])
        if was is None:  # its seed may have had another name
            was = self._all[source.wrapping].get(values["of"])
        if was is None:
            return stale
        now = self._now(source, values)
        rows = [word_diff(was, now), f"hashiya accept {source.id}#{values['item']}"]
        return replace(stale, hint=tuple(rows))

    def _now(self, source: Source, values: Mapping[str, str]) -> str:
        """The passage as it is; of an annotation, all that it touches."""
        span = self._edition.anchored.spans.get((source.id, values["item"]))
        if span:
            first, last = (source.passages[at] for at in (span.first, span.last))
        else:
            first = last = next(one for one in source.passages if one.id == values["passage"])
        return source.text[first.start : last.end]

    def _versions(self, name: str) -> Mapping[str, str]:
        """Every wording that a passage of a source ever had, by its fingerprint."""
        source = self._edition.source(name)
        return _passages(self._history.versions(source.seed), source.wrapping)

    def _everything(self, wrapping: str) -> Mapping[str, str]:
        """Every wording of any seed's passages, as texts of one wrapping are divided."""
        return _passages(self._history.all(), wrapping)


def _passages(texts: Iterable[bytes], wrapping: str) -> Mapping[str, str]:
    """The passages of texts by their fingerprints."""
    known: dict[str, str] = {}
    for data in texts:
        for words in _stretches(data, wrapping):
            known.setdefault(fingerprint(folded(words)), words)
    return known


def _stretches(data: bytes, wrapping: str) -> Sequence[str]:
    """The passages of an earlier seed, and each two that follow each other."""
    seed, _ = seeds.decode("", data)
    if seed is None:
        return ()
    passages = seeds.passages(seed.text, wrapping)
    return [
        *(seed.text[one.start : one.end] for one in passages),
        *(seed.text[one.start : two.end] for one, two in pairwise(passages)),
    ]
