"""Hashiya's own words for a peer, from its catalogs, so that both sites say the same."""

from __future__ import annotations

import re
from functools import cache

import babel

from hashiya.model import RELATIONS, Locale, Settings, Text
from hashiya.problem import Place
from hashiya.render.distance import told_in
from hashiya.render.ends import LABELS
from hashiya.render.interface import Interface, catalog
from tests.bench.corpus import LANGUAGES

MESSAGES = {
    "address": "Address of this page:",
    "all-the-sources": "All sources",
    "annotations": "Annotations",
    "appearance": "Appearance",
    "around": "Sources before and after",
    "auto": "Automatic",
    "back": "Back",
    "back-to": "Back to the text in {language}",
    "basis": "Basis",
    "beside": "Before and after",
    "both": "Both",
    "by-source": "Source by source",
    "card-shown": "Card shown: Tab leads into it, Escape closes it",
    "close": "Close",
    "comma": ", ",
    "copy": "Copy",
    "copy-citation": "A citation",
    "copy-link": "The link",
    "copy-text": "The text in both languages",
    "corrections": "Corrections",
    "corrections-lead": "What was wrong in this edition and has been changed, and what was given"
    " up. Addresses once published keep leading somewhere.",
    "coverage": "Coverage",
    "coverage-lead": "How far every source is translated, reviewed and annotated.",
    "dark": "Dark",
    "earlier-source": "Earlier source",
    "edition": "This edition",
    "entities": "People, bodies, places",
    "go-to": "Go to",
    "headline": "headline",
    "home": "Home",
    "how-far": "How far they are translated and annotated",
    "in-sources": "In the sources",
    "in-time": "Sources in the order of time",
    "inference": "inference",
    "interleave": "Interleave",
    "key": "Key",
    "kind-claim": "Claim",
    "kind-event": "Event",
    "kind-mention": "Mention",
    "kind-note": "Note",
    "kind-term": "Term",
    "language": "Language",
    "languages": "Languages",
    "later-source": "Later source",
    "light": "Light",
    "linked-from": "Linked from",
    "links": "Links",
    "links-to": "Links to passage {passage}",
    "map": "Map of the sources",
    "menu": "Menu",
    "next": "Next",
    "next-annotation": "Next annotation",
    "next-passage": "Next passage",
    "next-source": "Next source in time",
    "no-corrections": "Nothing has been corrected so far.",
    "nobody": "nobody named",
    "not-annotated": "not annotated",
    "note": "Note",
    "nowhere": "No passage is annotated with this name yet.",
    "onward": "Links of this passage",
    "organisation": "organisation",
    "organisations": "Organisations",
    "original": "original",
    "outlet": "Outlet",
    "page": "Page {n}",
    "pages": "Pages of this list",
    "passage": "Passage",
    "place": "passage {n}",
    "passages": "Passages",
    "preview": "Preview",
    "prev-source": "Previous source in time",
    "previous": "Previous",
    "previous-annotation": "Previous annotation",
    "previous-passage": "Previous passage",
    "published": "Published",
    "reference": "Cross-reference",
    "relation-and-number": "Relation and number of links",
    "reviewed": "reviewed",
    "same-day": "the same day",
    "same-page": "This page in other languages",
    "sections": "Sections",
    "share": "{n} of {total}",
    "shown": "Languages shown",
    "skip": "Skip to content",
    "source": "Source",
    "sources": "Sources",
    "subscribe": "Subscribe to the corrections (Atom)",
    "trail": "You are here",
    "translated-by": "translated by {names}",
    "translated-text": "Translation",
    "type": "Type",
    "types": "Types and letters",
    "view": "View",
    "who-made": "Who made it",
    "whole": "Notes in full",
    "why": "Why",
    "with-annotations": "Passages with annotations",
}
"""Messages by the names that templates know them by."""

PLURALS = {
    "all-sources": ("All {n} source", "All {n} sources"),
    "annotated": ("{n} annotation", "{n} annotations"),
    "days-earlier": ("{n} day earlier", "{n} days earlier"),
    "days-later": ("{n} day later", "{n} days later"),
    "entries": ("{n} entry", "{n} entries"),
    "months-earlier": ("{n} month earlier", "{n} months earlier"),
    "months-later": ("{n} month later", "{n} months later"),
    "more-links": ("{n} more link", "{n} more links"),
    "n-links": ("{n} link", "{n} links"),
    "n-sources": ("in {n} source", "in {n} sources"),
    "names": ("{n} name", "{n} names"),
    "notes-on": ("{n} note on passage {passage}", "{n} notes on passage {passage}"),
    "sources-in-time": ("{n} source, in the order of time", "{n} sources, in the order of time"),
    "translated": ("{n} passage translated", "{n} passages translated"),
    "years-earlier": ("{n} year earlier", "{n} years earlier"),
    "years-later": ("{n} year later", "{n} years later"),
}
"""Messages with a number, likewise."""

_EXAMPLES = {
    "ar": {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100},
    "en": {"one": 1, "other": 2},
}
"""A number of every plural form that a language has (CLDR)."""


_PLACE = re.compile(r"{(\w+)}")


def said(code: str) -> dict[str, str]:
    """The messages in a language, with `{n}` and other places as the catalogs have them."""
    messages = catalog(code)
    table = {name: messages.gettext(message) for name, message in MESSAGES.items()}
    table |= {name: messages.gettext(LABELS[name]) for name in RELATIONS}
    names = {each: str(babel.Locale(each).get_display_name(code)) for each in LANGUAGES}
    return table | {f"language-{each}": name for each, name in names.items()}


def templates(code: str) -> dict[str, object]:
    """The same as Go templates, and the messages that count, for Hugo's `T`."""
    plain = {name: _PLACE.sub(r"{{ .\1 }}", message) for name, message in said(code).items()}
    return plain | {
        name: {form: _counting(code, words, n) for form, n in _EXAMPLES[code].items()}
        for name, words in PLURALS.items()
    }


def _counting(code: str, words: tuple[str, str], number: int) -> str:
    message = catalog(code).ngettext(*words, number).replace("{n}", "{Count}")
    return _PLACE.sub(r"{{ .\1 }}", message)


def elsewhere(code: str) -> str:
    """“Passage {n} in English”, in that language."""
    message = catalog(code).gettext("Passage {n} in {language}")
    return message.replace("{language}", said(code)[f"language-{code}"])


def counted(code: str, name: str, number: int) -> str:
    """One of `PLURALS`, filled in."""
    return catalog(code).ngettext(*PLURALS[name], number).replace("{n}", str(number))


@cache
def interface(code: str) -> Interface:
    """What Hashiya's pages are written with, for the dossier's locales (dossier.py)."""
    locales = {"ar": Locale(Text("ar-IQ", Place("dossier.yaml")))}
    return Interface(code, Settings((), locales, "", {}, {}, "", "main", "error", {}))


def ago(code: str, days: int) -> str:
    """How much later something appeared, or earlier where `days` is negative."""
    return told_in(interface(code), days, days, doubted=False)
