"""A text under the editor's hands that knows where each of its characters comes from."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

Span = tuple[int, int]
"""Half-open, in code points."""

NEW = -1
"""The origin of a character that was typed in."""

_LINE = re.compile(r"[^\n]*[^\s][^\n]*")


def lines_of(text: str) -> tuple[Span, ...]:
    """The lines that are not blank, without their line ends."""
    return tuple(match.span() for match in _LINE.finditer(text))


@dataclass(frozen=True, slots=True)
class Draft:
    """The text as it now stands, and for each character its offset in the text it was."""

    text: str
    origin: tuple[int, ...]

    @staticmethod
    def of(text: str) -> Draft:
        """A text in which nothing has been changed yet."""
        return Draft(text, tuple(range(len(text))))

    def splice(self, start: int, end: int, new: str) -> Draft:
        """The words of a span replaced by others; an empty span inserts, empty words delete."""
        typed = (NEW,) * len(new)
        return Draft(
            self.text[:start] + new + self.text[end:],
            self.origin[:start] + typed + self.origin[end:],
        )

    def move(self, start: int, end: int, to: int) -> Draft:
        """A span cut out and put in before another place, which lies outside of it."""
        text, origin = self.text[start:end], self.origin[start:end]
        rest = Draft(self.text[:start] + self.text[end:], self.origin[:start] + self.origin[end:])
        at = to if to <= start else to - (end - start)
        return Draft(
            rest.text[:at] + text + rest.text[at:], rest.origin[:at] + origin + rest.origin[at:]
        )

    def retyped(self, write: Callable[[str], str]) -> Draft:
        """Every character written in another way, maybe as several or as none."""
        written = [write(character) for character in self.text]
        origin = tuple(
            source
            for source, new in zip(self.origin, written, strict=True)
            for _ in range(len(new))
        )
        return Draft("".join(written), origin)

    def where(self, old: Span) -> Span | None:
        """Where what stood in a span of the first text stands now, from end to end."""
        start, end = old
        found = [at for at, origin in enumerate(self.origin) if start <= origin < end]
        return (found[0], found[-1] + 1) if found else None

    def lines(self) -> tuple[Span, ...]:
        """The lines that are not blank."""
        return lines_of(self.text)
