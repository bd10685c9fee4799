"""Two readers who see no page: one has a keyboard alone, one the accessibility tree alone.

Both know roles and names, as assistive technology is given them (CDP, domain Accessibility),
and nothing of the markup. What they do and what they hear is written down.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

from playwright.sync_api import CDPSession, Page

SETTLED = 120
"""Milliseconds after which a page has done what a key asked of it."""
PATIENCE = 60
"""So many times longer a reader waits on a slow machine for what is to come."""
NOWHERE = -1
"""Where a reader is who begins at the beginning."""
FURTHEST = 400
"""Presses of a key after which a reader gives up."""
HEARD = 90
"""Letters of an announcement that are written down."""

_SILENT = frozenset({"none", "generic", "InlineTextBox"})
_WORDS = frozenset({"StaticText", "LineBreak"})


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the accessibility tree: what is told of it, and which nodes lie in it."""

    role: str
    name: str
    backend: int
    at: int = 0
    end: int = 0
    """The index of the first node after it that does not lie in it."""

    def announced(self, words: str = "") -> str:
        """What a screen reader says of it, in short; `words` are in it where it has no name."""
        said = " ".join((self.name or words).split())
        short = said if len(said) <= HEARD else said[:HEARD].rsplit(" ", 1)[0] + " …"
        role = "page" if self.role == "RootWebArea" else self.role
        return f"“{short}”, {role}" if short else role


def nodes(session: CDPSession) -> list[Node]:
    """All nodes that are told of, in the order in which they are read."""
    found = session.send("Accessibility.getFullAXTree")["nodes"]
    by_id = {one["nodeId"]: one for one in found}
    flat: list[Node | None] = []

    def walk(raw: Mapping[str, Any]) -> None:
        role = str(raw.get("role", {}).get("value", ""))
        told = not raw.get("ignored") and role not in _SILENT
        at = len(flat)
        if told:
            flat.append(None)
        for child in raw.get("childIds", ()):
            if child in by_id:
                walk(by_id[child])
        if told:
            name = str(raw.get("name", {}).get("value", ""))
            flat[at] = Node(role, name, raw.get("backendDOMNodeId", 0), at, len(flat))

    walk(found[0])
    return [node for node in flat if node]


class Step(NamedTuple):
    """What a reader did, and what was heard then."""

    did: str
    heard: str


