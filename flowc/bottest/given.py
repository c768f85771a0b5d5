"""What a test gives: clock, staffing, queues, actions, values, and where in a flow it starts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path

from flowc.bottest.model import Plain
from flowc.diagnostics.model import Text
from flowc.moving import BrokenArtifact, read_artifact
from flowc.source.durations import read_duration
from runtime.artifact import codec
from runtime.artifact.model import Ask, Choose, Type
from runtime.core.events import Outcome
from runtime.core.program import Program
from runtime.core.state import Counters, Frame, Known, State, Waiting
from runtime.core.step import new_thread
from runtime.feel.values import Value
from runtime.routing.assigning import Agent
from runtime.routing.estimate import QueueFigures
from runtime.routing.zone import to_instant
from runtime.testing import Roster

ERRORS = ("timeout", "unreachable", "refused", "broken", "busy", "unknown")  # of actions
DEFAULT_NOW = "2026-01-05T10:00"  # a Monday
AGENT = "Ani"
PROFILE = ("name", "phone", "email", "locale", "username")
PAGE = ("path", "host", "title", "referrer")  # and `query.<name>`
SAMPLES = 40  # recent waits made up for `wait: [low, high]`: enough for an estimate


class GivenError(Exception):
    """Something that is given means nothing to this bot; the text says what, for a designer."""

    def __init__(self, text: Text | str) -> None:
        super().__init__(text.en if isinstance(text, Text) else text)
        self.text = text if isinstance(text, Text) else Text(text, text)


def earlier_program(given: Mapping[str, Plain], folder: Path) -> Program | None:
    """Return the earlier version that a test begins on. None: it begins on the bot as it is."""
    path = given.get("artifact")
    if path is None:
        return None
    try:
        artifact = read_artifact(folder, str(path))
    except BrokenArtifact as error:
        raise GivenError(
            Text(
                f"`artifact: {path}` cannot be read as an earlier version",
                f"`artifact: {path}` tidak bisa dibaca sebagai versi sebelumnya",
            )
        ) from error
    return Program(artifact, codec.name(codec.dump(artifact)))


def start_time(program: Program, given: Mapping[str, Plain]) -> datetime:
    """Return the test's first moment as an instant; `now` without offset is in the bot's zone."""
    text = str(given.get("now") or DEFAULT_NOW)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise GivenError(
            Text(
                f"`now: {text}` is not a date and time like {DEFAULT_NOW}",
                f"`now: {text}` bukan tanggal dan jam seperti {DEFAULT_NOW}",
            )
        ) from error
    return moment if moment.tzinfo else to_instant(program.zone, moment)


def typed(type_: Type, plain: Plain) -> Value:
    """Return a given value in the type it stands for."""
    if plain is None:
        return None
    if isinstance(plain, list):
        return tuple(typed(type_.of or Type("text"), item) for item in plain)
    if isinstance(plain, dict):
        return {name: typed(type_.fields.get(name, Type("text")), item) for name, item in plain.items()}
    if type_.options and plain not in {option.word for option in type_.options}:
        words = ", ".join(option.word for option in type_.options)
        raise GivenError(Text(f"`{plain}` is none of {words}", f"`{plain}` bukan salah satu dari {words}"))
    try:
        match type_.name:
            case "number":
                return Decimal(plain)
            case "boolean":
                return plain == "true"
            case "date":
                return date.fromisoformat(plain)
            case "time":
                return time.fromisoformat(plain)
            case "datetime":
                return datetime.fromisoformat(plain)
            case "duration":
                return read_duration(plain)
    except (ValueError, InvalidOperation) as error:
        raise GivenError(Text(f"`{plain}` is not a {type_.name}", f"`{plain}` bukan {type_.name}")) from error
    return plain


def outcome_of(program: Program, action: str, result: Plain) -> Outcome:
    """Return how an action ends, as the test gives it: outputs, `null`, or `{error: kind}`."""
    if isinstance(result, dict) and set(result) == {"error"}:
        if result["error"] not in ERRORS:
            kinds = ", ".join(ERRORS)
            raise GivenError(
                Text(
                    f"an error is one of {kinds}, not `{result['error']}`",
                    f"galat yang ada: {kinds}, bukan `{result['error']}`",
                )
            )
        return Outcome(error=str(result["error"]))
    if result is None:
        return Outcome()
    outputs = program.artifact.actions[action].outputs
    if not isinstance(result, dict):
        names = ", ".join(sorted(outputs))
        raise GivenError(
            Text(
                f"`{action}` is given `{result}`, but it answers with {names or 'nothing'}",
                f"`{action}` diberi `{result}`, padahal ia menjawab {names or 'tanpa isi'}",
            )
        )
    for name in result:
        if name not in outputs:
            raise GivenError(
                Text(f"`{action}` has no output `{name}`", f"`{action}` tidak punya keluaran `{name}`")
            )
    return Outcome({name: typed(output.type, result.get(name)) for name, output in outputs.items()})


class Actions:
    """Answers actions as the test gives them; a list is used up in turn, its last stays."""

    def __init__(self, program: Program, given: Mapping[str, Plain]) -> None:
        self._program = program
        self._results: dict[str, list[Plain]] = {}
        actions = given.get("actions") or {}
        for name, result in (actions if isinstance(actions, dict) else {}).items():
            if name not in program.artifact.actions:
                raise GivenError(Text(f"there is no action `{name}`", f"tidak ada aksi `{name}`"))
            self._results[name] = list(result) if isinstance(result, list) else [result]

    def __contains__(self, action: str) -> bool:
        return action in self._results

    def __call__(self, action: str, inputs: Mapping[str, Value]) -> Outcome:
        results = self._results.get(action)
        if not results:
            raise GivenError(
                Text(
                    f"action `{action}` was called, but `given.actions` has no result for it",
                    f"aksi `{action}` dipanggil, tetapi `given.actions` tidak memberi jawabannya",
                )
            )
        result = results.pop(0) if len(results) > 1 else results[0]
        return outcome_of(self._program, action, result)


def queues(program: Program, given: Mapping[str, Plain]) -> dict[str, QueueFigures]:
    """Return every division's figures; a division that is not named has nobody."""
    agents, waiting, wait = given.get("agents"), given.get("queue"), given.get("wait")
    for counted in (agents, waiting):
        for name in counted if isinstance(counted, dict) else ():
            if name not in program.artifact.divisions:
                raise GivenError(Text(f"there is no division `{name}`", f"tidak ada divisi `{name}`"))
    figures = {}
    for name, division in program.artifact.divisions.items():
        online = _online(agents.get(name) if isinstance(agents, dict) else None)
        queue = _number(waiting.get(name) if isinstance(waiting, dict) else None, "queue")
        figures[name] = QueueFigures(
            agents=online,
            busy=online * division.capacity
            if queue or isinstance(wait, list)
            else 0,  # of those who are only counted
            waiting=queue,
            ahead=queue,
            recent_waits_s=_samples(wait),
            capacity=division.capacity,
        )
    return figures


