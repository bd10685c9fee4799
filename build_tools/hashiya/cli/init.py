"""`hashiya init`: the folder of a new dossier."""

from __future__ import annotations

import argparse
from pathlib import Path
from shlex import quote

from hashiya.cli.telling import CLEAN, tell
from hashiya.publish.atomic import Refused
from hashiya.publish.starter import start


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder")


def run(options: argparse.Namespace) -> int:
    """Begin a dossier, and say how to build it."""
    try:
        start(options.folder)
    except Refused as refused:
        return tell((refused.problem,), options.folder)
    print(
        f"A dossier has begun in {options.folder}. Build it: hashiya build --project "
        f"{quote(str(options.folder))}"
    )
    return CLEAN
