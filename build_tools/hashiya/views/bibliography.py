"""The outside sources, and where each is cited."""

from __future__ import annotations

from collections.abc import Iterator

from hashiya.kind import Pointer, Prose
from hashiya.kinds import KINDS
from hashiya.model import Annotation, Edition, End, Localized, Page, PageRef
from hashiya.prose import citations
from hashiya.render.bibliography import full
from hashiya.render.ends import Ends
from hashiya.render.template import template
from hashiya.render.writer import Writer
from hashiya.wording import _

TITLE = _("Bibliography")


def outline(writer: Writer) -> Iterator[PageRef]:
    """One page, where there are outside sources."""
    if writer.edition.dossier.bibliography:
        title = writer.interface.gettext(TITLE)
        file = "annotations/bibliography.yaml"
        yield PageRef("bibliography/", writer.language, "bibliography", title, file)


def page(writer: Writer, ends: Ends, ref: PageRef) -> Page:
    """The page."""
    references = writer.edition.dossier.bibliography.values()
    html = template("bibliography.html").render(
        writer=writer,
        title=ref.title,
        references=[(one.id, full(one, writer.interface)) for one in references],
        cited=_cited(writer.edition),
        ends=ends,
        **writer.messages,
    )
    return Page(ref.uri, ref.language, ref.title, "", (html.encode(),), ref.section, ref.edit)


def _cited(edition: Edition) -> dict[str, list[End]]:
    """By key: the annotations that cite it, each once."""
    found: dict[str, dict[tuple[str, str], End]] = {}
    for source in edition.sources:
        for item in edition.annotations.get(source.id, ()):
            span = edition.anchored.spans[source.id, item.id]
            for key in _keys(item):
                end = End(source.id, item.id, span)
                found.setdefault(key, {})[source.id, item.id] = end
    return {key: list(ends.values()) for key, ends in found.items()}


def _keys(item: Annotation) -> Iterator[str]:
    for body in item.bodies:
        for content in KINDS[body.kind].says(body):
            text: Localized = {}
            if isinstance(content, Prose):
                text = content.text
            elif isinstance(content, Pointer):
                text = content.reason
            for words in text.values():
                yield from (one.key for one in citations(words))
