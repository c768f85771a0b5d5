"""Every witness is played: the customer says what it says, time passes, and what is claimed comes true."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from flowc import compiler
from flowc.bottest.run import prepared
from flowc.diagnostics.model import Diagnostic
from flowc.proofs.facts.failing import MOST_FAILED
from flowc.proofs.rules.need_not_asked import NeedNotAsked
from flowc.source.durations import read_duration
from runtime.artifact import codec
from runtime.core.events import AgentAccepted, Outcome
from runtime.core.reach import STAYS, window_open
from runtime.templates import Templates
from runtime.testing import Conversation
from runtime.understanding.detect import Detector
from tests.ui.bots import AS_OF, UI, write_fixture

FIXTURES = {
    path.parent.name: path
    for path in sorted(UI.glob("FC5*/bot"))
    if path.parent.name[2:4] != "56"  # what is understood is tried in test_heard
    and path.parent.name[:5] not in ("FC551", "FC552")  # what channels take, in tests/mutants
}
NOON = datetime.fromisoformat("2026-11-23T12:00+07:00")
WAITED = re.compile(r"\(no answer for (\S+)\)")
MOMENT = re.compile(r"\(it is (\S+ \S+) WIB\)")
WINDOW = timedelta(hours=24)


class Played:
    """A witness, played to its end; `said` is what the bot said since the last thing that happened.

    `good`: the customer of the bad bot writes to the nearest correct one, which may answer as it likes.
    """

    def __init__(self, folder: Path, source: Path, *, good: bool = False) -> None:
        bot = write_fixture(folder / "bot", source)
        found = compiler.compile_bot(bot, AS_OF)
        code = source.parent.name.split("_")[0]
        self.problem = next(one for one in found.problems if one.code == code)
        self.diagnostic: Diagnostic = self.problem.report()
        if good:
            bot = write_fixture(folder / "good", source.parent / "good")
        with pytest.MonkeyPatch.context() as patch:  # a bot with an error has no artifact; this one gets it
            stages = tuple(stage for stage in compiler.STAGES if stage.name != "proofs")
            patch.setattr(compiler, "STAGES", stages)
            artifact = compiler.compile_bot(bot, AS_OF).artifact
        assert artifact is not None
        self.artifact = artifact
        program = prepared(artifact, codec.name(codec.dump(artifact)))
        detector = Detector(artifact.understanding, artifact.slots, artifact.bot.country)
        self.talk = Conversation(
            program,
            now=self._moment(),
            understand=detector.detect,
            render=Templates(artifact.bot.currency, program.zone).render,
            act=lambda name, inputs: Outcome(error="timeout"),
            channel=artifact.bot.channels[0],
        )
        self._mark = 0
        for turn in self.diagnostic.witness:
            waited = WAITED.search(turn.text.en)
            if turn.who == "customer":
                self.write(turn.text.en)
            elif waited is not None:
                length = read_duration(waited[1])
                assert length is not None
                self.wait(length)
            elif turn.who == "bot" and not good:
                assert turn.text.en in self.said, self.diagnostic.witness

    def _moment(self) -> datetime:
        """Return the time that the witness begins at; noon where it is any."""
        found = [MOMENT.search(turn.text.en) for turn in self.diagnostic.witness]
        times = [datetime.fromisoformat(f"{one[1]}+07:00") for one in found if one is not None]
        return times[0] if times else NOON

    @property
    def said(self) -> list[str]:
        return [message.text for message in self.talk.sent[self._mark :]]

    def write(self, text: str) -> None:
        self._mark = len(self.talk.sent)
        self.talk.write(text)

    def wait(self, length: timedelta) -> None:
        self._mark = len(self.talk.sent)
        self.talk.wait(length)

    def traced(self, what: str) -> list[Mapping[str, object]]:
        return [trace.facts for trace in self.talk.traces if trace.what == what]

    @property
    def alone(self) -> bool:
        """Whether no person has ever come, and none was offered."""
        return not self.traced("handover") and not self.traced("offered")


def leads_nowhere(one: Played) -> bool:
    return bool(one.traced("not_understood"))


def is_asked_for_ever(one: Played) -> bool:
    for _ in range(20):
        one.write("Sari Wulandari")
    return one.alone and one.talk.state.open and one.talk.state.waiting is not None


def is_alone(one: Played) -> bool:
    for _ in range(3 * MOST_FAILED):
        one.write("…")
    return one.alone


def answers_in_vain(one: Played) -> bool:
    silent = not one.said
    one.write("TK-123456")
    return silent and bool(one.traced("not_understood"))


def comes_too_late(one: Played) -> bool:
    heard = one.talk.state.heard
    assert heard is not None
    said = [line for line in one.talk.state.transcript if line.who == "bot"]
    return said[-1].at - heard >= WINDOW and one.talk.sent[-1].template is None


def hears_nothing(one: Played) -> bool:
    return not one.said


def waits_for_ever(one: Played) -> bool:
    one.wait(timedelta(days=30))
    return not one.said and one.talk.state.open and one.talk.state.waiting is not None


def goes_round(one: Played) -> bool:
    return bool(one.traced("step_limit"))


def has_no_day(one: Played) -> bool:
    one.write("Barangnya rusak, tolong dicek.")
    assert one.said != []
    return "WIB" not in " ".join(one.said)


def is_not_heard(one: Played) -> bool:
    return one.alone


def is_never_asked(one: Played) -> bool:
    """Whether a handover is on its way, and what its people need is in no question."""
    assert isinstance(one.problem, NeedNotAsked)
    ask = one.artifact.slots[one.problem.slot].ask
    asked = [message.name for message in one.talk.sent]
    return bool(one.traced("handover")) and (ask is None or ask not in asked)


def breaks_off(one: Played) -> bool:
    return bool(one.traced("fault"))


def cannot_be_answered(one: Played) -> bool:
    """Whether an agent who opens the message that was left can no longer write to the customer."""
    if one.talk.state.waiting is not None:
        one.write("sari@example.com")
    handover = one.talk.state.handover
    assert handover is not None
    assert handover.phase == "left_message"
    one.talk.happen(lambda id_, now: AgentAccepted(id_, now, handover.id, "Ani"))
    opened, state = one.talk.sent[-1], one.talk.state
    late = opened.template is None and not window_open(state, one.talk.now)
    assert one.talk.record is not None
    return one.talk.record.reach.by == ("channel",) and (late or state.channel in STAYS)


def never_helps(one: Played) -> bool:
    """Whether the rung does not come, or finds nobody to go to."""
    one.wait(timedelta(days=2))
    return not one.traced("rung") or bool(one.traced("cannot_move"))


def says_it_for_nothing(one: Played) -> bool:
    """Whether a length of time is promised where the runtime itself says that it cannot tell."""
    handover = one.talk.state.handover
    assert handover is not None
    return handover.announced[-1].wait == "unknown" and re.search(r"\d", " ".join(one.said)) is not None


def gives_it_away(one: Played) -> bool:
    """Whether the bot has taken a number as long as those of cards and identity papers."""
    values = [str(known.value) for known in one.talk.state.slots.values()]
    return any(len(value) >= 13 and value.isdigit() for value in values)


CLAIMS: Mapping[str, Callable[[Played], bool]] = {
    "FC502": goes_round,
    "FC503": leads_nowhere,
    "FC505": is_asked_for_ever,
    "FC506": is_alone,
    "FC508": answers_in_vain,
    "FC509": comes_too_late,
    "FC510": is_never_asked,
    "FC511": hears_nothing,
    "FC512": waits_for_ever,
    "FC513": cannot_be_answered,
    "FC514": never_helps,
    "FC515": is_not_heard,
    "FC525": has_no_day,
    "FC553": breaks_off,
    "FC554": says_it_for_nothing,
    "FC570": gives_it_away,
}

# What the customer of the bad bot does is not what shows the difference: the good one for FC505 leads out by
# wrong answers.
DIFFERS = {"FC505"}


@pytest.mark.parametrize("name", [name for name in FIXTURES if name.split("_")[0] in CLAIMS])
def test_what_a_witness_claims_comes_true(name: str, tmp_path: Path) -> None:
    played = Played(tmp_path, FIXTURES[name])
    assert CLAIMS[name.split("_")[0]](played), played.diagnostic.witness


@pytest.mark.parametrize("name", [name for name in FIXTURES if name.split("_")[0] in CLAIMS.keys() - DIFFERS])
def test_what_is_claimed_of_the_bad_bot_is_not_true_of_the_good_one(name: str, tmp_path: Path) -> None:
    assert not CLAIMS[name.split("_")[0]](Played(tmp_path, FIXTURES[name], good=True))


def test_every_witness_in_which_a_customer_speaks_is_played() -> None:
    for name, source in FIXTURES.items():
        text = (source.parent / "stderr.txt").read_text(encoding="utf-8")
        speaks = re.search(r"^ +customer  ", text, re.MULTILINE) is not None
        assert not speaks or name.split("_")[0] in CLAIMS or name.startswith("FC501"), name
