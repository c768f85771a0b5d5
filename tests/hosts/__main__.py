"""`python -m tests.hosts MODULE:MAKE` holds an engine to the laws of a host and says which it breaks.

`MAKE` is called without arguments for an engine that has kept nothing: `tests.hosts.plain:Plain`. Ends with 1
when a law is broken.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import traceback

from tests.hosts.contract import LAWS, hold, name_of


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.hosts", description=__doc__)
    parser.add_argument("make", help="for example tests.hosts.plain:Plain")
    module, _, name = parser.parse_args(arguments).make.partition(":")
    make = getattr(importlib.import_module(module), name)
    broken = 0
    for law in LAWS:
        try:
            hold(law, make)
        except Exception:  # whatever a foreign engine raises, the other laws are told too
            broken += 1
            print(f"BROKEN  {name_of(law)}", flush=True)
            traceback.print_exc()
        else:
            print(f"kept    {name_of(law)}", flush=True)
    print(f"{len(LAWS) - broken} of {len(LAWS)} laws kept")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
