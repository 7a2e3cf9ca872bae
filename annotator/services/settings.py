"""What the program remembers about this person and this machine."""

from __future__ import annotations

import getpass
import json
import logging
import os
import tempfile
from dataclasses import asdict, dataclass, field, fields, replace
from math import isfinite
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any

from annotator.domain.annotation import Annotator
from annotator.domain.ids import AnnotatorId, IdMaker
from annotator.services import folders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_log = logging.getLogger("annotator.settings")
_RECENT = 10
MOST_PROCESSES = 16
"""Each takes some hundred megabytes."""
_MOST_OWN = 4
"""As many are started unasked at the most."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Preferences; each has a default, so that an unknown or broken file costs nothing more.

    annotator_id: 0 until one was given. model: "" for the default spaCy pipeline.
    theme: "system", "light", "dark", "contrast-light" or "contrast-dark".
    reading_family: the article's typeface, "" for a good one that is there. reading_size: points.
    line_length: characters. line_spacing, paragraph_spacing: line heights.
    recent: project paths, newest first.
    window: Qt's geometry and state as hexadecimal texts, by name.
    keys: those the user gave to actions, by the action's name, a space between two; "" for none.
    places: where one was in each recent project, by its path. exports: how each was exported last
    (JSON texts), by its path. toured: whether the first steps have been shown. guideline: whether
    that of the label is shown beside the article.
    told_places: projects of which it was told that they lie where others write, too, and copies
    beside them that a service made of two versions, by their paths.
    least_score: suggestions with a lower one are hidden, 0 hides none. suggesting_processes: how
    many read articles at once, 0 for what suits the machine.
    """

    annotator_id: int = 0
    annotator_name: str = ""
    model: str = ""
    theme: str = "system"
    zoom: int = 0
    reading_family: str = ""
    reading_size: float = 12.5
    line_length: int = 78
    line_spacing: float = 1.4
    paragraph_spacing: float = 0.6
    recent: tuple[str, ...] = ()
    window: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    exports: dict[str, str] = field(default_factory=dict)
    toured: bool = False
    guideline: bool = True
    least_score: float = 0.0
    suggesting_processes: int = 0
    told_places: tuple[str, ...] = ()

    @property
    def processes(self) -> int:
        """How many processes look for suggestions at once."""
        return max(1, min(self.suggesting_processes or own_processes(), MOST_PROCESSES))


class SettingsFile:
    """Settings in one JSON file, written atomically.

    In portable mode, projects that travel with the portable folder are named relative to it in the
    file, so that they are found again under another drive letter or mount point.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or folders.settings_file()
        root = folders.portable_root()
        self._root = root.resolve() if root else None
        self._tell: Callable[[str], None] | None = None
        self._trouble = ""
        self._is_unreadable = False
        self._is_unwritable = False
        self.value = self._read()

    def listen(self, tell: Callable[[str], None]) -> None:
        """Calls `tell` with a sentence for the user when the file cannot be read or written."""
        self._tell = tell
        if self._trouble:
            tell(self._trouble)

    def update(self, **changed: object) -> Settings:
        """Changes some settings and writes the file."""
        self.value = replace(self.value, **changed)  # type: ignore[arg-type]
        self._write()
        return self.value

    def annotator(self) -> Annotator:
        """Who annotates on this account; made from the login name at the first call."""
        if not self.value.annotator_id:
            name = self.value.annotator_name or _login_name()
            self.update(annotator_id=IdMaker()(), annotator_name=name)
        return Annotator(AnnotatorId(self.value.annotator_id), self.value.annotator_name)

    def remember_project(self, path: Path) -> None:
        """Puts a project on top of the recent ones."""
        text = str(path.resolve())
        others = tuple(one for one in self.value.recent if one != text)
        self.update(recent=(text, *others)[:_RECENT])

    def last_project(self) -> Path | None:
        """The newest recent project that is still there."""
        for text in self.value.recent:
            path = Path(text)
            if path.is_file():
                return path
        return None

    def _read(self) -> Settings:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
            return _renamed(Settings(**_usable(found)), self._from_root)
        except FileNotFoundError:
            return Settings()
        except (OSError, ValueError, TypeError, AttributeError, RecursionError) as error:
            self._is_unreadable = True
            self._say(
                f"The settings in {self._path} cannot be read ({_reason(error)}); the program"
                " starts from the usual ones."
            )
            return Settings()

    def _write(self) -> None:
        value = _renamed(self.value, self._to_root)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._put_aside()
            _write_whole(self._path, json.dumps(asdict(value), indent=1))
        except OSError as error:
            if not self._is_unwritable:
                self._is_unwritable = True
                self._say(
                    f"Settings cannot be written to {self._path} ({_reason(error)}); what you"
                    " choose holds until the window is closed."
                )
        else:
            self._is_unwritable = False

    def _put_aside(self) -> None:
        """Keeps a file that could not be read: the number that stands for the user is in it."""
        if self._is_unreadable and self._path.is_file():
            self._path.replace(self._path.with_name(f"{self._path.stem} (unreadable).json"))
        self._is_unreadable = False

    def _say(self, sentence: str) -> None:
        _log.info("%s", sentence)
        self._trouble = sentence
        if self._tell is not None:
            self._tell(sentence)

    def _to_root(self, path: str) -> str:
        """How the file names a project: from the portable folder on, if it travels along."""
        if self._root is None or not Path(path).is_relative_to(folders.travels_with(self._root)):
            return path
        return PurePath(os.path.relpath(path, self._root)).as_posix()

    def _from_root(self, name: str) -> str:
        kinds = (PurePosixPath, PureWindowsPath)  # a stick is used on both
        if self._root is None or any(kind(name).is_absolute() for kind in kinds):
            return name
        return os.path.normpath(self._root / name)


def _renamed(settings: Settings, rename: Callable[[str], str]) -> Settings:
    """The settings with other names of all projects in them."""
    return replace(
        settings,
        recent=tuple(rename(one) for one in settings.recent),
        told_places=tuple(rename(one) for one in settings.told_places),
        places={rename(one): place for one, place in settings.places.items()},
        exports={rename(one): how for one, how in settings.exports.items()},
    )


def _usable(found: dict[str, object]) -> dict[str, Any]:
    """Those of the values that are settings and of the right kind."""
    defaults = Settings()
    values = {}
    for one in fields(Settings):
        value = found.get(one.name)
        if isinstance(value, list):
            value = tuple(value)
        if type(value) is int and one.type == "float":
            value = float(value)  # who edits the file by hand writes 12
        if isinstance(value, float) and not isfinite(value):
            continue
        if type(value) is type(getattr(defaults, one.name)) and _holds_texts(value):
            values[one.name] = value
    return values


def _holds_texts(value: object) -> bool:
    """Whether a collection holds texts alone; of other values, true."""
    parts: Iterable[object] = ()
    if isinstance(value, dict):
        parts = (*value.keys(), *value.values())
    elif isinstance(value, tuple):
        parts = value
    return all(isinstance(part, str) for part in parts)


def own_processes() -> int:
    """How many processes suit this machine: one core is left to the window."""
    return max(1, min(_MOST_OWN, (os.cpu_count() or 1) - 1))


def _write_whole(path: Path, text: str) -> None:
    """Writes a file; on failure the old one stays as it is. Raises OSError."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".settings")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or "it is no settings file"


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # Windows has no module for asking the system
        return "analyst"
