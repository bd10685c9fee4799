"""What a source's page shows in the column of the original, read back from its HTML."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset("br hr img input wbr".split())


@dataclass(slots=True)
class Columns:
    """The words of the original: by passage, and by the annotation that marks them."""

    original: dict[str, str] = field(default_factory=dict)
    marked: dict[str, str] = field(default_factory=lambda: defaultdict(str))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.columns = Columns()
        self.open: list[dict[str, str | None]] = []
        self.passage = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        known = dict(attrs)
        if tag in ("section", "div") and "data-role" in known:
            self.passage = known["id"] or ""
        if known.get("data-side") == "original":
            self.columns.original[self.passage] = ""
        self.open.append(known)

    def handle_endtag(self, tag: str) -> None:
        assert tag not in VOID
        self.open.pop()

    def handle_data(self, data: str) -> None:
        in_original = any(known.get("data-side") == "original" for known in self.open)
        if not in_original or any(known.get("role") == "doc-noteref" for known in self.open):
            return
        self.columns.original[self.passage] += data
        for known in self.open:
            name = known.get("data-a")
            if name:
                self.columns.marked[name] += data


def columns(html: str) -> Columns:
    """The column of the original of a source's page, without the markers of the notes."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.columns
