"""The command line of `hashiya`: its commands, and what they print."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from hashiya import build
from hashiya.check.report import FORMATS as REPORTS
from hashiya.check.report import summary
from hashiya.commands.accept import UnknownItem, accept
from hashiya.commands.checked import checked
from hashiya.commands.heal import NoOldText, heal_sources
from hashiya.commands.locate import replies
from hashiya.commands.suggest_links import FORMATS as LINKS
from hashiya.commands.suggest_links import candidates
from hashiya.commands.suggest_mentions import FORMATS as MENTIONS
from hashiya.commands.suggest_mentions import BadChoice, accept_mentions, proposals
from hashiya.formats import FORMATS
from hashiya.problem import Problem, Severity
from hashiya.publish.atomic import Refused
from hashiya.publish.file import write_file
from hashiya.publish.folder import export_pages
from hashiya.publish.site import build_site
from hashiya.publish.starter import start
from hashiya.read.excerpts import Excerpts
from hashiya.render.interface import catalog
from hashiya.suggest.mentions import KEYS

CLEAN, PROBLEMS, WRONG_USE = 0, 1, 2
"""The exit codes: nothing wrong, an error in the dossier, a command that was not understood."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the result is the process's exit code."""
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    with build.no_collector():
        return run(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="hashiya", description="Make a bilingual annotated edition of source texts."
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    command = commands.add_parser("build", help="build the site")
    _project(command)
    command.add_argument("--out", type=Path, metavar="DIR", help="the site's folder (PROJECT/site)")
    command.set_defaults(run=_build)

    command = commands.add_parser("check", help="tell everything that is wrong, at once")
    _project(command)
    command.add_argument("--format", choices=sorted(REPORTS), default="text", help="of the report")
    command.add_argument(
        "--language", default="", metavar="TAG", help="of the report's sentences (English)"
    )
    command.add_argument("--strict", action="store_true", help="warnings are errors as well")
    command.set_defaults(run=_check)

    command = commands.add_parser("export", help="write the edition in another form")
    forms = command.add_subparsers(title="forms", required=True, metavar="FORM")
    for name in FORMATS:
        form = forms.add_parser(name, help=f"the whole edition as {name.upper()}")
        form.add_argument("file", metavar="FILE", help="the file to write, or - for the output")
        _project(form)
        form.set_defaults(run=_export, form=name)
    form = forms.add_parser("pages", help="the pages as files with front matter")
    form.add_argument("folder", type=Path, metavar="DIR", help="the folder to write into")
    _project(form)
    form.set_defaults(run=_export_pages)

    command = commands.add_parser("accept", help="say that texts, or items, were looked at")
    command.add_argument(
        "names", nargs="*", metavar="SOURCE[#ITEM]", help="what was looked at (everything)"
    )
    _project(command)
    command.set_defaults(run=_accept)

    command = commands.add_parser("heal", help="carry annotations over to a seed that changed")
    command.add_argument("source", nargs="?", metavar="SOURCE", help="(every seed that changed)")
    command.add_argument("--old", type=Path, metavar="FILE", help="the seed as it was (from git)")
    command.add_argument("--dry-run", action="store_true", help="write nothing")
    _project(command)
    command.set_defaults(run=_heal)

    _add_suggest(commands)

    command = commands.add_parser("locate", help="answer other programs where quotes stand")
    command.add_argument(
        "--jsonl", action="store_true", required=True, help="one JSON object a line, both ways"
    )
    command.set_defaults(run=_locate)

    command = commands.add_parser("init", help="begin a dossier of your own")
    command.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder")
    command.set_defaults(run=_init)
    return parser


def _add_suggest(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("suggest", help="list what editors may have overlooked")
    kinds = command.add_subparsers(title="kinds", required=True, metavar="KIND")
    kind = kinds.add_parser("mentions", help="names in the texts that no annotation mentions")
    kind.add_argument(
        "--source", action="append", default=[], metavar="ID", help="only this source (all)"
    )
    kind.add_argument(
        "--register",
        action="append",
        default=[],
        metavar="NAME",
        help=f"only names of this register: {', '.join(KEYS)} (all)",
    )
    kind.add_argument("--format", choices=sorted(MENTIONS), default="text", help="of the list")
    kind.add_argument(
        "--accept",
        nargs="+",
        default=[],
        metavar="N",
        help="write these into the annotations: 3, 5-8, or 9=ENTRY where one is to be chosen",
    )
    _project(kind)
    kind.set_defaults(run=_suggest_mentions)

    kind = kinds.add_parser("links", help="passages that share rare words and are not linked")
    kind.add_argument(
        "--source", action="append", default=[], metavar="ID", help="with this source only (all)"
    )
    kind.add_argument("--limit", type=_count, default=50, metavar="N", help="so many pairs (50)")
    kind.add_argument("--least", type=float, default=0.0, metavar="SCORE", help="no lower score")
    kind.add_argument("--format", choices=sorted(LINKS), default="text", help="of the list")
    _project(kind)
    kind.set_defaults(run=_suggest_links)


def _count(words: str) -> int:
    """A whole number from 1 on."""
    if not words.isdecimal() or int(words) < 1:
        raise argparse.ArgumentTypeError(f"{words!r} is no whole number from 1 on")
    return int(words)


def _project(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--project", type=Path, default=Path(), metavar="DIR", help="the dossier's folder (here)"
    )


def _build(options: argparse.Namespace) -> int:
    out = options.out or options.project / "site"
    with _Progress("building"):
        problems = build_site(options.project, out)
    code = _tell(problems, options.project)
    if code == CLEAN:
        print(f"The site is in {out}. To look at it: python -m http.server --directory {out}")
    return code


def _check(options: argparse.Namespace) -> int:
    with _Progress("checking"):
        problems = checked(build.edition(options.project), options.project)
    sys.stdout.write(
        REPORTS[options.format](
            Excerpts(options.project).shown(problems), catalog(options.language).gettext
        )
    )
    if options.format == "text":
        print(summary(problems, catalog(options.language).ngettext), file=sys.stderr)
    weights = (Severity.ERROR, Severity.WARNING) if options.strict else (Severity.ERROR,)
    wrong = any(found.severity in weights for found in problems)
    return PROBLEMS if wrong else CLEAN


def _export(options: argparse.Namespace) -> int:
    built = build.edition(options.project)
    if not built.sound or built.edition is None:
        return _tell(built.problems, options.project)
    pieces = FORMATS[options.form](built.edition)
    if options.file == "-":
        with suppress(BrokenPipeError):  # whoever reads may stop, as `head` does
            sys.stdout.buffer.writelines(pieces)
        return CLEAN
    try:
        write_file(Path(options.file), pieces)
    except Refused as refused:
        return _tell((refused.problem,), options.project)
    return _tell(built.problems, options.project)


def _export_pages(options: argparse.Namespace) -> int:
    built = build.edition(options.project)
    if not built.sound or built.edition is None:
        return _tell(built.problems, options.project)
    try:
        export_pages(build.site(built.edition), options.folder, options.project / "docs")
    except Refused as refused:
        return _tell((refused.problem,), options.project)
    return _tell(built.problems, options.project)


def _accept(options: argparse.Namespace) -> int:
    try:
        rows = accept(options.project, options.names)
    except Refused as refused:
        return _tell((refused.problem,), options.project)
    except UnknownItem as unknown:
        return _misunderstood(unknown)
    print("\n".join(rows or ["there was nothing to accept"]))
    return CLEAN


def _heal(options: argparse.Namespace) -> int:
    if options.old and not options.source:
        return _misunderstood("--old is the old text of one source: name it")
    try:
        report = heal_sources(options.project, options.source, options.old, dry_run=options.dry_run)
    except Refused as refused:
        return _tell((refused.problem,), options.project)
    except (UnknownItem, NoOldText, OSError) as error:
        return _misunderstood(error)
    print("\n".join(report.rows))
    return CLEAN if report.complete else PROBLEMS


def _suggest_mentions(options: argparse.Namespace) -> int:
    built = build.edition(options.project)
    if not built.sound or built.edition is None:
        return _tell(built.problems, options.project)
    wanted = options.source, options.register
    try:
        if options.accept:
            rows = accept_mentions(options.project, built.edition, options.accept, *wanted)
            print("\n".join(rows))
        else:
            found = list(proposals(built.edition, *wanted))
            _write(MENTIONS[options.format](found))
    except Refused as refused:
        return _tell((refused.problem,), options.project)
    except (UnknownItem, BadChoice) as error:
        return _misunderstood(error)
    return CLEAN


def _suggest_links(options: argparse.Namespace) -> int:
    built = build.edition(options.project)
    if not built.sound or built.edition is None:
        return _tell(built.problems, options.project)
    try:
        found = candidates(built.edition, options.source, options.limit, options.least)
    except UnknownItem as unknown:
        return _misunderstood(unknown)
    _write(LINKS[options.format](found, built.edition))
    return CLEAN


def _write(pieces: Iterable[str]) -> None:
    """Write to the output, which whoever reads may close early, as `head` does."""
    with suppress(BrokenPipeError):
        sys.stdout.writelines(pieces)
        sys.stdout.flush()


def _locate(options: argparse.Namespace) -> int:
    for reply in replies(sys.stdin.buffer):
        sys.stdout.buffer.write(reply)
        sys.stdout.buffer.flush()
    return CLEAN


def _misunderstood(why: object) -> int:
    print(f"hashiya: {why}", file=sys.stderr)
    return WRONG_USE


def _init(options: argparse.Namespace) -> int:
    try:
        start(options.folder)
    except Refused as refused:
        return _tell((refused.problem,), options.folder)
    print(
        f"A dossier has begun in {options.folder}. Build it: hashiya build --project "
        f"{options.folder}"
    )
    return CLEAN


def _tell(problems: Sequence[Problem], project: Path) -> int:
    """Report problems on standard error; the exit code says whether there is an error."""
    shown = Excerpts(project).shown(problems)
    sys.stderr.write(REPORTS["text"](shown, str))
    wrong = any(found.severity is Severity.ERROR for found in problems)
    return PROBLEMS if wrong else CLEAN


class _Progress:
    """A line on a terminal while something takes long; nothing anywhere else."""

    def __init__(self, doing: str) -> None:
        self._doing = doing
        self._shown = sys.stderr.isatty()

    def __enter__(self) -> None:
        if self._shown:
            print(f"{self._doing} …", end="\r", file=sys.stderr, flush=True)

    def __exit__(self, *_: object) -> None:
        if self._shown:
            print(" " * (len(self._doing) + 2), end="\r", file=sys.stderr, flush=True)


def program() -> None:
    """Run as a program, which ends without freeing a large edition object by object (0.15 s)."""
    code = main()
    with suppress(BrokenPipeError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    program()
