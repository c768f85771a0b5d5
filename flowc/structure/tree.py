"""A bot as its files say it: a typed tree with the span of everything that can be wrong.

Made by `flowc.structure.build` from positioned YAML that has passed the schema. Nothing is resolved here:
names are names, expressions are text, defaults of the language are not filled in (None: not written).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import timedelta
from typing import TYPE_CHECKING

from flowc.diagnostics.allowed import Allowance
from flowc.source.record import record
from flowc.source.span import PACKAGE, Span

if TYPE_CHECKING:
    from flowc.structure.deciding import DecisionTable  # made of what stands here

READY_MADE = f"{PACKAGE}flows/"  # how places in ready-made files begin


@record()
class Written:
    """A text and where each of its characters stands in the file.

    `span` covers the text alone, without quotes. `lines` has the place of each line of `text` where it stands
    on several lines of YAML; `shifts` are (offset, columns) pairs: from that offset of `text` on, the file is
    so many columns further, because an escape before it is longer than the character it means.
    """

    text: str
    span: Span
    lines: tuple[Span, ...] = ()
    shifts: tuple[tuple[int, int], ...] = ()

    def place(self, start: int, end: int) -> Span:
        """Return where the characters from `start` to `end` stand; the whole span when not known."""
        if not self.lines:
            if self.span.line != self.span.end_line:
                return self.span
            return self.span.part(self._column(start), max(self._column(end), self._column(start)))
        row = min(self.text.count("\n", 0, start), len(self.lines) - 1)
        last = min(self.text.count("\n", 0, end), len(self.lines) - 1)
        first, final = self.lines[row], self.lines[last]
        column = first.column + start - (self.text.rfind("\n", 0, start) + 1)
        end_column = final.column + end - (self.text.rfind("\n", 0, end) + 1)
        return Span(self.span.file, first.line, column, final.line, end_column)

    def _column(self, offset: int) -> int:
        return offset + sum(columns for start, columns in self.shifts if start <= offset)


@record()
class Word(Written):
    """A name, a choice word or a text as written. Equality includes the place."""


@record()
class Expression(Written):
    """Text of an expression, without the `=` prefix; folded over several lines of YAML it keeps its lines."""


@record()
class Literal:
    """A value written as such, as text: its type is known only from the place it stands in. None: `null`."""

    text: str | None
    span: Span
    quoted: bool = False
    items: tuple[Literal | Expression, ...] | None = None  # a YAML list in a value place


Value = Literal | Expression


@record()
class Duration:
    value: timedelta
    span: Span
    text: str = ""  # as written: working time reads `1d` and `24h` differently


@record()
class PeopleText:
    """Text for people: one for all locales (`all`), or one per locale."""

    span: Span
    all: Word | None = None
    locales: Mapping[str, Word] = field(default_factory=dict)
    locale_spans: Mapping[str, Span] = field(default_factory=dict)  # of the keys


@record()
class Phrases:
    """Phrases for all locales, or per locale."""

    span: Span
    all: tuple[Word, ...] = ()
    locales: Mapping[str, tuple[Word, ...]] = field(default_factory=dict)
    locale_spans: Mapping[str, Span] = field(default_factory=dict)
    only: bool = False


# ---- messages ----------------------------------------------------------------------------------------


@record()
class Content:
    text: Word
    media_type: Word | None = None
    media_url: Word | None = None
    link_url: Word | None = None
    link_label: Word | None = None
    suggest: tuple[Word, ...] = ()
    template: Word | None = None
    template_params: tuple[Word, ...] = ()


@record()
class Variant:
    """Wordings for locale × channel × wait kind; None where the level was not written."""

    contents: tuple[Content, ...]
    span: Span
    locale: Word | None = None
    channel: Word | None = None  # `default` is written as such
    wait: Word | None = None


@record()
class Message:
    """`name` is None for a message written in place; it is then named by its position."""

    span: Span
    variants: tuple[Variant, ...]
    name: Word | None = None


MessageUse = Word | Message  # a message's name, or the message itself


# ---- slots, understanding --------------------------------------------------------------------------


@record()
class Option:
    word: Word
    label: PeopleText | None = None
    phrases: Phrases | None = None
    when: Expression | None = None


@record()
class Type:
    name: Word
    span: Span
    min: Value | None = None
    max: Value | None = None
    integer: bool = False
    pattern: Word | None = None
    options: tuple[Option, ...] = ()
    accept: tuple[Word, ...] = ()
    max_mb: int | None = None
    of: Type | None = None
    fields: Mapping[str, Type] = field(default_factory=dict)


@record()
class Slot:
    name: Word
    type: Type
    span: Span
    from_: tuple[Word, ...] = ()
    default: Value | None = None
    ask: MessageUse | None = None
    invalid: MessageUse | None = None
    retries: int | None = None
    check: Expression | None = None
    confirm: MessageUse | None = None
    optional: bool = False
    fill: Word | None = None
    pii: bool | None = None
    record: bool = True
    label: PeopleText | None = None


@record()
class Intent:
    """An intent, or a faq when `answer` is set."""

    name: Word
    span: Span
    label: PeopleText | None = None
    phrases: Phrases | None = None
    examples: tuple[Word, ...] = ()
    patterns: tuple[Word, ...] = ()
    negative: Phrases | None = None
    priority: int = 0
    topic: Word | None = None
    answer: MessageUse | None = None
    only: bool = False


@record()
class Command:
    name: Word
    phrases: Phrases


@record()
class OwnDetector:
    call: Word
    timeout: Duration | None = None


@record()
class Understanding:
    span: Span
    accept: float | None = None
    join_within: Duration | None = None
    detector: OwnDetector | None = None


# ---- steps ------------------------------------------------------------------------------------------


@record()
class Argument:
    """`name: value` in `with`, `set`, `query` and `body`."""

    name: Word
    value: Value


@record()
class Into:
    """`into: name`, or `into: {slot: output}`."""

    span: Span
    name: Word | None = None
    slots: tuple[tuple[Word, Word], ...] = ()


@record()
class Block:
    """A list of steps; `go_on` is the word `continue` in its place."""

    steps: tuple[Step, ...]
    span: Span
    go_on: bool = False


@record()
class Reminder:
    after: Duration
    say: MessageUse


@record()
class Timeout:
    span: Span
    after: Duration
    remind: tuple[Reminder, ...] = ()
    do: Block | None = None


@record()
class HandoverOptions:
    """`to` None: not written (`auto`). `needs` None: not written (`all`); `none` is an empty tuple."""

    to: Word | None = None
    topic: Word | None = None
    priority: Word | None = None
    level: Word | None = None
    skills: tuple[Word, ...] = ()
    note: Word | None = None
    needs: tuple[Word, ...] | None = None


@record(kw_only=True)
class BaseStep:
    """`span` covers the keyword and its object; `keyword` the keyword alone."""

    span: Span
    keyword: Span
    step: Word | None = None
    when: Expression | None = None


@record(kw_only=True)
class Say(BaseStep):
    messages: tuple[MessageUse, ...]


@record(kw_only=True)
class Verify:
    span: Span
    call: Word
    with_: tuple[Argument, ...] = ()
    into: Into | None = None
    invalid: MessageUse | None = None
    check: Expression | None = None
    on_error: Block | None = None


@record(kw_only=True)
class Collect(BaseStep):
    slots: tuple[Word, ...]
    ask: MessageUse | None = None
    invalid: MessageUse | None = None
    retries: int | None = None
    confirm: MessageUse | None = None
    verify: Verify | None = None
    again: bool = False
    timeout: Timeout | None = None
    on_invalid: Block | None = None


@record()
class ChooseOption:
    option: Option
    do: Block | None = None


@record(kw_only=True)
class Choose(BaseStep):
    ask: MessageUse
    options: tuple[ChooseOption, ...]
    retries: int | None = None
    timeout: Timeout | None = None
    on_invalid: Block | None = None


@record(kw_only=True)
class Call(BaseStep):
    action: Word
    with_: tuple[Argument, ...] = ()
    into: Into | None = None
    on_error: Block | None = None


@record(kw_only=True)
class Set(BaseStep):
    assign: tuple[Argument, ...]


@record()
class Case:
    """`cell` is the test's text (`gold, platinum`); `otherwise` marks the last resort."""

    cell: Expression
    block: Block
    otherwise: bool = False


