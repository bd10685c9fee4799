"""Syntax errors of YAML in the words of somebody who writes it by hand.

libyaml tells where it could not go on, which is often lines below the slip, and in its
own terms. Here the lines of the item that it could not read are looked at for the slips
that people make; libyaml's own words are given where none of them is found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence, Set
from typing import NamedTuple

import yaml

from hashiya.codes import CODES
from hashiya.problem import Place, Problem, problem
from hashiya.wording import Said, Words, _, said


class _Line(NamedTuple):
    """A line that is no part of a block of text."""

    number: int
    """From 0, in the stretch."""
    words: str
    before: _Line | None
    """The last line of this sort."""
    open: Set[tuple[int, bool]]
    """Where a line may begin here: the column, and whether as an item of a list."""
    following: str
    """The next line that is not blank, whatever it is."""

    @property
    def begins(self) -> int:
        """The column of its first character."""
        return len(self.words) - len(self.words.lstrip(" "))

    @property
    def indent(self) -> int:
        """The column at which its key begins; hyphens count as indentation."""
        match = _LEAD.match(self.words)
        return match.end() if match else 0

    @property
    def listed(self) -> bool:
        """Whether it is an item of a list."""
        return self.words[self.begins : self.begins + 2] in ("-", "- ")

    @property
    def has_block(self) -> bool:
        """Whether a block of text follows."""
        return bool(_BLOCK.search(self.words))

    @property
    def opens(self) -> bool:
        """Whether something indented further may follow."""
        return self.words.rstrip().endswith((":", "-")) or self.has_block


class _Slip(NamedTuple):
    """What somebody probably did: a code, where, and the words of its sentence."""

    code: str
    line: int
    column: int
    """From 1."""
    width: int = 1
    values: dict[str, str] = {}  # noqa: RUF012 - nobody changes it
    hint: tuple[Words, ...] = ()


_LEAD = re.compile(r" *+(?:- *+)*+")
_KEY = r"^ *+(?:- ++)*+[\w-]++"
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?: |$)")
_END = re.compile(r"^\.\.\.\s*$")
_FIXED_SPACE = re.compile("(?:" + _KEY + ":|^[ -]*)(?P<space>[\u00a0\u2007\u202f\u3000])")
_QUOTED_START = re.compile(_KEY + r": *(?P<mark>[\"'])")
_INNER_COLON = re.compile(_KEY + r": +[^\"'|>\[{].*: ")
_NO_BLANK_AFTER_HYPHEN = re.compile(r"^ *-(?=[A-Za-z][\w-]*:(?: |$))")
_NO_BLANK_AFTER_COLON = re.compile(_KEY + r"(?:：|:(?=[^\s/]))")
_FIRST = re.compile(
    _KEY + r": +(?P<mark>[@`%*]|\?(?= )|\[[^\]]*\](?= *[^ #])|\{[^}]*\}(?= *[^ #]))"
)
_BLOCK = re.compile(r"(?::|-) +[|>][-+0-9]*\s*(?:#.*)?$")
_BLOCK_WORDS = re.compile(_KEY + r": +(?P<mark>[|>][-+0-9]*+) *[^\s#]")
_BARE_KEY = re.compile(r"^ *+(?:- ++)*+(?P<key>[a-z][a-z-]*) *$")
_VALUE = re.compile(_KEY + r":(?: +(?!#)\S|\s*$)|^ *+(?:- ++)++\S")
_UNCLOSED = {
    "while scanning a quoted scalar",
    "while parsing a flow sequence",
    "while parsing a flow mapping",
}

_INVISIBLE = "\u00ad\u061c\u200b-\u200f\u2060-\u2064\ufeff"
_INVISIBLE_START = re.compile(
    f"(?:{_KEY}:(?: +[|>][-+0-9]*)?|^ *+(?:- *+)*+)(?P<character>[{_INVISIBLE}])"
)
_DASH = re.compile("^ *+(?P<mark>[‐-―−•·])[ \u00a0]")
_NO_COLON = re.compile(r"^ *+(?:- ++)*+(?P<key>[a-z][a-z-]*+) ++[^\s:][^:]*+$")

_NO_BEGINNING = _("a text cannot begin with the character here")
_NO_CHARACTER = _("“\\” and what follows it stand for no character")
_PLAINLY = {
    "block sequence entries are not allowed in this context": _(
        "a hyphen begins an item here, where none may stand"
    ),
    "control characters are not allowed": _("a control character stands here"),
    "could not find expected ':'": _("a colon is expected before this"),
    "did not find expected ',' or ']'": _("a comma or a closing bracket is expected here"),
    "did not find expected ',' or '}'": _("a comma or a closing bracket is expected here"),
    "did not find expected '-' indicator": _("an item with a hyphen is expected here"),
    "did not find expected <document start>": _("this belongs to nothing that stands before it"),
    "did not find expected alphabetic or numeric character": _NO_BEGINNING,
    "did not find expected comment or line break": _("nothing may follow here on the same line"),
    "did not find expected hexdecimal number": _NO_CHARACTER,
    "did not find expected key": _("a key is expected here"),
    "did not find expected node content": _("a value is expected here"),
    "found an indentation indicator equal to 0": _("zero is no indentation"),
    "found character that cannot start any token": _NO_BEGINNING,
    "found invalid Unicode character escape code": _NO_CHARACTER,
    "found unexpected document indicator": _("a line of hyphens or dots stands inside a text"),
    "found unexpected end of stream": _("the file ends in the middle of a text"),
    "found unknown escape character": _NO_CHARACTER,
    "mapping keys are not allowed in this context": _(
        "a question mark makes a key here, where none may stand"
    ),
    "mapping values are not allowed in this context": _(
        "a colon makes a key here, where none may stand"
    ),
}
"""What libyaml says, in words that the catalogs have."""


def plainly(libyaml: object) -> Said:
    """What libyaml says, in plain words; of rare things only that it could not go on."""
    return said(_PLAINLY.get(str(libyaml), _("it cannot be read from here on")))


def explain(error: yaml.MarkedYAMLError, lines: Sequence[str], file: str, skipped: int) -> Problem:
    """The problem that a syntax error tells of; `lines` begin after `skipped` others."""
    mark = error.problem_mark or error.context_mark
    at = min(mark.line if mark else 0, max(len(lines) - 1, 0))
    slip = _unclosed(error) or _first_slip(lines, at)
    if slip:
        place = Place(file, skipped + slip.line + 1, slip.column)
        return problem(
            slip.code, place, width=slip.width, severity=None, hint=slip.hint, **slip.values
        )
    place = Place(file, skipped + at + 1, mark.column + 1 if mark else 1)
    if "tab character" in str(error.problem):
        return problem("yaml-tab", place)
    return problem("yaml-syntax", place, detail=plainly(error.problem))


def _unclosed(error: yaml.MarkedYAMLError) -> _Slip | None:
    """A quotation mark or bracket that was opened, where the rest of the item was swallowed."""
    start, end = error.context_mark, error.problem_mark
    if error.context not in _UNCLOSED or not start or not end or start.line == end.line:
        return None
    opened = {"while parsing a flow sequence": "[", "while parsing a flow mapping": "{"}
    mark = opened.get(str(error.context), "quotation")
    code = "yaml-unclosed-quote" if mark == "quotation" else "yaml-unclosed-bracket"
    return _Slip(code, start.line, start.column + 1)


def _first_slip(lines: Sequence[str], at: int) -> _Slip | None:
    """The first slip on a line, up to the one that libyaml could not read."""
    for number, line in enumerate(lines):
        if _CONFLICT.match(line):
            return _Slip("yaml-conflict", number, 1, 7)
        if _END.match(line):
            return _Slip("several-documents", number, 1, 3)
    for known in _structure(lines, at):
        for look in _LOOKS:
            slip = look(known)
            if slip:
                return slip
    return None


def _structure(lines: Sequence[str], last: int) -> Iterator[_Line]:
    """The lines that are not in a block of text, up to the last that counts."""
    before: _Line | None = None
    levels: Set[tuple[int, bool]] = frozenset()
    for number, words in enumerate(lines[: last + 1]):
        indent = len(words) - len(words.lstrip(" "))
        if not words.strip() or words.lstrip().startswith("#"):
            continue
        if before and before.has_block and indent > before.indent:
            continue
        after = range(number + 1, len(lines))
        following = next((lines[at] for at in after if lines[at].strip()), "")
        line = _Line(number, words, before, levels, following)
        hyphens = (match.start() for match in re.finditer("-", words[: line.indent]))
        own = [*((at, True) for at in hyphens), (line.indent, False)]
        levels = {*(level for level in levels if level[0] <= line.begins), *own}
        before = line
        yield line


def _tab(line: _Line) -> _Slip | None:
    stripped = line.words.lstrip(" ")
    if stripped[:1] != "\t":
        return None
    return _Slip("yaml-tab", line.number, len(line.words) - len(stripped) + 1)


def _invisible(line: _Line) -> _Slip | None:
    """A character that nobody sees, where a key, an item or a value begins."""
    match = _INVISIBLE_START.match(line.words)
    if not match:
        return None
    values = {"character": f"U+{ord(match['character']):04X}"}
    return _Slip("stray-character", line.number, match.end(), 1, values)


def _dash(line: _Line) -> _Slip | None:
    """A dash or a dot of a word processor for the hyphen of an item."""
    match = _DASH.match(line.words)
    if not match:
        return None
    values = {"mark": match["mark"]}
    return _Slip("yaml-no-hyphen", line.number, match.start("mark") + 1, 1, values)


def _fixed_space(line: _Line) -> _Slip | None:
    match = _FIXED_SPACE.match(line.words)
    if not match:
        return None
    values = {"character": unicodedata.name(match["space"])}
    return _Slip("yaml-fixed-space", line.number, match.end(), 1, values)


def _quotation_mark(line: _Line) -> _Slip | None:
    """Words after the quotation mark that ends a text."""
    match = _QUOTED_START.match(line.words)
    if not match:
        return None
    close = line.words.find(match["mark"], match.end())
    if close < 0 or not line.words[close + 1 :].split(" #")[0].strip():
        return None
    return _Slip("yaml-quote-mark", line.number, match.start("mark") + 1)


def _missing_blank(line: _Line) -> _Slip | None:
    for pattern in (_NO_BLANK_AFTER_HYPHEN, _NO_BLANK_AFTER_COLON):
        match = pattern.match(line.words)
        if match:
            values = {"mark": match[0][-1]}
            return _Slip("yaml-no-blank", line.number, match.end(), 1, values)
    return None


def _first_character(line: _Line) -> _Slip | None:
    match = _FIRST.match(line.words)
    if not match:
        return None
    values = {"mark": match["mark"][0]}
    return _Slip("yaml-first-character", line.number, match.start("mark") + 1, 1, values)


def _block_words(line: _Line) -> _Slip | None:
    match = _BLOCK_WORDS.match(line.words)
    if not match:
        return None
    mark = match["mark"]
    values = {"mark": mark}
    return _Slip("yaml-block-words", line.number, match.start("mark") + 1, len(mark), values)


def _inner_colon(line: _Line) -> _Slip | None:
    match = _INNER_COLON.match(line.words)
    return match and _Slip("yaml-colon", line.number, match.end() - 1)


def _bare_key(line: _Line) -> _Slip | None:
    """A key without its colon: a word alone, and something indented further below it."""
    above = line.before
    match = above and _BARE_KEY.match(above.words)
    if not above or not match or line.indent <= above.indent:
        return None
    key = match["key"]
    return _Slip("yaml-no-colon", above.number, match.end("key"), 1, {"key": key})


def _no_colon(line: _Line) -> _Slip | None:
    """A key with its value and no colon between them, above a key of the same mapping."""
    above = line.before
    match = above and _NO_COLON.match(above.words)
    if not above or not match or line.listed or line.begins != above.indent:
        return None
    if not _VALUE.match(line.words):
        return None
    key = match["key"]
    return _Slip("yaml-no-colon", above.number, match.end("key"), 1, {"key": key})


def _indentation(line: _Line) -> _Slip | None:
    """A line that begins under none of those that it could belong to."""
    above = line.before
    if above is None:
        return None
    if above.has_block and not _VALUE.match(line.words):
        return _below_block(line)
    if (line.begins, line.listed) in line.open:
        return None
    under_its_key = line.listed and line.begins == above.indent
    if above.opens and (line.begins > above.indent or under_its_key):
        return None
    columns = sorted({column + 1 for column, listed in line.open if listed == line.listed})
    values = {"columns": ", ".join(map(str, columns))}
    no_key = said(_("The key that this list belongs to is missing above it."))
    return _Slip(
        "yaml-indent", line.number, line.begins + 1, 1, values, () if columns else (no_key,)
    )


def _below_block(line: _Line) -> _Slip:
    """A line where words of the block should stand further in, or a key without its colon."""
    bare = _BARE_KEY.match(line.words)
    deeper = len(line.following) - len(line.following.lstrip(" ")) > line.indent
    if bare and deeper:
        return _Slip("yaml-no-colon", line.number, bare.end("key"), 1, {"key": bare["key"]})
    key = bare or _NO_COLON.match(line.words)
    hint: tuple[Words, ...] = ()
    if key:
        perhaps = said(_("If “{key}” is a key, write “{key}:”."), key=key["key"])
        hint = (said(CODES["yaml-block-indent"].advice), perhaps)
    return _Slip("yaml-block-indent", line.number, line.begins + 1, hint=hint)


_LOOKS: tuple[Callable[[_Line], _Slip | None], ...] = (
    _tab,
    _invisible,
    _dash,
    _fixed_space,
    _quotation_mark,
    _missing_blank,
    _first_character,
    _block_words,
    _inner_colon,
    _bare_key,
    _no_colon,
    _indentation,
)
