"""`corrections.yaml`: what was corrected in the dossier as a whole, or anywhere in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hashiya.model import Correction, Text
from hashiya.schema import Field, Node, Reading, date, is_ident, localized, many, record, text


def _anything(node: Node, reading: Reading) -> Text | None:
    """A source, or an address: what is said before the `#` may be a register, too."""
    word = text(node, reading)
    if word is None:
        return None
    source, mark, fragment = word.partition("#")
    if not is_ident(source) or (mark and not is_ident(fragment)):
        reading.add("bad-address", word.place, address=word, width=len(word))
        return None
    return word


_correction = record(
    {
        "on": Field(date, required=True),
        "of": Field(_anything),
        "what": Field(localized, required=True),
        "reason": Field(localized, required=True),
    }
)
_file = record({"corrections": Field(many(_correction), required=True)})


def corrections(nodes: Sequence[Node], reading: Reading) -> Iterator[Correction]:
    """The corrections that the files hold."""
    for node in nodes:
        values = _file(node, reading)
        for item in values["corrections"] if values else ():
            source, _mark, fragment = (item["of"] or "").partition("#")
            written = item["of"] or item["on"]
            yield Correction(item["on"], item["what"], item["reason"], source, fragment, written)
