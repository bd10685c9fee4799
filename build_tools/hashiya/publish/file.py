"""Write one file as a whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from secrets import token_hex
from stat import S_IMODE

from hashiya.problem import Place, problem, reason
from hashiya.publish.atomic import Refused


def write_own(project: Path, name: str, pieces: Iterable[bytes]) -> None:
    """Write one of the files that people write in a project; never through a link on the way."""
    for folder in PurePosixPath(name).parents:
        if str(folder) != "." and (project / folder).is_symlink():
            raise Refused(problem("outside-project", Place(str(folder)), name=folder.name))
    write_file(project / name, pieces)


def write_file(path: Path, pieces: Iterable[bytes]) -> None:
    """Write the pieces into a file beside it, then put that in its place.

    Whoever could read and write what stood there still can. Raises `Refused` where the place
    cannot be written or is no plain file; what stood there is then still there.
    """
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise Refused(problem("output-not-a-file", Place(str(path))))
    try:
        new = path.with_name(f".{token_hex(4)}.new")
        try:
            with new.open("xb") as file:
                if path.exists():
                    os.fchmod(file.fileno(), S_IMODE(path.stat().st_mode))
                file.writelines(pieces)
            new.replace(path)
        finally:
            new.unlink(missing_ok=True)
    except OSError as error:
        place = Place(str(path))
        raise Refused(problem("file-unwritable", place, detail=reason(error))) from error
