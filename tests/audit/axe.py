"""Accessibility: axe on every page, and on a page of every kind in every state it can be in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.audit.finding import Finding, addresses
from tests.browser import chromium
from tests.browser.server import Served
from tests.browser.states import STATES, examples, states_of

WIDTHS = (1440, 768, 390)
SCHEMES = ("light", "dark")

# WCAG up to AAA and axe's own advice; a rule that fails anywhere fails the audit.
TAGS = (
    "wcag2a wcag2aa wcag2aaa wcag21a wcag21aa wcag21aaa wcag22a wcag22aa wcag22aaa best-practice"
).split()
RUN_AXE = f"""async () => (await axe.run(document, {{
  runOnly: {json.dumps(TAGS)},
  resultTypes: ["violations"],
}})).violations.map(({{id, impact, nodes}}) => ({{id, impact, count: nodes.length,
  target: nodes[0].target.join(" "), summary: nodes[0].failureSummary}}))"""

JOBS = 2
"""Browsers at work at a time."""
LOOKS = tuple(product(SCHEMES, WIDTHS))


def axe(site: Served, tools: Path, words: Sequence[str], *, quick: bool) -> Iterator[Finding]:
    """What axe says of the pages whose address holds one of the words, or of all.

    Where it is to be quick, only of the longest page of each kind.
    """
    source = (tools / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
    pages = [page for page in addresses(site) if not words or any(word in page for word in words)]
    chosen = examples(site.folder, pages)
    pages = chosen if quick else pages
    audits = [_Audit(site, source, chosen) for _ in range(JOBS)]

    def done(job: int) -> list[Finding]:
        return list(audits[job].of(pages[job::JOBS]))

    with ThreadPoolExecutor(JOBS) as pool:
        for found in pool.map(done, range(JOBS)):
            yield from found
    reached = {state for audit in audits for state in audit.reached}
    for state in set() if words else STATES.keys() - reached:
        yield Finding("axe", "every page", "a state that no page could be brought into", state)


class _Audit:
    """One browser that goes through pages, in every width, scheme and state."""

    def __init__(self, site: Served, source: str, states_in: Sequence[str]) -> None:
        self.site = site
        self.source = source
        self.states_in = frozenset(states_in)
        self.reached: set[str] = set()

    def of(self, pages: Sequence[str]) -> Iterator[Finding]:
        """What is found in the pages."""
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium.find(), args=list(chromium.FLAGS)
            )
            page = browser.new_context(reduced_motion="reduce").new_page()
            for address in pages:
                yield from self._as_it_opens(page, address)
                if address in self.states_in:
                    yield from self._in_its_states(page, address)
            browser.close()

    def _as_it_opens(self, page: Page, address: str) -> Iterator[Finding]:
        # Opened once: a page follows its window and scheme without a script.
        page.goto(self.site.url(address))
        for scheme, width in LOOKS:
            _look(page, scheme, width)
            yield from _findings(page, self.source, f"{address} ({scheme}, {width})")

    def _in_its_states(self, page: Page, address: str) -> Iterator[Finding]:
        for scheme, width in LOOKS:
            _look(page, scheme, width)
            for state in states_of(page, self.site.url(address)):
                self.reached.add(state)
                name = f"{address} ({scheme}, {width}, {state})"
                yield from _findings(page, self.source, name)


def _look(page: Page, scheme: str, width: int) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 900 if width > 600 else 844})


def _findings(page: Page, source: str, name: str) -> Iterator[Finding]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(source)
    for result in page.evaluate(RUN_AXE):
        yield Finding("axe", name, *_told(result))


def _told(result: Mapping[str, Any]) -> tuple[str, str]:
    summary = " ".join(str(result["summary"]).split())
    detail = f"{result['count']} x, first {result['target']}: {summary}"
    return f"{result['id']} ({result['impact']})", detail
