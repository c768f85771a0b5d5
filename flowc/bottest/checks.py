"""Comparing what a test expects with what is there: at least the named values, each as a designer
writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flowc.bottest.given import GivenError, typed
from flowc.bottest.model import Failure, Item, Plain
from flowc.diagnostics.model import Text
from runtime.core.program import Program
from runtime.core.record import Record
from runtime.core.state import State
from runtime.feel.values import Value
from runtime.feel.writing import text_of


def shown(value: Value) -> str:
    """Return a value as a test writes it."""
    return "null" if value is None else text_of(value)


def matches(wanted: Mapping[str, Plain], found: Mapping[str, Value]) -> bool:
    """Return whether everything wanted is found; more may be there."""
    return all(
        shown(found.get(name)) == ("null" if text is None else str(text)) for name, text in wanted.items()
    )


def check_values(item: Item, state: State, program: Program) -> Failure | None:
    """Compare slots as they are now."""
    wanted = item.value if isinstance(item.value, dict) else {}
    found = {name: known.value for name, known in state.slots.items()}
    for name in wanted:
        if name not in program.artifact.slots:
            return Failure(
                item.span, "slots", name, Text(f"there is no slot `{name}`", f"tidak ada slot `{name}`")
            )
    other = [name for name, text in wanted.items() if not _is(program, name, text, found.get(name))]
    if not other:
        return None
    instead = {**wanted, **_as_found(other, found)}
    return Failure(item.span, "slots", _written(wanted), _written(instead), instead)


def _is(program: Program, name: str, wanted: Plain, found: Value) -> bool:
    """Whether a slot has the value that a test writes: `15:00` is the time of day, however it is printed."""
    try:
        return typed(program.artifact.slots[name].type, wanted) == found
    except GivenError:  # no value of that type
        return False


def check_handover(item: Item, record: Record | None) -> Failure | None:
    """Compare the newest handover's record with at least what the test names."""
    wanted = item.value if isinstance(item.value, dict) else {}
    if record is None:
        return Failure(item.span, "handover", _written(wanted), Text("no handover", "tidak ada serah terima"))
    facts: dict[str, Value] = {
        "to": record.to,
        "level": record.level,
        "priority": record.priority,
        "topic": record.topic,
        "agent": record.agent,
        "state": record.state,
        "trigger": record.trigger.name,
        "note": record.note,
        "reopened": str(record.reopened),
    }
    slots: dict[str, Value] = {fact.name: fact.value for fact in record.slots}
    missing = [one.slot for one in record.missing]
    instead: dict[str, Plain] = {
        **_as_found([name for name in wanted if name in facts], facts),
        **{name: [*one] for name, one in (("skills", record.skills), ("missing", missing)) if name in wanted},
    }
    if isinstance(values := wanted.get("slots"), dict):
        instead["slots"] = _as_found(values, slots)
    for name, value in wanted.items():
        if name == "slots" and isinstance(value, dict):
            if not matches(value, slots):
                found = _written({slot: shown(slots.get(slot)) for slot in value})
                return Failure(item.span, "handover", f"slots: {_written(value)}", f"slots: {found}", instead)
        elif name == "sla" and isinstance(value, dict):
            states = {one.clock: one.state for one in record.sla}  # the newest of a clock comes last
            if not matches(value, states):
                told = _written({clock: states.get(clock) for clock in value})
                return Failure(item.span, "handover", f"sla: {_written(value)}", f"sla: {told}", instead)
        elif name in ("skills", "missing"):
            there = [*record.skills] if name == "skills" else missing
            if value != there:
                return Failure(item.span, "handover", f"{name}: {value}", f"{name}: {there}", instead)
        elif name not in facts:
            return Failure(
                item.span,
                "handover",
                name,
                Text(f"a record has no `{name}`", f"catatan tidak punya `{name}`"),
            )
        elif not matches({name: value}, facts):
            return Failure(
                item.span, "handover", f"{name}: {value}", f"{name}: {shown(facts[name])}", instead
            )
    return None


def _as_found(names: Iterable[str], found: Mapping[str, Value]) -> dict[str, Plain]:
    """Return what is there under some names, as a test writes it."""
    return {name: None if found.get(name) is None else shown(found[name]) for name in names}


def _written(values: Mapping[str, Plain]) -> str:
    return "{" + ", ".join(f"{name}: {'null' if one is None else one}" for name, one in values.items()) + "}"
