"""The nouns: what a dossier is made of, as written and as found.

The words are those of W3C Web Annotation and TEI. All of it is frozen; what there is
one of for every link is a tuple, which is made in a quarter of the time. Offsets are
code points of the seed's text, half-open.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from hashiya.problem import Place, Problem

if TYPE_CHECKING:
    from hashiya.kind import Body, Content, Moment, Side, Value, Word


NOT_IN_HTML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Control characters; YAML holds none."""

_LINES = tuple(range(1 << 14))
"""Numbers of lines, one object each for all files: it saves 9 MB where there are 135,000 links."""


class Text(str):
    """Words that a person wrote, and the place where they stand.

    A large dossier has a million of them, so the place is kept in its parts, which they
    share, and made into a `Place` when it is asked for.
    """

    __slots__ = ("_column", "_file", "_line")
    _file: str
    _line: int
    _column: int

    def __new__(cls, words: str, place: Place) -> Text:
        """Words at a place."""
        return cls.at(words, place.file, place.line, place.column)

    @classmethod
    def at(cls, words: str, file: str, line: int, column: int) -> Text:
        """Words at a line and a column of a file."""
        text = str.__new__(cls, words)
        text._file = file  # noqa: SLF001 - it is made here
        text._line = _LINES[line] if line < len(_LINES) else line  # noqa: SLF001
        text._column = column  # noqa: SLF001
        return text

    @property
    def place(self) -> Place:
        """Where the words begin."""
        return Place(self._file, self._line, self._column)

    def __reduce__(self) -> tuple[type[Text], tuple[str, Place]]:
        return Text, (str(self), self.place)


Localized: TypeAlias = Mapping[str, Text]
"""The same thing said in several languages; a language may be missing."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a source that is translated and shown as one: a line or a paragraph."""

    id: str
    start: int
    end: int
    role: str
    line: int
    """The seed's line, counted from 1, on which it begins."""


@dataclass(frozen=True, slots=True)
class Translation:
    """A translation of one passage."""

    passage: Text
    text: Text
    begins: Text | None = None
    of: Text | None = None
    """The fingerprint of the passage's text that was translated, where that has changed since."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One translation of a source: a language, its makers, and text for some of the passages."""

    name: str
    language: str
    by: tuple[Text, ...]
    status: str
    default: bool
    rights: Localized
    translations: Mapping[str, Translation]
    """By passage id, in the order of the file."""
    place: Place
    reviewed_by: tuple[Text, ...] = ()
    """Contributors who have compared it with the original."""


@dataclass(frozen=True, slots=True)
class Dating:
    """When something was published or took place, and how that is known (EDTF, ISO 8601-2)."""

    date: Text
    basis: str
    reason: Localized


@dataclass(frozen=True, slots=True)
class Derivation:
    """That a source is a reprint, translation, revision or excerpt of another."""

    source: Text
    relation: str


@dataclass(frozen=True, slots=True)
class Lock:
    """A seed as it was when a person or a tool last accepted it."""

    sha256: str
    passages: Mapping[str, str]
    """The fingerprint of each passage's folded text, by its id, in the order of the seed."""
    gone: tuple[str, ...]
    """The ids of passages that the seed once had; no other passage gets them."""
    place: Place


@dataclass(frozen=True, slots=True)
class Source:
    """A seed with its passages, what is known of it, and its translations."""

    id: str
    seed: str
    sha256: str
    language: str
    text: str
    passages: tuple[Passage, ...]
    place: Place
    wrapping: str = "lines"
    outlet: Text | None = None
    author: tuple[Text, ...] = ()
    published: Dating | None = None
    genre: Localized = field(default_factory=dict)
    provenance: Localized = field(default_factory=dict)
    supplied_title: Localized = field(default_factory=dict)
    url: Text | None = None
    archived: Text | None = None
    derives_from: Derivation | None = None
    rights: Localized = field(default_factory=dict)
    display: str = "full"
    was: tuple[Text, ...] = ()
    layers: tuple[Layer, ...] = ()
    described: bool = True
    """False for a seed that nobody has annotated yet."""
    lock: Lock | None = None
    """None where nobody has accepted the seed yet."""
    shown: str = field(init=False, repr=False, compare=False)
    """The text for pages: U+FFFD for what HTML may not hold, so that offsets are the same."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "shown", NOT_IN_HTML.sub("\ufffd", self.text))

    def words(self, passage: Passage) -> str:
        """The passage's text, every character as it stands in the seed."""
        return self.text[passage.start : passage.end]

    def shown_words(self, passage: Passage) -> str:
        """The passage's text for pages."""
        return self.shown[passage.start : passage.end]


