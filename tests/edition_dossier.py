"""Dossiers for the pages about an edition: the small one of the cases, and a chain of sources."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from hashiya import build
from hashiya.build import Site
from hashiya.problem import Severity
from tests.browser.pages import Document
from tests.told import told

BASE = Path(__file__).parent / "cases" / "base"

CORRECTION = """\
- on: {on}
  of: {of}
  what:
    ar: |-
      كان الوقت خطأ.
    en: |-
      The time was <wrong>, see [the gate](port#at-dawn).
  reason:
    ar: |-
      سهو.
    en: |-
      A slip of the pen [@almanac].
"""


def laid(folder: Path, files: Mapping[str, str]) -> Site:
    """The site of the small dossier with some files laid over it, below annotations/."""
    project = folder / "dossier"
    shutil.copytree(BASE, project)
    for name, text in files.items():
        path = project / "annotations" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return opened(project)


def opened(project: Path) -> Site:
    """The site of a project that has no errors."""
    built = build.edition(project)
    errors = [one for one in built.problems if one.severity is Severity.ERROR]
    assert not errors, told(errors, project)
    assert built.edition is not None
    return build.site(built.edition)


def chain(folder: Path, number: int, relation: str = "updates") -> Site:
    """The site of that many sources, a day apart, each linked to the one before it."""
    project = folder / "dossier"
    shutil.copytree(BASE, project)
    for index in range(number):
        name = f"day-{index:04}"
        own = project / "annotations" / "sources" / name
        own.mkdir()
        (project / "seeds" / f"{name}.txt").write_text(f"اليوم رقم {index}.\n", encoding="utf-8")
        (own / "source.yaml").write_text(
            f"seed: {name}.txt\nlanguage: ar\npublished:\n"
            f"  date: {2000 + index // 300}-{1 + index // 25 % 12:02}-{1 + index % 25:02}\n",
            encoding="utf-8",
        )
        link = (
            f"  see:\n  - to: day-{index - 1:04}#the-day\n    relation: {relation}\n"
            "    reason:\n      ar: يليه.\n      en: It follows.\n"
        )
        (own / "notes.yaml").write_text(
            f"annotations:\n- id: the-day\n  passage: p1\n{link if index else ''}", encoding="utf-8"
        )
    return opened(project)


def html(site: Site, language: str, uri: str) -> str:
    """The body of a page."""
    ref = next(one for one in site.outline if (one.language, one.uri) == (language, uri))
    return site.page(ref).html


def uris(site: Site, language: str, front: str) -> list[str]:
    """The paths of a list's pages."""
    return [
        ref.uri for ref in site.outline if ref.language == language and ref.uri.startswith(front)
    ]


def document(site: Site, language: str, uri: str) -> Document:
    """The body of a page, parsed."""
    return Document(html(site, language, uri))


def reached(site: Site, language: str, uri: str) -> list[str]:
    """Where the links of a page lead that stay in the site: paths below the site's root.

    An address with a fragment is reached only where the page has such an id.
    """
    found = []
    for href in (link.attributes["href"] for link in document(site, language, uri).all("a")):
        if href.startswith(("http://", "https://", "mailto:")):
            continue
        path, _mark, fragment = href.partition("#")
        parts = f"{language}/{uri}".split("/")[:-1]
        for step in path.split("/")[:-1]:
            parts = parts[:-1] if step == ".." else parts if step == "." else [*parts, step]
        target = f"{'/'.join(parts)}/"
        found.append(f"{target}#{fragment}" if fragment else target)
    return found


def dead(site: Site, language: str, uri: str) -> list[str]:
    """The links of a page that lead nowhere."""
    refs = {f"{ref.language}/{ref.uri}": ref for ref in site.outline}
    ids: dict[str, list[str]] = {}
    found = []
    for address in dict.fromkeys(reached(site, language, uri)):
        path, mark, fragment = address.partition("#")
        if path.startswith("assets/"):
            continue
        if path in refs and mark and path not in ids:
            ids[path] = Document(site.page(refs[path]).html).ids
        if path not in refs or (mark and fragment not in ids[path]):
            found.append(address)
    return found
