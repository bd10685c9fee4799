"""Open a project: everything read, checked, anchored and linked, or the reasons why not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from hashiya import build
from hashiya.build import Site
from hashiya.check.report import text
from hashiya.problem import Problem
from hashiya.read.excerpts import Excerpts, in_order
from hashiya.read.parses import Parses


@dataclass(frozen=True, slots=True)
class Opened:
    """A project as publishing finds it; without a site where an error stands in the way."""

    site: Site | None
    problems: tuple[Problem, ...]


def open_project(project: Path, parses: Parses | None = None) -> Opened:
    """Take the steps from the files to the edition; nothing is rendered or written yet."""
    built = build.edition(project, parses)
    site = build.site(built.edition) if built.sound and built.edition else None
    return Opened(site, built.problems)


def report(problems: Iterable[Problem], project: Path) -> str:
    """The problems in words, each with its line and what to do."""
    return text(Excerpts(project).shown(in_order(problems)), str)
