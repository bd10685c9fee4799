"""What the steps ask of a kind of body, and the small algebra in which a kind speaks.

A kind does not render. It says what its body is made of; views and formats consume
that, so that kinds and formats grow side by side and not by each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal, NamedTuple, Protocol, TypeAlias

from hashiya.model import Annotation, Dossier, Line, Localized, Text
from hashiya.problem import Problem
from hashiya.schema import Field, Reader
from hashiya.wording import _


class Body(Protocol):
    """One thing that an annotation says; its class belongs to the module of its kind."""

    kind: ClassVar[str]


class Prose(NamedTuple):
    """Markdown in one or more languages."""

    text: Localized


class Pointer(NamedTuple):
    """A link to another place, with what the link means and why it is drawn."""

    to: Text
    relation: str
    reason: Localized


class Naming(NamedTuple):
    """That an entry of a register is meant.

    `key` and `label` say as what, as it is written and as readers are told; both are
    empty where the whole body is about the entry.
    """

    register: str
    id: Text
    key: str = ""
    label: str = ""


Side: TypeAlias = Literal["for", "against", ""]
"""Where a word stands on what it is said of; most words take no side."""


class Word(NamedTuple):
    """One of a few words of the interface: a stance, a basis; `value` as it is written."""

    key: str
    label: str
    value: Text
    word: str
    sign: str = ""
    """One character that stands beside the word; never the only thing that tells it."""
    side: Side = ""


class Moment(NamedTuple):
    """A date in EDTF; `reads` is how it is put into words, where these differ from the date."""

    key: str
    label: str
    date: Text
    reads: Localized | None = None


class Value(NamedTuple):
    """A value as the text gives it, to be compared with others."""

    key: str
    label: str
    value: Text
    reads: Localized | None = None


Content: TypeAlias = Prose | Pointer | Naming | Word | Moment | Value


class Basis(NamedTuple):
    """What something rests on, as readers are told of words and of a date."""

    of_words: str
    of_date: str


BASES: Mapping[str, Basis] = {
    "text": Basis(_("from the text itself"), _("date from the text")),
    "outside-source": Basis(_("from another source"), _("date from another source")),
    "inference": Basis(_("inference"), _("date inferred")),
}
"""Whose word something is: the text's own, somebody else's, or the editors' conclusion."""


Shape: TypeAlias = Literal["list", "matrix", "timeline", "names", "glossary"]
"""How the pages of a register are laid out; in all but a list, an entry has a page of its own.

A matrix sets entries against sources: its bodies say a Word `stance` that may take a side, and
may say a Value or Moment `value`, a Naming `said-by` and a Moment `said-on`. A timeline puts
entries in order of time: they say a Moment `date` and a Word `status`, and so may its bodies.
Names are found by their type, a Word `type`; a glossary by its source terms, with what became
of each in translation.
"""


@dataclass(frozen=True, slots=True)
class Register:
    """A list of entries that bodies of a kind refer to: its file, its schema, its label."""

    name: str
    """Its name, and that of the top-level key in its file."""
    title: str
    """What readers call it: a message."""
    label: str
    """The key that holds an entry's name."""
    fields: Mapping[str, Field[Any]]
    says: Callable[[Mapping[str, Any]], tuple[Content, ...]]
    """What an entry is made of, beside its name."""
    file: str = ""
    """The name of its file or folder, where that is not its own name."""
    dated: str = ""
    """The key by which entries stand in order of time, where they do."""
    shape: Shape = "list"
    grouped: str = ""
    """The key that says to which group an entry belongs, where there are groups."""
    groups: str = ""
    """The key, beside the list of entries, under which groups are named."""
    spellings: str = ""
    """The key that holds further ways to write an entry's name, by language.

    Where a register has one, entries can be looked for in texts, and a body that names one is
    written as its id in a list.
    """
    types: Mapping[str, str] = field(default_factory=dict)
    """Of names: each type as it is written, and what readers call those of it, in their order."""

    @property
    def page(self) -> str:
        """What its file, its page and its section of the site are called."""
        return self.file or self.name


Own: TypeAlias = Sequence[tuple[Annotation, Any]]
"""All bodies of one kind, each with the annotation that it belongs to."""


def _no_checks(own: Own, dossier: Dossier) -> Iterable[Problem]:
    return ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of body: how it is written, what it says, what must hold."""

    name: str
    key: str
    """The key of an annotation that holds it."""
    title: str
    """What readers call it: a message."""
    read: Reader[tuple[Body, ...]]
    says: Callable[[Any], tuple[Content, ...]]
    numbered: bool = True
    """Whether its annotation takes a number, a marker and a place among the notes."""
    points: bool = False
    """Whether it says nothing but where it points to, so that its links are drawn instead."""
    register: Register | None = None
    line: Line = "solid"
    """How its words are underlined; a fine line where it takes no number."""
    tone: str = "accent"
    """Its colour: one of those in the theme's table of tokens."""
    checks: Callable[[Own, Dossier], Iterable[Problem]] = field(default=_no_checks)
    """All bodies of the kind at once: a check for each alone ends quadratic."""
