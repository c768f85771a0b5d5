"""Everything a bot is, put together as its artifact: the same files and date give the same bytes.

Nothing is read here but the zone and holiday tables of the machine that compiles; the date is an input.
"""

from __future__ import annotations

from datetime import MAXYEAR, date

from flowc.diagnostics.allowed import Allowance
from flowc.emit.actions import actions
from flowc.emit.calendars import ALWAYS, built_in, calendar
from flowc.emit.divisions import divisions
from flowc.emit.flows import flows
from flowc.emit.messages import messages
from flowc.emit.settings import defaults, handover_settings, requires, retention
from flowc.emit.shortcuts import shortcuts
from flowc.emit.slots import slots
from flowc.emit.tables import tables
from flowc.emit.understanding import understanding
from flowc.emit.zones import zone_changes
from flowc.machine import Machine
from flowc.machine.at import place
from flowc.structure import tree
from flowc.types import Typed
from runtime.artifact import model

HORIZON_YEARS = 2  # holidays are decreed a year ahead; beyond two years a table would be mostly guesses


def emit(
    bot: tree.Bot, typed: Typed, machine: Machine, as_of: date, allowed: tuple[Allowance, ...] = ()
) -> model.Artifact:
    """Return the artifact of a bot without errors, compiled as of a date."""
    locales = tuple(word.text for word in bot.locales)
    horizon = horizon_of(as_of)
    every_message = messages(bot.messages, machine.names.in_place, locales)
    zones = {
        bot.timezone.text,
        *(one.timezone.text for one in bot.hours.values() if one.timezone is not None),
    }
    return model.Artifact(
        bot=_identity(bot),
        as_of=as_of,
        horizon=horizon,
        start=bot.start.text,
        requires=requires(bot, every_message),
        retention=retention(bot),
        slots=slots(bot, machine.names, typed),
        messages=every_message,
        understanding=understanding(bot, machine.names),
        flows=flows(bot, machine, typed),
        states=machine.states,
        rules=machine.rules,
        actions=actions(bot, typed),
        calendars={
            ALWAYS: built_in(),
            **{name: calendar(one, as_of, horizon, locales[0]) for name, one in bot.hours.items()},
        },
        zones={zone: zone_changes(zone, as_of, horizon) for zone in sorted(zones)},
        divisions=divisions(bot, machine.names),
        shortcuts=shortcuts(bot, machine),
        tables=tables(bot, typed),
        handover=handover_settings(bot),
        defaults=defaults(bot, machine.on_error),
        allowed=tuple(model.Allowed(one.name, one.reason, place(one.span)) for one in allowed),
        migrate=machine.migrations,
        welcome=None if bot.welcome is None else machine.names.of(bot.welcome),
    )


def horizon_of(as_of: date) -> date:
    """Return the last day that an artifact knows holidays and clock changes of."""
    year = min(as_of.year + HORIZON_YEARS, MAXYEAR)
    day = min(as_of.day, 28) if as_of.month == 2 else as_of.day  # 29 February is not in every year
    return date(year, as_of.month, day)


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
