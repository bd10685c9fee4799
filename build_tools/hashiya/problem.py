"""Mistakes of a writer as values: where, what, and what to do about it."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from hashiya.codes import CODES
from hashiya.wording import Words, _, said

UNSHOWABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What moves a cursor, ends a line, turns text around, or (lone surrogates, which names of files
may hold) cannot be written at all: never shown as it is in a terminal, a log or a page."""


class Place(NamedTuple):
    """Where something was written; line and column count from 1, columns in code points.

    A file is named relative to the project, with `/`. `within` is an offset in
    code points into the scalar that begins here, where the thing meant is a part
    of it: libyaml tells only where a block scalar's indicator stands, so
    `read.excerpts` finds the true line and column when the problem is shown.
    """

    file: str
    line: int = 1
    column: int = 1
    within: int | None = None


_COLUMN_BITS = 27
"""No line has more columns: a file of more bytes is not read."""
_LAST_COLUMN = (1 << _COLUMN_BITS) - 1


def packed(line: int, column: int) -> int:
    """A line and a column as one number: a large dossier has millions of places."""
    return line << _COLUMN_BITS | column


def unpacked(file: str, at: int) -> Place:
    """The place that `packed` made a number of."""
    return Place(file, at >> _COLUMN_BITS, at & _LAST_COLUMN)


class Severity(Enum):
    """How much a problem weighs: an error stops the build, the others do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake of a writer: a code of `CODES`, a place, and the words of its sentence."""

    code: str
    place: Place
    values: Mapping[str, Words]
    width: int
    """How many code points the caret line covers."""
    severity: Severity
    hint: tuple[Words, ...]
    """What to do in this very case, row by row; the code's own advice where it is empty."""


def problem(
    code: str,
    place: Place,
    *,
    width: int = 1,
    severity: Severity | None = None,
    hint: Iterable[Words] = (),
    **values: Words,
) -> Problem:
    """A problem of the given code; a code that is not in the table is a programmer's KeyError."""
    known = CODES[code]
    return Problem(code, place, values, width, severity or Severity(known.severity), tuple(hint))


_REASONS: Mapping[int, str] = {
    errno.EACCES: _("permission is missing"),
    errno.EPERM: _("permission is missing"),
    errno.ENOSPC: _("the disk is full"),
    errno.EDQUOT: _("the disk is full"),
    errno.EFBIG: _("the file would be too large"),
    errno.EROFS: _("nothing can be written to this disk"),
    errno.EIO: _("the disk has an error"),
    errno.ENOENT: _("there is no such folder"),
    errno.EEXIST: _("a file stands where a folder is needed"),
    errno.ENOTDIR: _("a file stands where a folder is needed"),
    errno.EISDIR: _("a folder stands where a file is needed"),
    errno.ENAMETOOLONG: _("the name is too long"),
}


def reason(error: OSError) -> Words:
    """Why the system refused something; in the system's own words where there are none here."""
    known = _REASONS.get(error.errno or 0)
    return said(known) if known else error.strerror or str(error)