@dataclass(frozen=True, slots=True)
class Quote:
    """The words that carry an annotation, and what tells their place from others like it.

    After the W3C TextQuoteSelector; `after` and `before` are its prefix and
    suffix, `occurrence` is (n, m): the nth of m places.
    """

    exact: Text
    after: Text | None = None
    before: Text | None = None
    occurrence: tuple[int, int] | None = None
    passage: Text | None = None
    across: bool = False


@dataclass(frozen=True, slots=True)
class Whole:
    """The selector of a whole passage."""

    passage: Text


Selector: TypeAlias = Quote | Whole


@dataclass(frozen=True, slots=True)
class Target:
    """What an annotation is about: some words of a source, or a whole passage."""

    source: str
    selector: Selector


@dataclass(frozen=True, slots=True)
class Annotation:
    """One item: one id, one number, one permalink, any number of bodies."""

    source: str
    id: str
    target: Target
    bodies: tuple[Body, ...]
    by: tuple[Text, ...]
    rendering: Mapping[str, Quote]
    was: tuple[Text, ...]
    place: Place
    of: Text | None = None
    """The fingerprint of its passages' text when it was written, where that has changed since."""
    marked: bool = True
    """Whether a `[` or `<` stands in its prose, where links, citations and tags begin; most hold
    none, and three steps need not walk through them."""


@dataclass(frozen=True, slots=True)
class Retired:
    """An id that was given up, so that old links to it still find an explanation."""

    source: str
    """The source that it stood in; of an entry, the register."""
    id: Text
    on: Text
    reason: Localized
    now: Text | None


@dataclass(frozen=True, slots=True)
class Correction:
    """That something published was wrong, and what was changed."""

    on: Text
    what: Localized
    reason: Localized
    source: str
    """The source, or the register, that it is about; empty where it is about the whole dossier."""
    of: str
    """The id of what was wrong there; empty where it is about the whole of it."""
    written: Text
    """The address as it was written; the date where there is none."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a register: an entity, a term, a claim, an event."""

    register: str
    id: str
    label: Localized
    fields: Mapping[str, object]
    """The further keys, as the register's schema reads them."""
    place: Place
    was: tuple[Text, ...] = ()
    """Earlier ids."""


@dataclass(frozen=True, slots=True)
class Group:
    """What entries of a register stand under: a topic."""

    id: str
    label: Localized
    place: Place


@dataclass(frozen=True, slots=True)
class Contributor:
    """A person or body that wrote or translated something in the dossier."""

    id: str
    name: Localized
    role: Localized
    url: Text | None
    place: Place


@dataclass(frozen=True, slots=True)
class Reference:
    """An outside source: a CSL item and the copy that was read."""

    id: str
    fields: Mapping[str, object]
    place: Place


@dataclass(frozen=True, slots=True)
class Locale:
    """How dates and numbers are written in one language: a CLDR locale and a numbering system."""

    name: Text
    digits: str = "latn"


