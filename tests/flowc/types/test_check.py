"""Expressions, cells, values and texts fit their places; what does not is told at the very words."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowc.structure.tree import Switch
from runtime.artifact.tree import At, Binary, Boolean, Compare, List, Name, Null, Number, String
from tests.flowc.names.examples import checked, dedented

ACTION = """
        actions:
          cek:
            http: {to: toko, path: "/o/{id}"}
            inputs: {id: {type: text}, jumlah: {type: number}}
            with: {jumlah: 1}
            outputs:
              status: {type: choice, options: [baru, lama]}
              harga: {type: number}
              barang: {type: list, of: {type: context, fields: {nama: {type: text}}}}
"""

EXPRESSIONS = [
    ("a misspelt slot", "namaa != null", [("FC320", "namaa")]),
    ("a misspelt member", "customer.nmae != null", [("FC321", "nmae")]),
    ("a member of a text", "nama.panjang > 3", [("FC321", "panjang")]),
    ("a word the choice lacks", 'topic = "refnd"', [("FC322", '"refnd"')]),
    ("a word among good ones", 'topic in ("refund", "rsi")', [("FC322", '"rsi"')]),
    ("a channel the bot lacks", 'conversation.channel = "telegram"', [("FC322", '"telegram"')]),
    ("an intent nobody declared", 'message.intent = "lacak"', [("FC322", '"lacak"')]),
    ("a number beside a text", 'turns.customer > "3"', [("FC326", 'turns.customer > "3"')]),
    ("a text as condition", "nama", [("FC327", "nama")]),
    ("two mistakes", 'namaa = "x" and topci = "y"', [("FC320", "namaa"), ("FC320", "topci")]),
    ("an error outside of on_error", 'error.kind = "busy"', [("FC320", "error")]),
    ("the answer outside of check", "value > 3", [("FC320", "value")]),
    ("route outside of tables", 'route.to = "cs"', [("FC320", "route")]),
    ("good ones", 'hours.always and now.hour > 8 and page.query.utm = "x" and topic = null', []),
]


@pytest.mark.parametrize(
    ("expression", "expected"), [case[1:] for case in EXPRESSIONS], ids=[case[0] for case in EXPRESSIONS]
)
def test_a_guard(expression: str, expected: list[tuple[str, str]], tmp_path: Path) -> None:
    example = f"""
    flows:
      a:
        steps:
          - say: halo
            when: >-
              {expression}
    """
    assert list(checked(tmp_path, dedented(example)).problems) == expected


CASES = [
    (
        "a folded condition points into its second line",
        """
        flows:
          a:
            steps:
              - say: halo
                when: nama != null and
                  topci != null
        """,
        [("FC320", "topci")],
    ),
    (
        "each name where it is known",
        f"""
        slots:
          umur: {{type: number, check: value > 17 and value < umur_maks, ask: tanya}}
        {ACTION}
        flows:
          a:
            inputs: {{kota: {{type: text}}}}
            steps:
              - {{say: halo, when: kota = "Bogor"}}
              - call: cek
                with: {{id: =kota}}
                into: hasil
                on_error:
                  - {{say: halo, when: error.kind = "busy"}}
                  - {{say: halo, when: error.kind = "bussy"}}
              - collect: nama
                verify: {{call: cek, with: {{id: =value}}, check: hasil.harga > 0 and value != ""}}
          b: {{steps: [{{say: halo, when: kota = "Bogor"}}]}}
        """,
        [("FC320", "umur_maks"), ("FC322", '"bussy"'), ("FC320", "value"), ("FC320", "kota")],
    ),
    (
        "arguments of actions and flows",
        f"""
        {ACTION}
        flows:
          a:
            steps:
              - {{call: cek, with: {{idd: x, jumlah: dua}}}}
              - {{call: cek, with: {{id: =turns.customer}}}}
              - {{flow: b, with: {{kota: 1, umur: =turns.customer}}}}
          b: {{inputs: {{kota: {{type: text}}, umur: {{type: text}}, x: {{type: text}}}}, steps: [end]}}
        """,
        [
            ("FC342", "idd"),
            ("FC340", "dua"),
            ("FC340", "turns.customer"),
            ("FC341", "b"),
            ("FC340", "turns.customer"),
        ],
    ),
    (
        "values by the type of their place",
        """
        slots:
          a: {type: boolean, default: ya, ask: tanya}
          b: {type: date, default: 2026-02-30, ask: tanya}
          c: {type: time, default: 25:00, ask: tanya}
          d: {type: datetime, default: 2026-02-03, ask: tanya}
          e: {type: duration, default: lama, ask: tanya}
          f: {type: choice, options: [x, y], default: z, ask: tanya}
          g: {type: list, of: {type: number}, default: [1, dua], ask: tanya}
          h: {type: email, default: bukan, ask: tanya}
          i: {type: phone, default: +62 812-3456-789, ask: tanya}
          j: {type: number, default: =nama, ask: tanya}
          k: {type: text, default: 0812, ask: tanya}
          l: {type: choice, options: [x], default: =f, ask: tanya}
        flows:
          s: {steps: [{set: {conversation.locale: fr, nama: 3, a: null, f: "=topic"}}]}
        """,
        [
            ("FC340", "ya"),
            ("FC340", "2026-02-30"),
            ("FC340", "25:00"),
            ("FC340", "lama"),
            ("FC322", "z"),
            ("FC340", "dua"),
            ("FC340", "bukan"),
            ("FC340", "nama"),
            ("FC322", "f"),
            ("FC322", "fr"),
            ("FC322", "topic"),
        ],
    ),
    (
        "limits of every type",
        """
        slots:
          a: {type: number, min: 3, max: 2, ask: tanya}
          b: {type: text, min: 9, max: 3, ask: tanya}
          c: {type: text, min: -1, max: 2000, ask: tanya}
          d: {type: list, of: {type: text}, max: 21, ask: tanya}
          e: {type: date, min: =today(), max: '=today() + duration("30d")', ask: tanya}
          f: {type: date, min: 2026-02-03, max: 2026-02-01, ask: tanya}
          g: {type: duration, min: 2h, max: 30m, ask: tanya}
          h: {type: time, min: 08:00, max: 17:00, ask: tanya}
          i: {type: number, min: sedikit, ask: tanya}
          j: {type: date, max: =turns.customer, ask: tanya}
        """,
        [
            ("FC343", "3"),
            ("FC343", "9"),
            ("FC344", "-1"),
            ("FC344", "2000"),
            ("FC344", "21"),
            ("FC343", "2026-02-03"),
            ("FC343", "2h"),
            ("FC340", "sedikit"),
            ("FC340", "turns.customer"),
        ],
    ),
    (
        "patterns of slots, intents and faq",
        """
        slots:
          a: {type: text, pattern: "(x+)+", ask: tanya}
          b: {type: list, of: {type: text, pattern: "(?i)x"}, ask: tanya}
        intents:
          i: {patterns: ["resi .{0,40}belum", "a.*b.*c"]}
        """,
        [("FC346", "(x+)+"), ("FC345", "(?i"), ("FC346", ".*")],
    ),
    (
        "sources of the type of their slot, with what is known at the start",
        """
        actions:
          crm:
            http: {to: crm, path: "/c/{id}"}
            inputs: {id: {type: text}, t: {type: text}}
            with: {id: =customer.phone, t: =order_id}
            outputs: {tier: {type: choice, options: [gold, baru]}, umur: {type: number}}
        slots:
          tier: {type: choice, options: [gold], from: crm.tier}
          umur: {type: text, from: crm.umur}
        """,
        [("FC347", "order_id"), ("FC322", "crm.tier"), ("FC340", "crm.umur")],
    ),
    (
        "cells by their column",
        """
        slots:
          skor: {type: number, ask: tanya}
          tag: {type: list, of: {type: choice, options: [vip, baru]}, ask: tanya}
        routing:
          tujuan:
            rows: |
              topic          | page.path  | skor     | tag | conversation.channel | to
              refund, refnd  | /a/*       | >= 50    | vip | web                  | cs
              not(resi)      | -          | [1..9)   | vp  | web, sms             | =customer.last_division
              null           | x          | banyak   | -   | -                    | =topic
              >= 3           | -          | -        | -   | -                    | =route.to
          lain:
            rows: |
              topik | route.to | priority
              -     | css      | high
        """,
        [
            ("FC322", "refnd"),
            ("FC322", "vp"),
            ("FC322", "sms"),
            ("FC320", "banyak"),
            ("FC322", "topic"),
            ("FC326", ">= 3"),
            ("FC320", "topik"),
            ("FC322", "css"),
        ],
    ),
    (
        "broken cells and headings",
        """
        routing:
          tujuan:
            rows: |
              topic  | turns.customer > | to
              refund | 3 <              | =
              "resi  | -                | =nama +
              -      | -                | cs
        """,
        [
            ("FC312", ">"),
            ("FC301", "="),
            ("FC306", '"resi'),
            ("FC312", "+"),
        ],
    ),
    (
        "choices that have no label are offered under a condition",
        """
        slots:
          ukuran: {type: choice, options: {s: {when: nama}, m: {}}, ask: tanya}
        flows:
          a: {steps: [{choose: tanya, options: {x: {when: namaa = "x"}, y: {}}}]}
        """,
        [("FC327", "nama"), ("FC320", "namaa")],
    ),
]


@pytest.mark.parametrize(
    ("example", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_types(example: str, expected: list[tuple[str, str]], tmp_path: Path) -> None:
    assert list(checked(tmp_path, dedented(example)).problems) == expected


SWITCHES = [
    ("a choice", "pilih", "{a: [end], b: [end]}", ()),
    ("a choice without a word", "pilih", "{a: [end]}", ("no case takes `b`",)),
    ("a word and its opposite", "pilih", "{a: [end], not(a): [end]}", ()),
    ("a boolean", "ya", "{true: [end], false: [end]}", ()),
    ("half a boolean", "ya", "{true: [end]}", ("no case takes `false`",)),
    ("numbers", "angka", '{"< 3": [end], ">= 3": [end]}', ()),
    ("numbers with a gap", "angka", '{"< 3": [end], "> 3": [end]}', ("no case takes `3`",)),
    (
        "numbers between",
        "angka",
        '{"[1..5]": [end], "< 1": [end], "> 6": [end]}',
        ("no case takes `5.5`, `6`",),
    ),
    ("texts", "teks", "{a: [end], b: [end]}", ("no case takes any other value",)),
    ("any text", "teks", '{a: [end], "*": [end]}', ()),
    ("texts and the rest", "teks", "{a: [end], otherwise: [end]}", ()),
    ("what is never asked can be null", "diam", "{a: [end]}", ("no case takes `null`",)),
    ("what can be skipped can be null", "boleh", "{a: [end]}", ("no case takes `null`",)),
    ("null has a case", "diam", "{a: [end], null: [end]}", ()),
    ("everything has a case", "diam", '{a: [end], "-": [end]}', ()),
    ("a case nobody can evaluate now", "angka", '{"> turns.customer": [end]}', ()),
    ("a comparison is a yes or no", "angka > 3", "{true: [end], false: [end]}", ("no case takes `null`",)),
    ("dates", "tgl", '{"> 2026-01-01": [end]}', ("no case takes `2026-01-01`, `2025-12-31`",)),
    ("all dates", "tgl", '{"> 2026-01-01": [end], "<= 2026-01-01": [end]}', ()),
    ("a date nobody can tell now", "tgl", '{"> today()": [end]}', ()),
    ("lists", "message.intents", "{lacak: [end]}", ("no case takes any other value",)),
]


@pytest.mark.parametrize(
    ("on", "cases", "expected"), [case[1:] for case in SWITCHES], ids=[case[0] for case in SWITCHES]
)
def test_a_switch_covers_its_type(on: str, cases: str, expected: tuple[str, ...], tmp_path: Path) -> None:
    example = f"""
    slots:
      pilih: {{type: choice, options: [a, b], ask: tanya}}
      diam: {{type: choice, options: [a]}}
      boleh: {{type: choice, options: [a], ask: tanya, optional: true}}
      ya: {{type: boolean, ask: tanya}}
      angka: {{type: number, ask: tanya}}
      teks: {{type: text, ask: tanya}}
      tgl: {{type: date, ask: tanya}}
    flows:
      f:
        steps:
          - switch: {on}
            cases: {cases}
    """
    assert checked(tmp_path, dedented(example)).messages == expected


TEXTS = [
    ("a slot", "Halo {{ nama }}.", []),
    ("a misspelt slot", "Halo {{ namaa }}.", [("FC320", "namaa")]),
    ("a misspelt member", "Halo {{ customer.nmae }}.", [("FC321", "customer.nmae")]),
    ("a condition", "{% if namaa %}Halo{% endif %}", [("FC320", "namaa")]),
    ("a loop", "{% for b in hasil.barang %}{{ b.nama }}{% endfor %}", []),
    (
        "a loop with a misspelt member",
        "{% for b in hasil.barang %}{{ b.nm }}{% endfor %}",
        [("FC321", "b.nm")],
    ),
    ("a loop over a number", "{% for b in hasil.harga %}{{ b }}{% endfor %}", [("FC326", "b")]),
    ("a call", "{{ nama.upper() }}", [("FC361", "{{")]),
    ("a sum", "Ada {{ turns.customer + 1 }}", [("FC361", "{{")]),
    ("a statement", "{% set x = 1 %}", [("FC361", "{%")]),
    ("an open brace", "Halo {{ nama", [("FC360", "{{")]),
    ("a filter", "{{ hasil.harga | money }} {{ nama | truncate(3) }}", []),
    ("an unknown filter", "{{ nama | uper }}", [("FC362", "uper")]),
    ("a filter without argument", "{{ nama | truncate }}", [("FC363", "truncate")]),
    ("a filter on another kind", "{{ nama | money }}", [("FC364", "money")]),
    ("a group of values", "{{ hasil }}", [("FC365", "hasil")]),
    ("a wait outside of a wait message", "Tunggu {{ wait.range }}", [("FC366", "wait.range")]),
    ("an input of one flow", "Kota {{ kota }}", [("FC320", "kota")]),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in TEXTS], ids=[case[0] for case in TEXTS])
def test_a_text(text: str, expected: list[tuple[str, str]], tmp_path: Path) -> None:
    example = f"""
    {ACTION}
        flows:
          a:
            inputs: {{kota: {{type: text}}}}
            steps: [{{call: cek, with: {{id: x}}, into: hasil}}, {{say: uji}}]
          b: {{steps: [{{say: uji}}]}}
        messages:
          uji:
            id: |-
              Baris pertama.
              {text}
    """
    assert list(checked(tmp_path, dedented(example)).problems) == expected


def test_a_text_may_use_what_all_its_places_know(tmp_path: Path) -> None:
    example = """
    flows:
      a: {inputs: {kota: {type: text}}, steps: [{say: uji}, {say: {id: "{{ kota }}"}}]}
      b: {inputs: {kota: {type: text}}, steps: [{handover: auto, note: "Dari {{ kota }}, {{ kotta }}"}]}
    messages:
      uji: {id: "Kota {{ kota }}."}
    """
    assert list(checked(tmp_path, dedented(example)).problems) == [("FC320", "kotta")]


def test_a_wait_message_uses_the_facts_of_its_kind(tmp_path: Path) -> None:
    example = """
    messages:
      wait.announce:
        id:
          closed: "Buka {{ division.opens_at }}, lama {{ wait.limit }}."
          now: "Sebentar ya {{ queue.position }}."
          unknown: "Nomor {{ queue.position }}."
          over_limit: "Lebih dari {{ wait.limit }}."
          range: "{{ wait.range }}, {{ wait.low }}, {{ division.opens_at }}"
    """
    assert list(checked(tmp_path, dedented(example)).problems) == [
        ("FC366", "wait.limit"),
        ("FC366", "queue.position"),
        ("FC366", "division.opens_at"),
    ]


def test_typed_gives_trees(tmp_path: Path) -> None:
    example = """
    slots:
      jumlah: {type: number, default: 3, ask: tanya}
      jam: {type: time, default: 08:30, ask: tanya}
      lama: {type: duration, default: 1h30m, ask: tanya}
      ya: {type: boolean, default: true, ask: tanya}
      tag: {type: list, of: {type: text}, default: [a, =nama], ask: tanya}
      rusak: {type: number, default: tiga, ask: tanya}
    flows:
      a:
        steps:
          - {say: halo, when: jumlah > 2}
          - switch: ya
            cases: {true: [end], otherwise: [end]}
    routing:
      tujuan:
        rows: |
          topic | to  | skills         | priority
          resi  | cs  | a, b >= 2      | =route.priority
          -     |     |                | high
    """
    found = checked(tmp_path, dedented(example))
    typed, slots = found.typed, found.bot.slots
    values = {
        name: typed.value(slot.default, slot.type) for name, slot in slots.items() if slot.default is not None
    }
    assert values == {
        "jumlah": Number("3"),
        "jam": At("08:30:00"),
        "lama": At("PT1H30M"),
        "ya": Boolean(True),
        "tag": List((String("a"), Name("nama"))),
        "rusak": Null(),
    }
    say, switch = found.bot.flows["a"].steps.steps
    assert say.when is not None
    assert typed.expr(say.when) == Binary(">", Name("jumlah"), Number("2"))
    assert isinstance(switch, Switch)
    assert typed.test(switch.cases[0].cell) == Compare("=", Boolean(True))
    table = found.bot.routing[0]
    assert typed.heading(table.headings[0]) == Name("topic")
    assert typed.test(table.rows[0].cells[0]) == Compare("=", String("resi"))
    first, second = (
        [typed.output(cell, heading.text) for heading, cell in zip(table.headings, row.cells, strict=True)][
            1:
        ]
        for row in table.rows
    )
    assert first[:2] == [String("cs"), List((String("a"), String("b >= 2")))]
    assert second == [None, None, String("high")]
