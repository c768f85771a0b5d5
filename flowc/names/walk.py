"""Walks a bot's steps and messages in the order of its files, and names each place.

A place is `flow/keyword:object`, with `#2` for the second of its kind in a flow, or the name after `step:`.
Blocks outside of flows stand under `defaults`, `action:<name>`, `migrate:<version>`, `rule:<name>` and
`shortcut:<name>`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flowc.structure import tree


@dataclass(frozen=True, slots=True)
class Home:
    """What a step belongs to: one flow, or (`flow` None) a place outside of all flows."""

    name: str
    flow: tree.Flow | None = None
    shortcut: tree.Shortcut | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """One step on the walk. `top` tells the steps of the flow itself from those in blocks.

    `in_on_error` is true where `error.*` is known.
    """

    home: Home
    position: str
    step: tree.Step
    top: bool
    in_on_error: bool = False


@dataclass(frozen=True, slots=True)
class MessageAt:
    """A use of a message, and the name that a message written in place gets there."""

    position: str
    use: tree.MessageUse


def migration_key(migration: tree.Migration) -> str:
    """Return the pseudo-flow of a migration's `otherwise`."""
    return f"migrate:{migration.version.text}"


def homes(bot: tree.Bot) -> Iterator[tuple[Home, tree.Block, bool]]:
    """Yield each outermost block with its home, and whether it runs after an error."""
    for flow in bot.flows.values():
        yield Home(flow.name.text, flow), flow.steps, False
    if bot.defaults is not None:
        home = Home("defaults")
        if bot.defaults.timeout is not None and bot.defaults.timeout.do is not None:
            yield home, bot.defaults.timeout.do, False
        if bot.defaults.on_invalid is not None:
            yield home, bot.defaults.on_invalid, False
        if bot.defaults.on_error is not None:
            yield home, bot.defaults.on_error, True
    for action in bot.actions.values():
        if action.on_error is not None:
            yield Home(f"action:{action.name.text}"), action.on_error, True
    for migration in bot.migrate:
        if migration.otherwise is not None:
            yield Home(migration_key(migration)), migration.otherwise, False
    for rule in bot.escalation:
        yield Home(f"rule:{rule.name.text}"), tree.Block((rule.step,), rule.span), False
    for shortcut in bot.shortcuts.values():
        yield Home(f"shortcut:{shortcut.name.text}", shortcut=shortcut), shortcut.steps, False


def visits(bot: tree.Bot) -> Iterator[Visit]:
    """Yield every step of the bot, those inside of blocks directly after the step that holds them."""
    counts: dict[str, int] = {}
    for home, block, in_on_error in homes(bot):
        for step, top, after_error in _steps(block, True, in_on_error):
            yield Visit(home, _numbered(counts, _position(home, step)), step, top, after_error)


def steps_of(block: tree.Block) -> Iterator[tree.Step]:
    """Yield the steps of a block and of all blocks inside of it."""
    for step, _, _ in _steps(block, False, False):
        yield step


def inner_blocks(step: tree.Step) -> Iterator[tuple[tree.Block, bool]]:
    """Yield the blocks that a step holds, and whether each runs after an error."""
    match step:
        case tree.Collect():
            if step.verify is not None and step.verify.on_error is not None:
                yield step.verify.on_error, True
            yield from _side_blocks(step.timeout, step.on_invalid)
        case tree.Choose():
            for option in step.options:
                if option.do is not None:
                    yield option.do, False
            yield from _side_blocks(step.timeout, step.on_invalid)
        case tree.Call():
            if step.on_error is not None:
                yield step.on_error, True
        case tree.Switch():
            for case in step.cases:
                yield case.block, False
        case tree.Do():
            yield step.block, False
        case tree.Offer():
            if step.on_decline is not None:
                yield step.on_decline, False
        case _:
            pass


