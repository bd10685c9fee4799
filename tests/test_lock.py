"""seed.lock: what it says, and which ids the passages of a seed have by it."""

from __future__ import annotations

import hashlib

import pytest

from hashiya.model import Lock, Passage
from hashiya.problem import Place
from hashiya.read.lock import marks, named, parse, unused, write
from hashiya.read.seeds import Seed, passages

HERE = Place("annotations/sources/s/seed.lock")


def seed(*lines: str) -> Seed:
    text = "\n".join(lines)
    return Seed("s.txt", text, hashlib.sha256(text.encode()).hexdigest())


def lock(of: Seed, *names: str, gone: tuple[str, ...] = ()) -> Lock:
    """The lock of a seed whose passages were given these ids."""
    found = passages(of.text, "lines")
    ids = names or [passage.id for passage in found]
    return Lock(of.sha256, dict(zip(ids, marks(of.text, found), strict=True)), gone, HERE)


def ids(of: Seed, accepted: Lock) -> list[str]:
    return [passage.id for passage in named(passages(of.text, "lines"), of, accepted)]


def test_what_is_written_is_read() -> None:
    accepted = lock(seed("one", "two"), gone=("p9",))
    data = write(accepted.sha256, accepted.passages.items(), accepted.gone)
    assert parse(data, HERE.file) == (accepted, [])
    assert parse(data.replace(b"\n", b"\r\n"), HERE.file) == (accepted, [])


def test_its_form() -> None:
    """The form that docs/tool/heal.md tells other programs."""
    data = write("ab" * 32, [("p1", "0123456789abcdef")], ["p2"])
    assert data == b"sha256 " + b"ab" * 32 + b"\np1 0123456789abcdef\ngone p2\n"


@pytest.mark.parametrize(
    "rows",
    [
        b"",
        b"p1 0123456789abcdef\n",
        b"sha256 0123456789abcdef\n",
        b"sha256 " + b"ab" * 32 + b"\np1 0123456789abcdef\np1 0123456789abcdef\n",
        b"sha256 " + b"ab" * 32 + b"\nsha256 " + b"ab" * 32 + b"\n",
        b"sha256 " + b"ab" * 32 + b"\ngone 0123456789abcdef\n",
        b"sha256 " + b"ab" * 32 + b"\n=======\n",
        "sha256 \u0665\n".encode(),
        b"\xff\xfe",
    ],
)
def test_what_is_no_lock(rows: bytes) -> None:
    accepted, (problem,) = parse(rows, HERE.file)
    assert accepted is None
    assert problem.code == "bad-lock"


def test_a_lock_that_fits_names_the_passages() -> None:
    old = seed("one", "", "two")
    assert ids(old, lock(old)) == ["p1", "p3"]
    assert ids(old, lock(old, "p1", "p7")) == ["p1", "p7"]


def test_a_changed_seed_keeps_the_ids_of_what_did_not_change() -> None:
    old = seed("one", "two", "three", "four")
    accepted = lock(old, gone=("p8",))
    assert ids(seed("one", "TWO,", "three", "four"), accepted) == ["p1", "p2", "p3", "p4"]
    assert ids(seed("one", "2", "three", "four"), accepted) == ["p1", "p2", "p3", "p4"]
    assert ids(seed("new", "one", "two", "three", "four"), accepted) == [
        *("p9", "p1", "p2", "p3", "p4")
    ]
    assert ids(seed("one", "three", "four"), accepted) == ["p1", "p3", "p4"]


def test_marks_know_letters_and_digits_only() -> None:
    one, other, third = (
        marks(text, [Passage("p1", 0, len(text), "body", 1)])
        for text in ("القوّات: “باقية”", "القوات باقيه", "القوات راحلة")
    )
    assert one == other != third


def test_ids_are_used_once() -> None:
    fresh = unused(["p3", "p12", "p1"])
    assert [next(fresh), next(fresh)] == ["p13", "p14"]
