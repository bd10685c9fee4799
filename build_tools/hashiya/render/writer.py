"""The parts that pages are joined from, in one interface language, each made once.

Everything that many pages show alike (a link's other end, an entry's name, a passage in
both languages) is kept, so that a page is mostly the joining of strings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from html import escape
from typing import assert_never

from hashiya.kind import Content, Moment, Naming, Pointer, Prose, Value, Word
from hashiya.kinds import KINDS, REGISTERS, WHO
from hashiya.model import RELATIONS, Edition, End, Layer, Localized, Passage, Source
from hashiya.problem import Place
from hashiya.render import bibliography
from hashiya.render.interface import Interface, attributes, catalog
from hashiya.render.prose import Resolver, to_html, to_inline
from hashiya.render.titles import Title, layer_for, title
from hashiya.wording import _

WORDS_SHOWN = 160
"""Code points of a link's other end that are shown beside it; the card shows the passage."""

_RELATIONS: Mapping[str, str] = {
    "supports": _("Supports"),
    "supported-by": _("Supported by"),
    "contradicts": _("Contradicts"),
    "updates": _("Updates"),
    "updated-by": _("Updated by"),
    "more-precise": _("More precise than"),
    "less-precise": _("Less precise than"),
    "same-source": _("Same report as"),
    "parallel": _("Parallel to"),
    "distinguish": _("Not to be confused with"),
    "background": _("Background in"),
    "background-to": _("Background to"),
}

STATUSES: Mapping[str, str] = {
    "draft": _("draft"),
    "complete": _("complete, not reviewed"),
    "reviewed": _("reviewed"),
}
DERIVATIONS: Mapping[str, str] = {
    "reprint": _("Reprint of"),
    "translation": _("Translation of"),
    "revision": _("Revision of"),
    "excerpt": _("Excerpt from"),
}
BASES: Mapping[str, str] = {
    "text": _("date from the text"),
    "outside-source": _("date from another source"),
    "inference": _("date inferred"),
}


