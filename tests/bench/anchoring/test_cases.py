"""The benchmark of anchoring: its cases are the frozen ones, and it tells right from wrong."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.bench.anchoring import cases, oracle, orthography
from tests.bench.anchoring.dice import Dice
from tests.bench.anchoring.draft import Draft, Span
from tests.bench.anchoring.judge import ASKEW, GUESSED, LOST, RIGHT, WRONG, Answer, judge
from tests.bench.anchoring.resolvers import Failed, Resolver, as_kept, ask
from tests.bench.anchoring.run import TARGETS, Judged, Run, met
from tests.bench.anchoring.sheet import BUILD, FIND, HEAL, REFUSE, Case, Sheet
from tests.bench.anchoring.sources import Source, from_seeds

TEXT = "Alpha beta gamma.\nDelta beta gamma epsilon.\n"
SECOND = TEXT.rindex("beta gamma")

FAKE = """
import json, sys
texts = {}
for line in sys.stdin:
    said = json.loads(line)
    if said["op"] == "source":
        texts[said["id"]] = said["text"]
        continue
    text, quote = texts[said["source"]], said["selector"]["quote"]
    reply = {"id": said["id"], "start": None, "reason": "not_found"}
    if text.count(quote) == 1:
        start = text.index(quote)
        reply = {"id": said["id"], "start": start, "end": start + len(quote), "status": "exact"}
    print(json.dumps(reply), flush=True)
