"""A site built from a project's folder by the installed command."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def build(project: Path, out: Path, *options: str, **environment: str) -> None:
    """Build the project's site into `out`; what the command says is in the error where it fails."""
    command = Path(sys.executable).with_name("hashiya")
    done = subprocess.run(
        [command, "build", "--project", project, "--out", out, *options],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
    )
    assert done.returncode == 0, f"hashiya build failed:\n{done.stdout}\n{done.stderr}"