@record(kw_only=True)
class Switch(BaseStep):
    on: Expression
    cases: tuple[Case, ...]


@record(kw_only=True)
class Do(BaseStep):
    block: Block


@record(kw_only=True)
class Goto(BaseStep):
    target: Word


@record(kw_only=True)
class RunFlow(BaseStep):
    flow: Word
    with_: tuple[Argument, ...] = ()
    into: Into | None = None


@record(kw_only=True)
class Offer(BaseStep):
    message: MessageUse
    handover: HandoverOptions
    on_decline: Block | None = None
    timeout: Duration | None = None


@record(kw_only=True)
class Handover(BaseStep):
    handover: HandoverOptions


@record(kw_only=True)
class End(BaseStep):
    """`what` None: bare `end`, the flow."""

    what: Word | None = None


Step = Say | Collect | Choose | Call | Set | Switch | Do | Goto | RunFlow | Offer | Handover | End


@record()
class Flow:
    name: Word
    span: Span
    steps: Block
    start_on: tuple[Word, ...] = ()
    inputs: Mapping[str, Type] = field(default_factory=dict)
    outputs: tuple[Word, ...] = ()
    if_interrupted: Word | None = None
    except_rules: tuple[Word, ...] = ()
    except_reason: Word | None = None


@record()
class Shortcut:
    """A button for agents: a form of slots, and steps."""

    name: Word
    span: Span
    label: PeopleText
    needs: tuple[Word, ...]
    steps: Block


