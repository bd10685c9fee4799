"""What holds of edits whatever the document.

The documents are made of parts that know what they are, so that what has to stay is known
without the package; what they mean is read by PyYAML's own parser, which is not libyaml.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any, NamedTuple

import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from hashiya.edit import Document, Edit, RemoveKey, RenameKey, SetKey, SetText, Steps, apply

KEYS = ("id", "quote", "note", "of", "ar", "x-1", "as-of", "مفتاح")
TAME = "a bc دع َ é😀"
WILD = TAME + "\"'#:-[]{},&*!|>%@`?\\=~\n\t\r \x85\u2028\u202e\u200c\ufeff\x00…"
tame = st.text(TAME, min_size=1, max_size=30).map(lambda words: " ".join(words.split()) or "a")
wild = st.text(WILD, max_size=30) | st.text(max_size=20)


class Part(NamedTuple):
    """A stretch of a document: a value, a comment that stands alone, or what is between them."""

    text: str
    path: Steps | None = None
    restored: bool = False
    """Whether setting other words and then these again must give this text."""
    comment_in: Steps | None = None
    """The list or mapping that it is a comment in."""


@dataclass
class Writer:
    """Writes a random document as people might."""

    data: st.DataObject
    end: str
    keeping: bool
    parts: list[Part] = field(default_factory=list)
    number: int = 0
    closed: bool = True
    """Whether the last value does not depend on the line end after it."""
    kept: bool = False
    """Whether a blank line here would be part of the value before it."""

    def one_of(self, *choices: Any) -> Any:
        return self.data.draw(st.sampled_from(choices))

    def put(self, text: str) -> None:
        self.parts.append(Part(text))

    def margin(self, column: int, path: Steps) -> None:
        """Perhaps a blank line and a comment, above a line that begins at a column."""
        if not self.kept and self.one_of(True, False, False):
            self.put(" " * self.one_of(0, 0, column) + self.end)
        self.kept = False
        if self.one_of(True, False, False):
            self.number += 1
            comment = f"# n{self.number}: دع"
            self.parts.append(Part(" " * column + comment + self.end, comment_in=path))

    def mapping(self, column: int, path: Steps, depth: int, *, dashed: bool = False) -> None:
        keys = self.data.draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=4, unique=True))
        for number, key in enumerate(keys):
            if number or not dashed:
                self.margin(column, path)
                self.put(" " * column)
            mark = self.one_of("", "", "", "'", '"')
            self.put(f"{mark}{key}{mark}:")
            self.value(column, (*path, key), depth, self.one_of(0, 1, 2, 4))

    def items(self, column: int, path: Steps, depth: int) -> None:
        for number in range(self.one_of(1, 2, 3)):
            self.margin(column, path)
            space = self.one_of(1, 1, 3)
            self.put(" " * column + "-")
            if depth and self.one_of(True, False):
                self.put(" " * space)
                inner = column + 1 + space
                self.mapping(inner, (*path, number), depth - 1, dashed=True)
            else:
                self.value(column, (*path, number), 0, 1)

    def value(self, column: int, path: Steps, depth: int, step: int) -> None:
        kind = self.one_of(*(("map", "list", "list") if depth else ()), "text", "text", "flow")
        if kind == "map":
            self.line_stop()
            self.mapping(column + max(step, 1), path, depth - 1)
        elif kind == "list":
            self.line_stop()
            self.items(column + step, path, depth - 1)
        elif kind == "flow":
            self.put(" ")
            self.flow(path, column + 3)
            self.line_stop()
        else:
            self.scalar(column, path)

    def line_stop(self) -> None:
        self.closed = True
        self.put(self.one_of("", "", "  ", f" # c{self.number}: \"x'") + self.end)

    def scalar(self, column: int, path: Steps) -> None:
        style = self.one_of("", "", "'", '"', "|", ">", "empty", "lines")
        if style == "empty":
            self.parts.append(Part("", path))
        elif style in ("|", ">"):
            self.put(self.one_of(" ", "  "))
            self.block(style, column, path)
            return
        else:
            self.put(self.one_of(" ", "  "))
            words = self.data.draw(tame)
            if style == "lines":
                text = words + self.end + " " * (column + 2) + "more"
                self.parts.append(Part(text, path))
            else:
                self.parts.append(Part(style + words + style, path, restored=True))
        self.line_stop()

    def block(self, style: str, column: int, path: Steps) -> None:
        step, digit = self.one_of(1, 2, 2, 5), self.one_of(True, False, False)
        chomping = self.one_of("-", "-", "", *("+" if self.keeping else ""))
        lines = self.data.draw(st.lists(tame, min_size=1, max_size=3))
        blank = self.one_of("", "", " " * column)
        body = []
        for number, words in enumerate(lines):
            deeper = digit and style == "|" and self.one_of(True, False)
            body += [" " * (column + step + deeper) + words]
            if number + 1 < len(lines) and self.one_of(True, False):
                body += [blank]
        header = style + (str(step) if digit else "") + chomping + self.one_of("", " # head")
        if chomping == "+":
            body += [""] * self.one_of(0, 1)
        restored = not blank and chomping != "+" and (style == "|" or len(lines) == 1)
        self.parts.append(Part(self.end.join([header, *body]), path, restored))
        self.put(self.end)
        self.closed, self.kept = chomping == "-", chomping == "+"

    def flow(self, path: Steps, column: int) -> None:
        """A list or a mapping in brackets, perhaps over several lines."""
        named = self.one_of(True, False)
        keys = KEYS[: self.one_of(0, 1, 2, 3)]
        self.put("{" if named else "[")
        for number, key in enumerate(keys):
            if number:
                broken = self.end + " " * column
                self.put(self.one_of(", ", ",", " , ", "," + broken, f",  # f{broken}"))
            mark = self.one_of("", "'", '"')
            words = mark + self.data.draw(tame) + mark
            self.put(f"{key}: " if named else "")
            self.parts.append(Part(words, (*path, key if named else number), restored=True))
        last = self.one_of("", " ", f"  # l, {self.end}" + " " * column, *([", "] if keys else []))
        self.put(last + ("}" if named else "]"))


@st.composite
def drafts(draw: st.DrawFn, *, keeping: bool = False) -> list[Part]:
    """The parts of a document; with `keeping`, its blocks may keep the blank lines after them."""
    writer = Writer(draw(st.data()), draw(st.sampled_from(["\n", "\n", "\r\n"])), keeping)
    writer.put(draw(st.sampled_from(["", "\ufeff"])))
    if draw(st.booleans()):
        writer.mapping(0, (), 2)
    else:
        writer.put("annotations:" + writer.end)
        writer.items(writer.one_of(0, 2), ("annotations",), 2)
    if writer.closed and draw(st.booleans()):
        last = writer.parts.pop()
        writer.parts.append(last._replace(text=last.text.removesuffix(writer.end)))
    return writer.parts


def joined(parts: list[Part]) -> bytes:
    return "".join(part.text for part in parts).encode()


def read(data: bytes) -> Any:
    return yaml.load(data.decode("utf-8-sig"), yaml.BaseLoader)  # noqa: S506


def inside(values: Any, path: Steps) -> Any:
    for key in path:
        values = values[key]
    return values


def places(parts: list[Part]) -> list[int]:
    return [number for number, part in enumerate(parts) if part.path is not None]


def mappings(values: Any, path: Steps = ()) -> list[Steps]:
    """The paths of all mappings in a document's values."""
    if isinstance(values, str):
        return []
    named = isinstance(values, dict)
    below = values.items() if named else enumerate(values)
    return [path] * named + [one for key, value in below for one in mappings(value, (*path, key))]


