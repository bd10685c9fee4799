"""How a term is rendered in the translations that pages in one language show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from hashiya.kind import Register
from hashiya.model import Entry, Wording
from hashiya.render.writer import Writer
from hashiya.wording import _

NOT_ALLOWED: Mapping[str, str] = {
    "otherwise": _("in other words"),
    "several": _("several of these stand in the passage"),
    "untranslated": _("not translated"),
}


class Group(NamedTuple):
    """The places where a term is rendered in one way."""

    number: int
    """From 1."""
    name: str
    """What is written for it, as HTML."""
    items: Sequence[Wording]

    @property
    def anchor(self) -> str:
        """Its id on the page; an underscore is in no id of an entry."""
        return f"rendered_{self.number}"


def places(writer: Writer, register: Register, entry: Entry) -> list[Wording]:
    """What became of a term in the translation of each source that is shown, each place once."""
    found: dict[tuple[str, str], Wording] = {}
    for wording in writer.edition.wordings.get((register.name, entry.id), ()):
        place = wording.end.source, wording.end.fragment
        layer = writer.paired(writer.edition.by_id[wording.end.source])
        if place not in found or (layer and layer.name == wording.layer):
            found[place] = wording
    return list(found.values())


def groups(writer: Writer, register: Register, entry: Entry) -> list[Group]:
    """The places by rendering, the most frequent first; what the glossary does not know, last."""
    found: dict[tuple[str, str, str], list[Wording]] = {}
    for wording in places(writer, register, entry):
        layer = writer.paired(writer.edition.by_id[wording.end.source])
        language = layer.language if layer else ""
        found.setdefault((wording.how, wording.form, language), []).append(wording)
    ranked = sorted(found.items(), key=lambda one: (one[0][0] in NOT_ALLOWED, -len(one[1])))
    return [
        Group(number, _name(writer, *key), items) for number, (key, items) in enumerate(ranked, 1)
    ]


def _name(writer: Writer, how: str, form: str, language: str) -> str:
    if how in NOT_ALLOWED:
        return writer._(NOT_ALLOWED[how])
    return writer.words(form, language)
