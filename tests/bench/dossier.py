"""The corpus as a Hashiya dossier: seeds, annotations in format 1, pages of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.bench.corpus import LANGUAGES, Annotation, Both, Corpus, Passage, Run, Source

TITLES = {"ar": "ملف القياس", "en": "Benchmark dossier"}
ABOUT = {"ar": "عن الملف", "en": "About"}
EDITORS = {"ar": "المحررون", "en": "The editors"}


_SETTINGS = """\
site_name: Benchmark dossier
site_url: https://example.org/
plugins:
- hashiya
"""


def write(corpus: Corpus, folder: Path) -> None:
    """The whole dossier."""
    put(folder / "mkdocs.yml", _SETTINGS)
    for code in LANGUAGES:
        put(folder / "docs" / code / "about.md", f"# {ABOUT[code]}\n\n{corpus.about[code]}\n")
    annotations = folder / "annotations"
    put(annotations / "dossier.yaml", _dossier())
    put(annotations / "contributors.yaml", _contributors())
    put(annotations / "entities.yaml", "".join(_entities(corpus)))
    for source in corpus.sources:
        own = annotations / "sources" / source.id
        put(folder / "seeds" / f"{source.id}.txt", seed(source))
        put(own / "source.yaml", _source(source))
        put(own / f"translation.{source.translation}.yaml", "".join(_translation(source)))
        if source.annotations:
            put(own / "notes.yaml", "".join(_annotations(source)))


def put(file: Path, text: str) -> None:
    """Write one file, its folder too."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)


def seed(source: Source) -> str:
    """The source's text: a line a passage, a blank one after the headline."""
    headline, *body = (passage.text(source.language) for passage in source.passages)
    return "\n".join((headline, "", *body, ""))


def _both(key: str, words: Both, indent: str, block: bool = True) -> str:
    """A text in both languages, as a block or, where it is a name, in one line."""
    lines = [f"{indent}{key}:\n"]
    for code in LANGUAGES:
        opening = f"|-\n{indent}    " if block else ""
        lines.append(f"{indent}  {code}: {opening}{words[code]}\n")
    return "".join(lines)


def _dossier() -> str:
    languages = ", ".join(LANGUAGES)
    return (
        f"format: 1\nlanguages: [{languages}]\n"
        "locales:\n  ar:\n    locale: ar-IQ\n    digits: latn\n"
        + _both("title", TITLES, "", block=False)
        + _both("description", TITLES, "", block=False)
        + "missing-language: error\n"
    )


def _contributors() -> str:
    name = _both("name", EDITORS, "  ", block=False)
    return f"contributors:\n\n- id: editors\n{name}"


def _entities(corpus: Corpus) -> Iterator[str]:
    yield "entities:\n"
    for key, name in corpus.outlets.items():
        yield f"\n- id: {key}\n  type: organisation\n{_both('name', name, '  ', block=False)}"


def _source(source: Source) -> str:
    return (
        f"seed: {source.id}.txt\nlanguage: {source.language}\noutlet: {source.outlet}\n"
        f"published:\n  date: {source.published.isoformat()}\n  basis: text\n"
        f"roles:\n  headline: [{source.title.id}]\n"
    )


def _translation(source: Source) -> Iterator[str]:
    yield f"layer: translation\nlanguage: {source.translation}\nby: [editors]\nstatus: reviewed\n"
    yield "passages:\n"
    for passage in source.passages:
        begins = passage.words(source.language, Run(0, 3))
        yield f"\n- passage: {passage.id}\n  begins: {begins}\n"
        yield f"  text: |-\n    {passage.text(source.translation)}\n"


def _annotations(source: Source) -> Iterator[str]:
    yield "annotations:\n"
    for annotation in source.annotations:
        yield "".join(_annotation(source, annotation))


def _annotation(source: Source, annotation: Annotation) -> Iterator[str]:
    yield f"\n- id: {annotation.place.id}\n"
    yield from _target(source, annotation)
    if annotation.note:
        yield f"  note:\n{_both('text', annotation.note, '    ')}    basis: inference\n"
    if annotation.links:
        yield "  see:\n"
    for link in annotation.links:
        yield f"  - to: {link.to.source}#{link.fragment}\n    relation: {link.relation}\n"
        yield _both("reason", link.reason, "    ")


def _target(source: Source, annotation: Annotation) -> Iterator[str]:
    place = annotation.place
    if place.original is None:
        yield f"  passage: {place.passage.id}\n"
        return
    yield _quote(place.passage, source.language, place.original, "quote", "  ")
    if place.within:
        yield f"  passage: {place.passage.id}\n"
    if place.rendering is not None:
        code = source.translation
        yield f"  rendering:\n{_quote(place.passage, code, place.rendering, code, '    ')}"


def _quote(passage: Passage, code: str, run: Run, key: str, indent: str) -> str:
    return f"{indent}{key}: >-\n{indent}  {passage.words(code, run)}\n"
