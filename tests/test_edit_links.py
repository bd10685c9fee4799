"""Links to the repository: the file and line of each annotation, whatever the branch is called."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from hashiya import build

ROOT = Path(__file__).parent.parent
DOSSIER = ROOT / "tests" / "dossiers" / "repeated-phrase"


def page_with_repository(project: Path) -> str:
    """The first source page of a dossier that is kept in a repository."""
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
    return site.page(ref).html


@pytest.mark.parametrize(("name", "way"), [("hy-edit", "edit"), ("hy-history", "blame")])
def test_each_note_leads_to_its_own_line_in_the_repository(
    tmp_path: Path, name: str, way: str
) -> None:
    html = page_with_repository(tmp_path / "dossier")
    notes = re.findall(r'(?s)<aside class="hy-note"[^>]* id="([^"]+)".*?</aside>', html)
    links = re.findall(rf'class="{name}" href="([^"]+)"', html)
    assert len(links) == len(notes) > 0
    for note, link in zip(notes, links, strict=True):
        base, _, line = link.partition("#L")
        prefix = f"https://example.org/owner/name/{way}/work%20in%23progress/"
        assert base.startswith(prefix)
        path = tmp_path / "dossier" / base.removeprefix(prefix)
        written = path.read_text(encoding="utf-8").split("\n")
        assert written[int(line) - 1] == f"- id: {note}"
