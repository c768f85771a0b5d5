"""What every name of a bot holds: the language's namespaces as one table, and the bot's own names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flowc.names.builtin_messages import WAIT_KINDS
from flowc.names.symbols import Symbols, calls_into
from flowc.structure import tree
from flowc.types.kinds import (
    BOOLEAN,
    DATETIME,
    DURATION,
    NUMBER,
    TEXT,
    UNKNOWN,
    Kind,
    choice,
    context,
    list_of,
    maybe,
    of_slot_type,
)
from flowc.types.table_kinds import kind_of_table

_PERHAPS_TEXT = maybe(TEXT)
_PERHAPS_NUMBER = maybe(NUMBER)


def kind_of_type(written: tree.Type) -> Kind:
    """Return the kind of a declared type."""
    return of_slot_type(
        written.name.text,
        tuple(option.word.text for option in written.options),
        kind_of_type(written.of) if written.of is not None else None,
        {name: maybe(kind_of_type(field)) for name, field in written.fields.items()},
    )


def kind_of_slot(slot: tree.Slot) -> Kind:
    """Return the kind of a slot: it can be null, unless a default makes it known from the start."""
    return maybe(kind_of_type(slot.type), slot.default is None)


def kind_of_result(source: tree.Action | tree.Flow, symbols: Symbols) -> Kind:
    """Return the kind of `into: name`. An action's result can be null (not found), and so can each output."""
    if isinstance(source, tree.Action):
        fields = {name: maybe(kind_of_type(output.type)) for name, output in source.outputs.items()}
        return maybe(context(fields))
    slots = {word.text: symbols.slots[word.text] for word in source.outputs if word.text in symbols.slots}
    return context({name: kind_of_slot(slot) for name, slot in slots.items()})


def names_everywhere(symbols: Symbols) -> dict[str, Kind]:
    """Return what can be named in every expression: namespaces, slots, and results of calls."""
    found = {
        **{name: kind_of_result(one.source, symbols) for name, one in symbols.results.items()},
        **{name: kind_of_slot(slot) for name, slot in symbols.slots.items() if "." not in name},
        **namespaces(symbols),
    }
    for name in symbols.bot.broken.get("slots", ()):
        if "." not in name:
            found.setdefault(name, UNKNOWN)
    for visit in symbols.visits:  # the result of a call that leads nowhere: that was told already
        _, into = calls_into(visit.step)
        if into is not None and into.name is not None:
            found.setdefault(into.name.text, UNKNOWN)
    return found


def namespaces(symbols: Symbols) -> Mapping[str, Kind]:
    """Return the kind of each namespace that is known in every turn (LANGUAGE section 2)."""
    bot = symbols.bot
    topics, divisions = choice(*symbols.topics), _names(bot, "divisions", bot.divisions)
    levels = choice("L1", "L2", "L3")
    intents, faq = _names(bot, "intents", symbols.intents), _names(bot, "faq", bot.faq)
    locales = choice(*(locale.text for locale in bot.locales))
    return {
        "customer": context(
            {
                "id": TEXT,
                "name": _PERHAPS_TEXT,
                "phone": _PERHAPS_TEXT,
                "email": _PERHAPS_TEXT,
                "locale": locales,
                "first_seen": maybe(DATETIME),
                "conversations": NUMBER,
                "last_topic": maybe(topics),
                "last_division": maybe(divisions),
                "last_agent": _PERHAPS_TEXT,
                "last_outcome": maybe(choice("resolved", "unresolved", "bot", "left")),
                **_customer_slots(symbols),
            },
        ),
        "conversation": context(
            {
                "id": TEXT,
                "channel": choice(*(channel.text for channel in bot.channels)),
                "locale": locales,
                "started": DATETIME,
                "sentiment": NUMBER,
                "handovers": NUMBER,
                "flow": _PERHAPS_TEXT,
                "window_open": BOOLEAN,
            }
        ),
        "message": context(
            {
                "text": _PERHAPS_TEXT,
                "kind": maybe(
                    choice(
                        *("text", "button", "image", "audio", "video"),
                        *("document", "location", "contact", "unsupported"),
                    )
                ),
                "intent": maybe(intents),
                "intents": list_of(choice()),
                "faq": maybe(faq),
                "topics": list_of(topics),
                "language": _PERHAPS_TEXT,
                "sentiment": _PERHAPS_NUMBER,
                "at": maybe(DATETIME),
            }
        ),
        "turns": context(
            dict.fromkeys(
                ("customer", "not_understood", "invalid", "repeated_answers", "in_flow", "declined"), NUMBER
            )
        ),
        "division": context(
            {
                "name": _PERHAPS_TEXT,
                "key": maybe(divisions),
                "open": maybe(BOOLEAN),
                "opens_at": maybe(DATETIME),
                "closes_at": maybe(DATETIME),
                "closed_because": maybe(choice("hours", "holiday", "override")),
                "previous": _PERHAPS_TEXT,
                "reply_by": maybe(DATETIME),
            }
        ),
        "queue": context(dict.fromkeys(("position", "length", "agents"), _PERHAPS_NUMBER)),
        "wait": context(
            {
                "kind": maybe(choice(*WAIT_KINDS)),
                "range": _PERHAPS_TEXT,
                "low": maybe(DURATION),
                "high": maybe(DURATION),
                "limit": maybe(DURATION),
            }
        ),
        "agent": context({"name": _PERHAPS_TEXT, "level": maybe(levels)}),
        "hours": context(
            {**dict.fromkeys((*bot.hours, *bot.broken.get("hours", ())), BOOLEAN), "always": BOOLEAN}
        ),
        "page": context(
            {
                **dict.fromkeys(("path", "host", "title", "referrer"), _PERHAPS_TEXT),
                "query": context({}, rest=_PERHAPS_TEXT),
            }
        ),
        "now": DATETIME,
        "table": context(
            {
                **dict.fromkeys(bot.broken.get("tables", ()), UNKNOWN),
                **{name: kind_of_table(table) for name, table in bot.tables.items()},
            }
        ),
    }


def error_namespace(symbols: Symbols) -> Kind:
    """Return the kind of `error`, which is known inside of `on_error`."""
    return context(
        {
            "kind": choice("timeout", "unreachable", "refused", "broken", "busy", "unknown"),
            "action": _names(symbols.bot, "actions", symbols.bot.actions),
        }
    )


def route_namespace(symbols: Symbols) -> Kind:
    """Return the kind of `route`, which routing tables know: what earlier tables decided."""
    return context(
        {
            "to": maybe(_names(symbols.bot, "divisions", symbols.bot.divisions)),
            "level": maybe(choice("L1", "L2", "L3")),
            "priority": maybe(choice("low", "normal", "high", "urgent")),
            "skills": list_of(TEXT),
            "agent": _PERHAPS_TEXT,
        }
    )


def _names(bot: tree.Bot, section: str, known: Iterable[str]) -> Kind:
    """Return the choice among the names of a section, those too whose declarations have mistakes."""
    return choice(*known, *bot.broken.get(section, ()))


def _customer_slots(symbols: Symbols) -> dict[str, Kind]:
    found = {
        name.removeprefix("customer."): kind_of_slot(slot)
        for name, slot in symbols.slots.items()
        if name.startswith("customer.")
    }
    for name in symbols.bot.broken.get("slots", ()):
        if name.startswith("customer."):
            found.setdefault(name.removeprefix("customer."), UNKNOWN)
    return found
