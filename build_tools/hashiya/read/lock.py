"""seed.lock: what a seed was when it was last accepted, so that a change of it is noticed.

    sha256 5f70bf18a0860...
    p1 2c26b46b68ffc68f
    p3 fcde2b2edba56bf4
    gone p2

The first line has the hash of the seed's bytes. Then comes a line a passage, in the order
of the seed: its id and the fingerprint of its folded text. `gone` keeps ids of passages
that the seed no longer has, so that no other passage gets them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import count, takewhile

from hashiya.fold import fingerprint, folded
from hashiya.model import Lock, Passage
from hashiya.problem import Place, Problem, problem
from hashiya.read.seeds import Seed

NAME = "seed.lock"

_LINE = re.compile(r"(?P<key>sha256|gone|p[1-9]\d*) (?P<value>[0-9a-f]{64}|[0-9a-f]{16}|p\d+)")


def parse(data: bytes, file: str) -> tuple[Lock | None, list[Problem]]:
    """The lock that a file holds, or the problem that it holds none."""
    accepted = ""
    passages: dict[str, str] = {}
    gone: list[str] = []
    lines = data.decode("utf-8", "replace").splitlines()
    for number, line in enumerate(lines, start=1):
        found = _LINE.fullmatch(line.rstrip())
        key, value = (found["key"], found["value"]) if found else ("", "")
        if key == "sha256" and len(value) == 64 and number == 1:
            accepted = value
        elif key == "gone" and value.startswith("p"):
            gone.append(value)
        elif key.startswith("p") and len(value) == 16 and key not in passages:
            passages[key] = value
        else:
            return None, [problem("bad-lock", Place(file, number), width=len(line))]
    if not accepted:
        return None, [problem("bad-lock", Place(file))]
    return Lock(accepted, passages, tuple(gone), Place(file)), []


def write(sha256: str, passages: Iterable[tuple[str, str]], gone: Iterable[str]) -> bytes:
    """The bytes of a lock; of each passage, its id and fingerprint."""
    rows = [
        f"sha256 {sha256}",
        *(f"{name} {mark}" for name, mark in passages),
        *(f"gone {name}" for name in gone),
    ]
    return "".join(f"{row}\n" for row in rows).encode("ascii")


def marks(text: str, passages: Sequence[Passage]) -> list[str]:
    """The fingerprint of each passage's folded text."""
    return [fingerprint(folded(text[passage.start : passage.end])) for passage in passages]


def named(passages: tuple[Passage, ...], seed: Seed, accepted: Lock) -> tuple[Passage, ...]:
    """The passages of a seed with the ids that the lock gives them.

    Where the seed has changed since, passages that are the same keep theirs, and so do as
    many that changed between two of these; `heal` looks closer.
    """
    if accepted.sha256 == seed.sha256 and len(accepted.passages) == len(passages):
        names: Iterable[str] = accepted.passages
    else:
        names = _aligned(marks(seed.text, passages), accepted)
    return tuple(
        one if one.id == name else replace(one, id=name)
        for one, name in zip(passages, names, strict=True)
    )


def _aligned(found: Sequence[str], accepted: Lock) -> Iterator[str]:
    known = list(accepted.passages)
    old = list(accepted.passages.values())
    fresh = unused((*known, *accepted.gone))
    # Most of a changed seed is as it was, and matching is quadratic where lines are alike.
    head = _alike(old, found)
    tail = _alike(old[head:][::-1], found[head:][::-1])
    yield from known[:head]
    matcher = SequenceMatcher(
        None, old[head : len(old) - tail], found[head : len(found) - tail], autojunk=False
    )
    for _, i, j, k, m in matcher.get_opcodes():
        if j - i == m - k:
            yield from known[head + i : head + j]
        else:
            yield from (next(fresh) for _ in range(k, m))
    yield from known[len(known) - tail :]


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many of the first are the same in both."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def unused(names: Iterable[str]) -> Iterator[str]:
    """Ids of passages that are above all that were ever used."""
    numbers = [int(name[1:]) for name in names if name[1:].isdigit()]
    return (f"p{number}" for number in count(max(numbers, default=0) + 1))
