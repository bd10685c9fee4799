"""The same text as stock Material for MkDocs shows it: what a page's paint is compared with."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from hashiya.kind import Prose
from hashiya.kinds import KINDS
from hashiya.model import Edition, Source
from hashiya.render.interface import direction

_SETTINGS = """\
site_name: {title}
theme:
  name: material
  language: {language}
  font: false
markdown_extensions:
- attr_list
- footnotes
"""


def build_stock(edition: Edition, source: Source, language: str, folder: Path) -> Path:
    """A site of one page: the source's passages, their translations, and the notes below."""
    docs = folder / "docs"
    docs.mkdir(parents=True)
    title = edition.dossier.settings.title[language]
    settings = _SETTINGS.format(title=title, language=language)
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    (docs / "index.md").write_text("\n\n".join(_page(edition, source, language)), encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", "site"],
        cwd=folder,
        check=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    return folder / "site"


def _page(edition: Edition, source: Source, language: str) -> Iterator[str]:
    items = edition.annotations[source.id]
    for index, passage in enumerate(source.passages):
        spans = {item.id: edition.anchored.spans[source.id, item.id] for item in items}
        here = [name for name, span in spans.items() if span.last == index]
        marks = "".join(f"[^{name}]" for name in here)
        heading = "# " if index == 0 else ""
        yield f"{heading}{source.words(passage)}{marks}\n{_spoken(source.language)}"
        for layer in source.layers:
            if passage.id in layer.translations:
                text = layer.translations[passage.id].text
                yield f"{text}\n{_spoken(layer.language)}"
    for item in items:
        prose = [
            said.text[language]
            for body in item.bodies
            for said in KINDS[body.kind].says(body)
            if isinstance(said, Prose) and language in said.text
        ]
        words = " ".join(" ".join(prose).split()) or item.id
        yield f"[^{item.id}]: {words}"


def _spoken(language: str) -> str:
    return f"{{: lang={language} dir={direction(language)} }}"
