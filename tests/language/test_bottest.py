"""What the schema says of conversation tests is what `flowc test` reads: no key is left out in silence."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path
from types import ModuleType

import pytest

from flowc.bottest import checks, given, run
from flowc.bottest.model import Outcome
from flowc.bottest.read import read_tests
from flowc.bottest.run import run_tests
from runtime.artifact import codec
from tests.language.compiling import compiled
from tools.language.contexts import contexts
from tools.language.schema import at, keys_of


def words_of_cases(module: ModuleType, *functions: str) -> set[str]:
    """Return the words that `match` statements of some functions tell apart."""
    return {
        node.value.value
        for function in functions
        for node in ast.walk(_function(module, function))
        if isinstance(node, ast.MatchValue)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    }


def keys_asked(module: ModuleType, name: str) -> set[str]:
    """Return the keys that a module asks a mapping of that name for, also as somebody's attribute."""
    found = set()
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        match node:
            case ast.Call(
                func=ast.Attribute(value=owner, attr="get"), args=[ast.Constant(value=str(key)), *_]
            ):
                pass
            case ast.Subscript(value=owner, slice=ast.Constant(value=str(key))):
                pass
            case ast.Compare(left=ast.Constant(value=str(key)), ops=[ast.In()], comparators=[owner]):
                pass
            case _:
                continue
        if name in (getattr(owner, "id", None), getattr(owner, "attr", None)):
            found.add(key)
    return found


def _function(module: ModuleType, name: str) -> ast.AST:
    found = [
        node
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, ast.FunctionDef) and node.name == name
    ]
    assert found, f"{module.__name__} has no function {name}"
    return found[0]


def names(pointer: str) -> set[str]:
    return {key.name for key in keys_of(pointer)}


def test_what_is_given() -> None:
    assert keys_asked(given, "given") | keys_asked(run, "given") == names("/$defs/given")


def test_lines_of_a_chat() -> None:
    assert words_of_cases(run, "_act", "_check") == names("/$defs/chatItem")


def test_what_an_agent_does() -> None:
    bare, worded, shortcut = at("/$defs/chatItem/properties/agent")["oneOf"]
    acts = {*bare["enum"], *worded["properties"], *shortcut["required"]}
    assert words_of_cases(run, "_agent") == acts


def test_what_a_customer_does() -> None:
    assert keys_asked(run, "said") == names("/$defs/customerAct")


def test_what_a_transfer_names() -> None:
    transfer = "/$defs/chatItem/properties/agent/oneOf/1/properties/transfer/oneOf/1"
    assert keys_asked(run, "target") == names(transfer)


def played(value: object, part: str, key: str, folder: Path) -> Outcome:
    """Run the test in which a key's example stands."""
    result = compiled(contexts()[part].of_key(key, value), folder)  # type: ignore[arg-type] # JSON of our own
    assert result.artifact is not None
    name = codec.name(codec.dump(result.artifact))
    (outcome,) = run_tests(result.artifact, name, read_tests(folder)).outcomes
    return outcome


@pytest.mark.parametrize("key", keys_of("/$defs/recordCheck"), ids=lambda key: key.name)
def test_what_is_checked_of_a_record(key: object, tmp_path: Path) -> None:
    name = getattr(key, "name", "")
    example = {name: at("/$defs/recordCheck")["properties"][name]["examples"][0]}
    chat = [{"user": "saya mau bicara dengan agen"}, {"handover": example}]
    outcome = played(chat, "/$defs/test", "chat", tmp_path)
    assert outcome.failure is None or "a record has no" not in outcome.failure.told("en")


def test_a_record_has_nothing_else() -> None:
    (facts,) = (
        node.value
        for node in ast.walk(_function(checks, "check_handover"))
        if isinstance(node, ast.AnnAssign)
        and isinstance(node.target, ast.Name)
        and node.target.id == "facts"
        and isinstance(node.value, ast.Dict)
    )
    read = {one.value for one in facts.keys if isinstance(one, ast.Constant)}
    assert read | {"slots", "skills", "missing", "sla"} == names("/$defs/recordCheck")


def test_the_default_of_now() -> None:
    assert at("/$defs/given")["properties"]["now"]["default"] == given.DEFAULT_NOW
