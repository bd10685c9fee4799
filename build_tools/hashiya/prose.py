"""Prose: the Markdown of notes, parsed to tokens, with its links and citations found.

CommonMark's inline marks, lists and links, and pandoc's citations `[@key, locator; @key]`;
no HTML, no images, no headings, so that nothing an author types can leave its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_KEY = r"@[A-Za-z0-9_][\w:.#$%&+?<>~/-]*+"
_CITATION = re.compile(rf"\[({_KEY}[^\[\];]*+(?:;\s*+{_KEY}[^\[\];]*+)*+)\]")
"""Nothing in it is tried twice: a citation with many keys and no end took minutes to be refused."""
_BEGUN = re.compile(r"(?<!\\)\[@")
_COMMA = re.compile("[,،]")
_LINK = re.compile(r"\[(?!@)[^\[\]]*\]\(([^\x00-\x20\x7f()]+)\)")
_MEANT = re.compile(r"(?<!\\)\[(?!@)[^\[\]]*\]\(([^()\n]*)\)")
_INVOLVED = re.compile(r"[\\&<\n]")
"""Where none of these is, and all brackets are links', the links can be found without parsing
the prose, which costs 70 µs a note."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something that prose refers to, and where: an offset in code points of the prose."""

    key: str
    offset: int


def _citation(state: StateInline, silent: bool) -> bool:
    """The inline rule for `[@key, locator; @key]`: one token for each key."""
    match = _CITATION.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        for one in match[1].split(";"):
            key, *locator = _COMMA.split(one.strip().removeprefix("@"), maxsplit=1)
            token = state.push("citation", "", 0)
            token.meta = {"key": key.strip(), "locator": "".join(locator).strip()}
    state.pos = match.end()
    return True


def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("zero", {"html": False}).enable(
        ["emphasis", "list", "link", "escape", "newline", "blockquote"]
    )
    markdown.inline.ruler.before("link", "citation", _citation)
    # What a link may lead to is for `check` to say and for the renderer to see to.
    markdown.validateLink = bool  # type: ignore[method-assign, assignment]
    markdown.normalizeLink = str  # type: ignore[method-assign, assignment]
    return markdown


_MARKDOWN = _markdown()


_NO_BLOCK = r"(?!\s|[-+](?:\s|\Z)|\d+[.)](?:\s|\Z))"
MARKS = "*_`[]\\&<>\n"
"""What prose may not hold that is one paragraph and its own HTML."""
_MARKS = re.escape(MARKS)
_PLAIN = re.compile(rf"{_NO_BLOCK}[^{_MARKS}]+(?<!\s)")
_PLAIN_LINK = rf"\[(?!@)([^{_MARKS}]+)\]\(([^\x00-\x20\x7f()<>&\\\[\]]+)\)"
_PLAIN_STRESS = rf"(?<!\S)\*([^\W_](?:[^{_MARKS}]*[^\W_])?)\*(?=[\s.,;:!?)،؛؟]|\Z)"
_PLAIN_MARKS = re.compile(f"{_PLAIN_LINK}|{_PLAIN_STRESS}")
_PLAINLY_MARKED = re.compile(
    rf"{_NO_BLOCK}(?:[^{_MARKS}]++|{_PLAIN_LINK}|{_PLAIN_STRESS})++(?<!\s)"
)


def is_plain(text: str) -> bool:
    """Whether prose is one paragraph without marks and without `&`, `<` and `>`."""
    return _PLAIN.fullmatch(text) is not None


def plainly_marked(text: str) -> Sequence[str]:
    """Prose that would be plain but for its links and stressed words, in pieces of four.

    Words, the words of a link and its target, or else stressed words, words again, and so on.
    Empty where it is other prose, which has to be parsed. Most notes are such prose, and parsing
    them all is a twentieth of a large dossier's build. Words are stressed plainly (CommonMark's
    flanking runs) where a single `*` stands between a space and a letter at their beginning, and
    between a letter and a space or a point at their end.
    """
    if not _PLAINLY_MARKED.fullmatch(text):
        return ()
    return [piece or "" for piece in _PLAIN_MARKS.split(text)]


def tokens(text: str) -> Sequence[Token]:
    """The tokens of prose (markdown-it's), for a renderer."""
    return _MARKDOWN.parse(text)


@lru_cache(maxsize=65536)
def _referring(text: str) -> tuple[tuple[Found, ...], tuple[Found, ...]]:
    """The links and the citations in prose; several steps ask for them."""
    hrefs: list[str] = []
    keys: list[str] = []
    for token in tokens(text):
        for child in token.children or ():
            if child.type == "link_open":
                hrefs.append(str(child.attrs["href"]))
            elif child.type == "citation":
                keys.append(str(child.meta["key"]))
    return tuple(_placed(text, "](", hrefs)), tuple(_placed(text, "@", keys))


def _placed(text: str, mark: str, words: Sequence[str]) -> Iterator[Found]:
    """The words with their offsets, found one after another in the text."""
    at = 0
    for word in words:
        found = text.find(mark + word, at)
        start = max(found, at) + len(mark)
        yield Found(word, start)
        at = start


def links(text: str) -> tuple[Found, ...]:
    """The targets of the links in prose."""
    number = text.count("](")
    if not number:
        return ()
    if text.count("[") == number == text.count("]") and not _INVOLVED.search(text):
        simple = tuple(Found(match[1], match.start(1)) for match in _LINK.finditer(text))
        if len(simple) == number:
            return simple
    return _referring(str(text))[0]


def citations(text: str) -> tuple[Found, ...]:
    """The keys of the bibliography that prose cites."""
    return _referring(str(text))[1] if "[@" in text else ()


def broken_citations(text: str) -> Iterator[int]:
    """Where a citation begins that is none, because its bracket is open or holds something else."""
    for match in _BEGUN.finditer(text):
        if not _CITATION.match(text, match.start()):
            yield match.start()


def broken_links(text: str) -> Iterator[Found]:
    """What looks like a link and is none, because of a blank in its address, say."""
    real = {found.offset for found in links(text)}
    for match in _MEANT.finditer(text):
        if match.start(1) not in real:
            yield Found(match[1], match.start(1))
