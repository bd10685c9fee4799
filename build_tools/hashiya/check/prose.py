"""Prose cites what the bibliography holds, and links to what can be linked to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hashiya.kind import Content, Pointer, Prose
from hashiya.kinds import KINDS, prose_beside
from hashiya.model import Dossier, Localized, Text
from hashiya.problem import Problem, problem
from hashiya.prose import citations, links
from hashiya.schema import is_ident, near

_WEB = re.compile(r"(?:https?://|mailto:)\S+")


def prose_sound(dossier: Dossier) -> Iterator[Problem]:
    """Every citation has its reference, every link an address or a web address."""
    for text in _prose(dossier):
        for words in text.values():
            if "[" in words:
                yield from _citations(words, dossier)
                yield from _links(words)


def _prose(dossier: Dossier) -> Iterator[Localized]:
    for item in dossier.annotations:
        for body in item.bodies:
            yield from _texts(KINDS[body.kind].says(body))
    yield from prose_beside(dossier)


def _texts(content: Iterable[Content]) -> Iterator[Localized]:
    for one in content:
        if isinstance(one, Prose):
            yield one.text
        elif isinstance(one, Pointer):
            yield one.reason


def _citations(words: Text, dossier: Dossier) -> Iterator[Problem]:
    for found in citations(words):
        if found.key not in dossier.bibliography:
            yield problem(
                "unknown-citation",
                words.place._replace(within=found.offset),
                key=found.key,
                near=near(found.key, dossier.bibliography),
                width=len(found.key),
            )


def _links(words: Text) -> Iterator[Problem]:
    for found in links(words):
        source, mark, fragment = found.key.partition("#")
        if (mark and is_ident(source) and is_ident(fragment)) or _WEB.fullmatch(found.key):
            continue
        place = words.place._replace(within=found.offset)
        yield problem("bad-prose-link", place, href=found.key, width=len(found.key))
