"""What a picture of a bot shows: boxes in groups, and lines between them. No layout and no colours.

Laws:
- Every line joins two boxes of the picture.
- Ids are numbered in the order in which things appear, never made of names: no name can break a drawing.
- Texts are as the bot's files have them; each drawing escapes them for itself.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Kind(enum.Enum):
    """What a box is."""

    ENTRY = "entry"  # where a flow begins
    WAIT = "wait"  # a step that waits for the customer
    SILENT = "silent"  # steps that run without the customer
    DECISION = "decision"  # a way is chosen
    CALL = "call"  # an action of another system
    FLOW = "flow"  # another flow runs, and comes back
    HANDOVER = "handover"
    RULE = "rule"  # an escalation rule
    END = "end"  # the flow or the conversation is over
    ROUTING = "routing"  # the tables choose a division
    DIVISION = "division"
    LAST = "last"  # the end of a fallback chain
    AWAY = "away"  # stands for a flow that is not drawn
    WITNESS = "witness"  # a conversation that goes wrong


class Way(enum.Enum):
    """What a line is."""

    MAIN = "main"
    SIDE = "side"  # off the main road: no answer, one that does not fit, a failure; also a fallback
    HUMAN = "human"  # to a handover
    DESK = "desk"  # from a handover to the division that takes it
    INTO = "into"  # into another flow


class Theme(enum.Enum):
    """What a group is."""

    FLOW = "flow"
    SHARED = "shared"  # blocks that every flow falls back to
    RULES = "rules"
    DIVISIONS = "divisions"


@dataclass(frozen=True, slots=True)
class Box:
    """`lines` are its text, the first one the heading. `side`: only reached when something goes wrong.

    `place` is where it stands in the files, as `alur.yaml:12`; empty where it stands nowhere. `places` are
    those of all its steps, with columns. `marked`: on the way of a witness.
    """

    id: str
    kind: Kind
    lines: tuple[str, ...]
    side: bool = False
    place: str = ""
    places: tuple[str, ...] = ()
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    tail: str
    head: str
    way: Way = Way.MAIN
    label: str = ""
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    theme: Theme
    title: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    title: str
    groups: tuple[Group, ...]
    lines: tuple[Line, ...]
