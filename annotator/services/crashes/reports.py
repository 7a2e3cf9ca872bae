"""Writes reports of errors, and keeps the newest."""

from __future__ import annotations

import logging
import os
import tempfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.errors import ChildFailed
from annotator.domain.traces import clean_trace, mark_of
from annotator.services.crashes.facts import Fact, as_text, facts
from annotator.services.folders import crash_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

_log = logging.getLogger("annotator.crashes")

_KEPT = 20
_PREFIX, _SUFFIX = "report-", ".txt"


class Report(NamedTuple):
    """What is told of an error. mark: the same for the same error.

    path: the file that holds the text; None if none could be written.
    """

    text: str
    mark: str
    path: Path | None


def report_error(
    error: BaseException,
    *,
    process: str,
    actions: Sequence[str] = (),
    folder: Path | None = None,
    now: datetime | None = None,
) -> Report:
    """Writes a report of an exception; see report_trace()."""
    if isinstance(error, ChildFailed):
        process = f"{process}, of the {error.process} process"
    trace = clean_trace(error)
    return report_trace(trace, process=process, actions=actions, folder=folder, now=now)


def report_trace(
    trace: str,
    *,
    process: str,
    actions: Sequence[str] = (),
    version: str = "",
    folder: Path | None = None,
    now: datetime | None = None,
) -> Report:
    """Writes a report, and forgets the oldest where there are more than twenty.

    process: which of the program's met it, in a word or two. trace: see domain.traces.
    actions: names of what the user did last. version: of the program, if it was another one.
    folder: None for that of all reports. The same error is written once a day; nothing is raised
    where the folder cannot be written.
    """
    mark, now = mark_of(trace), now or datetime.now(UTC)
    text = _text(trace, process=process, actions=actions, version=version, now=now)
    folder = folder or crash_folder()
    with suppress(OSError):
        known = next(iter(folder.glob(f"{_PREFIX}{now:%Y%m%d}-*-{mark}{_SUFFIX}")), None)
        if known is not None:
            return Report(text, mark, known)
    path = folder / f"{_PREFIX}{now:%Y%m%d-%H%M%S}-{mark}{_SUFFIX}"
    try:
        _write(path, text)
        _forget_oldest(folder)
    except OSError as error:
        _log.info("a report could not be written: error %s", error.errno)
        return Report(text, mark, None)
    return Report(text, mark, path)


def reports(folder: Path | None = None) -> list[Path]:
    """The reports that are kept, the oldest first."""
    return sorted((folder or crash_folder()).glob(f"{_PREFIX}*{_SUFFIX}"))


def _text(trace: str, *, process: str, actions: Sequence[str], version: str, now: datetime) -> str:
    head = (
        Fact("When", f"{now:%Y-%m-%d %H:%M:%S} UTC"),
        Fact("Where", process),
        *facts(),
        *((Fact("It was", f"version {version}"),) if version else ()),
        Fact("Before", ", ".join(actions) or "nothing"),
    )
    return f"Annotator: report of an error\n\n{as_text(head)}\n\n{trace}\n"


def _write(path: Path, text: str) -> None:
    """Whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".report")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _forget_oldest(folder: Path) -> None:
    for old in reports(folder)[:-_KEPT]:
        old.unlink(missing_ok=True)
