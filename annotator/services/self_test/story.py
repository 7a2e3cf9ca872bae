"""The steps in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.services.self_test import (
    exports,
    installation,
    killing,
    language_model,
    making,
    sockets,
    window,
)
from annotator.services.self_test.steps import TELL, Found, Step, Wrong

if TYPE_CHECKING:
    from annotator.services.self_test.steps import Trial

WINDOW = "window"


def stay_offline(trial: Trial) -> Found:
    """The step: what was heard while all the others went on."""
    trial.network += sockets.stop_listening()
    if trial.network:
        raise Wrong(f"The network was reached for by {', '.join(trial.network)}.", TELL)
    return Found("Nothing in all that has reached for the network.")


STEPS = (
    Step("installation", "The installation", installation.look_at),
    Step("model", "The language model", language_model.load),
    Step("project", "A project", making.import_articles),
    Step("suggestions", "Suggestions", making.suggest, ("model", "project")),
    Step(WINDOW, "The window", window.try_window, ("suggestions",)),
    Step("crash", "A sudden end", killing.kill_at_work, ("project",)),
    Step("exports", "Exports", exports.export_and_read_back, ("project",)),
    Step("offline", "No network", stay_offline),
)
"""The last one is about all before it."""
