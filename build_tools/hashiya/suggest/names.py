"""The names of a register's entries, and where they stand in a text."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from hashiya.anchor.quote import Hit, Index, mark
from hashiya.clitics import ARTICLE, cuts
from hashiya.fold import folded_words
from hashiya.kind import Register
from hashiya.link.forms import spellings
from hashiya.model import Entry, Quote, Text


class How(Enum):
    """How sure it is that a name stands there; the surest first."""

    EXACT = "exact spelling"
    FOLDED = "folded form"
    PROCLITIC = "with proclitic"


class Name(NamedTuple):
    """One spelling of an entry's name."""

    entry: str
    spelling: Text
    words: tuple[str, ...]
    """Folded."""


class Match(NamedTuple):
    """That a name stands somewhere."""

    name: Name
    hit: Hit
    before: str
    """What is written together with its first word, folded."""
    start: int
    end: int
    """True offsets of the words, with the quotation marks that the spelling has."""
    how: How


class Found(NamedTuple):
    """A place where a name stands; several matches where entries are called alike."""

    passage: int
    """Its number in the text."""
    hit: Hit
    matches: Sequence[Match]
    """One for each entry."""

    @property
    def entries(self) -> list[str]:
        """The ids of the entries whose name it may be."""
        return [match.name.entry for match in self.matches]


class Names:
    """The names of all entries of a register in one language, ready to be found."""

    def __init__(self, register: Register, entries: Iterable[Entry], language: str) -> None:
        self._by_first: defaultdict[str, list[Name]] = defaultdict(list)
        for entry in entries:
            for spelling in dict.fromkeys(spellings(register, entry, language)):
                words = tuple(folded_words(spelling))
                if words:
                    self._by_first[words[0]].append(Name(entry.id, spelling, words))

    def find(self, index: Index, passage: int) -> list[Found]:
        """The places of a passage where a name stands; where two overlap, the longer one.

        Two names of one entry that overlap are one: «قوات التحالف» and «التحالف الدولي».
        """
        first, end = index.within(passage)
        words = index.folded[first:end].split()
        taken: list[Found] = []
        for match in sorted(self._matches(index, words, first), key=_rank):
            at = bisect_left(taken, match.hit, key=lambda found: found.hit)
            beside = [number for number in (at - 1, at) if 0 <= number < len(taken)]
            rivals = [number for number in beside if _overlap(match.hit, taken[number].hit)]
            if not rivals:
                taken.insert(at, Found(passage, match.hit, [match]))
            elif len(rivals) == 1:
                taken[rivals[0]] = _joined(taken[rivals[0]], match)
        return taken

    def _matches(self, index: Index, words: Sequence[str], at: int) -> Iterator[Match]:
        for number, word in enumerate(words):
            for name, before, defined in self._beginning_with(word):
                if _follows(name.words, words, number, defined=defined):
                    own = words[number : number + len(name.words)]
                    hit = Hit(at, at + sum(map(len, own)) + len(own) - 1)
                    span = _span(index, hit, name.spelling)
                    if span:
                        yield Match(name, hit, before, *span, _how(index, span, name, before))
            at += len(word) + 1

    def _beginning_with(self, word: str) -> Iterator[tuple[Name, str, bool]]:
        """The names whose first word this may be, and what is written before it.

        The last of the three: whether that has given it an article which is not the name's own.
        """
        for name in self._by_first.get(word, ()):
            yield name, "", False
        for cut in cuts(word):
            if not cut.article:
                for name in self._by_first.get(cut.rest, ()):
                    yield name, cut.proclitic, False
                continue
            if cut.proclitic:
                for name in self._by_first.get(ARTICLE + cut.rest, ()):
                    yield name, cut.proclitic, False
            for name in self._by_first.get(cut.rest, ()):
                yield name, word[: len(word) - len(cut.rest)], True


def _rank(match: Match) -> tuple[int, int, int, bool]:
    """The longest first; of equals the one that least is written before, then an exact one."""
    return -len(match.name.words), len(match.before), match.hit.first, match.how is not How.EXACT


def _joined(found: Found, match: Match) -> Found:
    """What is found where a further name touches what was found before."""
    first = found.matches[0]
    if match.name.entry in found.entries:
        if len(found.matches) > 1 or match.hit == found.hit:
            return found
        hit = Hit(min(found.hit.first, match.hit.first), max(found.hit.end, match.hit.end))
        start, end = min(first.start, match.start), max(first.end, match.end)
        return Found(found.passage, hit, [first._replace(hit=hit, start=start, end=end)])
    same = match.hit == found.hit and len(match.before) == len(first.before)
    return found._replace(matches=[*found.matches, match]) if same else found


def _overlap(one: Hit, other: Hit) -> bool:
    return one.first < other.end and other.first < one.end


def _follows(name: Sequence[str], words: Sequence[str], at: int, *, defined: bool) -> bool:
    """Whether a name's further words stand behind its first one.

    Where the first one has got the article, an adjective has got it too.
    """
    following = words[at + 1 : at + len(name)]
    return len(following) == len(name) - 1 and all(
        word == wanted or (defined and word == ARTICLE + wanted)
        for word, wanted in zip(following, name[1:], strict=True)
    )


def _in_marks(spelling: str) -> bool:
    return not (spelling[0].isalnum() and spelling[-1].isalnum())


def _span(index: Index, hit: Hit, spelling: Text) -> tuple[int, int] | None:
    """The true offsets; a name in quotation marks stands only where these stand as well."""
    start, end = index.span(hit)
    if not _in_marks(spelling):
        return start, end
    begin, stop = mark(index, hit, Quote(spelling))
    opened = spelling[0].isalnum() or begin < start
    closed = spelling[-1].isalnum() or stop > end
    return (begin, stop) if opened and closed else None


def _how(index: Index, span: tuple[int, int], name: Name, before: str) -> How:
    if before:
        return How.PROCLITIC
    return How.EXACT if index.text[slice(*span)] == name.spelling else How.FOLDED
