"""The feeds of corrections: Atom as RFC 4287 has it, one a language."""

from __future__ import annotations

from html import unescape
from pathlib import Path
from xml.etree import ElementTree

from hashiya.build import Site
from hashiya.formats.atom import NEWEST
from tests.browser.pages import Document
from tests.edition_dossier import BASE, CORRECTION, chain, html, laid

ATOM = "{http://www.w3.org/2005/Atom}"
XML = "{http://www.w3.org/XML/1998/namespace}"


def feed(site: Site, language: str, site_url: str = "") -> ElementTree.Element:
    content = dict(site.files(site_url))[f"{language}/corrections.xml"]
    return ElementTree.fromstring(content)  # noqa: S314 - we have written it


def corrections(*pairs: tuple[str, str]) -> dict[str, str]:
    listed = "".join(CORRECTION.format(on=on, of=of) for on, of in pairs)
    return {"corrections.yaml": f"corrections:\n{listed}"}


def found(element: ElementTree.Element, path: str) -> list[str]:
    return [one.text or "" for one in element.findall(f"{ATOM}{path}")]


def test_every_required_element_stands_there_once(tmp_path: Path) -> None:
    site = laid(tmp_path, corrections(("2026-05-01", "port#at-dawn"), ("2026-06-02", "boat")))
    for language in ("ar", "en"):
        top = feed(site, language)
        assert top.tag == f"{ATOM}feed"
        assert top.attrib[f"{XML}lang"] == language
        assert found(top, "updated") == ["2026-06-02T00:00:00Z"]
        assert len(top.findall(f"{ATOM}author/{ATOM}name")) == 1
        for element in (top, *top.findall(f"{ATOM}entry")):
            assert [len(found(element, name)) for name in ("id", "title", "updated")] == [1, 1, 1]
        ids = [one for entry in top.findall(f"{ATOM}entry") for one in found(entry, "id")]
        assert len(set(ids)) == 2
        assert all(one.startswith("urn:uuid:") for one in ids)


def test_newest_first_and_no_more_than_readers_ask_for(tmp_path: Path) -> None:
    days = [(f"20{10 + n // 12}-{1 + n % 12:02}-01", "boat") for n in range(NEWEST + 9)]
    top = feed(laid(tmp_path, corrections(*days)), "en")
    dates = [found(entry, "updated")[0] for entry in top.findall(f"{ATOM}entry")]
    assert len(dates) == NEWEST
    assert dates == sorted(dates, reverse=True)
    assert dates[0] == f"{max(days)[0]}T00:00:00Z"


def test_with_an_address_of_the_site_everything_is_absolute(tmp_path: Path) -> None:
    site = laid(tmp_path, corrections(("2026-05-01", "port#at-dawn")))
    top = feed(site, "en", "https://example.org/repo/")
    links = {one.attrib["rel"]: one.attrib["href"] for one in top.findall(f"{ATOM}link")}
    assert links == {
        "self": "https://example.org/repo/en/corrections.xml",
        "alternate": "https://example.org/repo/en/corrections/",
    }
    entry = top.find(f"{ATOM}entry")
    assert entry is not None
    assert found(entry, "id") == [
        "https://example.org/repo/en/corrections/#2026-05-01-port-at-dawn"
    ]
    content = found(entry, "content")[0]
    addresses = Document(content).addresses
    assert addresses
    assert all(one.startswith("https://example.org/repo/en/") for one in addresses)


def test_content_is_html_that_was_escaped_twice(tmp_path: Path) -> None:
    site = laid(tmp_path, corrections(("2026-05-01", "port#at-dawn")))
    content = feed(site, "en").find(f"{ATOM}entry/{ATOM}content")
    assert content is not None
    assert content.attrib["type"] == "html"
    assert content.text is not None
    assert "was &lt;wrong&gt;" in content.text
    assert '<div lang="en" dir="ltr">' in content.text
    assert "<wrong>" in unescape(content.text)


def test_two_corrections_of_a_day_and_place_have_two_ids(tmp_path: Path) -> None:
    site = laid(tmp_path, corrections(*[("2026-05-01", "boat")] * 3))
    top = feed(site, "en")
    ids = {found(entry, "id")[0] for entry in top.findall(f"{ATOM}entry")}
    assert len(ids) == 3


def test_without_corrections_there_is_a_feed_to_subscribe_to(tmp_path: Path) -> None:
    site = chain(tmp_path, 3)
    top = feed(site, "en")
    assert not top.findall(f"{ATOM}entry")
    # Nothing was corrected: the newest text appeared on that day.
    assert found(top, "updated") == ["2000-01-03T00:00:00Z"]
    assert "corrections.xml" in html(site, "en", "corrections/")


def test_or_the_day_on_which_an_outside_source_was_read(tmp_path: Path) -> None:
    text = (BASE / "annotations" / "bibliography.yaml").read_text(encoding="utf-8")
    text += "  accessed: 2025-04\n  read-on: 2025-03-09\n"
    assert found(feed(laid(tmp_path, {"bibliography.yaml": text}), "en"), "updated") == [
        "2025-04-01T00:00:00Z"
    ]


def test_where_no_day_is_known_there_is_no_feed_and_no_way_to_it(tmp_path: Path) -> None:
    site = laid(tmp_path, {})
    assert dict(site.files()) == {}
    assert "corrections.xml" not in html(site, "en", "corrections/")


def test_it_is_the_same_every_time(tmp_path: Path) -> None:
    files = corrections(("2026-05-01", "port#at-dawn"), ("2026-05-01", "boat"))
    one, other = laid(tmp_path / "a", files), laid(tmp_path / "b", files)
    assert dict(one.files()) == dict(other.files())


def test_ids_do_not_depend_on_what_was_corrected_since(tmp_path: Path) -> None:
    before = feed(laid(tmp_path / "a", corrections(("2026-05-01", "boat"))), "en")
    later = corrections(("2026-05-01", "boat"), ("2026-07-01", "port"))
    after = feed(laid(tmp_path / "b", later), "en")
    ids = [found(one, "id")[0] for one in after.findall(f"{ATOM}entry")]
    assert found(before, "entry/" + f"{ATOM}id")[0] in ids
