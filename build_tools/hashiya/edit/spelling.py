"""How words are written as a scalar, so that exactly these words are read.

Little is known here of YAML's rules for plain words: each spelling is tried, and the first
that libyaml reads as the words is taken. Double quotes can spell everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hashiya.edit.document import Document, values
from hashiya.edit.nodes import BREAK, HEADER, REST, NotEditable, Scalar, read_nodes

_HIDDEN = re.compile(
    "[^\t\n -~\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""What YAML does not allow as it is, and what `read` refuses, nobody being able to see it."""
_ESCAPED = re.compile(rf'[\n"\\]|{_HIDDEN.pattern}')
_ESCAPES = {"\n": "\\n", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_PLAIN = re.compile("[^\t]*")
_PLAIN_IN_BRACES = re.compile(r"[\w\x80-\U0010ffff][^\t\[\]{},:?#]*")
"""Narrower than libyaml: parsers differ in tabs, and in which signs mean something in braces."""
_FOLDABLE = re.compile("(?<=[^ \t]) (?=[^ \t])")
_QUIET = re.compile(rf"(?:{REST.pattern}(?:{BREAK.pattern}))*(?:{REST.pattern}\Z)?")
"""The rest of a line and the lines after it that say nothing."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands around a scalar, and decides how it can be written."""

    column: int | None
    """Of the block collection it stands in, None in brackets and braces."""
    rest: str
    """The comments and blank lines after it, which a block scalar could take for its own."""
    line_end: str
    width: int

    @classmethod
    def at(cls, document: Document, offset: int, column: int | None) -> Setting:
        """The setting of what ends at an offset, in a collection of the given column."""
        quiet = _QUIET.match(document.text, offset)
        return cls(column, quiet[0] if quiet else "", document.line_end(offset), document.width)

    def reads(self, spelling: str) -> str | None:
        """The words that are read from a spelling here, None where it is no scalar."""
        if self.column is None:
            text = f"{{k: {spelling}}}"
        else:
            text = f"{' ' * self.column}k: {spelling}{self.rest}"
        try:
            root = read_nodes(text)
        except NotEditable:
            return None
        read = values(root)
        if not isinstance(read, dict) or len(read) > 1 or not isinstance(read["k"], str):
            return None
        return read["k"]


IN_BRACES = Setting(None, "", "", 0)
"""Where no block scalar can stand and plain words are narrowest: good for keys, too."""
NEW = Scalar(0, 0, "", "")
"""What stood where nothing did: plain words."""


def spell(words: str, setting: Setting, old: Scalar = NEW) -> str:
    """Words in the style of the old scalar if they can be, and in a safe one if not."""
    for spelling in _spellings(words, setting, old):
        if setting.reads(spelling) == words:
            return spelling
    raise NotEditable(f"cannot be written as YAML: {words!r}")


def _spellings(words: str, setting: Setting, old: Scalar) -> Iterator[str]:
    """Spellings from the one most like the old to the one that is always right."""
    if not _HIDDEN.search(words):
        if old.style == "'":
            yield "'" + words.replace("'", "''") + "'"
        elif old.style != '"' and words:
            plain = _PLAIN if setting.column is not None else _PLAIN_IN_BRACES
            if not old.style and plain.fullmatch(words):
                yield words
            if setting.column is not None:
                yield from _blocks(words, setting, setting.column, old)
    yield '"' + _ESCAPED.sub(_escape, words) + '"'


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return _ESCAPES.get(found[0]) or (f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")


def _blocks(words: str, setting: Setting, column: int, old: Scalar) -> Iterator[str]:
    """A folded block if it was one, or plain words of one line; else a literal one."""
    indent = old.indent or column + 2
    header = HEADER.match(old.style)
    digit, comment = (header["digit"] or "", header["comment"]) if header else ("", "")
    body = words.removesuffix("\n")
    ending = ("" if body != words else "-") + comment

    def block(indicator: str, lines: Iterable[str]) -> str:
        margin = " " * indent
        return setting.line_end.join(
            [indicator + ending, *(margin + line if line else "" for line in lines)]
        )

    literal = body.split("\n")
    if old.style.startswith(">") or not (old.style or "\n" in words):
        yield block(">" + digit, _folded(literal, setting.width))
    yield block("|" + digit, literal)
    yield block(f"|{indent - column}", literal)


def _folded(paragraphs: Iterable[str], width: int) -> Iterator[str]:
    """Lines of a folded block: a blank one wherever the words have a line break."""
    for number, paragraph in enumerate(paragraphs):
        if number:
            yield ""
        line, *pieces = _FOLDABLE.split(paragraph)
        for piece in pieces:
            if len(line) + 1 + len(piece) <= width:
                line += " " + piece
            else:
                yield line
                line = piece
        if line:
            yield line
