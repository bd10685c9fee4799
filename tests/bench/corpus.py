"""A bilingual dossier in memory: made from a seed, alike on every machine, for every engine.

No text comes from anywhere: words are invented (`vocabulary`), passages have 15 to
60 of them and each one is translated. Spans in one passage do not overlap, and notes
do not link to other passages, because the peers have no means for either.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tests.bench.vocabulary import Language, bare, language

LANGUAGES = ("ar", "en")
CARDS_ON_PAGE = 60
"""More cards than this are not put on a page; it is Hashiya's rule, so the peers keep it too."""

RELATIONS = {
    "supports": "supported-by",
    "contradicts": "contradicts",
    "updates": "updated-by",
    "more-precise": "less-precise",
    "same-source": "same-source",
    "parallel": "parallel",
    "distinguish": "distinguish",
    "background": "background-to",
}
"""What the far end of a link reads; the near end reads the relation's own name."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything a dossier holds."""

    name: str
    sources: int
    passages: int
    links: int
    notes: int


SIZES = {
    size.name: size
    for size in (
        Size("tiny", 2, 30, 40, 5),
        Size("small", 9, 500, 2_250, 58),
        Size("middle", 110, 6_000, 27_000, 700),
        Size("large", 550, 30_000, 135_000, 3_500),
    )
}

Both = Mapping[str, str]
"""The same thing in both languages."""


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive tokens of a passage in one language, half-open."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage and its translation, as tokens: words with the punctuation that follows them."""

    source: str
    language: str
    id: str
    tokens: Mapping[str, tuple[str, ...]]

    def text(self, code: str) -> str:
        """The passage in one of the languages."""
        return " ".join(self.tokens[code])

    def words(self, code: str, run: Run) -> str:
        """Some of its words, without the punctuation after the last one."""
        return " ".join(self.tokens[code][run.start : run.end]).rstrip("،.,")


@dataclass(frozen=True, slots=True)
class Place:
    """What an annotation is about: a passage, or runs of its words in the languages.

    `original` is empty for a whole passage; `rendering` may be empty beside a run of the
    original. `within` says that the words stand elsewhere in the source too.
    """

    passage: Passage
    id: str
    original: Run | None
    rendering: Run | None
    within: bool

    def run(self, code: str) -> Run | None:
        """Its words in one of the languages."""
        return self.original if code == self.passage.language else self.rendering

    def words(self, code: str) -> Sequence[tuple[str, str]]:
        """What a page in this language quotes of it: its words in that language, the original."""
        own = self.passage.language
        if self.original is None:
            return [(own, self.passage.text(own))]
        runs = {code: self.run(code), own: self.original}
        return [(each, self.passage.words(each, run)) for each, run in runs.items() if run]


@dataclass(frozen=True, slots=True)
class Link:
    """A cross-reference from an annotation to a passage, or to an annotation of it."""

    origin: Place
    to: Passage
    inner: Place | None
    relation: str
    reason: Both

    @property
    def fragment(self) -> str:
        """The id that it leads to."""
        return self.inner.id if self.inner else self.to.id

    def words(self, code: str) -> Sequence[tuple[str, str]]:
        """What a page in this language quotes of its far end."""
        return self.inner.words(code) if self.inner else [(code, self.to.text(code))]


@dataclass(frozen=True, slots=True)
class Annotation:
    """One item: a place and a note, or a place and its cross-references."""

    place: Place
    note: Both
    links: Sequence[Link]


@dataclass(frozen=True, slots=True)
class Source:
    """One text, its translation and its annotations in the order of the text."""

    id: str
    language: str
    outlet: str
    published: date
    passages: Sequence[Passage]
    annotations: Sequence[Annotation]

    @property
    def translation(self) -> str:
        """The language that it is translated into."""
        return next(code for code in LANGUAGES if code != self.language)

    @property
    def title(self) -> Passage:
        """The headline."""
        return self.passages[0]

    def by_passage(self) -> Mapping[str, Sequence[tuple[int, Annotation]]]:
        """The annotations of each passage with their numbers on the page, counted from 1."""
        found: dict[str, list[tuple[int, Annotation]]] = defaultdict(list)
        for number, annotation in enumerate(self.annotations, start=1):
            found[annotation.place.passage.id].append((number, annotation))
        return found