@dataclass(frozen=True, slots=True)
class Beginning:
    """A place that the editors send new readers to first, and why."""

    at: Text
    """The address `source#id`."""
    why: Localized


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that stands for the dossier where somebody links to it."""

    path: str
    """Below docs/, and so below the site's root."""
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Settings:
    """What `dossier.yaml` says."""

    languages: tuple[Text, ...]
    locales: Mapping[str, Locale]
    default_language: str
    """Of seeds that nobody has described yet; empty where nothing is said."""
    title: Localized
    description: Localized
    repository: str
    branch: str
    missing_language: Literal["warn", "error"]
    rights: Localized
    begin: tuple[Beginning, ...] = ()
    """Where to begin to read, in the editors' order."""
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    """By language."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything as it was written, nothing resolved yet."""

    settings: Settings
    sources: tuple[Source, ...]
    annotations: tuple[Annotation, ...]
    """By source, in the order of the files."""
    retired: tuple[Retired, ...]
    registers: Mapping[str, Mapping[str, Entry]]
    contributors: Mapping[str, Contributor]
    bibliography: Mapping[str, Reference]
    problems: tuple[Problem, ...]
    """What was wrong with the writing itself; the rest of it was read all the same."""
    incomplete: frozenset[str] = frozenset()
    """The sources and registers of which something could not be read, so that nobody knows what
    it was: what leads into them is not judged."""
    refused: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By the key of a list beside the sources: ids of items that stand there with mistakes."""
    groups: Mapping[str, Mapping[str, Group]] = field(default_factory=dict)
    """By register, in the editors' order."""
    corrections: tuple[Correction, ...] = ()
    """In the order of the files."""
    retired_entries: tuple[Retired, ...] = ()
    """Entries of registers that were given up."""

    def wrote(self, key: str, name: str) -> bool:
        """Whether a list beside the sources may have an item that could not be read."""
        return name in self.refused.get(key, ()) or key in self.incomplete


class Span(NamedTuple):
    """Where an annotation stands: code points of the seed's text, half-open.

    `first` and `last` are the indices, into the source's passages, of the passages touched.
    """

    source: str
    start: int
    end: int
    first: int
    last: int

    @property
    def passages(self) -> range:
        """The indices of all passages touched."""
        return range(self.first, self.last + 1)


class Rendered(NamedTuple):
    """Where an annotation stands in a translation: offsets into that translation's text."""

    layer: str
    passage: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Anchored:
    """Where every annotation stands; an annotation that could not be found is absent."""

    spans: Mapping[tuple[str, str], Span]
    """By (source id, annotation id)."""
    renderings: Mapping[tuple[str, str], Sequence[Rendered]]

    def rendered(self, source: str, annotation: str, layer: str) -> list[Rendered]:
        """The words that render an annotation's in one translation: a place for each passage."""
        found = self.renderings.get((source, annotation), ())
        return [one for one in found if one.layer == layer]


@dataclass(frozen=True, slots=True, eq=False)
class End:
    """One end of a link: an annotation, or a passage, of a source; and where it stands.

    An edition has one for each address, which is told from others by its identity: tables by end
    are asked several times for every link.
    """

    source: str
    fragment: str
    """The id after the `#`: an annotation's or a passage's."""
    span: Span


class Link(NamedTuple):
    """That the words at one end bear on the words at another.

    `relation` is one of `RELATIONS`, or empty for a link that stands in prose.
    """

    origin: End
    to: End
    relation: str
    reason: Localized


class About(NamedTuple):
    """Something that prose stands beside: a source, an entry of a register, the dossier itself."""

    register: str
    """Empty where a source is meant."""
    id: str
    """Empty where the whole dossier is meant."""


Citer: TypeAlias = End | About
"""Where prose stands that cites an outside source: in an annotation, or beside something."""


class Saying(NamedTuple):
    """What one body says of an entry of a register, and where it says it."""

    end: End
    kind: str
    key: str
    """In what part the entry is named there, `said-by`; empty where the body is about it."""
    content: tuple[Content, ...]
    """All that the body says."""