class Writer:
    """Writes the parts of an edition's pages in one language.

    Addresses are relative to a page `depth` folders below its language's folder.
    """

    def __init__(self, edition: Edition, interface: Interface) -> None:
        self.edition = edition
        self.interface = interface
        self.language = interface.language
        self._attributes = attributes(self.language)
        self.sources: Mapping[str, Source] = edition.by_id
        self._titles: dict[str, Title] = {}
        self._short_sources: dict[str, str] = {}
        self._ends: dict[tuple[int, str, str], str] = {}
        self._namings: dict[tuple[int, str, str], str] = {}
        self._chips: dict[tuple[str, bool], str] = {}
        self._passages: dict[tuple[str, int], str] = {}
        self._cards: dict[tuple[int, str, int], str] = {}
        self._resolvers: dict[int, Resolver] = {}
        self._note_words: dict[str, str] = {}
        self._backs: dict[str, str] = {}
        self._passage_words: dict[str, str] = {}

    def _(self, message: str) -> str:
        """A message of the interface, ready for HTML."""
        return escape(self.interface.gettext(message), quote=False)

    # --- words in a language ------------------------------------------------------

    def words(self, text: str, language: str, tag: str = "bdi") -> str:
        """Words in a known language, isolated from what stands around them."""
        return f"<{tag}{attributes(language)}>{escape(text, quote=False)}</{tag}>"

    def said(self, text: Localized, tag: str = "bdi") -> str:
        """A short text in the page's language, or in another with a word about that."""
        if self.language in text:
            return self.words(text[self.language], self.language, tag)
        for language in (*self.edition.dossier.settings.languages, *text):
            if language in text:
                return self.words(text[language], language, tag) + self._only_in(language)
        return ""

    def _only_in(self, language: str) -> str:
        name = self.interface.language_name(language)
        only = self.interface.gettext(_("only in {language}")).format(language=name)
        return f' <span class="hy-badge">{escape(only)}</span>'

    def prose(self, text: Localized, depth: int, css: str = "hy-prose") -> str:
        """Prose in the page's language, or in another with a word about that."""
        own = text.get(self.language)
        if own:
            html = to_html(own, self._resolver(depth))
            return f'<div class="{css}"{self._attributes}>{html}</div>'
        for language in (*self.edition.dossier.settings.languages, *text):
            if language in text:
                html = to_html(text[language], self._resolver(depth))
                badge = f'<p class="hy-fallback">{self._only_in(language).strip()}</p>'
                return f'{badge}<div class="{css}"{attributes(language)}>{html}</div>'
        return ""

    def inline(self, text: Localized, depth: int) -> str:
        """Prose as part of a line, where it is one paragraph."""
        for language in (self.language, *self.edition.dossier.settings.languages, *text):
            if language in text:
                html = to_inline(text[language], self._resolver(depth))
                return f"<span{attributes(language)}>{html}</span>"
        return ""

    def _resolver(self, depth: int) -> Resolver:
        if depth not in self._resolvers:
            self._resolvers[depth] = Resolver(
                lambda address: self.address(address, depth),
                lambda key, locator: self.citation(key, locator, depth),
            )
        return self._resolvers[depth]

    # --- addresses ------------------------------------------------------------------

    def address(self, address: str, depth: int) -> str:
        """The relative address of `source#id`; empty where nothing stands there."""
        source, _mark, fragment = address.partition("#")
        former = self.edition.former
        if source not in self.sources and "" in former.get(source, {}):
            source = former[source][""][0]
        now = former.get(source, {}).get(fragment, (source, fragment))
        return self.place(*now, depth) if now[0] in self.sources else ""

    def place(self, source: str, fragment: str, depth: int) -> str:
        """The relative address of a place in a source."""
        return f"{'../' * depth}sources/{source}/#{fragment}"

    def citation(self, key: str, locator: str, depth: int) -> str:
        """A citation: a link to the bibliography, with the place in what is cited."""
        reference = self.edition.dossier.bibliography.get(key)
        if reference is None:
            return escape(key)
        label = escape(bibliography.short(reference, self.interface))
        href = f"{'../' * depth}bibliography/#{key}"
        own = attributes(str(reference.fields.get("language") or self.language))
        place = f" <bdi>{escape(locator)}</bdi>" if locator else ""
        return f'<a class="hy-cite" href="{href}"><bdi{own}>{label}</bdi>{place}</a>'

    # --- sources and passages ---------------------------------------------------------

    def title(self, source: Source) -> Title:
        """The source's title in the page's language."""
        if source.id not in self._titles:
            self._titles[source.id] = title(source, self.language)
        return self._titles[source.id]

    def title_html(self, source: Source, tag: str = "bdi") -> str:
        """The source's title, with the language it is in."""
        known = self.title(source)
        return self.words(str(known), known.language, tag)

    def short_source(self, source: Source) -> str:
        """What tells a source from others in a line: its outlet or title, and its date."""
        if source.id not in self._short_sources:
            entity = self.edition.dossier.registers.get(WHO, {}).get(source.outlet or "")
            name = self.said(entity.label) if entity else self.title_html(source)
            date = self.date_of(source)
            self._short_sources[source.id] = (
                self._(_("{outlet}, {date}")).format(outlet=name, date=date) if date else name
            )
        return self._short_sources[source.id]

    def outlet_and_date(self, source: Source) -> str:
        """Where and when a source appeared, as far as it is known."""
        entity = self.edition.dossier.registers.get(WHO, {}).get(source.outlet or "")
        parts = [self.said(entity.label)] if entity else []
        parts += [self.date_of(source)] if source.published else []
        return ' <span aria-hidden="true">·</span> '.join(parts)

    def original_title(self, source: Source) -> str:
        """The source's title in its own language, where the page shows it in another."""
        known = self.title(source)
        own = title(source, source.language)
        if str(own) == str(known):
            own = next(
                (
                    other
                    for other in (title(source, tag) for tag in self.other_languages)
                    if other.language not in (known.language, source.language)
                ),
                own,
            )
        return "" if str(own) == str(known) else self.words(str(own), own.language, "span")

    def numbers(self, source: Source) -> str:
        """How far a source is translated and annotated, in a line."""
        parts = []
        layer = self.paired(source)
        if layer:
            done = sum(passage.id in layer.translations for passage in source.passages)
            label = self.count("{n} passage translated", "{n} passages translated", done)
            parts.append(self._badge(STATUSES[layer.status], layer.status) + " " + label)
        else:
            parts.append(self._badge(_("not translated"), "none"))
        number = len(self.edition.annotations.get(source.id, ()))
        if number:
            parts.append(self.count("{n} annotation", "{n} annotations", number))
        return ' <span aria-hidden="true">·</span> '.join(parts)

    def count(self, singular: str, plural: str, n: int) -> str:
        """A phrase with a number, ready for HTML."""
        return escape(self.interface.count(singular, plural, n), quote=False)

    def _badge(self, label: str, status: str) -> str:
        return f'<span class="hy-badge" data-status="{status}">{self._(label)}</span>'

    def date_of(self, source: Source) -> str:
        """The date of a source, marked where it is inferred; empty where none is known."""
        if source.published is None:
            return ""
        time = self.interface.time(source.published.date)
        if source.published.basis == "text":
            return time
        return f'<span class="hy-inferred">{time}</span>'

    def number_of(self, passage: Passage) -> str:
        """A passage's number: that of its id, in the language's digits."""
        digits = passage.id.removeprefix("p")
        return self.interface.number(int(digits)) if digits.isdecimal() else escape(passage.id)

    def end(self, end: End, depth: int) -> str:
        """The other end of a link in a line: its source, date and passage, and its words."""
        key = (depth, end.source, end.fragment)
        if key not in self._ends:
            self._ends[key] = self._end(end, depth)
        return self._ends[key]

    def _end(self, end: End, depth: int) -> str:
        source = self.sources[end.source]
        passage = source.passages[end.span.passages[0]]
        words = source.text[end.span.start : end.span.end]
        if len(words) > WORDS_SHOWN:
            words = words[:WORDS_SHOWN].rsplit(None, 1)[0] + "…"
        href = self.place(end.source, end.fragment, depth)
        place = self._passage_place.format(n=self.number_of(passage))
        return (
            f'<p class="hy-target"><a href="{href}">{self.short_source(source)}'
            f' <span class="hy-place">{place}</span></a>'
            f" <q{attributes(source.language)}>{escape(words, quote=False)}</q></p>"
        )

    def chip(self, relation: str, *, backward: bool = False) -> str:
        """The relation of a link as a sign and a word, as this end or the other sees it."""
        key = (relation, backward)
        if key not in self._chips:
            self._chips[key] = self._chip(relation, backward=backward)
        return self._chips[key]

    def _chip(self, relation: str, *, backward: bool) -> str:
        if not relation:
            kin, sign = "mention", "→"
            label = _("Mentioned in") if backward else _("Mentions")
        else:
            known = RELATIONS[relation]
            kin, sign = known.kin, known.sign
            label = _RELATIONS[known.inverse if backward else relation]
        return (
            f'<span class="hy-chip" data-relation="{kin}">'
            f'<span aria-hidden="true">{sign}</span> {self._(label)}</span>'
        )

    def card_id(self, source: str, index: int) -> str:
        """The id of a passage's card on the pages that carry it."""
        return f"card-{source}-{self.sources[source].passages[index].id}"

    def card(self, source_id: str, index: int, depth: int) -> str:
        """A passage in both languages, to be opened over the page that links to it."""
        key = (depth, source_id, index)
        if key not in self._cards:
            source = self.sources[source_id]
            name = self.card_id(source_id, index)
            href = self.place(source_id, source.passages[index].id, depth)
            number = self.number_of(source.passages[index])
            place = self._passage_place.format(n=number)
            self._cards[key] = (
                f'<div class="hy-card" popover id="{name}" role="dialog" aria-labelledby="{name}-t"'
                f"{attributes(self.language)}>"
                f'<p class="hy-card-head" id="{name}-t"><a href="{href}">'
                f'{self.short_source(source)} <span class="hy-place">{place}</span></a></p>'
                f"{self.both_languages(source, index)}"
                f'<button class="hy-close" type="button" popovertarget="{name}"'
                f' popovertargetaction="hide">{self._(_("Close"))}</button></div>'
            )
        return self._cards[key]

    def both_languages(self, source: Source, index: int) -> str:
        """A passage in the original and in translation, for a card."""
        key = (source.id, index)
        if key not in self._passages:
            passage = source.passages[index]
            rows = [self._card_row(source.words(passage), source.language)]
            layer = self.paired(source)
            translated = layer.translations.get(passage.id) if layer else None
            if layer and translated:
                row = self._card_row(translated.text, layer.language)
                rows.insert(0 if layer.language == self.language else 1, row)
            self._passages[key] = "".join(rows)
        return self._passages[key]

    def _card_row(self, words: str, language: str) -> str:
        return f"<p{attributes(language)}>{escape(words, quote=False)}</p>"

    def paired(self, source: Source) -> Layer | None:
        """The translation shown beside the original: into the page's language where there is one."""
        if source.language != self.language:
            own = layer_for(source, self.language)
            if own:
                return own
        for language in self.edition.dossier.settings.languages:
            layer = layer_for(source, language) if language != source.language else None
            if layer:
                return layer
        return source.layers[0] if source.layers else None

    # --- what is known of a source --------------------------------------------------------

    def facts(self, source: Source, depth: int) -> str:
        """What is known of a source, as a list of terms and descriptions."""
        rows = [
            (_("Outlet"), self.naming(WHO, source.outlet, depth) if source.outlet else ""),
            (_("Author"), self._(_(", ")).join(self.naming(WHO, n, depth) for n in source.author)),
            (_("Published"), self._published(source, depth)),
            (_("Kind"), self.said(source.genre)),
            (_("Language"), self.language_label(source.language)),
            (_("Translation"), self._layers(source)),
            (_("Derivation"), self._derivation(source, depth)),
            (_("Original"), self._addresses(source)),
            (_("Rights"), self.said(source.rights)),
            (_("Provenance"), self._provenance(source, depth)),
        ]
        shown = "".join(
            f"<div><dt>{self._(label)}</dt><dd>{value}</dd></div>" for label, value in rows if value
        )
        return f'<dl class="hy-facts">{shown}</dl>'

    def _published(self, source: Source, depth: int) -> str:
        known = source.published
        if known is None:
            return ""
        time = self.interface.time(known.date)
        if known.basis == "text":
            return time
        reason = self.prose(known.reason, depth)
        label = self._(BASES[known.basis])
        return f"{time}<details><summary>{label}</summary>{reason}</details>"

    def _layers(self, source: Source) -> str:
        """The translations with their status, how far they go, and who made them."""
        parts = []
        for layer in source.layers:
            done = sum(passage.id in layer.translations for passage in source.passages)
            number = self.count("{n} passage translated", "{n} passages translated", done)
            badge = self._badge(STATUSES[layer.status], layer.status)
            parts.append(f"<p>{self.layer_label(layer)} {badge} {number}</p>")
        return "".join(parts)

    def _derivation(self, source: Source, depth: int) -> str:
        known = source.derives_from
        if known is None or known.source not in self.sources:
            return ""
        origin = self.sources[known.source]
        href = f"{'../' * depth}sources/{origin.id}/"
        label = self._(DERIVATIONS[known.relation])
        return f'{label} <a href="{href}">{self.title_html(origin)}</a>'

    def _addresses(self, source: Source) -> str:
        parts = []
        if source.url:
            parts.append((source.url, _("Original page")))
        if source.archived:
            parts.append((source.archived, _("Archived copy")))
        return " ".join(
            f'<a href="{escape(url)}" rel="external">{self._(label)}</a>' for url, label in parts
        )

    def _provenance(self, source: Source, depth: int) -> str:
        if not source.provenance:
            return ""
        label = self._(_("What is known of the reports behind it"))
        prose = self.prose(source.provenance, depth)
        return f"<details><summary>{label}</summary>{prose}</details>"

    def language_label(self, language: str) -> str:
        """A language's name in the page's language."""
        return escape(self.interface.language_name(language))

    def key(self) -> list[str]:
        """What the lines under the words mean: a sample of each."""
        kinds = [
            f'<span class="hy-m" data-kind="{kind.name}" data-lane="0">{self._(kind.title)}</span>'
            for kind in KINDS.values()
            if kind.numbered
        ]
        relations = [
            f'<span class="hy-m" data-kind="reference" data-relation="{name}" data-lane="0">'
            f"{self._(_RELATIONS[name])}</span>"
            for name, relation in RELATIONS.items()
            if relation.kin == name
        ]
        return kinds + relations

    # --- the content of bodies and entries ---------------------------------------------

    def naming(self, register: str, name: str, depth: int) -> str:
        """An entry's name, linked to its place in the register's page."""
        key = (depth, register, name)
        if key not in self._namings:
            entry = self.edition.dossier.registers[register].get(name)
            label = self.said(entry.label) if entry else escape(name)
            self._namings[key] = f'<a href="{self.entry(register, name, depth)}">{label}</a>'
        return self._namings[key]

    def entry(self, register: str, name: str, depth: int) -> str:
        """The relative address of an entry in the page of its register."""
        return f"{'../' * depth}{REGISTERS[register].file or register}/#{name}"

    def content(self, content: Sequence[Content], depth: int) -> str:
        """What a body or an entry says: its prose, and its facts as a list."""
        parts: list[str] = []
        facts: list[str] = []
        for one in content:
            match one:
                case Prose(text):
                    parts.append(self.prose(text, depth))
                case Pointer(_, _, reason):
                    parts.append(self.prose(reason, depth))
                case Naming(register, name, label):
                    named = self.naming(register, name, depth)
                    if label:
                        facts.append(self._fact(label, named))
                    else:
                        parts.append(f'<p class="hy-naming">{named}</p>')
                case Word(label, word):
                    facts.append(self._fact(label, self._(word)))
                case Moment(label, moment):
                    facts.append(self._fact(label, self.interface.time(moment)))
                case Value(label, value):
                    facts.append(self._fact(label, f"<bdi>{escape(value)}</bdi>"))
                case _:
                    assert_never(one)
        if facts:
            parts.append(f'<dl class="hy-said">{"".join(facts)}</dl>')
        return "".join(parts)

    def _fact(self, label: str, value: str) -> str:
        return f"<div><dt>{self._(label)}</dt><dd>{value}</dd></div>"

    # --- words that come back on every page ---------------------------------------------

    def note_word(self, language: str) -> str:
        """“Note” in a language of the interface; in the page's own for any other."""
        if language not in self._note_words:
            own = language in self.edition.dossier.settings.languages
            gettext = catalog(language).gettext if own else self.interface.gettext
            self._note_words[language] = escape(gettext(_("Note")), quote=False)
        return self._note_words[language]

    def back_to(self, language: str, target: str) -> str:
        """A link from a note back to its marker in the text of one language."""
        if language not in self._backs:
            name = self.interface.language_name(language)
            label = self.interface.gettext(_("Back to the text in {language}"))
            self._backs[language] = (
                f'<span class="hy-vh">{escape(label.format(language=name))}</span>'
                f'<span aria-hidden="true">↩ <bdi lang="zxx">{escape(language)}</bdi></span>'
            )
        return f'<a role="doc-backlink" href="#{target}">{self._backs[language]}</a>'

    def edit_link(self, place: Place) -> str:
        """A link to the line of the repository where something is written; empty without one."""
        settings = self.edition.dossier.settings
        if not settings.repository:
            return ""
        href = f"{settings.repository}/edit/{settings.branch}/{place.file}#L{place.line}"
        return f'<a class="hy-edit" href="{escape(href)}">{self._(_("Edit"))}</a>'

    def makers(self, names: Sequence[str]) -> str:
        """Who made something, as a list of names; empty where nobody is named."""
        known = self.edition.dossier.contributors
        shown = [self.said(known[name].name) for name in names if name in known]
        return self._(_(", ")).join(shown)

    def layer_label(self, layer: Layer) -> str:
        """What tells a translation from the others: its language and its makers."""
        name = escape(self.interface.language_name(layer.language))
        by = self.makers(layer.by)
        return f"{name} ({by})" if by else name

    @cached_property
    def messages(self) -> dict[str, object]:
        """What templates need of the interface."""
        return {
            "_": self.interface.gettext,
            "gettext": self.interface.gettext,
            "ngettext": self.interface.ngettext,
            "count": self.interface.count,
        }

    def passage_in(self, language: str, number: str) -> str:
        """The label of a link to the same passage in another language of the interface."""
        if language not in self._passage_words:
            message = catalog(language).gettext(_("Passage {n} in {language}"))
            name = Interface(language, self.edition.dossier.settings).language_name(language)
            self._passage_words[language] = message.replace("{language}", name)
        label = self._passage_words[language].replace("{n}", number)
        return (
            f'<span class="hy-vh"{attributes(language)}>{escape(label)}</span>'
            f'<bdi lang="zxx" aria-hidden="true">{escape(language)}</bdi>'
        )

    @cached_property
    def _passage_place(self) -> str:
        return self._(_("passage {n}"))

    @cached_property
    def passage_word(self) -> str:
        """What a passage is called before its number."""
        return self._(_("Passage"))

    @cached_property
    def preview_word(self) -> str:
        """The label of the buttons that open a card."""
        return self._(_("Preview"))

    @cached_property
    def other_languages(self) -> tuple[str, ...]:
        """The interface's other languages."""
        languages = self.edition.dossier.settings.languages
        return tuple(str(one) for one in languages if one != self.language)
