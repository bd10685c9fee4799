"""`hashiya locate`: where quotes stand, asked and answered line by line."""

from __future__ import annotations

import argparse
import sys

from hashiya.cli.telling import CLEAN
from hashiya.commands.locate import replies


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "--jsonl", action="store_true", required=True, help="one JSON object a line, both ways"
    )


def run(options: argparse.Namespace) -> int:
    """Answer each question when it is asked, until there are no more."""
    for reply in replies(sys.stdin.buffer):
        sys.stdout.buffer.write(reply)
        sys.stdout.buffer.flush()
    return CLEAN
