"""Everything a bot is, put together as its artifact: the same files and date give the same bytes.

Nothing is read here but the zone and holiday tables of the machine that compiles; the date is an input.
"""

from __future__ import annotations

from datetime import date

from flowc.diagnostics.allowed import Allowance
from flowc.emit.actions import actions
from flowc.emit.flows import flows
from flowc.emit.messages import messages
from flowc.emit.settings import defaults, handover_settings, requires, retention
from flowc.emit.shortcuts import shortcuts
from flowc.emit.slots import slots
from flowc.emit.tables import tables
from flowc.emit.understanding import understanding
from flowc.hours import horizon_of
from flowc.hours.calendars import calendars
from flowc.hours.divisions import divisions
from flowc.hours.zones import zones
from flowc.machine import Machine
from flowc.machine.at import place
from flowc.machine.decisions import decision_table
from flowc.structure import tree
from flowc.types import Typed
from runtime.artifact import model


def emit(
    bot: tree.Bot,
    typed: Typed,
    machine: Machine,
    as_of: date,
    allowed: tuple[Allowance, ...] = (),
    understood: model.Understanding | None = None,
) -> model.Artifact:
    """Return the artifact of a bot without errors, compiled as of a date; `understood` where it is made."""
    locales = tuple(word.text for word in bot.locales)
    horizon = horizon_of(as_of)
    every_message = messages(bot.messages, machine.names.in_place, locales)
    return model.Artifact(
        bot=_identity(bot),
        as_of=as_of,
        horizon=horizon,
        start=bot.start.text,
        requires=requires(bot, every_message),
        retention=retention(bot),
        slots=slots(bot, machine.names, typed),
        messages=every_message,
        understanding=understood or understanding(bot, machine.names),
        flows=flows(bot, machine, typed),
        states=machine.states,
        rules=machine.rules,
        actions=actions(bot, typed),
        calendars=calendars(bot, as_of, horizon),
        zones=zones(bot, as_of, horizon),
        divisions=divisions(bot, machine.names),
        shortcuts=shortcuts(bot, machine),
        decisions={name: decision_table(table, typed) for name, table in bot.tables.items()},
        tables=tables(bot, typed),
        handover=handover_settings(bot),
        defaults=defaults(bot, machine.on_error),
        allowed=tuple(model.Allowed(one.name, one.reason, place(one.span)) for one in allowed),
        migrate=machine.migrations,
        welcome=None if bot.welcome is None else machine.names.of(bot.welcome),
    )


def _identity(bot: tree.Bot) -> model.Bot:
    unsaid = model.Bot("", "", 0, (), "", ())
    return model.Bot(
        name=bot.name.text,
        version=bot.version.text,
        edition=bot.edition,
        locales=tuple(word.text for word in bot.locales),
        timezone=bot.timezone.text,
        channels=tuple(word.text for word in bot.channels),
        country=unsaid.country if bot.country is None else bot.country.text,
        currency=unsaid.currency if bot.currency is None else bot.currency.text,
    )