"""


def _case(**changed: object) -> Case:
    whole: dict[str, object] = {
        "kind": "exact",
        "mode": BUILD,
        "source": "tiny",
        "language": "en",
        "selector": {"quote": "beta gamma"},
        "asked": FIND,
        "truth": ((SECOND, SECOND + 10),),
        "unique": True,
    }
    return Case(**{**whole, **changed})  # type: ignore[arg-type]


# --- The cases -----------------------------------------------------------------------------------


def test_the_seeds_still_make_the_frozen_cases() -> None:
    made = {
        sheet.source.name: cases.digest(sheet) for sheet in map(cases.make, from_seeds(cases.SEEDS))
    }
    frozen = cases.frozen()
    assert made == {name: frozen[name] for name in made}


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    return cases.make(from_seeds(cases.SEEDS)[3])


def test_every_kind_of_question_is_asked_in_both_modes(sheet: Sheet) -> None:
    asked = {(case.mode, case.asked) for case in sheet.cases}
    assert {(mode, ask) for mode in (BUILD, HEAL) for ask in (FIND, REFUSE)} <= asked


def test_what_stands_at_the_truth_of_an_unedited_quote_is_the_quote(sheet: Sheet) -> None:
    found = [case for case in sheet.cases if case.source == sheet.source.name and case.truth]
    assert found
    for case in found:
        ((start, end),) = case.truth
        here = sheet.source.text[start:end]
        assert oracle.key(here) == oracle.key(str(case.selector["quote"]))


def test_what_is_mistyped_stands_nowhere(sheet: Sheet) -> None:
    wrong = [case for case in sheet.cases if case.kind.startswith("mistyped")]
    assert wrong
    for case in wrong:
        assert oracle.count(str(case.selector["quote"]), sheet.source.text, whole=True) == 0


def test_quotes_to_be_healed_stood_in_the_old_text(sheet: Sheet) -> None:
    healed = [case for case in sheet.cases if case.mode == HEAL]
    assert healed
    for case in healed:
        old = sheet.texts[str(case.selector["old_source"])]
        assert str(case.selector["quote"]) in old


# --- What they are made with ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("draft", "now"),
    [
        (Draft.of("one two three"), (4, 7)),
        (Draft.of("one two three").splice(0, 3, "eleven"), (7, 10)),
        (Draft.of("one two three").move(4, 8, 0), (0, 3)),
        (Draft.of("one two three").move(0, 4, 13), (0, 3)),
        (Draft.of("one two three").splice(5, 6, "xyz"), (4, 9)),
        (Draft.of("one two three").retyped(lambda letter: letter * 2), (8, 14)),
        (Draft.of("one two three").splice(3, 8, ""), None),
    ],
)
def test_a_draft_knows_where_its_words_went(draft: Draft, now: Span | None) -> None:
    assert draft.where((4, 7)) == now


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("إلى الأمام", "الي الامام"),
        ("مُحَمَّدٌ", "محمد"),
        ("٢٠٢٥", "2025"),
        ("«عين الأسد»", '"عين الأسد"'),
        ("İstanbul'da", "istanbul’da"),
        ("שָׁלוֹם", "שלום"),
        ("发行 说明", "发行说明"),
    ],
)
def test_the_oracle_reads_variants_alike(one: str, other: str) -> None:
    assert oracle.key(one) == oracle.key(other)


def test_the_oracle_counts_whole_words_and_parts() -> None:
    text = "القوات وقوات وقوات العراق"
    assert oracle.count("قوات", text, whole=True) == 0
    assert oracle.count("قوات", text, whole=False) == 3
    assert oracle.count("وقوات", text, whole=True) == 2
    assert oracle.count("说明", "发行说明，说明书", whole=True) == 2


def test_no_way_of_writing_makes_other_words() -> None:
    for source in from_seeds(cases.SEEDS)[:2]:
        for way in orthography.ways(source.language):
            written = orthography.same_words(source.text, source.language, way, Dice(way))
            assert written is None or oracle.key(written) == oracle.key(source.text)


# --- Judging -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "outcome"),
    [
        ((SECOND, SECOND + 10), RIGHT),
        ((SECOND - 1, SECOND + 11), RIGHT),
        ((SECOND, SECOND + 18), ASKEW),
        ((6, 16), WRONG),
        (None, LOST),
    ],
)
def test_a_place_is_judged_by_its_words(at: Span | None, outcome: str) -> None:
    assert judge(_case(), TEXT, Answer(at)) == outcome


def test_a_full_stop_at_the_edge_does_not_matter() -> None:
    case = _case(truth=((0, 16),))
    assert judge(case, TEXT, Answer((0, 17))) == RIGHT


@pytest.mark.parametrize(
    ("mode", "answer", "outcome"),
    [
        (BUILD, Answer(None, reason="not_found"), RIGHT),
        (HEAL, Answer(None, reason="vanished"), RIGHT),
        (HEAL, Answer(None, reason="not_found"), LOST),
        (HEAL, Answer((SECOND, SECOND + 10)), GUESSED),
        (HEAL, Answer((6, 16)), WRONG),
    ],
)
def test_what_is_gone_must_be_said_to_be_gone(mode: str, answer: Answer, outcome: str) -> None:
    case = _case(mode=mode, asked=REFUSE, truth=(), tempting=(SECOND, SECOND + 10))
    assert judge(case, TEXT, answer) == outcome


def _only(case: Case, answer: Answer) -> Run:
    return Run("one", heals=True, judged=[Judged(case, answer, judge(case, TEXT, answer))])


def test_targets_are_missed_by_what_is_wrong_askew_or_guessed() -> None:
    right, askew = _only(_case(), Answer((SECOND, SECOND + 10))), _only(_case(), Answer((6, 25)))
    assert all(met(target, right) for target in TARGETS)
    assert {target.says for target in TARGETS if not met(target, askew)} == {
        "build: wrong",
        "build: wrong where the quote is unique",
        "build: retyped quotes found",
    }


# --- Asking --------------------------------------------------------------------------------------


def _tiny(*selectors: Mapping[str, str | int]) -> Sheet:
    sheet = Sheet(Source("tiny", "en", TEXT, ()))
    for selector in selectors:
        place = ((SECOND, SECOND + 10),)
        sheet.add(
            kind="exact",
            mode=BUILD,
            source="tiny",
            selector=selector,
            asked=FIND,
            truth=place,
            unique=True,
        )
    return sheet


def _resolver(folder: Path, program: str) -> Resolver:
    (folder / "fake.py").write_text(program, encoding="utf-8")
    return Resolver("fake", (sys.executable, "fake.py"), folder, heals=True)


def test_a_resolver_is_asked_case_by_case(tmp_path: Path) -> None:
    sheet = _tiny({"quote": "beta gamma epsilon"}, {"quote": "beta gamma"})
    answers = [answer for _, answer in ask(_resolver(tmp_path, FAKE), sheet)]
    assert answers == [
        Answer((SECOND, SECOND + 18), status="exact"),
        Answer(None, reason="not_found"),
    ]


def test_a_resolver_that_ends_early_fails_with_its_own_words(tmp_path: Path) -> None:
    dying = _resolver(tmp_path, "raise SystemExit('no memory of this')")
    with pytest.raises(Failed, match="no memory of this"):
        list(ask(dying, _tiny({"quote": "beta"})))


def test_peers_get_what_their_users_would_have_kept() -> None:
    sheet = _tiny({"quote": "beta gamma", "occurrence": 2, "of": 2})
    assert as_kept(sheet.cases[0], sheet) == {
        "quote": "beta gamma",
        "prefix": TEXT[:SECOND],
        "suffix": " epsilon.\n",
        "position": SECOND,
    }
