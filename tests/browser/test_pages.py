"""What every built page keeps to, read from the files: links, ids, policies, languages."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

import pytest

from tests.browser.build import build
from tests.browser.conftest import BASES
from tests.browser.pages import Document, document, paths, sources

ORIGIN = "https://test.invalid"
LANGUAGES = {"ar": "rtl", "en": "ltr"}
"""Of the dossier in this repository, with the direction each is written in."""


def own_pages(site: Path) -> list[Path]:
    """All pages but the 404 page, which cannot know from where it will be shown."""
    return [path for path in paths(site) if path.name != "404.html"]


def address_of(site: Path, path: Path, base: str) -> str:
    return ORIGIN + base + path.relative_to(site).as_posix().removesuffix("index.html")


def wrong(site: Path, base: str, address: str) -> str:
    """What is wrong with an address inside the site; nothing where it leads to what it names."""
    parts = urlsplit(address)
    if not parts.path.startswith(base):
        return "leaves the base path"
    target = site / unquote(parts.path.removeprefix(base))
    if target.is_dir():
        if not parts.path.endswith("/"):
            return "is a folder without its slash"
        target /= "index.html"
    if not target.is_file():
        return "leads to no file"
    fragment = unquote(parts.fragment)
    if fragment and target.suffix == ".html" and fragment not in document(target).ids:
        return "names an id that is not there"
    return ""


def test_the_site_has_pages_of_sources_in_both_languages(site: Path) -> None:
    arabic, english = (sources(site, language) for language in LANGUAGES)
    assert len(arabic) >= 5
    assert [path.removeprefix("ar/") for path in arabic] == [
        path.removeprefix("en/") for path in english
    ]


def test_both_languages_have_the_same_paths(site: Path) -> None:
    found = [
        {path.relative_to(site / language) for path in (site / language).rglob("*.html")}
        for language in LANGUAGES
    ]
    assert found[0] == found[1]


def test_both_languages_have_the_same_ids(site: Path) -> None:
    for path in (site / "ar").rglob("*.html"):
        other = site / "en" / path.relative_to(site / "ar")
        if "hy-source" in path.read_text(encoding="utf-8"):
            assert set(document(path).ids) == set(document(other).ids), path


@pytest.mark.parametrize("base", BASES)
def test_every_link_inside_the_site_leads_where_it_says(site: Path, base: str) -> None:
    broken = []
    followed = 0
    for path in own_pages(site):
        here = address_of(site, path, base)
        for address in document(path).addresses:
            there = urljoin(here, address)
            if there.startswith(ORIGIN):
                followed += 1
                if fault := wrong(site, base, there):
                    broken.append(f"{path.relative_to(site)}: {address} {fault}")
    assert not broken
    assert followed > 500


def test_links_out_of_the_site_are_of_a_known_scheme(site: Path) -> None:
    schemes = Counter(
        urlsplit(address).scheme for path in paths(site) for address in document(path).addresses
    )
    assert set(schemes) <= {"", "http", "https", "mailto"}


def test_no_id_stands_twice_in_a_page(site: Path) -> None:
    for path in paths(site):
        twice = [name for name, count in Counter(document(path).ids).items() if count > 1]
        assert not twice, path


@pytest.mark.parametrize(("language", "direction"), LANGUAGES.items())
def test_every_page_says_its_language_and_direction(
    site: Path, language: str, direction: str
) -> None:
    for path in (site / language).rglob("*.html"):
        (html,) = document(path).all("html")
        assert html.attributes["lang"] == language, path
        assert html.attributes["dir"] == direction, path


def test_pages_of_two_languages_have_two_titles(site: Path) -> None:
    for path in (site / "ar").rglob("index.html"):
        arabic, english = (
            document(page).all("title")[0].text
            for page in (path, site / "en" / path.relative_to(site / "ar"))
        )
        assert re.search(r"[\u0600-\u06FF]", arabic), path
        assert re.search(r"[A-Za-z]", english), path


# --- notes and references ---------------------------------------------------------------------


def source_documents(site: Path) -> list[Document]:
    return [
        document(site / path / "index.html")
        for language in LANGUAGES
        for path in sources(site, language)
    ]


def test_every_marker_leads_to_a_note_that_says_something(site: Path) -> None:
    seen = 0
    for page in source_documents(site):
        notes = {note.attributes["id"]: note for note in page.all("aside", "hy-note")}
        for marker in page.all("a", "hy-ref"):
            assert marker.attributes["role"] == "doc-noteref"
            note = notes[urlsplit(marker.attributes["href"]).fragment]
            assert note.attributes["role"] == "doc-footnote"
            assert len(note.text) > 10
            seen += 1
    assert seen > 40


def test_every_note_has_a_marker(site: Path) -> None:
    for page in source_documents(site):
        marked = {urlsplit(m.attributes["href"]).fragment for m in page.all("a", "hy-ref")}
        assert {note.attributes["id"] for note in page.all("aside", "hy-note")} <= marked


def test_what_a_page_links_to_links_back(site: Path) -> None:
    """A cross-reference is shown at its other end, on whatever page that is."""
    backlinks = [
        element
        for page in source_documents(site)
        for element in page.elements
        if "hy-backlinks" in element.classes
    ]
    assert len(backlinks) >= 10
    assert all(backlink.text for backlink in backlinks)


# --- policies -------------------------------------------------------------------------------------


def policy(page: Document) -> dict[str, list[str]]:
    """The directives of the page's Content Security Policy."""
    (meta,) = [
        element
        for element in page.all("meta")
        if element.attributes.get("http-equiv", "").lower() == "content-security-policy"
    ]
    directives = [part.split() for part in meta.attributes["content"].split(";") if part.strip()]
    return {name: values for name, *values in directives}


