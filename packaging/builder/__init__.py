"""Builds the packages of every system: python -m builder TARGET..., from the folder packaging/."""

from __future__ import annotations

import sys
from pathlib import Path

# the program's own modules, which are not installed where packages are built; last, so that
# nothing of the checkout stands in for an installed package
sys.path.append(str(Path(__file__).resolve().parents[2]))
