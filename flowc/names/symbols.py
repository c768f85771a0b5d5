"""What every name of a bot stands for, after `flowc.names.resolve`. Tables only: nothing is checked here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flowc.names.builtin_messages import BUILTIN_MESSAGES, BuiltinMessage
from flowc.names.reserved import BUILTIN_INTENTS
from flowc.names.walk import Visit, messages, visits
from flowc.structure import tree


@dataclass(frozen=True, slots=True)
class Result:
    """What stands behind `into: name`: the outputs of an action, or of a flow."""

    name: tree.Word
    source: tree.Action | tree.Flow


@dataclass(frozen=True, slots=True)
class Symbols:
    """One table per kind of name; slots, inputs of a flow and results share one space.

    `messages` holds the built-in ones too, a declared message in the place of the built-in one of its name;
    `in_place` holds those without a name, by their position. `steps` has the top-level steps with a name, per
    flow. `visits` is the walk over all steps, done once.
    """

    bot: tree.Bot
    slots: Mapping[str, tree.Slot]
    inputs: Mapping[str, Mapping[str, tree.Type]]
    results: Mapping[str, Result]
    intents: Mapping[str, tree.Intent | None]  # None: built in, not declared by the bot
    messages: Mapping[str, tree.Message | BuiltinMessage]
    in_place: Mapping[str, tree.Message]
    steps: Mapping[str, Mapping[str, tree.Step]]
    rules: Mapping[str, tree.Rule]
    topics: tuple[str, ...]  # the words of slot `topic`
    visits: tuple[Visit, ...] = field(repr=False, default=())

    @property
    def actions(self) -> Mapping[str, tree.Action]:
        return self.bot.actions

    @property
    def flows(self) -> Mapping[str, tree.Flow]:
        return self.bot.flows

    @property
    def divisions(self) -> Mapping[str, tree.Division]:
        return self.bot.divisions


def build_symbols(bot: tree.Bot) -> Symbols:
    """Return the tables of a bot. Of two things with one name the first one counts."""
    walk = tuple(visits(bot))
    topic = bot.slots.get("topic")
    rules: dict[str, tree.Rule] = {}
    for rule in bot.escalation:
        rules.setdefault(rule.name.text, rule)
    return Symbols(
        bot=bot,
        slots=bot.slots,
        inputs={name: flow.inputs for name, flow in bot.flows.items()},
        results=_results(bot, walk),
        intents={**dict.fromkeys(BUILTIN_INTENTS), **bot.intents},
        messages={**BUILTIN_MESSAGES, **bot.messages},
        in_place={at.position: at.use for at in messages(bot) if isinstance(at.use, tree.Message)},
        steps={name: _named_steps(flow) for name, flow in bot.flows.items()},
        rules=rules,
        topics=tuple(option.word.text for option in topic.type.options) if topic is not None else (),
        visits=walk,
    )


def calls_into(step: tree.Step) -> tuple[tree.Word | None, tree.Into | None]:
    """Return the action or flow that a step calls, and where the result goes."""
    match step:
        case tree.Call():
            return step.action, step.into
        case tree.RunFlow():
            return step.flow, step.into
        case tree.Collect() if step.verify is not None:
            return step.verify.call, step.verify.into
        case _:
            return None, None


def _results(bot: tree.Bot, walk: tuple[Visit, ...]) -> Mapping[str, Result]:
    found: dict[str, Result] = {}
    for visit in walk:
        called, into = calls_into(visit.step)
        if called is None or into is None or into.name is None:
            continue
        source: tree.Action | tree.Flow | None
        if isinstance(visit.step, tree.RunFlow):
            source = bot.flows.get(called.text)
        else:
            source = bot.actions.get(called.text)
        if source is not None:
            found.setdefault(into.name.text, Result(into.name, source))
    return found


def _named_steps(flow: tree.Flow) -> Mapping[str, tree.Step]:
    found: dict[str, tree.Step] = {}
    for step in flow.steps.steps:
        if step.step is not None:
            found.setdefault(step.step.text, step)
    return found
