"""Pictures of the built site's pages, in every width, scheme and state, on one page to review.

`make shots` calls it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from html import escape
from itertools import product
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import chromium
from tests.browser.server import Served, serve
from tests.browser.states import STATES, examples, states_of

WIDTHS = (1440, 768, 390)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
_INDEX = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Every page, every width, both schemes</title>
<style>
body { margin: 1rem; font: 1rem/1.5 system-ui, sans-serif; }
h2 { position: sticky; inset-block-start: 0; margin: 0; background: Canvas; font-size: 1rem; }
p { display: flex; gap: 0.5rem; overflow-x: auto; }
img { block-size: 26rem; max-inline-size: none; object-fit: cover; object-position: top; }
</style>
ROWS</html>
"""


def addresses(site: Path, wanted: list[str]) -> list[str]:
    """The pages to take: those whose address holds one of the words, or all."""
    pages = sorted(
        path.relative_to(site).as_posix().removesuffix("index.html")
        for path in site.rglob("*.html")
    )
    return [page for page in pages if not wanted or any(word in page for word in wanted)]


def name(page: str, width: int, scheme: str, state: str = "") -> str:
    """The picture's file: `en-sources-x-390-dark.png`, `en-sources-x-390-dark-card.png`."""
    page = page.strip("/").removesuffix(".html").replace("/", "-") or "front"
    return f"{page}-{width}-{scheme}{f'-{state}' if state else ''}.png".replace(" ", "-")


def contexts(browser: Browser) -> Iterator[tuple[int, str, Page]]:
    """A page of every width and scheme."""
    for width, scheme in product(WIDTHS, SCHEMES):
        context = browser.new_context(
            viewport={"width": width, "height": 844 if width < 600 else 900},
            color_scheme=scheme,
            reduced_motion="reduce",
        )
        yield width, scheme, context.new_page()
        context.close()


def take(browser: Browser, served: Served, pages: list[str], folder: Path, full: bool) -> None:
    """Take every page in every width and scheme, and the longest of each kind in its states."""
    for width, scheme, view in contexts(browser):
        for page in pages:
            view.goto(served.url(page))
            view.wait_for_function("document.fonts.status === 'loaded'")
            view.screenshot(path=folder / name(page, width, scheme), full_page=full)
        for page in examples(served.folder, pages):
            for state in states_of(view, served.url(page)):
                view.screenshot(path=folder / name(page, width, scheme, state))


def index(pages: list[str], folder: Path) -> str:
    """A page that shows all pictures: a row for each page and each of its states."""
    states = ("", *STATES)
    rows = "".join(_row(page, state, folder) for page in pages for state in states)
    return _INDEX.replace("ROWS", rows)


def _row(page: str, state: str, folder: Path) -> str:
    taken = [
        (f"{width} {scheme}", picture)
        for scheme, width in product(SCHEMES, WIDTHS)
        for picture in [name(page, width, scheme, state)]
        if (folder / picture).exists()
    ]
    pictures = "".join(
        f'<a href="{escape(picture)}"><img src="{escape(picture)}" alt="{escape(words)}"'
        f' title="{escape(words)}" loading="lazy"></a>\n'
        for words, picture in taken
    )
    title = f"/{page} · {state}" if state else f"/{page}"
    return f"<h2>{escape(title)}</h2>\n<p>{pictures}</p>\n" if taken else ""


def main() -> int:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path, help="the built site")
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("words", nargs="*", help="only pages whose address holds one of these")
    parser.add_argument("--window", action="store_true", help="only what fits the window")
    arguments = parser.parse_args()
    browser_path = chromium.find()
    if browser_path is None:
        print(chromium.ABSENT, file=sys.stderr)
        return 2
    pages = addresses(arguments.site, arguments.words)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with serve(arguments.site.resolve(), "/") as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path, args=list(chromium.FLAGS)
        )
        take(browser, served, pages, arguments.folder, not arguments.window)
        browser.close()
    (arguments.folder / "index.html").write_text(index(pages, arguments.folder), encoding="utf-8")
    print(f"{len(pages)} pages: {arguments.folder / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
