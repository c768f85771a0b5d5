"""Actions as the artifact has them: what they take and give, and how often they may be tried."""

from __future__ import annotations

from flowc.emit.types import lower_type, lower_types
from flowc.machine.arguments import assigned
from flowc.machine.at import place
from flowc.machine.values import Values
from flowc.structure import tree
from runtime.artifact import model

_METHOD = "GET"


def actions(bot: tree.Bot, values: Values) -> dict[str, model.Action]:
    locales = tuple(word.text for word in bot.locales)
    return {name: _action(action, locales, values) for name, action in bot.actions.items()}


def _action(action: tree.Action, locales: tuple[str, ...], values: Values) -> model.Action:
    unsaid = model.Action()
    return model.Action(
        inputs=lower_types(action.inputs, locales, values),
        arguments=assigned(action.with_, action.inputs, values),
        outputs={
            name: model.Output(
                type=lower_type(output.type, locales, values),
                from_=name if output.from_ is None else output.from_.text,
            )
            for name, output in action.outputs.items()
        },
        http=None if action.http is None else _request(action.http, values),
        python=None if action.python is None else action.python.text,
        timeout=unsaid.timeout if action.timeout is None else action.timeout.value,
        repeat=_repeat(action) if action.repeat is None else action.repeat.text,
        place=place(action.name.span),
    )


def _request(http: tree.Http, values: Values) -> model.HttpRequest:
    return model.HttpRequest(
        to=http.to.text,
        method=_method(http),
        path=http.path.text,
        query=assigned(http.query, {}, values),
        body=None if http.body is None else assigned(http.body, {}, values),
    )


def _method(http: tree.Http) -> str:
    return _METHOD if http.method is None else http.method.text


def _repeat(action: tree.Action) -> str:
    """Return whether an action may be repeated: what only reads may, anything else at most once."""
    return "safe" if action.http is not None and _method(action.http) == "GET" else "never"
