"""Prose as HTML: the tokens of Markdown, with addresses and citations turned into links."""

from __future__ import annotations

import re
from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from hashiya.prose import is_plain, plainly_marked, tokens

_WEB = re.compile(r"(?:https?://|mailto:)")


@dataclass(frozen=True, slots=True)
class Resolver:
    """How the things that prose refers to are shown."""

    address: Callable[[str], str]
    """From `source#id` to the link's target; empty where there is none."""
    citation: Callable[[str, str], str]
    """From a key and a locator to HTML."""
    isolate: Callable[[str], str] = str
    """Marks words of another script in escaped text."""
    place: Callable[[str], str] = lambda _address: ""
    """From `source#id` to what stands there in words: paper shows it behind the link."""
    between: str = "; "
    """What stands between two citations, a blank at its end."""


def _opened(href: str, resolver: Resolver) -> str:
    """The opening tag of a link."""
    if _WEB.match(href):
        return f'<a href="{escape(href)}" rel="external">'
    target = resolver.address(href)
    if not target:
        return "<a>"
    place = resolver.place(href)
    told = f' data-place="{escape(place)}"' if place else ""
    return f'<a href="{escape(target)}"{told}>'


class _Renderer(RendererHTML):
    """markdown-it's renderer, with our links and citations."""

    def text(
        self,
        tokens: Sequence[Token],
        idx: int,
        options: OptionsDict,  # noqa: ARG002
        env: MutableMapping[str, Any],
    ) -> str:
        """Words, those of another script isolated."""
        return str(env["resolver"].isolate(escape(tokens[idx].content, quote=False)))

    def link_open(
        self,
        tokens: Sequence[Token],
        idx: int,
        options: OptionsDict,  # noqa: ARG002
        env: MutableMapping[str, Any],
    ) -> str:
        """A link to an address of the dossier or of the web; none of another scheme."""
        return _opened(str(tokens[idx].attrs.get("href", "")), env["resolver"])

    def citation(
        self,
        tokens: Sequence[Token],
        idx: int,
        options: OptionsDict,  # noqa: ARG002
        env: MutableMapping[str, Any],
    ) -> str:
        """A citation of the bibliography; those that stand side by side share their brackets."""
        resolver, meta = env["resolver"], tokens[idx].meta
        cited = resolver.citation(meta["key"], meta["locator"])
        opening = "" if _next_cited(tokens, idx, -1) else "("
        if not _next_cited(tokens, idx, 1):
            return f"{opening}{cited})"
        blank_follows = tokens[idx + 1].type == "text"
        between = resolver.between.rstrip() if blank_follows else resolver.between
        return f"{opening}{cited}{between}"


def _next_cited(tokens: Sequence[Token], idx: int, step: int) -> bool:
    """Whether the token before or after a citation is another, with at most a blank between."""
    after = idx + step
    if 0 <= after < len(tokens) and tokens[after].type == "text" and tokens[after].content == " ":
        after += step
    return 0 <= after < len(tokens) and tokens[after].type == "citation"


_RENDERER = _Renderer()
_OPTIONS = OptionsDict(
    {
        "maxNesting": 20,
        "html": False,
        "linkify": False,
        "typographer": False,
        "quotes": "",
        "xhtmlOut": False,
        "breaks": False,
        "langPrefix": "",
        "highlight": None,
    }
)


def to_html(text: str, resolver: Resolver) -> str:
    """The prose as block elements; a plain paragraph has nothing to parse or to escape."""
    if is_plain(text):
        return f"<p>{resolver.isolate(text)}</p>"
    pieces = plainly_marked(text)
    if pieces:
        return _joined(pieces, resolver)
    return _RENDERER.render(tokens(text), _OPTIONS, {"resolver": resolver})


def _joined(pieces: Sequence[str], resolver: Resolver) -> str:
    """A paragraph from the pieces of plainly marked prose."""
    isolate = resolver.isolate
    html = [isolate(pieces[0])]
    marks = zip(pieces[1::4], pieces[2::4], pieces[3::4], pieces[4::4], strict=True)
    for linked, href, stressed, after in marks:
        if stressed:
            html += "<em>", isolate(stressed), "</em>"
        else:
            html += _opened(href, resolver), isolate(linked), "</a>"
        html.append(isolate(after))
    return f"<p>{''.join(html)}</p>\n"
