"""Witnesses through the signed webhook: real texts, a clock moved by hand, and the outbox shows the claim.

Where the oracle of mutants can see the harm, it does: so it is shown to see each kind. The nearest
correct bot does no such thing to the same customer.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from flowc.compiler import compile_bot
from flowc.diagnostics.model import Problem
from flowc.proofs.rules.answer_is_command import AnswerIsCommand
from flowc.proofs.rules.answer_taken_by_rule import AnswerTakenByRule
from flowc.proofs.rules.examples_alike import ExamplesAlike
from flowc.proofs.rules.need_not_asked import NeedNotAsked
from flowc.proofs.rules.phrase_reaches_another import PhraseReachesAnother
from flowc.proofs.rules.unreachable_step import UnreachableStep
from flowc.source.durations import read_duration
from runtime.artifact import model
from runtime.artifact.model import Artifact
from runtime.channels.limits import form_for
from runtime.core.reach import STAYS, WINDOW
from tests.mutants.customer import Act
from tests.mutants.judging import named_by
from tests.mutants.oracle import FAULT, SILENCED, STRANDED, TOO_LONG, judge
from tests.mutants.world import DAYS, Heard, Seen, served
from tests.ui.bots import AS_OF, UI, write_fixture

FIXTURES = {path.parent.name: path.parent for path in sorted(UI.glob("FC5*/bot"))}
WAITED = re.compile(r"\(no answer for (\S+)\)")
MOMENT = re.compile(r"\(it is (\S+ \S+) WIB\)")
SAMPLE = "Sari Wulandari"  # what a witness answers to a free question
LONGEST = "a" * 1_024  # characters that a text slot takes
MONTH = Act(wait=timedelta(days=30))


@dataclass(frozen=True, slots=True)
class Shown:
    """What one customer got. `after` begins with the first act that the witness does not have itself."""

    bot: Artifact
    problem: Problem
    seen: Seen
    after: int

    @property
    def last(self) -> Heard:
        """What followed the last thing that the witness tells of."""
        return self.seen.heard[self.after - 1]

    @property
    def more(self) -> list[Heard]:
        return self.seen.heard[self.after :]

    @property
    def alone(self) -> bool:
        """Whether no person has come, and none was offered after the witness."""
        offered = any(message.get("buttons") for heard in self.more for message in heard.messages)
        return not self.seen.records and not offered

    def harmed(self, harm: str) -> bool:
        return harm in {what for what, _ in judge(self.seen, self.bot.bot.channels[0], named_by(self.bot))}

    def first_said(self, intent: str) -> set[str]:
        """Return the messages with which the flow of an intent begins."""
        for flow in self.bot.flows.values():
            state = None if flow.first is None else self.bot.states[flow.first]
            if intent in flow.start_on and isinstance(state, model.Say):
                return set(state.messages)
        return set()


@dataclass(frozen=True, slots=True)
class Claim:
    """`then`: what the customer does after the witness; `answer`: is written in place of a sample answer.

    `insists`: all along, on a person. `differs`: false where the nearest correct bot differs in another way
    than this customer takes.
    """

    holds: Callable[[Shown], bool]
    then: tuple[Act, ...] = ()
    answer: str | None = None
    insists: bool = False
    differs: bool = True


def names(heard: Heard) -> list[str]:
    return [str(message.get("name")) for message in heard.messages]


def is_never_told(shown: Shown) -> bool:
    assert isinstance(shown.problem, UnreachableStep)
    state = shown.bot.states[shown.problem.step]
    assert isinstance(state, model.Say)
    said = {name for heard in shown.seen.heard for name in names(heard)}
    return not said & set(state.messages)


def goes_round(shown: Shown) -> bool:
    """The same again and again, until the bot is broken off and a person has to take over."""
    again = {name for name in names(shown.last) if names(shown.last).count(name) > 2}
    return bool(again) and [record["trigger"]["name"] for record in shown.seen.records] == ["step_limit"]


def begins_nothing(shown: Shown) -> bool:
    return bool({"not_understood", "slot.invalid"} & set(names(shown.last)))


def is_asked_for_ever(shown: Shown) -> bool:
    question = names(shown.last)[-1]
    return shown.alone and all(question in names(heard) for heard in shown.more)


def is_alone(shown: Shown) -> bool:
    return shown.alone and all(heard.messages for heard in shown.more)


def answers_in_vain(shown: Shown) -> bool:
    return not shown.last.messages and begins_nothing(replace(shown, after=shown.after + 1))


def comes_too_late(shown: Shown) -> bool:
    """A free message later than the channel's window allows, since the customer wrote."""
    window = WINDOW[shown.bot.bot.channels[0]]
    replied = datetime.fromisoformat(shown.seen.heard[shown.after - 2].messages[-1]["at"])
    late = (
        datetime.fromisoformat(one["at"]) - replied for one in shown.last.messages if "template" not in one
    )
    return any(one >= window for one in late)


