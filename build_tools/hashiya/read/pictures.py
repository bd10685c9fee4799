"""The pictures that stand for the dossier where somebody links to it: their files and sizes."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import PurePosixPath

from hashiya.model import Picture, Text
from hashiya.problem import Problem, problem
from hashiya.read.files import Files

FOLDER = "docs"
"""Pictures lie among the hand-written pages, because MkDocs publishes what lies there."""

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""The markers of JPEG that are followed by a picture's size (ITU-T T.81, table B.1)."""


def pictures(
    written: Mapping[str, Text], files: Files, problems: list[Problem]
) -> Mapping[str, Picture]:
    """The pictures of a dossier by language, those that can be shown."""
    found = {language: _picture(path, files, problems) for language, path in written.items()}
    return {language: picture for language, picture in found.items() if picture}


def _picture(path: Text, files: Files, problems: list[Problem]) -> Picture | None:
    data = files.read(f"{FOLDER}/{path}") if _stays_inside(path, files) else None
    size = size_of(data) if data is not None else None
    if size is None:
        code = "no-picture" if data is None else "not-a-picture"
        problems.append(problem(code, path.place, path=path, width=len(path)))
        return None
    return Picture(str(path), *size)


def _stays_inside(path: str, files: Files) -> bool:
    """Whether a path leads to a place below the folder, through no link."""
    name = PurePosixPath(FOLDER, path)
    if ".." in name.parts or name.parts[0] != FOLDER or "\\" in path:
        return False
    try:
        return not any((files.project / folder).is_symlink() for folder in name.parents)
    except OSError:  # no such name can be
        return False


def size_of(data: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or a JPEG, as its header tells them; None for anything else."""
    if data.startswith(_PNG) and data[12:16] == b"IHDR" and len(data) >= 24:
        return struct.unpack(">II", data[16:24])
    return _size_of_jpeg(data) if data.startswith(_JPEG) else None


def _size_of_jpeg(data: bytes) -> tuple[int, int] | None:
    at = len(_JPEG)
    while len(data) >= at + 9 and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
