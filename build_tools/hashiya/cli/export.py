"""`hashiya export`: the edition as data, or as pages for another engine."""

from __future__ import annotations

import argparse
import sys
from contextlib import suppress
from pathlib import Path

from hashiya.build import site
from hashiya.cli.telling import CLEAN, project, sound, tell
from hashiya.formats import FORMATS
from hashiya.publish.atomic import Refused, refuse_inputs
from hashiya.publish.file import write_file
from hashiya.publish.folder import export_pages


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the forms, and what each of them takes."""
    forms = parser.add_subparsers(title="forms", required=True, metavar="FORM")
    for name in FORMATS:
        form = forms.add_parser(name, help=f"the whole edition as {name.upper()}")
        form.add_argument("file", metavar="FILE", help="the file to write, or - for the output")
        project(form)
        form.set_defaults(run=_data, form=name)
    form = forms.add_parser("pages", help="the pages as files with front matter")
    form.add_argument("folder", type=Path, metavar="DIR", help="the folder to write into")
    project(form)
    form.set_defaults(run=_pages)


def _data(options: argparse.Namespace) -> int:
    edition, built = sound(options.project)
    if edition is None:
        return tell(built.problems, options.project)
    pieces = FORMATS[options.form](edition)
    if options.file == "-":
        with suppress(BrokenPipeError):  # whoever reads may stop, as `head` does
            sys.stdout.buffer.writelines(pieces)
        return CLEAN
    file = Path(options.file)
    try:
        if not file.is_dir():  # which is refused as such
            refuse_inputs(file, options.project)
        write_file(file, pieces)
    except Refused as refused:
        return tell((refused.problem,), options.project)
    return tell(built.problems, options.project)


def _pages(options: argparse.Namespace) -> int:
    edition, built = sound(options.project)
    if edition is None:
        return tell(built.problems, options.project)
    try:
        refuse_inputs(options.folder, options.project)
        export_pages(site(edition), options.folder, options.project / "docs")
    except Refused as refused:
        return tell((refused.problem,), options.project)
    return tell(built.problems, options.project)
