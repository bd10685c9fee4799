"""Begin a dossier: a small one that builds at once, to be changed piece by piece."""

from __future__ import annotations

import shutil
from pathlib import Path

from hashiya.problem import Place, problem, reason
from hashiya.publish.atomic import Refused

_STARTER = Path(__file__).parent.parent / "starter"


def start(folder: Path) -> None:
    """Copy the starter dossier into a folder that is new or empty.

    Raises `Refused` where something stands there already.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise Refused(problem("output-is-link", Place(str(folder))))
    if folder.is_dir() and any(folder.iterdir()):
        raise Refused(problem("folder-not-empty", Place(str(folder))))
    try:
        shutil.copytree(_STARTER, folder, dirs_exist_ok=True)
    except OSError as error:
        place = Place(str(folder))
        raise Refused(problem("output-unwritable", place, detail=reason(error))) from error
