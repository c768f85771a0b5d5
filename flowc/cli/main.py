"""The `flowc` script: explains itself where the compiler's packages are not installed."""

from __future__ import annotations

import importlib.util
import sys


def main() -> None:
    if importlib.util.find_spec("click") is None:
        print(
            "flowc needs the compiler's packages, and this is the light install that only runs bots.\n"
            'Install them with: pip install "flowc[compiler]"',
            file=sys.stderr,
        )
        sys.exit(2)
    from flowc.cli.group import run  # only here: click is there now

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