def roster(program: Program, given: Mapping[str, Plain]) -> Roster:
    """Return the agents who are named. Where people wait already, all of their division are busy."""
    staffing, waiting = given.get("agents"), given.get("queue")
    found: dict[str, Agent] = {}
    for division, staff in (staffing if isinstance(staffing, dict) else {}).items():
        queue = _number(waiting.get(division) if isinstance(waiting, dict) else None, "queue")
        for one in staff if isinstance(staff, list) else ():
            if not isinstance(one, dict):
                continue
            name = str(one.get("name") or AGENT)
            earlier = found.get(name)
            capacity = one.get("capacity")
            skills = one.get("skills")
            seats = program.artifact.divisions[division].capacity if capacity is None else int(str(capacity))
            found[name] = Agent(
                id=name,
                name=name,
                divisions=(*(earlier.divisions if earlier else ()), division),
                level=str(one.get("level") or "L1"),
                skills={skill: int(str(level)) for skill, level in skills.items()}
                if isinstance(skills, dict)
                else {},
                capacity=None if capacity is None else int(str(capacity)),
                online=one.get("online") != "false",
                open=seats if queue else 0,
            )
    return Roster(found.values())


def _online(staff: Plain) -> int:
    """Count the agents who are there: a number, or a list of those who exist."""
    if isinstance(staff, list):
        return sum(1 for one in staff if not (isinstance(one, dict) and one.get("online") == "false"))
    return _number(staff, "agents")


def _number(plain: Plain, what: str) -> int:
    if plain is None:
        return 0
    if not isinstance(plain, str) or not plain.isdecimal():
        raise GivenError(
            Text(f"`{what}` counts people, found {plain}", f"`{what}` berisi jumlah orang, bukan {plain}")
        )
    return int(plain)