def waits_for_ever(shown: Shown) -> bool:
    """Nothing comes for a month; what is written then is still an answer, not the beginning of something."""
    month, later = shown.more
    return not month.messages and bool(later.messages) and "salam" not in names(later)


def is_never_asked(shown: Shown) -> bool:
    """A person is on the way, and what they need to know is in no question."""
    assert isinstance(shown.problem, NeedNotAsked)
    ask = shown.bot.slots[shown.problem.slot].ask
    said = {name for heard in shown.seen.heard for name in names(heard)}
    return "handover.connecting" in said and (ask is None or ask not in said)


def has_no_day(shown: Shown) -> bool:
    texts = " ".join(message["text"] for heard in shown.more for message in heard.messages)
    return bool(texts) and "WIB" not in texts


def becomes_a_text(shown: Shown) -> bool:
    asked = [message for message in shown.last.messages if message.get("buttons")][-1]
    labels = tuple(button["label"] for button in asked["buttons"])
    return form_for(shown.bot.bot.channels[0], labels, asked["text"]).form == "numbered"


def leads_elsewhere(shown: Shown) -> bool:
    assert isinstance(shown.problem, PhraseReachesAnother)
    return set(names(shown.last)) >= shown.first_said(shown.problem.reached)


def sets_off_the_rule(shown: Shown) -> bool:
    assert isinstance(shown.problem, AnswerTakenByRule)
    return [record["trigger"]["name"] for record in shown.seen.records] == [shown.problem.rule]


def is_an_answer(shown: Shown) -> bool:
    """The word cancelled nothing: it is the value that an agent reads."""
    assert isinstance(shown.problem, AnswerIsCommand)
    (record,) = shown.seen.records
    values = [fact["value"] for fact in record.get("slots", ())]
    return "command.cancelled" not in names(shown.last) and shown.problem.option in values


def cannot_be_answered(shown: Shown) -> bool:
    """The answer is due when the channel takes free words no more, and no other way is known."""
    (record,) = shown.seen.records
    reach, channel = record["reach"], shown.bot.bot.channels[0]
    late = "window_until" in reach and reach["window_until"] < reach["promised"]
    return record["state"] == "left_message" and reach["by"] == ["channel"] and (late or channel in STAYS)


def never_helps(shown: Shown) -> bool:
    """No rung has told anybody, and the division that has it is the same."""
    (record,) = shown.seen.records
    rungs = [rung for clock in record.get("sla", ()) for rung in clock.get("rungs", ())]
    return record["to"] == "cs" and "notify" not in str(rungs)


def is_made_up(shown: Shown) -> bool:
    """A length of time was promised, and the record knows of no estimate."""
    (record,) = shown.seen.records
    kinds = {one["wait"] for one in record["wait"]["announced"]}
    texts = [one["text"] for one in shown.last.messages if one["name"] == "wait.announce"]
    return kinds.isdisjoint(("range", "over_limit")) and any(map(re.compile(r"\d").search, texts))


def is_taken(shown: Shown) -> bool:
    """What is not to be asked for was asked for, given, and kept."""
    return "slot.invalid" not in names(shown.last) and bool(shown.last.messages)


def one_of_two(shown: Shown) -> bool:
    """The words that both examples have lead to one of them, whichever of the two the customer means."""
    assert isinstance(shown.problem, ExamplesAlike)
    (heard,) = shown.more
    both = (shown.first_said(shown.problem.owner), shown.first_said(shown.problem.other))
    return any(set(names(heard)) >= said for said in both)


CLAIMS: Mapping[str, Claim] = {
    "FC501": Claim(is_never_told, then=(Act("lanjut"),)),
    "FC502": Claim(goes_round),
    "FC503": Claim(begins_nothing),
    "FC505": Claim(is_asked_for_ever, then=(Act(SAMPLE),) * 20, differs=False),
    "FC506": Claim(is_alone, then=(Act("…"),) * 15),
    "FC508": Claim(answers_in_vain, then=(Act("TK-123456"),)),
    "FC509": Claim(comes_too_late),
    "FC510": Claim(is_never_asked),
    "FC511": Claim(lambda shown: shown.harmed(SILENCED)),
    "FC512": Claim(waits_for_ever, then=(MONTH, Act(SAMPLE))),
    "FC513": Claim(cannot_be_answered, differs=False),
    "FC514": Claim(never_helps, then=(Act(wait=timedelta(hours=4)),)),
    "FC515": Claim(lambda shown: shown.harmed(STRANDED), insists=True),
    "FC525": Claim(has_no_day, then=(Act("Barangnya rusak, tolong dicek."),)),
    "FC551": Claim(lambda shown: shown.harmed(TOO_LONG), answer=LONGEST),
    "FC552": Claim(becomes_a_text),
    "FC553": Claim(lambda shown: shown.harmed(FAULT)),
    "FC554": Claim(is_made_up),
    "FC560": Claim(leads_elsewhere),
    "FC561": Claim(sets_off_the_rule),
    "FC562": Claim(is_an_answer, then=(Act("minta cs dong"),)),
    "FC563": Claim(one_of_two, then=(Act("kembalikan sepatu"),), differs=False),
    "FC570": Claim(is_taken),
}