def kept_around(old: bytes, new: bytes) -> int:
    """How many bytes the two have in common at their beginning and, after that, at their end."""
    begin = _in_common(old, new)
    return begin + _in_common(old[begin:][::-1], new[begin:][::-1])


def _in_common(one: bytes, other: bytes) -> int:
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


@given(drafts(keeping=True))
def test_the_same_words_change_nothing(parts: list[Part]) -> None:
    """The values are those that another parser reads, and setting all of them changes nothing."""
    document = Document.parse(joined(parts))
    found = dict(document.scalars())
    assert {part.path for part in parts if part.path is not None} == set(found)
    values = read(joined(parts))
    assert all(inside(values, path) == words for path, words in found.items())
    assert apply(document, [SetText(path, words) for path, words in found.items()]) == joined(parts)


@given(drafts(keeping=True), st.data())
def test_new_words_are_read_and_nothing_else_changes(
    parts: list[Part], data: st.DataObject
) -> None:
    """Any words can be set in several places at once; every other part keeps its bytes."""
    some = data.draw(st.lists(st.sampled_from(places(parts) or [0]), unique=True, max_size=4))
    assume(places(parts))
    wanted = {number: data.draw(tame | wild) for number in some}
    edits = [SetText(parts[number].path or (), words) for number, words in wanted.items()]
    new = apply(Document.parse(joined(parts)), edits)
    expected = read(joined(parts))
    for edit in edits:
        inside(expected, edit.path[:-1])[edit.path[-1]] = edit.words
    assert read(new) == expected
    at = 0
    for number, part in enumerate(parts):
        if number not in wanted:
            at = new.index(part.text.encode(), at) + len(part.text.encode())
    if len(some) == 1:
        before, after = joined(parts[: some[0]]), joined(parts[some[0] + 1 :])
        assert new.startswith(before)
        assert new.endswith(after)
        assert len(new) >= len(before) + len(after)


