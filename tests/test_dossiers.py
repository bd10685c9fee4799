"""Builds the small dossiers in tests/dossiers and compares their pages with golden files.

A golden file is a page's body as `tests.outline` writes it. `pytest --accept -n 0` renews
them; read the difference before it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from hashiya import build
from hashiya.cli import main
from hashiya.formats import FORMATS
from hashiya.kinds import KINDS
from hashiya.model import Edition, Source, Whole
from hashiya.problem import Severity
from tests.columns import columns
from tests.outline import outline
from tests.told import told

DOSSIERS = Path(__file__).parent / "dossiers"
SCENARIOS = sorted(path.name for path in DOSSIERS.iterdir() if (path / "annotations").is_dir())

FAILING = frozenset({"linked-from-both-ends"})
"""Scenarios that show a mistake: what they give is the report of it."""


@cache
def _edition(scenario: str) -> Edition:
    edition = build.edition(DOSSIERS / scenario).edition
    assert edition is not None
    return edition


@cache
def _html(scenario: str) -> dict[tuple[str, str], str]:
    """The bodies of all pages of a scenario, by language and path."""
    site = build.site(_edition(scenario))
    return {(ref.language, ref.uri): site.page(ref).html for ref in site.outline}


def _pages(scenario: str) -> dict[str, str]:
    """The golden files of the pages of sources, by name."""
    return {
        f"{language}.{match[1]}.html": outline(html)
        for (language, uri), html in _html(scenario).items()
        if (match := re.fullmatch(r"sources/([^/]+)/", uri))
    }


def _compare(folder: Path, outcome: dict[str, str], *, accept: bool) -> None:
    if accept:
        _renew(folder, outcome)
    golden = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.*")}
    assert outcome == golden


def _renew(folder: Path, outcome: dict[str, str]) -> None:
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for name, text in outcome.items():
        (folder / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_scenario(scenario: str, accept: bool) -> None:
    project = DOSSIERS / scenario
    problems = build.edition(project).problems
    failing = any(found.severity is Severity.ERROR for found in problems)
    assert failing == (scenario in FAILING), told(problems, project)
    outcome = {} if failing else _pages(scenario)
    if problems:
        outcome["problems.txt"] = told(problems, project)
    _compare(project / "golden", outcome, accept=accept)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_scenario_says_what_it_shows(scenario: str) -> None:
    text = (DOSSIERS / scenario / "README.md").read_text(encoding="utf-8")
    assert text.endswith(".\n")
    assert text.count("\n") == 1


def test_every_scenario_of_the_format_is_there() -> None:
    assert set(SCENARIOS) == {
        "across-passages",
        "excerpts",
        "hard-wrapped",
        "linked-from-both-ends",
        "lone-hyphen",
        "one-language-note",
        "other-speaker",
        "overlapping-notes",
        "renamed-id",
        "repeated-phrase",
        "reprint",
        "retired-id",
        "trilingual",
        "two-translations",
        "verse",
    }


# --- what holds for every page of a source ---------------------------------------------------

SOURCES = [
    (scenario, source.id)
    for scenario in SCENARIOS
    if scenario not in FAILING
    for source in _edition(scenario).sources
]


def _source(scenario: str, name: str) -> Source:
    return next(source for source in _edition(scenario).sources if source.id == name)


def _bare(words: str) -> str:
    return "".join(words.split())


@pytest.mark.parametrize(("scenario", "name"), SOURCES)
def test_every_published_character_of_a_source_stands_on_its_page(scenario: str, name: str) -> None:
    edition, source = _edition(scenario), _source(scenario, name)
    expected = {passage.id: source.words(passage) for passage in edition.passages(source)}
    for language in edition.dossier.settings.languages:
        shown = columns(_html(scenario)[language, f"sources/{name}/"])
        assert shown.original == expected


@pytest.mark.parametrize(("scenario", "name"), SOURCES)
def test_every_numbered_annotation_marks_its_words_and_no_others(scenario: str, name: str) -> None:
    edition, source = _edition(scenario), _source(scenario, name)
    spans = {
        item.id: edition.anchored.spans[name, item.id]
        for item in edition.annotations.get(name, ())
        if not isinstance(item.target.selector, Whole)
        and any(KINDS[body.kind].numbered for body in item.bodies)
    }
    expected = {id_: _bare(source.text[span.start : span.end]) for id_, span in spans.items()}
    for language in edition.dossier.settings.languages:
        shown = columns(_html(scenario)[language, f"sources/{name}/"])
        assert {id_: _bare(words) for id_, words in shown.marked.items()} == expected


@pytest.mark.parametrize(("scenario", "name"), SOURCES)
def test_every_id_stands_once_on_its_page(scenario: str, name: str) -> None:
    for (_, uri), html in _html(scenario).items():
        if uri == f"sources/{name}/":
            ids = re.findall(r'\bid="([^"]+)"', html)
            assert sorted(ids) == sorted(set(ids))


# --- what single scenarios show ---------------------------------------------------------------


def _languages(html: str) -> Iterator[str]:
    return (match[1] for match in re.finditer(r'\blang="([^"]+)"', html))


def test_three_languages_give_the_same_pages_in_three_languages() -> None:
    pages = {
        language: {uri for spoken, uri in _html("trilingual") if spoken == language}
        for language in ("fa", "ar", "en")
    }
    assert pages["fa"] == pages["ar"] == pages["en"]
    assert len(_html("trilingual")) == sum(map(len, pages.values()))


def test_a_persian_source_is_persian_in_every_language() -> None:
    for language in ("fa", "ar", "en"):
        page = _html("trilingual")[language, "sources/golestan/"]
        assert "منت خدای را" in page
        assert "fa" in set(_languages(page)), language


def test_three_languages_build_into_a_site(tmp_path: Path) -> None:
    out = tmp_path / "site"
    assert main(["build", "--project", str(DOSSIERS / "trilingual"), "--out", str(out)]) == 0
    for language, direction in (("fa", "rtl"), ("ar", "rtl"), ("en", "ltr")):
        for page in ("", "sources/golestan", "glossary", "about"):
            html = (out / language / page / "index.html").read_text(encoding="utf-8")
            opening = re.search(r"<html[^>]*>", html)
            assert opening
            assert f'lang="{language}"' in opening[0]
            assert f'dir="{direction}"' in opening[0]


def test_what_is_not_excerpted_stands_nowhere() -> None:
    edition = _edition("excerpts")
    everything = "".join(_html("excerpts").values())
    everything += b"".join(content for _, content in build.site(edition).files()).decode()
    everything += "".join(b"".join(form(edition)).decode() for form in FORMATS.values())
    assert "ساعة كل يوم" in everything
    for unpublished in ("هذه الفقرة", "This passage is not published", "This one, too"):
        assert unpublished not in everything


def test_a_dossier_that_was_begun_has_no_problem_and_builds(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    assert main(["init", str(begun)]) == 0
    assert build.edition(begun).problems == ()
    assert main(["build", "--project", str(begun)]) == 0
    for language in ("ar", "en"):
        page = begun / "site" / language / "sources" / "example" / "index.html"
        assert "ما قلّ ودلّ" in page.read_text(encoding="utf-8")
        assert (begun / "site" / language / "about" / "index.html").is_file()


def test_an_entry_shows_the_places_that_name_it() -> None:
    pages = _html("other-speaker")
    (uri,) = {uri for _, uri in pages if re.fullmatch(r"claims/[a-z-]+/", uri)}
    places = re.findall(r'<a href="../../sources/road/#[a-z-]+">', pages["en", uri])
    assert len(set(places)) == 2
    assert pages["en", uri].count("<mark>") >= 2
