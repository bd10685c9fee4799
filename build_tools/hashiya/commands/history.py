"""Earlier wordings of seeds, from the history that git keeps."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path


class History:
    """What git knows of a project's seeds: it is asked for a list once, and reads in one go."""

    def __init__(self, project: Path) -> None:
        self._project = project

    def with_hash(self, seed: str, sha256: str) -> bytes | None:
        """The bytes of a seed as they were when they had this hash, under whatever name."""
        known = chain(self.versions(seed), self.all())
        return next((data for data in known if hashlib.sha256(data).hexdigest() == sha256), None)

    def versions(self, seed: str) -> Iterator[bytes]:
        """Every wording of a seed that was ever committed under this name, the newest first."""
        names = [path for path in self._blobs if path.endswith(f"seeds/{seed}")]
        return self._read(dict.fromkeys(blob for path in names for blob in self._blobs[path]))

    def all(self) -> Iterator[bytes]:
        """Every wording of any seed."""
        return self._read(dict.fromkeys(blob for own in self._blobs.values() for blob in own))

    def committed(self, seed: str) -> bytes | None:
        """The seed as it is in the last commit."""
        return self._git("show", f"HEAD:./seeds/{seed}")

    @cached_property
    def _blobs(self) -> Mapping[str, Sequence[str]]:
        """By path, the blobs that stood there, the newest first."""
        listed = self._git("log", "--all", "--raw", "--no-abbrev", "--format=", "--", "seeds")
        found: dict[str, list[str]] = {}
        for row in (listed or b"").decode("utf-8", "replace").splitlines():
            fields, _, path = row.partition("\t")
            blobs = (blob for blob in reversed(fields.split(" ")[2:4]) if blob.strip("0"))
            found.setdefault(path, []).extend(blobs)
        return found

    def _read(self, blobs: Collection[str]) -> Iterator[bytes]:
        """The bytes of blobs, read as they are asked for by one process."""
        if not blobs:
            return
        try:
            process = subprocess.Popen(
                [*self._command, "cat-file", "--batch"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError:
            return
        with process:
            assert process.stdin
            assert process.stdout
            for blob in blobs:
                process.stdin.write(f"{blob}\n".encode())
                process.stdin.flush()
                name, _, size = process.stdout.readline().decode().rpartition(" ")
                if not name.endswith(" blob"):
                    continue
                yield process.stdout.read(int(size))
                process.stdout.read(1)

    @property
    def _command(self) -> Sequence[str]:
        return ("git", "-C", str(self._project), "-c", "core.quotepath=off")

    def _git(self, *arguments: str) -> bytes | None:
        """What git says, or nothing where it cannot."""
        try:
            done = subprocess.run([*self._command, *arguments], capture_output=True, check=False)
        except OSError:
            return None
        return done.stdout if done.returncode == 0 else None
