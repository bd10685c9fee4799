"""Chance that falls alike on every machine and every Python."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

SEED = 3
"""The number that all cases are made from; another number makes an independent set."""

Item = TypeVar("Item")


class Dice:
    """Draws from a name: only `Random.random` is used, whose sequence never changes."""

    def __init__(self, *name: object) -> None:
        self._rng = Random("/".join(map(str, (SEED, *name))))

    def below(self, limit: int) -> int:
        """A number from 0 to one less than the limit."""
        return int(self._rng.random() * limit)

    def chance(self, share: float) -> bool:
        """True in that share of the throws."""
        return self._rng.random() < share

    def pick(self, items: Sequence[Item]) -> Item:
        """One of the items."""
        return items[self.below(len(items))]

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        """All items in another order."""
        rest = list(items)
        return [rest.pop(self.below(len(rest))) for _ in range(len(rest))]

    def some(self, items: Sequence[Item], count: int) -> list[Item]:
        """That many of the items (fewer, where there are fewer), each once."""
        return self.shuffled(items)[:count]
