"""The corrections as a feed, one in each language (Atom, RFC 4287)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from html import escape
from uuid import NAMESPACE_URL, uuid5

from hashiya.model import Edition
from hashiya.render.changes import Change, Changed, changes, updated
from hashiya.render.ends import Ends
from hashiya.render.interface import Interface
from hashiya.render.writer import Writer
from hashiya.wording import _

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

FILE = "corrections.xml"
"""Its name in the folder of its language."""

NEWEST = 50
"""Entries of a feed; the page has all of them."""


def feed(edition: Edition, interface: Interface, site_url: str) -> bytes | None:
    """The feed of one language; links are relative to it where the site's address is not known.

    None where no day is known of which it could say that it was updated then.
    """
    day = updated(edition)
    if day is None:
        return None
    address = f"{site_url.rstrip('/')}/{interface.language}/" if site_url else ""
    writer = Writer(edition, interface, 0, base=address)
    return _Feed(writer, address).document(day).encode()


class _Feed:
    """Writes a feed."""

    def __init__(self, writer: Writer, address: str) -> None:
        self._writer = writer
        self._address = address
        self._changed = Changed(writer, Ends(writer))

    def document(self, day: date) -> str:
        """The feed as XML, which was updated on a day."""
        newest = changes(self._writer.edition)[:NEWEST]
        interface = self._writer.interface
        settings = self._writer.edition.dossier.settings
        dossier = str(settings.title.get(interface.language) or next(iter(settings.title.values())))
        corrections = interface.gettext(_("Corrections"))
        title = f"{corrections} · {dossier}"
        own = self._address and f'<link rel="self" href="{escape(self._address + FILE)}"/>\n'
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{escape(interface.language)}">\n'
            f"<id>{escape(self._id(''))}</id>\n<title>{_text(title)}</title>\n"
            f"<updated>{day.isoformat()}T00:00:00Z</updated>\n{own}"
            f'<link rel="alternate" type="text/html"'
            f' href="{escape(self._writer.up)}corrections/"/>\n'
            f"{self._authors(dossier)}{self._entries(newest)}</feed>\n"
        )

    def _id(self, name: str) -> str:
        """A name for ever: the address where it stands, or one made from the dossier's own."""
        if self._address:
            return f"{self._address}corrections/{f'#{name}' if name else ''}"
        settings = self._writer.edition.dossier.settings
        dossier = settings.repository or next(iter(settings.title.values()))
        known = f"{dossier}#{self._writer.language}/corrections/{name}"
        return f"urn:uuid:{uuid5(NAMESPACE_URL, known)}"

    def _authors(self, dossier: str) -> str:
        """Who made the dossier; the dossier itself where nobody is named."""
        language = self._writer.language
        people = self._writer.edition.dossier.contributors.values()
        names = [str(one.name.get(language) or next(iter(one.name.values()))) for one in people]
        authors = (f"<author><name>{_text(name)}</name></author>\n" for name in names[:NEWEST])
        return "".join(authors) or f"<author><name>{_text(dossier)}</name></author>\n"

    def _entries(self, newest: Sequence[Change]) -> str:
        return "".join(map(self._entry, newest))

    def _entry(self, change: Change) -> str:
        day = f"{change.day.isoformat()}T00:00:00Z"
        href = escape(self._changed.href(change))
        return (
            f"<entry>\n<id>{escape(self._id(change.name))}</id>\n"
            f"<title>{_text(self._changed.title(change))}</title>\n"
            f"<published>{day}</published>\n<updated>{day}</updated>\n"
            f'<link rel="alternate" type="text/html" href="{href}"/>\n'
            f'<content type="html">{_text(self._content(change))}</content>\n</entry>\n'
        )

    def _content(self, change: Change) -> str:
        """What was changed and why, as HTML that says its language itself: readers may not."""
        writer, changed = self._writer, self._changed
        language, direction = writer.language, writer.interface.direction
        return (
            f'<div lang="{escape(language)}" dir="{direction}">{changed.place(change)}'
            f"{writer.prose(change.what)}{writer.prose(change.reason)}"
            f"{changed.instead(change)}</div>"
        )


def _text(words: str) -> str:
    """Words in XML, without the characters that it may not hold (XML 1.0, 2.2)."""
    return escape(_NO_XML.sub("", words))
