"""Any version may follow any other: a conversation that moves names only what its new version has."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from runtime.artifact import codec
from runtime.artifact.model import Artifact, Ask, Branch, Choose, HandoverOptions, Migration, RunFlow, Type
from runtime.core.env import Env, Facts
from runtime.core.events import CustomerWrote, Received
from runtime.core.kinds import fits, kinds_of
from runtime.core.moving import may_move, move
from runtime.core.program import Program
from runtime.core.record import Missing, Trigger
from runtime.core.state import (
    Escalated,
    Frame,
    Known,
    OpenHandover,
    Paused,
    Rest,
    SlaClock,
    State,
    Waiting,
)
from runtime.core.step import new_thread, step
from runtime.core.turn import Turn
from runtime.feel.values import Value
from runtime.understanding.result import Understood
from tests.conversations.bots import bot, program

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
BOTS = ("bahasa", "eskalasi", "ingatan", "langkah", "perintah", "pindah", "serah", "sesudah")
VALUES: dict[str, Value] = {
    "number": Decimal(7),
    "boolean": True,
    "date": date(2026, 11, 23),
    "time": time(9, 30),
    "datetime": NOW,
    "duration": timedelta(hours=1),
    "file": {"kind": "image", "url": "https://example.com/a.png", "name": None, "caption": None},
}


def dangling(state: State, artifact: Artifact) -> list[str]:
    """Return what a state names that its version does not have."""
    found: list[str] = []
    runs = [(state.frames, state.waiting), *((one.frames, one.waiting) for one in state.paused)]
    for frames, waiting in runs:
        if waiting is not None and not isinstance(artifact.states.get(waiting.state), Ask | Choose):
            found.append(f"waits at {waiting.state}")
        for frame in frames:
            flow = artifact.flows.get(frame.flow)
            if flow is None or frame.locals.keys() != flow.inputs.keys():
                found.append(f"runs {frame.flow} with {sorted(frame.locals)}")
            if frame.called_by is not None and not isinstance(artifact.states.get(frame.called_by), RunFlow):
                found.append(f"comes back to {frame.called_by}")
    kinds = kinds_of(artifact)
    for name, known in state.slots.items():
        if name not in kinds or not fits(known.value, kinds[name]):
            found.append(f"slot {name} = {known.value}")
    last = state.answered_last
    if last is not None and not isinstance(artifact.states.get(last), Ask | Choose):
        found.append(f"answered {last}")
    names: list[str | None] = []
    divisions = [state.customer.last_division]
    if state.handover is not None:
        handover = state.handover
        divisions += [clock.division for clock in handover.clocks]
        divisions += [handover.escalated.division] if handover.escalated is not None else []
        divisions += [handover.division, handover.moved_from, *handover.tried]
        names += [*handover.needs, *(one.slot for one in handover.missing)]
    found += [f"division {one}" for one in divisions if one is not None and one not in artifact.divisions]
    found += [f"slot {one}" for one in names if one is not None and one not in artifact.slots]
    found += [f"rule {name}" for name in state.rests if name not in {rule.name for rule in artifact.rules}]
    return found if state.locale in artifact.bot.locales else [*found, f"locale {state.locale}"]


def value_of(draw: st.DrawFn, kind: Type) -> Value:
    if kind.name == "choice":
        return draw(st.sampled_from([option.word for option in kind.options]))
    if kind.name == "list":
        return (value_of(draw, kind.of),) if kind.of is not None else ()
    if kind.name == "context":
        return {name: value_of(draw, field) for name, field in kind.fields.items()}
    return VALUES.get(kind.name, "tk-1")


def running(draw: st.DrawFn, old: Artifact) -> tuple[tuple[Frame, ...], Waiting]:
    """Return a flow that waits for an answer, called by others where there are any."""
    keys = [key for key, one in old.states.items() if isinstance(one, Ask | Choose) and one.flow in old.flows]
    key = draw(st.sampled_from(sorted(keys)))
    frames: tuple[Frame, ...] = ()
    flow, depth = old.states[key].flow, draw(st.integers(0, 2))
    while True:
        callers = [
            name
            for name, one in old.states.items()
            if isinstance(one, RunFlow) and one.run == flow and one.flow in old.flows
        ]
        caller = draw(st.sampled_from(sorted(callers))) if callers and len(frames) < depth else None
        frames = (Frame(flow, caller, 0, dict.fromkeys(old.flows[flow].inputs)), *frames)
        if caller is None:
            return frames, Waiting(key, 1, NOW)
        flow = old.states[caller].flow


@st.composite
def states(draw: st.DrawFn, old: Program) -> State:
    """Return a conversation somewhere in a bot, as turns could have left it."""
    artifact = old.artifact
    kinds = kinds_of(artifact)
    slots = draw(st.lists(st.sampled_from(sorted(kinds)), unique=True)) if kinds else []
    division, need = st.sampled_from(sorted(artifact.divisions)), st.sampled_from(sorted(artifact.slots))
    asked = sorted(key for key, one in artifact.states.items() if isinstance(one, Ask))
    begun = new_thread(old, "web:a", "web", NOW - timedelta(days=draw(st.sampled_from([0, 8]))))
    state = replace(
        begun,
        open=True,
        greeted=True,
        number=1,
        serial=1,
        locale=draw(st.sampled_from(artifact.bot.locales)),
        slots={name: Known(value_of(draw, kinds[name]), "said", NOW) for name in slots},
        answered_last=draw(st.sampled_from([None, *asked])),
        rests={rule.name: Rest(conversation=True) for rule in artifact.rules},
        customer=replace(begun.customer, last_division=draw(st.one_of(st.none(), division))),
    )
    phase = draw(st.sampled_from([None, None, "queued", "with_agent", "escalated", "left_message"]))
    if phase is not None:
        handover = OpenHandover(
            "h_1",
            phase,
            HandoverOptions(needs=tuple(draw(st.lists(need, max_size=2)))),
            Trigger("rule", "diminta", NOW),
            NOW,
            division=draw(division),
            moved_from=draw(st.one_of(st.none(), division)),
            tried=tuple(draw(st.lists(division, max_size=2))),
            needs=tuple(draw(st.lists(need, max_size=2))),
            missing=tuple(Missing(slot, "skipped") for slot in draw(st.lists(need, max_size=2))),
            queued=NOW,
            clocks=tuple(SlaClock("resolve", one, NOW, NOW) for one in draw(st.lists(division, max_size=2))),
            escalated=draw(st.one_of(st.none(), division.map(lambda one: Escalated(NOW, one, "L1")))),
        )
        state = replace(state, handover=handover)
    if phase in (None, "left_message") and draw(st.booleans()):
        frames, waiting = running(draw, artifact)
        paused = [Paused(*running(draw, artifact)) for _ in range(draw(st.integers(0, 2)))]
        state = replace(state, frames=frames, waiting=waiting, paused=tuple(paused))
    return state


@st.composite
def newer(draw: st.DrawFn, old: Artifact, new: Artifact) -> Program:
    """Return a version with any migration from another, sensible or not."""

    def pairs(names: object, targets: object) -> st.SearchStrategy[dict[str, str]]:
        left, right = sorted(map(str, names)), sorted(map(str, targets))  # type: ignore[call-overload] # mappings
        return st.dictionaries(st.sampled_from(left), st.sampled_from(right), max_size=8)

    firsts = sorted(flow.first for flow in new.flows.values() if flow.first is not None)
    migration = Migration(
        old.bot.version,
        draw(pairs(old.states, new.states)),
        draw(pairs(old.slots, new.slots)),
        draw(pairs(old.divisions, new.divisions)),
        draw(st.one_of(st.none(), st.sampled_from(firsts).map(Branch))),
    )
    data = codec.dump(replace(new, migrate=draw(st.sampled_from([(), (migration,)]))))
    return Program(codec.load(data), codec.name(data))


def kept(state: State) -> tuple[object, ...]:
    """What no move touches."""
    handover = state.handover
    own = (handover.id, handover.phase, handover.queued, handover.trigger) if handover is not None else None
    return own, state.transcript, state.timers, state.counters, state.epoch


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from(BOTS), st.sampled_from(BOTS))
def test_a_moved_conversation_names_only_what_there_is(data: st.DataObject, first: str, second: str) -> None:
    old = program(bot(first))
    new = data.draw(newer(old.artifact, program(bot(second)).artifact))
    state = data.draw(states(old))
    assert dangling(state, old.artifact) == []
    assume(may_move(old, new, state, NOW))
    event = CustomerWrote("e1", NOW, Received("text", "halo"), Understood())
    env = Env(Facts(NOW, {}), lambda text, variables, locale: text)
    turn = Turn(new, state, event, env)
    move(turn, old)
    assert turn.state.artifact == new.name
    assert dangling(turn.state, new.artifact) == []
    before, after = state.handover, turn.state.handover
    assert (before and (before.id, before.queued, before.phase)) == (
        after and (after.id, after.queued, after.phase)
    )
    assert step(new, state, event, env, old) == step(new, state, event, env, old)
