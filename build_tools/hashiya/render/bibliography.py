"""Outside sources in words: a short form for citations, a full one for the bibliography."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from html import escape
from typing import Any

from hashiya.date import parse_date
from hashiya.model import Reference
from hashiya.render.interface import Interface, attributes, direction
from hashiya.wording import _


def short(reference: Reference, interface: Interface) -> str:
    """Author and year, as HTML; where it appeared, or its title, for want of an author."""
    fields = reference.fields
    language = str(fields.get("language") or interface.language)
    names = _names(fields.get("author") or ())
    label = names[0] if names else str(_first(fields, "container-title", "publisher", "title"))
    words = isolated(label, language)
    if len(names) > 1:
        words = escape(interface.gettext(_("{name} and others"))).replace("{name}", words)
    year = _year(fields)
    return f"{words} {interface.number(year)}" if year else words


def _first(fields: Mapping[str, object], *keys: str) -> object:
    return next(fields[key] for key in keys if fields.get(key))


def _names(people: Any) -> list[str]:
    return [str(name.get("literal") or name.get("family") or name.get("given")) for name in people]


def _year(fields: Mapping[str, object]) -> int | None:
    issued = parse_date(str(fields.get("issued", "")))
    return issued.start.year if issued and issued.start else None


def full(reference: Reference, interface: Interface) -> str:
    """The entry as HTML: author, title, where it appeared, when, and what was read of it."""
    fields = reference.fields
    language = str(fields.get("language") or "")
    names = _full_names(fields)
    parts = [interface.listing([isolated(name, language) for name in names])] if names else []
    title = str(fields["title"])
    parts.append(f"<cite{_written_in(title, language)}>{_linked(title, fields.get('URL'))}</cite>")
    parts += [
        isolated(str(fields[key]), language)
        for key in ("container-title", "publisher", "publisher-place", "edition", "volume", "page")
        if fields.get(key)
    ]
    if fields.get("issued"):
        parts.append(interface.time(str(fields["issued"])))
    return ". ".join(parts) + "." + _copies(fields, interface)


def _full_names(fields: Mapping[str, object]) -> list[str]:
    people: Any = fields.get("author") or ()
    return [
        str(name.get("literal") or " ".join(filter(None, (name.get("given"), name.get("family")))))
        for name in people
    ]


def isolated(words: str, language: str) -> str:
    """Words of a reference that is in a language, isolated from what stands around them."""
    return f"<bdi{_written_in(words, language)}>{escape(words)}</bdi>"


def _written_in(words: str, language: str) -> str:
    """The attributes of words in a reference's language, or only their direction.

    The outlet of an Arabic item may have a Latin name: such words are in no known language.
    """
    strong = (unicodedata.bidirectional(character) for character in words)
    first = next((kind for kind in strong if kind in ("L", "R", "AL")), "")
    written = {"L": "ltr", "R": "rtl", "AL": "rtl"}.get(first, direction(language))
    return (
        attributes(language) if written == direction(language) else f' lang="und" dir="{written}"'
    )


def _linked(words: str, url: object) -> str:
    if not url:
        return escape(words)
    return f'<a href="{escape(str(url))}" rel="external">{escape(words)}</a>'


def _copies(fields: Mapping[str, object], interface: Interface) -> str:
    """Which copies there are, which of them was read, and when."""
    parts = []
    if fields.get("archive"):
        parts.append(_linked(interface.gettext(_("Archived copy")), fields["archive"]))
    if fields.get("read-in"):
        parts.append(_linked(interface.gettext(_("Read in this copy")), fields["read-in"]))
    read_on = fields.get("read-on") or fields.get("accessed")
    if read_on:
        label = escape(interface.gettext(_("Read on")))
        parts.append(f"{label} {interface.time(str(read_on))}")
    return "".join(f' <span class="hy-copy">{part}.</span>' for part in parts)
