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
from runtime.core.scope import FeelScope, trace_faults
from runtime.core.state import Rest
from runtime.core.turn import Turn
from runtime.feel.faults import Fault
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
    program = turn.program
    unchanged = _unchanged_since_a(turn) if moment == "B" else frozenset[str]()
    if moment == "A":
        turn.at_a = turn.heard, turn.state
    elif len(unchanged) == len(program.watches):
        return False
    scope = FeelScope(turn)
    faults: list[Fault] = []
    found: Rule | None = None
    for watch in program.watches:
        rule = watch.rule
        if moment == "B" and (found is not None or rule.name in turn.held_at_a or rule.name in unchanged):
            continue
        value = watch.when(scope, faults)
        if faults:
            if value is None:
                trace_faults(turn, faults, rule.place)
            faults = []
        if value is not True:
            continue
        if moment == "A":
            turn.held_at_a.add(rule.name)
        if found is None and _may_act(turn, rule):
            found = rule
    if found is None:
        return False
    turn.held_at_a.update(rule.name for rule in turn.program.rules)  # one per turn
    _fire(turn, found, _preparing(turn), scope)
    return True


def _unchanged_since_a(turn: Turn) -> frozenset[str]:
    """Return the rules that look only at what is as it was when they were looked at for this message.

    They did not hold then, or B leaves them alone for having held; so they do not hold now.
    """
    if turn.at_a is None or turn.at_a[0] is not turn.heard:
        return frozenset()
    then, now = turn.at_a[1], turn.state
    program = turn.program
    changed = [name for name in program.watched_fields if getattr(then, name) is not getattr(now, name)]
    if not changed:
        return program.listed_rules
    return frozenset(
        watch.rule.name
        for watch in program.watches
        if watch.reads is not None and watch.reads.isdisjoint(changed)
    )


def _may_act(turn: Turn, rule: Rule) -> bool:
    if turn.state.leaves_in_flow or rule.name in _excepted(turn) or _rests(turn, rule):
        return False
    return not _preparing(turn) or isinstance(turn.program.state(rule.state), Handover)


def _preparing(turn: Turn) -> bool:
    return turn.state.offer is not None or _collecting(turn)


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
