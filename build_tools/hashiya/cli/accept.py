"""`hashiya accept`: that a person has looked."""

from __future__ import annotations

import argparse

from hashiya.cli.telling import CLEAN, misunderstood, project, say, tell
from hashiya.commands.accept import UnknownItem, accept
from hashiya.commands.rewriting import NotRead
from hashiya.publish.atomic import Refused


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "names", nargs="*", metavar="SOURCE[#ITEM]", help="what was looked at (everything)"
    )
    project(parser)


def run(options: argparse.Namespace) -> int:
    """Accept, and say what."""
    try:
        rows = accept(options.project, options.names)
    except Refused as refused:
        return tell((refused.problem,), options.project)
    except NotRead as unread:
        return tell(unread.problems, options.project, unread)
    except UnknownItem as unknown:
        return misunderstood(unknown)
    say(rows or ["there was nothing to accept"])
    return CLEAN
