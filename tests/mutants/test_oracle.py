"""The oracle sees who is sent to the wrong people: by a table that forgets, or that mixes up its rows."""

from __future__ import annotations

from dataclasses import replace

from runtime.artifact.model import Artifact, Table
from tests.conversations.bots import SHOP
from tests.mutants.judging import converse, named_by, unchanged
from tests.mutants.oracle import MISROUTED, elsewhere, judge
from tests.mutants.world import DAYS, Seen

CUSTOMER = "misrouted"


def test_who_goes_where_nothing_names_is_seen() -> None:
    shop = _with_tables(*(replace(table, rows=()) for table in _shop().tables))
    assert MISROUTED in _judged(shop)
    assert MISROUTED not in _judged(_shop())


def test_who_goes_elsewhere_for_the_same_reason_is_seen() -> None:
    shop = _with_tables(*(_mixed_up(table) for table in _shop().tables))
    assert elsewhere(_seen(shop), _seen(_shop()))
    assert not elsewhere(_seen(_shop()), _seen(_shop()))


def _shop() -> Artifact:
    shop = unchanged(SHOP).artifact
    assert shop is not None
    return shop


def _with_tables(*tables: Table) -> Artifact:
    return replace(_shop(), tables=tables)


def _mixed_up(table: Table) -> Table:
    """Every row decides what the next one should."""
    values = [row.values for row in table.rows]
    rows = zip(table.rows, values[1:] + values[:1], strict=True)
    return replace(table, rows=tuple(replace(row, values=others) for row, others in rows))


def _seen(bot: Artifact) -> Seen:
    return converse(_shop(), bot, CUSTOMER, DAYS[0])


def _judged(bot: Artifact) -> set[str]:
    return {what for what, _ in judge(_seen(bot), bot.bot.channels[0], named_by(_shop()))}
