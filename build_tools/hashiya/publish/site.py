"""Build a project's site aside, and put it in the place of the last one when it is finished."""

from __future__ import annotations

import re
from pathlib import Path

from hashiya.problem import Place, Problem, problem
from hashiya.publish.atomic import Refused, refuse_inputs, replacing
from hashiya.publish.mkdocs import Interrupted, run
from hashiya.publish.opening import open_project

_SETTING = re.compile(r"Config value '(\w+)")
"""How MkDocs' words on a setting begin."""


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
        return (*opened.problems, *(_not_built(project, str(why)) for why in stopped.args))
    return opened.problems


def _not_built(project: Path, why: str) -> Problem:
    """A reason of MkDocs', at the setting that it is about where it names one."""
    place = Place("mkdocs.yml")
    named = _SETTING.match(why)
    if named:
        lines = (project / "mkdocs.yml").read_text("utf-8-sig", errors="replace").split("\n")
        written = re.compile(rf"{named[1]}\s*:")
        at = next((number for number, line in enumerate(lines, 1) if written.match(line)), None)
        place = Place("mkdocs.yml", at) if at else place
    return problem("site-not-built", place, detail=why)
