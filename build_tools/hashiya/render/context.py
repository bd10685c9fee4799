"""Some words of a source where they stand: with the words around them, in both languages."""

from __future__ import annotations

from html import escape

from hashiya.model import End, Rendered, Source
from hashiya.render.interface import attributes
from hashiya.render.writer import DOT, Writer

_AROUND = 110
"""Code points of the passage that are shown before and after the words."""
_WHOLE = 320
"""Code points of a passage that is shown whole."""
_LONGEST = 800
"""Code points after which words are cut even where all of them are meant: a page has hundreds."""


def in_context(
    writer: Writer, end: End, words: Rendered | None = None, *, titled: bool = True
) -> str:
    """The place, linked, then its words in the original and in translation, marked.

    The page's language stands first. Where it is not known which words of the translation are
    meant, the passage's translation stands there without a mark; `words` tells it where more is
    known than the annotation says. Without a title, the place is only the passage's number.
    """
    source = writer.edition.by_id[end.source]
    sides = [_original(writer, source, end)]
    translated = _translated(writer, source, end, words)
    if translated:
        own = source.language == writer.language
        sides.insert(1 if own else 0, translated)
    place = place_line(writer, end) if titled else _number_line(writer, source, end)
    return f'<div class="hy-context">{place}{"".join(sides)}</div>'


def _number_line(writer: Writer, source: Source, end: End) -> str:
    """The passage, as a link to some words of it."""
    href = writer.place(end.source, end.fragment)
    place = writer.passage_place(source.passages[end.span.first])
    return f'<p class="hy-context-place"><a href="{href}">{place}</a></p>'


def place_line(writer: Writer, end: End) -> str:
    """Where some words stand: outlet or title, date, and the passage, as a link to them."""
    source = writer.edition.by_id[end.source]
    place = writer.passage_place(source.passages[end.span.first])
    href = writer.place(end.source, end.fragment)
    return (
        f'<p class="hy-context-place"><a href="{href}">{writer.short_source(source)}{DOT}'
        f'<span class="hy-place">{place}</span></a></p>'
    )


def _original(writer: Writer, source: Source, end: End) -> str:
    passage = source.passages[end.span.first]
    words = source.shown_words(passage)
    start = max(end.span.start, passage.start) - passage.start
    stop = min(end.span.end, passage.end) - passage.start
    return f"<p{attributes(source.language)}>{_marked(words, start, stop)}</p>"


def _translated(writer: Writer, source: Source, end: End, words: Rendered | None) -> str:
    layer = writer.paired(source)
    if layer is None:
        return ""
    told = [words] if words and words.layer == layer.name else None
    known = told or writer.edition.anchored.rendered(end.source, end.fragment, layer.name)
    found = known[0] if known else None
    passage = found.passage if found else source.passages[end.span.first].id
    if passage not in layer.translations:
        return ""
    text = layer.translations[passage].text
    html = _marked(text, found.start, found.end) if found else _plain(text)
    return f"<p{attributes(layer.language)}>{html}</p>"


def _marked(words: str, start: int, stop: int) -> str:
    """Words with a mark, cut at spaces where they are long."""
    first, last = 0, len(words)
    if len(words) > _WHOLE:
        first = words.rfind(" ", 0, max(start - _AROUND, 0)) + 1
        space = words.find(" ", min(stop + _AROUND, len(words)))
        last = space if space >= 0 else len(words)
    before = ("… " if first else "") + escape(words[first:start], quote=False)
    after = escape(words[stop:last], quote=False) + (" …" if last < len(words) else "")
    return f"{before}<mark>{_plain(words[start:stop])}</mark>{after}"


def _plain(words: str) -> str:
    """Words without a mark, without their middle where they are very long."""
    if len(words) > _LONGEST:
        first, last = words[: _LONGEST // 2], words[-_LONGEST // 2 :]
        words = f"{first.rpartition(' ')[0] or first} … {last.partition(' ')[2] or last}"
    return escape(words, quote=False)
