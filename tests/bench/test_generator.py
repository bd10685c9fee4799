"""The generator of the benchmark: alike every time, and well-formed for every tool."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from hashiya import build
from hashiya.publish.site import build_site
from hashiya.render.note import CARDS_ON_PAGE
from tests.bench import corpus, dossier, hugo, material, measure, parity, verify

TINY = corpus.SIZES["tiny"]


@pytest.fixture(scope="module")
def tiny() -> corpus.Corpus:
    return corpus.make(TINY)


def _files(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def _written(of: corpus.Corpus, folder: Path) -> dict[str, bytes]:
    dossier.write(of, folder / "hashiya")
    hugo.write(of, folder / "hugo")
    material.write(of, folder / "material")
    return _files(folder)


def test_what_a_run_leaves_is_set_aside_and_emptied(tmp_path: Path) -> None:
    out, spent, kept = tmp_path / "out", tmp_path / "spent", tmp_path / "kept.txt"
    kept.write_text("kept")
    for _ in range(2):
        (out / "en").mkdir(parents=True)
        (out / "en" / "page.html").write_text("words")
        (out / "link").symlink_to(kept)
        measure.set_aside(out, spent)
        assert not out.exists()
    measure.set_aside(out, spent)  # nothing was left
    assert [page.stat().st_size for page in spent.rglob("page.html")] == [0, 0]
    assert kept.read_text() == "kept"


def test_the_same_size_gives_the_same_files_byte_for_byte(tmp_path: Path) -> None:
    first = _written(corpus.make(TINY), tmp_path / "first")
    assert first == _written(corpus.make(TINY), tmp_path / "second")


@pytest.mark.parametrize("name", ["tiny", "small"])
def test_a_corpus_holds_what_its_size_promises(name: str) -> None:
    size = corpus.SIZES[name]
    made = corpus.make(size)
    annotations = [one for source in made.sources for one in source.annotations]
    assert len(made.sources) == size.sources
    assert sum(len(source.passages) for source in made.sources) == size.passages
    assert sum(len(one.links) for one in annotations) == size.links
    assert sum(bool(one.note) for one in annotations) == size.notes


def test_bodies_have_between_15_and_60_words_in_both_languages(tiny: corpus.Corpus) -> None:
    for source in tiny.sources:
        for passage in source.passages[1:]:
            assert all(15 <= len(passage.tokens[code]) <= 60 for code in corpus.LANGUAGES)


def test_no_two_passages_are_linked_twice(tiny: corpus.Corpus) -> None:
    links = [link for source in tiny.sources for one in source.annotations for link in one.links]
    ends = [(link.origin.passage, link.to) for link in links]
    pairs = [frozenset(((a.source, a.id), (b.source, b.id))) for a, b in ends]
    assert len(set(pairs)) == len(pairs)
    assert all(len(pair) == 2 for pair in pairs)


@pytest.mark.parametrize("name", ["tiny", "small"])
def test_the_dossier_is_well_formed_and_every_annotation_is_found(
    name: str, tmp_path: Path
) -> None:
    made = corpus.make(corpus.SIZES[name])
    dossier.write(made, tmp_path)
    built = build.edition(tmp_path)
    assert [found.code for found in built.problems] == []
    assert built.edition is not None
    links = sum(1 for _ in built.edition.links())
    assert links == made.size.links


def test_the_peers_put_cards_on_the_pages_on_which_hashiya_puts_them() -> None:
    assert corpus.CARDS_ON_PAGE == CARDS_ON_PAGE


def test_hashiya_says_what_the_corpus_says(tiny: corpus.Corpus, tmp_path: Path) -> None:
    dossier.write(tiny, tmp_path / "dossier")
    build_site(tmp_path / "dossier", tmp_path / "out")
    assert list(verify.differences("hashiya", tiny, tmp_path / "out")) == []


def test_hugo_says_what_the_corpus_says(tiny: corpus.Corpus, tmp_path: Path) -> None:
    binary = hugo.binary()
    if binary is None:
        pytest.skip("Hugo is not installed: it is needed for `make bench` only")
    hugo.write(tiny, tmp_path / "site")
    measure.run(
        hugo.command(binary, tmp_path / "site", tmp_path / "out"), {"PATH": "/usr/bin:/bin"}
    )
    assert list(verify.differences("hugo", tiny, tmp_path / "out")) == []


@pytest.fixture(scope="module")
def both(tiny: corpus.Corpus, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The same dossier as a site of Hashiya and as one of Hugo."""
    binary = hugo.binary()
    if binary is None:
        pytest.skip("Hugo is not installed: it is needed for `make bench` only")
    folder = tmp_path_factory.mktemp("both")
    dossier.write(tiny, folder / "dossier")
    build_site(folder / "dossier", folder / "hashiya")
    hugo.write(tiny, folder / "site")
    command = hugo.command(binary, folder / "site", folder / "hugo")
    measure.run(command, {"PATH": "/usr/bin:/bin"})
    return folder / "hashiya", folder / "hugo"