class Statement(NamedTuple):
    """What one passage says on an entry of a matrix, and who speaks there."""

    end: End
    stance: Word | None
    speaker: str
    """The id of the entity that speaks; empty where nobody is named."""
    on: str
    """When it was said (EDTF), or else when its source was published; empty where unknown."""
    own_date: bool
    """Whether the passage itself is dated."""
    value: Moment | Value | None
    differs: bool = False
    """Whether its value cannot be true together with that of another statement."""
    voice: int = 0
    """Passages that go back to one report share a voice (link/voices.py)."""

    @property
    def side(self) -> Side:
        """Where it stands."""
        return self.stance.side if self.stance else ""


class Tally(NamedTuple):
    """How many passages, and how many of them are independent."""

    passages: int
    voices: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """What all passages together say on an entry of a matrix; all of it is computed."""

    statements: tuple[Statement, ...]
    """In the order in which they were said."""
    voices: int
    sides: Mapping[Side, Tally]
    """By side, those that are taken."""
    opposed: bool
    """Whether some stand for it and others against it."""
    differing: bool
    """Whether values differ."""
    between: bool
    """Whether two voices are at odds."""
    within: bool
    """Whether one voice is at odds with itself."""

    @property
    def tally(self) -> Tally:
        """All of its passages, and the voices in them."""
        return Tally(len(self.statements), self.voices)

    @property
    def contested(self) -> bool:
        """Whether not all of it can be true."""
        return self.opposed or self.differing


class Wording(NamedTuple):
    """What became of an entry of a glossary, where it stands, in one translation."""

    end: End
    layer: str
    how: Literal["allowed", "several", "otherwise", "untranslated"]
    """Whether the glossary allows it; several where it is not told which of two forms is meant."""
    form: str = ""
    """The form of the glossary that is used, where it is known."""
    words: Rendered | None = None
    """Where the form stands, else the words that render all that was annotated."""


Line: TypeAlias = Literal["solid", "dotted", "dashed", "double", "wavy"]
"""The styles of underline that tell annotations apart without colour; CSS has the same names."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What one end of a link is to the other."""

    name: str
    inverse: str
    """What the other end is to this one; its own name where both are the same to each other."""
    kin: str
    """The name of the pair, for a sign, a line and a colour that both directions share."""
    sign: str
    """One character, for a chip; never the only thing that tells the relation."""
    line: Line
    """How the words at its end are underlined."""
    tone: str
    """Its colour: one of those in the theme's table of tokens."""


def _both_directions(
    name: str, inverse: str, sign: str, line: Line, tone: str
) -> tuple[Relation, ...]:
    forward = Relation(name, inverse, name, sign, line, tone)
    backward = Relation(inverse, name, name, sign, line, tone)
    return (forward, backward) if inverse != name else (forward,)


RELATIONS: Mapping[str, Relation] = {
    relation.name: relation
    for pair in (
        _both_directions("supports", "supported-by", "=", "solid", "agree"),
        _both_directions("contradicts", "contradicts", "≠", "double", "oppose"),
        _both_directions("updates", "updated-by", "↻", "dashed", "renew"),
        _both_directions("more-precise", "less-precise", "⊂", "solid", "renew"),
        _both_directions("same-source", "same-source", "⎘", "dotted", "agree"),
        _both_directions("parallel", "parallel", "∥", "double", "aside"),
        _both_directions("distinguish", "distinguish", "≁", "wavy", "oppose"),
        _both_directions("background", "background-to", "◷", "dotted", "aside"),
    )
    for relation in pair
}
"""By name. Both directions have one, so that a link may be written on either end."""


@dataclass(frozen=True, slots=True)
class Stale:
    """What was made from an earlier wording of its passage and not looked at since."""

    translations: frozenset[tuple[str, str, str]] = frozenset()
    """By (source id, layer name, passage id)."""
    annotations: frozenset[tuple[str, str]] = frozenset()
    """By (source id, annotation id)."""


