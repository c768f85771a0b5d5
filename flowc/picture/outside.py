"""The parts of a picture around the flows: the rules that watch, and the divisions behind a handover."""

from __future__ import annotations

from collections.abc import Mapping

from flowc.picture import words
from flowc.picture.model import Box, Group, Kind, Theme, Way
from flowc.picture.sketch import Sketch
from flowc.picture.steps import exits_of, handover_lines, lines_of
from flowc.picture.written import write_expr
from runtime.artifact.model import Artifact, Chains, Handover, Offer, Rule, RunFlow

STAYS = {"leave_message": words.LEAVE_MESSAGE, "wait": words.STAY}


def draw_rules(
    artifact: Artifact, sketch: Sketch, language: str, entries: Mapping[str, str]
) -> tuple[Group, ...]:
    """Draw the escalation rules, in the order in which they are looked at."""
    boxes = tuple(
        _rule(artifact, sketch, language, entries, number, rule)
        for number, rule in enumerate(artifact.rules, start=1)
    )
    return (Group(Theme.RULES, words.RULES.in_(language), boxes),) if boxes else ()


def _rule(
    artifact: Artifact, sketch: Sketch, language: str, entries: Mapping[str, str], number: int, rule: Rule
) -> Box:
    state = artifact.states[rule.state]
    lines = [f"{number} · {rule.name}", f"when {write_expr(rule.when)}"]
    id_ = sketch.new_id()
    match state:
        case Handover():
            lines += handover_lines(state.handover)
            sketch.to_human(id_, state.handover.to)
        case Offer():
            lines += lines_of(state, language)
            sketch.to_human(id_, state.handover.to)
            for way in exits_of(state, language):
                flow = artifact.states[way.to].flow if way.to is not None else ""
                if flow in entries:
                    sketch.line(id_, entries[flow], Way.INTO, way.label)
        case RunFlow():
            lines += lines_of(state, language)
            sketch.line(id_, entries[state.run], Way.INTO)
    place = f"{rule.place.file}:{rule.place.line}" if rule.place else ""
    return Box(id_, Kind.RULE, tuple(lines), place=place)


def draw_divisions(artifact: Artifact, sketch: Sketch, language: str) -> tuple[Group, ...]:
    """Draw the divisions with their fallback chains, the tables before them, and what leads there."""
    ids = {name: sketch.new_id() for name in artifact.divisions}
    boxes = [_division(artifact, name, id_) for name, id_ in ids.items()]
    ends: dict[str, Box] = {}
    for name, division in artifact.divisions.items():
        for (place, to), causes in _links(division.fallback).items():
            if to in STAYS and to not in ends:
                ends[to] = Box(sketch.new_id(), Kind.LAST, (STAYS[to].in_(language),))
            head = ends[to].id if to in STAYS else ids[to]
            named = ", ".join(words.CAUSES[cause].in_(language) for cause in causes)
            label = words.ANY_CAUSE.in_(language) if len(causes) == len(words.CAUSES) else named
            sketch.line(ids[name], head, Way.SIDE, f"{place} · {label}")
    routing = _routing(artifact, sketch, language)
    for name in _chosen(artifact):
        if name in ids:
            sketch.line(routing.id, ids[name])
    for box, to in sketch.humans.items():
        sketch.line(box, ids.get(to, routing.id), Way.DESK)
    return (Group(Theme.DIVISIONS, words.DIVISIONS.in_(language), (routing, *boxes, *ends.values())),)


def _division(artifact: Artifact, name: str, id_: str) -> Box:
    division = artifact.divisions[name]
    people = division.name.get(artifact.bot.locales[0], name)
    lines = [name, people, division.calendar]
    if len(division.levels) > 1:
        lines.append(" ".join(division.levels))
    place = f"{division.place.file}:{division.place.line}" if division.place else ""
    return Box(id_, Kind.DIVISION, tuple(lines), place=place)


def _links(chains: Chains) -> dict[tuple[int, str], list[str]]:
    """Return where a division's chains lead, as position and name, with the causes of each."""
    found: dict[tuple[int, str], list[str]] = {}
    for cause in words.CAUSES:
        chain: tuple[str, ...] = getattr(chains, cause)
        for place, to in enumerate(chain, start=1):
            found.setdefault((place, to), []).append(cause)
    return found


def _routing(artifact: Artifact, sketch: Sketch, language: str) -> Box:
    tables = (f"{table.name}: {', '.join(table.outputs)}" for table in artifact.tables)
    return Box(sketch.new_id(), Kind.ROUTING, (words.ROUTING.in_(language), *tables))


def _chosen(artifact: Artifact) -> tuple[str, ...]:
    """Return the divisions that the tables name, in their order of appearance."""
    found: dict[str, None] = {}
    for table in artifact.tables:
        if "to" in table.outputs:
            place = table.outputs.index("to")
            for row in table.rows:
                value = row.values[place]
                if value is not None:
                    found[write_expr(value).strip('"')] = None
    return tuple(found)
