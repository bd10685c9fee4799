"""The project's files: found in a fixed order, plain files only, nothing outside the project."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from hashiya.problem import UNSHOWABLE, Place, Problem, problem, reason
from hashiya.schema import near
from hashiya.wording import _, said

SIZE = 64 * 1024 * 1024
"""Bytes of one file of annotations; a dossier of a million passages has smaller ones."""

_YAML_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*\.yaml")


@dataclass(slots=True)
class Files:
    """Reads the project's files by their names relative to it, and notes what it refused."""

    project: Path
    problems: list[Problem] = field(default_factory=list)

    def read(self, name: str) -> bytes | None:
        """A file's bytes, or None where there is no such file or it may not be read."""
        path = self.project / name
        if not self._is_plain(path, name):
            return None
        try:
            return path.read_bytes()
        except OSError as error:
            self.problems.append(problem("file-unreadable", Place(name), detail=reason(error)))
            return None

    def _is_plain(self, path: Path, name: str) -> bool:
        """Whether a plain file stands there, reached through no link."""
        try:
            mode = path.lstat().st_mode
        except OSError:
            return False
        if stat.S_ISREG(mode):
            return True
        if not stat.S_ISDIR(mode):
            self._refuse(name)
        return False

    def _refuse(self, name: str) -> None:
        short = name.rpartition("/")[2]
        self.problems.append(problem("outside-project", Place(name), name=short))

    def folders(self, name: str) -> list[str]:
        """The names of the folders in a folder, in order."""
        return [entry.name for entry in self._entries(name) if entry.is_dir(follow_symlinks=False)]

    def yaml(self, name: str, beside: Collection[str] = ()) -> list[str]:
        """The YAML files in a folder, in order, each as a name relative to the project.

        Anything else there is told of, but for the names in `beside`.
        """
        found = []
        for entry in self._entries(name):
            if entry.is_dir():
                self._stray(f"{name}/{entry.name}", "")
                continue
            if not entry.name.lower().endswith((".yaml", ".yml")):
                if entry.name not in beside:
                    self._stray(f"{name}/{entry.name}", "")
                continue
            if _YAML_NAME.fullmatch(entry.name):
                found.append(f"{name}/{entry.name}")
            else:
                place = Place(f"{name}/{entry.name}")
                self.problems.append(problem("bad-file-name", place, name=entry.name))
        return found

    def texts(self, name: str) -> list[str]:
        """The `.txt` files in a folder and the folders in it, in order, relative to the folder."""
        return sorted(self._texts(name, ""))

    def _texts(self, name: str, prefix: str) -> Iterator[str]:
        for entry in self._entries(f"{name}/{prefix}".rstrip("/")):
            if UNSHOWABLE.search(entry.name):
                hint = said(_("Rename it: there is a character in the name that nothing can show."))
                place = Place(f"{name}/{prefix}{entry.name}")
                self.problems.append(problem("bad-file-name", place, name=entry.name, hint=[hint]))
            elif entry.is_dir(follow_symlinks=False):
                yield from self._texts(name, f"{prefix}{entry.name}/")
            elif entry.name.endswith(".txt"):
                yield prefix + entry.name
            else:
                lower = prefix + entry.name.lower()
                meant = lower if lower.endswith(".txt") else ""
                self._stray(f"{name}/{prefix}{entry.name}", meant)

    def strays(self, name: str, known: Collection[str]) -> None:
        """Tell of the folders and YAML files in a folder that are none of the known ones."""
        for entry in self._entries(name):
            is_yaml = entry.name.lower().endswith((".yaml", ".yml"))
            if entry.name not in known and (is_yaml or entry.is_dir(follow_symlinks=False)):
                self._stray(f"{name}/{entry.name}", _meant(entry.name, known))

    def _stray(self, name: str, meant: str) -> None:
        short = name.rpartition("/")[2]
        self.problems.append(problem("stray-file", Place(name), name=short, near=meant))

    def _entries(self, name: str) -> list[os.DirEntry[str]]:
        """What a folder holds, without hidden names, links and special files."""
        path = self.project / name
        if path.is_symlink():
            self._refuse(name)
            return []
        try:
            with os.scandir(path) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError:
            return []
        return [entry for entry in entries if self._may_read(entry, name)]

    def _may_read(self, entry: os.DirEntry[str], name: str) -> bool:
        if entry.name.startswith("."):
            return False
        if entry.is_file(follow_symlinks=False) or entry.is_dir(follow_symlinks=False):
            return True
        self._refuse(f"{name}/{entry.name}")
        return False


def _meant(name: str, known: Iterable[str]) -> str:
    """The known name that was probably meant; an ending that they share does not make it one."""
    stem, _dot, ending = name.partition(".")
    stems = {one.partition(".")[0]: one for one in known if one.partition(".")[2] == ending}
    return stems.get(near(stem, stems), "")
