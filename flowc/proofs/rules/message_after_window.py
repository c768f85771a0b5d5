"""FC509: messages that come when the channel takes only templates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text, Turn, note, said
from flowc.diagnostics.proof import How, Over
from flowc.diagnostics.tell import quoted, tell
from flowc.proofs.facts import Facts
from flowc.proofs.witness import Witness, shown, told
from flowc.source.span import Span
from flowc.structure import tree
from flowc.types.claims import OneOf, alternatives, implies, path
from runtime.artifact import model
from runtime.core.reach import WINDOW

_OPEN = ({path("conversation", "window_open"): OneOf(frozenset((True,)))},)
# Settings of `handover` after which the language itself says something.
_SAID_AFTER = {"give_up_after": "handover.timed_out", "agent_silent_after": "handover.agent_lost"}


@dataclass(frozen=True, slots=True)
class MessageAfterWindow:
    """A message without a template may come later than 24 hours after the customer's last one.

    So long whatsapp, messenger and instagram take free words. Reminders, what follows a time-out, what a
    queue says and what a rung of an `sla` says count; times of several time-outs that follow each other are
    added up. A step with `when: conversation.window_open` is left out in time.

    Over-approximate: guards and cases count as if the longest way could always be taken. Where it cannot, say
    so with `allow: {message-after-window: reason}` on the step.

    Why: the channel refuses the text, and nobody notices: not the customer, who never sees it, nor the team.
    Ringkasan: Pesan tanpa template bisa terkirim lebih dari 24 jam setelah pesan terakhir pelanggan.

    Selama itulah whatsapp, messenger, dan instagram menerima kata bebas. Yang dihitung: pengingat, yang
    mengikuti batas waktu, yang diucapkan antrean, dan yang diucapkan anak tangga `sla`; beberapa batas waktu
    yang berurutan dijumlahkan. Langkah dengan `when: conversation.window_open` dilewati pada waktunya.

    Bisa berlebihan: syarat dan kasus dianggap selalu bisa mengambil jalan terpanjang. Kalau tidak mungkin,
    tulis `allow: {message-after-window: alasan}` pada langkahnya.
    Mengapa: kanalnya menolak teks itu tanpa ada yang tahu: pelanggan tidak pernah melihatnya, tim pun tidak
    sadar.
    Bad:
        flows:
          lacak:
            steps:
              - collect: order_id
                timeout: {after: 30h, do: [{say: bantuan}, {end: conversation}]}
              - {say: halo}
    Good:
        flows:
          lacak:
            steps:
              - collect: order_id
                timeout: {after: 20h, do: [{say: bantuan}, {end: conversation}]}
              - {say: halo}
    Since: 0.2
    """

    code: ClassVar[str] = "FC509"
    name: ClassVar[str] = "message-after-window"
    severity: ClassVar[Severity] = Severity.WARNING
    how: ClassVar[How] = How.OVER
    over: ClassVar[Over] = Over.STATES
    span: Span
    message: str
    channel: str
    after: timedelta
    witness: tuple[Turn, ...]

    def report(self) -> Diagnostic:
        message, channel = quoted(self.message), quoted(self.channel)
        return tell(
            self,
            Text(
                f"{message} may come {shown(self.after)} or more after the customer's last message",
                f"{message} bisa terkirim {shown(self.after)} atau lebih setelah pesan terakhir pelanggan",
            ),
            Text(f"{channel} takes only templates then", f"saat itu {channel} hanya menerima template"),
            witness=self.witness,
            advice=Text(
                "give the message a `template`, write `when: conversation.window_open`, or wait less long",
                "beri pesannya `template`, tulis `when: conversation.window_open`, atau perpendek waktunya",
            ),
        )


def check(facts: Facts) -> Iterator[MessageAfterWindow]:
    """Yield the places, each once, at which a text may come too late for the bot's channels."""
    told_at: set[Span] = set()
    for word in facts.bot.channels:
        window = WINDOW.get(word.text)
        if window is not None:
            for one in _late(facts, word.text, window):
                if one.span not in told_at:
                    told_at.add(one.span)
                    yield one


