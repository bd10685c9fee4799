"""YAML as it is mostly written, read by its lines, in half of the time that libyaml takes.

That is: mappings and lists in blocks, values in one line, `|-` and `>-`, lists of plain words
in brackets. Anything else, and everything that is wrong, is left to libyaml: what is read here
is what it would have read, at the same places.
"""

from __future__ import annotations

import re
from sys import intern

from hashiya.model import Text
from hashiya.problem import packed
from hashiya.schema import ListNode, MapNode, Node

DEPTH = 16
"""Levels of nesting; the format needs eight."""

_ODD = bytes({*range(0x20), 0x7F} - {0x0A})
"""Control characters: the tab and the carriage return are two of them."""
_ODDER = (
    re.compile(rb"\xc2[\x80-\x9f]"),
    re.compile(rb"\xe2\x80[\xa8\xa9]"),
    re.compile(rb"\xef(?:\xbb\xbf|\xbf[\xbe\xbf])"),
)
"""In UTF-8: further control characters, further ends of lines, and what is no character."""

_SKIPPED = r"(?:[ ]*(?:\#.*)?\n)*"
_LINE = re.compile(
    rf"""
    (?P<skipped>{_SKIPPED})
    (?P<indent>[ ]*) (?P<dash>-[ ])?
    (?:
        (?P<key>[A-Za-z][A-Za-z0-9_-]{{0,99}}):
        (?:
            [ ] (?P<style>[|>])-\n
            (?P<block>
                (?P<lead>(?P=indent)(?(dash)[ ][ ])[ ]+) [^ \n].*\n
                (?:(?P=lead).*\n | \n)*
            )
        |   [ ] (?P<value>[^ \n].*)\n
        |   \n
        )
    |   (?(dash)(?P<item>[^ \n].*)\n | (?!))
    )
    | (?P<rest>(?s:.+))
    """,
    re.VERBOSE,
)
_NOTHING = re.compile(_SKIPPED, re.VERBOSE)
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`")
_QUOTED = re.compile(r"\"[^\"\\]*\"|'[^']*'")
_WORD = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
_WORDS = re.compile(rf"\[{_WORD.pattern}(?:, {_WORD.pattern})*\]")


class _Unusual(Exception):
    """Something stands here that libyaml has to read."""


def parse_lines(data: bytes, text: str, file: str) -> MapNode | None:
    """The mapping that a file is, of which `text` is the content; None where libyaml has to say."""
    if len(data.translate(None, _ODD)) < len(data) or any(odd.search(data) for odd in _ODDER):
        return None
    try:
        return _Lines(file).read(text if text.endswith("\n") else f"{text}\n")
    except _Unusual:
        return None


class _Lines:
    """Builds the nodes of one file, line by line."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.path: list[tuple[int, ListNode | MapNode]] = []
        """The containers that are open, with the column of their keys or dashes, from 0."""
        self.pending = ""
        """The last key of the innermost mapping, where its value has not come yet."""

    def read(self, text: str) -> MapNode:
        """The mapping that a text is."""
        file, line, column = self.file, 1, -1
        text_at = Text.at
        items: dict[str, Node] = {}
        keys: dict[str, int] = {}
        for match in _LINE.finditer(text):
            skipped, indent, dash, key, style, block, lead, value, item, rest = match.groups("")
            if rest:
                _end(rest)
                break
            if skipped:
                line += skipped.count("\n")
            at = packed(line, len(indent) + 1)
            if dash:
                listed = self._list(len(indent), at)
                at += len(dash)
                if item:
                    listed.append(self._value(item, at))
                    line, column = line + 1, -1
                    continue
                column, items, keys = len(indent) + len(dash), {}, {}
                listed.append(MapNode(file, at, items, keys))
                self._open(column, listed[-1])
            elif self.pending or len(indent) != column:
                column, here = len(indent), self._mapping(len(indent), at)
                items, keys = here.items, here.keys
            if key in keys:
                raise _Unusual
            # Every text in some language keeps the names of these: 15 MB of 135,000 links.
            key = intern(key)
            keys[key] = at
            at += len(key) + 2
            if style:
                items[key] = text_at(_words(style, block, lead), file, at)
                line += block.count("\n")
            elif value:
                items[key] = self._value(value, at)
            else:
                self.pending = key
            line += 1
        return self._whole()

    def _whole(self) -> MapNode:
        if self.pending or not self.path:
            raise _Unusual
        whole = self.path[0][1]
        assert isinstance(whole, MapNode)
        return whole

    def _open(self, column: int, node: Node) -> None:
        assert not isinstance(node, Text)
        if len(self.path) == DEPTH:
            raise _Unusual
        self.path.append((column, node))

    def _fill(self, column: int, node: ListNode | MapNode) -> None:
        """Open what the last key was waiting for."""
        here = self.path[-1][1]
        assert isinstance(here, MapNode)
        here.items[self.pending] = node
        self.pending = ""
        self._open(column, node)

    def _mapping(self, column: int, at: int) -> MapNode:
        """The mapping whose next key stands at a column: a new one, or one that goes on."""
        path = self.path
        if not path and column == 0:
            self._open(0, MapNode(self.file, at, {}, {}))
        elif self.pending:
            if column <= path[-1][0]:
                raise _Unusual
            self._fill(column, MapNode(self.file, at, {}, {}))
        while path and (path[-1][0] > column or isinstance(path[-1][1], ListNode)):
            path.pop()
        if not path or path[-1][0] != column:
            raise _Unusual
        node = path[-1][1]
        assert isinstance(node, MapNode)
        return node

    def _list(self, column: int, at: int) -> list[Node]:
        """The items of the list whose next dash stands at a column."""
        path = self.path
        if self.pending:
            if column < path[-1][0]:
                raise _Unusual
            self._fill(column, ListNode(self.file, at, []))
        while path and path[-1][0] > column:
            path.pop()
        if not path or path[-1][0] != column:
            raise _Unusual
        node = path[-1][1]
        if not isinstance(node, ListNode):
            raise _Unusual
        return node.items

    def _value(self, words: str, at: int) -> Node:
        """A value in one line."""
        if words[0] in _INDICATORS:
            if _QUOTED.fullmatch(words):
                return Text.at(words[1:-1], self.file, at)
            if _WORDS.fullmatch(words):
                found = _WORD.finditer(words)
                items: list[Node] = [Text.at(one[0], self.file, at + one.start()) for one in found]
                return ListNode(self.file, at, items)
            raise _Unusual
        if ": " in words or " #" in words or words[-1] in " :":
            raise _Unusual
        return Text.at(words, self.file, at)


def _end(rest: str) -> None:
    """See that only blank lines and comments are left."""
    if not _NOTHING.fullmatch(rest):
        raise _Unusual


def _words(style: str, block: str, lead: str) -> str:
    """The words of a block; the lines of a folded one are joined."""
    words = block[len(lead) :].rstrip("\n")
    if words[-1] == " ":
        raise _Unusual
    if "\n" not in words:
        return words
    if " \n" in words or (style == ">" and ("\n\n" in words or f"\n{lead} " in words)):
        raise _Unusual
    return words.replace(f"\n{lead}", " " if style == ">" else "\n")
