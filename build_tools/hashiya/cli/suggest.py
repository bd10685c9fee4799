"""`hashiya suggest`: what editors may have overlooked."""

from __future__ import annotations

import argparse

from hashiya.cli.telling import CLEAN, misunderstood, project, say, sound, tell, write
from hashiya.commands.accept import UnknownItem
from hashiya.commands.suggest_links import FORMATS as LINKS
from hashiya.commands.suggest_links import candidates
from hashiya.commands.suggest_mentions import FORMATS as MENTIONS
from hashiya.commands.suggest_mentions import BadChoice, accept_mentions, proposals
from hashiya.publish.atomic import Refused
from hashiya.suggest.mentions import KEYS


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the kinds of suggestion, and what each of them takes."""
    kinds = parser.add_subparsers(title="kinds", required=True, metavar="KIND")
    _mentions(kinds.add_parser("mentions", help="names in the texts that no annotation mentions"))
    _links(kinds.add_parser("links", help="passages that share rare words and are not linked"))


def _mentions(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--source", action="append", default=[], metavar="ID", help="only this source (all)"
    )
    parser.add_argument(
        "--register",
        action="append",
        default=[],
        metavar="NAME",
        help=f"only names of this register: {', '.join(KEYS)} (all)",
    )
    parser.add_argument("--format", choices=sorted(MENTIONS), default="text", help="of the list")
    parser.add_argument(
        "--accept",
        nargs="+",
        default=[],
        metavar="N",
        help="write these into the annotations: 3, 5-8, or 9=ENTRY where one is to be chosen",
    )
    project(parser)
    parser.set_defaults(run=_suggest_mentions)


def _links(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--source", action="append", default=[], metavar="ID", help="with this source only (all)"
    )
    parser.add_argument("--limit", type=_count, default=50, metavar="N", help="so many pairs (50)")
    parser.add_argument("--least", type=float, default=0.0, metavar="SCORE", help="no lower score")
    parser.add_argument("--format", choices=sorted(LINKS), default="text", help="of the list")
    project(parser)
    parser.set_defaults(run=_suggest_links)


def _count(words: str) -> int:
    """A whole number from 1 on."""
    if not words.isdecimal() or int(words) < 1:
        raise argparse.ArgumentTypeError(f"{words!r} is no whole number from 1 on")
    return int(words)


def _suggest_mentions(options: argparse.Namespace) -> int:
    edition, built = sound(options.project)
    if edition is None:
        return tell(built.problems, options.project)
    wanted = options.source, options.register
    try:
        if options.accept:
            say(accept_mentions(options.project, edition, options.accept, *wanted))
        else:
            write(MENTIONS[options.format](list(proposals(edition, *wanted))))
    except Refused as refused:
        return tell((refused.problem,), options.project)
    except (UnknownItem, BadChoice) as error:
        return misunderstood(error)
    return CLEAN


def _suggest_links(options: argparse.Namespace) -> int:
    edition, built = sound(options.project)
    if edition is None:
        return tell(built.problems, options.project)
    try:
        found = candidates(edition, options.source, options.limit, options.least)
    except UnknownItem as unknown:
        return misunderstood(unknown)
    write(LINKS[options.format](found, edition))
    return CLEAN
