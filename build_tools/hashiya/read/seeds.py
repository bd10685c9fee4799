"""Seeds: texts as they are, split into passages, never altered."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from sys import intern

from hashiya.model import NOT_IN_HTML, Passage
from hashiya.problem import Place, Problem, problem
from hashiya.read.encoding import byte_of, guess, place_of


@dataclass(frozen=True, slots=True)
class Seed:
    """A seed's text, every code point of it, and the hash of its bytes."""

    name: str
    text: str
    sha256: str


def decode(name: str, data: bytes) -> tuple[Seed | None, list[Problem]]:
    """The seed that a file holds, and what is wrong with it; `name` is relative to `seeds/`.

    A byte order mark stays in the text and belongs to no passage, nor does the CR of
    a CRLF line end; any other encoding than UTF-8 is a problem.
    """
    file = f"seeds/{name}"
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [_not_utf8(error, file)]
    problems = []
    if not text.strip("\ufeff \t\r\n"):
        problems.append(problem("empty-seed", Place(file)))
    control = NOT_IN_HTML.search(text)
    if control:
        at = control.start()
        line = text[text.rfind("\n", 0, at) + 1 : at].removeprefix("\ufeff")
        character = f"U+{ord(control[0]):04X}"
        place = Place(file, text.count("\n", 0, at) + 1, len(line) + 1)
        problems.append(problem("seed-control-character", place, character=character))
    return Seed(name, text, hashlib.sha256(data).hexdigest()), problems


def _not_utf8(error: UnicodeDecodeError, file: str) -> Problem:
    """The problem that a seed is in another encoding, or that a byte of it is broken."""
    place, meant = place_of(error, file), guess(error.object)
    if meant == "UTF-8":
        return problem("seed-broken-byte", place, byte=byte_of(error))
    return problem("seed-encoding", place, guess=meant)


def passages(text: str, wrapping: str) -> tuple[Passage, ...]:
    """The passages of a text: its lines that are not blank, or its paragraphs.

    Lines end at U+000A only. The id of each is p and the number of its line.
    """
    lines = _lines(text)
    stretches = lines if wrapping == "lines" else _paragraphs(lines)
    return tuple(
        Passage(intern(f"p{line}"), start, end, "body", line)
        for line, start, end in stretches
        if start < end
    )


def _lines(text: str) -> Iterator[tuple[int, int, int]]:
    """Number, start and end of each line; a blank one is empty."""
    at = 1 if text.startswith("\ufeff") else 0
    for number, line in enumerate(text[at:].split("\n"), start=1):
        content = line[:-1] if line.endswith("\r") else line
        yield number, at, at + len(content) if content.strip() else at
        at += len(line) + 1


def _paragraphs(lines: Iterator[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Number, start and end of each run of lines without a blank one between them."""
    first: tuple[int, int, int] | None = None
    for number, start, end in lines:
        if start == end:
            if first:
                yield first
            first = None
        else:
            first = (first[0], first[1], end) if first else (number, start, end)
    if first:
        yield first
