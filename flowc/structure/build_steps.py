"""Steps and blocks of steps. One function a keyword; `_STEPS` is the table of them."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as MappingType
from typing import TypedDict

from flowc.source.nodes import Mapping, Node, Scalar, Sequence
from flowc.source.span import Span
from flowc.structure.build_allowed import note_allowed
from flowc.structure.build_messages import build_message_use
from flowc.structure.build_values import (
    Context,
    Fields,
    build_arguments,
    build_boolean,
    build_duration,
    build_expression,
    build_integer,
    build_into,
    build_option,
    build_word,
    build_words,
    entries_of,
    items_of,
    scalar_of,
)
from flowc.structure.tree import (
    Block,
    Call,
    Case,
    Choose,
    ChooseOption,
    Collect,
    Do,
    End,
    Expression,
    Goto,
    Handover,
    HandoverOptions,
    Offer,
    Reminder,
    RunFlow,
    Say,
    Set,
    Step,
    Switch,
    Timeout,
    Verify,
    Word,
)


def build_block(node: Node, context: Context) -> Block:
    """A list of steps, or the word `continue`."""
    if isinstance(node, Scalar):
        return Block((), node.span, go_on=True)
    return Block(tuple(build_step(item, context) for item in items_of(node)), node.span)


def build_optional_block(node: Node | None, context: Context) -> Block | None:
    return None if node is None else build_block(node, context)


def build_step(node: Node, context: Context) -> Step:
    if isinstance(node, Scalar):
        if node.text == "end":
            return End(span=node.span, keyword=node.span)
        return Handover(span=node.span, keyword=node.span, handover=HandoverOptions())
    fields = Fields(node)
    note_allowed(node, context)
    keyword = next(key for key in _STEPS if key in fields)
    return _STEPS[keyword](fields, context)


def build_timeout(node: Node | None, context: Context) -> Timeout | None:
    if node is None:
        return None
    fields = Fields(node)
    remind = tuple(
        Reminder(build_duration(one["after"], context), build_message_use(one["say"], context))
        for one in map(Fields, items_of(fields.get("remind")))
    )
    after = build_duration(fields["after"], context)
    return Timeout(node.span, after, remind, build_optional_block(fields.get("do"), context))


def _handover_options(fields: Fields, to: Node | None) -> HandoverOptions:
    """`auto` is the same as no division."""
    needs = fields.get("needs")
    named = build_words(needs) if isinstance(needs, Sequence) else None
    none = isinstance(needs, Scalar) and needs.text == "none"
    return HandoverOptions(
        to=None if to is None or scalar_of(to).text == "auto" else build_word(to),
        topic=build_word(fields.get("topic")),
        priority=build_word(fields.get("priority")),
        level=build_word(fields.get("level")),
        skills=build_words(fields.get("skills")),
        note=build_word(fields.get("note")),
        needs=() if none else named,
    )


class _Head(TypedDict):
    """What every step has."""

    span: Span
    keyword: Span
    step: Word | None
    when: Expression | None


def _head(fields: Fields, keyword: str) -> _Head:
    """`span` covers the keyword with its object, as far as that is on the same line."""
    key, value = fields.key(keyword).span, fields[keyword].span
    end = max(key.end_column, value.end_column) if value.end_line == key.line else key.end_column
    return _Head(
        span=Span(key.file, key.line, key.column, key.line, end),
        keyword=key,
        step=build_word(fields.get("step")),
        when=build_expression(fields.get("when")),
    )


def _say(fields: Fields, context: Context) -> Say:
    messages = tuple(build_message_use(item, context) for item in items_of(fields["say"]))
    return Say(**_head(fields, "say"), messages=messages)


def _collect(fields: Fields, context: Context) -> Collect:
    return Collect(
        **_head(fields, "collect"),
        slots=build_words(fields["collect"]),
        ask=build_message_use(fields.get("ask"), context),
        invalid=build_message_use(fields.get("invalid"), context),
        retries=build_integer(fields.get("retries")),
        confirm=build_message_use(fields.get("confirm"), context),
        verify=_verify(fields.get("verify"), context),
        again=build_boolean(fields.get("again")) or False,
        timeout=build_timeout(fields.get("timeout"), context),
        on_invalid=build_optional_block(fields.get("on_invalid"), context),
    )


def _verify(node: Node | None, context: Context) -> Verify | None:
    if node is None:
        return None
    fields = Fields(node)
    return Verify(
        span=_head(fields, "call")["span"],
        call=build_word(fields["call"]),
        with_=build_arguments(fields.get("with")),
        into=build_into(fields.get("into")),
        invalid=build_message_use(fields.get("invalid"), context),
        check=build_expression(fields.get("check")),
        on_error=build_optional_block(fields.get("on_error"), context),
    )


def _choose(fields: Fields, context: Context) -> Choose:
    options = []
    for word, node in entries_of(fields["options"]):
        do = build_optional_block(Fields(node).get("do"), context)
        options.append(ChooseOption(build_option(word, node, context), do))
    return Choose(
        **_head(fields, "choose"),
        ask=build_message_use(fields["choose"], context),
        options=tuple(options),
        retries=build_integer(fields.get("retries")),
        timeout=build_timeout(fields.get("timeout"), context),
        on_invalid=build_optional_block(fields.get("on_invalid"), context),
    )


def _call(fields: Fields, context: Context) -> Call:
    return Call(
        **_head(fields, "call"),
        action=build_word(fields["call"]),
        with_=build_arguments(fields.get("with")),
        into=build_into(fields.get("into")),
        on_error=build_optional_block(fields.get("on_error"), context),
    )


def _set(fields: Fields, context: Context) -> Set:
    return Set(**_head(fields, "set"), assign=build_arguments(fields["set"]))


def _switch(fields: Fields, context: Context) -> Switch:
    cases = fields["cases"]
    built = tuple(
        Case(build_expression(entry.key), build_block(entry.value, context), entry.key.text == "otherwise")
        for entry in (cases.entries if isinstance(cases, Mapping) else ())
    )
    return Switch(**_head(fields, "switch"), on=build_expression(fields["switch"]), cases=built)


def _do(fields: Fields, context: Context) -> Do:
    return Do(**_head(fields, "do"), block=build_block(fields["do"], context))


def _goto(fields: Fields, context: Context) -> Goto:
    return Goto(**_head(fields, "goto"), target=build_word(fields["goto"]))


def build_run_flow(fields: Fields, context: Context) -> RunFlow:
    return RunFlow(
        **_head(fields, "flow"),
        flow=build_word(fields["flow"]),
        with_=build_arguments(fields.get("with")),
        into=build_into(fields.get("into")),
    )


def build_offer(fields: Fields, context: Context) -> Offer:
    return Offer(
        **_head(fields, "offer"),
        message=build_message_use(fields["offer"], context),
        handover=_handover_options(fields, fields.get("to")),
        on_decline=build_optional_block(fields.get("on_decline"), context),
        timeout=build_duration(fields.get("timeout"), context),
    )


def build_handover(fields: Fields, context: Context) -> Handover:
    return Handover(**_head(fields, "handover"), handover=_handover_options(fields, fields["handover"]))


def _end(fields: Fields, context: Context) -> End:
    return End(**_head(fields, "end"), what=build_word(fields["end"]))


_STEPS: MappingType[str, Callable[[Fields, Context], Step]] = {
    "say": _say,
    "collect": _collect,
    "choose": _choose,
    "call": _call,
    "set": _set,
    "switch": _switch,
    "do": _do,
    "goto": _goto,
    "flow": build_run_flow,
    "offer": build_offer,
    "handover": build_handover,
    "end": _end,
}
