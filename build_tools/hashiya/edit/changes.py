"""The edits that can be asked for, and the stretch of text that each of them changes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from hashiya.edit.document import Document, Step, Steps
from hashiya.edit.nodes import BREAK, ENDS, REST, Entry, Map, NotEditable, Scalar
from hashiya.edit.spelling import IN_BRACES, Setting, spell

_AROUND_LINES = ("", *ENDS)
"""The characters before and after whole lines."""
_COMMA = re.compile(f"(?:[ \t{ENDS}]|#[^{ENDS}]*+)*+,[ \t]*")
"""The comma after an entry in braces, comments in between; none of theirs."""


class Change(NamedTuple):
    """New text in place of a stretch of the old."""

    start: int
    end: int
    new: str


class Edit(Protocol):
    """Something to be changed in a document."""

    @property
    def path(self) -> Steps:
        """What it is about."""

    def change(self, document: Document) -> Change:
        """The stretch of text that it changes."""

    def expect(self, holder: Any, key: Step) -> None:
        """Do the same to the values: `holder` is the list or dictionary that the path ends in."""


@dataclass(frozen=True, slots=True)
class SetText:
    """Give a text new words."""

    path: Steps
    words: str

    def change(self, document: Document) -> Change:
        """Its text: in the same style if the words allow it."""
        holder, old = document.find(self.path[:-1]), document.find(self.path)
        if isinstance(holder, Scalar) or not isinstance(old, Scalar):
            raise NotEditable(f"{self.path} is no text in a list or mapping")
        if old.value == self.words:
            return Change(old.start, old.end, document.text[old.start : old.end])
        new = spell(self.words, Setting.at(document, old.end, holder.column), old)
        return Change(old.start, old.end, _gap(document.text, old) + new)

    def expect(self, holder: Any, key: Step) -> None:
        """The words stand there."""
        holder[key] = self.words


@dataclass(frozen=True, slots=True)
class SetKey:
    """Give a mapping a key with a text: a new one after another key, or else as the last."""

    mapping: Steps
    key: str
    words: str
    after: str | None = None

    @property
    def path(self) -> Steps:
        """Where the words will stand."""
        return (*self.mapping, self.key)

    def change(self, document: Document) -> Change:
        """A line of its own after those of the other key; in braces, after a comma."""
        mapping = _map(document, self.mapping)
        if self.key in mapping.entries:
            return SetText(self.path, self.words).change(document)
        if self.after is not None and self.after not in mapping.entries:
            raise NotEditable(f"{self.mapping} has no key {self.after}")
        before = self.after or next(reversed(mapping.entries), None)
        key = spell(self.key, IN_BRACES)
        if before is None:
            at, lead, setting = mapping.start + 1, "", IN_BRACES
        elif mapping.column is None:
            at, lead, setting = mapping.entries[before].end, ", ", IN_BRACES
        else:
            at = right(document.text, mapping.entries[before].end)
            lead = document.line_end(mapping.start) + " " * mapping.column
            setting = Setting.at(document, at, mapping.column)
        return Change(at, at, f"{lead}{key}: {spell(self.words, setting)}")

    def expect(self, holder: Any, key: Step) -> None:
        """The words stand there."""
        holder[key] = self.words


@dataclass(frozen=True, slots=True)
class RenameKey:
    """Write a key of a mapping otherwise."""

    path: Steps
    name: str

    def change(self, document: Document) -> Change:
        """The key's text alone."""
        mapping, entry = _entry(document, self.path)
        if self.name in mapping.entries:
            raise NotEditable(f"{self.name} is there already")
        return Change(entry.key.start, entry.key.end, spell(self.name, IN_BRACES, entry.key))

    def expect(self, holder: Any, key: Step) -> None:
        """The value stands under the new name."""
        holder[self.name] = holder.pop(key)


@dataclass(frozen=True, slots=True)
class RemoveKey:
    """Take a key and its value out of a mapping.

    With them go the lines that they fill, comments within their value, and the comment
    at the end of the last line. Comments and blank lines above and below stay. A mapping
    that loses its only key is written `{}`.
    """

    path: Steps

    def change(self, document: Document) -> Change:
        """The lines, or what stands between the commas of a mapping in braces."""
        mapping, entry = _entry(document, self.path)
        text, start, stop = document.text, entry.key.start, entry.end
        if len(mapping.entries) == 1:
            return Change(mapping.start, mapping.end, "{}")
        if mapping.column is None:
            start, stop = _with_comma(text, mapping, entry)
        before, after = _left(text, start), right(text, stop)
        if text[before - 1 : before] in _AROUND_LINES and text[after : after + 1] in _AROUND_LINES:
            return Change(before, _next_line(text, after), "")
        if mapping.column is None:
            return Change(start, stop, "")
        return _behind_dash(text, mapping, entry)

    def expect(self, holder: Any, key: Step) -> None:
        """Nothing stands there."""
        del holder[key]


def _map(document: Document, steps: Steps) -> Map:
    node = document.find(steps)
    if not isinstance(node, Map):
        raise NotEditable(f"{steps} is no mapping")
    return node


def _entry(document: Document, path: Steps) -> tuple[Map, Entry]:
    mapping = _map(document, path[:-1])
    key = path[-1] if path else None
    if not isinstance(key, str) or key not in mapping.entries:
        raise NotEditable(f"{path} is no key")
    return mapping, mapping.entries[key]


def _gap(text: str, old: Scalar) -> str:
    """The blank that an empty text needs before it: it stands at the very end of `key:` or `-`."""
    return " " if old.start == old.end and text[old.start - 1] in ":-" else ""


def _left(text: str, at: int) -> int:
    """Back over the blanks before."""
    while text[at - 1 : at] in (" ", "\t"):
        at -= 1
    return at


def right(text: str, at: int) -> int:
    """Forth over the blanks and the comment at the end of a line."""
    rest = REST.match(text, at)
    return rest.end() if rest else at


def _next_line(text: str, at: int) -> int:
    """Forth to where the next line begins."""
    found = BREAK.search(text, at)
    return found.end() if found else len(text)


def _with_comma(text: str, mapping: Map, entry: Entry) -> tuple[int, int]:
    """An entry in braces with the comma after it, or else the one before it on its line."""
    comma = _COMMA.match(text, entry.end)
    if comma:
        return entry.key.start, comma.end()
    before = [one for one in mapping.entries.values() if one.end <= entry.key.start][-1].end
    same_line = not BREAK.search(text, before, entry.key.start)
    return before if same_line else entry.key.start, entry.end


def _behind_dash(text: str, mapping: Map, entry: Entry) -> Change:
    """The first key of an item: the next one moves up to the dash if nothing is in between."""
    start, stop = entry.key.start, right(text, entry.end)
    dash = _left(text, start)
    following = [one for one in mapping.entries.values() if one.key.start > start]
    if text[dash - 1] != "-" or not following:
        raise NotEditable(f"{entry.key.value} stands behind a question mark")
    moving = following[0].key.start
    if _left(text, moving) == _next_line(text, stop):
        return Change(start, moving, "")
    return Change(dash, stop, "")
