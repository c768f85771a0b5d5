"""Every bound of an expression, with its unit and its reason."""

from __future__ import annotations

TEXT_CHARS = 1_024  # characters of one expression or cell; LANGUAGE section 3
ENGINE_TEXT_CHARS = 16_384  # the same where a person or a kit tries an expression, outside bots
DEPTH = 32  # levels of brackets and of the tree; keeps every walk over a tree far from Python's own limit
STEPS = 1_000  # rounds of all loops and calls in one evaluation; LANGUAGE section 3
CELLS = 100_000  # values visited or copied while lists are built in one evaluation: about 20 ms
VALUE_CELLS = 5_000  # values inside one list or context, counted at every place they stand
VALUE_DEPTH = 32  # lists and contexts inside each other; the artifact's and the state's own depth
STRING_CHARS = 65_536  # of one computed string: sixteen of the longest messages
CALLS = 40  # calls of defined functions inside each other
FAULTS = 8  # kept of one evaluation; the first ones explain it
PATTERN_CHARS = 256  # of a regular expression
PATTERN_STATES = 1_000  # of a compiled regular expression: `{n,m}` multiplies
PATTERN_WORK = 2_000_000  # steps of one match (states × characters): about a second at worst
MONTHS = 12_000_000_000  # of a years and months duration: a thousand million years, as other engines allow
YEAR_DAYS = 365  # of `1y` in the short form of durations, which are lengths of time, not calendar steps
YEARS = 999_999_999  # of a date, before and after our era; the standard's conformance kit goes that far
LENGTH_NANOS = 2 * YEARS * 366 * 86_400 * 10**9  # nanoseconds of a days and time duration: between two dates
