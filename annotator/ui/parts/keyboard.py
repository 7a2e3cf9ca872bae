"""Finding out what can be done, with which keys, and changing them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from annotator.ui.actions import Spec
from annotator.ui.parts.part import Part

if TYPE_CHECKING:
    from annotator.services.settings import SettingsFile
    from annotator.ui.actions import Actions
    from annotator.ui.dialogs.remap import RemapDialog
    from annotator.ui.main_window import MainWindow
    from annotator.ui.panels.palette import Palette

_HELP = "&Help"


class Keyboard(Part):
    """The sheet of keys, the list of all actions, and keys of one's own."""

    keys_changed = Signal()
    """An action has other keys now."""

    def __init__(self, window: MainWindow, settings: SettingsFile) -> None:
        super().__init__(window)
        self._settings = settings
        self._actions: Actions
        self._palette: Palette | None = None
        self._remap: RemapDialog | None = None

    def set_actions(self, actions: Actions) -> None:
        """The actions that it is about; set once, before anything is shown."""
        self._actions = actions

    def specs(self) -> list[Spec]:
        """What stands in the Help menu."""
        return [
            Spec("palette", _HELP, "&Find an action…", ("Ctrl+K",), self.show_palette),
            Spec("show_keys", _HELP, "&Keys", ("F1",), self.show_keys),
            Spec("change_keys", _HELP, "&Change keys…", (), self.show_remap),
        ]

    def show_keys(self) -> None:
        """The sheet of every key."""
        from annotator.ui.dialogs.keys import KeysDialog

        KeysDialog(self._actions.cheat_sheet(), self._window).open()

    def show_palette(self) -> None:
        """Every action by its name."""
        from annotator.ui.panels.palette import Palette

        if self._palette is None:
            self._palette = Palette(self._actions, self._window)
        self._palette.open()

    def show_remap(self) -> None:
        """Every action with its keys, to be changed."""
        from annotator.ui.dialogs.remap import RemapDialog

        if self._remap is None:
            self._remap = RemapDialog(self._actions, self._window)
            self._remap.changed.connect(self._on_changed)
        self._remap.show()
        self._remap.raise_()
        self._remap.activateWindow()

    def _on_changed(self) -> None:
        self._settings.update(keys=self._actions.changed_keys())
        self.keys_changed.emit()
