"""The words of pages in one interface language, each part made once.

What many pages say alike (an entry's name, a source in a line) is kept, so that a page
is mostly the joining of strings.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any, assert_never

from hashiya.kind import Content, Moment, Naming, Pointer, Prose, Value, Word
from hashiya.kinds import REGISTERS, WHO
from hashiya.link.addresses import today
from hashiya.model import Edition, Layer, Localized, Passage, Source
from hashiya.problem import Place
from hashiya.render import bibliography
from hashiya.render.interface import Interface, attributes, catalog
from hashiya.render.isolate import isolating, simple
from hashiya.render.prose import Resolver, to_html
from hashiya.render.repository import edit_url
from hashiya.render.titles import Title, layer_for, title
from hashiya.wording import _

if TYPE_CHECKING:
    from hashiya.render.marking import Marking

DOT = ' <span aria-hidden="true">·</span> '
"""Between short facts in a line."""
_PROSE, _PROSE_END = b'<div class="hy-prose"><p>', b"</p></div>"
"""Around prose that is one paragraph."""


class Writer:
    """Writes an edition in one language, for pages a number of folders deep.

    Addresses are relative to a page `depth` folders below its language's folder, or begin with
    `base`, the address of that folder.
    """

    def __init__(
        self,
        edition: Edition,
        interface: Interface,
        depth: int,
        markings: dict[Hashable, Marking] | None = None,
        base: str = "",
    ) -> None:
        self.edition = edition
        self.interface = interface
        self.language = interface.language
        self.markings = {} if markings is None else markings
        """The last source's marking, which the writers of all languages share."""
        self.up = base + "../" * depth
        """From the page to its language's folder."""
        self._resolvers: dict[str, Resolver] = {}
        self._simple = simple(self.language)
        self._messages: dict[str, str] = {}
        self._numbers: dict[str, str] = {}
        self._titles: dict[str, Title] = {}
        self._short_sources: dict[str, str] = {}
        self._namings: dict[tuple[str, str], str] = {}
        self._note_words: dict[str, str] = {}
        self.kept: dict[Hashable, Any] = {}
        """What is worked out for its pages once (once.py)."""

    # --- words of the interface -------------------------------------------------------

    def _(self, message: str) -> str:
        """A message of the interface, ready for HTML."""
        if message not in self._messages:
            self._messages[message] = escape(self.interface.gettext(message), quote=False)
        return self._messages[message]

    def count(self, singular: str, plural: str, n: int) -> str:
        """A phrase with a number, ready for HTML."""
        return escape(self.interface.count(singular, plural, n), quote=False)

    @cached_property
    def messages(self) -> dict[str, object]:
        """What templates need of the interface."""
        return {
            "_": self.interface.gettext,
            "gettext": self.interface.gettext,
            "ngettext": self.interface.ngettext,
            "count": self.interface.count,
        }

    @cached_property
    def onward(self) -> str:
        """An arrow in the direction of reading."""
        return "←" if self.interface.direction == "rtl" else "→"

    def note_word(self, language: str) -> str:
        """“Note” for the ear, in a language of the interface; in the page's for any other."""
        if language not in self._note_words:
            own = language in self.edition.dossier.settings.languages
            spoken = language if own else self.language
            word = escape(catalog(spoken).gettext(_("Note")), quote=False)
            self._note_words[language] = f'<span class="hy-vh"{attributes(spoken)}>{word} </span>'
        return self._note_words[language]

    def language_label(self, language: str) -> str:
        """A language's name in the page's language."""
        return escape(self.interface.language_name(language))

    @cached_property
    def other_languages(self) -> tuple[str, ...]:
        """The interface's other languages."""
        languages = self.edition.dossier.settings.languages
        return tuple(str(one) for one in languages if one != self.language)

    # --- words of people, in their language -------------------------------------------

    def words(self, text: str, language: str, tag: str = "bdi") -> str:
        """Words in a known language, isolated from what stands around them."""
        return f"<{tag}{attributes(language)}>{escape(text, quote=False)}</{tag}>"

    def _language_of(self, text: Localized) -> str | None:
        """The language in which a text is shown here: the page's, or the next best."""
        if self.language in text:
            return self.language
        languages = (*self.edition.dossier.settings.languages, *text)
        return next((str(tag) for tag in languages if tag in text), None)

    def said(self, text: Localized, tag: str = "bdi") -> str:
        """A short text in the page's language, or in another with a word about that."""
        language = self._language_of(text)
        if language is None:
            return ""
        words = self.words(text[language], language, tag)
        return words if language == self.language else f"{words} {self._only_in(language)}"

    def prose(self, text: Localized) -> str:
        """Prose in the page's language, which it inherits, or in another with a word about that."""
        own = text.get(self.language)
        if own:
            return f'<div class="hy-prose">{to_html(own, self._resolver(self.language))}</div>'
        language = self._language_of(text)
        if language is None:
            return ""
        badge = f'<p class="hy-fallback">{self._only_in(language)}</p>'
        html = to_html(text[language], self._resolver(language))
        return f'{badge}<div class="hy-prose"{attributes(language)}>{html}</div>'

    def reason(self, text: Localized) -> tuple[bytes, bytes, bytes]:
        """The same for the reason of a link, in pieces of UTF-8; most are simple."""
        own = text.get(self.language)
        encoded = self._simple(own) if own else None
        if encoded:
            return _PROSE, encoded, _PROSE_END
        return b"", self.prose(text).encode(), b""

    def _resolver(self, language: str) -> Resolver:
        """How prose in a language is shown."""
        known = self._resolvers.get(language)
        if known is None:
            isolate = isolating(language, self._languages_used)
            known = Resolver(self.address, self.citation, isolate, self.told_place, self._(_("; ")))
            self._resolvers[language] = known
        return known

    @cached_property
    def _languages_used(self) -> frozenset[str]:
        """The languages of the interface and of the sources."""
        own = (str(tag) for tag in self.edition.dossier.settings.languages)
        return frozenset((*own, *(source.language for source in self.edition.sources)))

    def _only_in(self, language: str) -> str:
        name = self.interface.language_name(language)
        only = self.interface.gettext(_("only in {language}")).format(language=name)
        return f'<span class="hy-badge">{escape(only)}</span>'

    # --- addresses --------------------------------------------------------------------

    def address(self, address: str) -> str:
        """The relative address of `source#id`; empty where nothing stands there."""
        source, _mark, fragment = address.partition("#")
        now = today(self.edition.former, source, fragment)
        return self.place(*now) if now[0] in self.edition.by_id else ""

    def place(self, source: str, fragment: str) -> str:
        """The relative address of a place in a source."""
        return f"{self.up}sources/{source}/#{fragment}"

    def told_place(self, address: str) -> str:
        """What stands at an address, in plain words: the source and the passage's number."""
        name, _mark, fragment = address.partition("#")
        name, fragment = today(self.edition.former, name, fragment)
        source = self.edition.by_id.get(name)
        if source is None:
            return ""
        span = self.edition.anchored.spans.get((name, fragment))
        passage = source.passages[span.first].id if span else fragment
        parts = [self._plain_source(source)]
        if passage.removeprefix("p").isdecimal():
            number = self.interface.number(int(passage.removeprefix("p")))
            parts.append(self.interface.gettext(_("passage {n}")).replace("{n}", number))
        return self.interface.gettext(_(", ")).join(parts)

    def entry(self, register: str, name: str) -> str:
        """The relative address of an entry: its own page, or its place in that of its register."""
        known = REGISTERS[register]
        page = f"{self.up}{known.page}/"
        return f"{page}#{name}" if known.shape == "list" else f"{page}{name}/"

    def citation(self, key: str, locator: str) -> str:
        """A citation: a link to the bibliography, with the place in what is cited."""
        reference = self.edition.dossier.bibliography.get(key)
        if reference is None:
            return escape(key)
        label = bibliography.short(reference, self.interface)
        place = f" <bdi>{escape(locator)}</bdi>" if locator else ""
        href = f"{self.up}{bibliography.pages(self.edition)[key]}#{key}"
        return f'<a class="hy-cite" href="{href}">{label}{place}</a>'

    def edit_link(self, place: Place) -> str:
        """A link to the line of the repository where something is written; empty without one."""
        settings = self.edition.dossier.settings
        url = edit_url(settings.repository, settings.branch, place.file)
        if not url:
            return ""
        label = self._(_("Edit"))
        return f'<a class="hy-edit" href="{escape(url)}#L{place.line}">{label}</a>'

    # --- sources ----------------------------------------------------------------------

    def title(self, source: Source) -> Title:
        """The source's title in the page's language."""
        if source.id not in self._titles:
            self._titles[source.id] = self._titled(source, self.language)
        return self._titles[source.id]

    def _titled(self, source: Source, language: str) -> Title:
        return title(source, language, self.edition.passages(source))

    def title_html(self, source: Source, tag: str = "bdi") -> str:
        """The source's title, with the language it is in."""
        known = self.title(source)
        return self.words(str(known), known.language, tag)

    def second_title(self, source: Source) -> str:
        """The source's own title, or a translation of it, beside the one that the page shows."""
        known = self.title(source)
        others = (self._titled(source, tag) for tag in (source.language, *self.other_languages))
        second = next((one for one in others if str(one) != str(known)), None)
        return self.words(str(second), second.language, "span") if second else ""

    def date_of(self, source: Source) -> str:
        """The date of a source, marked where it is inferred; empty where none is known."""
        if source.published is None:
            return ""
        time = self.interface.time(source.published.date)
        if source.published.basis == "text":
            return time
        return f'<span class="hy-inferred">{time}</span>'

    def outlet(self, source: Source) -> str:
        """The name of a source's outlet; empty where none is known."""
        entity = self.edition.dossier.registers[WHO].get(source.outlet or "")
        return self.said(entity.label) if entity else ""

    def outlet_and_date(self, source: Source) -> str:
        """Where and when a source appeared, as far as it is known."""
        return DOT.join(filter(None, (self.outlet(source), self.date_of(source))))

    def short_source(self, source: Source) -> str:
        """What tells a source from others in a line: its outlet or title, and its date."""
        short = self._short_sources.get(source.id)
        if short is None:
            name = self.outlet(source) or self.title_html(source)
            date = self.date_of(source)
            both = self._(_("{outlet}, {date}")).format(outlet=name, date=date)
            short = self._short_sources[source.id] = both if date else name
        return short

    def _plain_source(self, source: Source) -> str:
        """The same without markup."""
        entity = self.edition.dossier.registers[WHO].get(source.outlet or "")
        language = entity and self._language_of(entity.label)
        name = entity.label[language] if entity and language else str(self.title(source))
        if source.published is None:
            return name
        date = self.interface.date(source.published.date)
        return self.interface.gettext(_("{outlet}, {date}")).format(outlet=name, date=date)

    def number_of(self, passage: Passage) -> str:
        """A passage's number: that of its id, in the language's digits."""
        number = self._numbers.get(passage.id)
        if number is None:
            number = self.interface.number(int(passage.id.removeprefix("p")))
            self._numbers[passage.id] = number
        return number

    def passage_place(self, passage: Passage) -> str:
        """A passage by its number, within a line: `passage 5`."""
        return self._(_("passage {n}")).replace("{n}", self.number_of(passage))

    def paired(self, source: Source) -> Layer | None:
        """The translation shown beside the original: into the page's language, if there is one."""
        if source.language != self.language:
            own = layer_for(source, self.language)
            if own:
                return own
        for language in self.edition.dossier.settings.languages:
            layer = layer_for(source, language) if language != source.language else None
            if layer:
                return layer
        return source.layers[0] if source.layers else None

    # --- people, entries, bodies ------------------------------------------------------

    def makers(self, names: Sequence[str]) -> str:
        """Who made something, as a list of names; empty where nobody is named."""
        known = self.edition.dossier.contributors
        return self.joined([self.said(known[name].name) for name in names if name in known])

    def joined(self, parts: Sequence[str]) -> str:
        """Parts of a list, with the language's comma between them."""
        return self._(_(", ")).join(parts)

    def naming(self, register: str, name: str) -> str:
        """An entry's name, linked to its place in the register's page."""
        key = (register, name)
        if key not in self._namings:
            entry = self.edition.dossier.registers[register].get(name)
            label = self.said(entry.label) if entry else escape(name)
            self._namings[key] = f'<a href="{self.entry(register, name)}">{label}</a>'
        return self._namings[key]

    def content(self, content: Sequence[Content]) -> str:
        """What a body or an entry says: its prose, and its facts as a list."""
        parts: list[str] = []
        facts: list[str] = []
        for one in content:
            match one:
                case Prose(text):
                    parts.append(self.prose(text))
                case Pointer(_, _, reason):
                    parts.append(self.prose(reason))
                case Naming(register, name, key="", label=""):
                    named = f"{self.naming(register, name)}{self.contested(register, name)}"
                    parts.append(f'<p class="hy-naming">{named}</p>')
                case Naming(register, name, label=label):
                    facts.append(self.fact(label, self.naming(register, name)))
                case Word(label=label) as word:
                    facts.append(self.fact(label, self.signed(word)))
                case Moment(label=label) | Value(label=label) as given:
                    facts.append(self.fact(label, self.given(given)))
                case _:
                    assert_never(one)
        if facts:
            parts.append(f'<dl class="hy-said">{"".join(facts)}</dl>')
        return "".join(parts)

    def given(self, one: Moment | Value) -> str:
        """A date or a value as it is put into words, else as the page's language writes it."""
        if one.reads:
            return self.said(one.reads)
        if isinstance(one, Moment):
            return self.interface.time(one.date)
        return f"<bdi>{escape(one.value)}</bdi>"

    def signed(self, word: Word) -> str:
        """A word of the interface, beside its sign if it has one."""
        said = self._(word.word)
        return f'<span aria-hidden="true">{word.sign}</span> {said}' if word.sign else said

    def contested(self, register: str, name: str) -> str:
        """A badge where passages are at odds on an entry; empty where they are not."""
        known = self.edition.agreements.get((register, name))
        if known is None or not known.contested:
            return ""
        label = self._(_("contested"))
        return f' <span class="hy-badge" data-status="contested">{label}</span>'

    def fact(self, label: str, value: str) -> str:
        """One fact of a list: a message, and HTML."""
        return f"<div><dt>{self._(label)}</dt><dd>{value}</dd></div>"
