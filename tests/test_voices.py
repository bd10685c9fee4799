"""Voices and agreement: what counts as independent, what differs, what is contested."""

from __future__ import annotations

from pathlib import Path

import pytest

from hashiya import build
from hashiya.date import parse_date
from hashiya.link.voices import Stretches, Union, Voices
from hashiya.model import (
    Agreement,
    Derivation,
    End,
    Link,
    Passage,
    Source,
    Span,
    Text,
)
from hashiya.number import parse_number
from hashiya.problem import Place
from tests.matrix_dossier import Said, write

HERE = Place("x.yaml", 1, 1)
ROOT = Path(__file__).parent.parent


def source(name: str, parent: str = "") -> Source:
    text = "x" * 100
    derived = Derivation(Text(parent, HERE), "reprint") if parent else None
    passages = (Passage("p1", 0, 100, "body", 1),)
    return Source(name, f"{name}.txt", "", "en", text, passages, HERE, derives_from=derived)


def span(name: str, start: int, end: int) -> Span:
    return Span(name, start, end, 0, 0)


def same(one: Span, other: Span, relation: str = "same-source") -> Link:
    return Link(End(one.source, "a", one), End(other.source, "b", other), relation, {})


A, B, C, D = (source(name) for name in "abcd")


def voices(
    said: list[tuple[Span, str]], *links: Link, sources: tuple[Source, ...] = (A, B, C, D)
) -> list[int]:
    return Voices(sources, links).of(said)


# --- voices ---------------------------------------------------------------------------------


def test_what_nothing_joins_is_independent() -> None:
    assert voices([(span("a", 0, 5), "x"), (span("b", 0, 5), "x"), (span("c", 0, 5), "")]) == [
        0,
        1,
        2,
    ]


def test_a_same_source_link_joins_what_overlaps_its_ends() -> None:
    link = same(span("a", 3, 8), span("b", 10, 20))
    said = [(span("a", 0, 5), "x"), (span("b", 15, 30), "y")]
    assert voices(said, link) == [0, 0]
    assert voices(said, link._replace(relation="supports")) == [0, 1]


def test_to_touch_is_not_to_overlap() -> None:
    link = same(span("a", 5, 8), span("b", 10, 20))
    assert voices([(span("a", 0, 5), ""), (span("b", 20, 30), "")], link) == [0, 1]
    assert voices([(span("a", 8, 9), ""), (span("b", 10, 11), "")], link) == [0, 1]


def test_links_join_through_each_other_and_through_texts_that_take_no_stance() -> None:
    links = (
        same(span("a", 0, 5), span("b", 10, 20)),
        same(span("b", 15, 25), span("c", 0, 5)),
    )
    assert voices(
        [(span("a", 0, 5), ""), (span("c", 0, 5), ""), (span("d", 0, 5), "")], *links
    ) == [0, 0, 1]


def test_ends_that_do_not_overlap_keep_reports_apart() -> None:
    links = (same(span("a", 0, 5), span("b", 0, 10)), same(span("b", 10, 20), span("c", 0, 5)))
    assert voices([(span("a", 0, 5), ""), (span("c", 0, 5), "")], *links) == [0, 1]


def test_one_speaker_in_one_text_is_one_voice_and_two_are_two() -> None:
    said = [(span("a", 0, 5), "x"), (span("a", 10, 15), "y"), (span("a", 20, 25), "x")]
    assert voices(said) == [0, 1, 0]


def test_where_nobody_is_named_the_text_speaks() -> None:
    said = [(span("a", 0, 5), ""), (span("a", 10, 15), "x"), (span("a", 20, 25), "")]
    assert voices(said) == [0, 1, 0]


def test_a_reprint_of_a_reprint_adds_no_voice() -> None:
    sources = (A, source("b", "a"), source("c", "b"), D)
    said = [(span(name, 0, 5), "x") for name in "acd"]
    assert voices(said, sources=sources) == [0, 0, 1]


def test_a_reprint_keeps_two_speakers_apart() -> None:
    sources = (A, source("b", "a"))
    said = [(span("a", 0, 5), "x"), (span("a", 6, 9), "y"), (span("b", 0, 5), "y")]
    assert voices(said, sources=sources) == [0, 1, 1]


def test_a_reprint_that_drops_the_name_adds_no_voice() -> None:
    sources = (A, source("b", "a"))
    assert voices([(span("a", 0, 5), "x"), (span("b", 0, 5), "")], sources=sources) == [0, 0]
    own = [(span("a", 0, 5), "x"), (span("a", 6, 9), ""), (span("b", 0, 5), "")]
    assert voices(own, sources=sources) == [0, 1, 0]
    two = [(span("a", 0, 5), "x"), (span("a", 6, 9), "y"), (span("b", 0, 5), "")]
    assert voices(two, sources=sources) == [0, 1, 2]


def test_joining_in_a_long_row_goes_no_deeper_than_it_must() -> None:
    joined = Union()
    for one in range(100_000):
        joined.join(one, one + 1)
    assert joined.find(0) == joined.find(100_000)


def test_stretches_find_every_stretch_that_is_overlapped_and_no_other() -> None:
    spans = [
        span("a", start, start + length) for start, length in ((0, 3), (2, 4), (8, 1), (20, 5))
    ]
    stretches = Stretches(spans)
    for start in range(30):
        for end in range(start + 1, 30):
            wanted = {
                ("a", merged)
                for merged, last in ((0, 6), (8, 9), (20, 25))
                if merged < end and start < last
            }
            assert set(stretches.touched(span("a", start, end))) == wanted
    assert not stretches.touched(span("b", 0, 30))


