"""Links to the repository: the file and line of each annotation, whatever the branch is called."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from hashiya import build

ROOT = Path(__file__).parent.parent
DOSSIER = ROOT / "tests" / "dossiers" / "repeated-phrase"


def test_each_note_leads_to_its_own_line_in_the_repository(tmp_path: Path) -> None:
    project = tmp_path / "dossier"
    shutil.copytree(DOSSIER, project)
    settings = project / "annotations" / "dossier.yaml"
    settings.write_text(
        settings.read_text(encoding="utf-8")
        + "repository: https://example.org/owner/name\nbranch: work in#progress\n",
        encoding="utf-8",
    )
    edition = build.edition(project).edition
    assert edition is not None
    site = build.site(edition)
    (ref, *_) = [one for one in site.outline if re.fullmatch("sources/[^/]+/", one.uri)]
    links = re.findall(r'class="hy-edit" href="([^"]+)"', site.page(ref).html)
    assert links
    for link in links:
        base, _, line = link.partition("#L")
        prefix = "https://example.org/owner/name/edit/work%20in%23progress/"
        assert base.startswith(prefix)
        written = (project / base.removeprefix(prefix)).read_text(encoding="utf-8").split("\n")
        assert "id:" in written[int(line) - 1]
