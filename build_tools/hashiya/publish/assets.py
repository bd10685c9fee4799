"""Styles, scripts and fonts of the theme, as the few files that a page asks for.

A style sheet per component and a script per job are joined in the order given here;
the name of what comes out carries its hash, so that browsers may keep it for ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from hashiya.publish.strokes import strokes
from hashiya.read.pictures import size_of

STYLES = (
    "tokens",
    "fonts",
    "base",
    "type",
    "chrome",
    "prose",
    "controls",
    "source",
    "marks",
    "notes",
    "cards",
    "lists",
    "entries",
    "matrix",
    "timeline",
    "names",
    "edition",
    "map",
    "print",
)
"""The style sheets, in the order of the cascade."""

EARLY = ("scheme",)
"""Scripts that run before the page is painted: as little as can be."""

SCRIPTS = ("chrome", "chooser", "voice", "views", "pairs", "cards", "notes", "steps", "copy")
"""Scripts that run when the page stands."""

FACES = ("naskh.woff2", "serif.woff2")
"""The faces that nearly every page needs, and asks for before it has read its style sheet."""

_COMMENTS = {"css": re.compile(rb"(?s)/\*.*?\*/"), "js": re.compile(rb"(?m)^\s*//.*$")}
"""What only the readers of the source need; with the indentation it is a quarter of what is sent.

No style or string in the theme has the signs of a comment in it, nor a line break in a string.
"""
_BLANK = re.compile(rb"\n\s+")

_THEME = Path(__file__).parents[1] / "theme"


@dataclass(frozen=True, slots=True)
class Assets:
    """The addresses, from the site's root, that pages link to; and every file with its content."""

    style: str
    early: str
    script: str
    icon: str
    picture: str
    """What stands for a site in link previews that has no picture of its own."""
    picture_size: tuple[int, int]
    fonts: tuple[str, ...]
    files: tuple[tuple[str, bytes], ...]


def assets() -> Assets:
    """Read and join what the theme ships."""
    style = _joined("css", STYLES, strokes())
    early = _joined("js", EARLY)
    script = _joined("js", SCRIPTS)
    icon = _named("svg", (_THEME / "icon.svg").read_bytes())
    picture = _named("png", (_THEME / "preview.png").read_bytes())
    fonts = tuple(_fonts())
    faces = tuple(f"assets/fonts/{face}" for face in FACES)
    size = size_of(picture[1])
    assert size is not None
    return Assets(
        style[0],
        early[0],
        script[0],
        icon[0],
        picture[0],
        size,
        faces,
        (style, early, script, icon, picture, *fonts),
    )


def templates() -> Path:
    """The folder of templates that stand before Material's."""
    return _THEME / "templates"


def _joined(kind: str, names: Iterable[str], *made: bytes) -> tuple[str, bytes]:
    """The files of these names, and after them what is made of the program's own tables."""
    parts = [(_THEME / kind / f"{name}.{kind}").read_bytes() for name in names]
    whole = b"\n".join((*parts, *made))
    return _named(kind, _BLANK.sub(b"\n", _COMMENTS[kind].sub(b"", whole)))


def _named(kind: str, content: bytes) -> tuple[str, bytes]:
    return f"assets/hashiya-{sha256(content).hexdigest()[:10]}.{kind}", content


def _fonts() -> Iterable[tuple[str, bytes]]:
    """The faces and their licences; a style sheet names them relative to itself."""
    folder = _THEME / "fonts"
    found = sorted((*folder.glob("*.woff2"), *folder.glob("OFL-*.txt")))
    return ((f"assets/fonts/{file.name}", file.read_bytes()) for file in found)
