"""The built site, served, and a browser that notes every complaint."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from tests.browser import chromium
from tests.browser.build import build
from tests.browser.server import Served, serve

BASES = ("/", "/repo/", "/repo/pr-7/")


@pytest.fixture(scope="session")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real dossier's site, built once."""
    out = tmp_path_factory.mktemp("built") / "site"
    build(root, out)
    return out


@pytest.fixture(scope="session", params=BASES)
def served(request: pytest.FixtureRequest, site: Path) -> Iterator[Served]:
    """The site under each of the base paths that it must work at."""
    with serve(site, request.param) as served:
        yield served


@pytest.fixture(scope="session")
def at_root(site: Path) -> Iterator[Served]:
    """The site at `/`, for what does not depend on the base path."""
    with serve(site, "/") as served:
        yield served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium.find()
    if path is None:
        pytest.fail(chromium.ABSENT, pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(chromium.FLAGS))
        yield browser
        browser.close()


@dataclass
class Complaints:
    """What went wrong in a page that a reader would not be told of."""

    console: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def watch(self, page: Page, origin: str) -> None:
        """Note everything that this page complains of, and requests to any other origin."""

        def on_console(message: ConsoleMessage) -> None:
            if message.type in {"error", "warning"}:
                self.console.append(f"{message.text} ({message.location})")

        def on_request(request: Request) -> None:
            if not request.url.startswith((f"{origin}/", "data:", "blob:")):
                self.foreign.append(request.url)

        page.on("console", on_console)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", on_request)


Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Open a page of a served site; at the end no page may have complained of anything."""
    complaints = Complaints()
    yield from _visits(browser, complaints)
    assert complaints == Complaints()


@pytest.fixture
def unwatched(browser: Browser) -> Iterator[Visit]:
    """The same for pages that will complain: what they ask for is not to be had."""
    yield from _visits(browser, Complaints())


def _visits(browser: Browser, complaints: Complaints) -> Iterator[Visit]:
    contexts = []

    def open_page(served: Served, path: str, width: int = 1440, **context: Any) -> Page:
        height = 900 if width > 600 else 844
        opened = browser.new_context(
            viewport={"width": width, "height": height}, reduced_motion="reduce", **context
        )
        contexts.append(opened)
        page = opened.new_page()
        complaints.watch(page, served.origin)
        page.goto(served.url(path))
        return page

    yield open_page
    for context in contexts:
        context.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder that drives a browser."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
