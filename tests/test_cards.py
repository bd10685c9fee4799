"""What cards and links are made of: distances in time, and the file of a source's cards."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from shutil import copytree
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hashiya import build
from hashiya.model import NOT_IN_HTML, Edition, Source
from hashiya.render.distance import Distances
from hashiya.render.ends import ONWARD_SHOWN
from hashiya.render.fragments import quoted
from hashiya.render.interface import Interface
from hashiya.render.repository import blame_url

ROOT = Path(__file__).parent.parent
DOSSIERS = ROOT / "tests" / "dossiers"


def edition(project: Path) -> Edition:
    built = build.edition(project)
    assert built.edition is not None
    return built.edition


@pytest.fixture(scope="module")
def english() -> Interface:
    return Interface("en", edition(ROOT).dossier.settings)


def dated(name: str, date: str) -> Source:
    published = SimpleNamespace(date=date) if date else None
    return cast(Source, SimpleNamespace(id=name, published=published))


@pytest.mark.parametrize(
    ("here", "there", "told"),
    [
        ("2024-09-10", "2024-09-10", "the same day"),
        ("2024-09-10", "2024-09-11", "1 day later"),
        ("2024-09-10", "2024-09-07", "3 days earlier"),
        ("2024-09-10", "2025-11-08", "14 months later"),
        ("2021-07-23", "2024-09-10", "3 years later"),
        ("2024-09-10", "2014-09-10", "10 years earlier"),
        # What is known only roughly is told roughly.
        ("2024-09", "2025-11", "about 14 months later"),
        ("2024-09-10~", "2024-09-20", "about 10 days later"),
        ("2024-09-10", "2024-09-20/2024-09-22", "about 11 days later"),
        ("2024", "2021", "about 3 years earlier"),
        ("2024-09", "2024-10-20", "about 1 month later"),
        # A day or two of doubt does not matter for years.
        ("2021-07-23", "2024-09-20/2024-09-22", "3 years later"),
        # One may as well be before the other as after it.
        ("2024-09", "2024-09-20", "about the same time"),
        ("2024-09-10~", "2024-09-10", "about the same time"),
        ("2024", "2024-03", "about the same time"),
        # Nothing is told where nothing is known.
        ("2024-09-10", "", ""),
        ("", "2024-09-10", ""),
        ("2024-09-10", "../2025-09", ""),
        ("2024-09-10", "2025-09/..", ""),
    ],
)
def test_the_distance_of_two_sources_in_time(
    english: Interface, here: str, there: str, told: str
) -> None:
    sources = dated("one", here), dated("other", there)
    html = f' <span class="hy-ago">{told}</span>'.encode() if told else b""
    assert Distances(english, sources).seen_from("one")["other"] == html


def test_within_one_source_there_is_no_distance(english: Interface) -> None:
    assert Distances(english, [dated("one", "2024")]).seen_from("one")["one"] == b""


def test_the_history_of_a_line() -> None:
    url = blame_url("https://host.invalid/o/r/", "main", "annotations/x/notes.yaml", 7)
    assert url == "https://host.invalid/o/r/blame/main/annotations/x/notes.yaml#L7"
    assert blame_url("", "main", "x.yaml", 7) == ""


@given(st.text(st.characters(codec="utf-8")))
def test_what_a_page_may_hold_is_quoted_as_json(words: str) -> None:
    html = NOT_IN_HTML.sub("", words)
    assert json.loads(quoted(html.encode())) == html


def test_a_control_character_of_a_seed_breaks_no_card_and_no_page(tmp_path: Path) -> None:
    project = tmp_path / "dossier"
    copytree(DOSSIERS / "linked-from-both-ends", project)
    for seed in (project / "seeds").iterdir():
        seed.write_text(seed.read_text().replace("\n", "\x08\n"))
    site = build.site(edition(project))
    pages = [site.page(ref) for ref in site.outline]
    found = [page.html + page.title + page.description for page in pages]
    files = [json.loads(one) for page in pages for one in page.beside.values()]
    found += [card for file in files for card in file["cards"].values()]
    assert sum("\ufffd" in one for one in found) > 4
    assert not any(NOT_IN_HTML.search(one) for one in found)


# --- the files of cards ---------------------------------------------------------------------------


def files(of: Edition) -> Mapping[str, Any]:
    site = build.site(of)
    return {
        f"{ref.language}/{ref.uri}{name}": json.loads(content)
        for ref in site.outline
        if ref.uri.startswith("sources/")
        for name, content in site.page(ref).beside.items()
    }


@pytest.fixture(scope="module")
def cards() -> Mapping[str, Any]:
    return files(edition(ROOT))


def test_there_is_a_file_for_every_source_in_every_language(cards: Mapping[str, Any]) -> None:
    of = edition(ROOT)
    languages = of.dossier.settings.languages
    assert set(cards) == {
        f"{language}/sources/{source.id}/cards.json"
        for language in languages
        for source in of.sources
    }


def test_every_passage_that_a_link_leads_to_or_comes_from_has_a_card(
    cards: Mapping[str, Any],
) -> None:
    of = edition(ROOT)
    followed = 0
    for link in of.links():
        for end in (link.origin, link.to):
            file = cards[f"en/sources/{end.source}/cards.json"]
            passage = file["at"].get(end.fragment, end.fragment)
            source = of.source(end.source)
            assert source.passages[end.span.first].id == passage
            assert f"#{passage}" in file["cards"][passage]
            followed += 1
    assert followed > 100


def test_a_card_holds_both_languages_each_with_its_own(cards: Mapping[str, Any]) -> None:
    of = edition(ROOT)
    directions = {"ar": "rtl", "en": "ltr"}
    for uri, file in cards.items():
        own, _, name, _ = uri.split("/")
        source = of.source(name)
        for passage, card in file["cards"].items():
            layers = [one for one in source.layers if passage in one.translations]
            languages = {source.language, *(layer.language for layer in layers)}
            texts = re.findall(r'<p lang="(\w+)" dir="(\w+)">', card)
            assert texts == sorted(
                ((language, directions[language]) for language in languages),
                key=lambda one: one[0] != own,
            )


def test_a_card_shows_the_first_links_and_how_many_more_there_are(
    cards: Mapping[str, Any],
) -> None:
    of = edition(ROOT)
    checked = 0
    for source in of.sources:
        file = cards[f"en/sources/{source.id}/cards.json"]
        for passage, card in file["cards"].items():
            names = [name for name, at in file["at"].items() if at == passage]
            number = sum(len(of.outgoing[source.id].get(name, ())) for name in names) + sum(
                len(of.incoming[source.id].get(name, ())) for name in (passage, *names)
            )
            assert card.count('<li class="hy-next">') == min(number, ONWARD_SHOWN)
            more = re.search(r"(\d+) more link", card)
            assert (int(more[1]) if more else 0) == max(0, number - ONWARD_SHOWN)
            checked += bool(more)
    assert checked


def test_a_passage_that_is_not_published_has_no_card() -> None:
    of = edition(DOSSIERS / "excerpts")
    assert of.excerpts
    made = files(of)
    for source in of.sources:
        shown = {passage.id for passage in of.passages(source)}
        hidden = [passage for passage in source.passages if passage.id not in shown]
        for uri, file in made.items():
            if f"/{source.id}/" in uri:
                assert set(file["cards"]) <= shown
            whole = json.dumps(file, ensure_ascii=False)
            assert not [passage for passage in hidden if source.words(passage) in whole]
