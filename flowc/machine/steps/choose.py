"""`choose`: asks, waits, and runs the block of the option that was taken. An option without steps goes on."""

from __future__ import annotations

from flowc.machine.at import At
from flowc.machine.messages import INVALID
from flowc.machine.options import lower_option
from flowc.machine.questions import on_invalid, retries, timeout
from flowc.structure import tree
from runtime.artifact import model

STEP = tree.Choose


def lower(step: tree.Choose, at: At) -> dict[str, model.State]:
    locales = tuple(word.text for word in at.whole.bot.locales)
    state = model.Choose(
        **at.common(),
        ask=at.whole.names.of(step.ask),
        invalid=INVALID,
        options=tuple(
            model.ChoiceOption(
                option=lower_option(option.option, locales, at.whole.values),
                then=at.following if option.do is None else at.whole.entry(option.do, at.following),
            )
            for option in step.options
        ),
        retries=retries(at, step.retries),
        timeout=timeout(at, step.timeout),
        on_invalid=on_invalid(at, step.on_invalid),
    )
    return {at.key: state}
