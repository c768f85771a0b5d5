"""Every bound of an expression: those that others run into from `runtime.limits`, and those inside."""

from __future__ import annotations

from runtime import limits

TEXT_CHARS = limits.FEEL_TEXT.value
ENGINE_TEXT_CHARS = 16_384  # the same where a person or a kit tries an expression, outside bots
DEPTH = limits.FEEL_DEPTH.value
STEPS = limits.FEEL_ROUNDS.value
CELLS = 100_000  # values visited or copied while lists are built in one evaluation: about 20 ms
VALUE_CELLS = limits.FEEL_CELLS.value
VALUE_DEPTH = 32  # lists and contexts inside each other; the artifact's and the state's own depth
STRING_CHARS = limits.FEEL_STRING.value
CALLS = 40  # calls of defined functions inside each other
FAULTS = 8  # kept of one evaluation; the first ones explain it
PATTERN_CHARS = limits.FEEL_PATTERN.value
PATTERN_STATES = limits.FEEL_STATES.value
PATTERN_WORK = 2_000_000  # steps of one match (states × characters): about a second at worst
MONTHS = 12_000_000_000  # of a years and months duration: a thousand million years, as other engines allow
YEAR_DAYS = 365  # of `1y` in the short form of durations, which are lengths of time, not calendar steps
YEARS = 999_999_999  # of a date, before and after our era; the standard's conformance kit goes that far
LENGTH_NANOS = 2 * YEARS * 366 * 86_400 * 10**9  # nanoseconds of a days and time duration: between two dates
