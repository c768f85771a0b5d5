"""The flow after a resolved handover: when it may run, and where its answers go (LANGUAGE section 9)."""

from __future__ import annotations

from dataclasses import replace

from runtime.core.reach import window_open
from runtime.core.speech import say
from runtime.core.turn import Turn
from runtime.feel.writing import text_of


def may_survey(turn: Turn) -> bool:
    """Whether the customer may be asked: not after `stop`, nor where only templates can be sent."""
    return not turn.state.customer.stopped and window_open(turn.state, turn.now)


def end_survey(turn: Turn, quietly: bool = False) -> None:
    """The flow has run: what was answered in it goes into the handover's record, and is thanked for.

    A value from before the survey is no answer to it: who said nothing has not said the same again.
    `quietly`: its time is over, and whoever stopped answering hears nothing more of it.
    """
    handover, flow = turn.state.survey, turn.settings.after
    assert handover is not None
    assert handover.outcome is not None
    since = handover.outcome.at
    outputs = turn.program.artifact.flows[flow].outputs if flow is not None else ()
    answers = {
        name: text_of(known.value)
        for name in outputs
        if (known := turn.state.slots.get(name)) is not None and known.value is not None and known.at >= since
    }
    if answers:
        turn.ended_handover = replace(handover, outcome=replace(handover.outcome, survey=answers))
        if not quietly:
            say(turn, "survey.thanks")
