"""Write an edition's pages as files for another engine: front matter, then the body's HTML.

Each page becomes `<language>/<path>/index.md`, with `title`, `description`, `language` and
`dir` in YAML front matter, and where the theme's `style` and `script` lie, relative to the
page's own address. What follows is one block of HTML, which Markdown in the CommonMark
sense and in Python-Markdown's passes through as it is: it begins with a `<div>` at the
start of a line, and holds no blank line, at which CommonMark would end it. The theme's
style sheet, scripts and fonts lie in `assets/`. The hand-written pages of the dossier's
languages are copied as they are, with what lies beside them: they are Markdown already.

Tried with MkDocs' own theme (`mkdocs build` on a folder whose docs/ is the export, with
`theme: name: mkdocs` and `extra_css` naming the sheet) and with Hugo (the
folder as content/, `index.md` renamed to `_index.md`, with `unsafe = true` under
`markup.goldmark.renderer`). Such a site has the pages with all their marks, notes and
links, and the other engine's own frame and navigation. `lang` and `dir` of the frame are
left to its template; the body carries its own.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

from hashiya.build import Site
from hashiya.model import Page
from hashiya.publish.assets import Assets, assets
from hashiya.publish.atomic import replacing
from hashiya.publish.press import url_of

_BLANK = re.compile(r"\n\s*\n")


def export_pages(site: Site, folder: Path, docs: Path | None = None) -> int:
    """Write every page, and the theme's files, into `folder`; the number of generated pages.

    `docs` holds the hand-written ones, a folder a language. The folder is replaced as a whole,
    or left as it was. Raises `Refused` where it is not ours or cannot be written.
    """
    theme = assets()
    with replacing(folder) as new:
        for uri, content in (*_handwritten(site, docs), *theme.files, *site.files()):
            _write(new / uri, content)
        for ref in site.outline:
            page = site.page(ref)
            text = document(page, site.direction(ref.language), theme)
            for name, content in {"index.md": text.encode(), **page.beside}.items():
                _write(new / url_of(ref) / name, content)
        return len(site.outline)


def document(page: Page, direction: str, theme: Assets) -> str:
    """A page as a text of front matter and HTML."""
    up = "../" * (page.uri.count("/") + 1)
    matter = {
        "title": page.title,
        "description": page.description,
        "language": page.language,
        "dir": direction,
        "style": up + theme.style,
        "script": up + theme.script,
    }
    # JSON's strings are YAML's double-quoted ones, whatever the title holds.
    lines = "".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in matter.items()
    )
    spoken = f'lang="{escape(page.language)}" dir="{direction}"'
    body = _BLANK.sub("\n", page.html.strip())
    return f"---\n{lines}---\n\n<div {spoken}>\n{body}\n</div>\n"


def _handwritten(site: Site, docs: Path | None) -> Iterator[tuple[str, bytes]]:
    """The dossier's own pages and pictures; a link to elsewhere is not followed."""
    if docs is None or docs.is_symlink():
        return
    languages = site.edition.dossier.settings.languages
    own = (docs / language for language in languages)
    for top in (folder for folder in own if not folder.is_symlink()):
        for folder, _folders, names in os.walk(top):
            for path in (Path(folder, name) for name in sorted(names)):
                if path.is_file() and not path.is_symlink():
                    yield path.relative_to(docs).as_posix(), path.read_bytes()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
