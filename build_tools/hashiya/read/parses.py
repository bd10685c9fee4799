"""What was parsed before: files that have not changed are not parsed again."""

from __future__ import annotations

import hashlib

from hashiya.read.yaml import Parsed, parse


class Parses:
    """Parsed files by name and content, for a process that builds again and again."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[bytes, Parsed]] = {}

    def parse(self, data: bytes, file: str) -> Parsed:
        """What the bytes hold, from memory where this file held the same ones before."""
        digest = hashlib.sha256(data).digest()
        kept = self._kept.get(file)
        if kept and kept[0] == digest:
            return kept[1]
        parsed = parse(data, file)
        self._kept[file] = (digest, parsed)
        return parsed
