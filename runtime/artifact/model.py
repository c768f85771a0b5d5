"""The artifact: everything a bot is at run time, as plain frozen data. No behaviour.

The compiler writes it (`flowc.emit`), the runtime reads it (`runtime.core.program` prepares it for running).
A state is one step of a flow; its key is its position (`lacak/collect:order_id`, `lacak/verify`,
`menu/say:salam#2`).
An edge (`next`, `then`, …) is a state key, or None: the flow ends there.
`format` 0 may change until 1.0 is tagged; from then on every released format loads for ever.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import ClassVar

from runtime.artifact.tree import Expr, Test

FORMAT = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the bot's files something stands. Line and column are 1-based, as editors show them."""

    file: str
    line: int
    column: int


# ---- values and texts ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Content:
    """One wording of a message. `text` is a template in our Jinja subset, compiled by `runtime.templates`."""

    text: str
    media: Media | None = None
    link: Link | None = None
    suggest: tuple[str, ...] = ()  # intents
    template: ChannelTemplate | None = None


@dataclass(frozen=True, slots=True)
class Media:
    """A file in a message."""

    type: str  # image document audio video
    url: str


@dataclass(frozen=True, slots=True)
class Link:
    """An address in a message, with the words to show for it."""

    url: str
    label: str


@dataclass(frozen=True, slots=True)
class ChannelTemplate:
    name: str
    params: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wordings:
    """Wordings that rotate, for one locale × channel × wait kind; None stands for "any"."""

    contents: tuple[Content, ...]
    channel: str | None = None  # None: default
    wait: str | None = None  # closed now unknown over_limit range


@dataclass(frozen=True, slots=True)
class Message:
    """`locales` maps each declared locale to its variants, the most special first."""

    locales: Mapping[str, tuple[Wordings, ...]]
    place: Place | None = None  # None: built in


LocaleText = Mapping[str, str]  # a short text for people, one per locale


# ---- slots -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Option:
    word: str
    label: LocaleText  # every locale; the word itself where the file names none
    phrases: LocalePhrases = field(default_factory=dict)
    when: Expr | None = None


LocalePhrases = Mapping[str, tuple[str, ...]]  # normalised as `runtime.understanding.normalise` does


@dataclass(frozen=True, slots=True)
class Type:
    """A slot's, input's or output's type. Only the keys that the type has are set (LANGUAGE section 2)."""

    name: str  # text number boolean choice date time datetime duration phone email file list context
    min: Expr | None = None  # of the value; for text and list: of the length
    max: Expr | None = None
    integer: bool = False
    pattern: str | None = None
    options: tuple[Option, ...] = ()
    accept: tuple[str, ...] = ()
    max_mb: int = 10
    of: Type | None = None
    fields: Mapping[str, Type] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Slot:
    """`fill`: `asked`, `empty` or `latest`.

    `from_` are dotted sources in order (`profile.name`, `crm.tier`).
    """

    type: Type
    from_: tuple[str, ...] = ()
    default: Expr | None = None
    ask: str | None = None
    invalid: str | None = None
    retries: int = 2
    check: Expr | None = None
    confirm: str | None = None
    optional: bool = False
    fill: str = "asked"
    pii: bool = False
    record: bool = True
    label: LocaleText = field(default_factory=dict)
    place: Place | None = None


# ---- understanding ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Intent:
    """Also a faq, when `answer` is set. Phrases are normalised; `examples` as they were written."""

    label: LocaleText
    phrases: LocalePhrases = field(default_factory=dict)
    patterns: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    negative: LocalePhrases = field(default_factory=dict)
    priority: int = 0
    topic: str | None = None
    answer: str | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """A linear model of the examples; all numbers in thousandths.

    `weights` of a piece of text: what it tells at all, its mean over all intents, then pairs: an intent's
    number in `intents` followed by `faq`, and how much the piece speaks for it. `unknown`: what a piece that
    no example has would tell. `threshold` is the sum from which a message is like the examples, `usual` the
    sum that the examples themselves have.
    """

    intents: tuple[str, ...] = ()
    faq: tuple[str, ...] = ()
    weights: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    unknown: int = 0
    threshold: int = 0
    usual: int = 0


@dataclass(frozen=True, slots=True)
class OwnDetector:
    """An action that is asked what each message means, beside what is built in."""

    call: str
    timeout: timedelta = timedelta(milliseconds=800)


