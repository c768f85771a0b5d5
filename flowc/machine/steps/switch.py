"""`switch`: the first case that holds. A case without steps goes on, as does a value that no case takes."""

from __future__ import annotations

from flowc.machine.at import At
from flowc.structure import tree
from runtime.artifact import model
from runtime.artifact.tree import Anything

STEP = tree.Switch


def lower(step: tree.Switch, at: At) -> dict[str, model.State]:
    values = at.whole.values
    cases = tuple(
        model.Case(
            test=Anything() if case.otherwise else values.test(case.cell),
            then=at.whole.entry(case.block, at.following),
        )
        for case in step.cases
    )
    return {at.key: model.Switch(**at.common(), on=values.expr(step.on), cases=cases)}
