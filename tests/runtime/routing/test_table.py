"""Two tables of LANGUAGE section 10, and what happens where inputs are null."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from runtime.artifact.model import Column, Place, Row, Table
from runtime.artifact.tree import (
    AnyOf,
    Anything,
    Compare,
    Expr,
    Like,
    List,
    Name,
    Null,
    Number,
    Path,
    String,
    Test,
)
from runtime.feel.values import Value
from runtime.routing.table import Decision, Why, decide, missing_inputs, prepared, why


def words(*values: str) -> Test:
    return AnyOf(tuple(Compare("=", String(value)) for value in values))


def row(line: int, tests: tuple[Test, ...], *values: str | Expr | None) -> Row:
    return Row(
        tests,
        tuple(String(value) if isinstance(value, str) else value for value in values),
        Place("manusia.yaml", line, 7),
    )


ANY = Anything()
TOPIC = Column("topic", Name("topic"), slot="topic")
PATH = Column("page.path", Path(Name("page"), "path"))
TIER = Column("customer.tier", Path(Name("customer"), "tier"), slot="customer.tier")
ROUTE_TO = Column("route.to", Path(Name("route"), "to"))

DESTINATION = Table(
    "tujuan",
    "first",
    (TOPIC, PATH, TIER),
    ("to", "level"),
    (
        row(41, (words("refund"), ANY, words("gold", "platinum")), "penagihan", "L2"),
        row(42, (words("refund", "rusak"), ANY, ANY), "penagihan", None),
        row(43, (ANY, Like("/developers/*"), ANY), "teknis", None),
        row(44, (ANY, ANY, ANY), "umum", None),
    ),
)
PRIORITY = Table(
    "prioritas",
    "first",
    (TIER, Column("skor", Name("skor"), slot="skor")),
    ("priority",),
    (
        row(48, (words("platinum"), ANY), "urgent"),
        row(49, (ANY, Compare(">=", Number("50"))), "high"),
        row(50, (ANY, ANY), "normal"),
    ),
)
SKILLS = Table(
    "bahasa",
    "collect",
    (Column("conversation.locale", Path(Name("conversation"), "locale")), ROUTE_TO),
    ("skills",),
    (
        row(55, (words("en"), words("penagihan", "teknis")), "english >= 2"),
        row(56, (ANY, words("penagihan")), List((String("refund"), String("english >= 2")))),
    ),
)
OWNER = Table(
    "pemilik",
    "unique",
    (Column("segmen", Name("segmen")),),
    ("agent",),
    (row(60, (ANY,), Path(Name("customer"), "pemilik")),),
)
TABLES = prepared((DESTINATION, PRIORITY, SKILLS, OWNER))


def scope(**names: Value) -> Mapping[str, Value]:
    customer = {"tier": names.pop("tier", None), "pemilik": names.pop("pemilik", None)}
    return {"page": {"path": None}, "conversation": {"locale": "id"}, "customer": customer, **names}


def test_tables_decide_in_turn_and_say_why() -> None:
    decision = decide(
        TABLES, scope(topic="refund", tier="gold", skor=Decimal(60), conversation={"locale": "en"})
    )
    assert decision._replace(hits=()) == Decision(
        to="penagihan",
        level="L2",
        priority="high",
        skills=("english >= 2", "refund"),
    )
    assert why(decision) == (
        Why(
            "to",
            "tujuan",
            1,
            (("topic", "refund"), ("customer.tier", "gold")),
            Place("manusia.yaml", 41, 7),
        ),
        Why(
            "level",
            "tujuan",
            1,
            (("topic", "refund"), ("customer.tier", "gold")),
            Place("manusia.yaml", 41, 7),
        ),
        Why("priority", "prioritas", 2, (("skor", "60"),), Place("manusia.yaml", 49, 7)),
        Why(
            "skills",
            "bahasa",
            1,
            (("conversation.locale", "en"), ("route.to", "penagihan")),
            Place("manusia.yaml", 55, 7),
        ),
        Why("skills", "bahasa", 2, (("route.to", "penagihan"),), Place("manusia.yaml", 56, 7)),
    )


@pytest.mark.parametrize(
    ("names", "to", "level", "priority"),
    [
        pytest.param({}, "umum", None, "normal", id="null matches only `-`"),
        pytest.param({"topic": "rusak"}, "penagihan", None, "normal", id="an empty cell sets nothing"),
        pytest.param({"page": {"path": "/developers/api"}}, "teknis", None, "normal", id="a pattern"),
        pytest.param({"topic": "refund", "tier": "baru"}, "penagihan", None, "normal", id="the second row"),
        pytest.param({"tier": "platinum"}, "umum", None, "urgent", id="another table"),
    ],
)
def test_first_row_that_holds(names: dict[str, Value], to: str, level: str | None, priority: str) -> None:
    decision = decide(TABLES, scope(**names))
    assert (decision.to, decision.level, decision.priority) == (to, level, priority)


def test_a_chosen_division_skips_its_table_and_is_seen_by_the_others() -> None:
    decision = decide(TABLES, scope(topic="refund", tier="gold"), to="teknis")
    assert (decision.to, decision.level, decision.skills) == ("teknis", None, ())
    assert [one.output for one in why(decision)] == ["priority"]
    english = decide(TABLES, scope(conversation={"locale": "en"}), to="teknis")
    assert english.skills == ("english >= 2",)


def test_an_output_may_be_an_expression_and_null_sets_nothing() -> None:
    assert decide(prepared((OWNER,)), scope(pemilik="Ani")).agent == "Ani"
    assert decide(prepared((OWNER,)), scope()) == Decision()


def test_no_tables_say_nothing() -> None:
    assert decide((), scope()) == Decision()
    assert missing_inputs((), scope()) == ()


@pytest.mark.parametrize(
    ("names", "missing"),
    [
        pytest.param({}, ("topic", "customer.tier", "skor"), id="everything is open"),
        pytest.param({"topic": "lain"}, ("customer.tier", "skor"), id="tier still sets the priority"),
        pytest.param(
            {"topic": "lain", "tier": "platinum"}, (), id="a platinum customer's score changes nothing"
        ),
        pytest.param({"topic": "lain", "tier": "baru"}, ("skor",), id="a new customer's score does"),
        pytest.param({"topic": "lain", "tier": "baru", "skor": Decimal(1)}, (), id="everything is known"),
    ],
)
def test_missing_inputs(names: dict[str, Value], missing: tuple[str, ...]) -> None:
    assert missing_inputs(TABLES, scope(**names)) == missing


def test_slots_that_cannot_be_asked_are_not_missing() -> None:
    assert missing_inputs(TABLES, scope(), askable={"topic"}) == ("topic",)
    assert missing_inputs(TABLES, scope(), askable=()) == ()


def test_a_slot_that_cannot_change_the_answer_is_not_asked() -> None:
    same = Table(
        "sama",
        "first",
        (TOPIC,),
        ("to",),
        (row(1, (words("refund"),), "umum"), row(2, (ANY,), "umum")),
    )
    assert missing_inputs(prepared((same,)), scope()) == ()
    open_end = Table("buka", "first", (TOPIC,), ("priority",), (row(1, (words("refund"),), "high"),))
    assert missing_inputs(prepared((open_end,)), scope()) == ("topic",)
    asks_null = Table("kosong", "first", (TOPIC,), ("to",), (row(1, (Compare("=", Null()),), "umum"),))
    assert missing_inputs(prepared((asks_null,)), scope()) == ("topic",)


def test_a_later_table_waits_for_what_decides_the_division() -> None:
    by_division = Table(
        "mendesak",
        "first",
        (ROUTE_TO, Column("skor", Name("skor"), slot="skor")),
        ("priority",),
        (row(1, (words("penagihan"), Compare(">=", Number("50"))), "high"), row(2, (ANY, ANY), "normal")),
    )
    tables = prepared((DESTINATION, by_division))
    assert missing_inputs(tables, scope(tier="baru")) == ("topic", "skor")
    assert missing_inputs(tables, scope(tier="baru", topic="lain")) == ()
    assert missing_inputs(tables, scope(tier="baru", topic="refund")) == ("skor",)
    assert missing_inputs(tables, scope(tier="baru"), to="umum") == ()
