"""What the frozen program runs first, in the window's process and in those that it starts."""

from __future__ import annotations

import os
import sys

from annotator.__main__ import main


def leave_no_traces() -> None:
    """Puts the environment back as it was, for what this program starts.

    PyInstaller has told the system's loader to look into the program's folder first. Other
    programs, such as the file manager that shows a folder, must find their own libraries; our
    own processes are told the same anew, if they do not take themselves for known.
    """
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", "")
    if before:
        os.environ["LD_LIBRARY_PATH"] = before
    else:
        os.environ.pop("LD_LIBRARY_PATH", None)
    os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"


if __name__ == "__main__":
    leave_no_traces()
    sys.exit(main())
