"""How terms are rendered: what stands in the translations for each entry of a glossary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from hashiya.fold import Folded, fold
from hashiya.kind import Naming
from hashiya.kinds import REGISTERS
from hashiya.link.forms import Forms, forms_of
from hashiya.model import (
    Anchored,
    Dossier,
    Layer,
    Rendered,
    Saying,
    Source,
    Stale,
    Text,
    Wording,
)
from hashiya.problem import Problem, problem

Sayings = Mapping[tuple[str, str], Sequence[Saying]]

_SHOWN = 90
"""Code points of a rendering that a report shows."""
_ALIKE = 0.75
"""How alike two wordings are of which one was probably meant to be the other."""


def wordings(
    dossier: Dossier, anchored: Anchored, sayings: Sayings, stale: Stale
) -> tuple[dict[tuple[str, str], list[Wording]], list[Problem]]:
    """By register and entry, what became of it at every place; and what no glossary allows."""
    glossary = _Glossary(dossier, anchored, stale)
    for (register, name), own in sayings.items():
        if REGISTERS[register].shape == "glossary" and name in dossier.registers[register]:
            glossary.entry(register, name, own)
    return glossary.wordings, glossary.problems


def named(sayings: Sayings) -> dict[tuple[str, int], list[tuple[str, str]]]:
    """By source and index of a passage: the entries that annotations there name, each once."""
    found: dict[tuple[str, int], dict[tuple[str, str], None]] = {}
    for entry, own in sayings.items():
        for saying in own:
            passage = saying.end.source, saying.end.span.first
            found.setdefault(passage, {})[entry] = None
    return {passage: list(entries) for passage, entries in found.items()}


class _Glossary:
    """The wordings found so far; a passage is folded when it is first asked for, and once."""

    def __init__(self, dossier: Dossier, anchored: Anchored, stale: Stale) -> None:
        self.wordings: dict[tuple[str, str], list[Wording]] = {}
        self.problems: list[Problem] = []
        self._registers = dossier.registers
        self._sources = {source.id: source for source in dossier.sources}
        self._layers = {source.id: _shown(source) for source in dossier.sources}
        self._rendered = anchored.rendered
        self._stale = stale
        self._folded: dict[tuple[str, str, str], Folded] = {}

    def entry(self, register: str, name: str, own: Sequence[Saying]) -> None:
        """Look up one entry wherever it is named."""
        entry = self._registers[register][name]
        forms: dict[str, Forms] = {}
        found = self.wordings[register, name] = []
        for saying in own:
            layers = self._layers[saying.end.source]
            if not layers:
                found.append(Wording(saying.end, "", "untranslated"))
            for layer in layers:
                known = forms.get(layer.language)
                if known is None:
                    known = forms_of(REGISTERS[register], entry, layer.language)
                    forms[layer.language] = known
                wording = self._wording(saying, layer, known)
                found.append(wording)
                if wording.how == "otherwise" and known.written:
                    self._report(saying, layer, known, wording, (register, name))

    def _wording(self, saying: Saying, layer: Layer, forms: Forms) -> Wording:
        end = saying.end
        own = self._rendered(end.source, end.fragment, layer.name)
        if own:
            found = [
                hit
                for one in own
                for hit in self._found(end.source, layer, one.passage, forms, one)
            ]
            chosen = found[0] if found else None
        else:
            touched = slice(end.span.first, end.span.last + 1)
            passages = self._sources[end.source].passages[touched]
            translated = [one.id for one in passages if one.id in layer.translations]
            if not translated:
                return Wording(end, layer.name, "untranslated")
            found = [
                hit for one in translated for hit in self._found(end.source, layer, one, forms)
            ]
            if len(found) > 1:
                return Wording(end, layer.name, "several")
            chosen = found[0] if found else None
        if chosen:
            return Wording(end, layer.name, "allowed", *chosen)
        return Wording(end, layer.name, "otherwise", words=own[0] if own else None)

    def _found(
        self, source: str, layer: Layer, passage: str, forms: Forms, own: Rendered | None = None
    ) -> Iterator[tuple[str, Rendered]]:
        """The forms that stand in the translation of a passage, or in some words of it."""
        key = (source, layer.name, passage)
        if key not in self._folded:
            self._folded[key] = fold(layer.translations[passage].text)
        for hit in forms.find(self._folded[key], (own.start, own.end) if own else None):
            yield str(hit.form), Rendered(layer.name, passage, hit.start, hit.end)

    def _report(
        self, saying: Saying, layer: Layer, forms: Forms, wording: Wording, entry: tuple[str, str]
    ) -> None:
        """Say that no form of the glossary stands there, unless the passage has changed since."""
        end = saying.end
        passage = self._sources[end.source].passages[end.span.first].id
        at = wording.words.passage if wording.words else passage
        if (end.source, end.fragment) in self._stale.annotations or (
            (end.source, layer.name, at) in self._stale.translations
        ):
            return
        text = layer.translations[at].text if at in layer.translations else Text("", layer.place)
        words = text[wording.words.start : wording.words.end] if wording.words else text
        written = _written(saying, *entry)
        self.problems.append(
            problem(
                "rendered-otherwise",
                written.place,
                width=len(written),
                term=written,
                words=_shortened(words),
                allowed=", ".join(forms.written),
                near=_near(words, forms),
            )
        )


def _shown(source: Source) -> tuple[Layer, ...]:
    """The translation into each language that readers are shown: of several, the first one read."""
    return tuple({layer.language: layer for layer in reversed(source.layers)}.values())


def _written(saying: Saying, register: str, name: str) -> Text:
    """The entry's id where the annotation has it."""
    return next(
        one.id
        for one in saying.content
        if isinstance(one, Naming) and (one.register, one.id) == (register, name)
    )


def _shortened(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _SHOWN else words[:_SHOWN].rsplit(None, 1)[0] + "…"


def _near(words: str, forms: Forms) -> str:
    """The allowed form that some of the words are nearly."""
    found = words[: 4 * _SHOWN].casefold().split()
    best, near = _ALIKE, ""
    for form in forms.written:
        wanted = form.casefold()
        length = len(wanted.split())
        for at in range(len(found) - length + 1):
            window = " ".join(found[at : at + length])
            likeness = SequenceMatcher(None, wanted, window).ratio()
            if likeness > best:
                best, near = likeness, str(form)
    return near
