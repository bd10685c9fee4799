"""The view of a long page: how long it takes to change on a processor four times slower.

The page has 300 passages and 200 notes. A change is done when its frame is drawn.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from tests.audit.finding import Finding
from tests.browser import chromium
from tests.browser.build import build
from tests.browser.server import serve

BASE = Path(__file__).parents[1] / "cases" / "base"
PATH = "en/sources/long/"
PASSAGES = 300
NOTED = (True, True, False)
"""Which of three passages have a note: 200 of 300."""
SLOWER = 4
AT_MOST = 150
"""Milliseconds, from the click to the frame."""
ROUNDS = 5
SWITCHES = (
    *("original", "translation", "both"),
    *("interleave", "interleave", "annotations", "annotations", "whole", "whole"),
)
ARABIC = tuple("أفاد مصدر عراقي بأن القوات تنسحب اليوم من مقر قيادة العمليات باتجاه أربيل".split())
ENGLISH = tuple("A source said the forces are leaving the joint headquarters today for".split())

CHANGE = """(control) => new Promise((done) => {
  const began = performance.now();
  control.click();
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done(performance.now() - began);
    port2.postMessage(0);
  });
})"""


def switching(scratch: Path) -> Iterator[Finding]:
    """What changes too slowly, at the top of the page and in its middle."""
    project, site = scratch / "switching", scratch / "switched"
    _write(project)
    build(project, site)
    with serve(site, "/") as served, sync_playwright() as playwright:
        path = chromium.find()
        browser = playwright.chromium.launch(executable_path=path, args=list(chromium.FLAGS))
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(served.url(PATH))
        for place in (1, PASSAGES // 2):
            page.locator(f"#p{place}").scroll_into_view_if_needed()
            for name, taken in _times(page).items():
                print(f"switching: {name} at passage {place}: {taken:.0f} ms", flush=True)
                if taken > AT_MOST:
                    yield Finding("switching", PATH, f"{name} takes longer", f"{taken:.0f} ms")
        browser.close()


def _times(page: Page) -> dict[str, float]:
    """How long each change takes, the median of several, in milliseconds."""
    times: dict[str, list[float]] = {}
    for name in SWITCHES * ROUNDS:
        control = page.locator(f".hy-views :is([name='{name}'], [value='{name}'])")
        page.wait_for_timeout(300)
        times.setdefault(name, []).append(control.evaluate(CHANGE))
    return {name: median(taken) for name, taken in times.items()}


def _write(project: Path) -> None:
    """The small dossier of the cases, and in it a long source."""
    shutil.copytree(BASE, project)
    (project / "docs").mkdir()
    own = project / "annotations" / "sources" / "long"
    own.mkdir()
    numbers = range(1, PASSAGES + 1)
    seed = (_words(ARABIC, number, f"كلمة{number}") for number in numbers)
    (project / "seeds" / "long.txt").write_text("\n".join(seed) + "\n", encoding="utf-8")
    title = "supplied-title:\n  ar: نص طويل\n  en: A long text\n"
    source = f"seed: long.txt\nlanguage: ar\n{title}"
    (own / "source.yaml").write_text(source, encoding="utf-8")
    layer = "layer: translation\nlanguage: en\nby: [editors]\nstatus: draft\npassages:\n\n"
    passages = "\n".join(map(_passage, numbers))
    (own / "translation.en.yaml").write_text(layer + passages, encoding="utf-8")
    notes = (_note(one) for one, noted in zip(numbers, cycle(NOTED), strict=False) if noted)
    (own / "notes.yaml").write_text("annotations:\n\n" + "\n".join(notes), encoding="utf-8")


def _words(words: tuple[str, ...], number: int, own: str) -> str:
    """Some forty to seventy words; the first is found nowhere else."""
    return " ".join((own, *islice(cycle(words), number % 12, number % 12 + 40 + number * 7 % 30)))


def _passage(number: int) -> str:
    return f"- passage: p{number}\n  text: |-\n    {_words(ENGLISH, number, f'Word{number}')}\n"


def _note(number: int) -> str:
    arabic, english = _words(ARABIC, number, "حاشية"), _words(ENGLISH, number, "Note:")
    return (
        f"- id: n-{number}\n  quote: كلمة{number}\n  rendering:\n    en: Word{number}\n"
        f"  note:\n    text:\n      ar: |-\n        {arabic}\n      en: |-\n        {english}\n"
        f"    basis: text\n"
    )
