"""Small and large dossiers of claims, written by tests: sources whose every line says something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_SETTINGS = """\
format: 1
languages: [ar, en]
locales:
  ar:
    locale: ar-IQ
title:
  ar: ملف الدعاوى
  en: A dossier of claims
repository: https://github.com/owner/claims
"""
_MKDOCS = "site_name: Claims\nsite_url: https://example.org/\nplugins:\n- hashiya\n"


@dataclass(frozen=True)
class Said:
    """A line of a source, and what it says of claims; `see` is written after them."""

    claim: str
    stance: str = "asserts"
    value: str = ""
    by: str = ""
    on: str = ""
    words: str = ""
    see: Mapping[str, str] = field(default_factory=dict)
    """From the address that is linked to, to the relation."""


def write(
    folder: Path,
    sources: Mapping[str, Sequence[Said]],
    claims: Mapping[str, str],
    topics: Sequence[str] = (),
    derived: Mapping[str, str] | None = None,
) -> Path:
    """A dossier: the nth line of a source is annotated as `said-<n>`; sources are a day apart."""
    annotations = folder / "annotations"
    _put(folder / "mkdocs.yml", _MKDOCS)
    _put(folder / "docs" / "ar" / "about.md", "# عن الملف\n")
    _put(folder / "docs" / "en" / "about.md", "# About\n")
    _put(annotations / "dossier.yaml", _SETTINGS)
    _put(annotations / "claims.yaml", "".join(_claims(claims, topics)))
    speakers = sorted({one.by for lines in sources.values() for one in lines if one.by})
    _put(
        annotations / "entities.yaml",
        "".join(_entities(speakers)) if speakers else "entities: []\n",
    )
    for number, (name, lines) in enumerate(sources.items()):
        own = annotations / "sources" / name
        text = "".join(f"{_arabic(name, n, one)}\n" for n, one in enumerate(lines, 1))
        _put(folder / "seeds" / f"{name}.txt", text)
        _put(own / "source.yaml", _source(name, number, (derived or {}).get(name, "")))
        _put(own / "translation.en.yaml", "".join(_translation(name, lines)))
        _put(own / "notes.yaml", "".join(_notes(name, lines)))
    return folder


def grid(folder: Path, claims: int, sources: int, each: int = 6) -> Path:
    """As many claims and sources; each claim is spoken of by `each` sources next to each other."""
    names = [f"source-{n:03}" for n in range(sources)]
    said: dict[str, list[Said]] = {name: [] for name in names}
    for claim in range(claims):
        for step in range(each):
            stance = "denies" if claim % 3 == 0 and step == 1 else "asserts"
            value = str(900 + step) if claim % 5 == 0 else ""
            name = names[(claim * sources // claims + step) % sources]
            said[name].append(Said(f"claim-{claim:03}", stance, value, words=" بعد ذلك" * 12))
    topics = [f"topic-{n:02}" for n in range(max(1, claims // 12))]
    held = {f"claim-{n:03}": topics[n * len(topics) // claims] for n in range(claims)}
    return write(folder, {name: lines for name, lines in said.items() if lines}, held, topics)


def _put(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _arabic(name: str, n: int, one: Said) -> str:
    return f"قال المصدر {name} في السطر {n} كلامًا{one.words}"


def _english(name: str, n: int) -> str:
    return f"The source {name} says a word in line {n}"


def _claims(claims: Mapping[str, str], topics: Sequence[str]) -> Iterator[str]:
    if topics:
        yield "topics:\n"
    for topic in topics:
        yield f"\n- id: {topic}\n  name:\n    ar: موضوع {topic}\n    en: Topic {topic}\n"
    yield "claims:\n"
    for claim, topic in claims.items():
        yield f"\n- id: {claim}\n  question:\n    ar: هل {claim}؟\n    en: Is it {claim}?\n"
        yield f"  statement:\n    ar: القول {claim}.\n    en: It is {claim}.\n"
        yield f"  topic: {topic}\n" if topic else ""


def _entities(names: Sequence[str]) -> Iterator[str]:
    yield "entities:\n"
    for name in names:
        yield f"\n- id: {name}\n  type: person\n"
        yield f"  name:\n    ar: القائل {name}\n    en: Speaker {name}\n"


def _source(name: str, number: int, parent: str) -> str:
    month, day = divmod(number, 28)
    date = f"{2024 + month // 12}-{month % 12 + 1:02}-{day + 1:02}"
    derives = f"derives-from:\n  source: {parent}\n  relation: reprint\n" if parent else ""
    return (
        f"seed: {name}.txt\nlanguage: ar\npublished:\n  date: {date}\n  basis: text\n"
        f"supplied-title:\n  ar: المصدر {name}\n  en: Source {name}\n{derives}"
    )


def _translation(name: str, lines: Sequence[Said]) -> Iterator[str]:
    yield "layer: translation\nlanguage: en\nstatus: draft\npassages:\n"
    for n, _one in enumerate(lines, 1):
        yield f"\n- passage: p{n}\n  text: |-\n    {_english(name, n)}\n"


def _notes(name: str, lines: Sequence[Said]) -> Iterator[str]:
    yield "annotations:\n"
    for n, one in enumerate(lines, 1):
        yield f"\n- id: said-{n}\n  quote: >-\n    المصدر {name} في السطر {n}\n"
        yield f"  rendering:\n    en: source {name} says a word in line {n}\n"
        yield f"  claims:\n  - claim: {one.claim}\n    stance: {one.stance}\n"
        for key, value in (("value", one.value), ("said-by", one.by), ("said-on", one.on)):
            yield f"    {key}: {value}\n" if value else ""
        yield "  see:\n" if one.see else ""
        for to, relation in one.see.items():
            yield f"  - to: {to}\n    relation: {relation}\n    reason:\n"
            yield "      ar: سبب الصلة هنا.\n      en: The reason for it.\n"
