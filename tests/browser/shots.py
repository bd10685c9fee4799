"""Pictures of the built site's pages, in every width and scheme, with an index to look through.

`make shots` calls it.
"""

from __future__ import annotations

import argparse
import sys
from html import escape
from itertools import product
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

from tests.browser import chromium
from tests.browser.server import Served, serve

WIDTHS = (1440, 768, 390)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def addresses(site: Path, wanted: list[str]) -> list[str]:
    """The pages to take: those whose address holds one of the words, or all."""
    pages = sorted(
        path.relative_to(site).as_posix().removesuffix("index.html")
        for path in site.rglob("*.html")
    )
    return [page for page in pages if not wanted or any(word in page for word in wanted)]


def name(page: str, width: int, scheme: str) -> str:
    """The picture's file: `en-sources-x-390-dark.png`."""
    return f"{page.strip('/').replace('/', '-') or 'front'}-{width}-{scheme}.png"


def take(browser: Browser, served: Served, pages: list[str], folder: Path, full: bool) -> None:
    """Take every page in every width and scheme."""
    for width, scheme in product(WIDTHS, SCHEMES):
        context = browser.new_context(
            viewport={"width": width, "height": 844 if width < 600 else 900},
            color_scheme=scheme,
            reduced_motion="reduce",
        )
        view = context.new_page()
        for page in pages:
            view.goto(served.url(page))
            view.wait_for_function("document.fonts.status === 'loaded'")
            view.screenshot(path=folder / name(page, width, scheme), full_page=full)
        context.close()


def index(pages: list[str]) -> str:
    """A page that shows all pictures, one row a page."""
    rows = []
    for page in pages:
        pictures = "".join(
            f'<a href="{escape(picture)}"><img src="{escape(picture)}" height="420" alt=""'
            f' loading="lazy" title="{width} {scheme}"></a> '
            for scheme, width in product(SCHEMES, WIDTHS)
            for picture in [name(page, width, scheme)]
        )
        rows.append(f"<h2>/{escape(page)}</h2><p>{pictures}</p>")
    return f"<!doctype html><meta charset=utf-8><title>Pages</title>{''.join(rows)}\n"


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
    (arguments.folder / "index.html").write_text(index(pages), encoding="utf-8")
    print(f"{len(pages)} pages: {arguments.folder / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