# --- values ----------------------------------------------------------------------------------


def agreement(tmp_path: Path, *said: Said | list[Said]) -> Agreement:
    """What sources say on one claim, a source each, or several in one."""
    sources = {f"s{n}": one if isinstance(one, list) else [one] for n, one in enumerate(said)}
    built = build.edition(write(tmp_path, sources, {"claim": ""}))
    assert built.edition
    assert built.sound, built.problems
    return built.edition.agreements["claims", "claim"]


def valued(*values: str) -> list[Said]:
    return [Said("claim", value=value) for value in values]


@pytest.mark.parametrize(
    "values",
    [
        ("2026", "2026-12"),
        ("2026-12", "2026-12-31"),
        ("2026-09/2026-12", "2026-12"),
        ("../2026-09", "2026-05"),
        ("2025-09~", "2025-10"),
        ("2025-11?", "2025-10"),
        ("2026~", "2027-06"),
        ("2500", "2,500", "٢٥٠٠", "٢٬٥٠٠", "2 500", "۲۵۰۰"),
        ("2.5", "2٫5", "٢٫٥"),
        ("900..", "1000"),
        ("900..1000", "950"),
        ("several hundred", "Several hundred."),
        ("900", "2026-12"),
    ],
)
def test_values_that_may_be_the_same_do_not_differ(tmp_path: Path, values: tuple[str, ...]) -> None:
    found = agreement(tmp_path, *valued(*values))
    assert not found.differing
    assert not any(one.differs for one in found.statements)


@pytest.mark.parametrize(
    "values",
    [
        ("2026-09", "2026-12"),
        ("2025", "2026-12"),
        ("2025-09~", "2025-12"),
        ("2026-09-30", "2026-10-01"),
        ("../2026-09", "2026-10"),
        ("2026~", "2030-01"),
        ("2026?", "2023"),
        ("2500", "900"),
        ("2,500", "25"),
        ("..1000", "1001"),
        ("hundreds", "thousands"),
    ],
)
def test_values_that_cannot_be_the_same_differ(tmp_path: Path, values: tuple[str, ...]) -> None:
    found = agreement(tmp_path, *valued(*values))
    assert found.differing
    assert found.contested
    assert not found.opposed
    assert all(one.differs for one in found.statements)


def test_only_what_is_at_odds_with_another_is_said_to_differ(tmp_path: Path) -> None:
    found = agreement(tmp_path, *valued("2026", "2026-09", "2026-12"))
    assert [one.differs for one in found.statements] == [False, True, True]


def test_numbers_are_read_whatever_they_are_written_with() -> None:
    assert parse_number("1,234,567") == parse_number("١٬٢٣٤٬٥٦٧") == 1_234_567
    assert parse_number("2,50") is None
    assert parse_number("about 900") is None
    assert parse_date("2026")


def test_a_value_that_is_only_denied_differs_from_nothing(tmp_path: Path) -> None:
    found = agreement(tmp_path, Said("claim", value="900"), Said("claim", "denies", "2000"))
    assert (found.opposed, found.differing) == (True, False)


# --- who stands where -------------------------------------------------------------------------


def test_sides_are_counted_in_passages_and_in_voices(tmp_path: Path) -> None:
    found = agreement(
        tmp_path,
        Said("claim", see={"s1#said-1": "same-source"}),
        Said("claim", "reports"),
        Said("claim", "plans"),
        Said("claim", "denies"),
        Said("claim", "hedges"),
    )
    counted = {side: tuple(tally) for side, tally in found.sides.items()}
    assert counted == {"for": (3, 2), "against": (1, 1), "": (1, 1)}
    assert tuple(found.tally) == (5, 4)


def test_hedging_does_not_contest(tmp_path: Path) -> None:
    assert not agreement(tmp_path, Said("claim"), Said("claim", "hedges")).contested


def test_a_voice_may_be_at_odds_with_itself_only(tmp_path: Path) -> None:
    found = agreement(tmp_path, [Said("claim", by="x"), Said("claim", "denies", by="x")])
    assert (found.contested, found.between, found.within) == (True, False, True)


def test_or_with_another_only(tmp_path: Path) -> None:
    found = agreement(tmp_path, Said("claim"), Said("claim", "denies"))
    assert (found.contested, found.between, found.within) == (True, True, False)


def test_values_of_one_voice_may_differ(tmp_path: Path) -> None:
    own = [Said("claim", value="900", by="x"), Said("claim", value="800", by="x")]
    found = agreement(tmp_path, own)
    assert (found.differing, found.between, found.within) == (True, False, True)
    found = agreement(tmp_path / "more", own, Said("claim", value="850"))
    assert (found.between, found.within) == (True, True)


def test_statements_stand_in_the_order_in_which_they_were_said(tmp_path: Path) -> None:
    found = agreement(tmp_path, Said("claim"), Said("claim", on="2023-05"), Said("claim"))
    assert [one.end.source for one in found.statements] == ["s1", "s0", "s2"]
    assert [one.own_date for one in found.statements] == [True, False, False]


def test_the_dossier_counts_one_report_once() -> None:
    built = build.edition(ROOT)
    assert built.edition
    found = built.edition.agreements["claims", "last-forces-leave"]
    assert tuple(found.tally) == (4, 3)
    assert found.differing
    assert {one.end.fragment: one.voice for one in found.statements} == {
        "rest-by-end-of-2026": 0,
        "stay-until-september-2026": 1,
        "second-phase": 2,
    }
