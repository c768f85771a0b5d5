"""The typed tree of a bot, and that every text in it knows its place."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from flowc.diagnostics.sink import Sink
from flowc.project import Project, SourceFile
from flowc.source.span import Span
from flowc.structure.build import build_bot, read_bot
from flowc.structure.tree import (
    Choose,
    Collect,
    End,
    Expression,
    Handover,
    Literal,
    Message,
    Offer,
    RunFlow,
    Say,
    Set,
    Switch,
    Value,
    Word,
)
from tests.flowc.structure.bots import SMALLEST, WARUNG_KOPI, bot_with, build, build_files, told, told_bot

STEPS = "flows:\n  menu:\n    steps:\n"


def slice_of(text: str, span: Span) -> str:
    assert span.line == span.end_line
    return text.split("\n")[span.line][span.column : span.end_column]


def test_a_whole_small_bot() -> None:
    bot, problems = build(WARUNG_KOPI)
    assert problems == ()
    assert bot is not None
    assert (bot.name.text, bot.edition, bot.version.text) == ("warung-kopi", 1, "3")
    assert [one.text for one in bot.channels] == ["whatsapp", "web"]
    assert bot.retention.handover.value == timedelta(days=365)
    assert list(bot.slots) == ["nama", "order_id", "topic"]
    assert [option.word.text for option in bot.slots["topic"].type.options] == ["pengiriman", "refund"]
    assert isinstance(bot.faq["jam"].answer, Message)
    assert [rule.name.text for rule in bot.escalation] == ["diminta", "marah", "tak_paham"]
    assert [type(rule.step) for rule in bot.escalation] == [Handover, Handover, Offer]
    assert bot.escalation[1].step.handover.needs == ()  # type: ignore[union-attr]  # a handover, as just checked
    assert [[cell.text for cell in row.cells] for row in bot.routing[0].rows] == [
        ["refund", "cs", "high"],
        ["-", "cs", "normal"],
    ]
    assert bot.hours["toko"].week[0].days == (0, 1, 2, 3, 4, 5, 6)
    assert bot.broken == {}


def test_steps_of_a_small_bot() -> None:
    bot, _ = build(WARUNG_KOPI)
    assert bot is not None
    (menu,) = bot.flows["menu"].steps.steps
    assert isinstance(menu, Choose)
    blocks = [option.do.steps[0] for option in menu.options if option.do]
    assert [type(step) for step in blocks] == [RunFlow, Handover]
    collect, switch = bot.flows["lacak"].steps.steps
    assert isinstance(collect, Collect)
    assert collect.verify is not None
    assert (collect.verify.call.text, [one.name.text for one in collect.verify.with_]) == ("pesanan", ["id"])
    assert isinstance(switch, Switch)
    assert [case.cell.text for case in switch.cases] == ["terlambat", "diproses, dikirim", "sampai", "null"]


def test_every_word_and_expression_of_a_bot_stands_where_it_says() -> None:
    bot, _ = build(WARUNG_KOPI)
    found = list(words(bot))
    assert len(found) > 100
    for word in found:
        assert slice_of(WARUNG_KOPI, word.span) == word.text
        assert slice_of(WARUNG_KOPI, word.place(0, len(word.text))) == word.text


def words(part: object) -> list[Word | Expression]:
    if isinstance(part, Word | Expression):
        return [part]
    if isinstance(part, dict):
        return [word for value in part.values() for word in words(value)]
    if isinstance(part, tuple):
        return [word for value in part for word in words(value)]
    slots = [name for kind in type(part).__mro__ for name in getattr(kind, "__slots__", ())]
    return [word for name in slots for word in words(getattr(part, name))]


def value_of(written: str) -> tuple[Value, str]:
    fragment = f"{STEPS}      - set: {{a: {written}}}"
    bot = told_bot(fragment)
    (step,) = bot.flows["menu"].steps.steps
    assert isinstance(step, Set)
    return step.assign[0].value, bot_with(fragment)


@pytest.mark.parametrize(
    ("written", "text", "quoted"),
    [
        ("TK", "TK", False),
        ("3", "3", False),
        ("'3'", "3", True),
        ("no", "no", False),
        ("null", None, False),
        ("", None, False),
        ("'null'", "null", True),
        ("''", "", True),
        ("+62812", "+62812", False),
    ],
)
def test_literals(written: str, text: str | None, quoted: bool) -> None:
    value, _ = value_of(written)
    assert isinstance(value, Literal)
    assert (value.text, value.quoted) == (text, quoted)


@pytest.mark.parametrize("written", ["=order_id", "'=order_id'", '"=order_id"'])
def test_values_that_are_expressions(written: str) -> None:
    value, text = value_of(written)
    assert isinstance(value, Expression)
    assert value.text == slice_of(text, value.span) == "order_id"


def test_lists_of_values() -> None:
    value, _ = value_of("[a, =b, null]")
    assert isinstance(value, Literal)
    assert value.items is not None
    assert [(type(one), one.text) for one in value.items] == [
        (Literal, "a"),
        (Expression, "b"),
        (Literal, None),
    ]


@pytest.mark.parametrize(
    "written",
    [
        "topic = other",
        "'topic = other'",
        '"topic = other"',
        "'it''s = other'",
        r'"\"a\" = other"',
        "|\n          topic\n            = other",
        ">\n          topic\n          = other\n",
        "topic\n          = other",
        "=\n          other",
    ],
)
def test_places_inside_conditions(written: str) -> None:
    """A place is right even after escapes and on folded lines."""
    fragment = f"{STEPS}      - say: salam\n        when: {written}"
    bot = told_bot(fragment)
    (step,) = bot.flows["menu"].steps.steps
    assert step.when is not None
    at = step.when.text.index("other")
    assert slice_of(bot_with(fragment), step.when.place(at, at + 5)) == "other"


def test_a_string_over_two_lines_stays_one_string() -> None:
    bot = told_bot(f'{STEPS}      - say: salam\n        when: a = "b\n          c"')
    assert bot.flows["menu"].steps.steps[0].when is not None
    assert bot.flows["menu"].steps.steps[0].when.text == 'a = "b c"'


def variants(fragment: str) -> list[tuple[str | None, ...]]:
    bot = told_bot(f"locales: [id, en]\nmessages:\n  a: {fragment}")
    return [
        tuple(word.text if word else None for word in (one.locale, one.channel, one.wait))
        + tuple(content.text.text for content in one.contents)
        for one in bot.messages["a"].variants
    ]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Halo", [(None, None, None, "Halo")]),
        ("[Halo, Hai]", [(None, None, None, "Halo", "Hai")]),
        ("{id: Halo, en: Hi}", [("id", None, None, "Halo"), ("en", None, None, "Hi")]),
        ("{id: {text: Halo}}", [("id", None, None, "Halo")]),
        ("{id: {sms: H, default: Halo}}", [("id", "sms", None, "H"), ("id", "default", None, "Halo")]),
        ("{web: {now: A, closed: B}}", [(None, "web", "now", "A"), (None, "web", "closed", "B")]),
        ("{id: {range: [A, {text: B}]}}", [("id", None, "range", "A", "B")]),
    ],
)
def test_levels_of_messages(written: str, found: list[tuple[str | None, ...]]) -> None:
    assert variants(written) == found


CONTENT = """
messages:
  a:
    id:
      text: x
      media: {kind: image, url: =foto}
      link: {url: https://toko.example, label: Buka}
      suggest: [b]
      template: {name: t, params: ["{{ x }}"]}
"""


def test_content_with_more_than_text() -> None:
    bot = told_bot(CONTENT)
    (content,) = bot.messages["a"].variants[0].contents
    assert content.media_url is not None
    assert (content.media_url.text, [one.text for one in content.template_params]) == ("=foto", ["{{ x }}"])


BARE = """
flows:
  menu:
    steps:
      - handover
      - handover: auto
      - handover: cs
      - end
      - end: conversation
      - {collect: [a, b], on_invalid: continue, timeout: {after: 1h, do: [end]}}
      - say: [x, {id: y}]
"""


def test_bare_words_and_blocks() -> None:
    bot = told_bot(BARE)
    one, two, three, end, conversation, collect, say = bot.flows["menu"].steps.steps
    assert isinstance(one, Handover)
    assert isinstance(two, Handover)
    assert isinstance(three, Handover)
    assert one.handover == two.handover
    assert three.handover.to is not None
    assert isinstance(end, End)
    assert isinstance(conversation, End)
    assert (end.what, conversation.what and conversation.what.text) == (None, "conversation")
    assert isinstance(collect, Collect)
    assert collect.on_invalid is not None
    assert collect.on_invalid.go_on
    assert collect.timeout is not None
    assert collect.timeout.after.value == timedelta(hours=1)
    assert isinstance(say, Say)
    assert [type(one) for one in say.messages] == [Word, Message]


@pytest.mark.parametrize(
    ("written", "turns", "seconds", "conversation"),
    [
        ("5 turns", 5, None, False),
        ("1 turn", 1, None, False),
        ("1h", None, 3600, False),
        ("conversation", None, None, True),
    ],
)
def test_cool_downs(written: str, turns: int | None, seconds: int | None, conversation: bool) -> None:
    bot = told_bot(f"escalation:\n  - {{rule: a, when: x, offer: b, cool_down: {written}}}")
    found = bot.escalation[0].cool_down
    assert found is not None
    assert (found.turns, found.conversation) == (turns, conversation)
    assert (found.duration and found.duration.value.total_seconds()) == seconds


def test_a_rule_keeps_its_guard_to_itself() -> None:
    bot = told_bot("escalation:\n  - {rule: a, when: x, flow: menu}")
    assert bot.escalation[0].when.text == "x"
    assert bot.escalation[0].step.when is None


CALENDARS = """
hours:
  a:
    sat-mon: 20:00-02:00
    holidays: {country: ID, joint_leave: false, open: [2026-12-26]}
    overrides:
      2027-02-08..2027-03-09: {mon: 09:00-17:00}
      2027-01-01: closed
      2026-12-31: 08:00-12:00
  b: {always: true, timezone: Asia/Makassar}
"""


def test_calendars() -> None:
    bot = told_bot(CALENDARS)
    a, b = bot.hours["a"], bot.hours["b"]
    assert [(one.days, one.spans) for one in a.week] == [((5, 6, 0), ((1200, 1560),))]
    assert a.holidays is not None
    assert not a.holidays.joint_leave
    assert [(one.first, one.last, one.closed, len(one.week)) for one in a.overrides] == [
        ("2027-02-08", "2027-03-09", False, 1),
        ("2027-01-01", "2027-01-01", True, 0),
        ("2026-12-31", "2026-12-31", False, 1),
    ]
    assert b.always


TABLE = "routing:\n  t:\n    rows: "


@pytest.mark.parametrize(
    ("rows", "problems"),
    [
        ("|\n      a | to\n      # comment\n\n      - | cs", []),
        ("|\n      a | to\n      - | cs | high", ["FC136 at 5:7"]),
        ("|\n      a | to\n        | cs", ["FC139 at 5:7"]),
        ("|\n      a | to | level\n      - | cs |", []),
        ("|\n      a | to", ["FC137 at 4:7"]),
        ("|\n      a | | to\n      - | - | cs", ["FC139 at 4:10"]),
        ('"a | to\\n- | cs"', []),
        ("rute.csv", ["FC135 at 3:11"]),
        ("../rute.csv", ["FC003 at 3:11"]),
        ("/rute.csv", ["FC003 at 3:11"]),
    ],
)
def test_tables(rows: str, problems: list[str]) -> None:
    assert told(TABLE + rows) == problems


def test_a_table_from_a_sheet() -> None:
    files = {"bot.yaml": "".join(SMALLEST.values()), "rute/rute.yaml": TABLE + "tujuan.csv\n"}
    bot, problems = build_files(files | {"rute/tujuan.csv": 'topic;to\n"a, b";cs\n#x;\n'})
    assert problems == ()
    assert bot is not None
    (row,) = bot.routing[0].rows
    assert [(cell.text, cell.span.file, cell.span.line) for cell in row.cells] == [
        ("a, b", "rute/tujuan.csv", 1),
        ("cs", "rute/tujuan.csv", 1),
    ]
    _, broken = build_files(files | {"rute/tujuan.csv": 'topic;to\n"a;cs\n'})
    assert [(one.code, one.span.file) for one in broken] == [("FC138", "rute/tujuan.csv")]


REMAINING = """
country: ID
currency: IDR
welcome: salam
use: [survei]
understanding: {accept: 0.6, join_within: 0s}
handover:
  after: survei
  updates: {every: 3m, at_most: 6}
  give_up_after: 2h
  faq_while_waiting: false
commands: {cancel: {phrases: [gajadi], only: true}}
divisions:
  cs:
    name: CS
    levels: [L1, L2]
    skills: [english]
    fallback: {closed: [leave_message]}
    queue_limit: 9
    capacity: 2
    overflow_after: 10m
    wait_limit: 30m
    sla: {resolve: {within: 30d, clock: calendar}}
slots:
  f: {type: file, accept: [image], max_mb: 5}
  l: {type: list, of: text, max: 3}
  c: {type: context, fields: {a: {type: number, integer: true}}, record: false}
  o:
    type: choice
    options: [a, b]
    default: a
    from: [crm.tier, page.query.t]
    optional: true
    fill: latest
    check: value != null
    confirm: benar
    label: {id: O}
actions:
  p:
    python: skor
    inputs: {x: number}
    outputs: {y: {type: number, from: data.y}}
    timeout: 5s
    repeat: keyed
    on_error: [end]
    with: {x: 3}
  h: {http: {to: toko, path: /a, method: POST, query: {q: 1}, body: {}}}
"""


def test_every_remaining_part_of_the_language() -> None:
    bot = told_bot(REMAINING)
    assert bot.understanding is not None
    assert (bot.understanding.accept, bot.handover and bot.handover.updates_at_most) == (0.6, 6)
    assert bot.handover is not None
    assert list(bot.handover.durations) == ["give_up_after"]
    assert bot.commands["cancel"].phrases.only
    assert bot.divisions["cs"].fallback is not None
    assert list(bot.divisions["cs"].fallback.causes) == ["closed"]
    assert bot.slots["l"].type.of is not None
    assert bot.slots["c"].type.fields["a"].integer
    assert (bot.slots["c"].record, bot.slots["o"].optional) == (False, True)
    assert bot.actions["p"].outputs["y"].from_ is not None
    assert bot.actions["h"].http is not None
    assert bot.actions["h"].http.body == ()


def test_a_file_that_cannot_be_read_ends_after_this_stage() -> None:
    """Half a bot would have every name of the missing half told as a mistake."""
    text = "".join(SMALLEST.values())
    assert build(text, pesan_yaml="a: [")[0] is None
    files = (SourceFile("bot.yaml", text),)
    assert build_bot(Project(Path("bot"), files), Sink()) is not None
    assert build_bot(Project(Path("bot"), files, broken=True), Sink()) is None


def test_reading_a_folder(tmp_path: Path) -> None:
    (tmp_path / "bot.yaml").write_text(WARUNG_KOPI, "utf-8")
    sink = Sink()
    bot = read_bot(tmp_path, sink)
    assert sink.ordered() == ()
    assert bot == build(WARUNG_KOPI)[0]
