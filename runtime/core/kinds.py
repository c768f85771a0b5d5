"""What kind of value each name of a bot holds, and whether a value is of a kind.

A slot has its own type; a name after `into` holds what its action or flow answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from runtime.artifact.model import Artifact, Ask, CallAction, RunFlow, Type
from runtime.feel.values import Value

_PLAIN: Mapping[str, type | tuple[type, ...]] = {
    "text": str,
    "phone": str,
    "email": str,
    "boolean": bool,
    "time": time,
    "datetime": datetime,
    "duration": timedelta,
    "file": Mapping,
}


def kinds_of(artifact: Artifact) -> Mapping[str, Type]:
    """Return the type of every name that keeps a value between turns."""
    kinds = {name: slot.type for name, slot in artifact.slots.items()}
    for state in artifact.states.values():
        match state:
            case CallAction() if state.into.name is not None:
                kinds.setdefault(state.into.name, _answer(artifact, state.action))
            case Ask() if state.verify is not None and state.verify.into.name is not None:
                kinds.setdefault(state.verify.into.name, _answer(artifact, state.verify.action))
            case RunFlow() if state.into.name is not None:
                outputs = artifact.flows[state.run].outputs
                fields = {name: artifact.slots[name].type for name in outputs if name in artifact.slots}
                kinds.setdefault(state.into.name, Type("context", fields=fields))
    return kinds


def _answer(artifact: Artifact, action: str) -> Type:
    outputs = artifact.actions[action].outputs
    return Type("context", fields={name: output.type for name, output in outputs.items()})


def fits(value: Value, kind: Type) -> bool:
    """Return whether a value is of a type: its kind, a choice's words, a context's names. Null always is.

    Bounds and patterns are not asked: what was taken as an answer once stays one.
    """
    if value is None:
        return True
    match kind.name:
        case "choice":
            return any(option.word == value for option in kind.options)
        case "number":
            return isinstance(value, int | float | Decimal) and not isinstance(value, bool)
        case "date":
            return isinstance(value, date) and not isinstance(value, datetime)
        case "list":
            return isinstance(value, tuple) and all(kind.of is None or fits(one, kind.of) for one in value)
        case "context":
            if not isinstance(value, Mapping) or value.keys() != kind.fields.keys():
                return False
            return all(fits(value[name], field) for name, field in kind.fields.items())
    return isinstance(value, _PLAIN[kind.name])
