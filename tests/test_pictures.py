"""The picture that stands for a dossier where somebody links to one of its pages."""

from __future__ import annotations

import shutil
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hashiya.publish.assets import assets
from hashiya.read.pictures import size_of
from tests.browser.build import build
from tests.browser.pages import document, paths
from tests.conftest import ROOT

ADDRESS = "https://test.invalid/repo/"
KB = 1024
LANGUAGES = {"ar", "en"}


def jpeg(*segments: bytes) -> bytes:
    return b"\xff\xd8" + b"".join(segments)


def segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


FRAME = segment(0xC2, struct.pack(">BHHB", 8, 630, 1200, 3))


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (jpeg(segment(0xE0, b"JFIF\0" + bytes(9)), segment(0xC4, bytes(30)), FRAME), (1200, 630)),
        (jpeg(segment(0xE0, bytes(12))), None),
        (jpeg(FRAME)[:8], None),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), None),
        (b"GIF89a" + bytes(30), None),
        (b"", None),
    ],
)
def test_the_size_stands_in_the_header(data: bytes, size: tuple[int, int] | None) -> None:
    assert size_of(data) == size


@given(st.sampled_from([b"", b"\xff\xd8", b"\x89PNG\r\n\x1a\n"]), st.binary(max_size=200))
def test_no_file_is_too_strange_to_be_looked_at(beginning: bytes, rest: bytes) -> None:
    size_of(beginning + rest)


def test_the_theme_s_picture_is_small_and_of_the_usual_size() -> None:
    files = dict(assets().files)
    picture = files[assets().picture]
    assert size_of(picture) == assets().picture_size == (1200, 630)
    assert len(picture) <= 60 * KB


def pictured(page: Path) -> dict[str, str]:
    """What a page says of its picture, by property."""
    tags = [one.attributes for one in document(page).all("meta")]
    named = {tag.get("property") or tag.get("name", ""): tag.get("content", "") for tag in tags}
    return {key: value for key, value in named.items() if "image" in key or "twitter" in key}


@pytest.fixture(scope="module", params=["its own", "the theme's"])
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, bool]:
    """A site with an address: of a dossier that has pictures, and of one that has none."""
    folder = tmp_path_factory.mktemp("pictured")
    own = request.param == "its own"
    project = ROOT if own else folder / "project"
    if not own:
        shutil.copytree(ROOT / "tests" / "cases" / "base", project)
        settings = f"site_name: The boat\nsite_url: {ADDRESS}\nplugins: [hashiya]\n"
        (project / "docs").mkdir()
        (project / "mkdocs.yml").write_text(settings, encoding="utf-8")
    build(project, folder / "site", SITE_URL=ADDRESS)
    return folder / "site", own


def test_every_page_names_a_picture_in_its_language(site: tuple[Path, bool]) -> None:
    out, own = site
    for page in paths(out):
        said = pictured(page)
        if page.name == "404.html":
            assert said == {}
            continue
        picture = out / said["og:image"].removeprefix(ADDRESS)
        size = (int(said["og:image:width"]), int(said["og:image:height"]))
        assert size_of(picture.read_bytes()) == size
        assert picture.stat().st_size <= 80 * KB
        assert said["og:image:alt"]
        assert said["twitter:card"] == "summary_large_image"
        language = page.relative_to(out).parts[0]
        # The page where a language is chosen has the picture of one of them.
        wanted = {language} & LANGUAGES or LANGUAGES
        assert picture.relative_to(out).parts[0] in (wanted if own else {"assets"})


def test_a_site_without_an_address_names_no_picture(tmp_path: Path) -> None:
    build(ROOT, tmp_path / "site", SITE_URL="")
    assert all(pictured(page) == {} for page in paths(tmp_path / "site"))
