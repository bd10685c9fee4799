"""Words that readers and editors will see, marked for the catalogs; a language comes later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias


def _(message: str) -> str:
    """Mark a message for extraction; it is translated where it is shown."""
    return message


@dataclass(frozen=True, slots=True)
class Said:
    """A message and what fills it, to be put into words where its reader's language is known."""

    message: str
    values: tuple[tuple[str, Words], ...] = ()


Words: TypeAlias = "str | Said"
"""Words that stay as they are, such as an author's own, or a message of the catalogs."""


def said(message: str, **values: Words) -> Said:
    """A message with what fills it."""
    return Said(message, tuple(values.items()))


def indented(row: Words) -> Words:
    """A row moved to the right, whatever its language."""
    return said("  {row}", row=row)


def in_words(words: Words, gettext: Callable[[str], str], shown: Callable[[str], str] = str) -> str:
    """What is said, in the language of the catalog; `shown` makes of other words what is shown."""
    if isinstance(words, str):
        return shown(words)
    values = {key: in_words(value, gettext, shown) for key, value in words.values}
    return gettext(words.message).format_map(values)
