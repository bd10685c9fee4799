"""Build a project's site aside, and put it in the place of the last one when it is finished."""

from __future__ import annotations

import re
from pathlib import Path

from hashiya.problem import Place, Problem, problem
from hashiya.publish.atomic import Refused, refuse_inputs, replacing
from hashiya.publish.mkdocs import Interrupted, Reason, run
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
        return (*opened.problems, *(_not_built(project, why) for why in stopped.reasons))
    return opened.problems


def _not_built(project: Path, why: Reason) -> Problem:
    """A reason of MkDocs', at its place, or at the line of the setting that it is about."""
    place = why.place
    if why.setting:
        written = re.compile(rf"{re.escape(why.setting)}\s*:")
        lines = (project / place.file).read_text("utf-8-sig", errors="replace").split("\n")
        at = next((number for number, line in enumerate(lines, 1) if written.match(line)), None)
        place = Place(place.file, at) if at else place
    return problem("site-not-built", place, detail=why.words)
