"""The way from the self-test to the window; Qt is imported in the process that is to try it.

multiprocessing finds no function by its name in a module that is run as __main__.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.services.self_test.steps import AGAIN, INSTALL_AGAIN, Wrong

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.services.self_test.steps import WindowFindings, WindowTask


def act(task: WindowTask) -> Iterator[WindowFindings]:
    """Tries the window and says how it went. Raises Wrong."""
    try:
        from annotator.ui.self_test.acting import act as play
    except ImportError as error:
        raise _what_is_missing(error) from error
    yield from play(task)


def _what_is_missing(error: ImportError) -> Wrong:
    library, _, reason = str(error).partition(":")
    if ".so" in library:
        found = f"The window cannot be opened: {library} is missing on this system."
        return Wrong(found, f"Install the package that holds it. {AGAIN}", reason.strip())
    return Wrong(
        "The window cannot be opened: a part of it does not load.", INSTALL_AGAIN, str(error)
    )
