"""The lines that problems speak of, and the true places of things inside block scalars."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterable
from pathlib import Path

from hashiya.problem import Place, Problem
from hashiya.read.files import SIZE

_BLOCK = re.compile(r"[|>][-+0-9]*\s*(?:#.*)?$")


class Excerpts:
    """Reads lines of the project's files on demand; each file once."""

    def __init__(self, project: Path) -> None:
        self._project = project
        self._files: dict[str, list[str]] = {}

    def line(self, place: Place) -> str:
        """The line that a place stands on, or nothing where it cannot be read."""
        lines = self._lines(place.file)
        return lines[place.line - 1].rstrip("\r") if place.line <= len(lines) else ""

    def shown(self, problems: Iterable[Problem]) -> list[tuple[Problem, Place, str]]:
        """The problems with their true places and the lines that they stand on."""
        places = [(found, self.true_place(found.place)) for found in problems]
        return [(found, place, self.line(place)) for found, place in places]

    def true_place(self, place: Place) -> Place:
        """The line and column of a place inside a scalar, or the place itself where it has none."""
        if place.within is None:
            return place
        line = self.line(place)
        indicator = line[place.column - 1 :]
        if not _BLOCK.match(indicator):
            quoted = 1 if indicator[:1] in ("'", '"') else 0
            return Place(place.file, place.line, place.column + quoted + place.within)
        return self._in_block(place, folded=indicator[0] == ">")

    def _in_block(self, place: Place, *, folded: bool) -> Place:
        """Walk the lines of a block scalar until as many characters have gone by."""
        lines = self._lines(place.file)
        left = place.within or 0
        number = place.line
        while number < len(lines) and not lines[number].strip():
            left -= 1
            number += 1
        indent = len(lines[number]) - len(lines[number].lstrip(" ")) if number < len(lines) else 0
        blank_before = False
        while number < len(lines):
            content = lines[number].rstrip("\r")[indent:]
            if left <= len(content) and content.strip():
                return Place(place.file, number + 1, indent + left + 1)
            follows_blank = folded and not content.strip() and not blank_before
            left -= 0 if follows_blank else len(content) + 1
            blank_before = not content.strip()
            number += 1
        return Place(place.file, place.line, place.column)

    def _lines(self, file: str) -> list[str]:
        if file not in self._files:
            data = self._bytes(self._project / file)
            self._files[file] = data.decode("utf-8-sig", errors="replace").split("\n")
        return self._files[file]

    def _bytes(self, path: Path) -> bytes:
        """What a plain file holds: a report must not show what a link leads to."""
        try:
            status = path.lstat()
            plain = stat.S_ISREG(status.st_mode) and status.st_size <= SIZE
            return path.read_bytes() if plain else b""
        except OSError:
            return b""


def sort_key(found: Problem) -> tuple[object, ...]:
    """Problems in the order of files and places."""
    place = found.place
    return place.file, place.line, place.column, place.within or 0, found.code


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems sorted by place, the same one only once."""
    unique: dict[tuple[object, ...], Problem] = {}
    for found in problems:
        unique.setdefault((*sort_key(found), tuple(sorted(found.values.items()))), found)
    return tuple(sorted(unique.values(), key=sort_key))
