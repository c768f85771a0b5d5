"""Probes of one turn, and of what a conversation keeps: the core, driven in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from runtime import limits
from runtime.artifact import codec
from runtime.artifact.model import (
    Artifact,
    Ask,
    Branch,
    Flow,
    Intent,
    RunFlow,
    Say,
    Set,
    Slot,
    State,
    Type,
)
from runtime.core.codec import load_event
from runtime.core.events import AgentAccepted, CustomerWrote, Outcome
from runtime.core.program import Program
from runtime.testing import Conversation, Understand
from runtime.understanding.result import Scored, Understood
from tests.limits.probing import Probe
from tests.runtime.shell import bot
from tests.runtime.shell.test_host import START


def understand(text: str) -> Understood:
    return bot.understand(text, "id")


def talk(artifact: Artifact, channel: str = "web", understand: Understand = understand) -> Conversation:
    """Return a conversation with a bot whose actions do not answer before they are told to."""
    data = codec.dump(artifact)
    return Conversation(
        Program(codec.load(data), codec.name(data)),
        now=START,
        understand=understand,
        render=bot.render,
        act=lambda action, inputs: None,
        channel=channel,
    )


def with_menu(states: Mapping[str, State]) -> Artifact:
    """Return the bot with another menu, which begins with the first of these."""
    artifact = bot.artifact()
    return replace(
        artifact,
        states={**artifact.states, **states},
        flows={**artifact.flows, "menu": Flow(next(iter(states)))},
    )


def messages(count: int, _: Path) -> bool:
    states = {
        f"menu/{number}": Say(
            flow="menu",
            place=bot.PLACE,
            messages=("halo",),
            next=f"menu/{number + 1}" if number + 1 < count else None,
        )
        for number in range(count)
    }
    one = talk(with_menu(states))
    one.write("hai")
    return len([message for message in one.sent if message.name == "halo"]) < count


def steps(count: int, _: Path) -> bool:
    """All but the last set something; the last says something."""
    states: dict[str, State] = {
        f"menu/{number}": Set(flow="menu", place=bot.PLACE, assign=(), next=f"menu/{number + 1}")
        for number in range(count - 1)
    }
    states[f"menu/{count - 1}"] = Say(flow="menu", place=bot.PLACE, messages=("halo",))
    one = talk(with_menu(states))
    one.write("hai")
    return "halo" not in [message.name for message in one.sent]


def calls(count: int, _: Path) -> bool:
    """Each flow runs the next one; the last says something."""
    artifact, last = bot.artifact(), count - 1
    states: dict[str, State] = {
        f"f{number}/go": RunFlow(flow=f"f{number}", place=bot.PLACE, run=f"f{number + 1}")
        for number in range(last)
    }
    states[f"f{last}/go"] = Say(flow=f"f{last}", place=bot.PLACE, messages=("halo",))
    flows = {f"f{number}": Flow(f"f{number}/go") for number in range(count)}
    one = talk(replace(artifact, start="f0", states={**artifact.states, **states}, flows=flows))
    one.write("hai")
    return "halo" not in [message.name for message in one.sent]


def interrupted(count: int, _: Path) -> bool:
    """A customer leaves one question after another for another flow."""
    artifact, names = bot.artifact(), [f"f{number}" for number in range(count + 1)]
    number, intents = Type("text", pattern="[0-9]+"), {name: Intent({"id": name}) for name in names}
    asks = {
        f"{name}/ask": Ask(
            flow=name, place=bot.PLACE, slot="nomor", ask="halo", invalid="maaf", retries=0,
            on_invalid=Branch(go_on=True),
        )
        for name in names
    }  # fmt: skip
    left = replace(
        artifact,
        start=names[0],
        slots={**artifact.slots, "nomor": Slot(number, ask="halo", invalid="maaf")},
        understanding=replace(artifact.understanding, intents=intents),
        states={**artifact.states, **asks},
        flows={name: Flow(f"{name}/ask", (name,)) for name in names},
    )
    one = talk(left, understand=lambda text: Understood(intent=text, score=1.0, intents=(Scored(text, 1.0),)))
    for name in names:
        one.write(name)
    assert one.state.frames[-1].flow == names[-1]
    return len(one.state.paused) < count


def summary(count: int, _: Path) -> bool:
    """A rule with a long name hands over: the summary says which rule it was."""

    def told(name: str) -> str:
        artifact = bot.artifact()
        rules = tuple(replace(rule, name=name) for rule in artifact.rules)
        one = talk(replace(artifact, rules=rules))
        one.write("tolong")
        assert one.record is not None
        return one.record.summary

    around = len(told("x")) - 1
    return len(told("x" * (count - around))) < count


def burst(count: int, _: Path) -> bool:
    one = talk(bot.artifact(), "telegram")
    for number in range(count):
        one.begin_burst(f"kata {number}")
    one.end_burst()
    events = [load_event(turn.event)[0] for turn in one.turns]
    handled = [event for event in events if isinstance(event, CustomerWrote)]
    return len(handled) > 1


def held(count: int, _: Path) -> bool:
    one = talk(bot.artifact())
    one.write("python")
    assert len(one.running) == 1
    for number in range(count):
        one.write(f"kata {number}")
    assert len(one.state.held) <= limits.HELD.value
    kept = len(one.state.held)
    one.answer(Outcome({"status": "x"}))
    return kept < count


def files(count: int, _: Path) -> bool:
    one = talk(bot.artifact())
    for number in range(count):
        one.send_file("image", f"https://a.example/{number}.png")
    return len(one.state.files) < count


def transcript(count: int, _: Path) -> bool:
    """Somebody writes to an agent, who does not answer."""
    one = talk(bot.artifact())
    one.write("tolong")
    handover = one.state.handover
    assert handover is not None
    one.happen(lambda id_, now: AgentAccepted(id_, now, handover.id, "Ani"))
    before = len(one.state.transcript)
    for number in range(count - before):
        one.write(f"kata {number}")
    assert one.state.transcript[-1].text == f"kata {count - before - 1}"
    return len(one.state.transcript) < count


PROBES = (
    Probe(limits.TURN_MESSAGES, messages),
    Probe(limits.TURN_STEPS, steps),
    Probe(limits.CALLS, calls),
    Probe(limits.INTERRUPTED, interrupted),
    Probe(limits.SUMMARY, summary),
    Probe(limits.BURST, burst),
    Probe(limits.HELD, held),
    Probe(limits.FILES, files),
    Probe(limits.TRANSCRIPT, transcript),
)
