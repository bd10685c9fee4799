"""The frame around a page: rendered once for many pages, filled by joining strings.

A full render of the theme costs two to four milliseconds, a join of its pieces some
microseconds. The frame is rendered with slots in it and cut at them. A slot is a name
between NUL characters, which YAML and HTML never hold and pages of the project are refused for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_EDGE = "\0"


def slot(name: str) -> str:
    """The mark that a page's own text will take the place of."""
    return f"{_EDGE}{name}{_EDGE}"


@dataclass(frozen=True, slots=True)
class Shell:
    """A rendered frame, cut at its slots."""

    text: tuple[bytes, ...]
    """What stands between the slots, in UTF-8; one more than there are slots."""
    slots: tuple[str, ...]

    @classmethod
    def cut(cls, html: str) -> Shell:
        """Cut a frame that was rendered with slots."""
        parts = html.split(_EDGE)
        return cls(tuple(part.encode() for part in parts[::2]), tuple(parts[1::2]))

    def fill(self, values: Mapping[str, Sequence[bytes]]) -> bytes:
        """The whole page; `values` are HTML already. A slot without a value is a KeyError."""
        pieces = [self.text[0]]
        for name, text in zip(self.slots, self.text[1:], strict=True):
            pieces += values[name]
            pieces.append(text)
        return b"".join(pieces)
