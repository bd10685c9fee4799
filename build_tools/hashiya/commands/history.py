"""Earlier wordings of a seed, from the history that git keeps."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Iterator
from pathlib import Path


def with_hash(project: Path, seed: str, sha256: str) -> bytes | None:
    """The bytes of a seed as they were when they had this hash, under whatever name."""
    found = (data for data in versions(project, seed) if hashlib.sha256(data).hexdigest() == sha256)
    return next(found, None)


def versions(project: Path, seed: str) -> Iterator[bytes]:
    """Every wording of a seed that was ever committed, the newest first; then other seeds'."""
    listed = _git(project, "log", "--all", "--raw", "--no-abbrev", "--format=", "--", "seeds")
    blobs: dict[str, bool] = {}
    for row in (listed or b"").decode("utf-8", "replace").splitlines():
        fields, _, path = row.partition("\t")
        for blob in reversed(fields.split(" ")[2:4]):
            blobs[blob] = blobs.get(blob, False) or path.endswith(f"seeds/{seed}")
    for blob in sorted(blobs, key=lambda blob: not blobs[blob]):
        data = _git(project, "cat-file", "blob", blob) if blob.strip("0") else None
        if data is not None:
            yield data


def committed(project: Path, seed: str) -> bytes | None:
    """The seed as it is in the last commit."""
    return _git(project, "show", f"HEAD:./seeds/{seed}")


def _git(project: Path, *arguments: str) -> bytes | None:
    """What git says, or nothing where it cannot."""
    command = ["git", "-C", str(project), "-c", "core.quotepath=off", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
