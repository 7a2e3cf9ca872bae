"""Where everything lies that is no project: the one place that knows.

The platform's own folders; or, in portable mode, one folder that goes along with the program, such
as on a stick. Portable mode is on where the folder `annotator-data` lies beside the program or
beside its folder, or where ANNOTATOR_HOME names a folder. Nothing is written elsewhere then, but
what the user puts elsewhere.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

HOME = "ANNOTATOR_HOME"
SETTINGS = "ANNOTATOR_SETTINGS"
_PORTABLE = "annotator-data"
_NAME = "annotator"
_DOCUMENTS = "documents"


def portable_root() -> Path | None:
    """The folder that holds everything in portable mode; None where the platform's are used."""
    named = os.environ.get(HOME)
    if named:
        return Path(named).expanduser().absolute()
    return next((one for one in _beside_the_program() if one.is_dir()), None)


def travels_with(root: Path) -> Path:
    """The folder that goes wherever the portable one goes: all of a stick, or what is around it."""
    root = root.resolve()
    # Path.is_mount() is not there on Windows
    disk = next((one for one in root.parents if os.path.ismount(one)), root.parent)
    is_systems = disk == Path("/") or disk.drive == os.environ.get("SYSTEMDRIVE", "none")
    return root.parent if is_systems else disk


def settings_file() -> Path:
    """Where settings lie. ANNOTATOR_SETTINGS names another file, also in portable mode."""
    named = os.environ.get(SETTINGS)
    if named:
        return Path(named)
    root = portable_root()
    if root is not None:
        return root / "settings.json"
    import platformdirs

    return Path(platformdirs.user_config_path(_NAME, appauthor=False)) / "settings.json"


def log_folder() -> Path:
    """Where the log lies."""
    root = portable_root()
    if root is not None:
        return root / "logs"
    import platformdirs

    return Path(platformdirs.user_log_path(_NAME, appauthor=False))


def crash_folder() -> Path:
    """Where reports of errors lie."""
    return log_folder() / "reports"


def documents_folder() -> Path:
    """Where people look for their projects and exports."""
    root = portable_root()
    if root is not None:
        return root / _DOCUMENTS
    import platformdirs

    return Path(platformdirs.user_documents_path())


def keep_all_in(root: Path) -> None:
    """Makes what this process and its children write by the way go into the portable folder too.

    That is temporary files, which may hold text of articles, and what libraries cache. Call it
    before Qt is imported. Where the folder cannot be written, everything stays as it was.
    """
    temporary, cache = root / "temporary", root / "cache"
    try:
        for folder in (temporary, cache, root / _DOCUMENTS):
            folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return
    os.environ[HOME] = str(root)
    for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        os.environ[name] = str(temporary)
    os.environ["XDG_CACHE_HOME"] = str(cache)


def _beside_the_program() -> tuple[Path, ...]:
    """Where the portable folder may lie; nowhere if this is no packaged program."""
    program = Path(sys.executable).resolve()
    if not getattr(sys, "frozen", False) and not program.stem.lower().startswith(_NAME):
        return ()
    folder = program.parent
    places = [folder, folder.parent]
    if folder.name == "MacOS" and folder.parent.name == "Contents":
        places = [folder.parents[2]]  # Annotator.app looks like one file to its user
    return tuple(place / _PORTABLE for place in places)
