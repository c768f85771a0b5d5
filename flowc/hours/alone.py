"""When nobody is open for a division, nor along its chain; and whether a message left then is ever read.

Laws:
- Exact, nothing is sampled: time is cut at every instant at which a calendar of the chain opens or closes,
  from the date of compiling to the horizon; in between nothing changes.
- The chain for `closed` is walked as the runtime walks it; at its end a message is left for the division
  where the walk began, which opens again in the runtime's own reckoning.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from flowc.hours.calendars import calendars
from flowc.hours.divisions import divisions
from flowc.hours.horizon import horizon_of
from flowc.hours.zones import zones
from flowc.machine.messages import MessageNames
from flowc.structure import tree
from runtime.artifact.model import Calendar, Division
from runtime.routing.hours import changes, is_open, opens_at
from runtime.routing.open_time import DAYS, add_open_time, add_working_days
from runtime.routing.zone import Zone, to_instant, to_local

# Below this an opening in the list of changes is what the runtime finds, which looks a year ahead.
_SURELY_SEEN = timedelta(days=300)
_Changes = tuple[tuple[datetime, bool], ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Time without anybody, from `start` to `end` in the division's wall time. `opens`: the division itself;
    None: not within a year. `due_missing`: the answer it promises to messages left has no time."""

    start: datetime
    end: datetime
    opens: datetime | None
    due_missing: bool = False

    @property
    def unread(self) -> bool:
        return self.opens is None or self.due_missing


@dataclass(frozen=True, slots=True)
class Openings:
    """All of a bot that decides who is open when; `zone` is the bot's own."""

    divisions: Mapping[str, Division]
    calendars: Mapping[str, Calendar]
    zones: Mapping[str, Zone]
    zone: str
    first: date
    last: date
    _known: dict[str, _Changes] = field(default_factory=dict)

    def reached(self, division: str) -> tuple[str, ...]:
        """Return the divisions asked while all are closed, in the runtime's order; itself first."""
        found, waiting = [division], list(self.divisions[division].fallback.closed)
        while waiting:
            name = waiting.pop(0)
            if name in self.divisions and name not in found:
                found.append(name)
                waiting.extend(self.divisions[name].fallback.closed)
        return tuple(found)

    def alone(self, division: str) -> tuple[Stretch, ...]:
        """Return the stretches in which nobody is open for a division, in order."""
        found = [(start, end, self._opens(division, start)) for start, end in self._spans(division)]
        kept = not found or self._kept_since(division, found[0][0], found[-1][0])
        zone = self._zone(self.divisions[division].calendar)
        return tuple(
            Stretch(
                to_local(zone, start),
                to_local(zone, end),
                None if opens is None else to_local(zone, opens),
                due_missing=not kept and opens is not None and self._due(division, start) is None,
            )
            for start, end, opens in found
        )

    def answered(self, division: str, at: datetime) -> datetime | None:
        """Return until when a message left at `at` is to be answered: what is promised, else the opening.

        None: neither is known within a year.
        """
        clock = self.divisions[division].sla.get("left_message")
        if clock is None:
            return self._opens(division, at)
        return at + clock.within if clock.calendar else self._due(division, at)

    def longest(self, division: str) -> tuple[datetime, datetime] | None:
        """Return the longest time that a division is open at a stretch, in its wall time.

        None: it is always open, or never.
        """
        name = self.divisions[division].calendar
        if self.calendars[name].always:
            return None
        first, end = self._start(self.first), self._start(self.last + timedelta(days=1))
        since = first if is_open(self.calendars[name], self._zone(name), first) else None
        found: list[tuple[datetime, datetime]] = []
        for at, opens in (*self._changes(name), (end, False)):
            if not opens and since is not None:
                found.append((since, at))
            since = at if opens else None
        best = max(found, key=lambda one: one[1] - one[0], default=None)
        zone = self._zone(name)
        return None if best is None else (to_local(zone, best[0]), to_local(zone, best[1]))

    def meets(self, division: str, others: Iterable[str]) -> bool:
        """Return whether one of some divisions is ever open while this one is."""
        mine = self.divisions[division].calendar
        theirs = {self.divisions[name].calendar for name in others}
        names = {mine, *theirs}
        first = self._start(self.first)
        is_now = {name: is_open(self.calendars[name], self._zone(name), first) for name in names}
        cuts: dict[datetime, dict[str, bool]] = {first: {}}
        for name in names:
            for at, opens in self._changes(name):
                cuts.setdefault(at, {})[name] = opens
        for at in sorted(cuts):
            is_now.update(cuts[at])
            if is_now[mine] and any(is_now[name] for name in theirs):
                return True
        return False

    def _spans(self, division: str) -> Iterator[tuple[datetime, datetime]]:
        names = {self.divisions[name].calendar for name in self.reached(division)}
        if any(self.calendars[name].always for name in names):
            return
        first, end = self._start(self.first), self._start(self.last + timedelta(days=1))
        is_now = {name: is_open(self.calendars[name], self._zone(name), first) for name in names}
        cuts: dict[datetime, dict[str, bool]] = {}
        for name in names:
            for at, opens in self._changes(name):
                cuts.setdefault(at, {})[name] = opens
        since = None if any(is_now.values()) else first
        for at in sorted(cuts):
            is_now.update(cuts[at])
            if any(is_now.values()):
                if since is not None:
                    yield since, at
                since = None
            elif since is None:
                since = at
        if since is not None:
            yield since, end

    def _opens(self, division: str, at: datetime) -> datetime | None:
        name = self.divisions[division].calendar
        known = self._changes(name)
        later = known[bisect_right(known, (at, True)) :][:2]  # they alternate
        soon = next((when for when, opens in later if opens), None)
        if soon is not None and soon - at < _SURELY_SEEN:
            return soon
        return opens_at(self.calendars[name], self._zone(name), at)

    def _kept_since(self, division: str, first: datetime, last: datetime) -> bool:
        """Return whether all promises made from `first` to `last` have a time. Nobody is asked longer for
        having asked earlier: where the last one has a time that the first one's reckoning reaches, all do."""
        due = self._due(division, last)
        return due is not None and due - first < timedelta(days=DAYS - 10)

    def _due(self, division: str, at: datetime) -> datetime | None:
        """Return until when a message left would be answered; at once where nothing is promised."""
        clock = self.divisions[division].sla.get("left_message")
        if clock is None or clock.calendar:
            return at
        name = self.divisions[division].calendar
        add = add_working_days if clock.days else add_open_time
        return add(self.calendars[name], self._zone(name), at, clock.within)

    def _changes(self, name: str) -> _Changes:
        if name not in self._known:
            first, end = self._start(self.first), self._start(self.last + timedelta(days=1))
            self._known[name] = tuple(changes(self.calendars[name], self._zone(name), first, end))
        return self._known[name]

    def _zone(self, calendar: str) -> Zone:
        return self.zones[self.calendars[calendar].zone or self.zone]

    def _start(self, day: date) -> datetime:
        return to_instant(self.zones[self.zone], datetime.combine(day, time())).astimezone(UTC)


def openings(bot: tree.Bot, names: MessageNames, as_of: date) -> Openings:
    """Return when the divisions of a bot are open, from the date of compiling to its horizon."""
    last = horizon_of(as_of)
    return Openings(
        divisions(bot, names),
        calendars(bot, as_of, last),
        zones(bot, as_of, last),
        bot.timezone.text,
        as_of,
        last,
    )
