"""The files beside the sources: contributors, bibliography, and the kinds' registers."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from hashiya.kind import Register
from hashiya.model import Contributor, Entry, Group, Localized, Reference, Retired, Text
from hashiya.problem import Place
from hashiya.schema import (
    NOTHING,
    Field,
    ListNode,
    MapNode,
    Node,
    Reader,
    Reading,
    Values,
    date,
    ident,
    localized,
    many,
    one_of,
    record,
    text,
    url,
    web,
)

T = TypeVar("T")

CSL_TYPES = (
    "article article-journal article-magazine article-newspaper bill book broadcast chapter"
    " classic collection dataset document entry entry-dictionary entry-encyclopedia event figure"
    " graphic hearing interview legal_case legislation manuscript map motion_picture musical_score"
    " pamphlet paper-conference patent performance periodical personal_communication post"
    " post-weblog regulation report review review-book software song speech standard thesis treaty"
    " webpage"
).split()
"""The types of CSL 1.0.2."""

_name = record({"literal": Field(text), "family": Field(text), "given": Field(text)})
_plain_csl = (
    "container-title publisher publisher-place edition genre number section volume issue page"
    " DOI ISBN language"
).split()


def _named(node: Node, reading: Reading) -> Text | None:
    """An id that pages do not use themselves."""
    word = ident(node, reading)
    if word and word.startswith("hy-"):
        reading.add("reserved-id", word.place, id=word, width=len(word))
        return None
    return word


def _people(node: Node, reading: Reading) -> tuple[Values, ...] | None:
    """Names, each with something to call somebody by."""
    names = many(_name)(node, reading)
    for name in names or ():
        if not name.values:
            reading.add("missing-key", name.place, key="literal")
    return names and tuple(name for name in names if name.values)


def _note(node: Node, reading: Reading) -> Text | Localized | None:
    """What the editors add about a reference: in each language, or as CSL has it."""
    return localized(node, reading) if isinstance(node, MapNode) else text(node, reading)


_reference = record(
    {
        "id": Field(_named, required=True),
        "type": Field(one_of(*CSL_TYPES), required=True),
        "title": Field(text, required=True),
        "author": Field(_people),
        "editor": Field(_people),
        "issued": Field(date),
        "accessed": Field(date),
        "URL": Field(web),
        "archive": Field(web),
        "read-in": Field(web),
        "read-on": Field(date),
        "note": Field(_note),
        **{key: Field(text) for key in _plain_csl},
    }
)
_contributor = record(
    {
        "id": Field(_named, required=True),
        "name": Field(localized, required=True),
        "role": Field(localized),
        "url": Field(url),
    }
)


_group = record({"id": Field(_named, required=True), "name": Field(localized, required=True)})
_retired = record(
    {
        "id": Field(_named, required=True),
        "on": Field(date, required=True),
        "reason": Field(localized, required=True),
        "now": Field(ident),
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


def refused(key: str, nodes: Sequence[Node], good: Container[str]) -> frozenset[str]:
    """The ids that stand in a list of some files, but for those of items without mistakes."""
    lists = (node.items.get(key) for node in nodes if isinstance(node, MapNode))
    items = (item for one in lists if isinstance(one, ListNode) for item in one.items)
    names = (item.items.get("id") for item in items if isinstance(item, MapNode))
    return frozenset(str(one) for one in names if isinstance(one, Text) and one not in good)


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


class Listed(NamedTuple):
    """What the files of a register hold."""

    entries: Mapping[str, Entry]
    """By id."""
    retired: tuple[Retired, ...]
    groups: Mapping[str, Group]
    """By id, in their order."""
    refused: Mapping[str, frozenset[str]]
    """By the key of a list: ids of items with mistakes."""


def listed(register: Register, nodes: Sequence[Node], reading: Reading) -> Listed:
    """The entries of a register, those that were given up, and the groups that they stand in."""
    item = record(
        {"id": Field(_named, required=True), "was": Field(many(_named)), **register.fields}
    )
    keys = {register.name: Field(many(item), required=True), "retired": Field(many(_retired))}
    if register.groups:  # They may have a file of their own.
        keys[register.name] = Field(many(item))
        keys[register.groups] = Field(many(_group))
    read = record(keys)
    files = [values for values in (read(node, reading) for node in nodes) if values]
    for values in files:
        if not values.node.items.keys() & keys.keys():
            reading.add("missing-key", values.place, key=register.name)
    items = [value for values in files for value in values[register.name] or ()]
    groups = [value for values in files for value in values[register.groups] or ()]
    entries = {str(one["id"]): _entry(register, one) for one in _unique(items, reading)}
    named = {
        str(one["id"]): Group(str(one["id"]), one["name"], one["id"].place)
        for one in _unique(groups, reading)
    }
    return Listed(
        entries,
        tuple(
            Retired(register.name, one["id"], one["on"], one["reason"], one["now"])
            for values in files
            for one in values["retired"] or ()
        ),
        named,
        {
            register.name: refused(register.name, nodes, entries),
            register.groups: refused(register.groups, nodes, named),
        },
    )


def _entry(register: Register, value: Values) -> Entry:
    return Entry(
        register.name,
        str(value["id"]),
        value[register.label],
        {key: value[key] for key in value.values if key not in ("id", "was", register.label)},
        value["id"].place,
        value["was"] or (),
    )
