"""The import graph of `flowc` and `runtime`, and the arrows it may have.

`python -m tests.architecture` prints the graph and ends with 1 when an arrow points the wrong way. Imports
inside functions and under `TYPE_CHECKING` count: a lazy wrong arrow is a wrong arrow. Only the syntax is
read, nothing is imported, so the check runs without any dependency.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("flowc", "runtime")

# A unit is a package or module right below `flowc` or `runtime`. It may import itself and what stands in
# its row: whole units, or single modules. A unit without a row fails the check: it has no place yet.
STAGES = ("source", "structure", "names", "feel", "types", "machine", "hours", "proofs", "moving", "emit")
COMPILER_READS = (
    "runtime.artifact",
    "runtime.feel",
    "runtime.templates",
    "runtime.routing",
    "runtime.understanding",
    "runtime.channels.limits",
    "runtime.core.reach",  # until when a channel takes free words
)
_CORE = ("runtime.routing", "runtime.understanding", "runtime.feel", "runtime.artifact")
_EDGES = ("runtime.core", *_CORE, "runtime.clock", "runtime.clean", "runtime.signature")
_SHELL = (
    "runtime.shell",
    "runtime.stores",
    "runtime.channels",
    "runtime.desks",
    "runtime.templates",
    *_EDGES,
)
_STAGES = tuple(f"flowc.{stage}" for stage in STAGES)

# What every unit may import, pure ones too: numbers with names.
EVERYWHERE = ("runtime.limits",)

ARROWS: Mapping[str, tuple[str, ...]] = {
    "flowc": (),
    # Spans are what a diagnostic points with, in a sheet beside what the cell is called there.
    "flowc.diagnostics": ("flowc.source.span", "flowc.source.csv_rows"),
    **{
        f"flowc.{stage}": ("flowc.diagnostics", "flowc.resources", *_STAGES[:place], *COMPILER_READS)
        for place, stage in enumerate(STAGES)
        if stage != "structure"
    },
    # The files of a bot are listed before any is read; tables in CSV are fetched from them by name.
    "flowc.structure": ("flowc.diagnostics", "flowc.resources", "flowc.project", "flowc.source"),
    "flowc.resources": (),
    "flowc.collector": (),
    "flowc.cache": (
        "flowc.collector",
        "flowc.compiler",
        "flowc.diagnostics",
        "flowc.project",
        "flowc.resources",
        "flowc.source.span",
        "runtime.artifact",
    ),
    "flowc.installation": (
        "flowc.diagnostics",
        "flowc.source.span",
        "runtime.artifact",
        "runtime.config",
    ),
    "flowc.scaffold": ("flowc.diagnostics", "flowc.resources", "flowc.structure", "flowc.tailored"),
    "flowc.tailored": (),
    "flowc.problems": ("flowc.diagnostics", "flowc.source.span"),
    "flowc.project": ("flowc.diagnostics", "flowc.source", "flowc.resources"),
    "flowc.catalog": ("flowc.diagnostics", "flowc.installation", "flowc.problems", *_STAGES),
    "flowc.compiler": (
        "flowc.collector",
        "flowc.catalog",  # what problems there are, and so what may be allowed
        "flowc.diagnostics",
        "flowc.problems",
        "flowc.project",
        "flowc.resources",
        *_STAGES,
        *COMPILER_READS,
    ),
    "flowc.edits": ("flowc.source.span",),
    "flowc.fixing": ("flowc.compiler", "flowc.edits", "flowc.source.span"),
    "flowc.bottest": (
        "flowc.edits",
        "flowc.compiler",
        "flowc.diagnostics",
        "flowc.problems",
        "flowc.project",
        *_STAGES,
        "runtime",
    ),
    "flowc.picture": (
        "flowc.diagnostics",
        "flowc.source.durations",
        "flowc.source.span",
        "runtime.artifact",
        "runtime.feel",
    ),
    "flowc.measure": (
        "flowc.emit",
        "runtime.artifact",
        "runtime.understanding",
    ),
    "flowc.trying": (
        "flowc.diagnostics",
        "flowc.source",
        "flowc.feel",
        "runtime.artifact",
        "runtime.feel",
        "runtime.routing",
    ),
    "flowc.chat": (
        "flowc.bottest",
        "flowc.compiler",
        "flowc.diagnostics",
        "flowc.project",
        *_STAGES,
        "runtime",
    ),
    "flowc.cli": ("flowc", "runtime"),
    "runtime": ("runtime",),
    "runtime.artifact": (),
    "runtime.feel": ("runtime.artifact",),
    "runtime.routing": ("runtime.feel", "runtime.artifact"),
    "runtime.understanding": ("runtime.routing", "runtime.feel", "runtime.artifact"),
    "runtime.formats": ("runtime.routing", "runtime.artifact"),
    "runtime.core": (*_CORE, "runtime.formats"),
    "runtime.templates": (
        "runtime.core.env",  # where the core says how text is asked for, and what a fault in it is
        "runtime.formats",
        "runtime.routing",
        "runtime.feel",
        "runtime.artifact",
    ),
    "runtime.limits": (),
    "runtime.clock": (),
    "runtime.clean": ("runtime.core.limits", "runtime.artifact.records"),
    "runtime.signature": (),
    "runtime.config": ("runtime.artifact", "runtime.signature"),
    "runtime.stores": _EDGES,
    "runtime.channels": _EDGES,
    "runtime.desks": _EDGES,
    # The shell names protocols only: whoever starts it hands it the store, channels, desks and renderer.
    "runtime.shell": (
        "runtime.stores.base",
        "runtime.stores.errors",
        "runtime.stores.rows",
        "runtime.channels.base",
        "runtime.channels.limits",
        "runtime.desks.base",
        *_EDGES,
    ),
    "runtime.testing": ("runtime.replay", *_SHELL),
    "runtime.replay": _SHELL,
    "runtime.web": ("runtime.config", *_SHELL),
    "runtime.embedding": ("runtime.web", "runtime.config", *_SHELL),
    "runtime.console": ("runtime.web", "runtime.config", *_SHELL),
}

# One door per dependency: the only files (or packages, ending in `/`) that may import it.
DOORS: Mapping[str, tuple[str, ...]] = {
    "yaml": ("flowc/source/yaml_tree.py", "flowc/source/ordinary.py"),
    "jsonschema": ("flowc/structure/shape.py",),
    "referencing": ("flowc/structure/shape.py",),  # part of jsonschema's interface, comes with it
    "lark": ("flowc/feel/parser.py",),
    "holidays": ("flowc/hours/",),
    "zoneinfo": ("flowc/hours/", "flowc/emit/world.py", "flowc/trying/zones.py"),
    "click": ("flowc/cli/",),
    "jinja2": ("runtime/templates/",),
    "apsw": ("runtime/stores/sqlite/",),
    "psycopg": ("runtime/stores/postgres/",),
    "httpx": ("runtime/shell/http.py",),
    "starlette": ("runtime/web/",),
    "uvicorn": ("runtime/web/",),
}

PURE = (
    "runtime.limits",
    "runtime.artifact",
    "runtime.feel",
    "runtime.routing",
    "runtime.understanding",
    "runtime.formats",
    "runtime.core",
)
_OUTSIDE_WORLD = """
asyncio concurrent ctypes fileinput glob http io locale logging mmap multiprocessing os pathlib platform
queue random sched secrets select shutil signal socket sqlite3 ssl subprocess sys tempfile threading time
urllib uuid warnings zoneinfo
"""
IMPURE_MODULES = frozenset(_OUTSIDE_WORLD.split())
IMPURE_CALLS = frozenset({"open", "input", "print", "eval", "exec", "__import__"})
CLOCK_METHODS = frozenset({"now", "utcnow", "today"})  # of datetime and date


@dataclass(frozen=True, slots=True)
class Module:
    name: str
    path: Path
    tree: ast.Module
    is_package: bool

    @property
    def unit(self) -> str:
        return ".".join(self.name.split(".")[:2])


@dataclass(frozen=True, slots=True)
class Arrow:
    """`source` imports `target` at `path`:`line`."""

    source: Module
    target: str
    line: int


def modules(root: Path) -> tuple[Module, ...]:
    """Return every module of the product below `root`, by name."""
    found = []
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            is_package = parts[-1] == "__init__"
            name = ".".join(parts[:-1] if is_package else parts)
            found.append(Module(name, path.relative_to(root), ast.parse(path.read_bytes()), is_package))
    return tuple(found)


def arrows(module: Module, known: frozenset[str]) -> Iterator[Arrow]:
    """Yield what a module imports, as the most exact module name that `known` can confirm."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Arrow(module, alias.name, node.lineno)
        elif isinstance(node, ast.ImportFrom):
            base = _base(module, node)
            for alias in node.names:
                deeper = f"{base}.{alias.name}"
                yield Arrow(module, deeper if deeper in known else base, node.lineno)
        elif isinstance(node, ast.Call) and _called(node) in ("import_module", "__import__") and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield Arrow(module, first.value, node.lineno)