@dataclass(frozen=True, slots=True, eq=False)
class Edition:
    """Everything found and linked: the only thing that views and formats accept.

    One edition is equal to itself only: comparing two would be comparing all their texts.
    """

    dossier: Dossier
    sources: tuple[Source, ...]
    """In the order of time."""
    anchored: Anchored
    outgoing: Mapping[str, Mapping[str, Sequence[Link]]]
    """By source, every one of which is there, and by the annotation of the origin."""
    incoming: Mapping[str, Mapping[str, Sequence[Link]]]
    """By source and by the fragment of the end that is linked to, likewise."""
    former: Mapping[str, Mapping[str, tuple[str, str]]]
    """What an earlier source id and fragment now mean; the fragment may be empty."""
    retired: Mapping[str, Sequence[Retired]]
    """By source id."""
    annotations: Mapping[str, Sequence[Annotation]]
    """The annotations that were found in their source, by source id, in the order of its text."""
    excerpts: Mapping[str, frozenset[int]]
    """Of sources published as excerpts: the indices of the passages that may be shown."""
    by_id: Mapping[str, Source]
    """The sources by id."""
    sayings: Mapping[tuple[str, str], Sequence[Saying]]
    """By register and entry: what is said of it, in the order of time and of the texts."""
    stale: Stale = Stale()
    wordings: Mapping[tuple[str, str], Sequence[Wording]] = field(default_factory=dict)
    """By register and entry of a glossary: how it is rendered, in the order of the sayings."""
    named: Mapping[tuple[str, int], Sequence[tuple[str, str]]] = field(default_factory=dict)
    """By source and index of a passage: register and entry of what is named there, each once."""
    agreements: Mapping[tuple[str, str], Agreement] = field(default_factory=dict)
    """By register and entry, of registers that are a matrix: what passages say on it."""
    citers: Mapping[str, Sequence[Citer]] = field(default_factory=dict)
    """By key of the bibliography: where it is cited, in the order of time and of the texts."""
    begin: Sequence[tuple[End, Localized]] = ()
    """The places that the editors send new readers to first, and why."""
    kept: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False)
    """What is worked out from it once (once.py); no part of what it says."""

    def source(self, name: str) -> Source:
        """The source with an id; one that is not there is a programmer's KeyError."""
        return self.by_id[name]

    def end(self, source: str, fragment: str) -> End | None:
        """An annotation or passage as an end of links; None where none is published there."""
        known = self.by_id[source]
        span = self.anchored.spans.get((source, fragment))
        for index, passage in enumerate(known.passages if span is None else ()):
            if passage.id == fragment:
                span = Span(source, passage.start, passage.end, index, index)
        shown = self.excerpts.get(source)
        if span is None or (shown is not None and span.first not in shown):
            return None
        return End(source, fragment, span)

    def links(self) -> Iterator[Link]:
        """Every link once, by its origin."""
        for found in self.outgoing.values():
            yield from chain.from_iterable(found.values())

    def passages(self, source: Source) -> tuple[Passage, ...]:
        """The passages of a source that are published."""
        shown = self.excerpts.get(source.id)
        if shown is None:
            return source.passages
        return tuple(passage for index, passage in enumerate(source.passages) if index in shown)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site, ready but for the shell around it.

    `uri` is its path below its language's folder, `sources/x/` or empty for the
    home page; the same in every language.
    """

    uri: str
    language: str
    title: str
    description: str
    pieces: Sequence[bytes]
    """Its HTML in UTF-8: a page may have a megabyte, which is put together once, when written."""
    section: str
    """The entry of the navigation that it belongs to."""
    edit: str = ""
    """The file, relative to the project, that an editor would change."""
    beside: Mapping[str, bytes] = field(default_factory=dict)
    """Files in its folder that its script asks for: name and content."""

    @property
    def html(self) -> str:
        """Its HTML as a text."""
        return b"".join(self.pieces).decode()


@dataclass(frozen=True, slots=True)
class PageRef:
    """A page as the outline knows it, before anything is rendered."""

    uri: str
    language: str
    section: str
    title: str
    edit: str = ""

    def page(self, html: str, description: str = "") -> Page:
        """The page, once there is something to stand on it."""
        pieces = (html.encode(),)
        return Page(
            self.uri, self.language, self.title, description, pieces, self.section, self.edit
        )
