"""Problems as `hashiya check` tells them, in English."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hashiya.check import report
from hashiya.problem import Problem
from hashiya.read.excerpts import Excerpts
from hashiya.wording import in_words


def told(problems: Sequence[Problem], project: Path) -> str:
    """The report, with the lines that it speaks of."""
    return report.text(Excerpts(project).shown(problems), str)


def hint_of(problem: Problem) -> str:
    """What a problem says is to be done in its very case, in English."""
    return "\n".join(in_words(row, str) for row in problem.hint)
