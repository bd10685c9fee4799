"""Which of the annotated words are the name itself, in the original and in translation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from hashiya.fold import fold, folded
from hashiya.kind import Register
from hashiya.link.forms import Forms, Found, forms_of
from hashiya.model import End, Entry, Rendered, Source
from hashiya.render.entries import source_languages
from hashiya.render.writer import Writer


class Narrowing:
    """Looks for the forms of one entry in the words of annotations that name it."""

    def __init__(self, writer: Writer, register: Register, entry: Entry) -> None:
        self._edition = writer.edition
        self._paired = writer.paired
        self._languages = source_languages(writer.edition)
        self._register = register
        self._entry = entry
        self._forms: dict[str, Forms] = {}
        self._spelled: dict[tuple[str, str], str] = {}

    def _in(self, language: str) -> Forms:
        if language not in self._forms:
            self._forms[language] = forms_of(self._register, self._entry, language)
        return self._forms[language]

    def narrowed(self, end: End) -> tuple[End, Rendered | None]:
        """The place of the name, and its words in the translation that is shown, where known."""
        return self.end(end), self._rendered(end)

    def end(self, end: End) -> End:
        """The place of the name among the annotated words, or all of them."""
        source = self._edition.by_id[end.source]
        found = self._first(_words(end, source), source)
        if found is None:
            return end
        start = end.span.start
        span = end.span._replace(start=start + found.start, end=start + found.end)
        return replace(end, span=span)

    def _first(self, words: str, source: Source) -> Found | None:
        found = self._in(source.language).find_inflected(fold(words))
        return found[0] if found else None

    def _rendered(self, end: End) -> Rendered | None:
        """The name in the words that render the annotated ones; else in the passage, if once."""
        source = self._edition.by_id[end.source]
        layer = self._paired(source)
        if layer is None:
            return None
        known = self._edition.anchored.rendered(end.source, end.fragment, layer.name)
        own = known[0] if known else None
        passage = own.passage if own else source.passages[end.span.first].id
        if passage not in layer.translations:
            return None
        text = layer.translations[passage].text
        start, stop = (own.start, own.end) if own else (0, len(text))
        found = self._in(layer.language).find(fold(text[start:stop]))
        if not found or (own is None and len(found) > 1):
            return None
        return Rendered(layer.name, passage, start + found[0].start, start + found[0].end)

    def spellings(self, ends: Iterable[End]) -> Mapping[tuple[str, str], int]:
        """How often each spelling stands at these places, by language and spelling.

        A spelling that stands at none is there with 0; places with other words are under "".
        """
        found: Counter[tuple[str, str]] = Counter()
        for end in ends:
            source = self._edition.by_id[end.source]
            found[source.language, self._spelling(end, source)] += 1
        written = {(tag, one): found[tag, one] for tag in self._languages for one in self._own(tag)}
        return written | {one: number for one, number in found.items() if one not in written}

    def _spelling(self, end: End, source: Source) -> str:
        """The spelling that the words have; the exact one where several fold to the same."""
        words = _words(end, source)
        key = source.language, words
        if key not in self._spelled:
            hit = self._first(words, source)
            self._spelled[key] = next(self._alike(hit, words, source), "") if hit else ""
        return self._spelled[key]

    def _alike(self, hit: Found, words: str, source: Source) -> Iterator[str]:
        alike = [
            one
            for one in (*self._own(source.language), *self._in(source.language).written)
            if folded(one) == folded(hit.form)
        ]
        yield from sorted((str(one) for one in alike if one in words), key=len, reverse=True)
        yield from map(str, alike)

    def _own(self, language: str) -> list[str]:
        """The spellings that the entry lists in a language."""
        listed = self._entry.fields.get(self._register.spellings)
        return list(listed.get(language, ())) if isinstance(listed, Mapping) else []


def _words(end: End, source: Source) -> str:
    return source.text[end.span.start : end.span.end]
