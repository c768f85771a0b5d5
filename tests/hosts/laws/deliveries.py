"""What goes out: under one id however often it is tried, until it is taken, in its conversation's order."""

from __future__ import annotations

from datetime import timedelta

from tests.hosts.bot import PERSON, SILENCE, echo
from tests.hosts.host import Make
from tests.hosts.scene import Law, scene
from tests.hosts.world import Delivery, Mood

HOUR = timedelta(hours=1)  # a desk that was down may be left alone for a while


async def a_reply_is_tried_under_one_id_until_it_is_taken(make: Make) -> None:
    async with scene(make) as told:
        messenger = told.world.messenger
        await told.say("sari", "halo")
        messenger.mood, before = Mood.REFUSES, len(messenger.tried)
        await told.say("sari", "satu", "dua")
        await told.kill()
        await told.settle()
        tried = messenger.tried[before:]
        assert len(tried) > 1
        assert {(one.id, one.text) for one in tried} == {(tried[0].id, echo(1, "satu"))}, "the head waits"
        messenger.mood = Mood.TAKES
        await told.settle()
        assert told.echoes("sari") == [echo(1, "satu"), echo(2, "dua")]
        assert messenger.tried[-1] == messenger.taken[-1]
        assert len(messenger.taken) == len({one.id for one in messenger.taken}), (
            "what was taken is left alone"
        )


async def a_kill_while_a_reply_is_under_way_repeats_it_under_its_id(make: Make) -> None:
    async with scene(make) as told:
        messenger = told.world.messenger
        await told.say("sari", "halo")
        await told.write("sari", "satu")
        await told.kill_at_delivery(1, messenger)
        under_way = messenger.tried[-1]
        await told.settle()
        assert messenger.taken.count(under_way) == 1
        assert told.echoes("sari") == [echo(1, "satu")]


async def a_handover_is_tried_under_one_id_until_the_desk_has_it(make: Make) -> None:
    async with scene(make) as told:
        desk = told.world.desk
        desk.mood = Mood.REFUSES
        await told.say("sari", "halo", PERSON, "kata-1")
        await told.kill()
        await told.settle()
        assert len(desk.tried) > 1
        assert len({one.id for one in desk.tried}) == 1, "what the customer writes waits behind the record"
        desk.mood = Mood.TAKES
        await told.kill()
        await told.wait(HOUR)
        assert [(one.what, one.text) for one in desk.taken] == [
            ("created", f"halo\n{PERSON}"),
            ("message", "kata-1"),
        ]
        assert desk.taken[0].id == desk.tried[0].id


async def a_side_that_is_down_keeps_nobody_else_waiting(make: Make) -> None:
    async with scene(make) as told:
        told.world.desk.mood = Mood.REFUSES
        await told.say("sari", "halo", PERSON)
        await told.say("budi", "halo", "satu")
        assert told.echoes("budi") == [echo(1, "satu")]
        assert len(told.heard("sari")) == 3, "the customer is told that somebody comes"


async def the_same_story_gives_the_same_deliveries(make: Make) -> None:
    """Killed at every turn of the story or not at all: ids and words are the same."""
    assert await story(make, killed=False) == await story(make, killed=True)


async def story(make: Make, *, killed: bool) -> tuple[list[Delivery], list[Delivery]]:
    """Return what messenger and desk take in a short story, in each conversation's order."""
    async with scene(make) as told:
        for contact, text in (("sari", "halo"), ("budi", "halo"), ("sari", "satu"), ("sari", PERSON)):
            await told.write(contact, text)
            if killed:
                await told.kill()
            await told.life.work()
        await told.wait(SILENCE)
        messenger, desk = told.world.messenger.taken, told.world.desk.taken
        return sorted(messenger, key=lambda one: one.about), sorted(desk, key=lambda one: one.about)


LAWS: tuple[Law, ...] = (
    a_reply_is_tried_under_one_id_until_it_is_taken,
    a_kill_while_a_reply_is_under_way_repeats_it_under_its_id,
    a_handover_is_tried_under_one_id_until_the_desk_has_it,
    a_side_that_is_down_keeps_nobody_else_waiting,
    the_same_story_gives_the_same_deliveries,
)
