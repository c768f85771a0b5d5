"""The fixed words around a problem, in both languages."""

from __future__ import annotations

from flowc.diagnostics.model import Severity, Text

SEVERITY = {
    Severity.ERROR: Text("error", "galat"),
    Severity.WARNING: Text("warning", "peringatan"),
}
WHO = {"customer": Text("customer", "pelanggan"), "bot": Text("bot", "bot"), "note": Text("…", "…")}

HERE = Text("here", "di sini")
WHY = Text("why", "mengapa")
WITNESS = Text("conversation that goes wrong", "percakapan yang bermasalah")
HELP = Text("help", "saran")
CELL = Text("cell", "sel")
MORE = Text("more", "selengkapnya")


def counted(errors: int, warnings: int, left_out: int, allowed: int, language: str) -> str:
    """Return how many problems there are, as one line: `2 errors, 1 warning, 3 allowed`."""
    if language == "id":
        parts = [f"{errors} galat"] * (errors > 0) + [f"{warnings} peringatan"] * (warnings > 0)
        parts += [f"{left_out} lagi tidak ditampilkan"] * (left_out > 0)
        return ", ".join((*(parts or ["tidak ada masalah"]), *[f"{allowed} diizinkan"] * (allowed > 0)))
    parts = [f"{errors} error{'s' * (errors != 1)}"] * (errors > 0)
    parts += [f"{warnings} warning{'s' * (warnings != 1)}"] * (warnings > 0)
    parts += [f"{left_out} more not shown"] * (left_out > 0)
    return ", ".join((*(parts or ["no problems"]), *[f"{allowed} allowed"] * (allowed > 0)))