class Reader(ABC):
    """What both can do; `here` is where they are in the order of reading."""

    way: ClassVar[str]

    def __init__(self, page: Page) -> None:
        self.page = page
        self.steps: list[Step] = []
        self.here = NOWHERE
        self.session = page.context.new_cdp_session(page)
        self.session.send("Accessibility.enable")

    def open(self, url: str) -> None:
        """Come to an address."""
        self.page.goto(url)
        self.page.wait_for_timeout(SETTLED)
        self.here = NOWHERE
        self.note(f"open {url.split('/', 3)[3]}", self.all()[0].announced())

    def note(self, did: str, heard: str) -> None:
        """Write a step down."""
        self.steps.append(Step(did, heard))

    def all(self) -> list[Node]:
        """All that is told of, in the order of reading."""
        return nodes(self.session)

    def find(self, role: str, name: str = "") -> Iterator[Node]:
        """The nodes of a role whose name matches."""
        return (one for one in self.all() if one.role == role and re.search(name, one.name))

    def next(self, role: str, name: str = "") -> Node:
        """The next such node after where the reader is."""
        listed = self.all()
        at = next((one.at + 1 for one in listed if one.backend == self.here), 0)
        for one in listed[at:]:
            if one.role == role and re.search(name, one.name):
                return one
        raise AssertionError(f"after here there is no {role} “{name}”")

    def look(self, role: str, name: str = "") -> Node:
        """Look for something, with the eyes or with the search of a screen reader."""
        node = self.next(role, name)
        self.here = node.backend
        self.note("look for", node.announced())
        return node

    def hear(self, role: str, words: str) -> None:
        """Hear what is said of itself, without the focus."""
        for _ in range(PATIENCE):
            said = " ".join(self.words(one) for one in self.find(role))
            if re.search(words, said):
                return self.note("", f"“{said}”, {role}")
            self.page.wait_for_timeout(SETTLED)
        raise AssertionError(f"{role} does not say “{words}”, but “{said}”")

    def words(self, node: Node) -> str:
        """All words in a node that was just found."""
        inside = self.all()[node.at : node.end]
        return " ".join(" ".join(one.name for one in inside if one.role in _WORDS).split())

    def focused(self) -> Node | None:
        """The node that has the focus, as it is announced."""
        there = self.session.send("Runtime.evaluate", {"expression": "document.activeElement"})
        told = self.session.send(
            "Accessibility.getPartialAXTree",
            {"objectId": there["result"]["objectId"], "fetchRelatives": False},
        )["nodes"]
        role = str(told[0].get("role", {}).get("value", "")) if told else ""
        name = str(told[0].get("name", {}).get("value", "")) if told else ""
        return Node(role, name, told[0]["backendDOMNodeId"]) if role not in _SILENT else None

    def arrived(self, did: str, to: str = "") -> None:
        """Write down what is heard after an action: where the focus is, or which page this is.

        `to` is the role of what will have the focus then, or the address of the page.
        """
        if to.startswith("http"):
            self.page.wait_for_url(to)
        self.page.wait_for_timeout(SETTLED)
        node = self.focused()
        for _ in range(PATIENCE):
            if to.startswith("http") or not to or (node and node.role == to):
                break
            self.page.wait_for_timeout(SETTLED)
            node = self.focused()
        if not node or node.role == "RootWebArea":
            self.note(did, self.all()[0].announced())
            return
        self.here = node.backend
        inside = next((one for one in self.all() if one.backend == self.here), None)
        words = self.words(inside) if inside and not node.name else ""
        self.note(did, node.announced(words))

    @abstractmethod
    def reach(self, role: str, name: str = "") -> Node:
        """Go on to the next such node."""

    @abstractmethod
    def act(self, to: str = "") -> None:
        """Do what the node is there for."""

    @abstractmethod
    def leave(self, role: str, name: str, to: str = "") -> None:
        """Go back: by the key for it, or by what the page offers for it."""


class Keys(Reader):
    """Has a keyboard alone."""

    way = "keyboard"

    def reach(self, role: str, name: str = "") -> Node:
        goal = self.next(role, name)
        for count in range(1, FURTHEST):
            self.page.keyboard.press("Tab")
            node = self.focused()
            if node and node.backend == goal.backend:
                self.here = node.backend
                self.note("Tab" if count == 1 else f"Tab × {count}", node.announced())
                return node
        raise AssertionError(f"{FURTHEST} presses of Tab do not reach {goal.announced()}")

    def act(self, to: str = "") -> None:
        self.press("Enter", to)

    def leave(self, role: str, name: str, to: str = "") -> None:  # noqa: ARG002 (for the other)
        self.press("Escape", to)

    def press(self, key: str, to: str = "") -> None:
        """Press a key once."""
        self.page.keyboard.press(key)
        self.arrived(key, to)


class Tree(Reader):
    """Has the accessibility tree alone, as a screen reader's commands for it have."""

    way = "tree"

    def reach(self, role: str, name: str = "") -> Node:
        node = self.next(role, name)
        self.here = node.backend
        self.note(f"next {role}", node.announced())
        return node

    def act(self, to: str = "") -> None:
        there = self.session.send("DOM.resolveNode", {"backendNodeId": self.here})
        self.session.send(
            "Runtime.callFunctionOn",
            {
                "objectId": there["object"]["objectId"],
                "functionDeclaration": "function () { this.focus(); this.click(); }",
                "userGesture": True,
            },
        )
        self.arrived("act", to)

    def leave(self, role: str, name: str, to: str = "") -> None:
        self.reach(role, name)
        self.act(to)