def check(root: Path) -> tuple[str, ...]:
    """Return every wrong arrow and every impurity, as lines `path:line: what`."""
    all_modules = modules(root)
    known = frozenset(module.name for module in all_modules)
    wrong: list[str] = []
    for module in all_modules:
        for arrow in arrows(module, known):
            wrong += (f"{module.path.as_posix()}:{arrow.line}: {text}" for text in _wrong_arrow(arrow))
        if module.unit in PURE:
            wrong += (f"{module.path.as_posix()}:{line}: {text}" for line, text in impurities(module))
    unplaced = {module.unit for module in all_modules} - set(ARROWS)
    wrong += (f"{unit}: has no row in ARROWS: decide what it may import" for unit in sorted(unplaced))
    return tuple(dict.fromkeys(wrong))  # `from a import b, c` is one wrong line, not two


def graph(root: Path) -> Mapping[str, tuple[str, ...]]:
    """Return for each unit the units and dependencies that it imports, without the standard library."""
    all_modules = modules(root)
    known = frozenset(module.name for module in all_modules)
    found: dict[str, set[str]] = {module.unit: set() for module in all_modules}
    for module in all_modules:
        for arrow in arrows(module, known):
            top = arrow.target.split(".")[0]
            unit = ".".join(arrow.target.split(".")[:2]) if top in PACKAGES else top
            if unit != module.unit and top not in sys.stdlib_module_names:
                found[module.unit].add(unit)
    return {unit: tuple(sorted(targets)) for unit, targets in found.items()}