@dataclass(frozen=True, slots=True)
class Understanding:
    accept: float = 0.6
    join_within: Mapping[str, timedelta] = field(default_factory=dict)  # by channel; one left out never joins
    intents: Mapping[str, Intent] = field(default_factory=dict)  # the built-in ones included
    faq: Mapping[str, Intent] = field(default_factory=dict)
    commands: Mapping[str, LocalePhrases] = field(default_factory=dict)
    likeness: Likeness | None = None  # None: no intent and no faq has examples
    detector: OwnDetector | None = None


# ---- states ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reminder:
    after: timedelta
    say: str


@dataclass(frozen=True, slots=True)
class Timeout:
    """Counted from the question. `then` is the first state of the block; None ends the flow."""

    after: timedelta
    then: str | None = None
    remind: tuple[Reminder, ...] = ()
    go_on: bool = False  # `continue`: go on with the step's `next`, the value stays null


@dataclass(frozen=True, slots=True)
class Branch:
    """A side block: `then` is its first state (None ends the flow), `go_on` is the word `continue`."""

    then: str | None = None
    go_on: bool = False


@dataclass(frozen=True, slots=True)
class HandoverOptions:
    """`to`: `auto`, `same` or a division. `needs` None means all that the division needs."""

    to: str = "auto"
    topic: str | None = None
    priority: str | None = None
    level: str | None = None
    skills: tuple[str, ...] = ()
    note: str | None = None  # a template
    needs: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Assign:
    slot: str
    value: Expr


@dataclass(frozen=True, slots=True)
class Case:
    test: Test
    then: str | None = None


@dataclass(frozen=True, slots=True)
class ChoiceOption:
    option: Option
    then: str | None = None


@dataclass(frozen=True, slots=True)
class Into:
    """Where an action's result goes: the whole context under `name`, or outputs into slots."""

    name: str | None = None
    slots: Mapping[str, str] = field(default_factory=dict)  # slot -> output; never used with `name`


@dataclass(frozen=True, slots=True)
class Verify:
    """`collect`'s look-up: a null result, or `check` false, counts as an answer that does not fit."""

    action: str
    arguments: tuple[Assign, ...] = ()
    into: Into = field(default_factory=Into)
    invalid: str | None = None
    check: Expr | None = None
    on_error: Branch = field(default_factory=Branch)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """What every state has. `guard` not true: go to `next` without doing anything."""

    flow: str
    place: Place
    guard: Expr | None = None
    next: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Say(_Step):
    kind: ClassVar[str] = "say"
    messages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(_Step):
    """`collect`: asks for one slot; several slots become several states in a row.

    `confirm_from` is the first of them, where `confirm` is about them all: a "no" asks from there again.
    """

    kind: ClassVar[str] = "ask"
    slot: str
    ask: str
    invalid: str
    retries: int
    again: bool = False
    confirm: str | None = None
    confirm_from: str | None = None
    verify: Verify | None = None
    timeout: Timeout | None = None
    on_invalid: Branch


@dataclass(frozen=True, slots=True, kw_only=True)
class Choose(_Step):
    """An option's `then` None with an empty `do` is lowered to the step's `next`."""

    kind: ClassVar[str] = "choose"
    ask: str
    invalid: str
    options: tuple[ChoiceOption, ...]
    retries: int
    timeout: Timeout | None = None
    on_invalid: Branch


@dataclass(frozen=True, slots=True, kw_only=True)
class CallAction(_Step):
    kind: ClassVar[str] = "call"
    action: str
    arguments: tuple[Assign, ...] = ()
    into: Into = field(default_factory=Into)
    on_error: Branch


