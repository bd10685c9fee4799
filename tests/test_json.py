"""The JSON export: whoever computes with it can check every span against the seed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from hashiya import build, formats

ROOT = Path(__file__).parent.parent


def exported(project: Path) -> Any:
    built = build.edition(project)
    assert built.edition is not None
    return json.loads(b"".join(formats.FORMATS["json"](built.edition)))


@pytest.fixture(scope="module")
def document() -> Any:
    return exported(ROOT)


def texts(document: Any) -> dict[str, str]:
    return {
        source["id"]: (ROOT / "seeds" / source["seed"]).read_bytes().decode()
        for source in document["sources"]
    }


def test_it_says_what_it_is(document: Any) -> None:
    assert (document["hashiya"], document["version"]) == ("edition", 1)
    assert len(document["sources"]) == 5
    dates = [source["published"]["date"] for source in document["sources"]]
    assert dates == sorted(dates)


def test_hashes_are_those_of_the_seeds(document: Any) -> None:
    for source in document["sources"]:
        data = (ROOT / "seeds" / source["seed"]).read_bytes()
        assert source["sha256"] == hashlib.sha256(data).hexdigest()


def test_every_span_covers_the_words_it_says(document: Any) -> None:
    seeds = texts(document)
    for item in document["annotations"]:
        span = item["span"]
        assert seeds[item["source"]][span["start"] : span["end"]] == span["exact"]
    for link in document["links"]:
        for end in (link["origin"], link["to"]):
            assert seeds[end["source"]][end["start"] : end["end"]] == end["exact"]


def test_passages_are_lines_of_the_seed(document: Any) -> None:
    seeds = texts(document)
    for source in document["sources"]:
        lines = seeds[source["id"]].split("\n")
        for passage in source["passages"]:
            assert passage["text"] == lines[passage["line"] - 1]
            assert seeds[source["id"]][passage["start"] : passage["end"]] == passage["text"]


def test_every_rendering_lies_in_its_translation(document: Any) -> None:
    layers = {
        (source["id"], layer["name"]): {one["passage"]: one["text"] for one in layer["passages"]}
        for source in document["sources"]
        for layer in source["translations"]
    }
    for item in document["annotations"]:
        for found in item["renderings"]:
            text = layers[item["source"], found["layer"]][found["passage"]]
            assert 0 <= found["start"] < found["end"] <= len(text)


def test_every_link_has_relation_and_reasons_and_both_ends_are_there(document: Any) -> None:
    passages = {(s["id"], p["id"]) for s in document["sources"] for p in s["passages"]}
    items = {(item["source"], item["id"]) for item in document["annotations"]}
    drawn = [link for link in document["links"] if link["relation"]]
    assert drawn
    for link in drawn:
        assert set(link["reason"]) == set(document["languages"])
        for end in (link["origin"], link["to"]):
            assert (end["source"], end["id"]) in passages | items


def test_a_source_shown_in_part_is_exported_in_part() -> None:
    project = ROOT / "tests" / "dossiers" / "excerpts"
    whole = json.dumps(exported(project), ensure_ascii=False)
    built = build.edition(project)
    assert built.edition is not None
    hidden = [
        source.words(passage)
        for source in built.edition.sources
        if source.display == "excerpts"
        for passage in source.passages
        if passage not in built.edition.passages(source)
    ]
    assert hidden
    assert not [words for words in hidden if words in whole]


def test_a_claim_has_what_was_computed_of_it(document: Any) -> None:
    topics = {one["id"] for one in document["topics"]}
    sources = {one["id"] for one in document["sources"]}
    for claim in document["claims"]:
        assert claim["topic"] in topics
        found = claim["agreement"]
        assert found["passages"] == len(found["statements"])
        assert found["voices"] == len({one["voice"] for one in found["statements"]})
        assert found["contested"] == (found["opposed"] or found["differing"])
        assert found["differing"] == any(one["differs"] for one in found["statements"])
        assert {one["source"] for one in found["statements"]} <= sources
    (leave,) = (one for one in document["claims"] if one["id"] == "last-forces-leave")
    assert leave["agreement"]["sides"] == {"for": {"passages": 4, "voices": 3}}
    assert leave["agreement"]["statements"][0] == {
        "source": "pentagon-talks-2024",
        "id": "rest-by-end-of-2026",
        "stance": "reports",
        "side": "for",
        "said-by": "reuters-sources-2024",
        "on": "2024-09-06",
        "dated": "passage",
        "value": "2026-12",
        "differs": True,
        "voice": 0,
    }


def test_two_exports_are_the_same_bytes(document: Any) -> None:
    assert exported(ROOT) == document
