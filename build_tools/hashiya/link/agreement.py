"""Agreement: who stands where on an entry of a matrix, and which values differ.

That values differ is computed, never written: dates that cannot be the same day, numbers
that cannot be equal, other values that fold to other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from hashiya.date import parse_date, standing
from hashiya.fold import folded
from hashiya.kind import Moment, Naming, Value, Word
from hashiya.kinds import REGISTERS
from hashiya.link.voices import Voices
from hashiya.model import Agreement, Saying, Source, Statement, Tally
from hashiya.number import parse_numbers

_YEAR = re.compile(r"\d{4}", re.ASCII)


class Extent(NamedTuple):
    """What a value may mean: of what sort it is, the least and the greatest; and whose it is."""

    sort: str
    least: Any
    greatest: Any
    voice: int


def agreements(
    sayings: Mapping[tuple[str, str], Sequence[Saying]],
    sources: Iterable[Source],
    voices: Voices,
) -> dict[tuple[str, str], Agreement]:
    """By register and entry, of the registers that are a matrix."""
    published = {one.id: str(one.published.date) for one in sources if one.published}
    about = {
        key: [one for one in said if not one.key]
        for key, said in sayings.items()
        if REGISTERS[key[0]].shape == "matrix"
    }
    return {key: _agreement(said, published, voices) for key, said in about.items() if said}


def _agreement(said: Sequence[Saying], published: Mapping[str, str], voices: Voices) -> Agreement:
    found = sorted((_statement(one, published) for one in said), key=_when)
    spoken = voices.of([(one.end.span, one.speaker) for one in found])
    found = [one._replace(voice=voice) for one, voice in zip(found, spoken, strict=True)]
    extents = _extents(found)
    odds = _Odds([one for one in extents if one])
    opposed = _Odds([Extent("side", *_POLES[one.side], one.voice) for one in found if one.side])
    return Agreement(
        statements=tuple(
            one._replace(differs=extent is not None and odds.concern(extent))
            for one, extent in zip(found, extents, strict=True)
        ),
        voices=max(spoken) + 1,
        sides={
            side: _tally([one for one in found if one.side == side])
            for side in dict.fromkeys(one.side for one in found)
        },
        opposed=opposed.any,
        differing=odds.any,
        between=opposed.between or odds.between,
        within=opposed.within or odds.within,
    )


_POLES = {"for": (1, 1), "against": (0, 0)}


def _tally(found: Sequence[Statement]) -> Tally:
    return Tally(len(found), len({one.voice for one in found}))


def _statement(said: Saying, published: Mapping[str, str]) -> Statement:
    """What a body says, by the keys that bodies of a matrix have (`Shape` in kind.py)."""
    stance: Word | None = None
    value: Moment | Value | None = None
    speaker, on = "", ""
    for one in said.content:
        match one:
            case Word(key="stance"):
                stance = one
            case Moment(key="value") | Value(key="value"):
                value = one
            case Naming(id=name, key="said-by"):
                speaker = str(name)
            case Moment(key="said-on", date=when):
                on = str(when)
            case _:
                pass
    known = on or published.get(said.end.source, "")
    return Statement(said.end, stance, speaker, known, bool(on), value)


def _when(one: Statement) -> date:
    """Where a statement stands among others; they come in the order of sources and texts."""
    return standing(one.on)[0]


# --- values ---------------------------------------------------------------------------------


def _extents(found: Sequence[Statement]) -> list[Extent | None]:
    """What each statement's value may mean; None where it gives none, or only denies one."""
    dated = any(isinstance(one.value, Moment) for one in found)
    return [
        None if one.value is None or one.side == "against" else _extent(one, one.value, dated)
        for one in found
    ]


def _extent(one: Statement, value: Moment | Value, dated: bool) -> Extent:
    if isinstance(value, Moment):
        return Extent("date", *_days(value.date), one.voice)
    if dated and _YEAR.fullmatch(value.value):
        return Extent("date", *_days(value.value), one.voice)
    numbers = parse_numbers(value.value)
    if numbers:
        return Extent("number", *numbers, one.voice)
    words = folded(value.value)
    return Extent("words", words, words, one.voice)


def _days(written: str) -> tuple[date, date]:
    """The first and last day that a date may mean; one that is in doubt, by one unit more."""
    known = parse_date(written)
    return known.stretched if known else (date.min, date.max)


class _Odds:
    """Which of some values cannot all be true, and whether different voices give them.

    Stretches of a line have a point in common if every two of them do, so the greatest
    beginning and the least end tell of all pairs.
    """

    def __init__(self, extents: Sequence[Extent]) -> None:
        self._latest: dict[str, Any] = {}
        self._earliest: dict[str, Any] = {}
        own: dict[tuple[str, int], tuple[Any, Any]] = {}
        for sort, least, greatest, voice in extents:
            self._latest[sort] = max(least, self._latest.get(sort, least))
            self._earliest[sort] = min(greatest, self._earliest.get(sort, greatest))
            low, high = own.get((sort, voice), (least, greatest))
            own[sort, voice] = max(least, low), min(greatest, high)
        self.any = any(self._latest[sort] > self._earliest[sort] for sort in self._latest)
        """Whether there are two that cannot both be true."""
        self.within = any(latest > earliest for latest, earliest in own.values())
        """Whether one voice gives two such."""
        self.between = any(self._apart(sort, own) for sort in self._latest)
        """Whether two voices do."""

    def concern(self, one: Extent) -> bool:
        """Whether a value cannot be true together with another."""
        return bool(one.least > self._earliest[one.sort] or one.greatest < self._latest[one.sort])

    def _apart(self, sort: str, own: Mapping[tuple[str, int], tuple[Any, Any]]) -> bool:
        """Whether a voice's value begins after that of another ends: the two extremes tell it."""
        voices = [(name[1], *ends) for name, ends in own.items() if name[0] == sort]
        last = sorted(voices, key=lambda voice: voice[1])[-2:]
        first = sorted(voices, key=lambda voice: voice[2])[:2]
        return any(one[0] != other[0] and one[1] > other[2] for one in last for other in first)
