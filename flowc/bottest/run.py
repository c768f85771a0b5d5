"""Running conversation tests: the real core, a manual clock, and the agent and actions that the test
gives.
"""

from __future__ import annotations

import difflib
import fnmatch
from collections.abc import Mapping
from datetime import datetime
from functools import partial

from flowc.bottest.checks import check_handover, check_values, matches, shown
from flowc.bottest.given import (
    Actions,
    GivenError,
    agent_name,
    duration,
    earlier_program,
    queues,
    roster,
    start_state,
    start_time,
)
from flowc.bottest.model import BotTest, Failure, Item, Outcome, Plain, Report, Spoken
from flowc.diagnostics.model import Text
from runtime.artifact import codec
from runtime.artifact.model import Artifact
from runtime.core.effects import TellDesk
from runtime.core.events import (
    AgentAccepted,
    AgentDeclined,
    AgentEscalated,
    AgentNoted,
    AgentResolved,
    AgentReturned,
    AgentTransferred,
    AgentWrote,
    QueueMoved,
    ShortcutUsed,
)
from runtime.core.program import Program
from runtime.routing.assigning import AgentChange
from runtime.templates import Templates
from runtime.testing import Conversation
from runtime.understanding.detect import Detector

ACTS = ("user", "after", "agent")
FAULTS = ("fault", "step_limit", "turn_crashed")


def run_tests(artifact: Artifact, name: str, tests: tuple[BotTest, ...]) -> Report:
    """Run tests against a compiled bot; `name` is the artifact's content address."""
    program = prepared(artifact, name)
    return Report(tuple(play(program, test) for test in tests))


def prepared(artifact: Artifact, name: str) -> Program:
    """Return a bot as the runtime gets it; `name` is the artifact's content address."""
    return Program(codec.load(codec.dump(artifact)), name)


def play(program: Program, test: BotTest) -> Outcome:
    """Play one test up to its first failure."""
    run = _Run(program, test)
    failure = run.go()
    return Outcome(test, tuple(run.spoken), failure)


