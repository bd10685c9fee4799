"""The nodes of a YAML text, each with the stretch that it fills.

Places are offsets in code points, half-open. A stretch ends where the last character
ends that says something: a block scalar's without the blank lines after it, a block
collection's with its last value, so that comments after it are outside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

ENDS = "\n\r\x85\u2028\u2029"
"""What ends a line for libyaml, in comments too."""
BREAK = re.compile(f"\r\n|[{ENDS}]")
"""The end of a line."""
REST = re.compile(f"[ \t]*(?:#[^{ENDS}]*)?")
"""Blanks and a comment at the end of a line."""
HEADER = re.compile("[|>](?:[-+]?(?P<digit>[1-9])[-+]?|[-+]?)(?P<comment>.*)", re.DOTALL)
"""The first line of a block scalar."""

_BETWEEN = (StreamStartEvent, DocumentStartEvent, DocumentEndEvent)
_BLANKS = re.compile(f"[ {ENDS}]*")


class NotEditable(ValueError):
    """No edit can be made here; tools write only where `read` found a dossier without errors."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text; `style` is its quotation mark or a block's header line, empty for plain words."""

    start: int
    end: int
    value: str
    style: str
    indent: int = 0
    """Of a block scalar's lines."""


@dataclass(frozen=True, slots=True)
class List:
    """A sequence; `column` is that of its dashes, from 0, and None where it is in brackets."""

    start: int
    end: int
    column: int | None
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A key and its value."""

    key: Scalar
    value: Node

    @property
    def end(self) -> int:
        """Where its value ends."""
        return max(self.key.end, self.value.end)


@dataclass(frozen=True, slots=True)
class Map:
    """A mapping; `column` is that of its keys, from 0, and None where it is in braces."""

    start: int
    end: int
    column: int | None
    entries: dict[str, Entry]


Node: TypeAlias = Scalar | List | Map


def read_nodes(text: str) -> Node | None:
    """The nodes of a text, None where it is empty."""
    try:
        parser = CParser(text)
    except UnicodeEncodeError as error:
        raise NotEditable(str(error)) from error
    try:
        return _Reader(text, parser).document()
    except yaml.YAMLError as error:
        raise NotEditable(str(error)) from error
    finally:
        parser.dispose()


class _Reader:
    """Builds nodes from libyaml's events, whose marks count code points."""

    def __init__(self, text: str, parser: CParser) -> None:
        self.text = text
        self.next_event: Any = parser.get_event
        self.stop = 0

    def document(self) -> Node | None:
        node: Node | None = None
        for event in self._until(StreamEndEvent):
            if isinstance(event, DocumentStartEvent) and node:
                raise NotEditable("there are several documents")
            if not isinstance(event, _BETWEEN):
                node = self._node(event, 0)
        return node

    def _until(self, last: Any) -> Iterator[Any]:
        """Events before the one of the given type, and `stop`, where that one ends."""
        while type(event := self.next_event()) is not last:
            yield event
        self.stop = event.end_mark.index

    def _node(self, event: Any, around: int) -> Node:
        """A node in a block collection of the given column."""
        if isinstance(event, AliasEvent) or event.anchor is not None or event.tag is not None:
            raise NotEditable("anchors, aliases and tags are not for dossiers")
        kind = type(event)
        if kind is ScalarEvent:
            return self._scalar(event, around)
        column = None if event.flow_style else event.start_mark.column
        inner = around if column is None else column
        if kind is SequenceStartEvent:
            return self._list(event.start_mark.index, column, inner)
        return self._map(event.start_mark.index, column, inner)

    def _scalar(self, event: Any, around: int) -> Scalar:
        start, end, style = event.start_mark.index, event.end_mark.index, event.style or ""
        if style not in ("|", ">"):
            return Scalar(start, end, event.value, style)
        first = BREAK.search(self.text, start, end)
        style = self.text[start : first.start() if first else end]
        header = HEADER.match(style)
        if header and header["digit"]:
            indent = around + int(header["digit"])
        else:
            indent = self._indent(first.end() if first else end, end)
        return Scalar(start, self._block_end(start, end, indent), event.value, style, indent)

    def _indent(self, body: int, end: int) -> int:
        """How far the first line with words in it is indented, 0 where there is none."""
        words = _BLANKS.match(self.text, body, end)
        assert words
        return len(BREAK.split(words[0])[-1]) if words.end() < end else 0

    def _block_end(self, start: int, end: int, indent: int) -> int:
        """Where the last line ends that says something; with `+`, a blank line does, too."""
        keeps = "+" in self.text[start : start + 3]
        for found in reversed(tuple(BREAK.finditer(self.text, start, end))):
            line = self.text[found.end() : end]
            if len(line) > indent or line.strip(" ") or (keeps and found.end() < end):
                break
            end = found.start()
            if keeps:
                break
        return end

    def _list(self, start: int, column: int | None, inner: int) -> List:
        items = tuple(self._node(event, inner) for event in self._until(SequenceEndEvent))
        end = items[-1].end if column is not None else self.stop
        return List(start, end, column, items)

    def _map(self, start: int, column: int | None, inner: int) -> Map:
        entries: dict[str, Entry] = {}
        end = start
        for event in self._until(MappingEndEvent):
            key = self._node(event, inner)
            if not isinstance(key, Scalar) or key.value in entries or key.value == "<<":
                raise NotEditable("a key is no text, written twice or a merge key")
            entries[key.value] = entry = Entry(key, self._node(self.next_event(), inner))
            end = entry.end
        return Map(start, end if column is not None else self.stop, column, entries)