@dataclass(frozen=True, slots=True)
class Corpus:
    """The dossier: its sources in the order of time, its outlets, and who links to what."""

    size: Size
    sources: Sequence[Source]
    outlets: Mapping[str, Both]
    about: Both
    incoming: Mapping[tuple[str, str], Sequence[Link]]
    """By (source id, passage id) of the end that is linked to."""

    def cited(self, passage: Passage) -> Sequence[Link]:
        """The links that lead to a passage or into it."""
        return self.incoming.get((passage.source, passage.id), ())

    def cards(self, source: Source) -> Sequence[Passage]:
        """The distinct passages that its page shows as cards; none where they are too many."""
        far = [link.to for annotation in source.annotations for link in annotation.links]
        far += [link.origin.passage for each in source.passages for link in self.cited(each)]
        found = {(passage.source, passage.id): passage for passage in far}
        return list(found.values()) if len(found) <= CARDS_ON_PAGE else ()


def make(size: Size) -> Corpus:
    """The dossier of the given size; the same one every time."""
    words = Random("hashiya bench words")
    languages = {code: language(code, words) for code in LANGUAGES}
    voice = _Voice(Random(f"hashiya bench {size.name}"), languages)
    outlets = {f"outlet-{number}": voice.phrase(2) for number in range(1, 13)}
    drafts = [_draft(voice, index, count) for index, count in enumerate(_lengths(voice.rng, size))]
    notes, origins = _places(voice, size, drafts)
    annotations = [Annotation(place, voice.note(), ()) for place in notes]
    annotations += _linked(voice, size, drafts, notes, origins)
    sources = _sources(voice.rng, drafts, annotations, tuple(outlets))
    about = {code: languages[code].phrase(voice.rng, 60) for code in LANGUAGES}
    return Corpus(size, sources, outlets, about, _incoming(sources))


@dataclass(frozen=True, slots=True)
class _Voice:
    """The generator of random numbers, and the words it speaks in."""

    rng: Random
    languages: Mapping[str, Language]

    def phrase(self, count: int) -> Both:
        """Some words in both languages, without punctuation."""
        return {code: words.phrase(self.rng, count) for code, words in self.languages.items()}

    def slug(self) -> str:
        """Two words that can be an id."""
        words = self.languages["en"].words
        return "-".join(self.rng.choice(words) for _ in range(2))

    def note(self) -> Both:
        """A note's Markdown: three sentences, with emphasis and a link to the web."""
        return {code: self._note(words) for code, words in self.languages.items()}

    def _note(self, words: Language) -> str:
        first, second = (" ".join(words.tokens(self.rng, self.rng.randint(8, 18))) for _ in "ab")
        stress, label = (words.phrase(self.rng, 2) for _ in "ab")
        return f"{first} *{stress}* {second} [{label}](https://example.org/{self.slug()})."


@dataclass(frozen=True, slots=True)
class _Draft:
    """A source before it is annotated."""

    id: str
    language: str
    passages: Sequence[Passage]


def _lengths(rng: Random, size: Size) -> Sequence[int]:
    """Passages of each source: many short texts and a few long ones, as sources are."""
    shares = [min(rng.lognormvariate(0, 0.7), 5.0) for _ in range(size.sources)]
    scale = size.passages / sum(shares)
    lengths = [max(3, int(share * scale)) for share in shares]
    while (missing := size.passages - sum(lengths)) != 0:
        longest = max(range(len(lengths)), key=lengths.__getitem__)
        lengths[longest if missing < 0 else missing % len(lengths)] += 1 if missing > 0 else -1
    return lengths


