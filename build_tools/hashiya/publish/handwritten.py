"""The guard over the dossier's hand-written Markdown pages: no raw HTML, no strange links.

Python-Markdown lets HTML through by default; here `<b>` comes out as the characters
that were typed, a link keeps only schemes that lead somewhere harmless, and an image
must lie in the site. Inline styles (which table alignment writes) become classes,
because the Content Security Policy allows none.
"""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, STX

from hashiya.render.isolate import Foreign

SCHEMES = frozenset({"", "http", "https", "mailto"})
"""What a link may begin with; empty is a link inside the site."""

_LOADING = frozenset({"srcset", "ping", "formaction", "background", "poster"})
"""Attributes that make a browser ask other hosts, and that no page here needs."""
_VERBATIM = frozenset({"code", "pre", "script", "style"})
_ALIGNED = re.compile(r"text-align:\s*(left|right|center)")
# A browser ignores these before it reads the scheme (WHATWG URL, 4.4).
_IGNORED = re.compile(r"[\x00-\x20]+")


class Guarded(Extension):
    """Turn raw HTML off, clean what Markdown itself makes, and isolate foreign words."""

    foreign: Foreign | None = None
    """What is foreign on the page that is converted next."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Take the two ways of raw HTML out, and put the cleaning at the end."""
        md.preprocessors.deregister("html_block", strict=False)
        md.inlinePatterns.deregister("html", strict=False)
        md.treeprocessors.register(_Cleaner(md, self), "hashiya-guard", -10)


class _Cleaner(Treeprocessor):
    def __init__(self, md: Markdown, guard: Guarded) -> None:
        super().__init__(md)
        self._guard = guard

    def run(self, root: Element) -> None:
        # Here, because Python-Markdown chooses XHTML when all extensions are there.
        self.md.set_output_format("html")
        for element in list(root.iter()):
            _clean(element)
            if self._guard.foreign and element.tag not in _VERBATIM:
                _isolate(element, self._guard.foreign)


def _isolate(parent: Element, foreign: Foreign) -> None:
    """Put the foreign words among an element's own in elements of their own."""
    children = list(parent)
    parent.text, isolated = _parted(parent.text, foreign)
    for child in children:
        parent.remove(child)
    parent.extend(isolated)
    for child in children:
        child.tail, isolated = _parted(child.tail, foreign)
        parent.append(child)
        parent.extend(isolated)


def _parted(text: str | None, foreign: Foreign) -> tuple[str | None, list[Element]]:
    """The words before the first foreign ones, and elements for those, each with what follows."""
    if not text or STX in text:  # what stands for a block of code is no text
        return text, []
    isolated: list[Element] = []
    at, before = 0, text
    for run in foreign.runs.finditer(text):
        if isolated:
            isolated[-1].tail = text[at : run.start()]
        else:
            before = text[: run.start()]
        isolated.append(Element("bdi", {"lang": foreign.language, "dir": foreign.direction}))
        isolated[-1].text = run[0]
        at = run.end()
    if isolated:
        isolated[-1].tail = text[at:]
    return before, isolated


def _clean(element: Element) -> None:
    for name in [name for name in element.attrib if name.lower() != name or name in _LOADING]:
        del element.attrib[name]
    for name in [name for name in element.attrib if name.startswith("on")]:
        del element.attrib[name]
    aligned = _ALIGNED.search(element.attrib.pop("style", ""))
    if aligned:
        element.set("class", f"hy-{aligned[1]}")
    if _origin(element.get("href", ""))[0] not in SCHEMES:
        del element.attrib["href"]
    if element.tag == "img" and _origin(element.get("src", "")) != ("", ""):
        _to_words(element)


def _to_words(image: Element) -> None:
    """An image from elsewhere would tell another host who reads: its words take its place."""
    image.tag = "span"
    image.text = image.get("alt", "")
    image.attrib.clear()


def _origin(url: str) -> tuple[str, str]:
    """Scheme and host of an address as a browser will read it; empty inside the site."""
    read = _IGNORED.sub("", unescape(url.replace(AMP_SUBSTITUTE, "&")))
    try:
        parts = urlsplit(read.replace("\\", "/"))
    except ValueError:
        return ("invalid", "")
    return (parts.scheme, parts.netloc)
