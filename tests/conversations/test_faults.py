"""What goes wrong inside a turn: the customer is told once, it is traced with its place, a human comes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from runtime.artifact.model import Choose, Jump, Say, State
from runtime.core.effects import RelayMessage
from runtime.core.env import Env, Facts
from runtime.core.events import AgentAccepted, CustomerWrote, Outcome, Received, TurnCrashed
from runtime.core.program import Program
from runtime.core.step import new_thread, step
from runtime.limits import TURN_MESSAGES
from runtime.routing.estimate import QueueFigures
from runtime.templates import Templates
from runtime.testing import Conversation
from runtime.understanding.result import Understood
from tests.conversations.bots import SHOP, bot, converse, names, program, understand

MENU = "menu/choose:apa_yang_bisa_dibantu"


def crash(talk: Conversation, text: str) -> None:
    talk.happen(lambda event, now: TurnCrashed(f"crash:{event}", now, event, text))


def converse_with(states: Mapping[str, State], first: str = MENU) -> Conversation:
    """Return a conversation with the shop, its menu begun at a state of ours."""
    ready = program(SHOP)
    flows = {**ready.artifact.flows, "menu": replace(ready.artifact.flows["menu"], first=first)}
    artifact = replace(ready.artifact, states={**ready.artifact.states, **states}, flows=flows)
    talk = converse()
    return Conversation(
        Program(artifact, "sha256:" + "0" * 64),
        now=talk.now,
        understand=understand(ready),
        render=Templates("IDR", ready.zone).render,
        act=lambda action, inputs: Outcome(),
        queues=lambda now: dict.fromkeys(artifact.divisions, QueueFigures(1, capacity=3)),
    )


def test_a_faulty_operation_is_traced_with_its_place() -> None:
    talk = converse(bot("rusak"))
    talk.write("cek usia")
    found = {
        (trace.place.line, trace.facts["why"])
        for trace in talk.traces
        if trace.what == "expression_null" and trace.place is not None
    }
    lines = (bot("rusak") / "bot.yaml").read_text(encoding="utf-8").splitlines()
    guard, switch, rule = (
        next(number for number, line in enumerate(lines, 1) if part in line)
        for part in ("say: dewasa, when: usia > 17", "switch: usia + 1", "rule: tua")
    )
    assert found == {
        (guard, "operand >: null, number"),
        (switch, "operand +: null, number"),
        (rule, "operand >: null, number"),
    }


def test_a_check_that_cannot_be_told_fits_nothing() -> None:
    talk = converse(bot("rusak"))
    talk.write("pantau usia")
    talk.write("20")
    assert names(talk)[-2:] == ["slot.invalid", "tanya_usia"]


def test_a_fault_names_the_message_and_its_place() -> None:
    talk = converse(bot("rusak"))
    talk.write("cetak nama")
    (fault,) = [trace for trace in talk.traces if trace.what == "fault"]
    assert fault.facts["message"] == "cetak"
    assert fault.place is not None
    assert fault.place.file == "bot.yaml"


def test_endless_steps_end_with_a_human() -> None:
    ready = program(SHOP)
    states = dict(ready.artifact.states)
    first = states[MENU]
    states[MENU] = Jump(flow=first.flow, place=first.place, to=MENU)
    endless = Program(replace(ready.artifact, states=states), "sha256:" + "0" * 64)
    talk = converse()
    env = Env(Facts(talk.now), Templates("IDR", ready.zone).render)
    wrote = CustomerWrote("m1", talk.now, Received(text="halo"), Understood(intent="greeting", score=1.0))
    state = new_thread(endless, "t", "web", talk.now)
    state = replace(state, open=True, number=1)
    result = step(endless, state, wrote, env)
    assert [trace.what for trace in result.trace].count("step_limit") == 1
    assert result.state.handover is not None
    assert result.state.handover.trigger.name == "step_limit"
    assert result.state.handover.priority == "high"


def test_a_talkative_loop_ends_with_words_about_the_human_who_comes() -> None:
    first = program(SHOP).artifact.states[MENU]
    talk = converse_with({MENU: Say(flow=first.flow, place=first.place, messages=("salam",), next=MENU)})
    talk.write("halo")
    said = names(talk)
    assert said[:-3] == ["salam"] * TURN_MESSAGES.value
    assert said[-3:] == ["fault", "handover.connecting", "wait.announce"]
    assert talk.replayed() is None


def test_a_question_after_many_words_is_asked() -> None:
    choose = program(SHOP).artifact.states[MENU]
    many = ("salam",) * (TURN_MESSAGES.value + 1)
    talk = converse_with(
        {"menu/many": Say(flow=choose.flow, place=choose.place, messages=many, next=MENU)}, "menu/many"
    )
    talk.write("halo")
    assert isinstance(choose, Choose)
    assert names(talk) == [*many[1:], choose.ask]
    assert talk.sent[-1].buttons


def test_a_message_that_no_turn_could_handle_reaches_a_human() -> None:
    talk = converse()
    crash(talk, "pesan beracun")
    assert names(talk) == ["fault", "handover.connecting", "wait.announce"]
    assert talk.record is not None
    assert "pesan beracun" in [line.text for line in talk.record.transcript]
    talk.write("halo?")
    assert names(talk)[3:] == ["salam", "handover.noted"]
    assert talk.replayed() is None


def test_a_crash_while_an_agent_has_it_passes_the_words_on() -> None:
    talk = converse(bot("serah"))
    talk.write("ke tim tagihan")
    assert talk.state.handover is not None
    id_ = talk.state.handover.id
    talk.happen(lambda event, now: AgentAccepted(event, now, id_, "Ani"))
    said = len(talk.sent)
    crash(talk, "pesan beracun")
    assert names(talk, said) == []
    assert [one.text for one in talk.relayed if isinstance(one, RelayMessage)] == ["pesan beracun"]
