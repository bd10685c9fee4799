"""Build a project's site aside, and put it in the place of the last one when it is finished."""

from __future__ import annotations

from pathlib import Path

from hashiya.problem import Place, Problem, problem
from hashiya.publish.atomic import Refused, refuse_inputs, replacing
from hashiya.publish.mkdocs import Interrupted, run
from hashiya.publish.opening import open_project


def build_site(project: Path, out: Path) -> tuple[Problem, ...]:
    """Build the site of `project` into `out`; where an error is found, `out` is as it was."""
    opened = open_project(project)
    if opened.site is None:
        return opened.problems
    try:
        refuse_inputs(out, project)
        with replacing(out) as new:
            run(project, new, opened.site)
    except Refused as refused:
        return (*opened.problems, refused.problem)
    except Interrupted as stopped:
        place = Place("mkdocs.yml")
        return (*opened.problems, problem("site-not-built", place, detail=str(stopped)))
    return opened.problems
