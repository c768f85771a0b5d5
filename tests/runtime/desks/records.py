"""A whole handover record with every field filled, and the least one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from runtime.core.record import (
    Announced,
    Because,
    BotRef,
    Choice,
    ConversationRef,
    CustomerRef,
    Ending,
    FileRef,
    Line,
    Missing,
    Move,
    NeedFact,
    RanRung,
    Reach,
    Record,
    ShortcutFact,
    SlaFact,
    SlotFact,
    Trigger,
    WaitFacts,
)

AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def least_record() -> Record:
    return Record(
        id="h_1",
        epoch=0,
        bot=BotRef("toko", "2026-11", "sha256:" + "0" * 64),
        conversation=ConversationRef("web:a~1", "web:a", "web", "id", AT),
        customer=CustomerRef("web:a"),
        trigger=Trigger("step", "menu/handover", AT),
        to="penagihan",
        to_name="Tim Penagihan",
        level="L1",
        priority="normal",
        sentiment=0.0,
        summary="Diserahkan oleh alur.",
        state="queued",
    )


def whole_record() -> Record:
    return Record(
        id="h_2",
        epoch=3,
        bot=BotRef("toko", "2026-11", "sha256:" + "f" * 64),
        conversation=ConversationRef("web:a~1", "web:a", "web", "id", AT),
        customer=CustomerRef("web:a", "Sari", "+62812", "sari@example.com"),
        trigger=Trigger("rule", "marah", AT, ("parah banget",), "manusia.yaml", 10),
        to="penagihan",
        to_name="Tim Penagihan",
        level="L2",
        priority="high",
        sentiment=-0.7,
        summary="Perihal: Refund.",
        state="closed",
        topic="refund",
        skills=("english >= 2",),
        agent="Ani",
        why=(Because("to", "tujuan", 1, (("topic", "refund"),), "manusia.yaml", 41),),
        slots=(
            SlotFact("order_id", "No. pesanan", "TK-1", "TK-1", "said", AT, "resi TK-1", ("TK-0",)),
            SlotFact("nama", "Nama", "Sari", "Sari", "profile", AT),
        ),
        missing=(Missing("rekening", "skipped"),),
        note="Cek dulu ya.",
        files=(
            FileRef("image", "https://cdn.example/a.jpg", "a.jpg"),
            FileRef("audio", "https://x.example/a"),
        ),
        transcript=(
            Line(AT, "customer", "parah banget"),
            Line(AT, "bot", "Maaf", message="maaf"),
            Line(AT, "agent", "Halo", agent="Ani"),
        ),
        wait=WaitFacts(
            (
                Announced(AT, "range", timedelta(minutes=2), timedelta(minutes=5), 8, 2, 40),
                Announced(AT, "unknown"),
            ),
            timedelta(seconds=90.5),
        ),
        sla=(SlaFact("first_reply", AT, "breached", (RanRung(AT, ("notify lead",)),)),),
        reach=Reach(("channel", "phone"), AT, AT),
        path=(Move(AT, "umum", "penagihan", "chain", "closed"),),
        outcome=Ending("resolved", AT, "Ani", {"survei_nilai": "5"}),
        reopened=1,
        shortcuts=(
            ShortcutFact("salam", "Salam"),
            ShortcutFact(
                "ganti_rugi",
                "Ganti rugi",
                (
                    NeedFact("jenis", "Jenis", "choice", (Choice("uang", "Uang kembali"),), "uang"),
                    NeedFact("jumlah", "Jumlah", "number"),
                ),
            ),
        ),
    )
