"""What the site's own faces have no glyph for is told: readers see it as their device can."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hashiya.kinds import prose_in
from hashiya.model import Dossier, Source, Text
from hashiya.problem import Place, Problem, problem

_COVERAGE = Path(__file__).parents[1] / "theme" / "fonts" / "coverage.txt"
"""A code point or a range a line; `tests/faces.py` reads them from the faces."""

_WITHOUT_GLYPH = (
    r"\x00-\x20\x7f-\xa0\xad\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000"
    r"\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e01ef"
)
"""Controls, spaces, joiners and selectors: nothing is missing where a face has none."""
_EMOJI = (
    r"\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1"
    r"\u26aa\u26ab\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705"
    r"\u270a\u270b\u2728\u274c\u274e\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50"
    r"\u2b55\U0001f000-\U0001faff"
)
"""Pictures (Emoji_Presentation, UTS 51): every device has a face of its own for them."""
_AS_EMOJI = r"(?!\ufe0f)"
_SHOWN = 8
"""A text in a script that no face has would list all its letters."""


@dataclass(frozen=True, slots=True)
class _Lack:
    """A character that no face has: how often it stands in a source's texts, and where first."""

    character: str
    count: int
    first: Place


def faces_cover(dossier: Dossier) -> Iterator[Problem]:
    """The characters of each source, its translations and notes that no face of the site has."""
    notes = _notes(dossier)
    for source in dossier.sources:
        words = [
            *(one.text for layer in source.layers for one in layer.translations.values()),
            *notes[source.id],
        ]
        # Joined, because most texts lack nothing, and one search costs less than many.
        if uncovered().search(source.text) or uncovered().search("".join(words)):
            yield _told(source, _lacking(source, words))


def _notes(dossier: Dossier) -> Mapping[str, list[Text]]:
    """What annotations say in words, by source."""
    notes: dict[str, list[Text]] = defaultdict(list)
    for item in dossier.annotations:
        own = notes[item.source]
        for text in prose_in(item.bodies):
            own += text.values()
    return notes


@cache
def uncovered() -> re.Pattern[str]:
    """Finds what no face covers; three nanoseconds a character."""
    lines = _COVERAGE.read_text(encoding="ascii").splitlines()
    ranges = [line.split("-") for line in lines if not line.startswith("#")]
    covered = "".join("-".join(rf"\U{end:0>8}" for end in ends) for ends in ranges)
    return re.compile(f"[^{covered}{_WITHOUT_GLYPH}{_EMOJI}]{_AS_EMOJI}")


def _lacking(source: Source, words: Sequence[Text]) -> list[_Lack]:
    """What is not covered, the most frequent first."""
    counts: Counter[str] = Counter()
    first: dict[str, Place] = {}
    for match in uncovered().finditer(source.text):
        counts[match[0]] += 1
        if match[0] not in first:
            first[match[0]] = _in_seed(source, match.start())
    for text in words:
        for match in uncovered().finditer(text):
            counts[match[0]] += 1
            first.setdefault(match[0], text.place._replace(within=match.start()))
    return [_Lack(one, count, first[one]) for one, count in counts.most_common()]


def _in_seed(source: Source, at: int) -> Place:
    line = source.text.count("\n", 0, at) + 1
    return Place(f"seeds/{source.seed}", line, at - source.text.rfind("\n", 0, at))


def _told(source: Source, lacking: Sequence[_Lack]) -> Problem:
    rest = len(lacking) - _SHOWN
    listed = [_named(lack) for lack in lacking[:_SHOWN]] + ([f"… +{rest}"] if rest > 0 else [])
    return problem("no-glyph", lacking[0].first, source=source.id, characters="; ".join(listed))


def _named(lack: _Lack) -> str:
    """`“ꙮ” U+A66E CYRILLIC LETTER MULTIOCULAR O (3 ×, seeds/letter.txt:2)`."""
    carrier = "\u25cc" if unicodedata.combining(lack.character) else ""
    name = unicodedata.name(lack.character, "")
    code = f"U+{ord(lack.character):04X}"
    where = f"{lack.first.file}:{lack.first.line}"
    return f"“{carrier}{lack.character}” {f'{code} {name}'.strip()} ({lack.count} ×, {where})"
