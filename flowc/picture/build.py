"""From an artifact to the picture of its state machine.

So that sixty states can be read: steps in a row share a box; a `goto` is a line; equal handovers of a flow
are one box; a flow called last is a line into it, unless too many would lead there; ways that lead to the
blocks of `defaults` are not drawn, these blocks stand once in a group of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from flowc.picture import words
from flowc.picture.model import Box, Group, Kind, Picture, Theme, Way
from flowc.picture.outside import draw_divisions, draw_rules
from flowc.picture.sketch import Sketch
from flowc.picture.steps import Exit, exits_of, handover_lines, kind_of, lines_of, passes_by
from flowc.picture.written import write_expr
from runtime.artifact.model import (
    Artifact,
    End,
    Handover,
    HandoverOptions,
    Into,
    Jump,
    Place,
    RunFlow,
    Say,
    Set,
    State,
)

LINES_INTO_A_FLOW = 4  # a flow called from more places says so itself: lines would cross everything
LINES_OF_A_BOX = 6  # a longer run of silent steps goes on in a second box


def build_picture(artifact: Artifact, language: str = "en", flow: str | None = None) -> Picture:
    """Return the picture of a bot, or of one flow of it with the flows around it.

    Raises:
        LookupError: the bot has no flow of that name.
    """
    if flow is not None and flow not in artifact.flows:
        raise LookupError(flow)
    sketch = Sketch()
    drawn = tuple(artifact.flows) if flow is None else (flow,)
    entries = {name: sketch.new_id() for name in drawn}
    groups = []
    shared = _Shared({})
    busy = frozenset(name for name, callers in _callers(artifact).items() if len(callers) > LINES_INTO_A_FLOW)
    busy = busy if flow is None else frozenset()
    for name in drawn:
        part = _FlowPart(artifact, sketch, language, name, entries, shared, busy)
        boxes = part.draw(artifact.flows[name].first)
        groups.append(
            Group(Theme.FLOW, name, (_entry(artifact, name, entries[name], language, busy), *boxes))
        )
        if artifact.flows[name].first is not None:
            sketch.line(entries[name], part.box_of(artifact.flows[name].first or ""))
    if flow is not None:
        for caller in dict.fromkeys(_callers(artifact).get(flow, ())):
            if caller != flow and caller in artifact.flows:
                sketch.line(sketch.away_box(caller), entries[flow], Way.INTO)
        groups += [Group(Theme.FLOW, "", tuple(sketch.away.values()))] if sketch.away else []
        return Picture(f"{artifact.bot.name} · {flow}", tuple(groups), sketch.lines())
    if shared.ways:
        part = _FlowPart(artifact, sketch, language, None, entries, shared, busy)
        boxes = part.draw(*shared.ways)
        tops = []
        for first, labels in shared.ways.items():
            top = Box(sketch.new_id(), Kind.ENTRY, (", ".join(labels),), side=True)
            tops.append(top)
            sketch.line(top.id, part.box_of(first), Way.SIDE)
        title = words.SHARED.in_(language)
        groups.append(Group(Theme.SHARED, title, tuple(replace(box, side=True) for box in (*tops, *boxes))))
    groups += _shortcuts(artifact, sketch, language, entries, shared, busy)
    rules = draw_rules(artifact, sketch, language, entries)
    divisions = draw_divisions(artifact, sketch, language)
    return Picture(artifact.bot.name, (*rules, *groups, *divisions), sketch.lines())


def _shortcuts(
    artifact: Artifact,
    sketch: Sketch,
    language: str,
    entries: Mapping[str, str],
    shared: _Shared,
    busy: frozenset[str],
) -> Iterable[Group]:
    """Draw the buttons of agents, each with its form and its steps."""
    for name, shortcut in artifact.shortcuts.items():
        if shortcut.first is None:
            continue
        part = _FlowPart(artifact, sketch, language, f"shortcut:{name}", entries, shared, busy)
        boxes = part.draw(shortcut.first)
        lines = (words.BUTTON.in_(language), *shortcut.needs)
        top = Box(sketch.new_id(), Kind.ENTRY, lines, side=False)
        sketch.line(top.id, part.box_of(shortcut.first))
        yield Group(Theme.FLOW, name, (top, *boxes))


@dataclass(slots=True)
class _Shared:
    """The first states of shared blocks, with the labels of the ways that lead there."""

    ways: dict[str, list[str]]

    def add(self, first: str, label: str) -> None:
        labels = self.ways.setdefault(first, [])
        if label not in labels:
            labels.append(label)


@dataclass(slots=True)
class _FlowPart:
    """The boxes of one flow (`flow` None: of the shared blocks) and the lines that leave them."""

    artifact: Artifact
    sketch: Sketch
    language: str
    flow: str | None
    entries: Mapping[str, str]
    shared: _Shared
    busy: frozenset[str]
    starts: frozenset[str] = frozenset()
    boxes: dict[str, Box] = field(default_factory=dict)  # by id, in the order of drawing
    ids: dict[str, str] = field(default_factory=dict)  # by state key
    merged: dict[tuple[str, ...], str] = field(default_factory=dict)  # ends and handovers that are one box

    def draw(self, *firsts: str | None) -> tuple[Box, ...]:
        """Draw everything that can be reached from these states without leaving the flow."""
        self.starts = frozenset(self._landing(first) for first in firsts if first is not None)
        main = self._reach(main_only=True)
        every = self._reach(main_only=False)
        keys = [key for key in self.artifact.states if key in every]
        for row in self._rows(keys):
            self._add_box(row, side=not any(key in main for key in row))
        for key in keys:
            self._add_lines(key, self.artifact.states[key], side=key not in main)
        return tuple(self.boxes.values())

    def box_of(self, key: str) -> str:
        """Return the box that a state, or the chain of jumps that begins with it, leads to."""
        return self.ids[self._landing(key)]

    # ---- which steps ----

    def _inside(self, key: str) -> bool:
        flow = self.artifact.states[key].flow
        return flow == self.flow if self.flow is not None else flow not in self.artifact.flows

    def _landing(self, key: str) -> str:
        """Follow unguarded jumps to the step where they end."""
        seen = set()
        while (
            isinstance(state := self.artifact.states[key], Jump) and state.guard is None and key not in seen
        ):
            seen.add(key)
            key = state.to
        return key

    def _ways(self, state: State) -> Iterable[Exit]:
        yield from exits_of(state, self.language)
        if passes_by(state):
            yield Exit(state.next, words.ELSE.in_(self.language))

    def _reach(self, main_only: bool) -> frozenset[str]:
        found: set[str] = set()
        open_ = list(self.starts)
        while open_:
            key = open_.pop()
            if key in found or not self._inside(key):
                continue
            found.add(key)
            for way in self._ways(self.artifact.states[key]):
                if way.to is not None and not (main_only and way.way is Way.SIDE):
                    open_.append(self._landing(way.to))
        return frozenset(found)

    def _rows(self, keys: list[str]) -> list[list[str]]:
        """Put silent steps that always follow each other into one row; any other step is a row of its own."""
        into: dict[str, int] = {}
        states = self.artifact.states
        for key in keys:
            for way in self._ways(states[key]):
                if way.to is not None:
                    into[self._landing(way.to)] = into.get(self._landing(way.to), 0) + 1
        rows: list[list[str]] = []
        for key in keys:
            before = next(
                (
                    row
                    for row in rows
                    if isinstance(last := states[row[-1]], Say | Set)
                    and last.next is not None
                    and self._landing(last.next) == key
                    and len(row) < LINES_OF_A_BOX
                ),
                None,
            )
            if before is not None and isinstance(states[key], Say | Set) and into[key] == 1:
                before.append(key)
            else:
                rows.append([key])
        return rows

    # ---- boxes ----

    def _add_box(self, row: list[str], side: bool) -> None:
        states = [self.artifact.states[key] for key in row]
        first = states[0]
        if isinstance(first, Handover | End | Jump) and first.guard is not None:
            lines: tuple[str, ...] = (f"when {write_expr(first.guard)}",)
            box = Box(
                self.sketch.new_id(), Kind.DECISION, lines, side, _place(first.place), (_exact(first.place),)
            )
        elif isinstance(first, Handover):
            self.ids[row[0]] = self._handover_box(first.handover, side, first.place)
            self._adds_place(self.ids[row[0]], first.place)
            return
        elif isinstance(first, End):
            self.ids[row[0]] = self._end_box(first.conversation, side)
            self._adds_place(self.ids[row[0]], first.place)
            return
        elif self._is_tail_call(row[0], first):
            return
        else:
            lines = tuple(line for state in states for line in lines_of(state, self.language))
            places = tuple(_exact(state.place) for state in states)
            box = Box(self.sketch.new_id(), kind_of(first), lines, side, _place(first.place), places)
        self.boxes[box.id] = box
        for key in row:
            self.ids[key] = box.id

    def _one_box(self, name: tuple[str, ...], kind: Kind, side: bool, place: str = "") -> str:
        """Return the id of a box of which the flow has one; it is on the main road if any way to it is."""
        id_ = self.merged.get(name)
        if id_ is None:
            id_ = self.merged[name] = self.sketch.new_id()
            self.boxes[id_] = Box(id_, kind, name, side, place)
        elif not side:
            self.boxes[id_] = replace(self.boxes[id_], side=False)
        return id_

    def _adds_place(self, id_: str, place: Place) -> None:
        box = self.boxes[id_]
        self.boxes[id_] = replace(box, places=(*box.places, _exact(place)))

    def _handover_box(self, options: HandoverOptions, side: bool, place: Place) -> str:
        name = handover_lines(options)
        new = name not in self.merged
        id_ = self._one_box(name, Kind.HANDOVER, side, _place(place))
        if new:
            self.sketch.to_human(id_, options.to)
        return id_

    def _end_box(self, conversation: bool, side: bool) -> str:
        text = (words.CLOSED if conversation else words.OVER).in_(self.language)
        return self._one_box((text,), Kind.END, side)

    def _is_tail_call(self, key: str, state: State) -> bool:
        """Whether a flow is called as the last thing of this one, so that a line into it says it all."""
        return (
            isinstance(state, RunFlow)
            and state.next is None
            and state.guard is None
            and state.into == Into()
            and state.run not in self.busy
            and key not in self.starts
        )

    # ---- lines ----

    def _add_lines(self, key: str, state: State, side: bool) -> None:
        tail = self.ids.get(key)
        if tail is None:
            return
        if isinstance(state, Handover | End) and state.guard is None:
            return
        if isinstance(state, RunFlow):
            self._into_flow(tail, state.run, "")
        if isinstance(state, Handover):
            head = self._handover_box(state.handover, side, state.place)
            self.sketch.line(tail, head, Way.HUMAN, words.YES.in_(self.language))
        elif isinstance(state, End):
            head = self._end_box(state.conversation, side)
            self.sketch.line(tail, head, Way.MAIN, words.YES.in_(self.language))
        for way in self._ways(state):
            label = way.label or (words.YES.in_(self.language) if isinstance(state, Jump) else "")
            self._add_line(tail, state, replace(way, label=label), side)

    def _add_line(self, tail: str, state: State, way: Exit, side: bool) -> None:
        style = Way.SIDE if side and way.way is Way.MAIN else way.way
        if way.human is not None:
            head = self._handover_box(way.human, side, state.place)
            self.sketch.line(tail, head, Way.HUMAN, way.label)
        elif way.to is None:
            if way.label:
                self.sketch.line(tail, self._end_box(False, side or style is Way.SIDE), style, way.label)
        else:
            key = self._landing(way.to)
            target = self.artifact.states[key]
            if not self._inside(key):
                if target.flow in self.artifact.flows:  # a `goto` into another flow
                    self._into_flow(tail, target.flow, way.label)
                else:
                    self.shared.add(key, way.label)
            elif key not in self.ids and isinstance(target, RunFlow):
                self._into_flow(tail, target.run, way.label)
            elif self.ids[key] != tail or way.label:
                head = self.ids[key]
                human = self.boxes[head].kind is Kind.HANDOVER
                self.sketch.line(tail, head, Way.HUMAN if human else style, way.label)

    def _into_flow(self, tail: str, flow: str, label: str) -> None:
        head = self.entries.get(flow)
        if flow in self.busy:
            return
        self.sketch.line(tail, head if head is not None else self.sketch.away_box(flow), Way.INTO, label)


def _place(place: Place) -> str:
    return f"{place.file}:{place.line}"


def _exact(place: Place) -> str:
    return f"{place.file}:{place.line}:{place.column}"


def _entry(artifact: Artifact, name: str, id_: str, language: str, busy: frozenset[str]) -> Box:
    """Return where a flow begins, with all that makes it begin."""
    flow = artifact.flows[name]
    begins = [
        *([words.START.in_(language)] if name == artifact.start else []),
        *([words.AFTER.in_(language)] if name == artifact.handover.after else []),
        *([words.ON_RETURN.in_(language)] if name == artifact.handover.on_return else []),
        *flow.start_on,
    ]
    if name in busy:
        counted = Counter(_callers(artifact)[name])
        begins += [f"{caller} ×{count}" if count > 1 else caller for caller, count in counted.items()]
    return Box(id_, Kind.ENTRY, tuple(begins), place=_place(flow.place) if flow.place else "")


def _callers(artifact: Artifact) -> dict[str, list[str]]:
    """Return for each flow the flows that call it, once per step that does."""
    found: dict[str, list[str]] = {}
    for state in artifact.states.values():
        if isinstance(state, RunFlow):
            found.setdefault(state.run, []).append(state.flow)
    return found
