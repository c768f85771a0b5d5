"""The conversation of a session: the core in memory, and every effect turned into lines as it comes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from flowc.bottest.given import AGENT, ERRORS, GivenError, queues, roster, start_state, start_time
from flowc.bottest.model import Plain
from flowc.chat import words
from flowc.chat.answers import Answers, example, read_plain
from flowc.chat.carried import carry, missing
from flowc.chat.lines import Line, Who, note
from flowc.chat.settings import Settings, Staffing, one_each
from flowc.chat.why import Turn, place_of
from flowc.diagnostics.model import Text
from runtime.artifact.model import Artifact
from runtime.core.effects import CallAction, RelayMessage
from runtime.core.events import (
    AgentAccepted,
    AgentDeclined,
    AgentEscalated,
    AgentNoted,
    AgentResolved,
    AgentReturned,
    AgentTransferred,
    AgentWrote,
    Outcome,
    QueueMoved,
    ShortcutUsed,
)
from runtime.core.program import Program
from runtime.core.state import State
from runtime.feel.values import Value
from runtime.feel.writing import text_of
from runtime.routing.assigning import AgentChange
from runtime.templates import Templates
from runtime.testing import Conversation
from runtime.understanding.detect import Detector
from runtime.understanding.result import Understood

OUTCOMES = ("resolved", "unresolved")


class Play:
    """`out` collects lines until somebody takes them. `last` is what the person's newest line brought."""

    def __init__(self, artifact: Artifact, name: str, settings: Settings) -> None:
        """Begin a conversation.

        Raises:
            GivenError: the settings mean nothing to this bot.
        """
        self.out: list[Line] = []
        self.settings = settings
        self.program = Program(artifact, name)
        self._understood: Understood | None = None  # what the newest message was taken for
        self.answers = Answers(self.program, settings.actions)
        self.agents = {**one_each(artifact), **settings.agents}
        self.queue = dict.fromkeys(artifact.divisions, 0) | dict(settings.queue)
        self._equip()
        self.begin()

    @property
    def artifact(self) -> Artifact:
        return self.program.artifact

    @property
    def buttons(self) -> tuple[str, ...]:
        """The words of the buttons that were offered last."""
        offered = next((one.buttons for one in reversed(self.talk.sent) if one.buttons), ())
        return tuple(button.word for button in offered)

    @property
    def call(self) -> CallAction | None:
        """The action whose answer is asked for; those that were given up meanwhile are forgotten."""
        pending = {call.id for call in self.talk.state.calls}
        self.talk.running[:] = [call for call in self.talk.running if call.id in pending]
        return self.talk.running[0] if self.talk.running else None

    def say(self, text: Text, *values: object) -> str:
        """Return one of our own texts in the person's language."""
        return text.in_(self.settings.language).format(*values)

    def clock(self, at: datetime | None = None) -> str:
        """Return a moment, or the present one, in the bot's zone."""
        return words.moment(self.program.local(at or self.talk.now), self.settings.language)

    # ---- beginning, and going on with another bot ----

    def begin(self) -> None:
        """Begin a conversation at the settings' moment, with people as they are now."""
        channels, wanted = self.artifact.bot.channels, self.settings.channel
        given = {**self._given(), "channel": wanted if wanted in channels else channels[0]}
        try:
            start = start_time(self.program, given)
            state = start_state(self.program, given, start)
            self.program.local(start)
        except OverflowError as mistake:
            raise GivenError(f"`now: {self.settings.now}` is out of range") from mistake
        self.talk = Conversation(
            self.program,
            now=start,
            understand=self._understand,
            render=self._render,
            act=self._act,
            queues=lambda now: queues(self.program, self._given()),
            channel=state.channel,
            profile={"locale": self.settings.locale} if self.settings.locale else {},
            start=state,
            roster=roster(self.program, given),
        )
        self._shown = self._relayed = self._notified = self._told = 0
        self.last: Turn | None = None
        self.mark(None)

    def renew(self, artifact: Artifact, name: str) -> None:
        """Go on with a bot whose files have changed; begin again if the conversation's place is gone."""
        old, self.program = self.artifact, Program(artifact, name)
        self.agents = {one: self.agents.get(one, count) for one, count in one_each(artifact).items()}
        self.queue = {one: self.queue.get(one, 0) for one in artifact.divisions}
        self._equip()
        gone = missing(self.talk.state, old, artifact)
        if gone is None:
            self.talk.renew(self.program)
            self.talk.state = carry(self.talk.state, old, artifact, name)
            self.out.append(note(self.say(words.CHANGED)))
        else:
            self.begin()
            what = self.say(gone[0], gone[1])
            self.out.append(note(self.say(words.CHANGED_RESTART, what)))
        self.out += [note(self.say(words.ANSWER_DROPPED, one)) for one in self.answers.renew(self.program)]

    def _equip(self) -> None:
        """Make what the conversation needs from the bot's files."""
        artifact = self.artifact
        self._detector = Detector(artifact.understanding, artifact.slots, artifact.bot.country)
        self._templates = Templates(artifact.bot.currency, self.program.zone)

    def _given(self) -> dict[str, Plain]:
        return self.settings.given(self.agents, self.queue)

    def _understand(self, text: str) -> Understood:
        self._understood = understood = self._detector.detect(text)
        return understood

    def _render(self, text: str, variables: Mapping[str, object], locale: str) -> str:
        return self._templates.render(text, variables, locale)

    def _act(self, action: str, inputs: Mapping[str, Value]) -> Outcome | None:
        self.flush()
        declared = self.artifact.actions[action]
        told = self.say(words.ACTION_RUNS, action, text_of(dict(inputs)))
        self.out.append(note(told, place_of(declared.place)))
        outcome = self.answers.take(action)
        if outcome is not None:
            self.out.append(note(self.say(words.ACTION_ANSWERS, action, _written(outcome))))
        return outcome

    # ---- what happens ----

    def mark(self, wrote: str | None) -> None:
        """Remember that the person's next line begins here."""
        self._wrote = wrote
        self._understood = None
        self._before = self._noticed = self.talk.state
        self._first_trace, self._first_sent = len(self.talk.traces), len(self.talk.sent)

    def happen(self, wrote: str | None, do: Callable[[], None]) -> None:
        """Let something happen and show what it brings."""
        self.mark(wrote)
        before = len(self.out)
        do()
        self.settle()
        if len(self.out) == before:
            self.out.append(note(self.say(words.NOTHING_SAID)))

    def answer(self, outcome: Outcome) -> None:
        """The action that is asked for answers; what follows belongs to the line that called it."""
        self.talk.answer(outcome)
        self.settle()

    def agent(self, what: str, text: str) -> bool:
        """Let the agent do something with the open handover. False: no agent can do that."""
        if what in ("online", "offline") and text:
            self._presence(text, what == "online")
            return True
        handover = self.talk.state.handover
        if handover is None:
            raise GivenError(self.say(words.NO_HANDOVER))
        given = handover.assigned.name if handover.assigned is not None else None
        happen, id_, by = self.talk.happen, handover.id, given or handover.agent or AGENT
        match what, text:
            case "decline", "":
                self.happen(None, lambda: happen(lambda event, now: AgentDeclined(event, now, id_, given)))
            case "accept", "":
                self.happen(None, lambda: happen(lambda event, now: AgentAccepted(event, now, id_, by)))
            case "write", str() if text:
                self.happen(None, lambda: happen(lambda event, now: AgentWrote(event, now, id_, text, by)))
            case "note", str() if text:
                self.happen(None, lambda: happen(lambda event, now: AgentNoted(event, now, id_, text, by)))
            case "resolve", str() if text in ("", *OUTCOMES):
                how = text or OUTCOMES[0]
                self.happen(None, lambda: happen(lambda event, now: AgentResolved(event, now, id_, how, by)))
            case "transfer", str() if text in self.artifact.divisions:
                self.happen(
                    None, lambda: happen(lambda e, now: AgentTransferred(e, now, id_, text, agent=by))
                )
            case "escalate", _:
                self.happen(None, lambda: happen(lambda e, now: AgentEscalated(e, now, id_, None, text, by)))
            case "return", _:
                self.happen(None, lambda: happen(lambda event, now: AgentReturned(event, now, id_, text, by)))
            case "shortcut", str() if text:
                name, _, form = text.partition(" ")
                values = self._form(name, read_plain(form))
                self.happen(
                    None, lambda: happen(lambda event, now: ShortcutUsed(event, now, id_, name, values, by))
                )
            case _:
                return False
        return True

    def staff(self, agents: Mapping[str, Staffing]) -> None:
        """Let other agents be there; those who are named begin anew."""
        if agents:
            self.agents |= agents
            self.talk.roster = roster(self.program, self._given())
            self._look()

    def _presence(self, name: str, online: bool) -> None:
        if name not in {agent.id for agent in self.talk.roster.agents()}:
            raise GivenError(self.say(words.NO_AGENT, name))
        self.talk.roster.change(AgentChange(name, online=online, misses=0 if online else None))
        self._look()

    def _look(self) -> None:
        """Whoever waits looks whether an agent is there now."""
        handover = self.talk.state.handover
        if handover is not None:
            id_ = handover.id
            self.happen(None, lambda: self.talk.happen(lambda event, now: QueueMoved(event, now, id_)))

    def _form(self, shortcut: str, form: Plain) -> dict[str, str]:
        """Return what a shortcut's form is filled in with."""
        known = self.artifact.shortcuts
        if shortcut not in known:
            raise GivenError(self.say(words.NO_SHORTCUT, shortcut, ", ".join(known) or "-"))
        if form is not None and not isinstance(form, dict):
            raise GivenError(self.say(words.NO_FORM, shortcut, ", ".join(known[shortcut].needs)))
        return {slot: "" if text is None else str(text) for slot, text in (form or {}).items()}

    def pass_time(self, span: timedelta) -> None:
        """Let time pass timer by timer, each reply at its own time; it stops where an action is asked for."""
        talk, end = self.talk, self.talk.now + span
        self.mark(None)
        while due := [(timer.due, name) for name, timer in talk.state.timers.items() if timer.due <= end]:
            at, name = min(due)
            self.out.append(note(self.say(words.TIMER_FIRED, self.clock(max(at, talk.now)), name)))
            talk.wait(max(at - talk.now, timedelta()))
            self.settle()
            if self.call is not None:
                self.out.append(note(self.say(words.TIME_STANDS, self.clock())))
                return
        talk.wait(end - talk.now)
        self.settle()
        self.out.append(note(self.say(words.TIME_PASSED, self.clock())))

    # ---- what it brings ----

    def settle(self) -> None:
        """Show what an event brought, keep it for `/why`, and ask for an action's answer."""
        self.flush()
        talk = self.talk
        traces, sent = talk.traces[self._first_trace :], talk.sent[self._first_sent :]
        self.last = Turn(self._before, talk.state, self._wrote, self._understood, traces, sent)
        self._notice(self._noticed, talk.state)
        self._noticed = talk.state
        call = self.call
        if call is not None:
            sample = example(self.program, call.action)
            self.out.append(
                Line(Who.ASK, self.say(words.ACTION_ASKED, call.action, sample, " · ".join(ERRORS)))
            )

    def flush(self) -> None:
        """Show what was said and passed on since the last time."""
        for message in self.talk.sent[self._shown :]:
            bot = message.author == "bot"
            self.out.append(Line(Who.BOT if bot else Who.AGENT, message.text, "" if bot else message.author))
            if message.media is not None:
                self.out.append(note(f"[{message.media.type} {message.media.url}]"))
            if message.link is not None:
                self.out.append(note(f"[{message.link.label}: {message.link.url}]"))
            for number, button in enumerate(message.buttons, start=1):
                self.out.append(Line(Who.BUTTON, f"{number}) {button.label}", button.word))
        self._shown = len(self.talk.sent)
        for effect in self.talk.relayed[self._relayed :]:
            if isinstance(effect, RelayMessage):
                self.out.append(note(self.say(words.TO_DESK, effect.division)))
            else:
                facts = ", ".join(f"{key} {fact}" for key, fact in effect.facts.items() if key != "said")
                shortcut = effect.what == "shortcut"
                what = f"{effect.what} ({facts})" if shortcut else effect.what
                self.out.append(note(self.say(words.DESK_TOLD, effect.division, what)))
        self._relayed = len(self.talk.relayed)
        for notice in self.talk.notices[self._notified :]:
            self.out.append(note(self.say(words.ROLE_TOLD, notice.role, notice.why)))
        self._notified = len(self.talk.notices)

    def _notice(self, before: State, now: State) -> None:
        for trace in self.talk.traces[self._told :]:
            if trace.what == "fault":
                told = self.say(words.FAULT, trace.facts.get("message", ""), trace.facts.get("why", ""))
                self.out.append(Line(Who.ERROR, told, place_of(trace.place)))
        self._told = len(self.talk.traces)
        was, is_ = before.handover, now.handover
        if is_ is not None and (was is None or (was.phase, was.division) != (is_.phase, is_.division)):
            self.out.append(note(self.say(words.HANDOVER, is_.division or "-", is_.phase)))
        outcome = self.talk.record.outcome if self.talk.record is not None else None
        if was is not None and is_ is None and outcome is not None:
            self.out.append(note(self.say(words.HANDOVER_OVER, outcome.state)))
        if before.open and not now.open:
            self.out.append(note(self.say(words.CLOSED)))


def _written(outcome: Outcome) -> str:
    if outcome.error is not None:
        return outcome.error
    return text_of(dict(outcome.value)) if outcome.value is not None else "null"