def _late(facts: Facts, channel: str, window: timedelta) -> Iterator[MessageAfterWindow]:
    witness = Witness(facts)

    def bare(name: str) -> bool:
        message = facts.bot.messages.get(name) or facts.machine.names.in_place.get(name)
        return message is None or not has_template(message, channel)

    for key, state in facts.machine.states.items():
        since = facts.elapsed.at(key)
        step = facts.machine.steps[key]
        in_time = state.guard is not None and implies(alternatives(state.guard), _OPEN)
        if since >= window and not in_time:
            for name in filter(bare, _says(state)):
                way = facts.elapsed.way(key)
                turns = (
                    *(witness.until(way[0].at) if way else ()),
                    *witness.along(way),
                    said("bot", witness.words(name)),
                )
                yield MessageAfterWindow(step.span, name, channel, since, told(turns))
        if isinstance(state, model.Ask | model.Choose) and state.timeout is not None and key in facts.paths:
            for reminder, written in zip(state.timeout.remind, _written(facts, step), strict=False):
                if since + reminder.after >= window and bare(reminder.say):
                    waited = shown(reminder.after)
                    turns = (
                        *witness.until(key),
                        *witness.question(key),
                        note(f"no answer for {waited}", f"tidak ada jawaban selama {waited}"),
                        said("bot", witness.words(reminder.say)),
                    )
                    after = since + reminder.after
                    yield MessageAfterWindow(written.after.span, reminder.say, channel, after, told(turns))
    for rung in _rungs(facts.bot):
        message = None if rung.say is None else facts.machine.names.of(rung.say)
        if message is not None and rung.at.value >= window and bare(message):
            waited = shown(rung.at.value)
            turns = (
                note("the customer waits for a person", "pelanggan menunggu manusia"),
                note(f"a rung is reached after {waited}", f"anak tangga tercapai setelah {waited}"),
                note("the window is closed: nothing is said", "jendelanya tutup: tidak ada yang diucapkan"),
            )
            yield MessageAfterWindow(rung.at.span, message, channel, rung.at.value, turns)
    settings = facts.bot.handover
    for name, message in _SAID_AFTER.items() if settings is not None else ():
        duration = settings.durations.get(name) if settings is not None else None
        if duration is not None and duration.value >= window and bare(message):
            waited = shown(duration.value)
            turns = (
                note("the customer waits for a person", "pelanggan menunggu manusia"),
                note(f"nothing happens for {waited}", f"tidak terjadi apa-apa selama {waited}"),
                said("bot", witness.words(message)),
            )
            yield MessageAfterWindow(duration.span, message, channel, duration.value, turns)


def _rungs(bot: tree.Bot) -> Iterator[tree.Rung]:
    for division in bot.divisions.values():
        for clock in division.sla:
            yield from clock.ladder


def _says(state: model.State) -> tuple[str, ...]:
    match state:
        case model.Say():
            return state.messages
        case model.Ask() | model.Choose():
            return (state.ask,)
        case model.Offer():
            return (state.message,)
        case model.Handover():
            return ("handover.connecting",)
        case _:
            return ()


def _written(facts: Facts, step: tree.Step) -> tuple[tree.Reminder, ...]:
    """Return the reminders of a step as they stand in the files: its own, or the bot's."""
    own = step.timeout if isinstance(step, tree.Collect | tree.Choose) else None
    if own is not None:
        return own.remind
    defaults = facts.bot.defaults
    return defaults.timeout.remind if defaults is not None and defaults.timeout is not None else ()


def has_template(message: tree.Message, channel: str) -> bool:
    """Return whether every wording that the channel gets has a template."""
    special = [one for one in message.variants if one.channel is not None and one.channel.text == channel]
    common = [one for one in message.variants if one.channel is None or one.channel.text == "default"]
    return all(content.template is not None for one in special or common for content in one.contents)
