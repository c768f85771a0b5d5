"""Checks which flows run which: none runs itself, and none goes deeper than the runtime allows."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping

from flowc.names.look import Look
from flowc.names.problems.flows import FlowCallsItself, FlowsTooDeep
from flowc.names.walk import steps_of
from flowc.source.span import Span
from flowc.structure import tree
from runtime import limits

MAX_DEPTH = limits.CALLS.value

_Calls = Mapping[str, Mapping[str, Span]]  # flow -> called flow -> where the first call stands


def check(look: Look) -> None:
    calls = {name: dict(_called(look.bot, flow)) for name, flow in look.bot.flows.items()}
    circular = _in_circles(calls)
    reported: set[str] = set()
    for name in calls:
        if name in circular and name not in reported:
            path = _way_back(calls, name)
            if path:
                reported.update(path)
                look.report(FlowCallsItself(calls[name][path[1]], path))
    _depths(look, {name: called for name, called in calls.items() if name not in circular})


def _called(bot: tree.Bot, flow: tree.Flow) -> Iterator[tuple[str, Span]]:
    """Yield the flows that run inside of a flow, also from blocks that it takes from actions and
    `defaults`."""
    seen: set[str] = set()
    blocks = deque([flow.steps])
    shared: set[int] = set()
    while blocks:
        for step in steps_of(blocks.popleft()):
            if isinstance(step, tree.RunFlow) and step.flow.text in bot.flows and step.flow.text not in seen:
                seen.add(step.flow.text)
                yield step.flow.text, step.flow.span
            for block in _borrowed(bot, step):
                if id(block) not in shared:
                    shared.add(id(block))
                    blocks.append(block)


def _borrowed(bot: tree.Bot, step: tree.Step) -> Iterator[tree.Block]:
    """Yield the blocks that hold for a step without being written at it."""
    defaults = bot.defaults
    if isinstance(step, tree.Collect | tree.Choose) and defaults is not None:
        if step.on_invalid is None and defaults.on_invalid is not None:
            yield defaults.on_invalid
        timeout = step.timeout if step.timeout is not None else defaults.timeout
        if timeout is not None and timeout is defaults.timeout and timeout.do is not None:
            yield timeout.do
    action = None
    if isinstance(step, tree.Call) and step.on_error is None:
        action = step.action
    elif isinstance(step, tree.Collect) and step.verify is not None and step.verify.on_error is None:
        action = step.verify.call
    if action is not None:
        own = bot.actions[action.text].on_error if action.text in bot.actions else None
        block = own if own is not None else (defaults.on_error if defaults is not None else None)
        if block is not None:
            yield block


def _in_circles(calls: _Calls) -> set[str]:
    """Return the flows that are on a circle, or on a way between two circles."""
    edges = {name: set(called) for name, called in calls.items()}
    return set(_without_ends(_turned(_without_ends(edges))))


def _without_ends(edges: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Take off flows that run no other, again and again, and return what is left."""
    left = {name: set(called) for name, called in edges.items()}
    callers = _turned(left)
    ends = deque(name for name, called in left.items() if not called)
    while ends:
        end = ends.popleft()
        del left[end]
        for caller in callers[end]:
            left[caller].discard(end)
            if not left[caller]:
                ends.append(caller)
    return left


def _turned(edges: Mapping[str, set[str]]) -> dict[str, set[str]]:
    turned: dict[str, set[str]] = {name: set() for name in edges}
    for name, called in edges.items():
        for one in called:
            turned[one].add(name)
    return turned


def _way_back(calls: _Calls, start: str) -> tuple[str, ...]:
    """Return the shortest path from a flow back to itself; empty where there is none."""
    before: dict[str, str] = {}
    queue = deque([start])
    while queue:
        name = queue.popleft()
        for called in calls[name]:
            if called == start:
                path = [start, name]
                while path[-1] != start:
                    path.append(before[path[-1]])
                return tuple(reversed(path))
            if called not in before:
                before[called] = name
                queue.append(called)
    return ()


def _depths(look: Look, calls: _Calls) -> None:
    """Report each flow that nobody runs and that goes too deep. `calls` has no circles."""
    deepest: dict[str, str | None] = {}
    depth: dict[str, int] = {}
    edges = {name: {one for one in called if one in calls} for name, called in calls.items()}
    callers = _turned(edges)
    waiting = {name: len(called) for name, called in edges.items()}
    ready = deque(name for name, count in waiting.items() if count == 0)
    while ready:
        name = ready.popleft()
        below = sorted(edges[name], key=lambda one: (-depth[one], one))
        deepest[name] = below[0] if below else None
        depth[name] = depth[below[0]] + 1 if below else 0
        for caller in callers[name]:
            waiting[caller] -= 1
            if waiting[caller] == 0:
                ready.append(caller)
    for name in calls:
        if depth[name] > MAX_DEPTH and not callers[name]:
            path: list[str] = [name]
            while (after := deepest[path[-1]]) is not None:
                path.append(after)
            look.report(FlowsTooDeep(look.bot.flows[name].name.span, tuple(path[: MAX_DEPTH + 2]), MAX_DEPTH))
