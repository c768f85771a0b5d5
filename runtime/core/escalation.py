"""Escalation rules: guarded steps that watch every message at two moments (LANGUAGE section 7).

A: on arrival, before the flow sees the message. B: before the bot asks, asks again or says it did not
understand; then only rules that did not hold at A are looked at. The first that holds and is not resting is
taken, one per turn.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from runtime.artifact.model import Handover, Offer, Rule, RunFlow
from runtime.artifact.tree import Expr
from runtime.core.handing import begin_handover, hurry
from runtime.core.offering import make_offer
from runtime.core.record import Trigger
from runtime.core.running import run
from runtime.core.scope import FeelScope, evaluate
from runtime.core.state import Rest
from runtime.core.turn import Turn
from runtime.feel.values import Value
from runtime.feel.writing import text_of
from runtime.routing.paths import paths_of

_WORDS = {
    "message.sentiment": "sentiment",
    "conversation.sentiment": "sentiment",
    "message.intent": "intent",
    "message.faq": "faq",
}


def escalate(turn: Turn, moment: str) -> bool:
    """Take the first rule that holds and is not resting. `moment` is `A` or `B`. False: none did."""
    preparing = turn.state.offer is not None or _collecting(turn)
    scope = FeelScope(turn)
    excepted = _excepted(turn)
    found: Rule | None = None
    for rule in turn.program.rules:
        if moment == "B" and (found is not None or rule.name in turn.held_at_a):
            continue
        if evaluate(turn, rule.when, rule.place, scope) is not True:
            continue
        if moment == "A":
            turn.held_at_a.add(rule.name)
        if found is not None or rule.name in excepted or _rests(turn, rule):
            continue
        if preparing and not isinstance(turn.program.state(rule.state), Handover):
            continue
        found = rule
    if found is None:
        return False
    turn.held_at_a.update(rule.name for rule in turn.program.rules)  # one per turn
    _fire(turn, found, preparing, scope)
    return True


def _collecting(turn: Turn) -> bool:
    handover = turn.state.handover
    return handover is not None and handover.phase == "collecting"


def _excepted(turn: Turn) -> frozenset[str]:
    flows = turn.program.artifact.flows
    return frozenset(
        name
        for frame in turn.state.frames
        if frame.flow in flows
        for name in flows[frame.flow].excepted_rules
    )


def _rests(turn: Turn, rule: Rule) -> bool:
    rest = turn.state.rests.get(rule.name)
    if rest is None:
        return False
    if rest.conversation or (rest.until is not None and turn.now < rest.until):
        return True
    return rest.until_turn is not None and turn.state.counters.customer <= rest.until_turn


def _fire(turn: Turn, rule: Rule, preparing: bool, scope: FeelScope) -> None:
    evidence = _evidence(turn, rule.when, scope)
    turn.trace("rule", rule.place, rule=rule.name, evidence="; ".join(evidence))
    rest(turn, rule)
    state = turn.program.state(rule.state)
    place = rule.place
    trigger = Trigger(
        "rule", rule.name, turn.now, evidence, place.file if place else None, place.line if place else None
    )
    match state:
        case Handover() if _collecting(turn):
            hurry(turn, state.handover)
        case Handover():
            begin_handover(turn, state.handover, trigger, now=preparing)
        case Offer():
            make_offer(turn, rule.state, state, evidence)
        case RunFlow():
            run(turn, rule.state)
        case _:
            raise AssertionError(f"a rule cannot be a {state.kind}")


def rest(turn: Turn, rule: Rule) -> None:
    """Let a rule rest from now on, as its `cool_down` says."""
    if not (rule.rest_turns or rule.rest_for or rule.rest_conversation):
        return
    until_turn = turn.state.counters.customer + rule.rest_turns if rule.rest_turns else None
    until = turn.now + (rule.rest_for or timedelta()) if rule.rest_for else None
    turn.change(rests={**turn.state.rests, rule.name: Rest(until_turn, until, rule.rest_conversation)})


def _evidence(turn: Turn, when: Expr, scope: FeelScope) -> tuple[str, ...]:
    """Return what the rule saw: the customer's own words where they decided, else names with their values."""
    found: dict[str, None] = {}
    for path in paths_of(when):
        value = _look_up(scope, path)
        if value is None:
            continue
        name = ".".join(path)
        words = _words_of(turn, _WORDS.get(name))
        found.update(dict.fromkeys(words or (f"{name} = {text_of(value)}",)))
    return tuple(found)


def _words_of(turn: Turn, kind: str | None) -> tuple[str, ...]:
    if kind is None or turn.heard is None:
        return ()
    understood = turn.heard.understood
    if kind == "sentiment":
        return understood.sentiment_words
    name = understood.intent if kind == "intent" else understood.faq
    return tuple(one.text for one in understood.evidence if (one.kind, one.name) == (kind, name))


def _look_up(scope: FeelScope, path: tuple[str, ...]) -> Value:
    value: Value = scope[path[0]]
    for name in path[1:]:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value
