"""What actions answer: as a file, a command or the person at the prompt says, in the types of the bot."""

from __future__ import annotations

from collections.abc import Mapping

from flowc.bottest.given import ERRORS, GivenError, outcome_of
from flowc.bottest.model import Plain
from flowc.bottest.read import plain
from flowc.chat import words
from flowc.diagnostics.sink import Sink
from flowc.source.yaml_tree import read_yaml
from runtime.artifact.model import Type
from runtime.core.events import Outcome
from runtime.core.program import Program

_SAMPLES = {
    "number": "1",
    "boolean": "true",
    "date": "2026-11-23",
    "time": "10:00",
    "datetime": "2026-11-23T10:00",
    "duration": "10m",
    "phone": "+628123456789",
    "email": "ani@example.com",
    "list": "[]",
    "context": "{}",
}


class Answers:
    """Answers that are known beforehand. Several for one action are used up in turn, the last one stays."""

    def __init__(self, program: Program, given: Mapping[str, Plain] | None = None) -> None:
        """Take what a file gives.

        Raises:
            GivenError: it means nothing to this bot.
        """
        self._known: dict[str, list[Outcome]] = {}
        for action, result in (given or {}).items():
            self.put(program, action, result)

    def put(self, program: Program, action: str, result: Plain) -> None:
        """Let an action answer with a result, or with each of a list in turn.

        Raises:
            GivenError: there is no such action, or it cannot answer that.
        """
        results = result if isinstance(result, list) else [result]
        self._known[action] = [checked(program, action, one) for one in results or [None]]

    def renew(self, program: Program) -> tuple[str, ...]:
        """Forget the answers that a changed bot's actions cannot give any more, and return their names."""
        gone = tuple(
            action
            for action, known in self._known.items()
            if not all(_fits(program, action, one) for one in known)
        )
        for action in gone:
            del self._known[action]
        return gone

    def forget(self, action: str) -> None:
        self._known.pop(action, None)

    def take(self, action: str) -> Outcome | None:
        """Return what an action answers now; None: nobody has said."""
        known = self._known.get(action)
        if not known:
            return None
        return known.pop(0) if len(known) > 1 else known[0]


def _fits(program: Program, action: str, outcome: Outcome) -> bool:
    """Whether an answer that was read for an earlier bot is one of the bot as it is now."""
    declared = program.artifact.actions.get(action)
    if declared is None:
        return False
    for name, value in (outcome.value or {}).items():
        output = declared.outputs.get(name)
        if output is None:
            return False
        options = [one.word for one in output.type.options]
        if value is not None and options and value not in options:
            return False
    return True


def checked(program: Program, action: str, result: Plain) -> Outcome:
    """Return a result in the types of the action's outputs.

    Raises:
        GivenError: there is no such action, or it cannot answer that.
    """
    declared = program.artifact.actions.get(action)
    if declared is None:
        known = ", ".join(sorted(program.artifact.actions)) or "-"
        raise GivenError(f"there is no action `{action}`; the bot has {known}")
    if isinstance(result, str) and result in ERRORS:
        result = {"error": result}
    if isinstance(result, dict) and "error" in result and "error" not in declared.outputs:
        kind = result["error"]
        if set(result) != {"error"} or kind not in ERRORS:
            raise GivenError(f"an error is one of {', '.join(ERRORS)}, as in {{error: timeout}}")
    if isinstance(result, dict):
        for name, value in result.items():
            output = declared.outputs.get(name)
            options = [one.word for one in output.type.options] if output else []
            if options and value is not None and value not in options:
                raise GivenError(f"`{name}` is one of {', '.join(options)}, not `{value}`")
    return outcome_of(program, action, result)


def read_answer(program: Program, action: str, text: str) -> Outcome:
    """Return what a person typed as an action's answer.

    Raises:
        GivenError: it is not one.
    """
    first, _, rest = text.partition(" ")
    if first.rstrip(":") == "error" and rest.strip() in ERRORS:
        text = rest.strip()
    if text in ("", "ok"):
        if program.artifact.actions[action].outputs:
            raise GivenError(f"`{action}` answers with {example(program, action)}")
        return Outcome({})
    return checked(program, action, read_plain(text))


def read_plain(text: str, name: str = "-") -> Plain:
    """Return a piece of YAML without places; scalars stay text.

    Raises:
        GivenError: it is no YAML.
    """
    sink = Sink()
    root = read_yaml(name, text, sink).root
    if sink.has_errors:
        problem = sink.ordered()[0]
        line = f" {name}:{problem.span.line + 1}" if name != "-" else ""
        raise GivenError(f"{problem.report().message.en}{line}")
    return plain(root) if root is not None else None


def example(program: Program, action: str) -> str:
    """Return an answer that an action could give, to be copied and changed."""
    outputs = program.artifact.actions[action].outputs
    if not outputs:
        return "ok"
    return "{" + ", ".join(f"{name}: {_sample(output.type)}" for name, output in outputs.items()) + "}"


def _sample(type_: Type) -> str:
    if type_.options:
        return type_.options[0].word
    return _SAMPLES.get(type_.name, words.SAMPLE_TEXT)
