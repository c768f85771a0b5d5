"""Conversations on an earlier version: when they move, what they keep, and that none is left hanging."""

from __future__ import annotations

from datetime import timedelta
from functools import cache

import pytest

from runtime.artifact import codec
from runtime.artifact.model import RunFlow
from runtime.core.events import AgentAccepted, AgentReturned, AgentWrote
from runtime.core.program import Program
from runtime.testing import Conversation
from tests.conversations.bots import bot, converse, names, program, understand

OLD = bot("pindah") / "_versi_1"
NEW = bot("pindah")


@cache
def without_migrate() -> Program:
    """The new version, as if nobody had said how conversations move."""
    artifact = codec.load(codec.dump(program(NEW).artifact))
    plain = {field: getattr(artifact, field) for field in artifact.__dataclass_fields__}
    plain["migrate"] = ()
    plain["divisions"] = {**artifact.divisions, "lama": artifact.divisions["baru"]}
    data = codec.dump(type(artifact)(**plain))
    return Program(codec.load(data), codec.name(data))


def renew(talk: Conversation, newer: Program) -> None:
    talk.renew(newer, understand=understand(newer))


def accept(talk: Conversation) -> None:
    handover = talk.state.handover
    assert handover is not None
    talk.happen(lambda id_, now: AgentAccepted(id_, now, handover.id, "Ani"))


def said(talk: Conversation, *texts: str) -> list[str]:
    before = len(talk.sent)
    for text in texts:
        talk.write(text)
    return names(talk, before)


@pytest.mark.parametrize(
    ("begin", "write", "wanted"),
    [
        (["halo"], "halo", ["halo"]),
        (["mau mengeluh"], "bocor", ["dicatat", "handover.connecting", "wait.announce"]),
        (["mau pesan"], "bandung", ["ukuran_apa"]),
        (["mau kirim"], "3", ["maaf_berubah", "halo"]),
        (["mau kirim", "mau pesan"], "bandung", ["ukuran_apa"]),
        (["mau mengeluh", "mau kirim"], "4", ["maaf_berubah", "halo", "flow.resumed", "apa_masalahnya"]),
    ],
    ids=["idle", "moved step", "called flow", "step gone", "interrupted step gone", "step gone over another"],
)
def test_with_migrate_it_moves_at_the_next_message(begin: list[str], write: str, wanted: list[str]) -> None:
    talk = converse(OLD)
    said(talk, *begin)
    renew(talk, program(NEW))
    assert said(talk, write) == wanted
    assert talk.state.artifact == program(NEW).name
    assert talk.replayed() is None


def test_without_migrate_it_stays_until_it_is_idle() -> None:
    talk = converse(OLD)
    said(talk, "mau pesan")
    renew(talk, without_migrate())
    assert said(talk, "surabaya") == ["ukuran_apa"]
    assert said(talk, "besar") == ["dipesan"]
    assert talk.state.artifact == program(OLD).name
    said(talk, "halo")
    assert talk.state.artifact == without_migrate().name
    assert talk.replayed() is None


def test_without_migrate_it_moves_after_a_week() -> None:
    talk = converse(OLD)
    said(talk, "mau kirim")
    renew(talk, without_migrate())
    for _ in range(59):
        talk.wait(timedelta(hours=2, minutes=50))
        said(talk, "jam buka")
    assert talk.state.artifact == program(OLD).name
    talk.wait(timedelta(hours=2, minutes=50))
    assert said(talk, "5") == ["not_understood"]
    assert talk.state.artifact == without_migrate().name
    assert talk.state.waiting is None
    assert talk.replayed() is None


def test_a_timer_runs_where_it_was_set() -> None:
    talk = converse(OLD)
    said(talk, "mau kirim")
    renew(talk, program(NEW))
    talk.wait(timedelta(hours=4))
    assert names(talk)[-1] == "tutup"
    assert not talk.state.open
    assert talk.state.artifact == program(OLD).name
    assert said(talk, "halo") == ["selamat_datang", "halo"]
    assert talk.state.artifact == program(NEW).name
    assert talk.replayed() is None


@pytest.mark.parametrize("accepted", [False, True], ids=["in the queue", "with an agent"])
def test_a_handover_keeps_its_id_and_finds_its_division(accepted: bool) -> None:
    talk = converse(OLD)
    said(talk, "bicara dengan CS")
    before = talk.state.handover
    assert before is not None
    if accepted:
        accept(talk)
    renew(talk, program(NEW))
    said(talk, "halo?")
    after = talk.state.handover
    assert after is not None
    assert (after.id, after.division, after.queued) == (before.id, "baru", before.queued)
    assert talk.state.artifact == program(NEW).name
    assert [one.text for one in talk.state.transcript][:1] == ["bicara dengan CS"]
    if not accepted:
        accept(talk)
    talk.happen(lambda id_, now: AgentWrote(id_, now, before.id, "Saya Ani.", "Ani"))
    talk.happen(lambda id_, now: AgentReturned(id_, now, before.id))
    assert "handover.returned" in names(talk)
    assert talk.replayed() is None


def test_an_open_handover_whose_division_is_gone_stays_where_it_is() -> None:
    artifact = program(NEW).artifact
    plain = {field: getattr(artifact, field) for field in artifact.__dataclass_fields__}
    data = codec.dump(type(artifact)(**{**plain, "migrate": ()}))
    talk = converse(OLD)
    said(talk, "bicara dengan CS")
    accept(talk)
    renew(talk, Program(codec.load(data), codec.name(data)))
    said(talk, "halo?")
    assert talk.state.artifact == program(OLD).name
    assert talk.state.handover is not None
    assert talk.state.handover.division == "lama"


def test_an_old_button_of_a_step_that_is_gone_leads_on() -> None:
    talk = converse(OLD)
    said(talk, "mau pesan", "surabaya")
    artifact = program(NEW).artifact
    states = {key: one for key, one in artifact.states.items() if key != "pesan/collect:ukuran"}
    states["pesan/flow:alamat"] = RunFlow(
        flow="pesan", place=artifact.states["menu/say:halo"].place, run="alamat"
    )
    plain = {field: getattr(artifact, field) for field in artifact.__dataclass_fields__}
    data = codec.dump(type(artifact)(**{**plain, "states": states}))
    renew(talk, Program(codec.load(data), codec.name(data)))
    before = len(talk.sent)
    talk.tap("besar")
    assert names(talk, before) == ["maaf_berubah", "halo"]
