"""What is worked out once for a whole, and let go with it."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Hashable
from typing import Any

from hashiya.build import edition, no_collector, site
from hashiya.once import latest, once
from tests.conftest import ROOT


class Book:
    """Something that keeps."""

    def __init__(self) -> None:
        self.kept: dict[Hashable, Any] = {}
        self.counted: list[str] = []


class Index:
    """A value that leads back to its whole."""

    def __init__(self, book: Book) -> None:
        self.book = book


@once
def index(book: Book) -> Index:
    return Index(book)


@once
def letters(book: Book, word: str) -> int:
    book.counted.append(word)
    return len(word)


@latest
def reading(book: Book, word: str) -> str:
    book.counted.append(word)
    return word.upper()


def test_a_value_is_made_once_for_each_whole_and_each_rest() -> None:
    book, other = Book(), Book()
    assert index(book) is index(book)
    assert index(book) is not index(other)
    assert [letters(book, word) for word in ("a", "bc", "a", "bc")] == [1, 2, 1, 2]
    assert book.counted == ["a", "bc"]


def test_only_the_latest_value_is_kept() -> None:
    book = Book()
    assert [reading(book, word) for word in ("a", "a", "b", "b", "a")] == ["A", "A", "B", "B", "A"]
    assert book.counted == ["a", "b", "a"]
    assert len(book.kept) == 1


def test_a_value_that_leads_back_does_not_keep_its_whole() -> None:
    book = Book()
    index(book)
    known = weakref.ref(book)
    del book
    gc.collect()
    assert known() is None


def test_a_page_leaves_nothing_that_only_the_collector_frees() -> None:
    """Builds do without it: a table in a page that leads back to it took 120 MB of a large one."""
    built = edition(ROOT).edition
    assert built
    of = site(built)
    with no_collector():
        for ref in of.outline:
            of.page(ref)  # What is kept for all pages is made now.
        gc.collect()
        for ref in of.outline:
            of.page(ref)
        assert gc.collect() < len(of.outline)