@dataclass(frozen=True, slots=True, kw_only=True)
class Set(_Step):
    kind: ClassVar[str] = "set"
    assign: tuple[Assign, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch(_Step):
    """First case that holds, top to bottom; none: `next`. `otherwise` is a last case with `Anything`."""

    kind: ClassVar[str] = "switch"
    on: Expr
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump(_Step):
    """`goto`, and `do` under a guard: go to `to`."""

    kind: ClassVar[str] = "jump"
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFlow(_Step):
    """`flow`: runs another flow and comes back to `next`."""

    kind: ClassVar[str] = "flow"
    run: str
    arguments: tuple[Assign, ...] = ()
    into: Into = field(default_factory=Into)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer(_Step):
    kind: ClassVar[str] = "offer"
    message: str
    handover: HandoverOptions
    on_decline: Branch
    timeout: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover(_Step):
    kind: ClassVar[str] = "handover"
    handover: HandoverOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class End(_Step):
    kind: ClassVar[str] = "end"
    conversation: bool = False


State = Say | Ask | Choose | CallAction | Set | Switch | Jump | RunFlow | Offer | Handover | End


@dataclass(frozen=True, slots=True)
class Flow:
    first: str | None
    start_on: tuple[str, ...] = ()
    inputs: Mapping[str, Type] = field(default_factory=dict)
    outputs: tuple[str, ...] = ()
    if_interrupted: str = "resume"
    excepted_rules: tuple[str, ...] = ()
    excepted_because: str | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's step is the state `rule:<name>`: `Handover`, `Offer` or `RunFlow`.

    `rest` as in `cool_down`.
    """

    name: str
    when: Expr
    state: str
    rest_turns: int = 0
    rest_for: timedelta | None = None
    rest_conversation: bool = False
    place: Place | None = None


# ---- the outside: actions, hours, divisions, routing ------------------------------------------------


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """`path` holds `{input}` marks, percent-encoded as one segment each when it is sent."""

    to: str
    method: str
    path: str
    query: tuple[Assign, ...] = ()
    body: tuple[Assign, ...] | None = None


@dataclass(frozen=True, slots=True)
class Output:
    type: Type
    from_: str  # dotted path in the JSON answer


@dataclass(frozen=True, slots=True)
class Action:
    """`repeat`: `safe`, `keyed` or `never`. Exactly one of `http` and `python` is set."""

    inputs: Mapping[str, Type] = field(default_factory=dict)
    arguments: tuple[Assign, ...] = ()
    outputs: Mapping[str, Output] = field(default_factory=dict)
    http: HttpRequest | None = None
    python: str | None = None
    timeout: timedelta = timedelta(seconds=5)
    repeat: str = "safe"
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Minutes since midnight of the day it starts; `end` may pass 1440 (closes the next day); end
    exclusive.
    """

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Override:
    """A dated exception. `week` None: closed. A single date (`first` = `last`) beats a range."""

    first: date
    last: date
    week: tuple[tuple[Span, ...], ...]  # seven days, Monday first


@dataclass(frozen=True, slots=True)
class Calendar:
    week: tuple[tuple[Span, ...], ...]  # seven days, Monday first
    overrides: tuple[Override, ...] = ()
    holidays: Mapping[str, str] = field(default_factory=dict)  # ISO date -> name; closed
    zone: str | None = None  # None: the bot's
    always: bool = False


@dataclass(frozen=True, slots=True)
class ZoneChange:
    """From `at` (seconds since 1970, UTC) on: `offset` seconds east of UTC, written `name` (WIB)."""

    at: int
    offset: int
    name: str


@dataclass(frozen=True, slots=True)
class Chains:
    """Per cause of a failure: division names, the last one `leave_message` or `wait`."""

    closed: tuple[str, ...]
    nobody: tuple[str, ...]
    full: tuple[str, ...]
    overflow: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rung:
    """What happens when an SLA clock has counted `at`; `days`: those are working days, of 24 hours each."""

    at: timedelta
    days: bool = False
    notify: str | None = None  # a role of the operator's file
    priority: str | None = None
    level: str | None = None  # `next`, or the level itself
    to: str | None = None  # division
    say: str | None = None  # message


@dataclass(frozen=True, slots=True)
class Clock:
    """An SLA clock: the promise, and what happens on the way, in order.

    `calendar`: it counts always, else only while its division is open. `days` as in `Rung`, for `within`.
    """

    within: timedelta
    calendar: bool = False
    days: bool = False
    ladder: tuple[Rung, ...] = ()


@dataclass(frozen=True, slots=True)
class Relax:
    """After so long in the queue these skills are no longer asked for."""

    after: timedelta
    drop: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Division:
    """`assign`: `round_robin longest_idle least_busy fastest`. `sticky`: how long an agent is preferred."""

    name: LocaleText
    calendar: str
    fallback: Chains
    needs: tuple[str, ...] = ()
    levels: tuple[str, ...] = ("L1",)
    above: str | None = None  # the division after the last level
    skills: tuple[str, ...] = ()
    queue_limit: int = 50
    capacity: int = 3
    assign: str = "least_busy"
    sticky: timedelta | None = None
    relax: tuple[Relax, ...] = ()
    wait_limit: timedelta = timedelta(minutes=30)
    overflow_after: timedelta | None = None
    sla: Mapping[str, Clock] = field(default_factory=dict)
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One test per input column, one value per output column (None: not set)."""

    tests: tuple[Test, ...]
    values: tuple[Expr | None, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Column:
    """An input column: its heading as written, and the expression."""

    heading: str
    value: Expr
    slot: str | None = None  # set when the expression is just a slot: it can be asked for


@dataclass(frozen=True, slots=True)
class Table:
    """`hit`: `first`, `unique` or `collect`. Outputs: `to level priority skills agent`."""

    name: str
    hit: str
    inputs: tuple[Column, ...]
    outputs: tuple[str, ...]
    rows: tuple[Row, ...]
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class TableInput:
    """What an input column tests. `allowed`: cells of which one holds for every value that may come."""

    heading: str
    value: Expr
    allowed: Test | None = None


@dataclass(frozen=True, slots=True)
class TableOutput:
    """An output column. `allowed` stand in the order of their priority; `default` where no row holds."""

    name: str
    allowed: tuple[Expr, ...] = ()
    default: Expr | None = None


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """A table whose answer is a value: of its only output, or a context of all outputs.

    `hit`: `unique any first priority` give one row's; `rule_order output_order collect` a list of those of
    all rows that hold; `sum min max count` one number of them.
    """

    name: str
    hit: str
    inputs: tuple[TableInput, ...]
    outputs: tuple[TableOutput, ...]
    rows: tuple[Row, ...]
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A button for agents. `needs` are the slots of its form, `first` the state that runs then."""

    label: LocaleText
    first: str | None
    needs: tuple[str, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class HandoverSettings:
    after: str | None = None  # flow
    on_return: str | None = None  # flow
    update_every: timedelta = timedelta(minutes=3)
    updates_at_most: int = 6
    accept_within: timedelta = timedelta(seconds=60)
    collect_within: timedelta = timedelta(minutes=10)
    agent_silent_after: timedelta = timedelta(minutes=15)
    customer_silent_after: timedelta = timedelta(hours=24)
    give_up_after: timedelta = timedelta(hours=2)
    reopen_within: timedelta = timedelta(days=3)  # zero: never
    survey_within: timedelta = timedelta(days=1)
    max_transfers: int = 3
    priority_step: timedelta = timedelta(minutes=10)
    faq_while_waiting: bool = True


# ---- the whole ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bot:
    name: str
    version: str
    edition: int
    locales: tuple[str, ...]
    timezone: str
    channels: tuple[str, ...]
    country: str = "ID"
    currency: str = "IDR"


@dataclass(frozen=True, slots=True)
class Requires:
    """What the operator's file and the embedder must provide."""

    destinations: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    callables: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Retention:
    transcript: timedelta
    handover: timedelta
    customer: timedelta


@dataclass(frozen=True, slots=True)
class Defaults:
    """`on_error` is also where a turn goes that cannot be rendered."""

    idle_after: timedelta = timedelta(hours=24)
    on_error: Branch = field(default_factory=Branch)


@dataclass(frozen=True, slots=True)
class Allowed:
    """A warning, or what a proof found, that is meant so: its name, and the reason that the team gave."""

    name: str
    reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class Migration:
    """How conversations of the version labelled `version` move here: old position, slot or division -> new.

    `otherwise` is for a conversation whose position is gone: the way into a block in the flow
    `migrate:<version>`. None: nothing was written.
    """

    version: str
    move: Mapping[str, str] = field(default_factory=dict)
    slots: Mapping[str, str] = field(default_factory=dict)
    divisions: Mapping[str, str] = field(default_factory=dict)
    otherwise: Branch | None = None


@dataclass(frozen=True, slots=True)
class Artifact:
    bot: Bot
    as_of: date  # the date it was compiled as of: an input, so that the same input gives the same bytes
    horizon: date  # zone changes and holidays are known up to here
    start: str  # flow
    requires: Requires
    retention: Retention
    slots: Mapping[str, Slot]
    messages: Mapping[str, Message]
    understanding: Understanding
    flows: Mapping[str, Flow]
    states: Mapping[str, State]
    rules: tuple[Rule, ...]
    actions: Mapping[str, Action]
    calendars: Mapping[str, Calendar]
    zones: Mapping[str, tuple[ZoneChange, ...]]  # every zone used, first entry valid from the beginning
    divisions: Mapping[str, Division]
    tables: tuple[Table, ...]  # of `routing`, in their order
    handover: HandoverSettings
    defaults: Defaults
    welcome: str | None = None  # message
    allowed: tuple[Allowed, ...] = ()
    migrate: tuple[Migration, ...] = ()
    shortcuts: Mapping[str, Shortcut] = field(default_factory=dict)
    decisions: Mapping[str, DecisionTable] = field(default_factory=dict)  # of `tables`
    format: int = FORMAT
