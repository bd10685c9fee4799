"""A page's body as lines: what golden files hold.

One element a line, with the attributes that mean something (ids, languages, directions,
addresses, kinds), without those that only look.
"""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

KEPT = frozenset(
    "id lang dir href role datetime open hidden for name value type aria-label title".split()
)
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
INLINE = frozenset(
    "a abbr b bdi bdo cite code em i mark q s small span strong sub sup time u wbr".split()
)
PASSED_OVER = frozenset({"form", "script", "style", "svg"})
"""What is not about the dossier: the controls of the page, and pictures."""

LINE_END = "⏎"
"""A line end in running text, which matters where a text's own lines are kept."""


class Outline(HTMLParser):
    """Writes HTML as lines: a block element begins one, inline elements stay in the text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.line = ""
        self.open: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in PASSED_OVER:
            self.hidden += 1
        if self.hidden:
            return
        shown = "".join(
            f" {name}" if value is None else f' {name}="{escape(value)}"'
            for name, value in sorted(attrs)
            if name in KEPT or name.startswith("data-")
        )
        if tag in INLINE:
            self.line += f"<{tag}{shown}>"
            return
        self._end_line()
        self.line = f"<{tag}{shown}>"
        if tag not in VOID:
            self._end_line()
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in PASSED_OVER:
            self.hidden -= 1
        elif not self.hidden and tag in INLINE:
            self.line += f"</{tag}>"
        elif not self.hidden:
            self._end_line()
            assert self.open.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.line += escape(data, quote=False).replace("\n", f" {LINE_END} ")

    def _end_line(self) -> None:
        text = " ".join(self.line.split()).strip(f" {LINE_END}")
        if text:
            self.lines.append("  " * len(self.open) + text)
        self.line = ""

    def close(self) -> None:
        super().close()
        self._end_line()
        assert not self.open, f"never closed: {self.open}"


def outline(html: str) -> str:
    """The outline of a page's body."""
    parser = Outline()
    parser.feed(html)
    parser.close()
    return "\n".join(parser.lines) + "\n"
