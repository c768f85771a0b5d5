"""Who has the word: the bot is silent while a person has the conversation, and a bug brings one in."""

from __future__ import annotations

from tests.hosts.bot import POISON, echo
from tests.hosts.host import Answer, Make
from tests.hosts.scene import LEASE, Law, Scene, scene
from tests.hosts.world import Mood


async def the_bot_is_silent_while_a_person_has_the_conversation(make: Make) -> None:
    async with scene(make) as told:
        id_ = await told.handover("sari")
        await told.agent("accepted", id_)
        before, texts = len(told.heard("sari")), ["kata-1", "kata-2", "kata-3"]
        for text in texts:
            await told.write("sari", text)
        await told.kill()
        await told.settle()
        assert [one.text for one in told.world.desk.taken if one.what == "message"] == texts
        assert told.heard("sari")[before:] == []
        await told.agent("message", id_, text="Halo Kak")
        assert told.heard("sari")[before:] == ["Halo Kak"]
        assert [one.what for one in told.world.messenger.taken][-1] == "agent"
        await told.agent("returned", id_)
        await told.say("sari", "halo", "satu")
        assert told.echoes("sari") == [echo(1, "satu")]


async def no_word_of_the_bot_leaves_after_a_person_took_over(make: Make) -> None:
    async with scene(make) as told:
        messenger = told.world.messenger
        id_ = await told.handover("sari")
        messenger.mood = Mood.REFUSES
        await told.say("sari", "kata-1")  # the bot's word to it waits
        assert messenger.tried[-1].what == "bot"
        await told.agent("accepted", id_)
        messenger.mood, before = Mood.TAKES, len(messenger.tried)
        await told.agent("message", id_, text="Halo Kak")
        await told.kill()
        await told.settle()
        left = [one.text for one in messenger.tried[before:] if one.what == "bot"]
        assert "Ani" in "".join(left), "who is there is said by the take-over itself"
        assert len(left) == 1
        assert told.heard("sari")[-1] == "Halo Kak"


async def the_desk_is_heard_once(make: Make) -> None:
    async with scene(make) as told:
        id_ = await told.handover("sari")
        await told.agent("accepted", id_)
        assert await told.agent("message", id_, "one", text="Halo Kak") is Answer.ACCEPTED
        assert await told.agent("message", id_, "one", text="Halo Kak") is Answer.DUPLICATE
        await told.kill()
        assert await told.agent("message", id_, "one", text="Halo Kak") is Answer.DUPLICATE
        await told.settle()
        assert told.heard("sari").count("Halo Kak") == 1


async def a_poisonous_conversation_is_set_apart(make: Make) -> None:
    async with scene(make) as told:
        await told.say("sari", "halo")
        await told.write("sari", POISON)
        await told.write("sari", "kata-1")
        await _others_do_not_notice(told, 0)
        await told.kill()
        for number in range(1, 7):
            await told.wait(LEASE)
            await _others_do_not_notice(told, number)
        created = [one for one in told.world.desk.taken if one.what == "created"]
        assert [POISON in one.text for one in created] == [True], "a person gets it, once"
        assert [one.text for one in told.world.desk.taken if one.what == "message"] == ["kata-1"]
        assert told.echoes("sari") == []


async def _others_do_not_notice(told: Scene, number: int) -> None:
    contact = f"budi-{number}"
    await told.say(contact, "halo", "satu")
    assert told.echoes(contact) == [echo(1, "satu")]


LAWS: tuple[Law, ...] = (
    the_bot_is_silent_while_a_person_has_the_conversation,
    no_word_of_the_bot_leaves_after_a_person_took_over,
    the_desk_is_heard_once,
    a_poisonous_conversation_is_set_apart,
)
