"""`hashiya check`: everything that is wrong."""

from __future__ import annotations

import argparse
import sys

from hashiya.build import edition
from hashiya.check.report import FORMATS, summary
from hashiya.cli.telling import CLEAN, PROBLEMS, Progress, project
from hashiya.commands.checked import checked
from hashiya.problem import Severity
from hashiya.read.excerpts import Excerpts
from hashiya.render.interface import catalog, known_languages
from hashiya.wording import _


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    project(parser)
    parser.add_argument("--format", choices=sorted(FORMATS), default="text", help="of the report")
    parser.add_argument(
        "--language", type=_spoken, default="", metavar="TAG", help="of the report (English)"
    )
    parser.add_argument("--strict", action="store_true", help="warnings are errors as well")


def _spoken(language: str) -> str:
    """A language that the interface speaks."""
    known = known_languages()
    if language and language not in known and language.partition("-")[0] not in known:
        raise argparse.ArgumentTypeError(
            f"{language!r} has no catalog; there are {', '.join(known)}"
        )
    return language


def run(options: argparse.Namespace) -> int:
    """Report every problem; the exit code says whether one of them is an error."""
    messages = catalog(options.language)
    with Progress(messages.gettext(_("checking"))):
        problems = checked(edition(options.project), options.project)
    shown = Excerpts(options.project).shown(problems)
    sys.stdout.write(FORMATS[options.format](shown, messages.gettext))
    if options.format == "text":
        print(summary(problems, messages.ngettext), file=sys.stderr)
    weights = (Severity.ERROR, Severity.WARNING) if options.strict else (Severity.ERROR,)
    return PROBLEMS if any(found.severity in weights for found in problems) else CLEAN
