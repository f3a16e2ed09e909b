"""The process that makes one PDF: JSON data on its standard input, the document on its standard output.

It runs by itself and imports nothing of facilitator, so that it starts fast and knows no secret. Its arguments are
the Typst template, the seconds that it may take, and the folders with Typst and the fonts. Before it looks at the
data, it limits itself.
"""

import os
import resource
import signal
import sys
from importlib.resources import files
from typing import Literal

if __name__ == "__main__":
    # First, so that nothing that follows can hang.
    signal.setitimer(signal.ITIMER_REAL, float(sys.argv[2]))
    sys.path += sys.argv[3:]

import typst

CPU_SECONDS = 20
ADDRESS_BYTES = 2 * 1024**3
"""Typst reserves much more than it uses."""
MOST_FILES = 65536

Attempt = tuple[bool, Literal["ua-1"] | None]
ATTEMPTS: tuple[Attempt, ...] = ((False, "ua-1"), (True, "ua-1"), (True, None))
"""Whether the system's fonts are used too, and the standard.

PDF/UA forbids a letter that no font has. Then the fonts that the operator installed may have it. If not, the
document shows a box in its place and is tagged without conforming to the standard.
"""


def main() -> None:
    """Write the PDF of the data, or fail with Typst's message on the standard error."""
    set_limits()
    data = sys.stdin.buffer.read().decode()
    sys.stdout.buffer.write(typeset(sys.argv[1], data))


def set_limits() -> None:
    """Rooms come first, and this process may neither go on for long, nor take all memory, nor write a file.

    It keeps none of the server's sockets, or the server could not start again while this goes on.
    """
    os.closerange(3, MOST_FILES)
    os.nice(10)
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_BYTES, ADDRESS_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def typeset(template: str, data: str) -> bytes:
    """The PDF of the first attempt that shows every letter, or else of the last one."""
    *others, last = ATTEMPTS
    for attempt in others:
        try:
            return _compile(template, data, attempt)
        except typst.TypstError as error:
            if "could not be displayed" not in error.message:
                raise
    return _compile(template, data, last)


def _compile(template: str, data: str, attempt: Attempt) -> bytes:
    use_system_fonts, standard = attempt
    return typst.compile(
        template,
        font_paths=[str(files(name)) for name in ("manimgx_fonts", "manimgx_fonts_cjk")],
        ignore_system_fonts=not use_system_fonts,
        sys_inputs={"data": data},
        format="pdf",
        pdf_standards=standard,
    )


if __name__ == "__main__":
    main()
