"""What the machine stage hands on: states by position, where flows begin, and where everything stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flowc.machine.messages import MessageNames
from flowc.structure import tree
from runtime.artifact import model


def rule_key(rule: str) -> str:
    """Return the position of a rule's step; also the pseudo-flow of its side blocks."""
    return f"rule:{rule}"


@dataclass(frozen=True, slots=True)
class Machine:
    """Every state of a bot, in the order of its files.

    `steps` maps each state to the step it was made from. `entries` maps each flow to its first state (None: a
    flow without steps). `shared` are the first states of blocks outside of flows (`defaults`, actions,
    shortcuts); `shortcuts` maps those to their own.
    """

    states: Mapping[str, model.State]
    steps: Mapping[str, tree.Step]
    entries: Mapping[str, str | None]
    names: MessageNames
    rules: tuple[model.Rule, ...] = ()
    on_error: model.Branch = field(default_factory=model.Branch)
    shared: tuple[str, ...] = ()
    migrations: tuple[model.Migration, ...] = ()
    shortcuts: Mapping[str, str | None] = field(default_factory=dict)
