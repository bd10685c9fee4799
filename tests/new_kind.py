"""A kind that no module outside of this one knows: run with a shape and a project, tells its site.

`python -m tests.new_kind SHAPE PROJECT` registers the kind as a line in `kinds/__init__.py` would,
before any step is imported, and prints what the steps make of it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, cast

from hashiya import kinds
from hashiya.kind import Content, Kind, Moment, Naming, Register, Shape, Word
from hashiya.model import Text
from hashiya.schema import (
    Field,
    Values,
    by_language,
    date,
    ident,
    localized,
    made,
    many,
    one_of,
    record,
    text,
)


@dataclass(frozen=True, slots=True)
class Omen:
    """That a passage tells of an omen."""

    kind: ClassVar[str] = "omen"
    omen: Text
    seen: Text
    on: Text


def _omen(item: Values) -> Omen:
    return Omen(item["omen"], item["seen"], item["on"])


def says(omen: Omen) -> tuple[Content, ...]:
    """All that any shape asks of a body."""
    seen, side = ("seen", "for") if omen.seen == "yes" else ("not seen", "against")
    return (
        Naming("omens", omen.omen),
        Word("stance", "Stance", omen.seen, seen, "☂", cast("Any", side)),
        Word("status", "Status", omen.seen, seen),
        Moment("date", "Date", omen.on),
    )


def says_entry(fields: Mapping[str, Any]) -> tuple[Content, ...]:
    """All that any shape asks of an entry."""
    return (
        Moment("date", "Date", fields["on"]),
        Word("status", "Status", Text("yes", fields["on"].place), "seen"),
        Word("type", "Type", fields["type"], "bird"),
    )


def register(shape: Shape) -> Register:
    """The omens, laid out in a shape."""
    fields: dict[str, Field[Any]] = {
        "name": Field(localized, required=True),
        "on": Field(date, required=True),
        "type": Field(one_of("bird"), required=True),
        "spellings": Field(by_language(many(text), every=False)),
    }
    return Register(
        "omens",
        "Omens",
        "name",
        fields,
        says_entry,
        dated="on",
        shape=shape,
        spellings="spellings",
        types={"bird": "Birds"},
    )


def kind(shape: Shape) -> Kind:
    """The kind, with a line of its own."""
    written = record(
        {
            "omen": Field(ident, required=True),
            "seen": Field(one_of("yes", "no"), required=True),
            "on": Field(date, required=True),
        }
    )
    return Kind(
        "omen",
        "omens",
        "Omen",
        many(made(written, _omen)),
        says,
        register=register(shape),
        line="double",
        tone="renew",
    )


def main(shape: Shape, project: Path) -> None:
    """Make the site with the kind, and print it."""
    known = kind(shape)
    assert known.register is not None
    cast("dict[str, Kind]", kinds.KINDS)[known.name] = known
    cast("dict[str, Register]", kinds.REGISTERS)["omens"] = known.register
    from hashiya import build  # noqa: PLC0415 - the registry comes first, as it does in a package
    from hashiya.formats import FORMATS  # noqa: PLC0415
    from hashiya.publish.strokes import strokes  # noqa: PLC0415

    built = build.edition(project)
    assert built.edition is not None
    site = build.site(built.edition)
    told = {
        "problems": [found.code for found in built.problems],
        "pages": {f"{ref.language}/{ref.uri}": site.page(ref).html for ref in site.outline},
        "json": json.loads(b"".join(FORMATS["json"](built.edition))),
        "strokes": strokes().decode(),
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(cast("Shape", sys.argv[1]), Path(sys.argv[2]))
