"""Pictures of the real window for the documentation: python -m tools.screenshots [FOLDER].

What varies from run to run is held still: the clock, the ids, the time zone and the settings.
Fonts are the machine's. Set QT_SCALE_FACTOR to see the screens larger.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QtMsgType, qInstallMessageHandler

from annotator.services.settings import SettingsFile
from tools.screenshots import content
from tools.screenshots.png import save
from tools.screenshots.scenes import Scene, scenes
from tools.screenshots.stage import Stage

if TYPE_CHECKING:
    from argparse import Namespace

    from PySide6.QtCore import QMessageLogContext

_SIZE = "1280x860"
_THEMES = ("light", "dark", "contrast-light", "contrast-dark")
_ALSO_DARK = {
    *("window", "welcome", "registry", "scheme", "export", "import-report", "repair", "columns"),
    "keys",
}
_SIZE_OF_SCREEN = {"width": 1920, "height": 1200}


def main() -> None:
    """Makes the pictures."""
    wanted = _wanted()
    target = wanted.folder.resolve()
    target.mkdir(parents=True, exist_ok=True)
    os.environ["TZ"] = "UTC"
    time.tzset()
    qInstallMessageHandler(_on_message)
    with tempfile.TemporaryDirectory() as folder, content.held_still():
        os.environ["HOME"] = folder  # so that no picture shows where it was made
        os.chdir(folder)
        _have_a_screen()
        content.make_projects()
        for theme in _THEMES:
            for scene in scenes():
                if _is_wanted(scene, theme, wanted):
                    size = tuple(map(int, wanted.size.split("x")))
                    _take(scene, theme, size, target / f"{scene.name}-{theme}.png")


def _wanted() -> Namespace:
    parser = ArgumentParser("python -m tools.screenshots", description="Pictures of the window.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path("docs/images"))
    parser.add_argument("--all", action="store_true", help="every screen, in light and dark")
    parser.add_argument("--only", help="names of screens, with commas between")
    parser.add_argument("--themes", help="names of themes, with commas between")
    parser.add_argument("--size", default=_SIZE, help="of the window, in pixels")
    return parser.parse_args()


def _is_wanted(scene: Scene, theme: str, wanted: Namespace) -> bool:
    if wanted.only or wanted.themes:
        themes = wanted.themes.split(",") if wanted.themes else ["light", "dark"]
        return theme in themes and (not wanted.only or scene.name in wanted.only.split(","))
    if theme.startswith("contrast"):
        return scene.name == "window"
    if wanted.all:
        return True
    return not scene.is_extra and (theme == "light" or scene.name in _ALSO_DARK)


def _take(scene: Scene, theme: str, size: tuple[int, ...], path: Path) -> None:
    settings = SettingsFile(Path(f"{path.stem}.json"))
    settings.update(
        theme=theme,
        annotator_id=int(content.ANA.id),
        annotator_name=content.ANA.name,
        **{"toured": True, **scene.settings},
    )
    stage = Stage(settings, scene.project, (size[0], size[1]))
    scene.play(stage)
    save(stage.photograph(), path)
    stage.close()


def _have_a_screen() -> None:
    """Makes the screen of a machine without one as large as that of an office."""
    if os.environ.setdefault("QT_QPA_PLATFORM", "offscreen") == "offscreen":
        scale = float(os.environ.get("QT_SCALE_FACTOR", "1"))
        size = {name: round(pixels * scale) for name, pixels in _SIZE_OF_SCREEN.items()}
        screen = Path("screen.json")
        screen.write_text(json.dumps({"screens": [{"name": "desk", "x": 0, "y": 0, **size}]}))
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screen}"


def _on_message(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if not message.startswith("This plugin does not support"):  # the one without a display
        print(message, file=sys.stderr)


if __name__ == "__main__":
    main()
