"""Strongly connected parts of a graph: sets of nodes that all reach each other (Tarjan 1972, iterative)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence


def circles(nodes: Iterable[str], targets: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Return the parts that contain a circle, each in the order of `nodes`, as are the parts."""
    order = {node: index for index, node in enumerate(nodes)}
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    open_nodes: list[str] = []
    is_open: set[str] = set()
    found: list[tuple[str, ...]] = []
    for start in order:
        if start in index:
            continue
        work: list[tuple[str, int]] = [(start, 0)]
        while work:
            node, at = work.pop()
            if at == 0:
                index[node] = low[node] = len(index)
                open_nodes.append(node)
                is_open.add(node)
            following = [one for one in targets.get(node, ()) if one in order]
            if at > 0:
                low[node] = min(low[node], low[following[at - 1]])
            while at < len(following):
                other = following[at]
                at += 1
                if other not in index:
                    work += [(node, at), (other, 0)]
                    break
                if other in is_open:
                    low[node] = min(low[node], index[other])
            else:
                if low[node] == index[node]:
                    part = _closed(open_nodes, is_open, node)
                    if len(part) > 1 or node in following:
                        found.append(tuple(sorted(part, key=order.__getitem__)))
    return tuple(sorted(found, key=lambda part: order[part[0]]))


def _closed(open_nodes: list[str], is_open: set[str], root: str) -> list[str]:
    part: list[str] = []
    while not part or part[-1] != root:
        part.append(open_nodes.pop())
        is_open.discard(part[-1])
    return part
