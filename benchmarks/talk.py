"""A conversation with the measured bot, stopped right before a turn, and the parts of that turn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import cycle

from benchmarks import bot
from runtime.core.codec import digest, dump_effect, dump_event
from runtime.core.env import Env, Facts
from runtime.core.escalation import escalate
from runtime.core.events import CustomerWrote, Received
from runtime.core.frozen import Frozen, freeze
from runtime.core.program import Program
from runtime.core.scope import FeelScope
from runtime.core.speech import prepare
from runtime.core.state import State
from runtime.core.step import Step, new_thread, step
from runtime.core.turn import Turn
from runtime.routing.table import Decision, decide
from runtime.templates import Templates
from runtime.understanding.detect import Detector
from runtime.understanding.result import Understood

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
BEFORE = ("halo", "pesanan saya TK-123456", *bot.phrases(12)[2:])  # what was said before


@dataclass(frozen=True)
class Talk:
    """A bot, and a thread of it in which some messages were exchanged."""

    program: Program

    @cached_property
    def detector(self) -> Detector:
        artifact = self.program.artifact
        return Detector(artifact.understanding, artifact.slots)

    @cached_property
    def env(self) -> Env:
        return Env(Facts(NOW), Templates(self.program.artifact.bot.currency, self.program.zone).render)

    @cached_property
    def state(self) -> State:
        """The thread as it stands before the turn: a dozen messages in, its first question answered."""
        return self.known.state

    @cached_property
    def known(self) -> Frozen:
        """What is remembered of it."""
        return freeze(self.thread(0))

    def thread(self, number: int) -> State:
        """Return the thread of one of many customers, who write at different times."""
        at = NOW - timedelta(days=1, seconds=number)
        state = new_thread(self.program, f"trial-{number}", "web", at)
        for count, text in enumerate(BEFORE):
            at += timedelta(seconds=40)
            env = Env(Facts(at), self.env.render)
            state = step(self.program, state, replace(self.wrote(text, f"e{count}"), at=at), env).state
        return state

    def wrote(self, text: str, id_: str = "now") -> CustomerWrote:
        """Return a message with what is understood of it."""
        return CustomerWrote(id_, NOW, Received("text", text), self.understand(text), bot.PROFILE, bot.PAGE)

    def _turn(self) -> Turn:
        turn = Turn(self.program, self.state, self.event, self.env)
        turn.heard = self.event
        return turn

    # ---- parts of a turn ----

    def understand(self, text: str | None = None) -> Understood:
        """What a message means; without `text` another of the thousand phrases each time, word for word."""
        return self.detector.detect(next(self._exact) if text is None else text)

    @cached_property
    def _exact(self) -> Iterator[str]:
        return cycle(bot.phrases(bot.QUESTIONS * 4))

    @cached_property
    def _slips(self) -> Iterator[str]:
        return cycle([slipped(text) for text in bot.phrases(bot.QUESTIONS * 4)])

    def mend(self) -> Understood:
        """What a message means that is none of the phrases, with two slips of the finger."""
        return self.detector.detect(next(self._slips))

    @cached_property
    def event(self) -> CustomerWrote:
        return self.wrote(bot.EXACT)

    def guards(self) -> bool:
        """The five rules that watch every message."""
        return escalate(self._turn(), "A")

    def route(self) -> Decision:
        """The table of a thousand rows."""
        return decide(self.program.tables, FeelScope(self._turn()))

    def message(self) -> str:
        """One message, filled in."""
        return prepare(self._turn(), "jawaban").text

    def step(self) -> Step:
        """All that the core does: the rules, the answer, the question again."""
        return step(self.program, self.state, self.event, self.env)

    def engine(self) -> tuple[Step, Decision]:
        """A whole turn's work without keeping it: what is understood, the step, and the way to a team."""
        return step(self.program, self.state, self.wrote(next(self._exact)), self.env), self.route()

    @cached_property
    def done(self) -> Step:
        return self.step()

    def keep(self) -> tuple[bytes, bytes, str, list[bytes]]:
        """What the shell freezes of a turn, and reads back for the next one."""
        done = self.done
        state = freeze(done.state, self.known).data
        return (
            state,
            dump_event(self.event, self.env.facts),
            digest(state, done.effects),
            [dump_effect(effect) for effect in done.effects],
        )


def slipped(text: str) -> str:
    """Return a text with two neighbouring letters of its two longest words exchanged."""
    words = text.split()
    for word in sorted(words, key=len)[-2:]:
        at = words.index(word)
        words[at] = word[:2] + word[3] + word[2] + word[4:] if len(word) > 3 else word
    return " ".join(words)
