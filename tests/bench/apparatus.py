"""Build generated dossiers with many claims, events, mentions and terms, and watch their growth.

    python tests/bench/apparatus.py [--sources N] [--work DIR]

Two dossiers are built, of a quarter of the sources and of all: at 1,000 sources there are
2,000 claims with 8,000 statements, 2,000 events, 10,000 mentions of 500 entities (one of
them has a tenth of all) and 5,000 places of 200 terms. Told are CPU, memory, the largest
page, and the exponent by which CPU and bytes grow; it fails where a page is over 500 KB or
either grows faster than the dossier.
"""

from __future__ import annotations

import argparse
import math
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench import dossier, measure  # noqa: E402
from tests.bench.corpus import LANGUAGES, Corpus, Passage, Run, Size, Source, make  # noqa: E402

PAGE = 500_000
"""Bytes that no page may be over."""
EXPONENT = 1.1
"""A little over one, for what a start costs is in the smaller of the two."""
STANCES = ("asserts", "reports", "plans", "hedges", "denies")
TYPES = ("person", "organisation", "place", "agreement", "operation")
TERMS, TOPICS = 200, 40


@dataclass(frozen=True, slots=True)
class Many:
    """How much a dossier of some sources holds."""

    sources: int

    @property
    def claims(self) -> int:
        """Propositions, with four statements each."""
        return 2 * self.sources

    @property
    def events(self) -> int:
        """Events, with two statements each."""
        return 2 * self.sources

    @property
    def entities(self) -> int:
        """Entities that are mentioned."""
        return max(self.sources // 2, 2)

    @property
    def size(self) -> Size:
        """The texts, and a few links and notes between them."""
        passages = 13 * self.sources
        return Size(f"apparatus-{self.sources}", self.sources, passages, passages, self.sources)


def write(many: Many, folder: Path) -> None:
    """The whole dossier."""
    corpus = make(many.size)
    dossier.write(corpus, folder)
    annotations = folder / "annotations"
    put, rng = dossier.put, Random("hashiya bench apparatus")
    with (annotations / "entities.yaml").open("a", encoding="utf-8") as file:
        file.writelines(_entities(many))
    words = {code: _frequent(corpus, code) for code in LANGUAGES}
    put(annotations / "glossary.yaml", "".join(_terms(words)))
    put(annotations / "claims.yaml", "".join(_claims(many)))
    put(annotations / "events.yaml", "".join(_events(many, rng)))
    for number, source in enumerate(corpus.sources):
        terms = _terms_of(source, words[source.translation])
        items = "".join(_items(many, number, source, terms, rng))
        put(annotations / "sources" / source.id / "apparatus.yaml", items)


def _both(key: str, words: str, indent: str) -> str:
    lines = "".join(f"{indent}  {code}: {words} ({code})\n" for code in LANGUAGES)
    return f"{indent}{key}:\n{lines}"


def _entities(many: Many) -> Iterator[str]:
    for number in range(many.entities):
        name = _both("name", f"Entity {number}", "  ")
        yield f"\n- id: entity-{number}\n  type: {TYPES[number % len(TYPES)]}\n{name}"


def _frequent(corpus: Corpus, code: str) -> list[str]:
    """The words that stand in the most passages of a language: its terms."""
    counted = Counter(
        word
        for source in corpus.sources
        for passage in source.passages
        for word in _bare(passage, code)
    )
    return [word for word, _ in counted.most_common(TERMS)]


def _bare(passage: Passage, code: str) -> set[str]:
    return {token.rstrip("،.,") for token in passage.tokens[code]}


def _terms(words: Mapping[str, Sequence[str]]) -> Iterator[str]:
    yield "terms:\n"
    for number in range(TERMS):
        yield f"\n- id: term-{number}\n  term:\n"
        yield "".join(f"    {code}: {words[code][number]}\n" for code in LANGUAGES)


def _terms_of(source: Source, words: Sequence[str]) -> list[list[int]]:
    """By passage of the body: the terms that stand in its translation."""
    found = (_bare(passage, source.translation) for passage in source.passages[1:])
    return [[number for number, word in enumerate(words) if word in bare] for bare in found]


def _claims(many: Many) -> Iterator[str]:
    yield "topics:\n"
    for number in range(TOPICS):
        yield f"\n- id: topic-{number}\n{_both('name', f'Topic {number}', '  ')}"
    yield "\nclaims:\n"
    for number in range(many.claims):
        yield f"\n- id: claim-{number}\n  topic: topic-{number * TOPICS // many.claims}\n"
        yield _both("question", f"Question {number}", "  ")
        yield _both("statement", f"Statement {number}", "  ")


def _events(many: Many, rng: Random) -> Iterator[str]:
    yield "events:\n"
    for number in range(many.events):
        status = rng.choice(("happened", "planned", "announced", "denied"))
        yield f"\n- id: event-{number}\n{_both('what', f'Event {number}', '  ')}"
        yield f"  date: {_month(rng)}\n  status: {status}\n"


def _month(rng: Random) -> str:
    return f"{rng.randint(1990, 2026)}-{rng.randint(1, 12):02}"


def _items(
    many: Many, number: int, source: Source, terms: Sequence[Sequence[int]], rng: Random
) -> Iterator[str]:
    yield "annotations:\n"
    body = source.passages[1:]
    for step in range(10):
        passage = body[step % len(body)]
        yield f"\n- id: apparatus-{step}\n{_target(source, passage, step // len(body))}"
        entity = 0 if step == 0 else rng.randrange(1, many.entities)
        yield f"  mentions: [entity-{entity}]\n"
        here = terms[step % len(body)]
        if step < 5 and here:
            yield f"  terms: [term-{rng.choice(here)}]\n"
        if step < 8:
            claim = (number * 2 + step // 4 + rng.choice((0, 0, 1, 7))) % many.claims
            yield f"  claims:\n  - claim: claim-{claim}\n    stance: {rng.choice(STANCES)}\n"
            yield f"    value: {_month(rng)}\n    said-by: entity-{rng.randrange(many.entities)}\n"
        if step < 4:
            event = rng.randrange(many.events)
            yield f"  events:\n  - event: event-{event}\n    date: {_month(rng)}\n"


def _target(source: Source, passage: Passage, round_: int) -> str:
    words = passage.words(source.language, Run(round_ * 3, round_ * 3 + 3))
    return f"  quote: >-\n    {words}\n  passage: {passage.id}\n"


@dataclass(frozen=True, slots=True)
class Built:
    """What a build was seen to cost and to leave."""

    many: Many
    cost: measure.Cost
    pages: int
    bytes: int
    largest: tuple[int, str]


def built(many: Many, work: Path) -> Built:
    """Write a dossier and build it as a process of its own."""
    folder, out = work / f"dossier-{many.sources}", work / f"site-{many.sources}"
    write(many, folder)
    command = [sys.executable, "-m", "hashiya.cli", "build"]
    cost = measure.run([*command, "--project", str(folder), "--out", str(out)], _environment())
    sizes = [(file.stat().st_size, str(file.relative_to(out))) for file in out.rglob("*.html")]
    return Built(many, cost, len(sizes), sum(size for size, _ in sizes), max(sizes))


def _environment() -> dict[str, str]:
    return {"PYTHONPATH": str(ROOT / "build_tools"), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}


def tell(few: Built, all_of_them: Built) -> int:
    """Print what was seen; 1 where something grows too fast."""
    for one in (few, all_of_them):
        size, name = one.largest
        print(
            f"{one.many.sources:>6} sources: {one.cost.cpu:6.1f} s of CPU, "
            f"{one.cost.peak / 1e6:5.0f} MB, {one.pages} pages, {one.bytes / 1e6:.0f} MB, "
            f"largest {size / 1000:.0f} KB ({name})"
        )
    grown = math.log(all_of_them.many.sources / few.many.sources)
    cpu = math.log(all_of_them.cost.cpu / few.cost.cpu) / grown
    volume = math.log(all_of_them.bytes / few.bytes) / grown
    print(f"grows with exponent {cpu:.2f} (CPU), {volume:.2f} (bytes)")
    fine = max(few.largest[0], all_of_them.largest[0]) <= PAGE and max(cpu, volume) <= EXPONENT
    return 0 if fine else 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Build both dossiers."""
    form = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    form.add_argument("--sources", type=int, default=1000, metavar="N")
    form.add_argument("--work", type=Path, metavar="DIR", help="keep dossiers and sites here")
    chosen = form.parse_args(arguments)
    work = chosen.work or Path(tempfile.mkdtemp(prefix="hashiya-apparatus-"))
    try:
        sizes = (max(chosen.sources // 4, 1), chosen.sources)
        return tell(*(built(Many(sources), work) for sources in sizes))
    finally:
        if not chosen.work:
            shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    raise SystemExit(main())