def test_every_page_has_a_strict_content_security_policy(site: Path) -> None:
    for path in paths(site):
        directives = policy(document(path))
        allowed = {value for values in directives.values() for value in values}
        assert directives["default-src"] in (["'none'"], ["'self'"]), path
        assert not allowed & {"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "http:"}, path
        assert directives["base-uri"] in (["'none'"], ["'self'"]), path


def test_no_page_holds_script_or_style_of_its_own(site: Path) -> None:
    for path in paths(site):
        page = document(path)
        for script in page.all("script"):
            kind = script.attributes.get("type", "")
            assert "src" in script.attributes or kind in {
                "application/json",
                "application/ld+json",
            }, path
        assert not page.all("style"), path
        for element in page.elements:
            names = set(element.attributes)
            assert "style" not in names, (path, element)
            assert not any(name.startswith("on") for name in names), (path, element)


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    loaded = [
        element.attributes.get("src") or element.attributes.get("href", "")
        for path in paths(site)
        for element in document(path).elements
        if element.name in {"script", "img", "iframe", "source"}
        or (element.name == "link" and element.attributes.get("rel") not in {"canonical"})
    ]
    assert not [address for address in loaded if re.match(r"(https?:)?//", address)]


def test_the_404_page_speaks_both_languages(site: Path) -> None:
    page = document(site / "404.html")
    spoken = {element.attributes.get("lang") for element in page.elements}
    assert set(LANGUAGES) <= spoken
    for language in LANGUAGES:
        homes = [a for a in page.all("a") if a.attributes.get("hreflang") == language]
        assert homes, language


# --- with an address of its own -------------------------------------------------------------------

ADDRESS = "https://test.invalid/repo/"


@pytest.fixture(scope="module")
def addressed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as for GitHub Pages, which says where it will stand."""
    out = tmp_path_factory.mktemp("addressed") / "site"
    build(root, out, SITE_URL=ADDRESS)
    return out


def test_the_sitemap_names_every_page_with_its_other_language(addressed: Path) -> None:
    namespaces = {
        "": "http://www.sitemaps.org/schemas/sitemap/0.9",
        "xhtml": "http://www.w3.org/1999/xhtml",
    }
    sitemap = ElementTree.parse(addressed / "sitemap.xml").getroot()  # noqa: S314 (our own file)
    named = {
        url.findtext("loc", namespaces=namespaces): {
            link.attrib["hreflang"]: link.attrib["href"]
            for link in url.findall("xhtml:link", namespaces)
        }
        for url in sitemap.findall("url", namespaces)
    }
    for path in addressed.rglob("index.html"):
        page = path.parent.relative_to(addressed).as_posix() + "/"
        if page == "./":
            continue
        below = page.partition("/")[2]
        others = named[ADDRESS + page]
        assert {language: others[language] for language in LANGUAGES} == {
            language: f"{ADDRESS}{language}/{below}" for language in LANGUAGES
        }


def test_the_404_page_leads_home_from_wherever_it_is_shown(addressed: Path) -> None:
    page = document(addressed / "404.html")
    for language in LANGUAGES:
        homes = [a for a in page.all("a") if a.attributes.get("hreflang") == language]
        assert [urljoin(ADDRESS + "en/no/such/page", a.attributes["href"]) for a in homes] == [
            f"{ADDRESS}{language}/"
        ]
    for address in page.addresses:
        there = urljoin(ADDRESS + "en/no/such/page", address)
        assert not wrong(addressed, "/repo/", there), address


def test_every_page_names_its_one_address(addressed: Path) -> None:
    for path in own_pages(addressed):
        (canonical,) = [
            link for link in document(path).all("link") if link.attributes["rel"] == "canonical"
        ]
        expected = ADDRESS + path.relative_to(addressed).as_posix().removesuffix("index.html")
        assert canonical.attributes["href"] == expected
