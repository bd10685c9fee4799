"""The way around a site: one entry a section, however many pages a section has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hashiya.model import PageRef


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the navigation: its section's front page."""

    section: str
    title: str
    url: str
    """The front page, from the site's root."""


def is_front(ref: PageRef) -> bool:
    """Whether a page is the front page of its section: `sources/` of the section `sources`."""
    return ref.uri in ("", f"{ref.section}/")


def entries(outline: Iterable[PageRef], language: str, home: str) -> tuple[Entry, ...]:
    """The entries of one language in the order of the outline; `home` is the home page's name."""
    return tuple(
        Entry(ref.section, ref.title if ref.uri else home, f"{language}/{ref.uri}")
        for ref in outline
        if ref.language == language and is_front(ref)
    )
