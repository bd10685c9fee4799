"""Outside sources in words: a short form for citations, a full one for the bibliography."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html import escape
from typing import Any

from hashiya.date import parse_date, standing
from hashiya.model import Edition, Reference
from hashiya.once import once
from hashiya.render.interface import Interface, attributes, direction
from hashiya.render.paging import place_of
from hashiya.wording import _

EACH = 100
"""References on a page: with the places that cite them a page stays under half a megabyte."""


@once
def in_order(edition: Edition) -> list[Reference]:
    """The outside sources in order of time, those without a date last.

    An alphabet would be another one in each language; time is the same in all of them, so that
    a reference stands on the same page in every language.
    """
    return sorted(edition.dossier.bibliography.values(), key=_when)


def _when(reference: Reference) -> tuple[date, str, str]:
    issued = standing(str(reference.fields.get("issued", "")))[0]
    return issued, str(reference.fields["title"]), reference.id


@once
def pages(edition: Edition) -> dict[str, str]:
    """The page of the bibliography on which each reference stands, by its key."""
    return {
        reference.id: place_of("bibliography/", index, EACH)
        for index, reference in enumerate(in_order(edition))
    }


def short(reference: Reference, interface: Interface) -> str:
    """Author and year, as HTML; where it appeared, or its title, for want of an author."""
    fields = reference.fields
    language = str(fields.get("language") or interface.language)
    names = _names(fields.get("author") or ())
    label = names[0] if names else str(_first(fields, "container-title", "publisher", "title"))
    words = isolated(label, language)
    if len(names) > 1:
        words = escape(interface.gettext(_("{name} and others"))).replace("{name}", words)
    known = year(reference)
    return f"{words} {interface.number(known)}" if known else words


def _first(fields: Mapping[str, object], *keys: str) -> object:
    return next(fields[key] for key in keys if fields.get(key))


def _names(people: Any) -> list[str]:
    return [str(name.get("literal") or name.get("family") or name.get("given")) for name in people]


def year(reference: Reference) -> int | None:
    """The year in which it appeared; None where that is not known."""
    issued = parse_date(str(reference.fields.get("issued", "")))
    return issued.start.year if issued and issued.start else None


def full(reference: Reference, interface: Interface) -> str:
    """The entry as HTML: who, what, where it appeared and when, in the order of CSL's styles."""
    return ". ".join(_parts(reference.fields, interface)) + "."


def _parts(fields: Mapping[str, object], interface: Interface) -> Iterator[str]:
    language = str(fields.get("language") or "")
    if fields.get("author"):
        yield _people(fields["author"], language, interface)
    yield titled(fields)
    if fields.get("editor"):
        people = _people(fields["editor"], language, interface)
        yield escape(interface.gettext(_("Edited by {names}"))).replace("{names}", people)
    yield from _plain(fields, language, "genre", "container-title", "section", "edition")
    if fields.get("volume") or fields.get("issue"):
        yield isolated(_volume(fields), language)
    yield from _plain(fields, language, "number", "publisher-place", "publisher")
    if fields.get("issued"):
        yield interface.time(str(fields["issued"]))
    if fields.get("page"):
        words = escape(interface.gettext(_("p. {pages}")))
        yield words.replace("{pages}", f'<bdi dir="ltr">{escape(str(fields["page"]))}</bdi>')
    for key in ("DOI", "ISBN"):
        if fields.get(key):
            yield f'<bdi lang="und" dir="ltr">{key} {escape(str(fields[key]))}</bdi>'


def titled(fields: Mapping[str, object]) -> str:
    """The title of what is cited, as HTML."""
    title, language = str(fields["title"]), str(fields.get("language") or "")
    return f"<cite{_written_in(title, language)}>{escape(title)}</cite>"


def _plain(fields: Mapping[str, object], language: str, *keys: str) -> Iterator[str]:
    return (isolated(str(fields[key]), language) for key in keys if fields.get(key))


def _volume(fields: Mapping[str, object]) -> str:
    """Volume and issue as they are written together, 12 (3)."""
    volume, issue = str(fields.get("volume", "")), str(fields.get("issue", ""))
    return f"{volume} ({issue})" if volume and issue else volume or issue


def _people(people: Any, language: str, interface: Interface) -> str:
    names = (
        str(name.get("literal") or " ".join(filter(None, (name.get("given"), name.get("family")))))
        for name in people
    )
    return interface.listing([isolated(name, language) for name in names])


def isolated(words: str, language: str) -> str:
    """Words of a reference that is in a language, isolated from what stands around them."""
    return f"<bdi{_written_in(words, language)}>{escape(words)}</bdi>"


def _written_in(words: str, language: str) -> str:
    """The attributes of words in a reference's language, or only their direction.

    The outlet of an Arabic item may have a Latin name: such words are in no known language.
    """
    written = _direction_of(words, direction(language))
    return (
        attributes(language) if written == direction(language) else f' lang="und" dir="{written}"'
    )


def _direction_of(words: str, otherwise: str) -> str:
    """The direction of the first letter."""
    strong = (unicodedata.bidirectional(character) for character in words)
    first = next((kind for kind in strong if kind in ("L", "R", "AL")), "")
    return {"L": "ltr", "R": "rtl", "AL": "rtl"}.get(first, otherwise)


def copies(reference: Reference, interface: Interface) -> list[tuple[str, str]]:
    """Where it can be read, which copy was read, and when: messages, each with its HTML."""
    fields = reference.fields
    found = [
        (label, _site(str(fields[key])))
        for key, label in (
            ("URL", _("Original page")),
            ("archive", _("Archived copy")),
            ("read-in", _("Read in this copy")),
        )
        if fields.get(key)
    ]
    read_on = fields.get("read-on") or fields.get("accessed")
    if read_on:
        found.append((_("Read on"), interface.time(str(read_on))))
    return found


def _site(url: str) -> str:
    """A link that says to which site it leads."""
    host = url.split("/")[2].removeprefix("www.")
    return (
        f'<a href="{escape(url)}" rel="external"><bdi lang="und" dir="ltr">{escape(host)}</bdi></a>'
    )


def plain_note(words: str, languages: Sequence[str]) -> str:
    """What the editors add about a reference in one text that tells no language, as HTML.

    It is taken for the only one of the dossier's languages that is written in its direction;
    where there are several, no language is claimed for it.
    """
    written = _direction_of(words, "auto")
    known = [language for language in languages if direction(language) == written]
    spoken = attributes(known[0]) if len(known) == 1 else f' lang="und" dir="{written}"'
    return f'<p class="hy-reference-note"{spoken}>{escape(words)}</p>'
