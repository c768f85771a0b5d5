"""The smaller parts of an artifact: what it requires, how long things are kept, how handovers run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from flowc.structure import tree
from runtime.artifact import model

# settings without a field here (`priority_step`) come with what they set
_SETTINGS = tuple(field.name for field in fields(model.HandoverSettings))


def requires(bot: tree.Bot, messages: Mapping[str, model.Message]) -> model.Requires:
    """Return what the operator's file and the embedder must provide, by name."""
    actions = bot.actions.values()
    templates = {
        content.template.name
        for message in messages.values()
        for variants in message.locales.values()
        for variant in variants
        for content in variant.contents
        if content.template is not None
    }
    return model.Requires(
        destinations=tuple(sorted({action.http.to.text for action in actions if action.http is not None})),
        roles=tuple(
            sorted(
                {
                    rung.notify.text
                    for division in bot.divisions.values()
                    for clock in division.sla
                    for rung in clock.ladder
                    if rung.notify is not None
                }
            )
        ),
        callables=tuple(sorted({action.python.text for action in actions if action.python is not None})),
        templates=tuple(sorted(templates)),
    )


def retention(bot: tree.Bot) -> model.Retention:
    kept = bot.retention
    return model.Retention(kept.transcript.value, kept.handover.value, kept.customer.value)


def handover_settings(bot: tree.Bot) -> model.HandoverSettings:
    """Return how handovers run; what the bot does not say is the language's default."""
    written = bot.handover
    if written is None:
        return model.HandoverSettings()
    # Any: each setting has its own type
    said: dict[str, Any] = {name: one.value for name, one in written.durations.items()}
    if written.after is not None:
        said["after"] = written.after.text
    if written.on_return is not None:
        said["on_return"] = written.on_return.text
    if written.update_every is not None:
        said["update_every"] = written.update_every.value
    if written.updates_at_most is not None:
        said["updates_at_most"] = written.updates_at_most
    if written.max_transfers is not None:
        said["max_transfers"] = written.max_transfers
    if written.faq_while_waiting is not None:
        said["faq_while_waiting"] = written.faq_while_waiting
    return model.HandoverSettings(**{name: said[name] for name in _SETTINGS if name in said})


def defaults(bot: tree.Bot, on_error: model.Branch) -> model.Defaults:
    written = bot.defaults
    if written is None or written.idle_after is None:
        return model.Defaults(on_error=on_error)
    return model.Defaults(idle_after=written.idle_after.value, on_error=on_error)
