"""A Chromium for the browser tests: the one that is there, or Debian's.

`python tests/browser/chromium.py --install` is what `make test` calls; it needs
nothing but the standard library.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
APPLICATIONS = (
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
)
ABSENT = """\
The browser tests need a Chromium or Chrome, and none was found or could be installed.
  Debian:  apt-get install chromium      (as root; `make test` does so itself where it may)
  others:  install Chromium or Chrome, or say where it is: CHROMIUM=/path/to/it make test"""

# A test browser talks to the test's server and to nobody else; a container has no user namespaces.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-sync",
)


def find() -> str | None:
    """The path of a Chromium: the one that `CHROMIUM` names, else the first known name."""
    if named := os.environ.get("CHROMIUM"):
        return shutil.which(named)
    on_path = (shutil.which(name) for name in NAMES)
    installed = (str(path) for path in APPLICATIONS if path.exists())
    return next((path for path in on_path if path), None) or next(installed, None)


def install() -> None:
    """Install Debian's package, where there is apt and the right to use it."""
    if not shutil.which("apt-get"):
        return
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if root and not shutil.which("sudo"):
        return
    command = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]
    print("Installing Debian's chromium for the browser tests ...", flush=True)
    subprocess.run([*command, "update"], stdout=subprocess.DEVNULL)
    subprocess.run(
        [*command, "install", "--no-install-recommends", "chromium"], stdout=subprocess.DEVNULL
    )


def main(arguments: list[str]) -> int:
    """Say where the browser is; with `--install`, see to it that there is one."""
    if find() is None and "--install" in arguments:
        install()
    if path := find():
        print(f"Browser: {path}")
        return 0
    print(ABSENT, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
