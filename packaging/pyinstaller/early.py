"""Prints the modules that a window and its suggestion process import: python early.py FOLDER"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from annotator.services import projects
from annotator.services.settings import SettingsFile
from annotator.suggest.engine import Engine
from annotator.suggest.pipeline import default_model
from annotator.suggest.registry import chosen_suggesters, suggesters

_PACKED = ("pydantic",)
"""Large, and the suggestion process alone needs it: a megabyte less to install for some 6 ms."""


def main(folder: Path) -> None:
    """Does what both do, but shows nothing. folder: an empty one."""
    import_module("annotator.ui.app")
    import_module(
        "multiprocessing.popen_spawn_win32"
        if sys.platform == "win32"
        else "multiprocessing.popen_spawn_posix"
    )
    annotator = SettingsFile(folder / "settings.json").annotator()
    projects.create_project(folder / "early.annotator", annotator).close()
    known = suggesters()
    engine = Engine(default_model(), [known.get(name) for name in chosen_suggesters(())])
    engine.suggest("Mayor Aïda Brandt said that the ferry to Port Merrow would return.")
    early = (name for name in sys.modules if name.partition(".")[0] not in _PACKED)
    print("\n".join(sorted(early)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