def _samples(wait: Plain) -> tuple[float, ...]:
    if not isinstance(wait, list) or len(wait) != 2:
        return ()
    ends = [read_duration(str(end)) for end in wait]
    if None in ends:
        raise GivenError(
            Text(
                f"`wait` is [low, high] as in [2m, 5m], found {wait}",
                f"`wait` ditulis [terendah, tertinggi], misalnya [2m, 5m], bukan {wait}",
            )
        )
    seconds = [end.total_seconds() for end in ends if end is not None]
    return tuple(seconds[index % 2] for index in range(SAMPLES))


def agent_name(given: Mapping[str, Plain]) -> str:
    """Return the name of the first agent given, or the one every test has."""
    agents = given.get("agents")
    for staff in agents.values() if isinstance(agents, dict) else ():
        if isinstance(staff, list) and staff and isinstance(staff[0], dict):
            return str(staff[0].get("name") or AGENT)
    return AGENT


def start_state(program: Program, given: Mapping[str, Plain], now: datetime) -> State:
    """Return the thread as the test finds it: with given values, and in the middle of a flow where `at`
    says so.
    """
    channels = program.artifact.bot.channels
    channel = str(given.get("channel") or channels[0])
    if channel not in channels:
        spoken = ", ".join(channels)
        raise GivenError(
            Text(
                f"the bot does not speak on `{channel}`, only on {spoken}",
                f"bot ini tidak melayani `{channel}`, hanya {spoken}",
            )
        )
    _check_keys("profile", given.get("profile"), PROFILE)
    _check_keys("page", given.get("page"), PAGE)
    state = new_thread(program, "trial", channel, now)
    known = {
        **_values(program, given.get("slots"), ""),
        **_values(program, given.get("customer"), "customer."),
    }
    slots = {name: Known(value, "given", now) for name, value in known.items()}
    state = replace(state, slots=slots)
    at = given.get("at")
    if at is None:
        return state
    key = str(at)
    where = program.artifact.states.get(key)
    if not isinstance(where, Ask | Choose):
        raise GivenError(
            Text(
                f"`at: {key}` is no step that waits for the customer",
                f"`at: {key}` bukan langkah yang menunggu pelanggan",
            )
        )
    locale = str(given.get("locale") or program.artifact.bot.locales[0])
    return replace(
        state,
        slots={**_defaults(program, now), **slots},
        profile=_texts(given.get("profile")),
        page=_texts(given.get("page")),
        open=True,
        greeted=True,
        number=1,
        locale=locale,
        frames=(Frame(where.flow, None, 0),),
        waiting=Waiting(key, 1, now),
        serial=1,
        counters=Counters(customer=1),
    )


def _check_keys(what: str, given: Plain, known: tuple[str, ...]) -> None:
    for name in given if isinstance(given, dict) else ():
        if name not in known and not (what == "page" and name.startswith("query.")):
            keys = ", ".join(known)
            raise GivenError(
                Text(f"`{what}` has {keys}, not `{name}`", f"`{what}` berisi {keys}, bukan `{name}`")
            )


def _texts(given: Plain) -> dict[str, str]:
    return {key: str(text) for key, text in given.items()} if isinstance(given, dict) else {}


def _defaults(program: Program, now: datetime) -> dict[str, Known]:
    """A conversation in the middle of a flow has its defaults already."""
    scope: Mapping[str, Value] = defaultdict(lambda: None, now=program.local(now))
    return {
        name: Known(program.value(slot.default, scope), "default", now)
        for name, slot in program.artifact.slots.items()
        if slot.default is not None
    }


def _values(program: Program, given: Plain, prefix: str) -> dict[str, Value]:
    values = {}
    for name, plain in (given if isinstance(given, dict) else {}).items():
        slot = program.artifact.slots.get(prefix + name)
        if slot is None:
            raise GivenError(Text(f"there is no slot `{prefix}{name}`", f"tidak ada slot `{prefix}{name}`"))
        values[prefix + name] = typed(slot.type, plain)
    return values


def duration(text: Plain) -> timedelta:
    """Return a duration as a test writes it (`10m`)."""
    found = read_duration(str(text))
    if found is None:
        raise GivenError(
            Text(f"`{text}` is not a duration like 10m", f"`{text}` bukan lama waktu seperti 10m")
        )
    return found
