"""What a value has to be: readers that turn a parsed YAML node into what the key means.

A reader takes a node and a `Reading`, and gives the value, or None where it is wrong;
what is wrong has been added to the reading's problems by then, so that one bad value
hides nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, Generic, TypeAlias, TypeVar, cast

from hashiya.date import is_reversed, parse_date
from hashiya.model import Localized, Text
from hashiya.number import ascii_digits, parse_numbers
from hashiya.problem import Place, Problem, Severity, problem, unpacked
from hashiya.wording import Said, Words, _, said

T = TypeVar("T")
M = TypeVar("M")


@dataclass(slots=True, eq=False)
class ListNode:
    """A YAML sequence."""

    file: str
    at: int
    items: list[Node]

    @property
    def place(self) -> Place:
        """Where it begins."""
        return unpacked(self.file, self.at)


@dataclass(slots=True, eq=False)
class MapNode:
    """A YAML mapping; `keys` has the packed places of its keys."""

    file: str
    at: int
    items: dict[str, Node]
    keys: dict[str, int]

    @property
    def place(self) -> Place:
        """Where it begins."""
        return unpacked(self.file, self.at)

    def place_of(self, key: str) -> Place:
        """Where a key stands."""
        return unpacked(self.file, self.keys[key])


Node: TypeAlias = Text | ListNode | MapNode


@dataclass(frozen=True, slots=True)
class Reading:
    """What readers need to know of the dossier, and where they say what is wrong."""

    languages: tuple[Text, ...]
    missing_language: Severity
    problems: list[Problem] = field(default_factory=list)

    def add(self, code: str, place: Place, **values: Any) -> None:
        """Add a problem of the given code."""
        self.problems.append(problem(code, place, **values))


Reader: TypeAlias = Callable[[Node, Reading], T | None]

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ADDRESS = re.compile(f"{_ID.pattern}#{_ID.pattern}")
_URL = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+")
_WEB = re.compile(r"https?://[^\s<>\"]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_OCCURRENCE = re.compile(r"([1-9]\d{0,8})\s*/\s*([1-9]\d{0,8})", re.ASCII)
ID_LENGTH = 64
_FLOW = re.compile(r"[\[\]{}\n:#\"'،]")
_SEPARATORS = re.compile(r"[\s_./-]+")
_MARKS = frozenset("“”„«»‘’‹›\"'")
_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_DAY = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")

_KINDS: Mapping[type, Said] = {
    Text: said(_("a text")),
    ListNode: said(_("a list")),
    MapNode: said(_("a mapping")),
}


def near(word: str, known: Sequence[str] | Mapping[str, object]) -> str:
    """The known word that was probably meant, or nothing where none is like it."""
    like = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return like[0] if like else ""


def text(node: Node, reading: Reading) -> Text | None:
    """A text that is not empty."""
    if type(node) is not Text:
        _wrong_type(node, _KINDS[Text], reading)
        return None
    if not node or node.isspace():
        reading.add("empty-value", node.place)
        return None
    return node


def _wrong_type(node: Node, expected: Said, reading: Reading, hint: Iterable[Words] = ()) -> None:
    if isinstance(node, Text) and not node:
        reading.add("empty-value", node.place)
    else:
        found = _KINDS[type(node)]
        reading.add("wrong-type", node.place, expected=expected, found=found, hint=hint)


def _listed(node: Node) -> Sequence[str]:
    """A few words as the list that they should be."""
    short = isinstance(node, Text) and len(node) <= ID_LENGTH and not _FLOW.search(node)
    return [f"[{node}]"] if short else ()


def ident(node: Node, reading: Reading) -> Text | None:
    """An id: lower-case ASCII letters and digits in groups joined by hyphens."""
    word = text(node, reading)
    if word is None:
        return None
    if len(word) > ID_LENGTH or not _ID.fullmatch(word):
        hint = mistyped(word)
        like = "" if hint else near_ident(word)
        reading.add("bad-id", word.place, id=word, near=like, hint=hint, width=len(word))
        return None
    return word


def near_ident(word: str) -> str:
    """The id that was probably meant by a word that is none; nothing where that is not clear."""
    meant = _SEPARATORS.sub("-", ascii_digits(word).lower()).strip("-")
    return meant if is_ident(meant) else ""


def near_passage(word: str, known: Sequence[str] | Mapping[str, object]) -> str:
    """The known passage that was probably meant: also by its number alone, in any digits."""
    plain = ascii_digits(word).lower()
    return next((one for one in (plain, f"p{plain}") if one in known), "") or near(word, known)


def mistyped(word: str) -> Sequence[Said]:
    """What was typed by mistake in one word, where it cannot be seen or is easily overlooked."""
    hidden = next((one for one in word if unicodedata.category(one) == "Cf"), "")
    if hidden:
        character = f"U+{ord(hidden):04X}"
        return [said(_("Delete the invisible character {character}."), character=character)]
    spaces = next((one for one in word if unicodedata.category(one) == "Zs" and one != " "), "")
    if spaces:
        return [said(_("Put ordinary spaces for the {character}."), character=_name(spaces))]
    if "،" in word:
        return [said(_("Between the items of a list in brackets stands “,”, not “،”."))]
    if word[:1] in _MARKS or word[-1:] in _MARKS:
        return [said(_("Leave the quotation marks out."))]
    return []


def _name(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}"


def is_ident(word: str) -> bool:
    """Whether a word has the form of an id."""
    return len(word) <= ID_LENGTH and bool(_ID.fullmatch(word))


def date(node: Node, reading: Reading) -> Text | None:
    """A date in EDTF that exists in the calendar; the words are kept as typed."""
    word = text(node, reading)
    if word is None:
        return None
    if parse_date(word) is None:
        _tell_date(word, reading)
        return None
    return word


def value(node: Node, reading: Reading) -> Text | None:
    """What is said to be so: words, a date, a number, or a range of dates or numbers."""
    word = text(node, reading)
    if word is None:
        return None
    numbers = parse_numbers(word)
    if is_reversed(word) or (numbers and numbers[0] > numbers[1]):
        reading.add("bad-range", word.place, range=word, width=len(word))
        return None
    return word


def _tell_date(word: Text, reading: Reading) -> None:
    """Tell that a word is no date, and which one was meant where that is beyond doubt."""
    if is_reversed(word):
        reading.add("bad-range", word.place, range=word, width=len(word))
        return
    digits = ascii_digits(word)
    day_first = _DAY_FIRST.fullmatch(digits)
    if day_first and int(day_first[1]) > 12:  # else it might be the month
        day, month, year = day_first.groups()
        digits = f"{year}-{month:0>2}-{day:0>2}"
    known = parse_date(digits) is not None
    hint = list(mistyped(word))
    if not known and _DAY.fullmatch(digits):
        hint = [said(_("There is no such day or month in the calendar."))]
    meant = digits if known else ""
    reading.add("bad-date", word.place, date=word, near=meant, hint=hint, width=len(word))


def url(node: Node, reading: Reading) -> Text | None:
    """A web address, or one for letters (`mailto:`)."""
    return _address(_URL, node, reading)


def web(node: Node, reading: Reading) -> Text | None:
    """The address of something that can be read on the web."""
    return _address(_WEB, node, reading)


def _address(form: re.Pattern[str], node: Node, reading: Reading) -> Text | None:
    word = text(node, reading)
    if word is None:
        return None
    if not form.fullmatch(word):
        reading.add("bad-url", word.place, url=word, width=len(word))
        return None
    return word


@lru_cache(maxsize=1024)
def is_language(tag: str) -> bool:
    """Whether a word has the form of a BCP 47 language tag."""
    return bool(_LANGUAGE.fullmatch(tag))


def language(node: Node, reading: Reading) -> Text | None:
    """A BCP 47 language tag."""
    word = text(node, reading)
    if word is None:
        return None
    if not is_language(word):
        reading.add("bad-language", word.place, language=word, hint=mistyped(word), width=len(word))
        return None
    return word


def address(node: Node, reading: Reading) -> Text | None:
    """The address of an annotation or a passage, `source#id`."""
    word = text(node, reading)
    if word is None:
        return None
    if not _ADDRESS.fullmatch(word):
        code = "address-incomplete" if is_ident(word) else "bad-address"
        plain = ascii_digits(word)
        meant = plain if _ADDRESS.fullmatch(plain) else ""
        hint, width = mistyped(word), len(word)
        reading.add(code, word.place, address=word, near=meant, hint=hint, width=width)
        return None
    return word


def occurrence(node: Node, reading: Reading) -> tuple[int, int] | None:
    """`n/m`: the nth of m places."""
    word = text(node, reading)
    if word is None:
        return None
    found = _nth(word)
    if found is None:
        meant = re.fullmatch(r"(\d+)\D+(\d+)", ascii_digits(word), re.ASCII)
        like = f"{meant[1]}/{meant[2]}" if meant else ""
        near_one = like if _nth(like) else ""
        reading.add("bad-occurrence", word.place, found=word, near=near_one, width=len(word))
    return found


def _nth(word: str) -> tuple[int, int] | None:
    match = _OCCURRENCE.fullmatch(word)
    if match is None or int(match[1]) > int(match[2]):
        return None
    return int(match[1]), int(match[2])


def flag(node: Node, reading: Reading) -> bool | None:
    """`true` or `false`."""
    word = one_of("true", "false")(node, reading)
    return None if word is None else word == "true"


def one_of(*allowed: str) -> Reader[Text]:
    """One of a few words."""
    listed = ", ".join(allowed)
    known = frozenset(allowed)

    def read(node: Node, reading: Reading) -> Text | None:
        word = text(node, reading)
        if word is None or word in known:
            return word
        reading.add(
            "bad-value",
            word.place,
            found=word,
            allowed=listed,
            near=near(word, allowed),
            width=len(word),
        )
        return None

    return read


def made(reader: Reader[T], make: Callable[[T], M]) -> Reader[M]:
    """What is made of a value that was read."""

    def read(node: Node, reading: Reading) -> M | None:
        value = reader(node, reading)
        return None if value is None else make(value)

    return read


def many(reader: Reader[T]) -> Reader[tuple[T, ...]]:
    """A list of such values; the good ones are kept where others are wrong."""

    def read(node: Node, reading: Reading) -> tuple[T, ...] | None:
        if type(node) is not ListNode:
            _wrong_type(node, _KINDS[ListNode], reading, _listed(node))
            return None
        values = [reader(item, reading) for item in node.items]
        if None in values:
            return tuple(value for value in values if value is not None)
        return tuple(cast("list[T]", values))

    return read


def by_language(reader: Reader[T], *, every: bool) -> Reader[Mapping[str, T]]:
    """A mapping from language to such values; with `every`, the dossier's languages are needed."""

    def read(node: Node, reading: Reading) -> Mapping[str, T] | None:
        if type(node) is not MapNode:
            rows = [f"{tag}: …" for tag in reading.languages]
            _wrong_type(node, said(_("a mapping from language to text")), reading, rows)
            return None
        found: dict[str, T] = {}
        for tag, child in node.items.items():
            if tag not in reading.languages and not _may_be_language(tag, node, reading):
                continue
            value = reader(child, reading)
            if value is not None:
                found[tag] = value
        if every:
            _tell_missing(node, reading)
        return found

    return read


