"""What two sites say, page by page: words, links and elements of every page and file of cards.

Hugo's templates write Hashiya's own elements and classes, so that nothing has to be translated
from one site's HTML to the other's: what differs is a difference.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

_SITE = "https://example.org/"
EXACT = ("sources", "sources/cards.json", "home", "about")
"""The parts that are alike to the last word; of others Hugo lacks something, as hugo.py says."""


@dataclass(slots=True)
class Said:
    """What a page says between its frame, whatever the order."""

    words: Counter[str] = field(default_factory=Counter)
    links: Counter[str] = field(default_factory=Counter)
    """Full addresses, with fragments."""
    elements: Counter[str] = field(default_factory=Counter)
    """Names, each with its first class."""


@dataclass(slots=True)
class Part:
    """All pages of one kind, on this site and on the other."""

    name: str
    pages: int = 0
    missing: int = 0
    """Pages that the other site has not."""
    differing: int = 0
    words: list[int] = field(default_factory=lambda: [0, 0])
    links: list[int] = field(default_factory=lambda: [0, 0])
    elements: list[int] = field(default_factory=lambda: [0, 0])
    bytes: list[int] = field(default_factory=lambda: [0, 0])


def parts(own: Path, other: Path) -> list[Part]:
    """Every kind of page of a site, and how the other's compare."""
    found: dict[str, Part] = {}
    for file in sorted((*own.rglob("*.html"), *own.rglob("cards.json"))):
        name = file.relative_to(own)
        if len(name.parts) > 1:
            part = found.setdefault(_kind(name), Part(_kind(name)))
            part.pages += 1
            _compare(part, name, own, other)
    return list(found.values())


def differences(own: Path, other: Path) -> Iterator[str]:
    """A line for every part that should be exactly alike and is not."""
    for part in parts(own, other):
        if part.name in EXACT and (part.missing or part.differing):
            yield (
                f"{part.name}: {part.missing} of {part.pages} pages are missing,"
                f" {part.differing} differ; words {part.words}, links {part.links}"
            )


def _kind(name: Path) -> str:
    """`sources` of `en/sources/x/index.html`."""
    section = name.parts[1] if len(name.parts) > 2 else "home"
    return f"{section}/{name.name}" if name.suffix == ".json" else section


def _compare(part: Part, name: Path, own: Path, other: Path) -> None:
    if not (other / name).is_file():
        part.missing += 1
        return
    both = said(own, name), said(other, name)
    part.differing += both[0] != both[1]
    for at, one in enumerate(both):
        part.words[at] += one.words.total()
        part.links[at] += one.links.total()
        part.elements[at] += one.elements.total()
    for at, site in enumerate((own, other)):
        part.bytes[at] += (site / name).stat().st_size


def said(site: Path, name: Path) -> Said:
    """What one page says, or all cards of one file."""
    text = (site / name).read_text(encoding="utf-8")
    reader = _Reader(urljoin(_SITE, f"{name.parent.as_posix()}/"))
    if name.suffix != ".json":
        reader.feed(text)
        return reader.said
    told = json.loads(text)
    for passage, html in told.pop("cards").items():
        reader.said.words[passage] += 1
        reader.feed(f"<article>{html}</article>")
    places = told.pop("at")
    reader.said.words.update(f"{item}: {passage}" for item, passage in places.items())
    reader.said.words.update(f"{key}: {words}" for key, words in told.items())
    return reader.said


class _Reader(HTMLParser):
    """Reads what stands in a page's article."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self.said = Said()
        self._base = base
        self._within = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count an element, and where it leads."""
        known = dict(attrs)
        self._within = self._within or tag == "article"
        if self._within:
            first, *_ = (known.get("class") or "").split() or [""]
            self.said.elements[f"{tag}.{first}"] += 1
            if "href" in known:
                self.said.links[urljoin(self._base, known["href"] or "")] += 1

    def handle_endtag(self, tag: str) -> None:
        """Notice the end of the article."""
        self._within = self._within and tag != "article"

    def handle_data(self, data: str) -> None:
        """Count words."""
        if self._within:
            self.said.words.update(data.split())
