"""Every kind of step, a module each: `lower(step, at)` returns its states by key, its position first."""

from flowc.machine.steps import (
    call,
    choose,
    collect,
    do,
    end,
    flow,
    goto,
    handover,
    offer,
    say,
    set,  # noqa: A004  named for the keyword, as its neighbours are
    switch,
)

STEP_KINDS = (say, collect, choose, call, set, switch, do, goto, flow, offer, handover, end)
