"""Asks what the columns of tables hold, before they are imported."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.errors import Cancelled
from annotator.ui.parts.part import Part

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotator.services.choosing_columns import Tables
    from annotator.services.projects import Services
    from annotator.services.reading import ReadRequest, Source
    from annotator.ui.dialogs.columns import ColumnsDialog
    from annotator.ui.main_window import MainWindow

    Asked = Path | Source | ReadRequest
    Then = Callable[[Sequence[Asked]], None]


class ColumnAsking(Part):
    """One dialog after the other, one for all files with the same columns."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._open: list[ColumnsDialog] = []

    def ask(self, sources: Sequence[Asked], then: Then) -> None:
        """Hands the sources on, each table with what was chosen for it.

        Tables that were left out in their dialog are not among them; if nothing is left, nothing
        is handed on. Nothing is asked about files in folders.
        """
        from annotator.services.choosing_columns import may_be_table, tables_job

        paths = [one for one in sources if isinstance(one, Path) and may_be_table(one)]
        if not paths:
            then(sources)
            return
        self._window.jobs.run(
            tables_job(paths),
            lambda found: self._ask_next(list(found), list(sources), then),
            lambda error: None if isinstance(error, Cancelled) else self.failed.emit(error),
            is_quiet=True,
        )

    def set_services(self, services: Services | None) -> None:
        """What is being asked is about another project's import."""
        super().set_services(services)
        for dialog in self._open:
            dialog.blockSignals(True)
            dialog.close()
            dialog.deleteLater()
        self._open.clear()

    # ------------------------------------------------------------ parts

    def _ask_next(self, waiting: list[Tables], sources: list[Asked], then: Then) -> None:
        if not waiting:
            if sources:
                then(sources)
            return
        from annotator.ui.dialogs.columns import ColumnsDialog

        tables = waiting.pop(0)
        dialog = ColumnsDialog(
            tables,
            partial(self._window.jobs.run, is_quiet=True),
            is_last=len(sources) == len(tables.paths),
            parent=self._window,
        )

        def answered(result: int) -> None:
            self._open.remove(dialog)
            dialog.deleteLater()
            answer = dialog.options() if result else None
            self._ask_next(waiting, _with(sources, tables.paths, answer), then)

        dialog.finished.connect(answered)
        self._open.append(dialog)
        dialog.open()


def _with(
    sources: list[Asked], paths: Sequence[Path], options: dict[str, str] | None
) -> list[Asked]:
    """The sources, these paths with options; without them for None."""
    from annotator.services.reading import ReadRequest

    if options is None:
        return [one for one in sources if one not in paths]
    return [
        ReadRequest(one, None, options) if isinstance(one, Path) and one in paths else one
        for one in sources
    ]
