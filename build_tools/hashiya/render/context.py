"""Some words of a source where they stand: with the words around them, in both languages."""

from __future__ import annotations

from html import escape

from hashiya.model import End, Rendered, Source
from hashiya.render.interface import attributes
from hashiya.render.writer import DOT, Writer
from hashiya.wording import _

_AROUND = 110
"""Code points of the passage that are shown before and after the words."""
_WHOLE = 320
"""Code points of a passage that is shown whole."""


def in_context(writer: Writer, end: End) -> str:
    """The place, linked, then its words in the original and in translation, marked.

    The page's language stands first. Where it is not known which words of the translation are
    meant, the passage's translation stands there without a mark.
    """
    source = writer.edition.by_id[end.source]
    sides = [_original(writer, source, end)]
    translated = _translated(writer, source, end)
    if translated:
        own = source.language == writer.language
        sides.insert(1 if own else 0, translated)
    return f'<div class="hy-context">{place_line(writer, end)}{"".join(sides)}</div>'


def place_line(writer: Writer, end: End) -> str:
    """Where some words stand: outlet or title, date, and the passage, as a link to them."""
    source = writer.edition.by_id[end.source]
    number = writer.number_of(source.passages[end.span.passages[0]])
    place = writer._(_("passage {n}")).replace("{n}", number)
    href = writer.place(end.source, end.fragment)
    return (
        f'<p class="hy-context-place"><a href="{href}">{writer.short_source(source)}{DOT}'
        f'<span class="hy-place">{place}</span></a></p>'
    )


def _original(writer: Writer, source: Source, end: End) -> str:
    passage = source.passages[end.span.passages[0]]
    words = source.words(passage)
    start = max(end.span.start, passage.start) - passage.start
    stop = min(end.span.end, passage.end) - passage.start
    return f"<p{attributes(source.language)}>{_marked(words, start, stop)}</p>"


def _translated(writer: Writer, source: Source, end: End) -> str:
    layer = writer.paired(source)
    if layer is None:
        return ""
    found = _rendered(writer, end, layer.name)
    passage = found.passage if found else source.passages[end.span.passages[0]].id
    if passage not in layer.translations:
        return ""
    words = layer.translations[passage].text
    html = _marked(words, found.start, found.end) if found else escape(words, quote=False)
    return f"<p{attributes(layer.language)}>{html}</p>"


def _rendered(writer: Writer, end: End, layer: str) -> Rendered | None:
    found = writer.edition.anchored.renderings.get((end.source, end.fragment), ())
    return next((one for one in found if one.layer == layer), None)


def _marked(words: str, start: int, stop: int) -> str:
    """Words with a mark, cut at spaces where they are long."""
    first, last = 0, len(words)
    if len(words) > _WHOLE:
        first = words.rfind(" ", 0, max(start - _AROUND, 0)) + 1
        space = words.find(" ", min(stop + _AROUND, len(words)))
        last = space if space >= 0 else len(words)
    before = ("… " if first else "") + escape(words[first:start], quote=False)
    after = escape(words[stop:last], quote=False) + (" …" if last < len(words) else "")
    return f"{before}<mark>{escape(words[start:stop], quote=False)}</mark>{after}"
