"""`hashiya build`: the site."""

from __future__ import annotations

import argparse
from pathlib import Path
from shlex import quote

from hashiya.cli.telling import CLEAN, Progress, project, tell
from hashiya.publish.site import build_site


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    project(parser)
    parser.add_argument("--out", type=Path, metavar="DIR", help="the site's folder (PROJECT/site)")


def run(options: argparse.Namespace) -> int:
    """Build the site, and say how to look at it."""
    out = options.out or options.project / "site"
    with Progress("building"):
        problems = build_site(options.project, out)
    code = tell(problems, options.project)
    if code == CLEAN:
        where = quote(str(out))
        print(f"The site is in {out}. To look at it: python -m http.server --directory {where}")
    return code
