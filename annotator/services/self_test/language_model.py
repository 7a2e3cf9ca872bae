"""Whether the bundled language model is the right one, and loads where it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.errors import Cancelled, KnownError, WorkerFailed
from annotator.services.model_files import verify
from annotator.services.self_test.steps import INSTALL_AGAIN, Found, Wrong
from annotator.suggest.pipeline import BUNDLED_MODEL
from annotator.suggest.process import SuggestionProcess
from annotator.suggest.registry import chosen_suggesters

if TYPE_CHECKING:
    from annotator.services.self_test.steps import Trial


def load(trial: Trial) -> Found:
    """The step."""
    found = verify()
    if not found.is_whole:
        raise Wrong(found.sentence(), "If that does not help, send this report to its makers.")
    process = SuggestionProcess()
    try:
        infos = process.start(
            BUNDLED_MODEL, chosen_suggesters(()), should_stop=lambda: trial.context.is_cancelled
        )
    except (Cancelled, WorkerFailed):
        raise  # that has nothing to do with its files
    except KnownError as error:
        found_out = f"The files of the language model are as released, but: {error}"
        raise Wrong(found_out, INSTALL_AGAIN) from error
    finally:
        process.close()
    models = ", ".join(sorted({one.model for one in infos if one.model}))
    return Found(
        f"{found.sentence()} {models} loads in the suggestion process.",
        {"files": found.checked, "model": models},
    )
