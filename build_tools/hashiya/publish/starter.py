"""Begin a dossier: a small one that builds at once, to be changed piece by piece."""

from __future__ import annotations

import shutil
from pathlib import Path

from hashiya.problem import Place, problem, reason
from hashiya.publish.atomic import Refused

_STARTER = Path(__file__).parent.parent / "starter"


def start(folder: Path) -> None:
    """Copy the starter dossier into a folder that is new or empty.

    Raises `Refused` where something stands there already, or the disk cannot be written; the
    folder is then as it was.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise Refused(problem("output-is-link", Place(str(folder))))
    if folder.is_dir() and any(folder.iterdir()):
        raise Refused(problem("folder-not-empty", Place(str(folder))))
    there = folder.is_dir()
    try:
        _copy(folder)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        if there:
            folder.mkdir(exist_ok=True)
        place = Place(str(folder))
        raise Refused(problem("file-unwritable", place, detail=reason(error))) from error


def _copy(folder: Path) -> None:
    for path in sorted(_STARTER.rglob("*")):
        if path.is_file():
            copy = folder / path.relative_to(_STARTER)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
