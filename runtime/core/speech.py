"""Choosing and filling in messages: locale, channel, wait kind, wording, words.

Customer text is inserted as text and never read again; a message that cannot be filled in is a fault of the
bot's files, told to the customer as `fault` and never silently swallowed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache

from runtime.artifact.model import ChannelTemplate, Content, Media, Message, Option, Slot, Wordings
from runtime.core.effects import Button, SendMessage
from runtime.core.env import RenderError
from runtime.core.limits import MESSAGES
from runtime.core.reach import window_until
from runtime.core.scope import FeelScope
from runtime.core.state import Shortcut, conversation_id
from runtime.core.turn import Turn
from runtime.feel.values import Value
from runtime.formats import Label

REPLY_LIFE = timedelta(minutes=10)  # a reply that could not be sent for so long would only confuse
SUGGESTED = "say:"  # begins the id of a button that acts as saying an intent
_TAG = re.compile(r"""\{[{%](?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^'"}%]|[}%](?!\}))*""", re.DOTALL)
_QUOTED = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*["]""", re.DOTALL)
_WORDS = frozenset(("if", "elif", "else", "endif", "for", "endfor", "in", "and", "or", "not", "is", "none"))
_NAME = re.compile(r"(?<![\w.|])(?<!\| )[A-Za-z_]\w*")  # no member, no filter


@dataclass(frozen=True, slots=True)
class Words:
    """A message filled in, not yet said."""

    name: str
    text: str
    content: Content | None
    params: tuple[str, ...] = ()


def prepare(turn: Turn, name: str) -> Words:
    """Return a message's words as they would be said now.

    Raises:
        RenderError: the template cannot be filled in.
    """
    content = _wording(turn, name, turn.program.artifact.messages[name])
    locale = turn.state.locale
    params = content.template.params if content.template else ()
    return Words(
        name,
        fill_in(turn, content.text, locale),
        content,
        tuple(fill_in(turn, one, locale) for one in params),
    )


def fill_in(turn: Turn, text: str, locale: str) -> str:
    """Return a template's text with the values of this moment, labels in `locale`.

    Raises:
        RenderError: the template cannot be filled in.
    """
    return turn.env.render(text, variables_of(turn, text, locale), locale)


def say_step(turn: Turn, name: str) -> None:
    """Say a message of a `say` step, unless the turn has said enough.

    Only these are counted out: a flow can say any number of them. A question, an offer, the words of a fault
    or of a handover are few in a turn, and without them a customer does not know what is going on.
    """
    if len(turn.texts) >= MESSAGES:
        turn.trace("message_limit", message=name)
        return
    say(turn, name)


def say(turn: Turn, name: str, buttons: tuple[Button, ...] = ()) -> None:
    """Say a message; in place of one that cannot be filled in, `fault`."""
    try:
        words = prepare(turn, name)
    except RenderError as error:
        turn.faulted = True
        turn.trace("fault", turn.program.artifact.messages[name].place, message=name, why=error)
        running = turn.state.shortcut
        if turn.as_agent and running is not None:  # the agent is told, and finds words
            turn.change(shortcut=replace(running, failed=(*running.failed, f"{name}: fault")))
            return
        if name == "fault":  # even our own words fail: nothing to say is better than a loop
            return
        say(turn, "fault", buttons)
        return
    utter(turn, words, buttons)


def utter(turn: Turn, words: Words, buttons: tuple[Button, ...] = ()) -> None:
    """Put prepared words into the outbox and the transcript."""
    state, content = turn.state, words.content
    count = state.wordings.get(words.name, 0)
    turn.change(wordings={**state.wordings, words.name: count + 1})
    if turn.as_agent and state.shortcut is not None:
        _utter_for_agent(turn, state.shortcut, words)
        return
    turn.effects.append(
        SendMessage(
            id=turn.new_id("m"),
            text=words.text,
            name=words.name,
            buttons=buttons or _suggestions(turn, content),
            media=_media(turn, content),
            link=content.link if content else None,
            template=(template := _template(words)),
            epoch=state.epoch,
            expires=turn.now + REPLY_LIFE,
            locale=state.locale,
            free_until=window_until(state) if template else None,
        )
    )
    turn.texts.append((words.name, words.text))
    turn.write_down("bot", words.text, message=words.name)


def _utter_for_agent(turn: Turn, running: Shortcut, words: Words) -> None:
    """Say a shortcut's message in the agent's name; buttons would lead the customer back to the bot."""
    if len(running.said) >= MESSAGES:
        turn.trace("message_limit", message=words.name)
        return
    content = words.content
    turn.effects.append(
        SendMessage(
            id=turn.new_id("m"),
            text=words.text,
            name=words.name,
            author=running.agent or "agent",
            media=_media(turn, content),
            link=content.link if content else None,
            template=(template := _template(words)),
            locale=turn.state.locale,
            free_until=window_until(turn.state) if template else None,
        )
    )
    turn.change(shortcut=replace(running, said=(*running.said, words.text)))
    turn.write_down("agent", words.text, message=words.name, agent=running.agent)


def has_template(turn: Turn, name: str) -> bool:
    """Return whether a message, as it would be said now, may be sent after the channel's window too."""
    return _wording(turn, name, turn.program.artifact.messages[name]).template is not None


def _template(words: Words) -> ChannelTemplate | None:
    template = words.content.template if words.content else None
    return ChannelTemplate(template.name, words.params) if template else None


def say_as_agent(turn: Turn, text: str, agent: str | None) -> None:
    """Pass an agent's words on; no change of owner makes them stale."""
    turn.effects.append(SendMessage(id=turn.new_id("m"), text=text, author=agent or "agent"))
    turn.write_down("agent", text, agent=agent)


def _suggestions(turn: Turn, content: Content | None) -> tuple[Button, ...]:
    if content is None or not content.suggest:
        return ()
    intents = turn.program.artifact.understanding.intents
    return tuple(
        Button(f"{SUGGESTED}{name}", name, intents[name].label.get(turn.state.locale, name))
        for name in content.suggest
    )


def _media(turn: Turn, content: Content | None) -> Media | None:
    """Return the medium; an address written `=slot` is that of a file the customer or an action gave."""
    media = content.media if content else None
    if media is None or not media.url.startswith("="):
        return media
    value: Value = None
    scope: object = FeelScope(turn)
    for part in media.url[1:].strip().split("."):
        scope = scope.get(part) if isinstance(scope, Mapping) else None
    if isinstance(scope, Mapping):
        value = scope.get("url")
    elif isinstance(scope, str):
        value = scope
    if not isinstance(value, str):
        turn.trace("medium_missing", of=media.url)
        return None
    return replace(media, url=value)


def _wording(turn: Turn, name: str, message: Message) -> Content:
    state = turn.state
    variants = message.locales.get(state.locale) or next(iter(message.locales.values()))
    best = variants[0] if len(variants) == 1 else _best(turn, variants)
    if len(best.contents) == 1:
        return best.contents[0]
    seed = hashlib.sha256(f"{conversation_id(state)}\x00{name}".encode()).digest()[0]
    return best.contents[(seed + state.wordings.get(name, 0)) % len(best.contents)]


def _best(turn: Turn, variants: tuple[Wordings, ...]) -> Wordings:
    kind = None
    if any(one.wait for one in variants):
        wait = FeelScope(turn)["wait"]
        kind = wait.get("kind") if isinstance(wait, Mapping) else None
    channels, kinds = (None, turn.state.channel), (None, kind)
    fitting = [one for one in variants if one.channel in channels and one.wait in kinds]
    # the most special first: a channel of its own beats any, a wait kind of its own beats any
    return min(fitting or variants, key=lambda one: (one.channel is None, one.wait is None))


@lru_cache(maxsize=4096)
def names_in(text: str) -> tuple[str, ...]:
    """Every word of a template's tags that could be a name: more than it names, never less."""
    tags = [_QUOTED.sub("''", tag) for tag in _TAG.findall(text)]
    return tuple(sorted({name for tag in tags for name in _NAME.findall(tag)} - _WORDS))


def variables_of(turn: Turn, text: str, locale: str) -> dict[str, object]:
    """Return what a template names; what is not known is null. Only these are worked out: a message uses two
    or three of some forty.
    """
    scope, slots = FeelScope(turn), turn.program.artifact.slots
    frames = turn.state.frames
    local = frames[-1].locals if frames else {}
    found: dict[str, object] = {}
    for name in names_in(text):
        value = scope[name]
        if name == "customer":
            found[name] = _customer(turn, value, locale)
        elif name in slots and name not in local:
            found[name] = labelled(slots[name], value, locale)
        else:
            found[name] = value
    return found


def _customer(turn: Turn, value: Value, locale: str) -> object:
    customer: dict[str, object] = dict(value) if isinstance(value, Mapping) else {}
    for name, slot in turn.program.artifact.slots.items():
        space, _, key = name.partition(".")
        if space == "customer":
            known = customer.get(key)
            customer[key] = labelled(slot, known, locale) if isinstance(known, str) else known
    return customer


def labelled(slot: Slot | None, value: Value, locale: str) -> object:
    """Return a choice's value with its label, so that messages print the label; other values as they are."""
    if slot is None or slot.type.name != "choice" or not isinstance(value, str):
        return value
    for option in slot.type.options:
        if option.word == value:
            return Label(value, label_of(option, locale))
    return value


def label_of(option: Option, locale: str) -> str:
    return option.label.get(locale) or next(iter(option.label.values()), option.word)
