"""The outside sources in order of time, and where each is cited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import cast

from hashiya.model import About, Citer, Localized, Page, PageRef, Reference
from hashiya.render.bibliography import (
    EACH,
    copies,
    full,
    in_order,
    pages,
    plain_note,
    titled,
    year,
)
from hashiya.render.ends import Ends
from hashiya.render.paging import front_of, leaf, pager, uris
from hashiya.render.template import template
from hashiya.render.trail import trail
from hashiya.render.writer import Writer
from hashiya.wording import _

TITLE = _("Bibliography")
FRONT = "bibliography/"
FILE = "annotations/bibliography.yaml"

SHOWN = 5
"""Places that cite a reference, shown in its entry; where there are more, they have a page."""
CITERS = 150
"""Places on such a page."""


def outline(writer: Writer) -> Iterator[PageRef]:
    """The list, where there are outside sources, and a page for each that is cited often."""
    references = in_order(writer.edition)
    if not references:
        return
    title = writer.interface.gettext(TITLE)
    for uri in uris(FRONT, len(references), EACH):
        yield PageRef(uri, writer.language, "bibliography", title, FILE)
    for reference in references:
        number = len(writer.edition.citers.get(reference.id, ()))
        if number > SHOWN:
            own = str(reference.fields["title"])
            for uri in uris(f"{FRONT}{reference.id}/", number, CITERS):
                yield PageRef(uri, writer.language, "bibliography", own, FILE)


def page(writer: Writer, ends: Ends, ref: PageRef) -> Page:
    """A page of the list, or of the places that cite one outside source."""
    front = front_of(ref.uri)
    if front != FRONT:
        return _citing(writer, ends, ref, front.split("/")[1])
    shown = leaf(ref.uri, in_order(writer.edition), EACH)
    html = template("bibliography.html").render(
        writer=writer,
        title=ref.title,
        trail=trail(writer),
        years=[(known, list(some)) for known, some in groupby(shown.items, year)],
        total=len(writer.edition.dossier.bibliography),
        parts=_Parts(writer, ends),
        pager=pager(writer, shown),
        **writer.messages,
    )
    return ref.page(html)


def _citing(writer: Writer, ends: Ends, ref: PageRef, key: str) -> Page:
    """A page of the places that cite one outside source."""
    shown = leaf(ref.uri, writer.edition.citers[key], CITERS)
    parts = _Parts(writer, ends)
    reference = writer.edition.dossier.bibliography[key]
    back = f"{pages(writer.edition)[key]}#{key}"
    html = template("citing.html").render(
        writer=writer,
        trail=trail(writer, (writer._(TITLE), back)),
        reference=reference,
        parts=parts,
        places=[parts.citer(one) for one in shown.items],
        total=len(writer.edition.citers[key]),
        pager=pager(writer, shown),
        **writer.messages,
    )
    return ref.page(html)


class _Parts:
    """The parts of an entry as HTML."""

    def __init__(self, writer: Writer, ends: Ends) -> None:
        self._writer = writer
        self._ends = ends
        self._languages = [str(tag) for tag in writer.edition.dossier.settings.languages]

    def title(self, reference: Reference) -> str:
        """What the reference is to."""
        return titled(reference.fields)

    def full(self, reference: Reference) -> str:
        """The reference itself, and what the editors add."""
        words = full(reference, self._writer.interface)
        return f'<p class="hy-reference">{words}</p>{self._note(reference)}'

    def _note(self, reference: Reference) -> str:
        note = reference.fields.get("note")
        if note is None:
            return ""
        if isinstance(note, str):
            return plain_note(note, self._languages)
        return f'<p class="hy-reference-note">{self._writer.said(cast("Localized", note))}</p>'

    def copies(self, reference: Reference) -> str:
        """Where it can be read, and which copy was read when."""
        writer = self._writer
        rows = (
            f"<div><dt>{writer._(label)}</dt><dd>{html}</dd></div>"
            for label, html in copies(reference, writer.interface)
        )
        return f'<dl class="hy-copies">{"".join(rows)}</dl>'

    def places(self, key: str) -> Sequence[Citer]:
        """Every place that cites it."""
        return self._writer.edition.citers.get(key, ())

    def first(self, key: str) -> list[str]:
        """The places that are shown in the entry, as HTML."""
        places = self.places(key)
        return [self.citer(one) for one in places] if len(places) <= SHOWN else []

    def citer(self, citer: Citer) -> str:
        """One place that cites, as HTML."""
        if not isinstance(citer, About):
            return self._ends.line(citer)
        writer = self._writer
        if citer.register:
            html = writer.naming(citer.register, citer.id)
        elif citer.id:
            source = writer.edition.by_id[citer.id]
            label = writer._(_("what is known of the source"))
            html = (
                f'<a href="{writer.up}sources/{citer.id}/">{writer.short_source(source)}</a>'
                f" ({label})"
            )
        else:
            label = writer._(_("Corrections"))
            html = f'<a href="{writer.up}corrections/">{label}</a>'
        return f'<p class="hy-target">{html}</p>'