@given(drafts(), st.data())
def test_setting_back_restores_the_bytes(parts: list[Part], data: st.DataObject) -> None:
    """Where the style can hold both words, the first ones come back as they were."""
    some = [part for part in parts if part.restored]
    assume(some)
    old = joined(parts)
    document = Document.parse(old)
    paths = [part.path for part in some if part.path]
    there = apply(document, [SetText(path, data.draw(tame)) for path in paths])
    back = [SetText(path, inside(read(old), path)) for path in paths]
    assert apply(Document.parse(there), back) == old


@given(drafts(keeping=True), st.data())
def test_a_new_key_is_one_insertion(parts: list[Part], data: st.DataObject) -> None:
    """All bytes stay around a key that is added, which stands where it was asked for."""
    old = joined(parts)
    path = data.draw(st.sampled_from(mappings(read(old))))
    after = data.draw(st.sampled_from([None, *inside(read(old), path)]))
    words = data.draw(tame | wild)
    new = apply(Document.parse(old), [SetKey(path, "new", words, after=after)])
    assert kept_around(old, new) >= len(old)
    keys = list(inside(read(new), path))
    assert keys.index("new") == (keys.index(after) + 1 if after else len(keys) - 1)
    assert inside(read(new), path).pop("new") == words
    expected = read(old)
    inside(expected, path)["new"] = words
    assert read(new) == expected


@given(drafts(), st.data())
def test_a_removed_key_is_one_gap(parts: list[Part], data: st.DataObject) -> None:
    """All bytes stay around a key that is removed, and so do the comments on other lines."""
    old = joined(parts)
    expected = read(old)
    path = data.draw(st.sampled_from([one for one in mappings(expected) if inside(expected, one)]))
    key = data.draw(st.sampled_from(list(inside(expected, path))))
    new = apply(Document.parse(old), [RemoveKey((*path, key))])
    only = len(inside(expected, path)) == 1
    del inside(expected, path)[key]
    assert read(new) == expected
    assert kept_around(old, new) >= len(new) - 2 * only
    for part in parts:
        if part.comment_in is not None and part.comment_in[: len(path) + 1] != (*path, key):
            assert part.text.encode() in new


@given(drafts(), st.data())
def test_several_edits_do_what_each_does(parts: list[Part], data: st.DataObject) -> None:
    """Renaming, setting and adding together give the values of one after the other."""
    old = joined(parts)
    values = read(old)
    path = data.draw(st.sampled_from([one for one in mappings(values) if inside(values, one)]))
    key = data.draw(st.sampled_from(list(inside(values, path))))
    texts = [part.path for part in parts if part.path is not None and part.text]
    assume(texts)
    chosen = data.draw(st.sampled_from(texts))
    words = data.draw(tame)
    edits: list[Edit] = [
        RenameKey((*path, key), "renamed"),
        SetText(chosen, words),
        SetKey(path, "new", "x"),
    ]
    new = apply(Document.parse(old), edits)
    expected = deepcopy(values)
    inside(expected, chosen[:-1])[chosen[-1]] = words
    mapping = inside(expected, path)
    mapping["new"] = "x"
    mapping["renamed"] = mapping.pop(key)
    assert read(new) == expected