def _may_be_language(tag: str, node: MapNode, reading: Reading) -> bool:
    """Whether a key that is none of the dossier's languages may stand among them.

    A language that the dossier has given up, or has not taken on yet, may.
    """
    if tag.startswith("x-"):
        return False
    if not is_language(tag):
        reading.add("bad-language", node.place_of(tag), language=tag, width=len(tag))
        return False
    return True


def _tell_missing(node: MapNode, reading: Reading) -> None:
    for tag in reading.languages:
        if tag not in node.items:
            reading.add(
                "missing-language",
                node.place,
                language=tag,
                severity=reading.missing_language,
            )


localized: Reader[Localized] = by_language(text, every=True)
"""A text in each of the dossier's languages."""

some_languages: Reader[Localized] = by_language(text, every=False)
"""A text in one or more languages."""


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """One key of a record: how it is read, and whether it has to be there."""

    read: Reader[T]
    required: bool = False


@dataclass(slots=True, eq=False)
class Values:
    """What a record holds: the values of its keys, and where it stands."""

    values: Mapping[str, Any]
    node: MapNode

    @property
    def place(self) -> Place:
        """Where the record begins."""
        return self.node.place

    def __getitem__(self, key: str) -> Any:
        return self.values.get(key)


def record(
    fields: Mapping[str, Field[Any]], *, beside: Mapping[str, str] | None = None
) -> Reader[Values]:
    """A mapping with the given keys; `x-…` is passed over, other unknown keys are problems.

    None where a required value is missing or wrong. `beside` names the key without which
    another says nothing.
    """
    readers = {key: known.read for key, known in fields.items()}
    required = tuple(key for key, known in fields.items() if known.required)
    alone = (beside or {}).items()

    def read(node: Node, reading: Reading) -> Values | None:
        if type(node) is not MapNode:
            _wrong_type(node, _KINDS[MapNode], reading)
            return None
        values: dict[str, Any] = {}
        for key, child in node.items.items():
            reader = readers.get(key)
            if reader is None:
                _tell_unknown(key, node, readers, reading)
                continue
            value = reader(child, reading)
            if value is not None:
                values[key] = value
        for key in required:
            if key not in values:
                if key not in node.items:
                    reading.add("missing-key", node.place, key=key)
                return None
        if alone:
            _tell_alone(node, alone, reading)
        return Values(values, node)

    return read


def _tell_unknown(key: str, node: MapNode, readers: Mapping[str, object], reading: Reading) -> None:
    """Tell of a key that may not stand in a mapping; `x-…` may stand anywhere."""
    if not key.startswith("x-"):
        reading.add(
            "unknown-key",
            node.place_of(key),
            key=key,
            near=near(key, readers),
            known=", ".join(readers),
            hint=mistyped(key),
            width=len(key),
        )


def _tell_alone(node: MapNode, beside: Iterable[tuple[str, str]], reading: Reading) -> None:
    """Tell of keys that say nothing without another one."""
    for key, needed in beside:
        if key in node.items and needed not in node.items:
            reading.add("missing-key", node.place_of(key), key=needed, width=len(key))


NOTHING: Localized = {}
"""A text in no language."""
