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
from markdown.util import AMP_SUBSTITUTE

SCHEMES = frozenset({"", "http", "https", "mailto"})
"""What a link may begin with; empty is a link inside the site."""

_ALIGNED = re.compile(r"text-align:\s*(left|right|center)")
# A browser ignores these before it reads the scheme (WHATWG URL, 4.4).
_IGNORED = re.compile(r"[\x00-\x20]+")


class Guarded(Extension):
    """Turn raw HTML off and clean what Markdown itself makes."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Take the two ways of raw HTML out, and put the cleaning at the end."""
        md.preprocessors.deregister("html_block", strict=False)
        md.inlinePatterns.deregister("html", strict=False)
        md.treeprocessors.register(_Cleaner(md), "hashiya-guard", -10)


class _Cleaner(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            _clean(element)


def _clean(element: Element) -> None:
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
