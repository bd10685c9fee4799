"""The audit of a built site: accessibility, valid HTML, speed.

`make audit` calls it. The tools come with npm, locked in package-lock.json, into a folder of
their own; the Nu checker runs on Java.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.audit.axe import SCHEMES, WIDTHS, axe
from tests.audit.finding import Finding
from tests.audit.lighthouse import lighthouse
from tests.audit.nu import nu
from tests.audit.switching import switching
from tests.browser import chromium
from tests.browser.server import Served, serve
from tests.browser.states import STATES

HERE = Path(__file__).resolve().parent
PARTS = ("switching", "nu", "lighthouse", "axe")


def install(tools: Path) -> None:
    """Fetch the locked tools, unless they are there already."""
    lock = HERE / "package-lock.json"
    tools.mkdir(parents=True, exist_ok=True)
    # Written last: a broken installation does not look like a whole one.
    done = tools / "installed.json"
    if done.exists() and done.read_bytes() == lock.read_bytes():
        return
    shutil.copy(HERE / "package.json", tools)
    shutil.copy(lock, tools)
    subprocess.run(
        ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=tools,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    shutil.copy(lock, done)


def missing() -> list[str]:
    """What the audit needs and this machine does not have, as sentences."""
    needs = {
        "npm": "Node with npm, to fetch and run the tools (Debian: apt-get install npm)",
        "java": "Java, to run the Nu checker (Debian: apt-get install default-jre-headless)",
    }
    sentences = [sentence for command, sentence in needs.items() if not shutil.which(command)]
    return sentences if chromium.find() else [*sentences, chromium.ABSENT]


def findings(site: Served, options: argparse.Namespace, scratch: Path) -> Iterator[Finding]:
    """Everything that the chosen parts of the audit find."""
    for part in options.parts:
        began = time.monotonic()
        if part == "switching":
            yield from switching(scratch)
        elif part == "nu":
            yield from nu(site, options.tools)
        elif part == "lighthouse":
            yield from lighthouse(site, options.tools, options.project, scratch)
        else:
            yield from axe(site, options.tools, options.words, quick=options.quick)
        print(f"{part}: done in {time.monotonic() - began:.0f} s", flush=True)


def report(found: list[Finding]) -> int:
    """Print every finding, then how often each rule was broken."""
    for finding in found:
        print(f"{finding.tool}: {finding.page}: {finding.rule}\n    {finding.detail}")
    rules = Counter((finding.tool, finding.rule) for finding in found)
    for (tool, rule), count in rules.most_common():
        print(f"{count:6} {tool}: {rule}")
    print(f"{len(found)} findings")
    return 1 if found else 0


def main() -> int:
    """Audit a built site."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path, help="the built site")
    parser.add_argument("words", nargs="*", help="axe: only pages whose address holds one of these")
    parser.add_argument("--project", type=Path, default=Path(), help="what it was built from")
    parser.add_argument("--tools", type=Path, default=Path(".audit"), help="where the tools lie")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS, help="which parts")
    parser.add_argument("--quick", action="store_true", help="axe: one page of each kind")
    options = parser.parse_args()
    if needed := missing():
        print("make audit needs", *needed, sep="\n  ", file=sys.stderr)
        return 2
    site = options.site.resolve()
    install(options.tools)
    pages = len(list(site.rglob("*.html")))
    print(f"{pages} pages, {len(WIDTHS)} widths, {len(SCHEMES)} schemes, {len(STATES)} states")
    with serve(site, "/") as served, TemporaryDirectory() as scratch:
        return report(list(findings(served, options, Path(scratch))))


if __name__ == "__main__":
    sys.exit(main())
