"""Edits that make lists longer: a text more, a list more, items more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from hashiya.edit.changes import Change, right
from hashiya.edit.document import UNFOLDED, Document, Step, Steps
from hashiya.edit.nodes import BREAK, ENDS, List, Map, Node, NotEditable, Scalar
from hashiya.edit.spelling import IN_BRACES, NEW, Setting, spell


class Block(str):
    """Words that are written as a folded block, whatever they are."""

    __slots__ = ()


Value: TypeAlias = str | Sequence[str] | Mapping[str, str]
New: TypeAlias = Mapping[str, Value]
"""An item that is to be written: its keys, with texts, lists of texts, mappings to texts."""


@dataclass(frozen=True, slots=True)
class AddWord:
    """Give a list of texts one more, as its last."""

    path: Steps
    words: str

    def change(self, document: Document) -> Change:
        """After a comma in brackets; else on a line of its own."""
        items = _list(document, self.path)
        last = items.items[-1] if items.items else None
        if items.column is None:
            at = last.end if last else items.start + 1
            return Change(at, at, (", " if last else "") + spell(self.words, IN_BRACES))
        assert last
        at = _behind(document, last)
        lead = document.line_end(items.start) + " " * items.column
        words = spell(self.words, Setting.at(document, at, items.column))
        return Change(at, at, f"{lead}- {words}")

    def expect(self, holder: Any, key: Step) -> None:
        """The words are the last of the list."""
        holder[key].append(self.words)


@dataclass(frozen=True, slots=True)
class SetList:
    """Give a mapping a new key with a list of texts, as its last."""

    mapping: Steps
    key: str
    words: Sequence[str]

    @property
    def path(self) -> Steps:
        """Where the list will stand."""
        return (*self.mapping, self.key)

    def change(self, document: Document) -> Change:
        """A line of its own behind the last key."""
        mapping = document.find(self.mapping)
        if not isinstance(mapping, Map) or mapping.column is None or self.key in mapping.entries:
            raise NotEditable(f"{self.mapping} can have no new key {self.key}")
        at = _behind(document, mapping)
        lead = document.line_end(mapping.start) + " " * mapping.column
        return Change(at, at, f"{lead}{self.key}: {_in_brackets(self.words)}")

    def expect(self, holder: Any, key: Step) -> None:
        """The list stands there."""
        holder[key] = list(self.words)


@dataclass(frozen=True, slots=True)
class AddItems:
    """Put new items into a block list: before one that it has, by number, or as its last.

    Of several such edits in one list, the one that is further down comes first.
    """

    path: Steps
    before: int
    items: Sequence[New]

    def change(self, document: Document) -> Change:
        """Behind the item before, or else below the list's key, with the list's blank lines."""
        old = _list(document, self.path)
        if old.column is None or not 0 <= self.before <= len(old.items):
            raise NotEditable(f"{self.path} can have no new item at {self.before}")
        end = document.line_end(old.start)
        if self.before:
            at = _behind(document, old.items[self.before - 1])
            own = re.compile(f"(?:{BREAK.pattern})[ ]{{{old.column + 1},}}#[^{ENDS}]*")
            while comment := own.match(document.text, at):
                at = comment.end()
        else:
            at = _below_key(document, self.path, old)
        gap = end * (2 if _is_spaced(document, old) else 1)
        texts = (written(item, old.column, end, document.width) for item in self.items)
        return Change(at, at, "".join(gap + text for text in texts))

    def expect(self, holder: Any, key: Step) -> None:
        """The items stand there."""
        holder[key][self.before : self.before] = map(_plain, self.items)


def _list(document: Document, steps: Steps) -> List:
    node = document.find(steps)
    if not isinstance(node, List):
        raise NotEditable(f"{steps} is no list")
    return node


def _behind(document: Document, node: Node) -> int:
    """Where the last line of a node ends, its comment included."""
    last = node
    while not isinstance(last, Scalar):
        inner = (
            [*last.items] if isinstance(last, List) else [e.value for e in last.entries.values()]
        )
        if last.column is None or not inner:
            break
        last = inner[-1]
    if isinstance(last, Scalar) and last.style[:1] in ("|", ">") and "+" in last.style:
        raise NotEditable("a block with + takes what is written behind it")
    return right(document.text, node.end)


def _below_key(document: Document, path: Steps, items: List) -> int:
    """Where the line of a list's key ends."""
    holder = document.find(path[:-1]) if len(path) > 1 else document.root
    key = path[-1]
    if not isinstance(holder, Map) or not isinstance(key, str):
        raise NotEditable(f"{path} is no list with a key")
    colon = document.text.index(":", holder.entries[key].key.end, items.start)
    return right(document.text, colon + 1)


def _is_spaced(document: Document, items: List) -> bool:
    """Whether blank lines stand between the items; also where there is only one."""
    if len(items.items) < 2:
        return True
    between = document.text[items.items[0].end : items.items[1].start]
    return len(BREAK.findall(between)) > 1


# --- how an item is written -------------------------------------------------------------


def written(item: New, column: int = 0, line_end: str = "\n", width: int = UNFOLDED) -> str:
    """An item of a block list, from its dash on, without the last line's end."""
    setting = Setting(column + 2, "", line_end, width)
    lines = [line for key, value in item.items() for line in _entry(key, value, setting)]
    margin = line_end + " " * (column + 2)
    return " " * column + "- " + margin.join(lines)


def _entry(key: str, value: Value, setting: Setting) -> Iterator[str]:
    if isinstance(value, Mapping):
        assert setting.column is not None
        inner = Setting(setting.column + 2, "", setting.line_end, setting.width)
        yield f"{key}:"
        for name, words in value.items():
            yield f"  {name}: {spell(words, inner)}"
    elif isinstance(value, str):
        old = Scalar(0, 0, "", ">-") if isinstance(value, Block) else NEW
        yield f"{key}: {spell(value, setting, old)}"
    else:
        yield f"{key}: {_in_brackets(value)}"


def _in_brackets(words: Sequence[str]) -> str:
    return f"[{', '.join(spell(word, IN_BRACES) for word in words)}]"


def _plain(item: New) -> Mapping[str, Any]:
    """What is read from a written item."""
    return {
        key: str(value)
        if isinstance(value, str)
        else (dict(value) if isinstance(value, Mapping) else list(value))
        for key, value in item.items()
    }