def _draft(voice: _Voice, index: int, count: int) -> _Draft:
    """A source's texts; two in three are Arabic. A blank line follows the headline."""
    name = f"{voice.slug()}-{index + 1}"
    code = LANGUAGES[index % 3 == 2]
    headline = _passage(voice, (name, code, "p1"), (6, 11))
    lines = range(3, count + 2)
    return _Draft(
        name, code, (headline, *(_passage(voice, (name, code, f"p{n}"), (15, 60)) for n in lines))
    )


def _passage(voice: _Voice, name: tuple[str, str, str], span: tuple[int, int]) -> Passage:
    """A passage in both languages; English needs a fifth more words for the same thing."""
    count = voice.rng.randint(*span)
    counts = {"ar": count, "en": min(span[1], round(count * 1.2))}
    tokens = {
        code: words.tokens(voice.rng, counts[code]) for code, words in voice.languages.items()
    }
    return Passage(*name, tokens)


def _places(
    voice: _Voice, size: Size, drafts: Sequence[_Draft]
) -> tuple[Sequence[Place], Sequence[Place]]:
    """Where notes stand, and where cross-references start.

    Two in five cross-references are about a whole passage; everything else stands on
    words, at most one run in each half of a passage.
    """
    origins = round(size.links / 4.5)
    bodies = [(draft, passage) for draft in drafts for passage in draft.passages[1:]]
    whole = voice.rng.sample(bodies, origins * 2 // 5)
    halves = [(draft, passage, half) for draft, passage in bodies for half in (0, 1)]
    quoted = voice.rng.sample(halves, origins - len(whole) + size.notes)
    spoken = {draft.id: _spoken(draft) for draft in drafts}
    ids = _Ids(voice)
    runs = [
        _quoted(voice.rng, ids.new(draft.id), passage, half, spoken[draft.id])
        for draft, passage, half in quoted
    ]
    wholes = [
        Place(passage, ids.new(draft.id), None, None, within=False) for draft, passage in whole
    ]
    return runs[: size.notes], runs[size.notes :] + wholes


class _Ids:
    """Annotation ids, each given once in a source."""

    def __init__(self, voice: _Voice) -> None:
        self._voice = voice
        self._given: set[tuple[str, str]] = set()

    def new(self, source: str) -> str:
        """An id that the source does not have yet."""
        while (key := (source, self._voice.slug())) in self._given:
            pass
        self._given.add(key)
        return key[1]


def _spoken(draft: _Draft) -> str:
    """The source's words, to count in; a line break keeps passages apart."""
    return "\n".join(f" {bare(passage.text(draft.language))} " for passage in draft.passages)


def _quoted(rng: Random, name: str, passage: Passage, half: int, spoken: str) -> Place:
    """Words in one half of a passage, once in it; a rendering likewise, four times in five."""
    own = passage.language
    while _count(passage, own, run := _run(rng, passage, own, half)) != 1:
        pass
    other = next(code for code in LANGUAGES if code != own)
    rendering = _run(rng, passage, other, half)
    rendered = _count(passage, other, rendering) == 1 and rng.random() < 0.85
    words = bare(passage.words(own, run))
    within = _occurrences(spoken, words) > 1
    return Place(passage, name, run, rendering if rendered else None, within)


def _count(passage: Passage, code: str, run: Run) -> int:
    """How often these words stand in their passage."""
    return _occurrences(f" {bare(passage.text(code))} ", bare(passage.words(code, run)))


def _occurrences(text: str, words: str) -> int:
    """How often whole words stand in a text, also where two places share some of them."""
    found, at = 0, text.find(f" {words} ")
    while at >= 0:
        found, at = found + 1, text.find(f" {words} ", at + 1)
    return found


def _run(rng: Random, passage: Passage, code: str, half: int) -> Run:
    """One to six words in the first or the second half of a passage."""
    tokens = len(passage.tokens[code])
    low, high = ((0, tokens // 2), (tokens // 2, tokens))[half]
    length = rng.choice((1, 2, 3, 4, 4, 5, 5, 6))
    start = rng.randint(low, high - length)
    return Run(start, start + length)


def _linked(
    voice: _Voice,
    size: Size,
    drafts: Sequence[_Draft],
    notes: Sequence[Place],
    origins: Sequence[Place],
) -> Sequence[Annotation]:
    """The annotations that carry cross-references; no two passages are linked twice."""
    targets = _Targets(voice.rng, drafts)
    named = {(place.passage.source, place.passage.id): place for place in (*notes, *origins)}
    more = Counter(voice.rng.choices(range(len(origins)), k=size.links - len(origins)))
    return [
        Annotation(
            place,
            {},
            [_link(voice, place, targets.new(place), named) for _ in range(1 + more[index])],
        )
        for index, place in enumerate(origins)
    ]


class _Targets:
    """Where links may go: one in seven near by, and some passages are more loved than others."""

    def __init__(self, rng: Random, drafts: Sequence[_Draft]) -> None:
        self._rng = rng
        self._own = {draft.id: draft.passages[1:] for draft in drafts}
        self._all = [passage for draft in drafts for passage in draft.passages[1:]]
        self._linked: set[frozenset[tuple[str, str]]] = set()
        rng.shuffle(self._all)

    def new(self, place: Place) -> Passage:
        """A passage that is not yet linked with this one, in either direction."""
        here = place.passage.source, place.passage.id
        while True:
            to = self._any(place.passage.source)
            pair = frozenset((here, (to.source, to.id)))
            if len(pair) == 2 and pair not in self._linked:
                self._linked.add(pair)
                return to

    def _any(self, source: str) -> Passage:
        if self._rng.random() < 1 / 7:
            return self._rng.choice(self._own[source])
        return self._all[int(len(self._all) * self._rng.random() ** 1.5)]


def _link(voice: _Voice, place: Place, to: Passage, named: Mapping[tuple[str, str], Place]) -> Link:
    """A link to the passage or, in three of ten cases, to an annotation of it."""
    inner = named.get((to.source, to.id))
    to_inner = inner if voice.rng.random() < 0.3 else None
    relation = voice.rng.choice(tuple(RELATIONS))
    return Link(place, to, to_inner, relation, voice.phrase(voice.rng.randint(6, 10)))


def _sources(
    rng: Random,
    drafts: Sequence[_Draft],
    annotations: Sequence[Annotation],
    outlets: Sequence[str],
) -> Sequence[Source]:
    """The finished sources in the order of time, their annotations in the order of the text."""
    own: dict[str, list[Annotation]] = defaultdict(list)
    for annotation in annotations:
        own[annotation.place.passage.source].append(annotation)
    sources = [
        Source(
            draft.id,
            draft.language,
            rng.choice(outlets),
            date(2019, 1, 1) + timedelta(days=rng.randrange(2_700)),
            draft.passages,
            sorted(own[draft.id], key=_position),
        )
        for draft in drafts
    ]
    return sorted(sources, key=lambda source: (source.published, source.id))


def _position(annotation: Annotation) -> tuple[int, int]:
    """Line and word at which an annotation ends, which is where its marker stands."""
    place = annotation.place
    words = len(place.passage.tokens[place.passage.language])
    return int(place.passage.id[1:]), place.original.end if place.original else words


def _incoming(sources: Sequence[Source]) -> Mapping[tuple[str, str], Sequence[Link]]:
    """In the order of the files that a dossier is read from."""
    incoming: dict[tuple[str, str], list[Link]] = defaultdict(list)
    for source in sorted(sources, key=lambda source: source.id):
        for annotation in source.annotations:
            for link in annotation.links:
                incoming[link.to.source, link.to.id].append(link)
    return incoming
