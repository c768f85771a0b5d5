"""The engines that evaluate expressions, each as: a text in, a function without arguments out.

A contender that is not installed is told and left out; nothing else imports them.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from importlib import import_module
from typing import Any

from benchmarks.guards import PLAIN, Guard, Scope, with_decimals
from flowc.feel.parser import Parsed, parse_expression
from runtime.feel.evaluate import compile_expr

Ready = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Contender:
    """`compiled` does what is done once for a text; `prepared` also binds the scope, given once or each time.

    `needs` is the package that has it, as pip calls it; empty: nothing.
    """

    name: str
    needs: str
    compiled: Callable[[Guard], object]
    prepared: Callable[[Guard], Ready]


# ---- ours --------------------------------------------------------------------------------------------------


def _parsed(guard: Guard) -> Callable[[Scope], object]:
    parsed = parse_expression(guard.feel)
    assert isinstance(parsed, Parsed), guard.feel
    return compile_expr(parsed.tree)


def _ours(guard: Guard) -> Ready:
    run, scope = _parsed(guard), with_decimals(PLAIN)
    return lambda: run(scope)


# ---- a function made of the text: the least that Python can do ---------------------------------------------


class _OfScope(ast.NodeTransformer):
    """Names become look-ups in `scope`, members those in a dict, numbers constants of one kind."""

    def __init__(self, constants: dict[str, object] | None) -> None:
        self.constants = constants

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return self._at(ast.Name("scope", ast.Load()), node.id)

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        return self._at(self.visit(node.value), node.attr)

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        if self.constants is None or type(node.value) is not int:
            return node
        name = f"n{node.value}"
        self.constants[name] = Decimal(node.value)
        return ast.Name(name, ast.Load())

    def _at(self, of: ast.expr, key: str) -> ast.AST:
        return ast.Subscript(of, ast.Constant(key), ast.Load())


def _function(text: str, decimals: bool) -> Callable[[Scope], object]:
    constants: dict[str, object] = {}
    tree = _OfScope(constants if decimals else None).visit(ast.parse(f"lambda scope: ({text})", mode="eval"))
    made: Callable[[Scope], object] = eval(  # noqa: S307  # our own text: what the goals are measured by
        compile(ast.fix_missing_locations(tree), "<guard>", "eval"), constants
    )
    return made


def _generated(decimals: bool) -> Callable[[Guard], Ready]:
    scope = with_decimals(PLAIN) if decimals else PLAIN

    def prepare(guard: Guard) -> Ready:
        run = _function(guard.python, decimals)
        return lambda: run(scope)

    return prepare


# ---- engines by others -------------------------------------------------------------------------------------


def _rust_program(guard: Guard) -> Any:  # Any: a package that is not always there
    return import_module("cel").compile(guard.cel)


def _rust_cel(guard: Guard) -> Ready:
    program, context = _rust_program(guard), import_module("cel").Context(variables=PLAIN)
    return lambda: program.execute(context)


def _rust_cel_each_time(guard: Guard) -> Ready:
    program = _rust_program(guard)
    return lambda: program.execute(PLAIN)


def _cel_program(guard: Guard) -> Any:  # Any: as above
    celpy: Any = import_module("celpy")
    made = celpy.Environment(runner_class=celpy.CompiledRunner)
    return made.program(made.compile(guard.cel))


def _python_cel(guard: Guard) -> Ready:
    celpy: Any = import_module("celpy")  # Any: as above
    program, scope = _cel_program(guard), celpy.json_to_cel(PLAIN)
    return lambda: program.evaluate(scope)


def _simple_tree(guard: Guard) -> object:
    return import_module("simpleeval").EvalWithCompoundTypes.parse(guard.python)


def _simple(guard: Guard) -> Ready:
    engine = import_module("simpleeval").EvalWithCompoundTypes(names=PLAIN)
    parsed = _simple_tree(guard)
    return lambda: engine.eval(guard.python, previously_parsed=parsed)


def _bkflow_tree(guard: Guard) -> Any:  # Any: as above
    bkflow: Any = import_module("bkflow_feel")
    return bkflow.transformer.transform(bkflow.parser.parse(guard.bkflow))


def _bkflow(guard: Guard) -> Ready:
    tree = _bkflow_tree(guard)
    return lambda: tree.evaluate(PLAIN)


CONTENDERS: Mapping[str, Contender] = {
    one.name: one
    for one in (
        Contender("ours", "", _parsed, _ours),
        Contender("function, Decimals", "", lambda guard: _function(guard.python, True), _generated(True)),
        Contender("function, ints", "", lambda guard: _function(guard.python, False), _generated(False)),
        Contender("cel (Rust), context given once", "common-expression-language", _rust_program, _rust_cel),
        Contender("cel (Rust), dict each time", "common-expression-language", _rust_cel, _rust_cel_each_time),
        Contender("cel-python, compiled", "cel-python", _cel_program, _python_cel),
        Contender("simpleeval, parsed before", "simpleeval", _simple_tree, _simple),
        Contender("bkflow-feel, parsed before", "bkflow-feel", _bkflow_tree, _bkflow),
    )
}
