"""What the scripts of a source's page are told: their words, and the pattern of a citation."""

from __future__ import annotations

from markupsafe import escape

from hashiya.kinds import WHO
from hashiya.model import Source
from hashiya.once import once
from hashiya.render.interface import direction
from hashiya.render.template import SLOT, template
from hashiya.render.writer import Writer
from hashiya.wording import _

_OPENING = {"rtl": "\u2067", "ltr": "\u2066", "auto": "\u2068"}
_CLOSING = "\u2069"
"""Isolates, because a citation is copied as plain text."""

_WITHIN = str.maketrans("“”", "‘’")
"""Quotes within quotes of the same sort."""


def tools(writer: Writer, source: Source) -> str:
    """A template element: without scripts there is nothing of it to be seen."""
    before, after = _around_citation(writer)
    return f"{before}{escape(_citation(writer, source))}{after}"


@once
def _around_citation(writer: Writer) -> tuple[str, str]:
    """The element, cut at the pattern of a citation, in which alone sources differ."""
    html = template("tools.html").render(
        citation=SLOT,
        locale=_locale(writer),
        **writer.messages,
    )
    before, after = html.split(SLOT)
    return before, after


def _locale(writer: Writer) -> str:
    """The dossier's locale for the page's language, as the browser's own dates take it."""
    known = writer.edition.dossier.settings.locales.get(writer.language)
    name, digits = (known.name, known.digits) if known else (writer.language, "latn")
    return f"{name}-u-nu-{digits}"


def _citation(writer: Writer, source: Source) -> str:
    """A citation of a place in a source, without its number, its address and today's date."""
    words = writer.interface.gettext
    title = writer.title(source)
    quotes = words(_("“{title}”"))
    own = str(title).translate(_WITHIN) if "“" in quotes else str(title)
    quoted = quotes.format(title=_isolated(writer, own, title.language))
    date = writer.interface.date(source.published.date) if source.published else ""
    parts = [part for part in (_outlet(writer, source), quoted, date) if part]
    pattern = words(_("{source}, {place}. In: {site}. {address} (read on {read})"))
    said = words(_(", ")).join(parts)
    return pattern.replace("{source}", said).replace("{site}", _site(writer))


def _outlet(writer: Writer, source: Source) -> str:
    entity = writer.edition.dossier.registers[WHO].get(source.outlet or "")
    label = entity.label if entity else {}
    language = writer.language if writer.language in label else next(iter(label), "")
    return _isolated(writer, str(label[language]), language) if label else ""


def _site(writer: Writer) -> str:
    title = writer.edition.dossier.settings.title
    language = writer.language if writer.language in title else next(iter(title), "")
    return _isolated(writer, str(title[language]), language) if title else ""


def _isolated(writer: Writer, words: str, language: str) -> str:
    """Words, kept apart from those around them where they run the other way."""
    own = direction(language)
    same = own == writer.interface.direction
    return words if same else f"{_OPENING[own]}{words}{_CLOSING}"
