"""A bot's problems with everything that a format may have to carry."""

from __future__ import annotations

from flowc.diagnostics.model import Diagnostic, Fix, Label, Severity, Text, Turn, note
from flowc.diagnostics.render.report import Report
from flowc.source.span import Span

SOURCES = {
    "bot.yaml": "bot: toko\nuse: [salam]\n",
    "a, 100%: b.yaml": """flows:
  lacak:
    steps:
      - collect: order_id
      - collect: 👍👍 nama
""",
    "flowc:salam.yaml": "flows:\n  salam:\n    steps: [end]\n",
}
ODD = "a, 100%: b.yaml"
ASKS = Span(ODD, 3, 8, 3, 25)
PATH = "bot toko/a, 100%: b.yaml"

WAITS = Diagnostic(
    code="FC512",
    name="wait-without-timeout",
    severity=Severity.ERROR,
    message=Text("`order_id` is awaited: 100%", "`order_id` ditunggu: 100%"),
    primary=Label(ASKS, Text("no `timeout` here", "tidak ada `timeout` di sini")),
    secondary=(
        Label(Span("flowc:salam.yaml", 2, 4, 2, 9), Text("the ready-made one", "yang siap pakai")),
        Label(Span("bot.yaml", 1, 0, 1, 3), Text("used here", "dipakai di sini")),
    ),
    why=Text("nobody comes", "tidak ada yang datang"),
    witness=(
        Turn("customer", Text("halo\nkak", "halo\nkak")),
        Turn("bot", Text("Nomor?", "Nomor?"), Span("bot.yaml", 0, 0, 0, 3)),
        note("no answer", "tidak ada jawaban"),
    ),
    help=Text("add this:\ntimeout: 1h", "tambahkan ini:\ntimeout: 1h"),
    fixes=(
        Fix(Text("write it", "tulis"), Span(ODD, 4, 20, 4, 24), "nama_anda", True),
        Fix(Text("elsewhere", "di tempat lain"), Span("flowc:salam.yaml", 0, 0, 0, 5), "x", True),
    ),
)
LIKELY = Diagnostic(
    code="FC501",
    name="unreachable-step",
    severity=Severity.WARNING,
    message=Text("step `2` is \x1b[31mnever\x00 reached", "langkah `2` \x1b[31mtidak\x00 tercapai"),
    primary=Label(Span(ODD, 4, 17, 5, 0), Text("no way leads here", "tidak ada jalan ke sini")),
)
READY_MADE = Diagnostic(
    code="FC512",
    name="wait-without-timeout",
    severity=Severity.ERROR,
    message=Text("`nama` is awaited", "`nama` ditunggu"),
    primary=Label(Span("flowc:salam.yaml", 2, 4, 2, 9), Text("here", "di sini")),
)
BROKEN = Report(
    "../toko", (LIKELY, WAITS, READY_MADE), SOURCES, left_out=2, allowed=1, in_repository="bot toko"
)
CLEAN = Report("kopi", (), in_repository="kopi", allowed=3)
