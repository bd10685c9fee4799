"""The list of pages for search engines, where each names itself in the other languages.

The alternates stand here and not in the pages, where Material's script would fetch a
sitemap for each (sitemaps.org protocol 0.9, hreflang as search engines read it).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from hashiya.publish.address import absolute

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def sitemap(site_url: str, languages: Sequence[str], urls: Iterable[str]) -> str:
    """The sitemap of pages given as paths below the site's root, `ar/sources/x/`."""
    spoken: dict[str, list[str]] = {}
    for url in urls:
        language, _, uri = url.partition("/")
        if language in languages:
            spoken.setdefault(uri, []).append(language)
    entries = (_entries(site_url, uri, found) for uri, found in spoken.items())
    return f"{_HEAD}{''.join(entries)}</urlset>\n"


def _entries(site_url: str, uri: str, languages: Sequence[str]) -> str:
    places = {language: escape(absolute(site_url, f"{language}/{uri}")) for language in languages}
    alternates = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href="{place}"/>'
        for language, place in places.items()
    )
    return "".join(f"<url><loc>{place}</loc>{alternates}</url>\n" for place in places.values())
