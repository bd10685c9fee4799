"""The concordance against the dossier's own links: it has to be worth having."""

from __future__ import annotations

from pathlib import Path

import pytest

from hashiya import build
from hashiya.suggest.links import linked
from tests.bench.concordance import CUTS, across, concordance, cosine


@pytest.mark.parametrize("first", CUTS)
def test_it_finds_more_of_what_editors_linked_than_a_plain_cosine(root: Path, first: int) -> None:
    edition = build.edition(root).edition
    assert edition
    truth = {pair for pair in linked(edition) if across(pair)}
    right = [
        sum(pair in truth for pair in [pair for pair in found if across(pair)][:first])
        for found in (concordance(edition), cosine(edition))
    ]
    assert right[0] > right[1]
