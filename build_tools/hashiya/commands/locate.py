"""`hashiya locate --jsonl`: the resolver of quotes for other programs (docs/tool/locate.md)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from hashiya.anchor.locate import Found, Locator, Selector

_WORDS = ("quote", "prefix", "suffix", "old_source")
_NUMBERS = ("occurrence", "of", "position")


class _BadRequest(ValueError):
    """A line that is no request; its text says why."""


def replies(lines: Iterable[bytes]) -> Iterator[bytes]:
    """A reply, as a line, to every line that asks for one."""
    locator = Locator()
    for line in lines:
        if line.strip():
            reply = _reply(locator, line)
            if reply is not None:
                yield json.dumps(reply, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


def _reply(locator: Locator, line: bytes) -> dict[str, object] | None:
    name: object = None
    try:
        request = _object(json.loads(line))
        name = request.get("id")
        if request.get("op") == "source":
            locator.add(_text(request, "id"), _text(request, "text"))
            return None
        return {"id": name, **_answer(locator, request)}
    except (_BadRequest, ValueError, RecursionError) as error:
        return {"id": name, "start": None, "reason": "bad_request", "detail": str(error)}


def _answer(locator: Locator, request: dict[str, Any]) -> dict[str, object]:
    if request.get("op") != "anchor":
        raise _BadRequest("op is neither source nor anchor")
    source, selector = _text(request, "source"), _selector(request.get("selector"))
    for known in filter(None, (source, selector.old_source)):
        if known not in locator:
            raise _BadRequest(f"no source was registered as {known!r}")
    found = locator.locate(source, selector)
    return found._asdict() if isinstance(found, Found) else {"start": None, "reason": found}


def _selector(value: object) -> Selector:
    given = _object(value)
    told = {key: given[key] for key in (*_WORDS, *_NUMBERS) if given.get(key) is not None}
    for key, one in told.items():
        wanted = str if key in _WORDS else int
        if not isinstance(one, wanted) or isinstance(one, bool):
            raise _BadRequest(f"{key} is no {'text' if wanted is str else 'whole number'}")
    if not told.get("quote"):
        raise _BadRequest("there is no quote")
    return Selector(**told)


def _object(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _BadRequest("this is no JSON object")
    return value


def _text(request: dict[str, Any], key: str) -> str:
    if not isinstance(request.get(key), str):
        raise _BadRequest(f"{key} is no text")
    return str(request[key])