class _Run:
    def __init__(self, program: Program, test: BotTest) -> None:
        self.program, self.test = program, test
        self.spoken: list[Spoken] = []
        self.conversation: Conversation | None = None
        self.mark = self.shown = self.called = self.traced = 0

    def go(self) -> Failure | None:
        """Play the chat. Returns the first failure; None: it passed."""
        try:
            self.conversation = self._begin()
        except GivenError as error:
            return Failure(self.test.span, "given", "", error.text)
        for item in self.test.chat:
            try:
                failure = self._act(item) if item.kind in ACTS else self._check(item)
            except GivenError as error:
                failure = Failure(item.span, item.kind, "", error.text)
            self._show()
            if failure is None:
                failure = self._fault(item)
            if failure is not None:
                return failure
        if self.conversation.replayed() is not None:
            return Failure(self.test.span, "replay", "the same bytes when played again", "other bytes")
        return None

    def _begin(self) -> Conversation:
        given = self.test.given
        now = start_time(self.program, given)
        before = earlier_program(given, self.test.folder)
        profile = {str(key): str(value) for key, value in _mapping(given.get("profile")).items()}
        if given.get("locale") is not None:
            profile["locale"] = str(given["locale"])
        figures = queues(self.program, given)
        artifact = self.program.artifact
        detector = Detector(artifact.understanding, artifact.slots, artifact.bot.country)
        templates = Templates(artifact.bot.currency, self.program.zone)
        actions = Actions(self.program, given)
        own = artifact.understanding.detector
        return Conversation(
            self.program,
            now=now,
            understand=detector.detect,
            render=templates.render,
            act=actions,
            detect=partial(actions, own.call) if own is not None and own.call in actions else None,
            queues=lambda now: figures,
            channel=str(given.get("channel") or self.program.artifact.bot.channels[0]),
            profile=profile,
            page={str(key): str(value) for key, value in _mapping(given.get("page")).items()},
            start=start_state(before or self.program, given, now),
            roster=roster(self.program, given),
            before=before,
        )

    @property
    def talk(self) -> Conversation:
        assert self.conversation is not None
        return self.conversation

    # ---- acts ----

    def _act(self, item: Item) -> Failure | None:
        self.mark, self.called, self.traced = (
            len(self.talk.sent),
            len(self.talk.called),
            len(self.talk.traces),
        )
        match item.kind:
            case "user":
                for one in item.value if isinstance(item.value, list) else [item.value]:
                    self._user(one)
                self.talk.end_burst()
            case "after":
                self.spoken.append(Spoken("note", f"({item.value})"))
                self.talk.wait(duration(item.value))
            case "agent":
                self._agent(item.value)
        return None

    def _user(self, said: Plain) -> None:
        if isinstance(said, dict):
            if "button" in said:
                self.spoken.append(Spoken("customer", f"[{said['button']}]"))
                self._tap(str(said["button"]))
                return
            if "image" in said:
                self.spoken.append(Spoken("customer", f"[image {said['image']}]"))
                self.talk.send_file("image", str(said["image"]))
                return
            said = said.get("text")
        self.spoken.append(Spoken("customer", str(said or "")))
        self.talk.begin_burst(str(said or ""))

    def _tap(self, word: str) -> None:
        try:
            self.talk.tap(word)
        except LookupError as error:
            raise GivenError(
                Text(f"no button `{word}` was offered", f"tidak ada tombol `{word}` yang ditawarkan")
            ) from error

    def _agent(self, did: Plain) -> None:
        what, value = next(iter(did.items())) if isinstance(did, dict) else (str(did), None)
        text = str(value or "")
        handover = self.talk.state.handover
        if handover is None and what not in ("online", "offline"):
            raise GivenError(
                Text(
                    "no handover is open, so no agent can do anything",
                    "tidak ada serah terima, jadi tidak ada yang bisa dilakukan agen",
                )
            )
        given = handover.assigned.name if handover is not None and handover.assigned is not None else None
        name, id_ = given or agent_name(self.test.given), handover.id if handover is not None else ""
        match what:
            case "online" | "offline":
                self._presence(text, what == "online")
                return
            case "decline":
                self.talk.happen(lambda event, now: AgentDeclined(event, now, id_, given))
            case "accept":
                self.talk.happen(lambda event, now: AgentAccepted(event, now, id_, name))
            case "write":
                self.talk.happen(lambda event, now: AgentWrote(event, now, id_, text, name))
            case "note":
                self.talk.happen(lambda event, now: AgentNoted(event, now, id_, text, name))
            case "resolve":
                ending = text or "resolved"
                if ending not in ("resolved", "unresolved"):
                    raise GivenError(
                        Text(
                            f"an agent resolves as `resolved` or `unresolved`, not `{ending}`",
                            f"agen menyelesaikan dengan `resolved` atau `unresolved`, bukan `{ending}`",
                        )
                    )
                self.talk.happen(lambda event, now: AgentResolved(event, now, id_, ending, name))
            case "return":
                self.talk.happen(lambda event, now: AgentReturned(event, now, id_, text, name))
            case "escalate":
                self.talk.happen(lambda event, now: AgentEscalated(event, now, id_, None, text, name))
            case "transfer":
                to: Mapping[str, Plain] = value if isinstance(value, dict) else {"to": text}
                self.talk.happen(lambda event, now: _transferred(event, now, id_, to, name))
            case "shortcut":
                self._shortcut(id_, name, text, _mapping(did).get("with"))
                return
            case _:
                raise GivenError(
                    Text(f"an agent cannot `{what}` in a test", f"agen tidak bisa `{what}` dalam tes")
                )
        self.spoken.append(Spoken("note", f"(agent: {what})"))

    def _presence(self, name: str, online: bool) -> None:
        """An agent comes or goes; whoever waits for one, or was given to this one, notices."""
        if name not in {agent.id for agent in self.talk.roster.agents()}:
            raise GivenError(
                Text(
                    f"`given.agents` names no agent `{name}`", f"`given.agents` tidak menyebut agen `{name}`"
                )
            )
        self.talk.roster.change(AgentChange(name, online=online, misses=0 if online else None))
        self.spoken.append(Spoken("note", f"({name}: {'online' if online else 'offline'})"))
        handover = self.talk.state.handover
        if handover is not None:
            id_ = handover.id
            self.talk.happen(lambda event, now: QueueMoved(event, now, id_))

    def _shortcut(self, handover: str, agent: str, shortcut: str, form: Plain) -> None:
        """Use a shortcut; one that refuses its form is shown, and can be meant so."""
        if shortcut not in self.program.artifact.shortcuts:
            raise GivenError(Text(f"there is no shortcut `{shortcut}`", f"tidak ada pintasan `{shortcut}`"))
        values = {slot: "" if text is None else str(text) for slot, text in _mapping(form).items()}
        before = len(self.talk.relayed)
        self.talk.happen(lambda event, now: ShortcutUsed(event, now, handover, shortcut, values, agent))
        told = [one.facts for one in self.talk.relayed[before:] if isinstance(one, TellDesk)]
        outcome = "; ".join(
            f"{key}: {fact}" for facts in told for key, fact in facts.items() if key != "said"
        )
        self.spoken.append(Spoken("note", f"(agent: {outcome or 'shortcut: ' + shortcut})"))

    # ---- checks ----

    def _check(self, item: Item) -> Failure | None:
        sent = self.talk.sent[self.mark :]
        match item.kind:
            case "bot":
                wanted = [] if item.value == "nothing" else _words(item.value)
                found = [message.name or "" for message in sent if message.name]
                return _same(item, wanted, found, "nothing")
            case "says":
                texts = [message.text for message in sent]
                pattern = " ".join(str(item.value).split()).casefold()
                if any(fnmatch.fnmatchcase(" ".join(text.split()).casefold(), pattern) for text in texts):
                    return None
                return Failure(
                    item.span,
                    "says",
                    str(item.value),
                    " / ".join(texts) or "nothing",
                    _closest(pattern, texts),
                )
            case "buttons":
                offered = next(
                    ([one.word for one in message.buttons] for message in reversed(sent) if message.buttons),
                    [],
                )
                return _same(item, _words(item.value), offered)
            case "action":
                return self._check_action(item)
            case "handover":
                return check_handover(item, self.talk.record)
            case "slots":
                return check_values(item, self.talk.state, self.program)
            case "state":
                return self._check_state(item)
            case "rule":
                fired = [
                    trace.facts["rule"] for trace in self.talk.traces[self.traced :] if trace.what == "rule"
                ]
                return (
                    None
                    if item.value in fired
                    else Failure(
                        item.span,
                        "rule",
                        str(item.value),
                        ", ".join(fired) or Text("no rule", "tidak ada aturan"),
                        fired[-1] if fired else None,
                    )
                )
        return Failure(
            item.span,
            item.kind,
            "",
            Text(f"`{item.kind}` is no line of a chat", f"`{item.kind}` bukan baris percakapan"),
        )

    def _check_action(self, item: Item) -> Failure | None:
        called = self.talk.called[self.called :]
        for name, inputs in _mapping(item.value).items():
            if not any(one.action == name and matches(_mapping(inputs), one.inputs) for one in called):
                found = "; ".join(f"{one.action} {dict(one.inputs)}" for one in called)
                same = next((one for one in called if one.action == name), None)
                instead: Plain = None
                if same is not None:
                    instead = {name: {key: shown(same.inputs.get(key)) for key in _mapping(inputs)}}
                return Failure(
                    item.span,
                    "action",
                    f"{name} {inputs}",
                    found or Text("no action was called", "tidak ada aksi yang dipanggil"),
                    instead,
                )
        return None

    def _check_state(self, item: Item) -> Failure | None:
        state = self.talk.state
        phase = state.handover.phase if state.handover else None
        where = state.waiting.state if state.waiting else None
        names = [one for one in (phase, "offered" if state.offer else None, where) if one]
        if not state.open:
            names = ["closed"]
        elif not (state.offer or where or state.calls or phase not in (None, "left_message")):
            names.append("idle")
        return (
            None
            if item.value in names
            else Failure(
                item.span, "state", str(item.value), " and ".join(names), names[0] if names else None
            )
        )

    # ---- showing ----

    def _show(self) -> None:
        for message in self.talk.sent[self.shown :]:
            who = "bot" if message.author == "bot" else "agent"
            self.spoken.append(Spoken(who, message.text, message.name))
        self.shown = len(self.talk.sent)

    def _fault(self, item: Item) -> Failure | None:
        """A fault that the test does not expect fails it, whatever else is checked."""
        if any(one.kind == "bot" and "fault" in _words(one.value) for one in self.test.chat):
            return None
        for trace in self.talk.traces[self.traced :]:
            if trace.what in FAULTS:
                where = f" ({trace.place.file}:{trace.place.line})" if trace.place is not None else ""
                facts = ", ".join(f"{name} {fact}" for name, fact in trace.facts.items())
                return Failure(item.span, "fault", "no fault", f"{trace.what}: {facts}{where}")
        return None


def _transferred(
    event: str, now: datetime, handover: str, target: Mapping[str, Plain], agent: str
) -> AgentTransferred:
    to, to_agent = _text(target.get("to")), _text(target.get("agent"))
    reason = _text(target.get("reason")) or ""
    return AgentTransferred(event, now, handover, to, to_agent, reason, agent, target.get("lead") == "true")


def _text(value: Plain) -> str | None:
    return str(value) if value else None


def _mapping(value: Plain) -> dict[str, Plain]:
    return value if isinstance(value, dict) else {}


def _words(value: Plain) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def _same(item: Item, wanted: list[str], found: list[str], none: str | None = None) -> Failure | None:
    """`none`: how a test says that there is nothing; None: it cannot."""
    if wanted == found:
        return None
    instead: Plain = [*found] if found else none
    return Failure(
        item.span, item.kind, ", ".join(wanted) or "nothing", ", ".join(found) or "nothing", instead
    )


def _closest(pattern: str, texts: list[str]) -> str | None:
    """Return the text that is most like a pattern, as a pattern that only it fits."""
    lines = [" ".join(text.split()) for text in texts]
    closest = difflib.get_close_matches(pattern, lines, n=1, cutoff=0.0)
    return closest[0].replace("[", "[[]") if closest else None
