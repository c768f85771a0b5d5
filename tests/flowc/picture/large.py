"""A made-up bank's bot of sixty states and more, with every kind of step: a picture of it must be legible."""

from __future__ import annotations

TOPICS = ("kartu", "pinjaman", "tabungan", "transfer", "keamanan", "cabang")

_FLOW = """\
  {topic}:
    start_on: {topic}
    steps:
      - say: salam_{topic}
      - collect: nomor
        on_invalid: [{{say: maaf}}, {{handover: {division}, priority: high}}]
      - call: cek_{topic}
        with: {{nomor: =nomor}}
        into: hasil_{topic}
        on_error: [{{say: maaf}}, {{handover: {division}}}]
      - switch: hasil_{topic}.status
        cases:
          selesai: [{{say: selesai_{topic}}}, {{flow: lanjut}}]
          ditolak, ditahan: [{{say: maaf}}, {{offer: tawarkan, topic: {topic}}}]
          null: [{{goto: bantu_{topic}}}]
      - flow: lanjut
      - step: bantu_{topic}
        say: [maaf, halo]
      - handover: auto
"""

_ACTION = """\
  cek_{topic}:
    http: {{to: inti, method: GET, path: "/{topic}/{{nomor}}"}}
    inputs: {{nomor: {{type: text}}}}
    outputs: {{status: {{type: choice, options: [selesai, ditolak, ditahan]}}}}
"""

_MANIFEST = """\
bot: bank-besar
edition: 1
version: 1
locales: [id]
timezone: Asia/Jakarta
channels: [web]
start: menu
retention: {transcript: 90d, handover: 1y, customer: 1y}
defaults:
  timeout: {after: 12h, do: [{say: halo}, {end: conversation}]}
  on_invalid: [{say: maaf}, handover]
  on_error: [{say: maaf}, handover]
slots:
  nomor: {type: text, pattern: "[0-9]{6}", ask: tanya_nomor}
  topic: {type: choice, options: [TOPICS], ask: tanya_topik}
escalation:
  - {rule: diminta, when: message.intent = "ask_human", handover: auto}
  - {rule: marah, when: message.sentiment < -0.5, handover: auto, priority: high, needs: none}
  - {rule: aman, when: message.intent = "FIRST" and turns.customer > 1, handover: aman}
  - {rule: bingung, when: turns.not_understood >= 2, offer: tawarkan}
  - {rule: berputar, when: turns.repeated_answers >= 2, offer: tawarkan}
hours: {kantor: {mon-fri: 08:00-17:00}}
divisions:
  umum: {name: Layanan Umum, needs: [nomor]}
  kredit: {name: Kredit, hours: kantor, fallback: [umum, leave_message]}
  dana:
    name: Dana
    hours: kantor
    fallback: {closed: [umum], nobody: [kredit, umum], full: [umum, wait], overflow: [umum, wait]}
  aman: {name: Keamanan, fallback: [umum]}
routing:
  tujuan:
    rows: |
      topic | to
"""


def files(topics: tuple[str, ...] = TOPICS) -> dict[str, str]:
    """Return the bot's files, with a flow for each topic."""
    flows = ["flows:", "  menu:", "    start_on: greeting", "    steps:", "      - choose: tanya_topik"]
    flows.append("        options:")
    flows += [f"          {topic}: {{label: {topic}, do: [{{flow: {topic}}}]}}" for topic in topics]
    taken_by = dict(zip(topics, ("kredit", "kredit", "dana", "dana", "aman", "umum"), strict=False))
    body = "".join(_FLOW.format(topic=topic, division=division) for topic, division in taken_by.items())
    body += (
        "  lanjut:\n    steps:\n      - choose: tanya_lagi\n        options:\n"
        "          ya: {label: Ya, do: [{say: halo}]}\n"
        "          sudah: {label: Sudah, do: [{say: halo}, {end: conversation}]}\n"
    )
    intents = "".join(f"  {topic}: {{label: {topic}, phrases: [urusan {topic}]}}\n" for topic in topics)
    actions = "".join(_ACTION.format(topic=topic) for topic in topics)
    names = [f"{kind}_{topic}" for topic in topics for kind in ("salam", "selesai")]
    names += ["halo", "maaf", "tanya_nomor", "tanya_topik", "tanya_lagi", "tawarkan"]
    messages = "".join(f"  {name}: Teks {name.replace('_', ' ')}.\n" for name in names)
    manifest = _MANIFEST.replace("TOPICS", ", ".join(topics)).replace("FIRST", topics[0])
    rows = "".join(f"      {topic} | {division}\n" for topic, division in taken_by.items())
    return {
        "bot.yaml": manifest + rows + "      - | umum\n",
        "alur.yaml": "\n".join(flows)
        + "\n"
        + body
        + f"intents:\n{intents}actions:\n{actions}messages:\n{messages}",
    }
