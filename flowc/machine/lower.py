"""Steps to states: every flow, the shared blocks of `defaults` and of actions, and the rules.

Laws:
- Every step is one state or several, in the order of the files; its position is the key of the first.
- An edge is the key of a state, or None: the flow ends there. An empty block's entry is the step after it.
- Blocks of `defaults` and of an action are lowered once, however many steps they serve.
- The language's defaults are filled in here; what nobody says and somebody must is a problem.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from flowc.diagnostics.sink import Sink
from flowc.machine import check
from flowc.machine.at import At, Fallbacks, Whole, place
from flowc.machine.continuations import inner
from flowc.machine.machine import Machine, rule_key
from flowc.machine.messages import MessageNames
from flowc.machine.problems import TimeoutWithoutBlock
from flowc.machine.steps import STEP_KINDS
from flowc.machine.values import Values
from flowc.names import walk
from flowc.structure import tree
from runtime.artifact import model

OFFER_REST_TURNS = 5  # turns that a rule with `offer` rests when it says nothing itself (LANGUAGE section 7)

# Any: each kind of step has its own class, and `STEP` of its module says which
_LOWER: Mapping[type, Callable[[Any, At], dict[str, model.State]]] = {
    kind.STEP: kind.lower for kind in STEP_KINDS
}


def lower(bot: tree.Bot, values: Values, sink: Sink) -> Machine:
    """Return the machine of a bot whose names are resolved and whose expressions are checked."""
    names = MessageNames(bot)
    positions = _positions(bot)
    whole = Whole(bot, values, names, positions, sink)
    whole = replace(whole, fallbacks=_fallbacks(bot, whole))
    states: dict[str, model.State] = {}
    steps: dict[str, tree.Step] = {}
    for home, block, _ in walk.homes(bot):
        for at in _unfold(whole, home, block, None):
            for key, state in _LOWER[type(at.step)](at.step, at).items():
                states[key] = state
                steps[key] = at.step
    check.check_size(bot.name.span, len(states), sink)
    rules = {rule_key(rule.name.text) for rule in bot.escalation}
    outside = [block for home, block, _ in walk.homes(bot) if home.flow is None and home.name not in rules]
    return Machine(
        states=states,
        steps=steps,
        entries={name: whole.entry(flow.steps, None) for name, flow in bot.flows.items()},
        names=names,
        rules=tuple(_rule(rule, values) for rule in bot.escalation),
        on_error=whole.fallbacks.on_error or model.Branch(),
        migrations=tuple(_migration(one, whole) for one in bot.migrate),
        shortcuts={name: whole.entry(one.steps, None) for name, one in bot.shortcuts.items()},
        shared=tuple(positions[id(block.steps[0])] for block in outside if block.steps),
    )


def _positions(bot: tree.Bot) -> dict[int, str]:
    positions = {id(visit.step): visit.position for visit in walk.visits(bot)}
    positions.update((id(rule.step), rule_key(rule.name.text)) for rule in bot.escalation)
    return positions


def _unfold(whole: Whole, home: walk.Home, block: tree.Block, following: str | None) -> Iterator[At]:
    """Yield every step of a block and of the blocks inside of it, each with the state that follows it."""
    for index, step in enumerate(block.steps):
        later = block.steps[index + 1 : index + 2]
        after = whole.positions[id(later[0])] if later else following
        yield At(whole, home, whole.positions[id(step)], step, after)
        for side, then in inner(step, after):
            yield from _unfold(whole, home, side, then)


def _fallbacks(bot: tree.Bot, whole: Whole) -> Fallbacks:
    actions = {
        name: whole.side(action.on_error)
        for name, action in bot.actions.items()
        if action.on_error is not None
    }
    if bot.defaults is None:
        return Fallbacks(action_errors=actions)

    def side(block: tree.Block | None) -> model.Branch | None:
        return None if block is None else whole.side(block)

    timeout = bot.defaults.timeout
    timeout_do = None if timeout is None else side(timeout.do)
    if timeout is not None and timeout_do is None:
        whole.sink.add(TimeoutWithoutBlock(timeout.span))
    return Fallbacks(
        timeout=None if timeout is None else whole.timeout(timeout, timeout_do or model.Branch()),
        timeout_do=timeout_do,
        retries=bot.defaults.retries,
        on_invalid=side(bot.defaults.on_invalid),
        on_error=side(bot.defaults.on_error),
        action_errors=actions,
    )


def _rule(rule: tree.Rule, values: Values) -> model.Rule:
    rest = rule.cool_down
    unsaid = OFFER_REST_TURNS if isinstance(rule.step, tree.Offer) else 0
    return model.Rule(
        name=rule.name.text,
        when=values.expr(rule.when),
        state=rule_key(rule.name.text),
        rest_turns=unsaid if rest is None else rest.turns or 0,
        rest_for=_duration(rest),
        rest_conversation=rest is not None and rest.conversation,
        place=place(rule.span),
    )


def _migration(migration: tree.Migration, whole: Whole) -> model.Migration:
    return model.Migration(
        version=migration.version.text,
        move={old.text: new.text for old, new in migration.move},
        slots={old.text: new.text for old, new in migration.slots},
        divisions={old.text: new.text for old, new in migration.divisions},
        otherwise=None if migration.otherwise is None else whole.side(migration.otherwise),
    )


def _duration(rest: tree.CoolDown | None) -> timedelta | None:
    return None if rest is None or rest.duration is None else rest.duration.value
