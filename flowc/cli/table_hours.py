"""A routing table crossed with the calendars: whose hours its rows meet, and when nobody is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flowc.diagnostics.model import Text
from flowc.hours.alone import Openings, Stretch
from flowc.proofs.rules.message_never_read import written
from runtime.artifact.model import Artifact, Table
from runtime.artifact.tree import String

HEADING = Text("who is there, until {0}:", "siapa yang ada, sampai {0}:")
ROW = Text("row {0}", "baris {0}")
ROWS = Text("rows {0}", "baris {0}")
ALWAYS = Text("somebody at any time", "selalu ada orang")
NOBODY = Text(
    "nobody {0} times, first from {1} to {2}; a message is left then, answered from {3} on",
    "tidak ada orang {0} kali, pertama dari {1} sampai {2}; pelanggan meninggalkan pesan, dijawab mulai {3}",
)
NEVER_READ = Text(
    "nobody from {0} to {1}; a message left then has no day on which it is answered",
    "tidak ada orang dari {0} sampai {1}; pesan yang ditinggalkan tidak punya hari untuk dijawab",
)
THEN = Text("{0}, when closed {1}", "{0}, kalau tutup {1}")
WORKED_OUT = Text(
    "the division is worked out when it is needed, so its hours are not followed here",
    "divisinya baru dihitung saat dibutuhkan, jadi jam kerjanya tidak ditelusuri di sini",
)
MOST_ROWS = 10  # named one by one


def told_hours(table: Table, artifact: Artifact, language: str) -> Iterator[str]:
    """Yield a line for each division that rows name, in the order of the rows; none for other tables.

    Every moment from the date of compiling to the horizon is looked at, holidays and overrides included.
    """
    if "to" not in table.outputs:
        return
    at = table.outputs.index("to")
    openings = Openings(
        artifact.divisions,
        artifact.calendars,
        artifact.zones,
        artifact.bot.timezone,
        artifact.as_of,
        artifact.horizon,
    )
    by_division: dict[str | None, list[int]] = {}
    for number, row in enumerate(table.rows, 1):
        to = row.values[at]
        if to is not None:
            by_division.setdefault(to.value if isinstance(to, String) else None, []).append(number)
    yield HEADING.in_(language).format(artifact.horizon)
    for division, rows in by_division.items():
        named = (ROW if len(rows) == 1 else ROWS).in_(language).format(_listed(rows))
        if division is None:
            yield f"  {named}: {WORKED_OUT.in_(language)}"
            continue
        own, *others = openings.reached(division)
        asked = THEN.in_(language).format(own, ", ".join(others)) if others else own
        yield f"  {named} → {asked}: {_told(openings.alone(division), language)}"


def _told(alone: Sequence[Stretch], language: str) -> str:
    if not alone:
        return ALWAYS.in_(language)
    unread = next((stretch for stretch in alone if stretch.unread), None)
    if unread is not None:
        return NEVER_READ.in_(language).format(written(unread.start), written(unread.end))
    first = alone[0]
    assert first.opens is not None  # or it were unread
    return NOBODY.in_(language).format(
        len(alone), written(first.start), written(first.end), written(first.opens)
    )


def _listed(rows: Sequence[int]) -> str:
    return ", ".join(map(str, rows[:MOST_ROWS])) + (", …" if len(rows) > MOST_ROWS else "")
