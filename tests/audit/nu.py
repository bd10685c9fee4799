"""Valid HTML: the Nu checker on every page, the one for unknown addresses too."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.audit.finding import Finding, addresses
from tests.browser.server import Served


def nu(site: Served, tools: Path) -> Iterator[Finding]:
    """What the Nu checker says of every page; advice counts like errors.

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
        extract = " ".join(message.get("extract", "").split())
        where = f"{message.get('lastLine', '?')}: {extract}"
        page = message["url"].removeprefix(site.url())
        yield Finding("nu", page, message["message"], where)