def messages(bot: tree.Bot) -> Iterator[MessageAt]:
    """Yield every use of a message outside of `messages:` itself."""
    if bot.welcome is not None:
        yield MessageAt("welcome", bot.welcome)
    for slot in bot.slots.values():
        for key, use in (("ask", slot.ask), ("invalid", slot.invalid), ("confirm", slot.confirm)):
            if use is not None:
                yield MessageAt(f"slot:{slot.name.text}/{key}", use)
    for faq in bot.faq.values():
        if faq.answer is not None:
            yield MessageAt(f"faq:{faq.name.text}", faq.answer)
    if bot.defaults is not None:
        yield from _reminders("defaults", bot.defaults.timeout)
    for division in bot.divisions.values():
        for clock in division.sla:
            for number, rung in enumerate(clock.ladder):
                if rung.say is not None:
                    at = f"division:{division.name.text}/{clock.name.text}#{number + 1}"
                    yield MessageAt(at, rung.say)
    for visit in visits(bot):
        yield from step_messages(visit)


def step_messages(visit: Visit) -> Iterator[MessageAt]:
    """Yield the messages that a step itself says, without those of its blocks."""
    at, step = visit.position, visit.step
    match step:
        case tree.Say():
            for number, use in enumerate(step.messages):
                yield MessageAt(at if number == 0 else f"{at}/{number + 1}", use)
        case tree.Collect():
            for key, written in (("ask", step.ask), ("invalid", step.invalid), ("confirm", step.confirm)):
                if written is not None:
                    yield MessageAt(f"{at}/{key}", written)
            if step.verify is not None and step.verify.invalid is not None:
                yield MessageAt(f"{at}/verify", step.verify.invalid)
            yield from _reminders(at, step.timeout)
        case tree.Choose():
            yield MessageAt(at, step.ask)
            yield from _reminders(at, step.timeout)
        case tree.Offer():
            yield MessageAt(at, step.message)
        case _:
            pass


def _reminders(position: str, timeout: tree.Timeout | None) -> Iterator[MessageAt]:
    for number, reminder in enumerate(timeout.remind if timeout is not None else ()):
        yield MessageAt(f"{position}/remind#{number + 1}", reminder.say)


def _side_blocks(
    timeout: tree.Timeout | None, on_invalid: tree.Block | None
) -> Iterator[tuple[tree.Block, bool]]:
    if timeout is not None and timeout.do is not None:
        yield timeout.do, False
    if on_invalid is not None:
        yield on_invalid, False


def _steps(block: tree.Block, top: bool, in_on_error: bool) -> Iterator[tuple[tree.Step, bool, bool]]:
    for step in block.steps:
        yield step, top, in_on_error
        for inner, after_error in inner_blocks(step):
            yield from _steps(inner, False, in_on_error or after_error)


def _position(home: Home, step: tree.Step) -> str:
    if step.step is not None:
        return f"{home.name}/{step.step.text}"
    return f"{home.name}/{_object(step)}"


def _object(step: tree.Step) -> str:
    match step:
        case tree.Say():
            return _named("say", step.messages[0] if step.messages else None)
        case tree.Collect():
            return _named("collect", step.slots[0] if step.slots else None)
        case tree.Choose():
            return _named("choose", step.ask)
        case tree.Call():
            return _named("call", step.action)
        case tree.Set():
            return _named("set", step.assign[0].name if step.assign else None)
        case tree.Switch():
            return "switch"
        case tree.Do():
            return "do"
        case tree.Goto():
            return _named("goto", step.target)
        case tree.RunFlow():
            return _named("flow", step.flow)
        case tree.Offer():
            return _named("offer", step.message)
        case tree.Handover():
            return _named("handover", step.handover.to)
        case tree.End():
            return _named("end", step.what)


def _named(keyword: str, what: tree.Word | tree.Message | None) -> str:
    return f"{keyword}:{what.text}" if isinstance(what, tree.Word) else keyword


def _numbered(counts: dict[str, int], position: str) -> str:
    counts[position] = counts.get(position, 0) + 1
    return position if counts[position] == 1 else f"{position}#{counts[position]}"
