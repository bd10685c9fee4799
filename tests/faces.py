"""What the theme's faces hold: read from the fonts themselves, and kept as a list of code points.

`python -m tests.faces` renews `theme/fonts/coverage.txt`, which the check of a dossier reads:
where a site is built there is nothing to open a font with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

THEME = Path(__file__).parents[1] / "build_tools" / "hashiya" / "theme"
COVERAGE = THEME / "fonts" / "coverage.txt"

_FACE = re.compile(r"@font-face \{(.*?)\}", re.S)
_FILE = re.compile(r"url\(([^)]+)\)")
_RANGE = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?")
_HEAD = "# What css/fonts.css and its upright faces have a glyph for: `python -m tests.faces`.\n"


def coverage() -> str:
    """The code points that an upright face has, and that the style sheet sends to it."""
    style = (THEME / "css" / "fonts.css").read_text(encoding="utf-8")
    faces = (match[1] for match in _FACE.finditer(style))
    ours = (one for one in faces if _FILE.search(one) and "font-style: italic" not in one)
    covered = {point for face in ours for point in _covered(face)}
    return _HEAD + "".join(
        f"{first:04X}-{last:04X}\n" if first < last else f"{first:04X}\n"
        for first, last in _runs(sorted(covered))
    )


def _covered(face: str) -> set[int]:
    file = _FILE.search(face)
    assert file
    asked = {
        point
        for first, last in _RANGE.findall(face)
        for point in range(int(first, 16), int(last or first, 16) + 1)
    }
    return asked & set(TTFont(THEME / file[1]).getBestCmap())


def _runs(points: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Points in ascending order as first and last of each run without a gap."""
    run: tuple[int, int] | None = None
    for point in points:
        if run and point == run[1] + 1:
            run = (run[0], point)
        else:
            if run:
                yield run
            run = (point, point)
    if run:
        yield run


if __name__ == "__main__":
    COVERAGE.write_text(coverage(), encoding="utf-8")
