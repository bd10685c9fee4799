"""Writes dossiers of names and terms, of any size, for tests of their pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hashiya import build
from hashiya.build import Site

SETTINGS = """\
format: 1
languages: [ar, en]
title:
  ar: ملف
  en: Dossier
missing-language: warn
"""


@dataclass(frozen=True, slots=True)
class Told:
    """A source: its lines, their translations, its annotations as YAML, and its date."""

    lines: Sequence[str]
    english: Sequence[str]
    annotations: Sequence[str] = ()
    date: str = "2024-09-10"
    further: Mapping[str, str] = field(default_factory=dict)
    """Further files of its folder."""
    default: bool | None = None
    """Whether its translation says that it is the one to show."""


def item(name: str, quote: str, *more: str, rendering: str = "") -> str:
    """One annotation."""
    lines = [f"- id: {name}", f"  quote: {quote}"]
    if rendering:
        lines += ["  rendering:", f"    en: {rendering}"]
    return "\n".join((*lines, *(f"  {line}" for line in more), ""))


def entity(name: str, arabic: str, english: str, *more: str, type: str = "place") -> str:  # noqa: A002
    """One entity."""
    lines = [
        f"- id: {name}",
        f"  type: {type}",
        "  name:",
        f"    ar: {arabic}",
        f"    en: {english}",
    ]
    return "\n".join((*lines, *(f"  {line}" for line in more), ""))


def term(name: str, arabic: str, english: str, *also: str) -> str:
    """One term, with what is allowed beside its English rendering."""
    lines = [f"- id: {name}", "  term:", f"    ar: {arabic}", f"    en: {english}"]
    if also:
        lines += ["  also:", "    en:", *(f"    - {form}" for form in also)]
    return "\n".join((*lines, ""))


def write(
    folder: Path,
    sources: Mapping[str, Told],
    entities: Iterable[str] = (),
    terms: Iterable[str] = (),
    registers: Mapping[str, str] | None = None,
) -> Path:
    """The whole dossier."""
    notes = folder / "annotations"
    _put(notes / "dossier.yaml", SETTINGS)
    _put(notes / "entities.yaml", "entities:\n\n" + "\n".join(entities) if entities else "")
    _put(notes / "glossary.yaml", "terms:\n\n" + "\n".join(terms) if terms else "")
    for name, text in (registers or {}).items():
        _put(notes / f"{name}.yaml", text)
    for name, told in sources.items():
        _source(folder, name, told)
    return folder


def _source(folder: Path, name: str, told: Told) -> None:
    own = folder / "annotations" / "sources" / name
    _put(folder / "seeds" / f"{name}.txt", "\n".join(told.lines) + "\n")
    _put(
        own / "source.yaml",
        f"seed: {name}.txt\nlanguage: ar\npublished:\n  date: {told.date}\n  basis: text\n",
    )
    default = "" if told.default is None else f"default: {str(told.default).lower()}\n"
    passages = (
        f"- passage: p{number}\n  text: |-\n    {line}\n"
        for number, line in enumerate(told.english, 1)
        if line
    )
    if told.english:
        head = f"layer: translation\nlanguage: en\nstatus: draft\n{default}passages:\n\n"
        _put(own / "translation.en.yaml", head + "\n".join(passages))
    if told.annotations:
        _put(own / "notes.yaml", "annotations:\n\n" + "\n".join(told.annotations))
    for file, text in told.further.items():
        _put(own / file, text)


def _put(file: Path, text: str) -> None:
    if text:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def site(folder: Path) -> Site:
    """The pages of a dossier; it has no errors."""
    built = build.edition(folder)
    assert built.edition is not None
    assert built.sound, built.problems
    return build.site(built.edition)


def page(of: Site, language: str, uri: str) -> str:
    """The HTML of a page's body."""
    ref = next(ref for ref in of.outline if (ref.language, ref.uri) == (language, uri))
    return of.page(ref).html


def uris(of: Site, language: str, front: str) -> list[str]:
    """The paths of the pages that begin so."""
    return [ref.uri for ref in of.outline if ref.language == language and ref.uri.startswith(front)]
