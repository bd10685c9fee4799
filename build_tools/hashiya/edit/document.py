"""A document and the paths in it."""

from __future__ import annotations

import codecs
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from hashiya.edit.nodes import BREAK, List, Map, Node, NotEditable, Scalar, read_nodes

WIDTH = 80
"""Code points of a line, where the lines of folded blocks are not longer."""
UNFOLDED = sys.maxsize
"""The width where no folded block has several lines: people leave the wrapping to the editor."""


class Item(NamedTuple):
    """Selects the one item of a list whose key (`id`, `passage`) has this value."""

    key: str
    value: str


Key: TypeAlias = str | int
Step: TypeAlias = Key | Item
Steps: TypeAlias = tuple[Step, ...]
"""A path: keys of mappings, numbers of items from 0, selected items."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file's bytes, its text without a byte order mark, and the nodes in it."""

    data: bytes
    text: str
    root: Node | None
    width: int
    """Code points of a line in folded blocks: of its longest, if any has several lines."""
    _indexes: dict[tuple[int, str], Mapping[str, list[int]]] = field(
        default_factory=dict, repr=False, compare=False
    )
    """A list's items by the value of a key, made when first asked for."""

    @classmethod
    def parse(cls, data: bytes) -> Document:
        """Parse what `read` accepts without a problem; for all else `NotEditable`."""
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise NotEditable(str(error)) from error
        root = read_nodes(text)
        folded = (text[one.start : one.end] for _, one in _scalars(root) if one.style[:1] == ">")
        blocks = (BREAK.split(block)[1:] for block in folded)
        widths = [len(line.strip()) for lines in blocks if lines[1:] for line in lines]
        return cls(data, text, root, max(WIDTH, *widths) if widths else UNFOLDED)

    @property
    def mark(self) -> bytes:
        """The byte order mark, or nothing."""
        return codecs.BOM_UTF8 if self.data.startswith(codecs.BOM_UTF8) else b""

    def scalars(self) -> Iterator[tuple[Steps, str]]:
        """Every text that is a value, with its path."""
        return ((path, scalar.value) for path, scalar in _scalars(self.root))

    def find(self, steps: Steps) -> Node:
        """What stands at a path; `NotEditable` where nothing does."""
        return self._walk(steps)[1]

    def resolve(self, steps: Steps) -> tuple[Key, ...]:
        """The path with numbers in place of selected items."""
        return self._walk(steps)[0]

    def _walk(self, steps: Steps) -> tuple[tuple[Key, ...], Node]:
        node, keys = self.root, list[Key]()
        for step in steps:
            key = self._number(node, step) if isinstance(step, Item) else step
            if isinstance(node, Map) and isinstance(key, str) and key in node.entries:
                node = node.entries[key].value
            elif isinstance(node, List) and isinstance(key, int) and 0 <= key < len(node.items):
                node = node.items[key]
            else:
                raise NotEditable(f"{step!r} of {steps} is not there")
            keys.append(key)
        if node is None:
            raise NotEditable("the document is empty")
        return tuple(keys), node

    def _number(self, node: Node | None, item: Item) -> int:
        if not isinstance(node, List):
            raise NotEditable(f"{item} is looked for in no list")
        index = self._indexes.get((node.start, item.key))
        if index is None:
            index = self._indexes[node.start, item.key] = _index(node, item.key)
        numbers = index.get(item.value, [])
        if len(numbers) != 1:
            raise NotEditable(f"{len(numbers)} items have {item.key}: {item.value}")
        return numbers[0]

    def line_end(self, at: int) -> str:
        """How the line of an offset ends; the first one's end for a last line without one."""
        found = BREAK.search(self.text, at) or BREAK.search(self.text)
        return found[0] if found else "\n"


def _index(items: List, key: str) -> Mapping[str, list[int]]:
    """The numbers of the items that have each value of a key."""
    index = defaultdict[str, list[int]](list)
    for number, item in enumerate(items.items):
        entry = item.entries.get(key) if isinstance(item, Map) else None
        if entry and isinstance(entry.value, Scalar):
            index[entry.value.value].append(number)
    return index


def values(node: Node | None) -> Any:
    """What a node means: text, lists and dictionaries of text."""
    if isinstance(node, Map):
        return {key: values(entry.value) for key, entry in node.entries.items()}
    if isinstance(node, List):
        return [values(item) for item in node.items]
    return node and node.value


def _scalars(node: Node | None, path: Steps = ()) -> Iterator[tuple[Steps, Scalar]]:
    if isinstance(node, Scalar):
        yield path, node
    elif isinstance(node, List):
        for number, item in enumerate(node.items):
            yield from _scalars(item, (*path, number))
    elif node:
        for key, entry in node.entries.items():
            yield from _scalars(entry.value, (*path, key))
