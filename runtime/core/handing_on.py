"""`handover` in an agent's shortcut: one level up, or on to another division, as the agent could ask for."""

from __future__ import annotations

from dataclasses import replace

from runtime.artifact.model import HandoverOptions
from runtime.core.climbing import climb
from runtime.core.dividing import by_tables, combined, higher, united
from runtime.core.events import AgentTransferred
from runtime.core.handing import note_of
from runtime.core.slots import keep
from runtime.core.state import Known
from runtime.core.telling import tell_desk
from runtime.core.transferring import transfer
from runtime.core.turn import Turn

SAME = "same"


def hand_on(turn: Turn, options: HandoverOptions, origin: str) -> None:
    """Do what the step says: `same` stays in the division, anything else is a transfer; nothing is asked."""
    handover, running = turn.state.handover, turn.state.shortcut
    assert handover is not None
    assert running is not None
    alone = handover.phase == "with_agent"  # nobody above is asked for already
    notes = [one for one in (handover.note, note_of(turn, options)) if one]
    if options.topic is not None and "topic" in turn.program.artifact.slots:
        keep(turn, "topic", Known(options.topic, "set", turn.now, origin=origin), was_asked=True)
    raised = higher(handover.priority, options.priority)
    handover = turn.change_handover(
        options=combined(handover.options, options),
        note="\n".join(notes) or None,
        priority=raised,
        wanted_skills=united(handover.wanted_skills, options.skills),
    )
    turn.as_agent = False  # what is said of it is the bot's to say
    reason = turn.program.artifact.shortcuts[running.name].label.get(turn.agents_locale, running.name)
    if options.to == SAME:
        done = options.level is None or (alone and climb(turn, options.level, "agent", reason))
        if options.level is None:
            tell_desk(turn, handover, "changed", priority=raised)
    else:
        if options.level is not None and options.level != "next":
            handover = turn.change_handover(wanted_level=options.level)
        to = by_tables(turn) if options.to == "auto" else options.to
        wish = AgentTransferred(turn.event.id, turn.now, handover.id, to, reason=reason, agent=running.agent)
        if alone:
            transfer(turn, handover, wish)
        now = turn.state.handover
        done = now is not None and now.transfers > handover.transfers
    failed = running.failed if done else (*running.failed, "handover: refused")
    turn.change(shortcut=replace(running, failed=failed, handed_on=done and options.to != SAME))
