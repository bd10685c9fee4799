"""Views: one module a kind of page; each knows its outline and makes its pages one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from hashiya.model import Edition, Page, PageRef
from hashiya.render.writer import Writer
from hashiya.views import bibliography, home, register, source, sources


@dataclass(frozen=True, slots=True)
class View:
    """A kind of page."""

    outline: Callable[[Edition, Writer], Iterator[PageRef]]
    page: Callable[[Edition, Writer, PageRef], Page]


VIEWS: Sequence[View] = tuple(
    View(module.outline, module.page)
    for module in (home, sources, source, register, bibliography)
)
