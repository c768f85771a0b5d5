"""What follows a block inside a step, in one place (LANGUAGE section 6).

Laws:
- Blocks of `cases`, `do`, an option and `on_decline` go on with the step after the one that holds them.
- Blocks of `on_invalid`, `on_error` and `timeout.do` end the flow when they run out.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.structure import tree


def inner(step: tree.Step, following: str | None) -> Iterator[tuple[tree.Block, str | None]]:
    """Yield each block that a step holds, with the state after the block (None: the flow ends)."""
    for block in goes_on(step):
        yield block, following
    for block in ends(step):
        yield block, None


def goes_on(step: tree.Step) -> Iterator[tree.Block]:
    match step:
        case tree.Choose():
            yield from (option.do for option in step.options if option.do is not None)
        case tree.Switch():
            yield from (case.block for case in step.cases)
        case tree.Do():
            yield step.block
        case tree.Offer(on_decline=tree.Block() as block):
            yield block
        case _:
            pass


def ends(step: tree.Step) -> Iterator[tree.Block]:
    match step:
        case tree.Collect():
            if step.verify is not None and step.verify.on_error is not None:
                yield step.verify.on_error
            yield from _of_a_question(step)
        case tree.Choose():
            yield from _of_a_question(step)
        case tree.Call(on_error=tree.Block() as block):
            yield block
        case _:
            pass


def _of_a_question(step: tree.Collect | tree.Choose) -> Iterator[tree.Block]:
    if step.timeout is not None and step.timeout.do is not None:
        yield step.timeout.do
    if step.on_invalid is not None:
        yield step.on_invalid
