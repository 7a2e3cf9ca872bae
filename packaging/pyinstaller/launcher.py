"""What the frozen program runs first, in the window's process and in those that it starts."""

from __future__ import annotations

import sys

from annotator.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
