"""Circles in graphs: compared with the plain definition on small graphs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from flowc.proofs.facts.components import circles

NODES = "abcdefg"


def test_a_node_alone_is_a_circle_only_with_an_edge_to_itself() -> None:
    assert circles("ab", {"a": "b"}) == ()
    assert circles("ab", {"a": "a"}) == (("a",),)


def test_circles_come_in_the_order_of_the_nodes() -> None:
    targets = {"d": "c", "c": "d", "b": "a", "a": "b"}
    assert circles("abcd", targets) == (("a", "b"), ("c", "d"))


def test_a_long_chain_needs_no_deep_stack() -> None:
    nodes = [str(number) for number in range(5_000)]
    targets = {one: [following] for one, following in zip(nodes, [*nodes[1:], nodes[0]], strict=True)}
    assert circles(nodes, targets) == (tuple(nodes),)


@given(st.sets(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)), max_size=20))
def test_nodes_are_together_when_each_reaches_the_other(pairs: set[tuple[str, str]]) -> None:
    targets = {node: sorted(to for at, to in pairs if at == node) for node in NODES}
    reached = {node: _reached(node, targets) for node in NODES}
    expected = {
        tuple(other for other in NODES if other in reached[node] and node in reached[other])
        for node in NODES
        if node in reached[node]
    }
    assert set(circles(NODES, targets)) == expected


def _reached(node: str, targets: dict[str, list[str]]) -> set[str]:
    """Return the nodes that one or more edges lead to."""
    found: set[str] = set()
    waiting = list(targets[node])
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(targets[one])
    return found
