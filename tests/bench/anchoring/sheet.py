"""What a case is, and the sheet on which the cases of one source are written down."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field

from tests.bench.anchoring.dice import Dice
from tests.bench.anchoring.draft import Span
from tests.bench.anchoring.sources import Source

BUILD, HEAL = "build", "heal"
FIND, MAY, REFUSE = "find", "may", "refuse"
"""What is asked: to name the place; to name it or say that it is lost; to name no place."""


@dataclass(frozen=True, slots=True)
class Case:
    """A quote to be found, with what is known by construction about where it stands."""

    kind: str
    mode: str
    source: str
    language: str
    selector: Mapping[str, str | int]
    asked: str
    truth: tuple[Span, ...]
    """Every span that is right."""
    unique: bool
    """Whether the quote stood once in the text that it was taken from."""
    tempting: Span | None = None
    """Where a guess would put a quote that is to be refused: no look-alike, but no such words."""


@dataclass(slots=True)
class Sheet:
    """The texts made from one source, and the cases about them."""

    source: Source
    texts: dict[str, str] = field(default_factory=dict)
    cases: list[Case] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.texts[self.source.name] = self.source.text

    def dice(self, *name: object) -> Dice:
        """Chance of its own for a part of the sheet: what is added elsewhere changes it not."""
        return Dice(self.source.name, *name)

    def text(self, name: str, text: str) -> str:
        """Keep a text made from the source; gives its id."""
        identity = f"{self.source.name}/{name}"
        assert identity not in self.texts
        self.texts[identity] = text
        return identity

    def add(
        self,
        *,
        kind: str,
        mode: str,
        source: str,
        selector: Mapping[str, str | int],
        asked: str,
        truth: tuple[Span, ...] = (),
        unique: bool,
        tempting: Span | None = None,
    ) -> None:
        """Write down a case."""
        assert bool(truth) == (asked != REFUSE)
        language = self.source.language
        self.cases.append(
            Case(kind, mode, source, language, selector, asked, truth, unique, tempting)
        )

    def lines(self) -> Iterator[str]:
        """The sheet as JSON lines, which are what is frozen."""
        for identity, text in self.texts.items():
            yield _line({"text": text, "id": identity})
        for case in self.cases:
            yield _line(asdict(case))


def _line(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
