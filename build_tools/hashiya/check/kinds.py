"""What each kind of body asks of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hashiya.kinds import KINDS
from hashiya.model import Annotation, Dossier
from hashiya.problem import Problem


def kinds_own(dossier: Dossier) -> Iterator[Problem]:
    """Every kind checks all its bodies at once."""
    own: dict[str, list[tuple[Annotation, Any]]] = {name: [] for name in KINDS}
    for item in dossier.annotations:
        for body in item.bodies:
            own[body.kind].append((item, body))
    for name, kind in KINDS.items():
        yield from kind.checks(own[name], dossier)
