"""Problems as `hashiya check` tells them, in English."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hashiya.check import report
from hashiya.problem import Problem
from hashiya.read.excerpts import Excerpts


def told(problems: Sequence[Problem], project: Path) -> str:
    """The report, with the lines that it speaks of."""
    excerpts = Excerpts(project)
    places = [(found, excerpts.true_place(found.place)) for found in problems]
    return report.text([(found, place, excerpts.line(place)) for found, place in places], str)
