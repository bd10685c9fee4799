"""The files beside the sources: contributors, bibliography, and the kinds' registers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from hashiya.kind import Register
from hashiya.model import Contributor, Entry, Reference
from hashiya.problem import Place
from hashiya.schema import (
    NOTHING,
    Field,
    Node,
    Reader,
    Reading,
    Values,
    date,
    ident,
    localized,
    many,
    record,
    text,
    url,
)

T = TypeVar("T")

_name = record({"literal": Field(text), "family": Field(text), "given": Field(text)})
_plain_csl = (
    "container-title publisher publisher-place edition genre number section volume issue page"
    " DOI ISBN note language"
).split()
_reference = record(
    {
        "id": Field(ident, required=True),
        "type": Field(text, required=True),
        "title": Field(text, required=True),
        "author": Field(many(_name)),
        "editor": Field(many(_name)),
        "issued": Field(date),
        "accessed": Field(date),
        "URL": Field(url),
        "archive": Field(url),
        "read-in": Field(url),
        "read-on": Field(date),
        **{key: Field(text) for key in _plain_csl},
    }
)
_contributor = record(
    {
        "id": Field(ident, required=True),
        "name": Field(localized, required=True),
        "role": Field(localized),
        "url": Field(url),
    }
)


def _whole(node: Node, reading: Reading, key: str, item: Reader[Values]) -> Sequence[Values]:
    """The items of a file that holds one list under one key."""
    values = record({key: Field(many(item), required=True)})(node, reading)
    return values[key] if values else ()


def _unique(items: Sequence[Values], reading: Reading) -> Iterator[Values]:
    """The items whose id was not used before."""
    seen: dict[str, Place] = {}
    for item in items:
        name = item["id"]
        if name in seen:
            place = seen[name]
            where = f"{place.file}:{place.line}"
            reading.add("duplicate-id", name.place, id=name, where=where, width=len(name))
        else:
            seen[name] = name.place
            yield item


def _collected(
    nodes: Sequence[Node],
    reading: Reading,
    key: str,
    item: Reader[Values],
    make: Callable[[Values], T],
) -> dict[str, T]:
    items = [value for node in nodes for value in _whole(node, reading, key, item)]
    return {str(value["id"]): make(value) for value in _unique(items, reading)}


def contributors(nodes: Sequence[Node], reading: Reading) -> Mapping[str, Contributor]:
    """Who made the dossier, by id."""
    return _collected(
        nodes,
        reading,
        "contributors",
        _contributor,
        lambda item: Contributor(
            str(item["id"]), item["name"], item["role"] or NOTHING, item["url"], item["id"].place
        ),
    )


def bibliography(nodes: Sequence[Node], reading: Reading) -> Mapping[str, Reference]:
    """The outside sources, by id (CSL-YAML)."""
    return _collected(
        nodes,
        reading,
        "references",
        _reference,
        lambda item: Reference(str(item["id"]), _plain(item), item["id"].place),
    )


def _plain(item: Values) -> dict[str, Any]:
    """A CSL item's keys, with names as mappings."""
    return {
        key: [dict(name.values) for name in value] if key in ("author", "editor") else value
        for key, value in item.values.items()
    }


def entries(register: Register, nodes: Sequence[Node], reading: Reading) -> Mapping[str, Entry]:
    """The entries of a register, by id."""
    item = record({"id": Field(ident, required=True), **register.fields})
    return _collected(
        nodes,
        reading,
        register.name,
        item,
        lambda value: Entry(
            register.name,
            str(value["id"]),
            value[register.label],
            {key: value[key] for key in value.values if key not in ("id", register.label)},
            value["id"].place,
        ),
    )
