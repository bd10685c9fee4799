"""Changes of the YAML that people wrote, which keep every byte that was not to be changed.

A tool parses a file that `read` found without errors, says what is to be different, and
gets the new bytes:

    document = Document.parse(data)
    apply(document, [SetText(("annotations", Item("id", "two-phases"), "quote"), words)])

A text keeps its style where the new words allow it; where not, it becomes a folded block,
or a literal one if it has several lines, or stands in double quotes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import pairwise
from operator import getitem
from typing import Any

from hashiya.edit.changes import Change, Edit, RemoveKey, RenameKey, SetKey, SetText
from hashiya.edit.document import Document, Item, Steps, values
from hashiya.edit.lists import AddItems, AddWord, Block, New, SetList, Value, written
from hashiya.edit.nodes import NotEditable

__all__ = [
    "AddItems",
    "AddWord",
    "Block",
    "Document",
    "Edit",
    "Item",
    "New",
    "NotAsAsked",
    "NotEditable",
    "RemoveKey",
    "RenameKey",
    "SetKey",
    "SetList",
    "SetText",
    "Steps",
    "Value",
    "apply",
    "written",
]


class NotAsAsked(AssertionError):
    """The edits would do something else as well; a mistake in this package, never returned."""


def apply(document: Document, edits: Sequence[Edit]) -> bytes:
    """The document's bytes after all edits, whose paths are those of the document as it is.

    Edits that overlap, or add at the same point, are `NotEditable` together.
    """
    wanted = (edit.change(document) for edit in edits)
    changes = sorted(one for one in wanted if one.new != document.text[one.start : one.end])
    for one, other in pairwise(changes):
        if other.start < one.end or other[:2] == one[:2]:
            raise NotEditable(f"two edits meet at {other.start}")
    data = document.mark + _replaced(document.text, changes).encode("utf-8")
    try:
        new = Document.parse(data)
    except NotEditable as error:
        raise NotAsAsked(f"no YAML any more after {edits}") from error
    _check(document, edits, changes, new)
    return data


def _replaced(text: str, changes: Iterable[Change]) -> str:
    parts, at = [], 0
    for start, end, new in changes:
        parts += [text[at:start], new]
        at = end
    return "".join([*parts, text[at:]])


def _check(old: Document, edits: Sequence[Edit], changes: Sequence[Change], new: Document) -> None:
    """Make sure that the values are as asked, and that undone changes leave the old bytes."""
    if values(new.root) != _expected(old, edits):
        raise NotAsAsked(f"other values than asked for by {edits}")
    undone, shift = [], 0
    for start, end, words in changes:
        undone.append(Change(start + shift, start + shift + len(words), old.text[start:end]))
        shift += len(words) - (end - start)
    if new.mark + _replaced(new.text, undone).encode("utf-8") != old.data:
        raise NotAsAsked(f"other bytes than asked for by {edits}")


def _expected(document: Document, edits: Sequence[Edit]) -> Any:
    """The values after the edits: the deepest first, so that no path is renamed before its use."""
    expected = values(document.root)
    for edit in sorted(edits, key=lambda edit: (-len(edit.path), isinstance(edit, RenameKey))):
        holder = reduce(getitem, document.resolve(edit.path[:-1]), expected)
        edit.expect(holder, edit.path[-1])
    return expected
