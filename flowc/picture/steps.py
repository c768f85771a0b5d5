"""What stands in the box of a step, and where its ways lead; facts only, not yet a drawing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from flowc.picture import words
from flowc.picture.model import Kind, Way
from flowc.picture.written import write_expr, write_test
from flowc.source.durations import write_duration
from runtime.artifact import tree
from runtime.artifact.model import (
    Ask,
    Branch,
    CallAction,
    Choose,
    End,
    Handover,
    HandoverOptions,
    Jump,
    Offer,
    RunFlow,
    Say,
    Set,
    State,
    Switch,
    Timeout,
)


@dataclass(frozen=True, slots=True)
class Exit:
    """A way out of a step. `to` None: the flow is over. `human`: to a handover, with its options."""

    to: str | None
    label: str = ""
    way: Way = Way.MAIN
    human: HandoverOptions | None = None


def kind_of(state: State) -> Kind:
    """Return what a step's box is."""
    match state:
        case Ask() | Choose() | Offer():
            return Kind.WAIT
        case Say() | Set():
            return Kind.SILENT
        case Switch() | Jump():
            return Kind.DECISION
        case CallAction():
            return Kind.CALL
        case RunFlow():
            return Kind.FLOW
        case Handover():
            return Kind.HANDOVER
        case End():
            return Kind.END
    assert_never(state)


def lines_of(state: State, language: str) -> tuple[str, ...]:
    """Return what a step's box says: the step in the files' own words, and its guard."""
    guard = () if state.guard is None else (f"when {write_expr(state.guard)}",)
    match state:
        case Say():
            return (f"say {', '.join(state.messages)}", *guard)
        case Ask():
            verify = () if state.verify is None else (f"verify {state.verify.action}",)
            return (f"collect {state.slot}", *verify, *guard)
        case Choose():
            return (f"choose {state.ask}", *guard)
        case CallAction():
            return (f"call {state.action}", *guard)
        case Set():
            return (*(f"set {one.slot} = {write_expr(one.value)}" for one in state.assign), *guard)
        case Switch():
            return (f"switch {write_expr(state.on)}", *guard)
        case Jump():
            return guard or ("goto",)
        case RunFlow():
            return (f"flow {state.run}", *guard)
        case Offer():
            return (f"offer {state.message}", *guard)
        case Handover():
            return handover_lines(state.handover)
        case End():
            return (words.CLOSED.in_(language) if state.conversation else words.OVER.in_(language),)
    assert_never(state)


def handover_lines(options: HandoverOptions) -> tuple[str, ...]:
    """Return what a handover's box says."""
    named = {"priority": options.priority, "level": options.level, "topic": options.topic}
    return (f"handover {options.to}", *(f"{name} {value}" for name, value in named.items() if value))


def exits_of(state: State, language: str) -> Iterator[Exit]:
    """Yield the ways out of a step, the main ones first; a guard that does not hold is not among them."""
    match state:
        case Say() | Set() | RunFlow():
            yield Exit(state.next)
        case Ask():
            yield Exit(state.next)
            if state.verify is not None:
                yield from _branch(state.verify.on_error, state.next, words.FAILS.in_(language))
            yield from _branch(state.on_invalid, state.next, words.NO_FIT.in_(language))
            yield from _timeout(state.timeout, state.next, language)
        case Choose():
            for one in state.options:
                yield Exit(one.then, one.option.word)
            yield from _branch(state.on_invalid, state.next, words.NO_FIT.in_(language))
            yield from _timeout(state.timeout, state.next, language)
        case CallAction():
            yield Exit(state.next)
            yield from _branch(state.on_error, state.next, words.FAILS.in_(language))
        case Switch():
            for case in state.cases:
                whole = isinstance(case.test, tree.Anything)
                label = words.OTHERWISE.in_(language) if whole else write_test(case.test)
                yield Exit(case.then, label)
            if not any(isinstance(case.test, tree.Anything) for case in state.cases):
                yield Exit(state.next, words.OTHERWISE.in_(language))
        case Jump():
            yield Exit(state.to)
        case Offer():
            yield Exit(None, words.YES.in_(language), Way.HUMAN, state.handover)
            label = (
                f"{words.NO.in_(language)}, {words.NO_ANSWER.in_(language)} {write_duration(state.timeout)}"
            )
            yield Exit(state.on_decline.then, label)
        case Handover() | End():
            return
        case _:
            assert_never(state)


def passes_by(state: State) -> bool:
    """Whether a guard that does not hold leads elsewhere than the step itself does."""
    return state.guard is not None and not isinstance(state, Say | Set | CallAction | RunFlow | Ask)


def _branch(branch: Branch, go_on: str | None, label: str) -> Iterator[Exit]:
    yield Exit(go_on if branch.go_on else branch.then, label, Way.SIDE)


def _timeout(timeout: Timeout | None, go_on: str | None, language: str) -> Iterator[Exit]:
    if timeout is None:
        return
    label = f"{words.NO_ANSWER.in_(language)} {write_duration(timeout.after)}"
    yield Exit(go_on if timeout.go_on else timeout.then, label, Way.SIDE)
