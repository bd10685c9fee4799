"""Whether two sites say the same: what stands on each page, counted in the HTML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.bench.corpus import LANGUAGES, Corpus, Source

THINGS = ("rows", "spans", "markers", "notes", "links", "backlinks", "distances", "cards", "beside")
"""What is counted: passages in both languages; annotated words, the numbers after them, the
notes that these lead to; links in the notes, links from elsewhere, how far in time their other
ends are; other passages shown; the cards of the source's own passages, in a file beside the page
or, with Material, on a page beside it."""

_OWN = {
    "rows": r'class="hy-row"',
    "spans": r'<span class="hy-m" data-a=',
    "markers": r'role="doc-noteref"',
    "notes": r'<aside class="hy-note"',
    "links": r'<div class="hy-link"',
    "backlinks": r'<li><span class="hy-chip"',
    "distances": r'<span class="hy-ago"',
    "cards": r'<div class="hy-card"',
    "beside": r'<p class=\\"hy-card-head\\"',
}
_PATTERNS: Mapping[str, Mapping[str, str]] = {
    "hashiya": _OWN,
    "hugo": _OWN,
    "material": {
        "rows": r'<p class="row"',
        "spans": r'<a class="mark"',
        "markers": r'class="footnote-ref"',
        "notes": r'<li id="fn:',
        "links": r"<li>\n?(?:<p>)?<strong>",
        "backlinks": r'<li class="backlink"',
        "distances": r'<em class="ago"',
        "cards": r'<p class="card"',
        "beside": r'<p class="card"',
    },
}
_BESIDE = {"material": "cards/index.html"}
"""Where the cards of a source stand, if not in `cards.json`."""

Counts = Mapping[str, int]


def expected(corpus: Corpus, source: Source) -> Counts:
    """What the page of a source must hold, in either language."""
    places = [annotation.place for annotation in source.annotations]
    annotated = source.by_passage()
    cited = [corpus.cited(passage) for passage in source.passages]
    ends = [link.to for annotation in source.annotations for link in annotation.links]
    ends += [link.origin.passage for links in cited for link in links]
    return {
        "rows": len(source.passages),
        "spans": sum(place.run(code) is not None for place in places for code in LANGUAGES),
        "markers": 2 * len(places),
        "notes": len(places),
        "links": sum(len(annotation.links) for annotation in source.annotations),
        "backlinks": sum(map(len, cited)),
        "distances": sum(end.source != source.id for end in ends),
        "cards": len(corpus.cards(source)),
        "beside": sum(
            bool(links or passage.id in annotated)
            for passage, links in zip(source.passages, cited, strict=True)
        ),
    }


def counted(tool: str, page: str, beside: str) -> Counts:
    """What a page holds, and the file beside it."""
    patterns = _PATTERNS[tool]
    return {
        thing: len(re.findall(patterns[thing], beside if thing == "beside" else page))
        for thing in THINGS
    }


def differences(tool: str, corpus: Corpus, site: Path) -> Iterator[str]:
    """A line for every kind of thing of which some page of a site holds more or fewer."""
    wanted: Counter[str] = Counter()
    held: Counter[str] = Counter()
    pages: Counter[str] = Counter()
    for source in corpus.sources:
        right = expected(corpus, source)
        for code in LANGUAGES:
            folder = site / code / "sources" / source.id
            files = (folder / "index.html", folder / _BESIDE.get(tool, "cards.json"))
            found = counted(tool, *(file.read_text(encoding="utf-8") for file in files))
            wanted.update(right)
            held.update(found)
            pages.update(thing for thing in THINGS if found[thing] != right[thing])
    for thing, count in pages.items():
        yield (
            f"{tool}: {held[thing]} {thing}, where the corpus has {wanted[thing]};"
            f" {count} pages differ"
        )
