"""Prose cites what the bibliography holds, and links to what can be linked to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hashiya.kinds import prose_beside, prose_in
from hashiya.model import Dossier, Localized, Text
from hashiya.problem import Problem, problem
from hashiya.prose import broken_citations, broken_links, citations, links
from hashiya.schema import is_ident, near

_WEB = re.compile(r"(?:https?://|mailto:)\S+")
_TAG = re.compile(r"(?<!\\)</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>")


def prose_sound(dossier: Dossier) -> Iterator[Problem]:
    """Every citation has its reference, every link an address or a web address."""
    for text in _prose(dossier):
        for words in text.values():
            if "[" in words:
                yield from _citations(words, dossier)
                yield from _links(words)
            if "<" in words:
                yield from _tags(words)


def _prose(dossier: Dossier) -> Iterator[Localized]:
    for item in dossier.annotations:
        if item.marked:
            yield from prose_in(item.bodies)
    yield from (text for _about, text in prose_beside(dossier))
    yield from (beginning.why for beginning in dossier.settings.begin)


def _citations(words: Text, dossier: Dossier) -> Iterator[Problem]:
    for found in citations(words):
        known = found.key in dossier.bibliography or dossier.wrote("references", found.key)
        if not known:
            yield problem(
                "unknown-citation",
                words.place._replace(within=found.offset),
                key=found.key,
                near=near(found.key, dossier.bibliography),
                width=len(found.key),
            )
    for offset in broken_citations(words):
        yield problem("bad-citation", words.place._replace(within=offset), width=2)


def _tags(words: Text) -> Iterator[Problem]:
    for match in _TAG.finditer(words):
        place = words.place._replace(within=match.start())
        yield problem("html-in-prose", place, tag=match[0], width=len(match[0]))


def _links(words: Text) -> Iterator[Problem]:
    wrong = (found for found in links(words) if not _leads_somewhere(found.key))
    for found in (*broken_links(words), *wrong):
        place = words.place._replace(within=found.offset)
        yield problem("bad-prose-link", place, href=found.key, width=len(found.key))


def _leads_somewhere(href: str) -> bool:
    source, mark, fragment = href.partition("#")
    inside = bool(mark) and is_ident(source) and is_ident(fragment)
    return inside or _WEB.fullmatch(href) is not None
