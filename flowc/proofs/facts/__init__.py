"""What the proofs know of a bot, computed once and shared: a rule never walks the tree for itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flowc.machine import Machine
from flowc.proofs.facts.edges import Edge, edges
from flowc.proofs.facts.paths import Paths
from flowc.proofs.facts.roots import Begins, Root, roots
from flowc.proofs.facts.silence import Round, Silence
from flowc.proofs.facts.tables import TableFacts, tables
from flowc.structure import tree
from flowc.types import Typed


@dataclass(frozen=True, slots=True)
class Facts:
    """`paths` start where conversations begin; `reach` also at shared blocks, which any step may use."""

    bot: tree.Bot
    machine: Machine
    edges: Mapping[str, tuple[Edge, ...]]
    paths: Paths
    reach: Paths
    rounds: tuple[Round, ...]
    tables: tuple[TableFacts, ...] = ()


def build_facts(bot: tree.Bot, machine: Machine, typed: Typed | None = None) -> Facts:
    """Return the facts. Tables are looked at where `typed` has the cells, and none has a mistake."""
    found = edges(machine)
    begins = roots(bot, machine)
    shared = tuple(Root(state, Begins.SHARED, machine.states[state].flow) for state in machine.shared)
    return Facts(
        bot=bot,
        machine=machine,
        edges=found,
        paths=Paths(found, machine.entries, begins),
        reach=Paths(found, machine.entries, (*begins, *shared)),
        rounds=Silence(machine, found).rounds(),
        tables=() if typed is None else tables(bot, typed),
    )
