"""The `flowc` script: explains itself where the compiler's packages are not installed."""

from __future__ import annotations

import importlib.util
import sys

INTERRUPTED = 130  # 128 + SIGINT, as shells report it


def main() -> None:
    try:
        sys.exit(_run())
    except KeyboardInterrupt:  # while modules were still loading
        sys.exit(INTERRUPTED)


def _run() -> int:
    if importlib.util.find_spec("click") is None:
        print(
            "flowc needs the compiler's packages, and this is the light install that only runs bots.\n"
            'Install them with: pip install "flowc[compiler]"',
            file=sys.stderr,
        )
        return 2
    from flowc.cli.group import run  # only here: click is there now

    return run(sys.argv[1:])


if __name__ == "__main__":
    main()
