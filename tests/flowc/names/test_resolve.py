"""Every name leads somewhere, every declaration has a name of its own, and one cause is told once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.flowc.names.examples import checked, dedented

ACTION = "  cek: {http: {to: toko, path: /cek}, outputs: {status: {type: text}}}\n"

CASES = [
    (
        "unknown names of every kind",
        """
        slots:
          kota: {type: text, ask: tnya, from: [profil.name, crm.kota]}
        intents:
          lacak: {phrases: [lacak], topic: refnd}
        faq:
          jam: {phrases: [jam buka], answer: jam_buka, topic: resi}
        flows:
          a:
            start_on: [lacakk, lacak]
            outputs: [kotaa]
            steps:
              - say: [halo, haloo]
              - collect: kotta
              - call: ceek
              - set: {kotq: 1}
              - goto: awal
              - flow: b
              - {handover: css, topic: reffund, needs: [namaa]}
              - collect: nama
                verify: {call: cekk}
                timeout: {after: 1h, remind: [{after: 5m, say: hola}], do: [end]}
        """,
        [
            ("FC201", "tnya"),
            ("FC233", "profil.name"),
            ("FC233", "crm.kota"),
            ("FC201", "refnd"),
            ("FC201", "jam_buka"),
            ("FC201", "lacakk"),
            ("FC201", "kotaa"),
            ("FC201", "haloo"),
            ("FC201", "kotta"),
            ("FC201", "ceek"),
            ("FC201", "kotq"),
            ("FC201", "awal"),
            ("FC201", "b"),
            ("FC201", "css"),
            ("FC201", "reffund"),
            ("FC201", "namaa"),
            ("FC201", "cekk"),
            ("FC201", "hola"),
        ],
    ),
    (
        "a call that leads nowhere makes its result unknown, not missing",
        """
        flows:
          a:
            steps:
              - {call: cekk, into: hasil}
              - {say: halo, when: hasil.status = "x"}
              - switch: hasil.status
                cases: {x: [end]}
        """,
        [("FC201", "cekk")],
    ),
    (
        "a declaration with a mistake of its own is not missing",
        """
        slots:
          kota: {type: textt, ask: tanya}
        flows:
          a: {steps: [{collect: kota}, {say: halo, when: kota = "Bogor"}]}
        """,
        [("FC112", "textt")],
    ),
    (
        "into a slot of type context is no clash, into another slot is one",
        f"""
        slots:
          hasil: {{type: context, fields: {{status: {{type: text}}}}}}
        actions:
        {ACTION}
        flows:
          a: {{steps: [{{call: cek, into: hasil}}, {{call: cek, into: nama}}]}}
        """,
        [("FC202", "nama")],
    ),
    (
        "one result has one source",
        f"""
        actions:
        {ACTION}
          lain: {{http: {{to: toko, path: /lain}}, outputs: {{kode: {{type: text}}}}}}
        flows:
          a: {{steps: [{{call: cek, into: r}}, {{call: cek, into: r}}, {{call: lain, into: r}}]}}
        """,
        [("FC202", "r")],
    ),
    (
        "rules with one name",
        """
        escalation:
          - {rule: diminta, when: 'message.intent in ("ask_human")', handover: auto}
          - {rule: diminta, when: turns.customer > 9, handover: auto}
        """,
        [("FC202", "diminta")],
    ),
    (
        "reserved names of every kind",
        """
        slots:
          wait: {type: text, ask: tanya}
          every: {type: text, ask: tanya}
          customer.name: {type: text, ask: tanya}
          turns.lain: {type: text, ask: tanya}
        actions:
          page: {http: {to: toko, path: /p}}
        divisions:
          same: {name: {id: Sama, en: Same}}
        hours:
          always: {mon: 08:00-09:00}
        messages:
          handover.konek: {id: a, en: b}
        """,
        [
            ("FC203", "wait"),
            ("FC203", "every"),
            ("FC203", "customer.name"),
            ("FC204", "turns.lain"),
            ("FC203", "page"),
            ("FC203", "same"),
            ("FC203", "always"),
            ("FC204", "handover.konek"),
        ],
    ),
    (
        "texts in some locales, messages in place too",
        """
        locales: [id, en]
        welcome: {id: Halo.}
        slots:
          warna: {type: choice, options: {merah: {label: {id: Merah}}}, ask: {en: Colour?}}
        divisions:
          x: {name: {id: Iks}}
        messages:
          thanks: {id: Sama-sama ya.}
        """,
        [
            ("FC206", "{id: Halo.}"),
            ("FC206", "{id: Merah}"),
            ("FC206", "{en: Colour?}"),
            ("FC206", "{id: Iks}"),
        ],
    ),
    (
        "a split message is whole",
        """
        locales: [id, en]
        messages:
          halo:
            id: {whatsapp: A., web: B.}
            en: {whatsapp: {text: C.}, default: [D., E.]}
        """,
        [],
    ),
    (
        "one circle of flows is told once, however it is reached",
        """
        flows:
          masuk: {steps: [{flow: a}]}
          a: {steps: [{do: [{flow: b}]}]}
          b: {steps: [{collect: nama, on_invalid: [{flow: a}]}]}
        """,
        [("FC215", "b")],
    ),
    (
        "a circle through defaults",
        """
        defaults:
          timeout: {after: 1h, do: [end]}
          on_invalid: [{flow: a}]
          on_error: [end]
        flows:
          a: {steps: [{collect: nama}]}
        """,
        [("FC215", "a")],
    ),
    (
        "goto outside of flows, into blocks, and to other flows",
        """
        escalation:
          - {rule: diminta, when: message.intent = "ask_human", offer: tanya, on_decline: [{goto: atas}]}
        flows:
          a: {steps: [{say: halo, step: atas}, {do: [{say: halo, step: dalam}]}, {goto: dalam}]}
          b: {steps: [{goto: atas}]}
        """,
        [("FC214", "atas"), ("FC214", "dalam"), ("FC214", "atas")],
    ),
    (
        "the way to a person cannot be excepted, other rules can",
        """
        escalation:
          - {rule: diminta, when: 'message.intent = "ask_human"', handover: auto}
          - {rule: lama, when: turns.customer > 9, handover: auto, cool_down: conversation}
        flows:
          a: {escalation: {except: [lama], reason: sedang membayar}, steps: [end]}
          b: {escalation: {except: [diminta, lma], reason: sedang membayar}, steps: [end]}
        """,
        [("FC219", "diminta"), ("FC201", "lma")],
    ),
    (
        "a rule that only excludes the request does not answer it",
        """
        escalation:
          - {rule: lain, when: 'message.intent != "ask_human" and turns.customer > 5', handover: auto}
        """,
        [("FC218", "lain")],
    ),
    (
        "phrases are compared as messages are",
        """
        intents:
          lacak: {phrases: {id: [Gmn paket saya?], en: [track it]}}
          lain: {phrases: [bagaimana paket saya, gmn paket saya]}
          orang: {phrases: [bicara dengan CS]}
          greeting: {only: true, phrases: [assalamualaikum]}
          sapa: {phrases: [halo]}
        """,
        [
            ("FC234", "bagaimana paket saya"),
            ("FC234", "gmn paket saya"),
            ("FC234", "bicara dengan CS"),
        ],
    ),
    (
        "chains",
        """
        divisions:
          a: {name: {id: A, en: A}, fallback: [b, b, cs]}
          b:
            name: {id: B, en: B}
            fallback: {closed: [b, leave_message], nobody: [wait], full: [c, leave_message, cs]}
        """,
        [("FC253", "b"), ("FC253", "b"), ("FC201", "c"), ("FC251", "leave_message")],
    ),
    (
        "a chain goes on with the chain of its last division, cause by cause",
        """
        divisions:
          a: {name: {id: A, en: A}, fallback: {closed: [b]}}
          b: {name: {id: B, en: B}, fallback: {closed: [leave_message], full: [a]}}
          c: {name: {id: C, en: C}, fallback: {overflow: [d]}}
          d: {name: {id: D, en: D}, fallback: [c]}
        """,
        [("FC250", "d"), ("FC250", "c")],
    ),
    (
        "levels and skills of handovers and tables",
        """
        divisions:
          teknis: {name: {id: Teknis, en: Tech}, levels: [L1, L2], skills: [english]}
        flows:
          a: {steps: [{handover: teknis, level: L3, skills: [english >= 2, jaringan]}]}
          b: {steps: [{handover: auto, level: L3, skills: [jaringan]}]}
        routing:
          tujuan:
            rows: |
              topic  | to     | level | priority | skills
              refund | teknis | L3    | penting  | english >= 2, jaringan
              resi   | teknis | L4    |          |
              -      | ccs    | L2    | high     | english
        """,
        [
            ("FC254", "L3"),
            ("FC254", "jaringan"),
            ("FC201", "jaringan"),
            ("FC254", "L3"),
            ("FC201", "penting"),
            ("FC254", "jaringan"),
            ("FC201", "L4"),
            ("FC201", "ccs"),
        ],
    ),
    (
        "a bot whose handovers all name a division needs no table",
        """
        defaults:
          timeout: {after: 1h, do: [end]}
          on_invalid: [{handover: cs}]
          on_error: [{handover: cs}]
        flows:
          menu: {start_on: greeting, steps: [{say: halo}]}
        escalation:
          - {rule: diminta, when: 'message.intent = "ask_human"', handover: cs}
        routing:
          bahasa:
            rows: |
              skills
              =
        divisions:
          cs: {name: {id: CS, en: CS}, skills: [english]}
        """,
        [("FC301", "=")],
    ),
    (
        "inputs in the path, and secrets",
        """
        actions:
          cek:
            http: {to: toko, path: "/a/{id}/{idd}", query: {api_key: abcdef1234567890}}
            inputs: {id: {type: text}}
        messages:
          halo: {id: "Pakai sandi: password=rahasia12345678", en: "Your token is safe with us."}
        """,
        [
            ("FC241", "{idd}"),
            ("FC242", "abcdef1234567890"),
            ("FC242", "Pakai sandi: password=rahasia12345678"),
        ],
    ),
    (
        "a topic without a slot `topic`",
        """
        bot: x
        edition: 1
        version: 1
        locales: [id]
        timezone: Asia/Jakarta
        channels: [web]
        start: menu
        retention: {transcript: 1d, handover: 1d, customer: 1d}
        flows:
          menu: {steps: [{handover: cs, topic: refund}]}
        escalation: [{rule: d, when: message.intent = "ask_human", handover: cs}]
        divisions: {cs: {name: CS}}
        """,
        [("FC201", "refund")],
    ),
]


@pytest.mark.parametrize(
    ("example", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_names(example: str, expected: list[tuple[str, str]], tmp_path: Path) -> None:
    assert list(checked(tmp_path, dedented(example)).problems) == expected


def test_the_tables_know_what_is_built_in(tmp_path: Path) -> None:
    symbols = checked(tmp_path, "slots:\n  kota: {type: text, ask: tanya}\n").symbols
    assert {"ask_human", "greeting"} <= set(symbols.intents)
    assert symbols.intents["ask_human"] is None
    assert {"halo", "handover.left"} <= set(symbols.messages)
    assert symbols.topics == ("refund", "resi", "lain")


def test_messages_in_place_are_named_by_position(tmp_path: Path) -> None:
    example = """
    welcome: {id: Halo.}
    slots:
      kota: {type: text, ask: {id: Kota mana?}}
    flows:
      a:
        steps:
          - say: [{id: Satu.}, {id: Dua.}]
          - {say: {id: Tiga.}}
          - {say: {id: Empat.}, step: akhir}
    """
    symbols = checked(tmp_path, dedented(example)).symbols
    assert list(symbols.in_place) == ["welcome", "slot:kota/ask", "a/say", "a/say/2", "a/say#2", "a/akhir"]
