"""Agents' shortcuts: a form filled in, steps that run beside the agent, and word of it to the desk.

Laws:
- They run only while an agent has the conversation; what it says goes out in the agent's name.
- A form with a need that is missing, or does not fit, does nothing at all. The desk is told which.
- One runs at a time. When the conversation changes hands, what is left of it is dropped.
"""

from __future__ import annotations

from collections.abc import Mapping

from runtime.core.events import ShortcutUsed
from runtime.core.history import note_shortcut
from runtime.core.reading import read_text
from runtime.core.running import run
from runtime.core.silence import agent_spoke
from runtime.core.slots import is_known, keep, passes
from runtime.core.state import WITH_HUMAN, Known, OpenHandover, Shortcut
from runtime.core.telling import tell_desk
from runtime.core.turn import Turn


def use_shortcut(turn: Turn, handover: OpenHandover, event: ShortcutUsed) -> None:
    """Run a shortcut with what the agent has filled in, or say what is wrong with the form."""
    declared = turn.program.artifact.shortcuts.get(event.shortcut)
    if declared is None:
        _refuse(turn, handover, event, unknown=(event.shortcut,))
        return
    if turn.state.shortcut is not None:
        _refuse(turn, handover, event, running=(turn.state.shortcut.name,))
        return
    filled = {slot: _read(turn, slot, event.values[slot]) for slot in declared.needs if _given(event, slot)}
    wrong = {
        "unknown": tuple(name for name in event.values if name not in declared.needs),
        "missing": tuple(slot for slot in declared.needs if slot not in filled and not is_known(turn, slot)),
        "invalid": tuple(slot for slot, known in filled.items() if known is None),
    }
    if any(wrong.values()):
        _refuse(turn, handover, event, **wrong)
        return
    for slot, known in filled.items():
        assert known is not None
        keep(turn, slot, known)
    agent = event.agent or handover.agent
    turn.trace("shortcut", declared.place, name=event.shortcut, agent=agent or "")
    note_shortcut(turn, event.shortcut, agent)
    turn.change(shortcut=Shortcut(event.shortcut, agent))
    turn.as_agent = True
    run(turn, declared.first)


def finish_shortcut(turn: Turn) -> None:
    """At the end of an event: tell the desk of a shortcut that has come to its end."""
    running, handover = turn.state.shortcut, turn.state.handover
    if running is None:
        return
    with_human = handover is not None and handover.phase in WITH_HUMAN
    if turn.as_agent and with_human and running.said:
        agent_spoke(turn)
    if handover is None or not (with_human or running.handed_on):
        turn.change(shortcut=None)
    elif not turn.state.calls:
        turn.change(shortcut=None)
        outcome = "failed" if running.failed else "done"
        facts = {"said": "\n".join(running.said), "failed": ", ".join(running.failed)}
        _tell(turn, handover, running.name, outcome, facts)


def _given(event: ShortcutUsed, slot: str) -> bool:
    return bool(event.values.get(slot, "").strip())


def _read(turn: Turn, slot: str, text: str) -> Known | None:
    """Return what an agent wrote as the slot's value; None: it does not fit."""
    type_ = turn.program.artifact.slots[slot].type
    word = text.strip()
    if type_.name == "choice" and any(option.word == word for option in type_.options):
        known = Known(word, "agent", turn.now, said=word, origin=turn.event.id)
    elif type_.name == "boolean" and word in ("true", "false"):
        known = Known(word == "true", "agent", turn.now, said=word, origin=turn.event.id)
    else:
        read = read_text(turn, type_, text)
        if not isinstance(read, Known):
            return None
        known = Known(read.value, "agent", turn.now, said=read.said, origin=turn.event.id)
    return known if passes(turn, slot, known) else None


def _refuse(turn: Turn, handover: OpenHandover, event: ShortcutUsed, **why: tuple[str, ...]) -> None:
    facts = {what: ", ".join(names) for what, names in why.items()}
    because = "; ".join(f"{what} {names}" for what, names in facts.items() if names)
    turn.trace("shortcut_refused", name=event.shortcut, why=because)
    _tell(turn, handover, event.shortcut, "refused", facts)


def _tell(turn: Turn, handover: OpenHandover, name: str, outcome: str, facts: Mapping[str, str]) -> None:
    told = {what: text for what, text in facts.items() if text}
    tell_desk(turn, handover, "shortcut", shortcut=name, outcome=outcome, **told)
