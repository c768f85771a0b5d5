"""The handover record: all that an agent needs in order to act without asking the customer again.

Written as JSON by `runtime.artifact.records`; `schema/handover.schema.json` describes it (LANGUAGE section
15).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

RECORD_FORMAT = 1


@dataclass(frozen=True, slots=True)
class BotRef:
    name: str
    version: str
    artifact: str


@dataclass(frozen=True, slots=True)
class ConversationRef:
    id: str
    thread: str
    channel: str
    locale: str
    started: datetime


@dataclass(frozen=True, slots=True)
class CustomerRef:
    """A phone may be missing: channels exist that show none."""

    id: str
    name: str | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Trigger:
    """Why now. `by`: `rule step offer agent fault`; `name` the rule's or state's; `evidence` the words
    that did it.
    """

    by: str
    name: str
    at: datetime
    evidence: tuple[str, ...] = ()
    file: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Because:
    """Which row decided an output, with what it saw, and where the row stands."""

    output: str
    table: str
    row: int  # 1-based
    inputs: tuple[tuple[str, ...], ...]  # (heading, value as text)
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class SlotFact:
    """A known value with its origin.

    `value` is machine text (ISO, a choice's word), `shown` is for people.
    """

    name: str
    label: str
    value: str
    shown: str
    source: str
    at: datetime
    said: str | None = None
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """A need that was not got. `because`: `skipped unanswered not_asked`."""

    slot: str
    because: str


@dataclass(frozen=True)  # no slots: every turn reads them all, in half the time (`artifact.records`)
class Line:
    """One line of the transcript. `who`: `customer bot agent note event`; `message` the message's name."""

    at: datetime
    who: str
    text: str
    message: str | None = None
    agent: str | None = None


@dataclass(frozen=True, slots=True)
class FileRef:
    type: str
    url: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Announced:
    """What was promised, and on what basis."""

    at: datetime
    wait: str  # closed now unknown over_limit range
    low: timedelta | None = None
    high: timedelta | None = None
    ahead: int | None = None
    agents: int | None = None
    sample: int = 0


@dataclass(frozen=True, slots=True)
class WaitFacts:
    announced: tuple[Announced, ...] = ()
    actual: timedelta | None = None


@dataclass(frozen=True, slots=True)
class RanRung:
    """A rung that ran. `did`: its words, such as `notify lead`."""

    at: datetime
    did: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SlaFact:
    """A promise. `state`: `running paused met replaced`, and `breached` for ever once it was late.

    While it is paused `due` is what it was before.
    """

    clock: str
    due: datetime
    state: str = "running"
    rungs: tuple[RanRung, ...] = ()


@dataclass(frozen=True, slots=True)
class Reach:
    """How and until when the customer can be answered."""

    by: tuple[str, ...] = ()
    window_until: datetime | None = None
    promised: datetime | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """A change of division or owner. `by`: `rule step chain agent customer timer`."""

    at: datetime
    from_: str
    to: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Ending:
    """`state`: `resolved unresolved left cancelled bot`. `survey`: what `handover.after` asked, by slot."""

    state: str
    at: datetime
    by: str | None = None
    survey: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    word: str
    label: str


@dataclass(frozen=True, slots=True)
class NeedFact:
    """A field of a shortcut's form. `options` are those of a choice; `known` is the value it has already."""

    slot: str
    label: str
    type: str
    options: tuple[Choice, ...] = ()
    known: str | None = None


@dataclass(frozen=True, slots=True)
class ShortcutFact:
    """A button that the desk may show."""

    name: str
    label: str
    needs: tuple[NeedFact, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """A handover as an agent needs it; docs/language/handover.md explains every part.

    `state` is where it stands: `collecting queued assigned with_agent escalated left_message closed`.
    """

    id: str
    epoch: int
    bot: BotRef
    conversation: ConversationRef
    customer: CustomerRef
    trigger: Trigger
    to: str
    to_name: str
    level: str
    priority: str
    sentiment: float
    summary: str
    state: str
    topic: str | None = None
    skills: tuple[str, ...] = ()
    agent: str | None = None
    why: tuple[Because, ...] = ()
    slots: tuple[SlotFact, ...] = ()
    missing: tuple[Missing, ...] = ()
    note: str | None = None
    files: tuple[FileRef, ...] = ()
    transcript: tuple[Line, ...] = ()
    wait: WaitFacts = field(default_factory=WaitFacts)
    sla: tuple[SlaFact, ...] = ()
    reach: Reach = field(default_factory=Reach)
    path: tuple[Move, ...] = ()
    outcome: Ending | None = None
    reopened: int = 0
    shortcuts: tuple[ShortcutFact, ...] = ()
    format: int = RECORD_FORMAT
