"""Choosing and filling in messages: locale, channel, wait kind, wording, words.

Customer text is inserted as text and never read again; a message that cannot be filled in is a fault of the
bot's files, told to the customer as `fault` and never silently swallowed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from runtime.artifact.model import ChannelTemplate, Content, Message, Option, Slot
from runtime.core.effects import Button, SendMessage
from runtime.core.env import RenderError
from runtime.core.limits import MESSAGES
from runtime.core.scope import FeelScope
from runtime.core.state import conversation_id
from runtime.core.turn import Turn
from runtime.feel.values import Value
from runtime.formats import Label, wait_range

REPLY_LIFE = timedelta(minutes=10)  # a reply that could not be sent for so long would only confuse
WAIT_MESSAGES = ("wait.announce", "wait.update")


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
    message = turn.program.artifact.messages[name]
    content = _wording(turn, name, message)
    variables = variables_of(turn)
    text = turn.env.render(content.text, variables, turn.state.locale)
    params = content.template.params if content.template else ()
    return Words(
        name, text, content, tuple(turn.env.render(one, variables, turn.state.locale) for one in params)
    )


def say(turn: Turn, name: str, buttons: tuple[Button, ...] = ()) -> None:
    """Say a message; in place of one that cannot be filled in, `fault`."""
    try:
        words = prepare(turn, name)
    except RenderError as error:
        turn.faulted = True
        turn.trace("fault", turn.program.artifact.messages[name].place, message=name, why=error)
        if name == "fault":  # even our own words fail: nothing to say is better than a loop
            return
        say(turn, "fault", buttons)
        return
    utter(turn, words, buttons)


def utter(turn: Turn, words: Words, buttons: tuple[Button, ...] = ()) -> None:
    """Put prepared words into the outbox and the transcript."""
    if len(turn.texts) >= MESSAGES:
        turn.trace("message_limit", message=words.name)
        return
    state, content = turn.state, words.content
    count = state.wordings.get(words.name, 0)
    turn.change(wordings={**state.wordings, words.name: count + 1})
    template = content.template if content else None
    turn.effects.append(
        SendMessage(
            id=turn.new_id("m"),
            text=words.text,
            name=words.name,
            buttons=buttons or _suggestions(turn, content),
            media=content.media if content else None,
            link=content.link if content else None,
            template=ChannelTemplate(template.name, words.params) if template else None,
            epoch=state.epoch,
            expires=turn.now + REPLY_LIFE,
        )
    )
    turn.texts.append((words.name, words.text))
    turn.write_down("bot", words.text, message=words.name)


def say_as_agent(turn: Turn, text: str, agent: str | None) -> None:
    """Pass an agent's words on; no change of owner makes them stale."""
    turn.effects.append(SendMessage(id=turn.new_id("m"), text=text, author=agent or "agent"))
    turn.write_down("agent", text, agent=agent)


def _suggestions(turn: Turn, content: Content | None) -> tuple[Button, ...]:
    intents = turn.program.artifact.understanding.intents
    return tuple(
        Button(f"say:{name}", name, intents[name].label.get(turn.state.locale, name))
        for name in (content.suggest if content else ())
    )


def _wording(turn: Turn, name: str, message: Message) -> Content:
    state = turn.state
    variants = message.locales.get(state.locale) or next(iter(message.locales.values()))
    wait = FeelScope(turn)["wait"] if name in WAIT_MESSAGES or any(one.wait for one in variants) else None
    kind = wait.get("kind") if isinstance(wait, Mapping) else None
    fitting = [one for one in variants if one.channel in (None, state.channel) and one.wait in (None, kind)]
    # the most special first: a channel of its own beats any, a wait kind of its own beats any
    best = min(fitting or variants, key=lambda one: (one.channel is None, one.wait is None))
    seed = hashlib.sha256(f"{conversation_id(state)}\x00{name}".encode()).digest()[0]
    return best.contents[(seed + state.wordings.get(name, 0)) % len(best.contents)]


def variables_of(turn: Turn) -> dict[str, object]:
    """Return what a message may name; every declared slot is there, null where it is not known."""
    scope = FeelScope(turn)
    slots = turn.program.artifact.slots
    found: dict[str, object] = {name: None for name in slots if "." not in name}
    for name in scope:
        value = scope[name]
        slot = slots.get(name)
        found[name] = labelled(turn, slot, value) if slot else value
    if turn.state.frames:
        found.update(turn.state.frames[-1].locals)
    customer: dict[str, object] = dict(_context(found["customer"]))
    for name, slot in slots.items():
        if name.startswith("customer."):
            key = name.removeprefix("customer.")
            customer[key] = labelled(turn, slot, _context(found["customer"]).get(key))
    found["customer"] = customer
    wait = _context(found["wait"])
    low, high = wait.get("low"), wait.get("high")
    if isinstance(low, timedelta) and isinstance(high, timedelta):
        found["wait"] = {**wait, "range": wait_range(low, high, turn.state.locale)}
    for names, namespace in _PARTS.items():
        found[names] = {**dict.fromkeys(namespace), **_context(found[names])}
    return found


_PARTS = {
    "division": ("name", "key", "open", "opens_at", "closes_at", "closed_because"),
    "queue": ("position", "length", "agents"),
    "wait": ("kind", "range", "low", "high", "limit"),
    "agent": ("name", "level"),
    "error": ("kind", "action"),
    "message": ("text", "kind", "intent", "faq", "language", "sentiment", "at"),
}


def _context(value: object) -> Mapping[str, Value]:
    return value if isinstance(value, Mapping) else {}


def labelled(turn: Turn, slot: Slot | None, value: Value) -> object:
    """Return a choice's value with its label, so that messages print the label; other values as they are."""
    if slot is None or slot.type.name != "choice" or not isinstance(value, str):
        return value
    for option in slot.type.options:
        if option.word == value:
            return Label(value, label_of(option, turn.state.locale))
    return value


def label_of(option: Option, locale: str) -> str:
    return option.label.get(locale) or next(iter(option.label.values()), option.word)
