"""The end of an agent's part: resolved, given back, or the customer gone; then the survey, or the bot."""

from __future__ import annotations

from runtime.core.asking import stop_waiting
from runtime.core.flows import start_flow
from runtime.core.queueing import PEOPLE_TIMERS, QUEUE_TIMERS
from runtime.core.record import Ending
from runtime.core.running import close, run
from runtime.core.state import Counters, Rest
from runtime.core.surveying import may_survey
from runtime.core.telling import tell_desk
from runtime.core.turn import Turn
from runtime.core.waiting import end


def conclude(turn: Turn, ending: Ending, tell: bool = False) -> None:
    """Resolve the handover; the flow `after` runs where it may. `tell`: the desk does not know yet."""
    handover = turn.state.handover
    assert handover is not None
    if tell:
        tell_desk(turn, handover, "closed", outcome=ending.state)
    if handover.phase == "left_message" and handover.leaving is None:
        end(turn, ending)  # answered elsewhere: what the bot and the customer are talking about goes on
        return
    to_bot(turn)
    end(turn, ending)
    after = turn.settings.after
    if after is None or not may_survey(turn):
        close(turn)
        return
    start_flow(turn, after)
    turn.change(survey=turn.ended_handover)
    turn.set_timer("survey", turn.now + turn.settings.survey_within)
    run(turn, turn.program.artifact.flows[after].first)


def to_bot(turn: Turn) -> None:
    """The conversation is the bot's again; counters start from zero."""
    stop_waiting(turn)
    turn.clear_timers(*QUEUE_TIMERS, *PEOPLE_TIMERS, "action")
    state = turn.state
    turn.change(
        epoch=state.epoch + 1,
        frames=(),
        counters=Counters(handovers=state.counters.handovers),
        rests=_lasting(turn),
        calls=(),
    )


def _lasting(turn: Turn) -> dict[str, Rest]:
    """Rests counted in turns end with the counters; the others go on."""
    return {name: rest for name, rest in turn.state.rests.items() if rest.until_turn is None}
