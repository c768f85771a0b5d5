"""Which division, level, priority and skills a handover gets (LANGUAGE sections 7 and 10).

Laws:
- An explicit division beats the tables' `to`; of priorities and levels the highest wins; skills are united.
- A level that the division lacks becomes its highest, a skill it lacks is dropped; both are traced.
"""

from __future__ import annotations

from collections.abc import Iterable

from runtime.artifact.model import HandoverOptions
from runtime.core.record import Because
from runtime.core.scope import FeelScope
from runtime.core.staffing import fitting
from runtime.core.state import OpenHandover
from runtime.core.turn import Turn
from runtime.routing.assigning import PRIORITIES, skill_parts
from runtime.routing.table import decide, missing_inputs, why

NEXT = "next"  # one level above where it is; above the bot that is a division's first
_UNSAID = ("auto", "same")  # these name no division


def higher(*priorities: str | None) -> str:
    """Return the highest of some priorities; `normal` when none is given."""
    given = [PRIORITIES.index(one) for one in priorities if one in PRIORITIES]
    return PRIORITIES[max(given)] if given else "normal"


def combined(options: HandoverOptions, more: HandoverOptions) -> HandoverOptions:
    """Return the options of two steps or rules that want the same handover; the later division counts."""
    return HandoverOptions(
        to=options.to if more.to in _UNSAID else more.to,
        topic=more.topic or options.topic,
        priority=_maybe_higher(options.priority, more.priority),
        level=highest_level(options.level, more.level),
        skills=united(options.skills, more.skills),
        note=options.note,
        needs=options.needs,
    )


def highest_level(*levels: str | None) -> str | None:
    """Return the highest of some levels; `next` names none. None when none is given."""
    return max((level for level in levels if level and level != NEXT), default=None)


def _maybe_higher(*priorities: str | None) -> str | None:
    return higher(*priorities) if any(priorities) else None


def united(*lists: Iterable[str]) -> tuple[str, ...]:
    """Return skills of several lists, each once with the highest level asked for, in their order."""
    least: dict[str, int] = {}
    for requirement in (one for skills in lists for one in skills):
        name, level = skill_parts(requirement)
        least[name] = max(level, least.get(name, 0))
    return tuple(name if level <= 1 else f"{name} >= {level}" for name, level in least.items())


def to_ask_first(turn: Turn, handover: OpenHandover) -> tuple[str, ...]:
    """Return slots that the tables look at, that can be asked for, and that could still change the answer."""
    if handover.skip_needs:
        return ()
    given_up = {missing.slot for missing in handover.missing}
    askable = [
        name
        for name, slot in turn.program.artifact.slots.items()
        if slot.ask is not None and name not in given_up
    ]
    return missing_inputs(turn.program.tables, FeelScope(turn), askable, _explicit(handover.options))


def _explicit(options: HandoverOptions) -> str | None:
    return None if options.to in _UNSAID else options.to


def by_tables(turn: Turn) -> str:
    """Return the division that the tables name."""
    decision = decide(turn.program.tables, FeelScope(turn), None)
    return decision.to or min(turn.program.artifact.divisions)


def divide(turn: Turn) -> OpenHandover:
    """Ask the tables, and combine what they say with what the step or rule wants."""
    handover = turn.state.handover
    assert handover is not None
    options = handover.options
    explicit = _explicit(options)
    decision = decide(turn.program.tables, FeelScope(turn), explicit)
    name = explicit or decision.to or min(turn.program.artifact.divisions)
    division = turn.program.artifact.divisions[name]
    turn.change_handover(
        division=name,
        wanted_level=highest_level(options.level, decision.level, handover.wanted_level),
        wanted_skills=united(options.skills, decision.skills),
        priority=higher(options.priority, decision.priority, handover.priority),
        agent=decision.agent,
        why=tuple(
            Because(one.output, one.table, one.row, one.inputs, one.place.file, one.place.line)
            for one in why(decision)
        ),
        needs=division.needs if options.needs is None else options.needs,
    )
    return fit_division(turn)


def fit_division(turn: Turn) -> OpenHandover:
    """Keep of the wanted level and skills what the handover's division has."""
    handover = turn.state.handover
    assert handover is not None
    division = turn.program.artifact.divisions[handover.division or ""]
    level, skills = fitting(division, handover.wanted_level, handover.wanted_skills)
    if handover.wanted_level not in (None, level):
        turn.trace("level_missing", division.place, wanted=handover.wanted_level, level=level)
    for requirement in handover.wanted_skills:
        if requirement not in skills:
            turn.trace("skill_missing", division.place, wanted=requirement)
    return turn.change_handover(level=level, skills=skills)
