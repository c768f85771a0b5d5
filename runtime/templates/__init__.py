"""Messages' templates: a small part of Jinja2, read, checked and filled in. The only door to jinja2.

Laws:
- `inspect` never raises; what it faults, `Templates.render` refuses to run. It lists what may stand in a
  template (LANGUAGE section 4), never what may not: the sandbox bounds neither time nor memory.
- Values reach a template as data: members of mappings can be read, attributes of Python objects cannot, and
  a customer's text is printed, never read again.
- Output, rounds of loops, length and depth are bounded; beyond a bound there is a fault, not a slow answer.
"""

from __future__ import annotations

from runtime.templates.environment import LOOP_ROUNDS
from runtime.templates.filters import FILTERS, OUTPUT_CHARS
from runtime.templates.model import DEPTH, TEMPLATE_CHARS, Fault, FilterUse, Inspected, Position, Variable
from runtime.templates.reading import LOOP_DEPTH, inspect
from runtime.templates.render import COMPILED, RenderFault, Templates

__all__ = [
    "COMPILED",
    "DEPTH",
    "FILTERS",
    "LOOP_DEPTH",
    "LOOP_ROUNDS",
    "OUTPUT_CHARS",
    "TEMPLATE_CHARS",
    "Fault",
    "FilterUse",
    "Inspected",
    "Position",
    "RenderFault",
    "Templates",
    "Variable",
    "inspect",
]