# In these witnesses no customer says a thing, so that there is nothing to send.
WITHOUT_CUSTOMER: Mapping[str, str] = {
    "FC504": "a message that no conversation has",
    "FC507": "a rule that another one always forestalls: any message for which it holds",
    "FC516": "a division that no handover goes to",
    "FC517": "a skill that is dropped for every customer",
    "FC520": "a table's rows, told by inputs",
    "FC521": "a table's rows, told by inputs",
    "FC522": "a table's row, told by the row before it",
    "FC523": "a table, told by inputs",
    "FC524": "a table that is too large to be settled",
}
SERVED = [name for name in FIXTURES if name.split("_")[0] in CLAIMS]


@pytest.mark.parametrize("name", SERVED)
def test_the_outbox_shows_what_is_claimed(tmp_path: Path, name: str) -> None:
    claim, (bot, problem) = CLAIMS[_code(name)], _compiled(tmp_path / "bad", FIXTURES[name] / "bot", name)
    assert problem is not None
    shown = _play(tmp_path, bot, problem, claim)
    assert claim.holds(shown), shown.seen.heard
    said = {message["text"] for heard in shown.seen.heard for message in heard.messages}
    witness = {turn.text.en for turn in problem.report().witness if turn.who == "bot"}
    assert claim.answer is not None or witness <= said, (witness - said, said)


@pytest.mark.parametrize("name", [name for name in SERVED if CLAIMS[name.split("_")[0]].differs])
def test_the_nearest_correct_bot_does_no_such_thing(tmp_path: Path, name: str) -> None:
    claim, (_, problem) = CLAIMS[_code(name)], _compiled(tmp_path / "bad", FIXTURES[name] / "bot", name)
    good, nothing = _compiled(tmp_path / "good", FIXTURES[name] / "good", name)
    assert problem is not None
    assert nothing is None
    shown = _play(tmp_path, good, problem, claim)
    assert not claim.holds(shown), shown.seen.heard


def test_every_witness_in_which_a_customer_speaks_is_served() -> None:
    for name, folder in FIXTURES.items():
        text = (folder / "stderr.txt").read_text(encoding="utf-8")
        speaks = re.search(r"^ +customer  ", text, re.MULTILINE) is not None
        assert (_code(name) in CLAIMS) == speaks, name
        assert (_code(name) in WITHOUT_CUSTOMER) != speaks, name


def _code(name: str) -> str:
    return name.partition("_")[0]


def _compiled(folder: Path, source: Path, name: str) -> tuple[Artifact, Problem | None]:
    result = compile_bot(write_fixture(folder, source), AS_OF, despite_proofs=True)
    assert result.artifact is not None
    return result.artifact, next((one for one in result.problems if one.code == _code(name)), None)


def _acts(problem: Problem, claim: Claim) -> Iterator[Act]:
    for turn in problem.report().witness:
        waited = WAITED.search(turn.text.en)
        if turn.who == "customer":
            text = turn.text.en if turn.text.en != SAMPLE or claim.answer is None else claim.answer
            yield Act(text, insists=claim.insists)
        elif waited is not None:
            yield Act(wait=read_duration(waited[1]))


def _begins(problem: Problem) -> datetime:
    """Return the time that the witness begins at; by day where it is any."""
    found = [MOMENT.search(turn.text.en) for turn in problem.report().witness]
    times = [datetime.fromisoformat(f"{one[1]}+07:00") for one in found if one is not None]
    return times[0] if times else DAYS[0].start


def _play(folder: Path, bot: Artifact, problem: Problem, claim: Claim) -> Shown:
    acts = tuple(_acts(problem, claim))
    day = replace(DAYS[0], start=_begins(problem))

    async def play() -> Seen:
        async with served(folder, bot, day) as site:
            return await site.play((*acts, *claim.then), "sari")

    return Shown(bot, problem, asyncio.run(play()), len(acts))
