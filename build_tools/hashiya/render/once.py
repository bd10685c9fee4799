"""What is worked out once for an edition, and kept as long as the edition is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from weakref import WeakKeyDictionary

from hashiya.model import Edition

T = TypeVar("T")


def once(make: Callable[[Edition], T]) -> Callable[[Edition], T]:
    """A function of an edition that is called once for each; each page of a list asks for it."""
    known: WeakKeyDictionary[Edition, T] = WeakKeyDictionary()

    def made(edition: Edition) -> T:
        if edition not in known:
            known[edition] = make(edition)
        return known[edition]

    return made
