"""What holds of accepted suggestions whatever the text and the notes."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from hashiya import build
from hashiya.commands.suggest_mentions import accept_mentions, proposals
from hashiya.model import Edition

SETTINGS = """\
format: 1
languages: [ar, en]
title: {ar: ملف, en: A dossier}
description: {ar: ملف, en: A dossier}
"""
ENTITIES = """\
entities:

- id: baghdad
  type: place
  name: {ar: بغداد, en: Baghdad}
- id: coalition
  type: organisation
  name: {ar: التحالف الدولي, en: The coalition}
  spellings:
    ar: [قوات التحالف, “التحالف”]
- id: p1
  type: place
  name: {ar: عين … الأسد, en: Ain}
- id: twin
  type: place
  name: {ar: بَغْدَادُ, en: Twin}
"""
TERMS = """\
terms:

- id: coalition
  term: {ar: تحالف دولي, en: coalition}
"""
WORDS = (
    "بغداد وبغداد بَغدادَ، لبغداد. التحالف والتحالف “التحالف” الدولي قوات للتحالف تحالف"
    " دولي عين الأسد … وعين \u00a0 ﷺ قال: “ ” - 2,500"
).split(" ")
texts = st.lists(st.sampled_from([*WORDS, "\n"]), min_size=1, max_size=25).map(" ".join)
BEFORE = ("", "# ملاحظة\n", "  # of the item\n", "\n", "x-mine: 1\n")


def edition(project: Path) -> Edition | None:
    built = build.edition(project)
    return built.edition if built.sound else None


@st.composite
def notes(draw: st.DrawFn, text: str) -> str:
    """A file of annotations of single words, with comments wherever they may stand."""
    words = [word for word in text.split() if any(sign.isalpha() for sign in word)]
    chosen = draw(st.lists(st.sampled_from(words), max_size=4, unique=True)) if words else []
    end = draw(st.sampled_from(["\n", "\r\n"]))
    blank = draw(st.sampled_from(["", "\n"]))
    rows = [draw(st.sampled_from(BEFORE[:2])), "annotations:  # all\n"]
    for number, word in enumerate(sorted(chosen, key=text.index)):
        count = len(text.split(word)) - 1
        told = f"  occurrence: 1/{count}\n" if count > 1 else ""
        body = draw(st.sampled_from(["", "  mentions: [coalition]  # one\n", "  terms: []\n"]))
        comment = draw(st.sampled_from(BEFORE[:3]))
        rows.append(f"{blank}- id: n{number}\n  quote: >-\n    {word}\n{told}{body}{comment}")
    return "".join(rows).replace("\n", end) if chosen else ""


@settings(max_examples=60)
@given(texts, st.data())
def test_what_is_accepted_stands_where_it_was_suggested(text: str, data: st.DataObject) -> None:
    """Every accepted suggestion anchors at its place, and no other byte changes."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        own = project / "annotations/sources/s"
        own.mkdir(parents=True)
        (project / "seeds").mkdir()
        (project / "seeds/s.txt").write_bytes(text.encode())
        (project / "annotations/dossier.yaml").write_text(SETTINGS, "utf-8")
        (project / "annotations/entities.yaml").write_text(ENTITIES, "utf-8")
        (project / "annotations/glossary.yaml").write_text(TERMS, "utf-8")
        (own / "source.yaml").write_text("seed: s.txt\nlanguage: ar\n", "utf-8")
        file = own / "notes.yaml"
        old = data.draw(notes(text)).encode()
        if old:
            file.write_bytes(old)
        before = edition(project)
        if before is None:
            return
        listed = [
            (one, each.spot) for each in proposals(before, [], []) for one in each.spot.suggestions
        ]
        if not listed:
            return
        chosen = data.draw(
            st.lists(st.sampled_from(listed), min_size=1, unique_by=lambda one: one[0].number)
        )
        wanted = [f"{one.number}={one.entries[0].id}" for one, _ in chosen]
        accept_mentions(project, before, wanted, [], [])
        after = edition(project)
        assert after

        stretches = {(span.start, span.end) for span in after.anchored.spans.values()}
        for _, spot in chosen:
            same = before.anchored.spans["s", spot.same.id] if spot.same else spot
            assert (same.start, same.end) in stretches
        still = {one.number for each in proposals(after, [], []) for one in each.spot.suggestions}
        assert still.isdisjoint(one.number for one, _ in chosen)
        for key, span in before.anchored.spans.items():
            assert after.anchored.spans[key] == span
        rest = map(_without_ids, file.read_bytes().splitlines())
        assert all(_without_ids(line) in rest for line in old.splitlines())


def _without_ids(line: bytes) -> bytes:
    """A line without the ids in its brackets, to which some may have been added."""
    head, bracket, tail = line.partition(b": [")
    return head + bracket + tail.partition(b"]")[2]
