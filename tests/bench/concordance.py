"""How much of what editors linked `hashiya suggest links` would have found by itself.

    python -m tests.bench.concordance [DOSSIER]

The links of a dossier are taken for the truth and hidden from the concordance, as are its
claims; so is a plain cosine of TF-IDF, the usual measure of how alike texts are, for
comparison. Nothing depends on time, so the figures are the same on every machine.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from hashiya import build
from hashiya.model import Edition
from hashiya.suggest.links import Pair, likenesses, linked
from hashiya.suggest.shared import pieces

CUTS = (20, 50, 100)
"""After so many suggestions it is counted how many were right."""


def concordance(edition: Edition) -> list[Pair]:
    """All pairs of passages, best first, as if nobody had annotated anything."""
    bare = replace(edition, annotations={}, outgoing={}, incoming={})
    return [one.pair for one in likenesses(bare, len(pieces(edition)) ** 2)]


def cosine(edition: Edition) -> list[Pair]:
    """The same pairs by the cosine of the TF-IDF vectors of their folded words."""
    words = {
        (piece.source.id, piece.number): Counter(
            piece.index.folded[slice(*word)] for word in piece.words
        )
        for piece in pieces(edition)
    }
    holders = Counter(word for own in words.values() for word in own)
    vectors = {
        key: {word: n * math.log(len(words) / holders[word]) for word, n in own.items()}
        for key, own in words.items()
    }
    lengths = {key: math.hypot(*vector.values()) or 1 for key, vector in vectors.items()}
    scores = {
        frozenset({one, other}): sum(
            vectors[one][word] * vectors[other][word]
            for word in vectors[one].keys() & vectors[other]
        )
        / (lengths[one] * lengths[other])
        for one, other in combinations(vectors, 2)
    }
    return sorted(scores, key=lambda pair: (-scores[pair], sorted(pair)))


def rows(name: str, found: Sequence[Pair], truth: set[Pair]) -> Iterator[str]:
    """Precision and recall after the first few, and the mean of precision over the truth."""
    right = [pair in truth for pair in found]
    cells = [f"{sum(right[:n]) / n:.2f} / {sum(right[:n]) / len(truth):.2f}" for n in CUTS]
    at_hits = (sum(right[: n + 1]) / (n + 1) for n, hit in enumerate(right) if hit)
    yield f"| {name} | {' | '.join(cells)} | {sum(at_hits) / len(truth):.2f} |"


def across(pair: Pair) -> bool:
    """Whether two passages are of two sources."""
    return len({source for source, _ in pair}) == 2


def report(edition: Edition) -> Iterator[str]:
    """The table, for pairs of passages of two sources and for all."""
    everything = linked(edition)
    heads = [f"first {n}: precision / recall" for n in CUTS]
    yield f"| | {' | '.join(heads)} | average precision |"
    yield "|---" * (len(CUTS) + 2) + "|"
    for name, truth in (
        ("of two sources", {pair for pair in everything if across(pair)}),
        ("all", everything),
    ):
        for method, found in (("concordance", concordance(edition)), ("cosine", cosine(edition))):
            own = found if truth == everything else [pair for pair in found if across(pair)]
            yield from rows(
                f"{method}, {name} ({len(truth)} linked of {_pairs(edition, name)})", own, truth
            )


def _pairs(edition: Edition, name: str) -> int:
    """How many pairs there are to choose from."""
    keys = [(piece.source.id, piece.number) for piece in pieces(edition)]
    every = [frozenset(pair) for pair in combinations(keys, 2)]
    return len(every) if name == "all" else sum(map(across, every))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dossier", type=Path, nargs="?", default=Path())
    built = build.edition(parser.parse_args().dossier)
    assert built.edition
    print("\n".join(report(built.edition)))


if __name__ == "__main__":
    main()
