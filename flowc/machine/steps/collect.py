"""`collect`: asks for slots. Several slots become several states in a row, added to the position as `+slot`.

A guard holds for the whole list: it is tested once, on a jump in front, because an answer to the first
question may change it. `confirm` of a list is asked after its last slot, and a "no" asks them all again.
"""

from __future__ import annotations

from dataclasses import replace

from flowc.machine.arguments import assigned, into
from flowc.machine.at import At, Common
from flowc.machine.messages import INVALID
from flowc.machine.questions import on_error, on_invalid, retries, timeout
from flowc.structure import tree
from runtime.artifact import model

STEP = tree.Collect


def lower(step: tree.Collect, at: At) -> dict[str, model.State]:
    if len(step.slots) == 1:
        return {at.key: _ask(step, at, step.slots[0], at.common(), last=True)}
    common = at.common()
    unguarded = Common(flow=common["flow"], place=common["place"], guard=None, next=common["next"])
    keys = [f"{at.key}+{slot.text}" for slot in step.slots]
    states: dict[str, model.State] = {}
    if step.when is None:
        keys[0] = at.key
    else:
        states[at.key] = model.Jump(**common, to=keys[0])
    for index, (key, slot) in enumerate(zip(keys, step.slots, strict=True)):
        last = index == len(keys) - 1
        following = at.following if last else keys[index + 1]
        ask = _ask(step, at, slot, Common({**unguarded, "next": following}), last)
        whole = last and step.confirm is not None
        states[key] = replace(ask, confirm_from=keys[0]) if whole else ask
    return states


def _ask(step: tree.Collect, at: At, name: tree.Word, common: Common, last: bool) -> model.Ask:
    slot = at.whole.bot.slots.get(name.text)
    names = at.whole.names
    ask = step.ask or (slot.ask if slot is not None else None)
    invalid = step.invalid or (slot.invalid if slot is not None else None)
    confirm = (step.confirm if last else None) or (slot.confirm if slot is not None else None)
    invalid_name = INVALID if invalid is None else names.of(invalid)
    return model.Ask(
        **common,
        slot=name.text,
        ask="" if ask is None else names.of(ask),  # names has reported a slot without a question
        invalid=invalid_name,
        retries=retries(at, step.retries, slot.retries if slot is not None else None),
        again=step.again,
        confirm=None if confirm is None else names.of(confirm),
        verify=None if step.verify is None else _verify(step.verify, at, invalid_name),
        timeout=timeout(at, step.timeout),
        on_invalid=on_invalid(at, step.on_invalid),
    )


def _verify(verify: tree.Verify, at: At, invalid: str) -> model.Verify:
    values = at.whole.values
    action = at.whole.bot.actions.get(verify.call.text)
    return model.Verify(
        action=verify.call.text,
        arguments=assigned(verify.with_, action.inputs if action is not None else {}, values),
        into=into(verify.into),
        invalid=invalid if verify.invalid is None else at.whole.names.of(verify.invalid),
        check=None if verify.check is None else values.expr(verify.check),
        on_error=on_error(at, verify.on_error, verify.call.text),
    )
