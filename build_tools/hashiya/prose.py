"""Prose: the Markdown of notes, parsed to tokens, with its links and citations found.

CommonMark's inline marks, lists and links, and pandoc's citations `[@key, locator]`;
no HTML, no images, no headings, so that nothing an author types can leave its place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_CITATION = re.compile(r"\[@(?P<key>[\w:.#$%&+?<>~/-]+?)(?:,\s*(?P<locator>[^\]]+?))?\s*\]")
_SPECIAL = re.compile(r"[*_`\[\]\\&<>\n]|^\s*(?:[-+*]|\d+[.)])\s|^\s{4}|^\s|\s$")


@dataclass(frozen=True, slots=True)
class Found:
    """Something that prose refers to, and where: an offset in code points of the prose."""

    key: str
    offset: int


def _citation(state: StateInline, silent: bool) -> bool:
    """The inline rule for `[@key, locator]`."""
    match = _CITATION.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.meta = {"key": match["key"], "locator": match["locator"] or ""}
    state.pos = match.end()
    return True


def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("zero", {"html": False}).enable(
        ["emphasis", "list", "link", "escape", "newline", "blockquote", "entity"]
    )
    markdown.inline.ruler.before("link", "citation", _citation)
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    return markdown


_MARKDOWN = _markdown()


def is_plain(text: str) -> bool:
    """Whether prose is one paragraph without any mark, so that it need not be parsed."""
    return _SPECIAL.search(text) is None


def tokens(text: str) -> Sequence[Token]:
    """The tokens of prose (markdown-it's), for a renderer."""
    return _MARKDOWN.parse(text)


def links(text: str) -> tuple[Found, ...]:
    """The targets of the links in prose."""
    if "](" not in text:
        return ()
    hrefs = [
        str(child.attrs["href"])
        for token in tokens(text)
        for child in token.children or ()
        if child.type == "link_open"
    ]
    return _placed(text, hrefs)


def _placed(text: str, hrefs: Sequence[str]) -> tuple[Found, ...]:
    """The targets with their offsets, found in the order of the text."""
    found: list[Found] = []
    at = 0
    for href in hrefs:
        start = text.find(href, at)
        found.append(Found(href, max(start, 0)))
        at = max(start, at)
    return tuple(found)


def citations(text: str) -> tuple[Found, ...]:
    """The keys of the bibliography that prose cites."""
    if "[@" not in text:
        return ()
    keys = [
        str(child.meta["key"])
        for token in tokens(text)
        for child in token.children or ()
        if child.type == "citation"
    ]
    placed: list[Found] = []
    at = 0
    for key in keys:
        start = text.find("[@" + key, at) + 2
        placed.append(Found(key, start))
        at = start
    return tuple(placed)
