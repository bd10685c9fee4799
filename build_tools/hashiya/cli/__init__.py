"""The command line of `hashiya`: its commands, each a module with its `arguments` and its `run`."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from io import TextIOWrapper
from typing import Any

from hashiya.check.report import harmless

COMMANDS = {
    "build": "build the site",
    "check": "tell everything that is wrong, at once",
    "export": "write the edition in another form",
    "accept": "say that texts, or items, were looked at",
    "heal": "carry annotations over to a seed that changed",
    "suggest": "list what editors may have overlooked",
    "locate": "answer other programs where quotes stand",
    "init": "begin a dossier of your own",
}
"""What each is for. Its module is imported when it is called: all of them together are a tenth of
what a build has to import. They stand in one package, so that no layer is got round by that."""


class _Command(argparse.ArgumentParser):
    """A parser that gets the arguments of its command when there is something to parse."""

    def __init__(self, *, command: str = "", **options: Any) -> None:
        super().__init__(**options)
        self._command = command

    def parse_known_args(self, *given: Any, **named: Any) -> Any:
        """Parse, with the arguments that the command's module declares."""
        if self._command:
            module = import_module(f"hashiya.cli.{self._command}")
            module.arguments(self)
            if hasattr(module, "run"):
                self.set_defaults(run=module.run)
            self._command = ""
        return super().parse_known_args(*given, **named)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the result is the process's exit code."""
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    return run(options)


def _parser() -> argparse.ArgumentParser:
    parser = _Command(
        prog="hashiya", description="Make a bilingual annotated edition of source texts."
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for name, purpose in COMMANDS.items():
        commands.add_parser(name, help=purpose, command=name)
    return parser


def program() -> None:
    """Run as a program, which ends without freeing a large edition object by object (0.15 s)."""
    code = 0
    if isinstance(sys.stdout, TextIOWrapper):  # which may be asked for ASCII
        sys.stdout.reconfigure(errors="backslashreplace")
    gc.disable()  # It would walk the whole edition once more at the very end.
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads may stop, as `head` does
        pass
    except OSError as error:
        code = _failed(error)
    with suppress(OSError):
        sys.stderr.flush()
    os._exit(code)


def _failed(error: OSError) -> int:
    """Say that what was asked for could not be read or written, where nothing else has said it."""
    named = f"{error.filename}: " if error.filename else ""
    print(f"hashiya: {harmless(f'{named}{error.strerror}')}", file=sys.stderr)
    return 2
