"""What a proof says of a small bot, beside what exploring it showed. Each check yields what they disagree on.

Where a proof is exact on such bots, both ways are looked at; what is only sure in one way is marked so. What
nothing was seen of counts only where a bot was explored wholly.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from flowc.diagnostics.model import Problem
from flowc.proofs.facts.failing import MOST_FAILED
from flowc.proofs.rules.unreachable_intent import UnreachableIntent
from flowc.proofs.rules.unreachable_step import UnreachableStep
from flowc.proofs.rules.unsaid_message import UnsaidMessage
from runtime.artifact import model
from runtime.artifact.model import Artifact
from tests.brute.exploring import Explored, Key, Way, is_over, with_person

WORDS = frozenset(("tap", "word", "garbage", "action"))  # what a customer does who answers, rightly or not
ANSWERS = WORDS | {"photo"}  # which is wrong also where all words are right
UNASKED = frozenset(("silence", "action"))  # what happens while the customer does nothing
WRITTEN = frozenset(("tap", "word", "garbage", "photo", "intent"))


@dataclass(frozen=True, slots=True)
class Case:
    """A bot with its problems, and everything that can happen in it."""

    bot: Artifact
    problems: tuple[Problem, ...]
    explored: Explored

    def told(self, code: str) -> list[Problem]:
        return [one for one in self.problems if one.code == code]


def steps(case: Case) -> Iterator[str]:
    """FC501: what is told is never come to; what is not come to follows from what is told.

    That nobody comes where a slot is never empty is not told: only where all questions are asked each time
    it is exact.
    """
    told: set[str] = set()
    for one in case.told("FC501"):
        assert isinstance(one, UnreachableStep)
        of_flow = {key for key, state in case.bot.states.items() if state.flow == one.flow}
        told |= of_flow if one.whole_flow else {one.step}
    for key in sorted(told & case.explored.visited):
        yield f"step {key} is told to be never reached, and was"
    asked = all(state.again for state in case.bot.states.values() if isinstance(state, model.Ask))
    if case.explored.whole and asked:
        in_flows = {key for key, state in case.bot.states.items() if state.flow in case.bot.flows}
        for key in sorted(in_flows - case.explored.visited - _following(case.bot, told)):
            yield f"step {key} was never reached, and nobody tells"


def loops(case: Case) -> Iterator[str]:
    """FC502, both ways: the bot comes to its limit of steps, or goes on for ever without the customer."""
    met = any("step_limit" in way.traces for way in case.explored.ways) or _goes_round(case.explored)
    yield from _both(case, "FC502", met)


def intents(case: Case) -> Iterator[str]:
    """FC503, both ways, where nothing is asked: the intent is not understood."""
    told = {one.intent for one in case.told("FC503") if isinstance(one, UnreachableIntent)}
    for way in case.explored.ways:
        before = case.explored.places[way.at]
        idle = before.open and before.greeted and is_over(before) and not with_person(before)
        idle = idle and before.counters.not_understood == 0  # else a rule that counts may have its turn
        if way.kind == "intent" and idle:
            nothing = "not_understood" in way.traces
            if nothing != (way.name in told):
                yield f"intent {way.name} begins {'nothing' if nothing else 'something'}"


def messages(case: Case) -> Iterator[str]:
    """FC504, both ways: what is told is never said; what is never said stands in a step never come to."""
    told = {one.message for one in case.told("FC504") if isinstance(one, UnsaidMessage)}
    for name in sorted(told & case.explored.said):
        yield f"message {name} is told to be never said, and was"
    if case.explored.whole:
        unvisited = set(case.bot.states) - case.explored.visited
        elsewhere = {text for key in unvisited for text in _texts(case.bot.states[key])}
        slots = {slot.ask for slot in case.bot.slots.values()}  # a slot names its question, asked or not
        own = {name for name in case.bot.messages if name.startswith("m") and name[1:].isdigit()}
        for name in sorted(own - case.explored.said - told - elsewhere - slots):
            yield f"message {name} was never said, and nobody tells"


def no_way_out(case: Case) -> Iterator[str]:
    """FC505: a question from which no answer, right or wrong, comes to an end or a person.

    Told where even photos do not help; never told where words do.
    """
    told = bool(case.told("FC505"))
    if case.explored.whole and not told and _stuck(case, ANSWERS):
        yield "FC505 is not told, and happens"
    if case.explored.whole and told and not _stuck(case, WORDS):
        yield "FC505 is told, and never happens"


def far_from_human(case: Case) -> Iterator[str]:
    """FC506, both ways: five messages in a row that are not understood, and no person.

    Whoever has declined one is left alone for a while: the rule rests.
    """
    by_garbage: dict[Key, list[Way]] = {}
    for way in case.explored.ways:
        if way.kind in ("garbage", "photo", "action"):
            by_garbage.setdefault(way.at, []).append(way)
    fresh = [key for key, state in case.explored.places.items() if not state.rests]
    far = any(_fails(case, by_garbage, key) for key in fresh)
    yield from _both(case, "FC506", far)


def silences(case: Case) -> Iterator[str]:
    """FC511, both ways: the customer writes, the bot says nothing, and nothing more will come."""
    quiet: dict[Key, list[Key]] = {key: [] for key in case.explored.places}
    for way in case.explored.ways:
        if way.kind == "action" and not way.said:
            quiet[way.at].append(way.to)
    resting = _leading_to(quiet, (key for key in case.explored.places if _rests(case, key)))
    silent = any(way.kind in WRITTEN and not way.said and way.to in resting for way in case.explored.ways)
    yield from _both(case, "FC511", silent)


def waits(case: Case) -> Iterator[str]:
    """FC512, both ways: a question without a time limit."""
    endless = any(
        state.waiting is not None
        and "timeout" not in state.timers
        and not with_person(state)
        and not state.calls
        for state in case.explored.places.values()
    )
    yield from _both(case, "FC512", endless)


CHECKS: Mapping[str, Callable[[Case], Iterator[str]]] = {
    "FC501": steps,
    "FC502": loops,
    "FC503": intents,
    "FC504": messages,
    "FC505": no_way_out,
    "FC506": far_from_human,
    "FC511": silences,
    "FC512": waits,
}


def _both(case: Case, code: str, met: bool) -> Iterator[str]:
    told = bool(case.told(code))
    if met and not told:
        yield f"{code} is not told, and happens"
    if told and not met and case.explored.whole:
        yield f"{code} is told, and never happens"


def _stuck(case: Case, kinds: frozenset[str]) -> bool:
    onward = case.explored.onward(kinds)
    free = _leading_to(onward, (key for key in onward if _ends(case, key)))
    return any(key not in free and case.explored.places[key].waiting is not None for key in onward)


def _following(bot: Artifact, told: set[str]) -> set[str]:
    """Return the states that the ones told of lead to, whatever a state is made of."""
    seen, stack = set(told), list(told)
    while stack:
        state = bot.states[stack.pop()]
        to = {text for text in _texts(state) if text in bot.states}
        if isinstance(state, model.RunFlow):
            to |= {first for first in (bot.flows[state.run].first,) if first is not None}
        stack += to - seen
        seen |= to
    return seen


def _texts(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, tuple):
        for one in data:
            yield from _texts(one)
    elif dataclasses.is_dataclass(data):
        for field in dataclasses.fields(data):
            yield from _texts(getattr(data, field.name))


def _goes_round(explored: Explored) -> bool:
    onward = explored.onward(UNASKED)
    left = dict.fromkeys(onward)
    while True:  # what leads nowhere is taken away, until only rounds are left
        ends = [key for key in left if not any(to in left for to in onward[key])]
        if not ends:
            return bool(left)
        for key in ends:
            del left[key]


def _leading_to(onward: Mapping[Key, list[Key]], wanted: Iterator[Key]) -> set[Key]:
    into: dict[Key, list[Key]] = {}
    for key, found in onward.items():
        for to in found:
            into.setdefault(to, []).append(key)
    seen = set(wanted)
    stack = list(seen)
    while stack:
        new = [key for key in into.get(stack.pop(), ()) if key not in seen]
        seen.update(new)
        stack += new
    return seen


def _ends(case: Case, key: Key) -> bool:
    state = case.explored.places[key]
    return with_person(state) or is_over(state)


def _rests(case: Case, key: Key) -> bool:
    state = case.explored.places.get(key)
    return state is not None and is_over(state) and not with_person(state)


def _fails(case: Case, ways: Mapping[Key, list[Way]], begin: Key) -> bool:
    """Whether the most messages in a row are not understood from a place on, without a person."""
    seen, stack = {(begin, 0)}, [(begin, 0)]
    while stack:
        key, failed = stack.pop()
        state = case.explored.places.get(key)
        if state is None or with_person(state) or not state.open:
            continue
        if failed == MOST_FAILED and not state.calls:
            return True
        for way in ways.get(key, ()):
            fails = "not_understood" in way.traces
            after = (way.to, failed + fails)
            if (fails or way.kind == "action") and after not in seen and after[1] <= MOST_FAILED:
                seen.add(after)
                stack.append(after)
    return False
