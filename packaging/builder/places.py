"""Where the builder reads and writes."""

from __future__ import annotations

from pathlib import Path

PACKAGING = Path(__file__).resolve().parents[1]
ROOT = PACKAGING.parent
"""The checkout."""
WORK = ROOT / "build" / "packaging"
"""All that is made on the way; may be deleted at any time."""
DIST = ROOT / "dist"
"""The artefacts themselves."""
BUNDLE = WORK / "bundle" / "annotator"
"""The frozen program of this system: the executable `annotator`, and `_internal` beside it."""
