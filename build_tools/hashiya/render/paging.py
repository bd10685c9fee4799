"""Long lists as several pages, so that no page grows with the dossier.

The first page stands at the list's own address, a further one at `page_2/` below it; an
underscore is in no id, so that no entry can have the same address.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from hashiya.wording import _

if TYPE_CHECKING:
    from hashiya.render.writer import Writer

T = TypeVar("T")

_MARK = "page_"


@dataclass(frozen=True, slots=True)
class Leaf(Generic[T]):
    """One page of a long list."""

    front: str
    """The path of the first page, below the language's folder; it ends in a slash."""
    number: int
    """From 1."""
    count: int
    items: Sequence[T]

    @property
    def uri(self) -> str:
        """The path of this page."""
        return _uri(self.front, self.number)


def uris(front: str, total: int, each: int) -> Iterator[str]:
    """The paths of all pages of a list of `total` items; a list without any has one page."""
    return (_uri(front, number) for number in range(1, _pages(total, each) + 1))


def leaf(uri: str, items: Sequence[T], each: int) -> Leaf[T]:
    """The page of a list that has this path."""
    front = front_of(uri)
    further = uri.removeprefix(front).strip("/").removeprefix(_MARK)
    number = int(further) if further else 1
    start = (number - 1) * each
    return Leaf(front, number, _pages(len(items), each), items[start : start + each])


def front_of(uri: str) -> str:
    """The path of the first page of the list that a page belongs to."""
    front, _slash, last = uri.rstrip("/").rpartition("/")
    return f"{front}/" if last.startswith(_MARK) else uri


def place_of(front: str, index: int, each: int) -> str:
    """The path of the page on which the item of an index stands."""
    return _uri(front, index // each + 1)


def pager(writer: Writer, of: Leaf[T]) -> str:
    """The way to the other pages of a list, as HTML; empty where there is one page."""
    if of.count < 2:
        return ""
    label = writer._(_("Pages of this list"))
    steps = "".join(f"<li>{_step(writer, of, number)}</li>" for number in _near(of))
    return f'<nav class="hy-pager" aria-label="{label}"><ol>{steps}</ol></nav>'


def _step(writer: Writer, of: Leaf[T], number: int) -> str:
    word = writer._(_("Page {n}")).replace("{n}", writer.interface.number(number))
    if number == of.number:
        return f'<a aria-current="page" href="{writer.up}{of.uri}">{word}</a>'
    return f'<a href="{writer.up}{_uri(of.front, number)}">{word}</a>'


def _near(of: Leaf[T]) -> list[int]:
    """The first page, the last, those beside this one, and steps of ten: not one link a page."""
    wanted = {1, of.count, *range(of.number - 2, of.number + 3)}
    wanted |= {of.number + 10 * step for step in range(-3, 4)}
    return sorted(number for number in wanted if 1 <= number <= of.count)


def _pages(total: int, each: int) -> int:
    return max(1, -(-total // each))


def _uri(front: str, number: int) -> str:
    return front if number == 1 else f"{front}{_MARK}{number}/"
