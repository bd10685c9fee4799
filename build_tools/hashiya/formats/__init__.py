"""Formats: one module a format; each takes an edition and writes it in pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from hashiya.formats import json
from hashiya.model import Edition

FORMATS: Mapping[str, Callable[[Edition], Iterator[bytes]]] = {"json": json.write}
"""By the name that `hashiya export` knows."""