def _wrong_arrow(arrow: Arrow) -> Iterator[str]:
    source, target = arrow.source, arrow.target
    top = target.split(".")[0]
    if top in PACKAGES:
        if top == "flowc" and source.name.startswith("runtime"):
            yield f"runtime never imports flowc: {source.name} imports {target}"
        elif not _own(target, source.unit) and not any(
            _within(target, allowed) for allowed in (*ARROWS.get(source.unit, ()), *EVERYWHERE)
        ):
            yield f"wrong arrow: {source.unit} imports {target}"
        return
    doors = DOORS.get(top)
    path = source.path.as_posix()
    if doors is None and top not in sys.stdlib_module_names:
        yield f"no door for the dependency {top}"
    elif doors is not None and not any(path == door or path.startswith(_folder(door)) for door in doors):
        yield f"{top} is imported outside its door, {doors[0]}"
    if source.unit in PURE and (top not in sys.stdlib_module_names or top in IMPURE_MODULES):
        yield f"pure package imports {top}"


def impurities(module: Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Await | ast.AsyncFunctionDef | ast.AsyncFor | ast.AsyncWith):
            yield node.lineno, "pure package awaits"
        elif isinstance(node, ast.Call):
            name = _called(node)
            if isinstance(node.func, ast.Name) and name in IMPURE_CALLS:
                yield node.lineno, f"pure package calls {name}()"
            elif isinstance(node.func, ast.Attribute) and name in CLOCK_METHODS:
                owner = node.func.value
                owner_name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
                if owner_name in ("datetime", "date"):
                    yield node.lineno, f"pure package reads the clock: {owner_name}.{name}()"


def _base(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    parts = module.name.split(".")
    parts = parts[: len(parts) - node.level + module.is_package]
    return ".".join([*parts, *([node.module] if node.module else [])])


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _own(target: str, unit: str) -> bool:
    """Whether a unit imports from itself; the units below a top package are not its own."""
    return unit not in PACKAGES and _within(target, unit)


def _within(target: str, allowed: str) -> bool:
    return target == allowed or target.startswith(f"{allowed}.")


def _folder(door: str) -> str:
    return door if door.endswith("/") else f"{door}/"


def main(arguments: list[str]) -> int:
    root = Path(arguments[0]) if arguments else ROOT
    found = graph(root)
    width = max(map(len, found), default=0)
    for unit, targets in found.items():
        print(f"{unit:{width}}  ->  {', '.join(targets) or '-'}")
    wrong = check(root)
    print(*("", *wrong) if wrong else ("", "every arrow points the right way"), sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
