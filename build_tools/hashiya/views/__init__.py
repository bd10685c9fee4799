"""Views: one module a kind of page; each knows its outline and makes its pages one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from hashiya.model import Page, PageRef
from hashiya.render.ends import Ends
from hashiya.render.writer import Writer
from hashiya.views import bibliography, home, register, source, sources


@dataclass(frozen=True, slots=True)
class View:
    """A kind of page."""

    outline: Callable[[Writer], Iterator[PageRef]]
    page: Callable[[Writer, Ends, PageRef], Page]


VIEWS: Sequence[View] = (
    View(home.outline, home.page),
    View(sources.outline, sources.page),
    View(source.outline, source.page),
    View(register.outline, register.page),
    View(bibliography.outline, bibliography.page),
)
