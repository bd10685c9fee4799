"""What the audit finds."""

from __future__ import annotations

from dataclasses import dataclass

from tests.browser.server import Served


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a tool found in a page."""

    tool: str
    page: str
    rule: str
    detail: str


def addresses(site: Served) -> list[str]:
    """Every page, as a reader would ask for it."""
    pages = sorted(path.relative_to(site.folder) for path in site.folder.rglob("*.html"))
    return [path.as_posix().removesuffix("index.html") for path in pages]
