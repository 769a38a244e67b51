"""`python -m qual`, and the command `qual`."""

from __future__ import annotations

import sys

HELP = __file__.removesuffix("__main__.py") + "cli/help.txt"
"""What `qual --help` prints. A test keeps it as the commands say; `make docs` writes it anew."""


def main() -> None:
    """Run the command line.

    The list of commands is asked for more often than any of them, and the library that reads
    commands takes longer to load than a small program to run; so the list is printed from a file.
    """
    if sys.argv[1:] in (["--help"], ["-h"]):
        with open(HELP, encoding="utf-8") as file:  # noqa: PTH123 - pathlib takes as long as the rest
            sys.stdout.write(file.read())
        return
    from qual.cli import app

    app(prog_name="qual")


if __name__ == "__main__":
    main()
