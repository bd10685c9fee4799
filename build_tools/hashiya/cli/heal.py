"""`hashiya heal`: annotations carried over to a seed that changed."""

from __future__ import annotations

import argparse
from pathlib import Path

from hashiya.cli.telling import CLEAN, PROBLEMS, misunderstood, project, say, tell
from hashiya.commands.accept import UnknownItem
from hashiya.commands.heal import NoOldText, heal_sources
from hashiya.commands.rewriting import NotRead
from hashiya.publish.atomic import Refused


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("source", nargs="?", metavar="SOURCE", help="(every seed that changed)")
    parser.add_argument("--old", type=Path, metavar="FILE", help="the seed as it was (from git)")
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    project(parser)


def run(options: argparse.Namespace) -> int:
    """Heal, and say what was carried over and what was not."""
    if options.old and not options.source:
        return misunderstood("--old is the old text of one source: name it")
    try:
        report = heal_sources(options.project, options.source, options.old, dry_run=options.dry_run)
    except Refused as refused:
        return tell((refused.problem,), options.project)
    except NotRead as unread:
        return tell(unread.problems, options.project, unread)
    except (UnknownItem, NoOldText) as error:
        return misunderstood(error)
    say(report.rows)
    return CLEAN if report.complete else PROBLEMS
