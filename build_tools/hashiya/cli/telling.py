"""What commands have in common: whose project it is, what they print, how they end."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from hashiya.build import Built, edition
from hashiya.check.report import FORMATS, harmless
from hashiya.model import Edition
from hashiya.problem import Problem, Severity
from hashiya.read.excerpts import Excerpts

CLEAN, PROBLEMS, WRONG_USE = 0, 1, 2
"""The exit codes: nothing wrong, an error in the dossier, a command that cannot be carried out as
it was given: it was not understood, or cannot write where it should."""

_OUTPUT = ("output-", "folder-not-empty", "file-unwritable")
"""How the codes begin that are about a command's output."""


def project(parser: argparse.ArgumentParser) -> None:
    """Let a command be told where the dossier is."""
    parser.add_argument(
        "--project", type=Path, default=Path(), metavar="DIR", help="the dossier's folder (here)"
    )


def sound(folder: Path) -> tuple[Edition | None, Built]:
    """A project's edition, None where there is an error in it; and all that was found."""
    built = edition(folder)
    return (built.edition if built.sound else None), built


def tell(problems: Sequence[Problem], folder: Path, why: object = "") -> int:
    """Report problems on standard error; the exit code says whether there is an error.

    `why` is what they kept a command from, or what came of that.
    """
    shown = Excerpts(folder).shown(problems)
    sys.stderr.write(FORMATS["text"](shown, str))
    if why:
        print(f"hashiya: {why}", file=sys.stderr)
    errors = [found.code for found in problems if found.severity is Severity.ERROR]
    if any(code.startswith(_OUTPUT) for code in errors):
        return WRONG_USE
    return PROBLEMS if errors else CLEAN


def misunderstood(why: object) -> int:
    """Say why a command cannot be carried out."""
    print(f"hashiya: {why}", file=sys.stderr)
    return WRONG_USE


def say(rows: Iterable[str]) -> None:
    """Print rows, in which there may be words of authors."""
    write(f"{row}\n" for row in rows)


def write(pieces: Iterable[str]) -> None:
    """Write to the output, which whoever reads may close early, as `head` does."""
    with suppress(BrokenPipeError):
        for piece in pieces:
            sys.stdout.write("\n".join(map(harmless, piece.split("\n"))))
        sys.stdout.flush()


class Progress:
    """A line on a terminal while something takes long; nothing anywhere else."""

    def __init__(self, doing: str) -> None:
        self._doing = doing
        self._shown = sys.stderr.isatty()

    def __enter__(self) -> None:
        if self._shown:
            print(f"{self._doing} …", end="\r", file=sys.stderr, flush=True)

    def __exit__(self, *_: object) -> None:
        if self._shown:
            print(" " * (len(self._doing) + 2), end="\r", file=sys.stderr, flush=True)
