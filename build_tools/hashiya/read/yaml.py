"""YAML as text: libyaml's events built into nodes that know their places.

Every scalar stays the text that was typed. What dossiers do not need (anchors, tags,
several documents, keys written twice) is refused. A syntax error costs only its own
item: the rest of the file is read by splitting it at the items.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from sys import intern
from typing import Any

import yaml
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from hashiya.model import Text
from hashiya.problem import Place, Problem, packed, problem, unpacked
from hashiya.read.encoding import byte_of, guess, place_of
from hashiya.read.files import SIZE
from hashiya.read.slips import explain
from hashiya.schema import ListNode, MapNode, Node

DEPTH = 24
"""Levels of nesting; the format needs eight."""

_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What libyaml refuses, and what ends lines for it that end for nobody else."""
_MARKED_LINE = re.compile("^([ -]*)\ufeff+", re.M)
"""A line before which a byte order mark stands; a blank in its place would be indentation."""
_SUSPECT = re.compile(rb"\xe2(?:\x80[\xa8-\xae]|\x81[\xa6-\xa9])")
"""Some of both in UTF-8, where they are found ten times as fast; there is also U+0085."""
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_TOP = re.compile(r"[A-Za-z][\w-]*:[ \t]*(?:#.*)?$")
_TOP_LEVEL = re.compile("[A-Za-z]")
_ITEM = re.compile(r"( *)- ")

_NODES = (ScalarEvent, SequenceStartEvent, MappingStartEvent, AliasEvent)
_Next = Callable[[], Any]
"""The stubs of libyaml's events know none of their attributes."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file holds: its node, None where nothing could be read, and what was wrong."""

    node: Node | None
    problems: tuple[Problem, ...]


class _Refused(Exception):
    """Something that a dossier may not use stands here."""

    def __init__(self, refused: Problem) -> None:
        self.problem = refused


def parse(data: bytes, file: str) -> Parsed:
    """Parse a file's bytes; `file` is its name in places."""
    if len(data) > SIZE:
        return Parsed(None, (problem("file-too-large", Place(file)),))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Parsed(None, (_not_utf8(error, file),))
    if _SUSPECT.search(data) or b"\xc2\x85" in data:
        return _without_strays(text, file)
    return _parse_text(text, file)


def _not_utf8(error: UnicodeDecodeError, file: str) -> Problem:
    """The problem that a file is in another encoding, or that a byte of it is broken."""
    place, meant = place_of(error, file), guess(error.object)
    if meant == "UTF-8":
        return problem("broken-byte", place, byte=byte_of(error))
    return problem("not-utf8", place, guess=meant)


def _without_strays(text: str, file: str) -> Parsed:
    """Read a text as if blanks stood where characters stand that may not."""
    clean = _NO_TEXT.sub(" ", _CONTROLS.sub(" ", _MARKED_LINE.sub(r"\1", text)))
    parsed = _parse_text(clean, file)
    return Parsed(parsed.node, (*_strays(text, file), *parsed.problems))


def _strays(text: str, file: str) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n"), start=1):
        for code, characters in (("bidi-control", _CONTROLS), ("stray-character", _NO_TEXT)):
            for match in characters.finditer(line):
                place = Place(file, number, match.start() + 1)
                yield problem(code, place, character=f"U+{ord(match[0]):04X}")


def _parse_text(text: str, file: str) -> Parsed:
    builder = _Builder(file, 0)
    try:
        return Parsed(builder.document(text), tuple(builder.problems))
    except yaml.reader.ReaderError:
        return _without_strays(text, file)
    except (_Refused, yaml.MarkedYAMLError) as error:
        # libyaml reads ahead: what it would have refused may stand behind this.
        if _NO_TEXT.search(text):
            return _without_strays(text, file)
        return _by_items(text, file, error.problem if isinstance(error, _Refused) else error)


