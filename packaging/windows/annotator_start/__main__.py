"""What the launchers run, in the window's process and in those that it starts.

A process that multiprocessing starts does not run it again: its name ends in __main__.
"""

from __future__ import annotations

import os
import sys


def _start() -> int:
    # multiprocessing reads it when it is imported: processes are then started as
    # "annotator.exe --multiprocessing-fork", by the launcher itself
    sys.frozen = "launcher"  # type: ignore[attr-defined]
    _give_streams()
    from annotator.__main__ import main

    return main()


def _give_streams() -> None:
    """A program without a terminal has no streams at all, and to write to None is an error."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115


if __name__ == "__main__":
    sys.exit(_start())
