"""Every law can fail: hosts that break a promise are caught by it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from runtime.stores.sqlite import SqliteStore
from tests.chaos import broken_sqlite
from tests.hosts import broken
from tests.hosts.broken import Broken
from tests.hosts.contract import LAWS, hold, name_of
from tests.hosts.laws import deliveries, messages, people, time
from tests.hosts.plain import Running
from tests.hosts.scene import Law
from tests.hosts.shell import Shell

CAUGHT: list[tuple[type[Running], Law]] = [
    (broken.LosesOnKill, messages.what_is_accepted_outlives_a_kill),
    (broken.TakesThenWorks, messages.killed_at_any_moment_it_loses_and_doubles_nothing),
    (broken.ForgetsIds, messages.an_id_is_heard_once),
    (broken.OneIdForAll, messages.an_id_belongs_to_its_conversation),
    (broken.KeepsWhatItRefuses, messages.what_is_refused_is_not_heard),
    (broken.BelievesWhatComes, messages.whatever_is_sent_gets_an_answer_and_harms_nobody),
    (broken.RemembersStates, messages.lives_at_the_same_time_share_the_work),
    (broken.NewestFirst, messages.a_conversation_is_heard_in_the_order_of_its_arrivals),
    (broken.NewIds, deliveries.a_reply_is_tried_under_one_id_until_it_is_taken),
    (broken.TriesOnce, deliveries.a_reply_is_tried_under_one_id_until_it_is_taken),
    (broken.MarksFirst, deliveries.a_kill_while_a_reply_is_under_way_repeats_it_under_its_id),
    (broken.TriesOnce, deliveries.a_handover_is_tried_under_one_id_until_the_desk_has_it),
    (broken.OneLane, deliveries.a_side_that_is_down_keeps_nobody_else_waiting),
    (broken.IdsOfItsOwn, deliveries.the_same_story_gives_the_same_deliveries),
    (broken.FiresEarly, time.a_timer_fires_once_and_not_early),
    (broken.TimerTwice, time.a_timer_fires_once_and_not_early),
    (broken.KeepsTheFirstTime, time.an_answer_ends_the_timer),
    (broken.TimerTwice, time.a_timer_fires_once_when_the_clock_jumps),
    (broken.TimersInMemory, time.a_timer_outlives_a_kill_and_fires_once),
    (broken.OneVersion, time.a_conversation_stays_on_the_version_it_began_with),
    (broken.AnswersAnyway, people.the_bot_is_silent_while_a_person_has_the_conversation),
    (broken.SpeaksOver, people.no_word_of_the_bot_leaves_after_a_person_took_over),
    (broken.ForgetsIds, people.the_desk_is_heard_once),
    (broken.RetriesForEver, people.a_poisonous_conversation_is_set_apart),
    (broken.DiesOfIt, people.a_poisonous_conversation_is_set_apart),
]


@pytest.mark.parametrize(
    ("kind", "law"), CAUGHT, ids=[f"{kind.__name__}-{name_of(law)}" for kind, law in CAUGHT]
)
def test_a_host_that_breaks_a_law_is_caught(kind: type[Running], law: Law) -> None:
    with pytest.raises((AssertionError, RuntimeError, LookupError, TypeError)):
        hold(law, partial(Broken, kind))


@pytest.mark.parametrize(
    ("store", "law"),
    [
        (broken_sqlite.OutboxLater, messages.killed_at_any_moment_it_loses_and_doubles_nothing),
        (broken_sqlite.ConsumedLater, messages.killed_at_any_moment_it_loses_and_doubles_nothing),
        (broken_sqlite.ForgetsIds, messages.an_id_is_heard_once),
    ],
    ids=["what is to be sent is kept later", "what was done is noted later", "ids are forgotten"],
)
def test_the_shell_on_a_broken_store_is_caught(store: type[SqliteStore], law: Law, tmp_path: Path) -> None:
    for number in range(5):  # a kill has to come between the two halves: nearly each time one does
        path = tmp_path / f"{number}.db"
        try:
            hold(law, partial(Shell, partial(store, path)))
        except AssertionError:
            return
    pytest.fail("nobody noticed")


def test_every_law_catches_somebody() -> None:
    assert {law for _, law in CAUGHT} == set(LAWS)
