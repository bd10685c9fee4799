"""Accessibility (axe) and valid HTML (the Nu checker) on every page of a built site.

`make audit` calls it. The two tools come with npm, locked in package-lock.json, into a folder of
their own; the Nu checker runs on Java.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.browser import chromium
from tests.browser.server import Served, serve

HERE = Path(__file__).resolve().parent
WIDTHS = (1440, 768, 390)
SCHEMES = ("light", "dark")

# WCAG 2.2 AA and axe's own advice; a rule that fails anywhere fails the audit.
RUN_AXE = """async () => (await axe.run(document, {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  resultTypes: ["violations"],
})).violations.map(({id, impact, nodes}) => ({id, impact, count: nodes.length,
  target: nodes[0].target.join(" "), summary: nodes[0].failureSummary}))"""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a tool found in a page."""

    tool: str
    page: str
    rule: str
    detail: str


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
        "npm": "Node with npm, to fetch axe and the Nu checker (Debian: apt-get install npm)",
        "java": "Java, to run the Nu checker (Debian: apt-get install default-jre-headless)",
    }
    sentences = [sentence for command, sentence in needs.items() if not shutil.which(command)]
    return sentences if chromium.find() else [*sentences, chromium.ABSENT]


def addresses(site: Served) -> list[str]:
    """Every page, as a reader would ask for it."""
    pages = sorted(path.relative_to(site.folder) for path in site.folder.rglob("*.html"))
    return [path.as_posix().removesuffix("index.html") for path in pages]


def nu(site: Served, tools: Path) -> Iterator[Finding]:
    """What the Nu checker says of every page; warnings count like errors.

    It asks the server: of a file it would say that the policy keeps its own styles out.
    """
    jar = tools / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    pages = [site.url(page) for page in addresses(site)]
    loopback = "-Dnu.validator.servlet.allow-forbidden-hosts=true"
    done = subprocess.run(
        ["java", "-Xss4m", loopback, "-jar", jar, "--format", "json", "--stdout", *pages],
        capture_output=True,
        text=True,
    )
    if not done.stdout:
        raise SystemExit(f"The Nu checker did not run:\n{done.stderr}")
    for message in json.loads(done.stdout)["messages"]:
        where = f"{message.get('lastLine', '?')}: {message.get('extract', '').strip()}"
        page = message["url"].removeprefix(site.url())
        yield Finding("nu", page, message["message"], where)


def axe(site: Served, browser: Browser, source: str) -> Iterator[Finding]:
    """What axe says of every page, in every width and scheme."""
    for scheme in SCHEMES:
        for width in WIDTHS:
            context = browser.new_context(
                viewport={"width": width, "height": 900},
                color_scheme="dark" if scheme == "dark" else "light",
                reduced_motion="reduce",
            )
            page = context.new_page()
            for address in addresses(site):
                page.goto(site.url(address))
                page.evaluate(source)
                for found in _violations(page.evaluate(RUN_AXE)):
                    yield Finding("axe", f"{address} ({scheme}, {width})", *found)
            context.close()


def _violations(results: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for result in results:
        summary = " ".join(str(result["summary"]).split())
        yield (
            f"{result['id']} ({result['impact']})",
            f"{result['count']} x, first {result['target']}: {summary}",
        )


def report(findings: list[Finding]) -> int:
    """Print every finding, then how often each rule was broken."""
    for finding in findings:
        print(f"{finding.tool}: {finding.page}: {finding.rule}\n    {finding.detail}")
    rules = Counter((finding.tool, finding.rule) for finding in findings)
    for (tool, rule), count in rules.most_common():
        print(f"{count:6} {tool}: {rule}")
    print(f"{len(findings)} findings")
    return 1 if findings else 0


def main() -> int:
    """Audit a built site."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path, help="the built site")
    parser.add_argument("--tools", type=Path, default=Path(".audit"), help="where the tools lie")
    arguments = parser.parse_args()
    if needed := missing():
        print("make audit needs", *needed, sep="\n  ", file=sys.stderr)
        return 2
    site = arguments.site.resolve()
    install(arguments.tools)
    source = (arguments.tools / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
    with serve(site, "/") as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=list(chromium.FLAGS)
        )
        findings = [*nu(served, arguments.tools), *axe(served, browser, source)]
        browser.close()
    print(f"{len(list(site.rglob('*.html')))} pages, {len(WIDTHS)} widths, {len(SCHEMES)} schemes")
    return report(findings)


if __name__ == "__main__":
    sys.exit(main())