@record()
class CoolDown:
    span: Span
    turns: int | None = None
    duration: Duration | None = None
    conversation: bool = False


@record()
class Rule:
    """`step` is a Handover, Offer or RunFlow without a guard of its own; `when` stands here."""

    name: Word
    span: Span
    when: Expression
    step: Handover | Offer | RunFlow
    cool_down: CoolDown | None = None


# ---- actions, hours, divisions, routing --------------------------------------------------------------


@record()
class Http:
    span: Span
    to: Word
    method: Word | None
    path: Word
    query: tuple[Argument, ...] = ()
    body: tuple[Argument, ...] | None = None


@record()
class Output:
    type: Type
    from_: Word | None = None


@record()
class Action:
    name: Word
    span: Span
    http: Http | None = None
    python: Word | None = None
    inputs: Mapping[str, Type] = field(default_factory=dict)
    with_: tuple[Argument, ...] = ()
    outputs: Mapping[str, Output] = field(default_factory=dict)
    timeout: Duration | None = None
    repeat: Word | None = None
    on_error: Block | None = None


@record()
class DayHours:
    """Spans of one key of a week: `days` are 0 (Monday) to 6; minutes since midnight, `end` may pass 1440."""

    key: Word
    days: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    place: Span


@record()
class HoursOverride:
    key: Word
    first: str  # ISO dates
    last: str
    closed: bool
    week: tuple[DayHours, ...]  # a bare `08:00-12:00` holds for all seven days


@record()
class Holidays:
    span: Span
    country: Word
    joint_leave: bool = True
    open: tuple[Word, ...] = ()
    closed: tuple[Word, ...] = ()


@record()
class Hours:
    name: Word
    span: Span
    week: tuple[DayHours, ...] = ()
    always: bool = False
    holidays: Holidays | None = None
    overrides: tuple[HoursOverride, ...] = ()
    timezone: Word | None = None


@record()
class Fallback:
    """One chain for every cause (`all`), or one per cause."""

    span: Span
    all: tuple[Word, ...] | None = None
    causes: Mapping[str, tuple[Word, ...]] = field(default_factory=dict)  # closed nobody full overflow


@record()
class Rung:
    """What happens when an SLA clock has run for `at`."""

    span: Span
    at: Duration
    notify: Word | None = None
    priority: Word | None = None
    level: Word | None = None
    to: Word | None = None
    say: MessageUse | None = None


@record()
class SlaClock:
    name: Word
    within: Duration
    clock: Word | None = None
    ladder: tuple[Rung, ...] = ()


@record()
class Ring:
    """From `after` on nobody asks for the skills in `drop`."""

    span: Span
    after: Duration
    drop: tuple[Word, ...]


