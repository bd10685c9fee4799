"""What is worked out once for a whole, and kept with it for as long as it lives.

The whole is what the function takes first: an edition, for what all languages share; a writer,
for words in one language at one depth. What a function takes besides tells its values apart.

Values are kept in the whole itself. Many lead back to it, and a table beside it, even one with
weak keys, would keep them all for ever: one edition more with every change in a live preview.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, Protocol, TypeVar, TypeVarTuple


class Whole(Protocol):
    """Something that keeps what is worked out for it."""

    @property
    def kept(self) -> dict[Hashable, Any]:
        """By function, and what it was given besides."""


K = TypeVar("K")
W = TypeVar("W", bound=Whole)
Rest = TypeVarTuple("Rest")
T = TypeVar("T")


class Made(dict[K, T]):
    """A table whose values are made one by one, each when it is first asked for."""

    def __init__(self, make: Callable[[K], T]) -> None:
        self._make = make

    def __missing__(self, key: K) -> T:
        made = self[key] = self._make(key)
        return made


def once(make: Callable[[W, *Rest], T]) -> Callable[[W, *Rest], T]:
    """A function that is called once for each whole and each rest."""

    @wraps(make)
    def made(whole: W, *rest: *Rest) -> T:
        known, key = whole.kept, (make, *rest)
        if key not in known:
            known[key] = make(whole, *rest)
        found: T = known[key]
        return found

    return made


def latest(make: Callable[[W, *Rest], T]) -> Callable[[W, *Rest], T]:
    """The same, of which only the last value is kept: pages that need it follow each other."""

    @wraps(make)
    def made(whole: W, *rest: *Rest) -> T:
        last = whole.kept.get(make)
        if last is None or last[0] != rest:
            last = whole.kept[make] = rest, make(whole, *rest)
        found: T = last[1]
        return found

    return made
