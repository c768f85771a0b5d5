"""A session: one person plays customer, agent and clock; lines in, lines out. No terminal, no files.

Laws:
- Whatever a person types is answered; only a mistake of ours raises.
- The clock moves only by `/wait` and `/now`, and stands still while an action is asked for.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from flowc.bottest.given import GivenError
from flowc.chat import shown, words
from flowc.chat.answers import Answers, read_answer, read_plain
from flowc.chat.commands import COMMANDS, NAMES, SIGN, split, usage
from flowc.chat.lines import Line, error, fact, note
from flowc.chat.play import Play
from flowc.chat.settings import Settings, read_counts, read_staff
from flowc.chat.why import why
from flowc.diagnostics.similar import similar_names
from flowc.source.durations import read_duration, write_duration
from runtime.artifact.model import Artifact
from runtime.clean import clean_text
from runtime.routing.zone import to_instant

LONGEST_WAIT = timedelta(days=366)  # every timer of a bot is over by then, and zone changes are known so far
NEED_TEXT = ("tap", "image", "say", "action", "wait", "agent")


class Session:
    """`done`: the person has left."""

    def __init__(self, artifact: Artifact, name: str, settings: Settings) -> None:
        """Begin a conversation.

        Raises:
            GivenError: the settings mean nothing to this bot.
        """
        self.done = False
        self._language = settings.language
        self._play = Play(artifact, name, settings)

    @property
    def asking(self) -> str | None:
        """The action whose answer the next line is."""
        call = self._play.call
        return call.action if call is not None else None

    def take(self, line: str) -> tuple[Line, ...]:
        """Return what a person's line brings."""
        text = clean_text(line).text.strip()
        try:
            if text.startswith(SIGN * 2):
                self._write(text[1:])
            elif text.startswith(SIGN):
                self._command(*split(text))
            elif self._play.call is not None:
                self._play.answer(read_answer(self._play.program, self._play.call.action, text))
            elif text:
                self._write(text)
        except GivenError as mistake:
            self._play.out.append(error(mistake.text.in_(self._language)))
        return self._taken()

    def renew(self, artifact: Artifact, name: str) -> tuple[Line, ...]:
        """Go on with a bot whose files have changed; nothing happens where it is the same bot."""
        if name != self._play.program.name:
            self._play.renew(artifact, name)
        return self._taken()

    def _taken(self) -> tuple[Line, ...]:
        lines, self._play.out = tuple(self._play.out), []
        return lines

    def _write(self, text: str) -> None:
        self._play.happen(text, lambda: self._play.talk.write(text))

    # ---- commands ----

    def _command(self, name: str, rest: str) -> None:
        play, say = self._play, self._play.say
        if name not in NAMES:
            close = " ".join(f"{SIGN}{one}" for one in similar_names(name, NAMES))
            hint = say(words.DID_YOU_MEAN, close) if close else say(words.SEE_HELP)
            raise GivenError(f"{say(words.NO_COMMAND, name)}; {hint}")
        if name in NEED_TEXT and not rest:
            raise self._usage(name)
        match name:
            case "help":
                play.out += [
                    fact(f"{SIGN}{one.usage.in_(self._language)}", one.meaning.in_(self._language))
                    for one in COMMANDS
                ]
            case "wait":
                span = read_duration(rest)
                if span is None:
                    raise self._usage("wait")
                self._pass_time(span)
            case "now":
                if rest:
                    self._go_to(rest)
                else:
                    play.out.append(fact(play.clock()))
            case "slots":
                play.out += shown.slots(play.talk, self._language)
            case "state":
                play.out += shown.position(play.talk, self._language)
            case "timers":
                play.out += shown.timers(play.talk, self._language)
            case "record":
                play.out += shown.record(play.talk.record, self._language)
            case "why":
                play.out += (
                    why(play.last, play.artifact, self._language)
                    if play.last is not None
                    else (fact(say(words.NOTHING_YET)),)
                )
            case "tap":
                self._tap(rest)
            case "image":
                play.happen(f"[{rest}]", lambda: play.talk.send_file("image", rest))
            case "say":
                self._write(rest)
            case "agent":
                if not play.agent(*split(rest)):
                    raise self._usage("agent")
            case "agents":
                play.staff(read_staff(play.artifact, [rest], self._language))
                for division, staff in play.agents.items():
                    who = staff if isinstance(staff, int) else ", ".join(staff)
                    play.out.append(fact(say(words.COUNT, division, who)))
            case "queue":
                play.queue |= read_counts(play.artifact, [rest], self._language)
                play.out += [fact(say(words.WAITING, *item)) for item in play.queue.items()]
            case "action":
                self._set_answer(*split(rest))
            case "reset":
                play.answers = Answers(play.program, play.settings.actions)
                play.begin()
                play.out.append(note(say(words.RESET, play.clock())))
            case "quit":
                self.done = True

    def _usage(self, name: str) -> GivenError:
        return GivenError(self._play.say(words.USAGE, usage(name, self._language)))

    def _tap(self, rest: str) -> None:
        play, offered = self._play, self._play.buttons
        if not offered:
            raise GivenError(play.say(words.NO_BUTTONS))
        word = rest
        if rest.isascii() and rest.isdecimal() and 0 < int(rest) <= len(offered):
            word = offered[int(rest) - 1]
        if word not in offered:
            told = play.say(words.BUTTONS_ARE, ", ".join(offered))
            raise GivenError(f"{play.say(words.NO_BUTTON, rest)}; {told}")
        play.happen(f"[{word}]", lambda: play.talk.tap(word))

    def _set_answer(self, action: str, rest: str) -> None:
        play = self._play
        if not rest:
            raise self._usage("action")
        if rest == "ask":
            play.answers.forget(action)
            play.out.append(note(play.say(words.ACTION_ASKS, action)))
            return
        declared = play.artifact.actions.get(action)
        nothing = rest == "ok" and declared is not None and not declared.outputs
        play.answers.put(play.program, action, {} if nothing else read_plain(rest))
        play.out.append(note(play.say(words.ACTION_SET, action)))

    # ---- the clock ----

    def _go_to(self, text: str) -> None:
        play = self._play
        local = play.program.local(play.talk.now).replace(tzinfo=None)
        try:
            if "-" in text:
                wanted = datetime.fromisoformat(text)
            else:  # the next time that it is so late
                wanted = datetime.combine(local.date(), time.fromisoformat(text).replace(tzinfo=None))
                wanted += timedelta(days=1) if wanted < local else timedelta()
            at = wanted if wanted.tzinfo else to_instant(play.program.zone, wanted)
        except ValueError as mistake:
            raise self._usage("now") from mistake
        except OverflowError as mistake:
            raise self._too_long() from mistake
        if at < play.talk.now:
            raise GivenError(play.say(words.TIME_BACK, play.clock()))
        self._pass_time(at - play.talk.now)

    def _pass_time(self, span: timedelta) -> None:
        if span > LONGEST_WAIT:
            raise self._too_long()
        try:
            self._play.pass_time(span)
        except OverflowError as mistake:  # the last years that a clock can show
            raise self._too_long() from mistake

    def _too_long(self) -> GivenError:
        return GivenError(self._play.say(words.TIME_TOO_LONG, write_duration(LONGEST_WAIT)))
