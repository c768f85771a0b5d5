"""What is accepted: kept over a kill, heard once, in its order."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable

from tests.fuzz.nasty import SEED, changed
from tests.hosts.bot import echo
from tests.hosts.host import Answer, Make
from tests.hosts.scene import Law, Scene, scene

NONSENSE = 60  # messages with something else in some places
TEXTS = ("halo", "satu", "dua")
KILLS: dict[str, Callable[[Scene], Awaitable[None]]] = {
    "after 3 steps": lambda told: told.kill_after(steps=3),
    "after 7 steps": lambda told: told.kill_after(steps=7),
    "after 5 ms": lambda told: told.kill_after(seconds=0.005),
    "after 20 ms": lambda told: told.kill_after(seconds=0.02),
    "at the first delivery": lambda told: told.kill_at_delivery(1, told.world.messenger),
    "at the second delivery": lambda told: told.kill_at_delivery(2, told.world.messenger),
    "at the last delivery": lambda told: told.kill_at_delivery(5, told.world.messenger),
}


async def what_is_accepted_outlives_a_kill(make: Make) -> None:
    async with scene(make) as told:
        await told.say("sari", "halo")
        assert await told.write("sari", "satu") is Answer.ACCEPTED
        await told.kill()
        await told.settle()
        assert told.echoes("sari") == [echo(1, "satu")]


async def killed_at_any_moment_it_loses_and_doubles_nothing(make: Make) -> None:
    async with scene(make) as told:
        for when, kill in KILLS.items():
            for text in TEXTS:
                await told.write(when, text)
            await kill(told)
            await told.settle()
            assert told.echoes(when) == [echo(1, "satu"), echo(2, "dua")], when
            assert len(told.heard(when)) == 5, when


async def an_id_is_heard_once(make: Make) -> None:
    async with scene(make) as told:
        await told.say("sari", "halo")
        answers = await asyncio.gather(*(told.write("sari", "satu", "one") for _ in range(4)))
        assert sorted(answer.value for answer in answers) == ["accepted", *["duplicate"] * 3]
        await told.life.work()
        assert await told.write("sari", "satu", "one") is Answer.DUPLICATE
        await told.kill()
        await told.settle()
        assert await told.write("sari", "satu", "one") is Answer.DUPLICATE
        await told.say("sari", "dua")
        assert told.echoes("sari") == [echo(1, "satu"), echo(2, "dua")]


async def an_id_belongs_to_its_conversation(make: Make) -> None:
    async with scene(make) as told:
        for contact in ("sari", "budi"):
            assert await told.write(contact, "halo", "one") is Answer.ACCEPTED
            assert await told.write(contact, "satu", "two") is Answer.ACCEPTED
        await told.life.work()
        assert told.echoes("sari") == told.echoes("budi") == [echo(1, "satu")]


async def what_is_refused_is_not_heard(make: Make) -> None:
    async with scene(make) as told:
        await told.say("sari", "halo")
        assert await told.write("sari", "satu", "x" * 300) is Answer.REFUSED
        assert await told.write("", "satu") is Answer.REFUSED
        await told.kill()
        await told.settle()
        assert told.heard("sari") == ["Silakan tulis."]
        assert {one.about for one in told.world.messenger.tried} == {"sari"}


async def whatever_is_sent_gets_an_answer_and_harms_nobody(make: Make) -> None:
    chance = random.Random(SEED)
    async with scene(make) as told:
        await told.say("sari", "halo")
        for number in range(NONSENSE):
            at = told.world.clock.now().isoformat()
            good = {"conversation": f"c{number}", "id": "one", "at": at, "text": "halo"}
            assert isinstance(await told.life.accept(changed(good, chance)), Answer)
        await told.settle()
        await told.say("sari", "satu")
        assert told.echoes("sari") == [echo(1, "satu")]


async def a_conversation_is_heard_in_the_order_of_its_arrivals(make: Make) -> None:
    contacts, texts = ("sari", "budi", "citra"), [f"kata-{number}" for number in range(6)]
    async with scene(make) as told:
        for contact in contacts:
            await told.write(contact, "halo")
        for text in texts:
            for contact in contacts:
                await told.write(contact, text)
        await told.life.work()
        for contact in contacts:
            assert told.echoes(contact) == [echo(number, text) for number, text in enumerate(texts, 1)]


async def lives_at_the_same_time_share_the_work(make: Make) -> None:
    """As processes do: what one accepts another works on, and each goes on where the other was."""
    async with scene(make) as told:
        lives = (told.life, await told.another())
        try:
            await told.say("sari", "halo")
            for number, life in enumerate(lives * 2, 1):
                told.life = lives[number % 2]
                await told.write("sari", f"kata-{number}")
                await life.work()
            for number in range(5, 9):
                for contact in ("sari", "budi"):
                    told.life = lives[number % 2]
                    await told.write(contact, f"kata-{number}")
            await asyncio.gather(*(life.work() for life in lives))
            told.life = lives[0]
            await told.settle()
        finally:
            await lives[1].kill()
        assert told.echoes("sari") == [echo(number, f"kata-{number}") for number in range(1, 9)]
        assert told.echoes("budi") == [echo(number - 5, f"kata-{number}") for number in range(6, 9)]
        assert len(told.world.messenger.taken) == len(set(told.world.messenger.taken)), "nothing twice"


LAWS: tuple[Law, ...] = (
    what_is_accepted_outlives_a_kill,
    killed_at_any_moment_it_loses_and_doubles_nothing,
    an_id_is_heard_once,
    an_id_belongs_to_its_conversation,
    what_is_refused_is_not_heard,
    whatever_is_sent_gets_an_answer_and_harms_nobody,
    a_conversation_is_heard_in_the_order_of_its_arrivals,
    lives_at_the_same_time_share_the_work,
)
