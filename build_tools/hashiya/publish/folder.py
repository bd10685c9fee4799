"""Write an edition's pages as files for another engine: front matter, then the body's HTML.

Each page becomes `<language>/<path>/index.md`, with `title`, `description`, `language` and
`dir` in YAML front matter. What follows is one block of HTML, which Markdown in the
CommonMark sense and in Python-Markdown's passes through as it is: it begins with a
`<div>` at the start of a line, and holds no blank line, at which CommonMark would end it.
The theme's style sheet, scripts and fonts lie in `assets/`.

Tried with MkDocs' own theme (`mkdocs build` on a folder whose docs/ is the export, with
`theme: name: mkdocs` and `extra_css` naming the sheet in assets/) and with Hugo (the
folder as content/, `index.md` renamed to `_index.md`, with `unsafe = true` under
`markup.goldmark.renderer`). Such a site has the pages with all their marks, notes and
links, and the other engine's own frame and navigation. `lang` and `dir` of the frame are
left to its template; the body carries its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

from hashiya.build import Site
from hashiya.model import Page
from hashiya.publish.assets import assets
from hashiya.publish.atomic import replacing
from hashiya.publish.press import url_of

_BLANK = re.compile(r"\n\s*\n")


def export_pages(site: Site, folder: Path) -> int:
    """Write every page, and the theme's files, into `folder`; the number of pages.

    The folder is replaced as a whole, or left as it was. Raises `Refused` where it is not
    ours or cannot be written.
    """
    with replacing(folder) as new:
        for uri, content in (*assets().files, *site.files()):
            _write(new / uri, content)
        return sum(_write(new / uri, content) for uri, content in _pages(site))


def document(page: Page, direction: str) -> str:
    """A page as a text of front matter and HTML."""
    matter = {
        "title": page.title,
        "description": page.description,
        "language": page.language,
        "dir": direction,
    }
    # JSON's strings are YAML's double-quoted ones, whatever the title holds.
    lines = "".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in matter.items()
    )
    spoken = f'lang="{escape(page.language)}" dir="{direction}"'
    body = _BLANK.sub("\n", page.html.strip())
    return f"---\n{lines}---\n\n<div {spoken}>\n{body}\n</div>\n"


def _pages(site: Site) -> Iterator[tuple[str, bytes]]:
    for ref in site.outline:
        text = document(site.page(ref), site.direction(ref.language))
        yield f"{url_of(ref)}index.md", text.encode()


def _write(path: Path, content: bytes) -> bool:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return True