@record()
class Division:
    name: Word
    span: Span
    title: PeopleText
    hours: Word | None = None
    needs: tuple[Word, ...] = ()
    levels: tuple[Word, ...] = ()
    above: Word | None = None
    skills: tuple[Word, ...] = ()
    fallback: Fallback | None = None
    queue_limit: int | None = None
    capacity: int | None = None
    assign: Word | None = None
    sticky: Duration | None = None
    relax: tuple[Ring, ...] = ()
    overflow_after: Duration | None = None
    wait_limit: Duration | None = None
    sla: tuple[SlaClock, ...] = ()


@record()
class Cell:
    """A cell of a table, trimmed; an input cell is a test, an output cell a value (empty: not set)."""

    text: str
    span: Span


@record()
class TableRow:
    cells: tuple[Cell, ...]
    span: Span


@record()
class Table:
    name: Word
    span: Span
    headings: tuple[Cell, ...]
    rows: tuple[TableRow, ...]
    hit: Word | None = None


@record()
class HandoverSettings:
    span: Span
    after: Word | None = None
    on_return: Word | None = None
    update_every: Duration | None = None
    updates_at_most: int | None = None
    max_transfers: int | None = None
    durations: Mapping[str, Duration] = field(default_factory=dict)  # accept_within, give_up_after, …
    faq_while_waiting: bool | None = None


@record()
class Defaults:
    span: Span
    timeout: Timeout | None = None
    retries: int | None = None
    on_invalid: Block | None = None
    on_error: Block | None = None
    idle_after: Duration | None = None


@record()
class Retention:
    span: Span
    transcript: Duration
    handover: Duration
    customer: Duration


@record()
class Migration:
    """How conversations of one earlier version move: pairs of what was there and what is here."""

    version: Word
    span: Span
    move: tuple[tuple[Word, Word], ...] = ()
    divisions: tuple[tuple[Word, Word], ...] = ()
    slots: tuple[tuple[Word, Word], ...] = ()
    otherwise: Block | None = None


@record()
class EarlierTest:
    """A test that begins on an earlier artifact: the path of its file, and the step that waits."""

    artifact: Word
    at: Word | None = None


@record()
class Bot:
    """Everything of a bot, merged from its files. Mappings keep the order of files and lines."""

    name: Word
    span: Span
    edition: int
    version: Word
    locales: tuple[Word, ...]
    timezone: Word
    channels: tuple[Word, ...]
    start: Word
    retention: Retention
    country: Word | None = None
    currency: Word | None = None
    welcome: MessageUse | None = None
    use: tuple[Word, ...] = ()
    defaults: Defaults | None = None
    slots: Mapping[str, Slot] = field(default_factory=dict)
    intents: Mapping[str, Intent] = field(default_factory=dict)
    faq: Mapping[str, Intent] = field(default_factory=dict)
    commands: Mapping[str, Command] = field(default_factory=dict)
    messages: Mapping[str, Message] = field(default_factory=dict)
    flows: Mapping[str, Flow] = field(default_factory=dict)
    actions: Mapping[str, Action] = field(default_factory=dict)
    hours: Mapping[str, Hours] = field(default_factory=dict)
    divisions: Mapping[str, Division] = field(default_factory=dict)
    shortcuts: Mapping[str, Shortcut] = field(default_factory=dict)
    escalation: tuple[Rule, ...] = ()
    routing: tuple[Table, ...] = ()
    tables: Mapping[str, DecisionTable] = field(default_factory=dict)
    handover: HandoverSettings | None = None
    understanding: Understanding | None = None
    migrate: tuple[Migration, ...] = ()
    earlier_tests: tuple[EarlierTest, ...] = ()
    allowed: tuple[Allowance, ...] = ()
    # Kind (`slots`, `flows`, …) → names declared but not built: their mistakes are already told.
    broken: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def brought_by(self, place: Span) -> Word | None:
        """Return the entry of `use` that brought in what stands at a place; None: the bot says it itself."""
        if not place.file.startswith(READY_MADE):
            return None
        name = place.file.removeprefix(READY_MADE).removesuffix(".yaml")
        return next((word for word in self.use if word.text == name), None)
