"""Which end a suggested link should have: an annotation where one has the words, or a passage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from hashiya.model import Edition, Span
from hashiya.suggest.shared import Piece

_MOST = 0.5
"""An annotation of at least this part of what is shared is where a link should stand."""
Weighed = Sequence[tuple[Sequence[tuple[int, int]], float]]
"""For everything that is shared: its words, by number, and its weight."""


class Ends:
    """The annotations of an edition, by the passage in which they stand."""

    def __init__(self, edition: Edition) -> None:
        self._spans: defaultdict[tuple[str, int], list[tuple[Span, str]]] = defaultdict(list)
        for (source, name), span in edition.anchored.spans.items():
            if span.first == span.last:
                self._spans[source, span.first].append((span, name))

    def address(self, piece: Piece, shared: Weighed) -> str:
        """The address of the shortest annotation that has most of what is shared, by weight."""
        own = self._spans.get((piece.source.id, piece.number), ())
        offsets = [piece.index.span(word) for word in piece.words] if own else []
        total = sum(weight for _, weight in shared)
        best = ""
        for span, name in sorted(own, key=lambda one: one[0].end - one[0].start):
            inside = sum(
                weight
                for places, weight in shared
                if any(
                    span.start <= offsets[first][0] and offsets[end - 1][1] <= span.end
                    for first, end in places
                )
            )
            if inside >= _MOST * total:
                best = name
                break
        return f"{piece.source.id}#{best}" if best else piece.address
