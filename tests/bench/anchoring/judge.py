"""Whether an answer is right: the words that it names are the words that are meant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tests.bench.anchoring.draft import Span
from tests.bench.anchoring.quotes import core
from tests.bench.anchoring.sheet import HEAL, REFUSE, Case

RIGHT, LOST, GUESSED, ASKEW, WRONG = "right", "lost", "guessed", "askew", "WRONG"
"""Right also where a quote that stands nowhere is refused; lost with a reason, so nobody is misled;
guessed: a place for words that do not stand there, though their like does; askew: the right place,
but more or fewer words than are meant. Where a target speaks of what is wrong, askew is wrong."""

MOST = 0.5
"""The share of two spans together that they have to have in common to be about one place."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a resolver says: a place, or why there is none."""

    at: Span | None
    status: str = ""
    reason: str = ""


def answer(reply: Mapping[str, object]) -> Answer:
    """A reply of `hashiya locate --jsonl` as it stands in its documentation."""
    start, end = reply["start"], reply.get("end")
    if start is None:
        return Answer(None, reason=str(reply["reason"]))
    assert isinstance(start, int)
    assert isinstance(end, int)
    return Answer((start, end), status=str(reply["status"]))


def judge(case: Case, text: str, given: Answer, *, tells_why: bool = True) -> str:
    """Right, lost, guessed, askew or WRONG.

    Spans are alike that begin and end with the same letter or digit: whether a full stop or a vowel
    mark at the edge belongs to a quote is nobody's mistake. A quote that is gone is recognised only
    by a resolver that says so; one that has no such word (`tells_why`) may give any reason.
    """
    if given.at is None:
        if case.asked != REFUSE:
            return LOST
        named = case.mode != HEAL or not tells_why or given.reason == "vanished"
        return RIGHT if named else LOST
    place = core(text, given.at)
    if place in [core(text, span) for span in case.truth]:
        return RIGHT
    if case.tempting and _about_one_place(place, core(text, case.tempting)):
        return GUESSED
    askew = any(_about_one_place(place, core(text, span)) for span in case.truth)
    return ASKEW if askew else WRONG


def _about_one_place(one: Span, other: Span) -> bool:
    common = min(one[1], other[1]) - max(one[0], other[0])
    return common >= MOST * (max(one[1], other[1]) - min(one[0], other[0]))
