"""A bot's files as YAML nodes that can be changed and written again.

Conversations written down (`tests:`) and what only they prove (`migrate`) are left out: a mutant is to be
found by looking at it, not by what its author expected of it.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

NO_TESTS = "tests: []\n"
LEFT_OUT = ("tests", "migrate")
_WIDE = 100_000  # characters of a line: nothing is folded

Node = yaml.Node
Path_ = tuple[str | int, ...]  # a file, then keys and places in lists


@dataclass(frozen=True, slots=True)
class Place:
    """A node with the way to it, and what it hangs in (None: a file's whole content)."""

    path: Path_
    node: Node
    within: Node | None

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(part for part in self.path[1:] if isinstance(part, str))


class Files:
    """One bot, by file. `texts` is what the compiler reads in place of what is on the disk."""

    def __init__(self, roots: Mapping[str, Node], empty: Mapping[str, str]) -> None:
        self.roots = dict(roots)
        self._empty = dict(empty)

    @classmethod
    def read(cls, folder: Path) -> Files:
        roots: dict[str, Node] = {}
        empty: dict[str, str] = {}
        for file in sorted(folder.rglob("*.yaml")):
            name = file.relative_to(folder).as_posix()
            if name.startswith("_"):
                continue
            if name.startswith("tests/"):
                empty[name] = NO_TESTS
                continue
            root = yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
            assert isinstance(root, yaml.MappingNode), name
            _untagged(root)
            root.value = [(key, value) for key, value in root.value if key.value not in LEFT_OUT]
            roots[name] = root
        return cls(roots, empty)

    def copy(self) -> Files:
        return Files(copy.deepcopy(self.roots), self._empty)

    def texts(self) -> Mapping[str, str]:
        return {name: _written(root) for name, root in self.roots.items()} | self._empty

    def at(self, path: Path_) -> Node:
        node = self.roots[str(path[0])]
        for part in path[1:]:
            node = _child(node, part)
        return node

    def places(self) -> Iterator[Place]:
        """Every value of every file, outermost first, in the order of the files."""
        for name, root in self.roots.items():
            yield from _places((name,), root, None)


def _places(path: Path_, node: Node, within: Node | None) -> Iterator[Place]:
    yield Place(path, node, within)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _places((*path, key.value), value, node)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield from _places((*path, number), value, node)


def _child(node: Node, part: str | int) -> Node:
    if isinstance(part, int):
        child: Node = node.value[part]
        return child
    named: dict[str, Node] = {key.value: value for key, value in node.value}
    return named[part]


def _written(root: Node) -> str:
    text: str = yaml.serialize(root, Dumper=yaml.SafeDumper, allow_unicode=True, width=_WIDE)
    return text


def _untagged(node: Node) -> Node:
    """Times of day (`20:00`) are numbers to YAML 1.1, and would get a tag where they need quotes."""
    if isinstance(node, yaml.ScalarNode):
        if ":" in node.value:
            node.tag = "tag:yaml.org,2002:str"
    else:
        for one in node.value:
            for part in one if isinstance(one, tuple) else (one,):
                _untagged(part)
    return node
