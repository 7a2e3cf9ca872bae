"""The real window, in a process of its own: where Qt finds no screen it ends the process."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from annotator.services.self_test.article import LAST_WORD
from annotator.services.self_test.children import Child
from annotator.services.self_test.steps import Found, WindowTask, Wrong
from annotator.services.settings import SettingsFile
from annotator.suggest.pipeline import BUNDLED_MODEL

if TYPE_CHECKING:
    from annotator.services.self_test.steps import Trial

_PATIENCE_SECONDS = 60.0


def try_window(trial: Trial) -> Found:
    """The step."""
    assert trial.act is not None
    SettingsFile().update(model=BUNDLED_MODEL)  # those of the test, by now
    task = WindowTask(trial.project, trial.article, LAST_WORD, time.time(), trial.picture)
    log = trial.folder / "window.log"
    with Child(trial.act, task, log=log, what="shows the window") as child:
        found = child.hear(trial.context, _PATIENCE_SECONDS)
        if found is None:
            raise Wrong("The window said nothing of itself.")
        child.hear(trial.context, _PATIENCE_SECONDS)
    trial.network += child.network
    return Found(
        f"The window was painted {found.first_paint / 1000:.2f} s after its start, on the platform"
        f" {found.platform}; tagging, accepting, rejecting, undo and redo by {found.keys} keys are"
        " in the file as they were shown.",
        {
            "platform": found.platform,
            "qt": found.qt,
            "first_paint_ms": found.first_paint,
            "article_shown_ms": found.opened,
            "keys": found.keys,
        },
    )
