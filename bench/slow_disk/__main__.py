"""`python -m bench.slow_disk 5 -- facilitator serve` runs a command on a disk that takes 5 ms longer a commit."""

from __future__ import annotations

import os
import sys

from bench.slow_disk import environment


def main() -> None:
    match sys.argv[1:]:
        case [milliseconds, "--", program, *arguments]:
            os.environ.update(environment(float(milliseconds)))
            os.execvp(program, [program, *arguments])
        case _:
            sys.exit("usage: python -m bench.slow_disk MILLISECONDS -- COMMAND …")


if __name__ == "__main__":
    main()
