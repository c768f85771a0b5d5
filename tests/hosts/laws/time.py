"""Timers and versions: what time and a swap may change, and what they may not."""

from __future__ import annotations

from datetime import timedelta

from tests.hosts.bot import SILENCE, SILENT, echo
from tests.hosts.host import Make
from tests.hosts.scene import Law, scene

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


async def a_timer_fires_once_and_not_early(make: Make) -> None:
    async with scene(make) as told:
        await told.say("sari", "halo")
        await told.wait(SILENCE - SECOND)
        assert SILENT not in told.heard("sari")
        await told.wait(SECOND)
        assert told.heard("sari").count(SILENT) == 1
        await told.wait(DAY)
        assert [one.text for one in told.world.messenger.taken].count(SILENT) == 1


async def an_answer_ends_the_timer(make: Make) -> None:
    async with scene(make) as told:
        await told.say("sari", "halo")
        await told.wait(SILENCE - SECOND)
        await told.say("sari", "satu")
        await told.wait(SILENCE - SECOND)
        assert SILENT not in told.heard("sari")


async def a_timer_fires_once_when_the_clock_jumps(make: Make) -> None:
    async with scene(make) as told:
        clock = told.world.clock
        await told.say("sari", "halo")
        due = clock.now() + SILENCE
        for to in (due - DAY, due - SECOND):
            clock.jump(to)
            await told.life.work()
            assert SILENT not in told.heard("sari")
        for to in (due + DAY, due - SECOND, due, due + 2 * DAY):
            clock.jump(to)
            await told.life.work()
            assert [one.text for one in told.world.messenger.taken].count(SILENT) == 1


async def a_timer_outlives_a_kill_and_fires_once(make: Make) -> None:
    async with scene(make) as told:
        await told.say("sari", "halo")
        await told.kill()
        await told.wait(SILENCE - SECOND)
        assert SILENT not in told.heard("sari")
        await told.kill()
        told.world.clock.advance(DAY)
        await told.kill_after(steps=3)
        await told.settle()
        assert told.heard("sari").count(SILENT) == 1


async def a_conversation_stays_on_the_version_it_began_with(make: Make) -> None:
    async with scene(make) as told:
        await told.say("sari", "halo", "satu")
        await told.write("sari", "dua")
        await told.swap(2)
        await told.life.work()
        await told.say("budi", "halo", "satu")
        await told.kill()
        await told.say("sari", "tiga")
        await told.say("budi", "dua")
        assert told.echoes("sari") == [echo(1, "satu"), echo(2, "dua"), echo(3, "tiga")]
        assert told.echoes("budi") == [echo(1, "satu", 2), echo(2, "dua", 2)]


LAWS: tuple[Law, ...] = (
    a_timer_fires_once_and_not_early,
    an_answer_ends_the_timer,
    a_timer_fires_once_when_the_clock_jumps,
    a_timer_outlives_a_kill_and_fires_once,
    a_conversation_stays_on_the_version_it_began_with,
)
