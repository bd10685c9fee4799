"""Speed and more: Lighthouse on the longest page of a source, in each language.

Mobile, throttled (its own simulation), the median of three runs; the same text as stock
Material shows it is measured in between, so that both meet the machine in the same mood.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from hashiya import build
from tests.audit.finding import Finding
from tests.audit.stock import build_stock
from tests.browser import chromium
from tests.browser.pages import sources
from tests.browser.server import Served, serve

RUNS = 3
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
_FLAGS = ("--headless=new", *chromium.FLAGS)


@dataclass(frozen=True, slots=True)
class Run:
    """What one run, or the median of several, says of a page."""

    scores: Mapping[str, float]
    paint: float
    """Seconds to the largest contentful paint."""
    blocked: float
    """Milliseconds for which the page did not answer while it loaded."""
    shift: float
    machine: float
    """Lighthouse's index of how fast the machine was; below 2000 its scores tell of the machine."""
    size: float
    """Bytes of all answers, compressed, with their headers."""
    scripts: float
    requests: float
    elsewhere: float
    failed: tuple[str, ...] = ()
    """The audits that cost one of the other three categories points."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A figure, and what it may be at least or at most."""

    name: str
    value: float
    least: float = float("-inf")
    most: float = float("inf")

    @property
    def kept(self) -> bool:
        return self.least <= self.value <= self.most

    def __str__(self) -> str:
        bound = f"≥ {self.least:g}" if self.least > float("-inf") else f"≤ {self.most:g}"
        return f"{self.name} {self.value:g} ({bound})"


def lighthouse(site: Served, tools: Path, project: Path, scratch: Path) -> Iterator[Finding]:
    """Print what it measured, and give what is not as it should be."""
    edition = build.edition(project).edition
    assert edition
    with serve(site.folder, "/", compress=True) as served:
        for language in edition.dossier.settings.languages:
            page = max(
                sources(site.folder, language),
                key=lambda path: (site.folder / path / "index.html").stat().st_size,
            )
            source = edition.source(page.rstrip("/").rpartition("/")[2])
            stock = build_stock(edition, source, language, scratch / language)
            with serve(stock, "/", compress=True) as theirs:
                pairs = [
                    (_run(served.url(page), tools), _run(theirs.url(), tools)) for _ in range(RUNS)
                ]
            own = _median([one for one, _ in pairs])
            other = _median([one for _, one in pairs])
            print(f"lighthouse: stock Material, {language}: {_summary(other)}")
            print(f"lighthouse: {page}: {_summary(own)}")
            for bound in bounds(own, other):
                print(f"    {bound}{'' if bound.kept else '   <---'}")
                if not bound.kept:
                    detail = f"{bound}; {', '.join(own.failed)}"
                    yield Finding("lighthouse", page, bound.name, detail)


def bounds(own: Run, other: Run) -> tuple[Bound, ...]:
    """What is promised of the first view of a source."""
    return (
        Bound("performance", own.scores["performance"], least=98),
        *(Bound(name, own.scores[name], least=100) for name in CATEGORIES[1:]),
        Bound("LCP to stock Material's", round(own.paint / other.paint, 2), most=1.3),
        Bound("CLS", round(own.shift, 4), most=0),
        Bound("KB of the first view", round(own.size / 1024, 1), most=150),
        Bound("KB of scripts", round(own.scripts / 1024, 1), most=15),
        Bound("requests elsewhere", own.elsewhere, most=0),
    )


def _summary(run: Run) -> str:
    scores = "/".join(f"{run.scores[name]:g}" for name in CATEGORIES)
    return (
        f"{scores}, LCP {run.paint:.2f} s, blocked {run.blocked:.0f} ms, CLS {run.shift:.3f}, "
        f"{run.size / 1024:.0f} KB in {run.requests:g} requests, machine {run.machine:.0f}"
    )


def _run(url: str, tools: Path) -> Run:
    command = tools.resolve() / "node_modules" / ".bin" / "lighthouse"
    done = subprocess.run(
        [
            *(command, url, "--output=json", "--output-path=stdout", "--quiet"),
            *(f"--only-categories={','.join(CATEGORIES)}", "--no-enable-error-reporting"),
            f"--chrome-flags={' '.join(_FLAGS)}",
        ],
        capture_output=True,
        text=True,
        env={**os.environ, "CHROME_PATH": chromium.find() or ""},
    )
    if not done.stdout:
        raise SystemExit(f"Lighthouse did not run:\n{done.stderr}")
    return _read(json.loads(done.stdout), url)


def _read(result: Mapping[str, Any], url: str) -> Run:
    audits = result["audits"]
    answers: Sequence[Mapping[str, Any]] = audits["network-requests"]["details"]["items"]
    origin = "/".join(url.split("/")[:3])
    asked = [one for one in answers if one["url"].startswith("http")]
    return Run(
        scores={
            name: round(100 * (result["categories"][name]["score"] or 0)) for name in CATEGORIES
        },
        paint=audits["largest-contentful-paint"]["numericValue"] / 1000,
        blocked=audits["total-blocking-time"]["numericValue"],
        shift=audits["cumulative-layout-shift"]["numericValue"],
        machine=result["environment"]["benchmarkIndex"],
        size=sum(one["transferSize"] for one in asked),
        scripts=sum(one["transferSize"] for one in asked if one["resourceType"] == "Script"),
        requests=len(asked),
        elsewhere=sum(not one["url"].startswith(f"{origin}/") for one in asked),
        failed=tuple(
            reference["id"]
            for name in CATEGORIES[1:]
            for reference in result["categories"][name]["auditRefs"]
            if reference["weight"] and audits[reference["id"]]["score"] == 0
        ),
    )


def _median(runs: Sequence[Run]) -> Run:
    return Run(
        scores={name: median(run.scores[name] for run in runs) for name in CATEGORIES},
        paint=median(run.paint for run in runs),
        blocked=median(run.blocked for run in runs),
        shift=max(run.shift for run in runs),
        machine=median(run.machine for run in runs),
        size=median(run.size for run in runs),
        scripts=median(run.scripts for run in runs),
        requests=median(run.requests for run in runs),
        elsewhere=max(run.elsewhere for run in runs),
        failed=runs[-1].failed,
    )