def test_hugo_writes_the_words_links_and_elements_of_hashiya(both: tuple[Path, Path]) -> None:
    assert list(parity.differences(*both)) == []
    known = {part.name: part for part in parity.parts(*both)}
    assert set(parity.EXACT) <= set(known)
    assert all(part.missing == 0 for part in known.values())
    assert known["sources/cards.json"].words[0] > 1000


@pytest.mark.parametrize(
    ("file", "word"), [("index.html", "doc-backlink"), ("cards.json", "hy-next")]
)
def test_a_page_of_hugo_that_says_less_is_told(
    both: tuple[Path, Path], tiny: corpus.Corpus, tmp_path: Path, file: str, word: str
) -> None:
    less = shutil.copytree(both[1], tmp_path / "less")
    page = less / "en" / "sources" / tiny.sources[0].id / file
    text = page.read_text("utf-8")
    at = text.index(">", text.index(word)) + 1
    page.write_text(text[:at] + "</a><a>missing " + text[at:], "utf-8")
    assert len(list(parity.differences(both[0], less))) == 1


def test_stock_material_says_what_the_corpus_says(tiny: corpus.Corpus, tmp_path: Path) -> None:
    material.write(tiny, tmp_path / "site")
    measure.run(material.command(tmp_path / "site", tmp_path / "out"), {"PATH": "/usr/bin:/bin"})
    assert list(verify.differences("material", tiny, tmp_path / "out")) == []


@pytest.mark.parametrize(
    ("file", "mark", "thing"),
    [
        ("index.html", '<li id="fn:', "notes"),
        ("index.html", '<em class="ago"', "distances"),
        ("cards/index.html", '<p class="card"', "beside"),
    ],
)
def test_a_page_that_lost_something_is_told(
    tiny: corpus.Corpus, tmp_path: Path, file: str, mark: str, thing: str
) -> None:
    material.write(tiny, tmp_path / "site")
    measure.run(material.command(tmp_path / "site", tmp_path / "out"), {"PATH": "/usr/bin:/bin"})
    page = tmp_path / "out" / "en" / "sources" / tiny.sources[0].id / file
    page.write_text(page.read_text("utf-8").replace(mark, "<i", 1), "utf-8")
    told = list(verify.differences("material", tiny, tmp_path / "out"))
    assert len(told) == 1
    assert thing in told[0]


def test_a_run_counts_the_cpu_of_children_and_tells_failures(tmp_path: Path) -> None:
    burn = "sum(range(3_000_000))"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {burn!r}])"
    alone = measure.run((sys.executable, "-c", "pass"), {})
    assert measure.run((sys.executable, "-c", parent), {}).cpu > alone.cpu
    assert alone.pace > 0
    with pytest.raises(measure.Failed, match="on purpose"):
        measure.run((sys.executable, "-c", "raise SystemExit('on purpose')"), {})


def test_output_is_counted(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b").write_bytes(b"12345")
    assert measure.output(tmp_path) == measure.Output(5, 1)