class _Builder:
    """Builds nodes from libyaml's events, one stretch of a file at a time."""

    def __init__(self, file: str, skipped: int) -> None:
        self.file = file
        self.first = skipped + 1
        self.problems: list[Problem] = []

    def document(self, text: str) -> Node | None:
        """The one document of a text, or None where it is empty."""
        parser = CParser(text)
        try:
            node: Node | None = None
            next_event = parser.get_event
            while True:
                event = next_event()
                kind = type(event)
                if event is None or kind is StreamEndEvent:
                    return node
                if kind is DocumentStartEvent and node is not None:
                    raise _Refused(problem("several-documents", self._place(event)))
                if kind in _NODES:
                    node = self._node(event, next_event, 0)
        finally:
            parser.dispose()

    def _at(self, event: Any) -> int:
        mark = event.start_mark
        return packed(mark.line + self.first, mark.column + 1)

    def _place(self, event: Any) -> Place:
        return unpacked(self.file, self._at(event))

    def _refuse(self, event: Any) -> None:
        if type(event) is AliasEvent:
            raise _Refused(problem("yaml-alias", self._place(event)))
        if event.anchor is not None:
            raise _Refused(problem("yaml-anchor", self._place(event)))
        if event.tag is not None:
            raise _Refused(problem("yaml-tag", self._place(event), tag=str(event.tag)))

    def _refuse_hidden(self, event: Any) -> None:
        """Refuse what an escape in double quotes stands for and may not be typed either."""
        hidden = _HIDDEN.search(event.value)
        if hidden:
            character = f"U+{ord(hidden[0]):04X}"
            raise _Refused(problem("bidi-control", self._place(event), character=character))

    def _node(self, event: Any, next_event: _Next, depth: int) -> Node:
        kind = type(event)
        if kind is ScalarEvent:
            return self._scalar(event)
        if kind is AliasEvent or event.anchor is not None or event.tag is not None:
            self._refuse(event)
        if depth >= DEPTH:
            raise _Refused(problem("yaml-too-deep", self._place(event), limit=str(DEPTH)))
        if kind is MappingStartEvent:
            return self._mapping(self._at(event), next_event, depth + 1)
        at = self._at(event)
        items: list[Node] = []
        while True:
            event = next_event()
            if type(event) is SequenceEndEvent:
                return ListNode(self.file, at, items)
            items.append(self._node(event, next_event, depth + 1))

    def _scalar(self, event: Any) -> Text:
        if event.anchor is not None or event.tag is not None:
            self._refuse(event)
        if event.style == '"':
            self._refuse_hidden(event)
        mark = event.start_mark
        return Text.at(event.value, self.file, mark.line + self.first, mark.column + 1)

    def _mapping(self, start: int, next_event: _Next, depth: int) -> MapNode:
        items: dict[str, Node] = {}
        keys: dict[str, int] = {}
        while True:
            event = next_event()
            kind = type(event)
            if kind is MappingEndEvent:
                return MapNode(self.file, start, items, keys)
            if kind is not ScalarEvent:
                raise _Refused(problem("bad-key", self._place(event)))
            if event.anchor is not None or event.tag is not None:
                self._refuse(event)
            if event.style == '"':
                self._refuse_hidden(event)
            # Texts in some language keep these as keys: 15 MB where there are 135,000 links.
            key = intern(event.value)
            mark = event.start_mark
            at = packed(mark.line + self.first, mark.column + 1)
            if key == "<<":
                raise _Refused(problem("yaml-merge", unpacked(self.file, at)))
            event = next_event()
            if type(event) is ScalarEvent:
                value: Node = self._scalar(event)
            else:
                value = self._node(event, next_event, depth)
            if key in items:
                self._duplicate(key, at, keys[key])
            else:
                items[key] = value
                keys[key] = at

    def _duplicate(self, key: str, at: int, first: int) -> None:
        place, line = unpacked(self.file, at), str(unpacked(self.file, first).line)
        self.problems.append(problem("duplicate-key", place, key=key, line=line, width=len(key)))


def _by_items(text: str, file: str, first: Problem | yaml.MarkedYAMLError) -> Parsed:
    """Read a file that is wrong somewhere, item by item, so that only the wrong items are lost."""
    problems: list[Problem] = []
    items: dict[str, Node] = {}
    keys: dict[str, int] = {}
    lines = text.split("\n")
    for start, end, listed in _stretches(lines):
        builder = _Builder(file, start)
        try:
            node = builder.document("\n".join(lines[start:end]))
        except _Refused as refused:
            problems.append(refused.problem)
        except yaml.MarkedYAMLError as error:
            problems.append(explain(error, lines[start:end], file, start))
        else:
            problems += builder.problems
            _merge(node, listed, items, keys, problems)
    if not problems:
        told = first if isinstance(first, Problem) else explain(first, lines, file, 0)
        problems.append(told)
    node = MapNode(file, packed(1, 1), items, keys) if items else None
    return Parsed(node, tuple(problems))


def _stretches(lines: list[str]) -> Iterator[tuple[int, int, str]]:
    """Line ranges that can be read alone, and the top-level key whose list they are items of."""
    starts: list[tuple[int, str]] = []
    key, indent, in_block = "", None, False
    for number, line in enumerate(lines):
        if _TOP_LEVEL.match(line):
            key, indent = line.partition(":")[0], None
            in_block = not _TOP.match(line.rstrip("\r"))
            starts.append((number, "" if in_block else key))
            continue
        match = _ITEM.match(line)
        if match and not in_block and (indent is None or len(match[1]) == indent):
            indent = len(match[1])
            starts.append((number, key))
    if not starts or starts[0][0] > 0:
        starts.insert(0, (0, ""))
    ends = [number for number, _ in starts[1:]] + [len(lines)]
    for (start, listed), end in zip(starts, ends, strict=True):
        yield start, end, listed


def _merge(
    node: Node | None,
    listed: str,
    items: dict[str, Node],
    keys: dict[str, int],
    problems: list[Problem],
) -> None:
    """Put what a stretch held where it belongs in the whole."""
    if isinstance(node, MapNode):
        for key, value in node.items.items():
            if key in items:
                place, line = node.place_of(key), str(unpacked(node.file, keys[key]).line)
                problems.append(problem("duplicate-key", place, key=key, line=line, width=len(key)))
            else:
                keys[key] = node.keys[key]
                items[key] = ListNode(node.file, keys[key], []) if value == "" else value
    elif isinstance(node, ListNode) and listed:
        whole = items.setdefault(listed, ListNode(node.file, node.at, []))
        keys.setdefault(listed, node.at)
        if isinstance(whole, ListNode):
            whole.items += node.items
