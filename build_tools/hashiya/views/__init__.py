"""Views: one module a kind of page; each knows its outline and makes its pages one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from hashiya.model import Page, PageRef
from hashiya.render.ends import Ends
from hashiya.render.writer import Writer
from hashiya.views import (
    bibliography,
    corrections,
    coverage,
    former,
    glossary,
    home,
    matrix,
    matrix_entry,
    matrix_index,
    name,
    names,
    register,
    source,
    sources,
    term,
    timeline,
)
from hashiya.views import credits as credits_of_edition
from hashiya.views import map as map_of_sources


@dataclass(frozen=True, slots=True)
class View:
    """A kind of page."""

    outline: Callable[[Writer], Iterator[PageRef]]
    page: Callable[[Writer, Ends, PageRef], Page]


VIEWS: Sequence[View] = (
    View(home.outline, home.page),
    View(sources.outline, sources.page),
    View(source.outline, source.page),
    View(map_of_sources.outline, map_of_sources.page),
    View(matrix.outline, matrix.page),
    View(matrix_index.outline, matrix_index.page),
    View(matrix_entry.outline, matrix_entry.page),
    View(timeline.outline, timeline.page),
    View(names.outline, names.page),
    View(name.outline, name.page),
    View(glossary.outline, glossary.page),
    View(term.outline, term.page),
    View(register.outline, register.page),
    View(former.outline, former.page),
    View(bibliography.outline, bibliography.page),
    View(credits_of_edition.outline, credits_of_edition.page),
    View(coverage.outline, coverage.page),
    View(corrections.outline, corrections.page),
)
