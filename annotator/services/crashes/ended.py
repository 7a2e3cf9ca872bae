"""Makes reports of processes that ended without Python hearing of it."""

from __future__ import annotations

import logging
import re
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from annotator import __version__
from annotator.domain.traces import short_path
from annotator.faults import HEAD_BYTES, SUFFIX, WINDOW, is_in_use
from annotator.services.folders import crash_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from annotator.services.crashes.reports import Report

_log = logging.getLogger("annotator.crashes")

_FRAME = re.compile(r'^  File "(.*)", line (\d+) in (.*)$')
_SAID = re.compile(r"^(Fatal Python error|Windows fatal exception|Current thread|Thread) ?:? ?.*$")
_LONGEST_BYTES = 200_000


class Ending(NamedTuple):
    """A process that ended badly. process: what it did, a word."""

    process: str
    report: Report


def reports_of_ended(folder: Path | None = None, *, of_window: bool = True) -> list[Ending]:
    """Reports of the processes that ended badly since this was asked last, each told once.

    of_window: those of windows as well, not only of what they started.
    """
    folder = folder or crash_folder()
    found: list[Ending] = []
    with suppress(OSError):
        for path in sorted(folder.glob(f"*{SUFFIX}")):
            is_asked = of_window or not path.name.startswith(WINDOW)
            if is_asked and not is_in_use(path):
                found += _reported(path)
    return found


def _reported(path: Path) -> Iterator[Ending]:
    from annotator.services.crashes.reports import report_trace  # the start of a window waits

    try:
        with path.open("rb") as file:
            head, body = file.read(HEAD_BYTES), file.read(_LONGEST_BYTES)
            when = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        path.unlink()
    except OSError as error:
        _log.info("word of an ended process could not be read: error %s", error.errno)
        return
    trace = "\n".join(_clean(body.decode("utf-8", "replace")))
    if not trace:
        return  # it was killed, or the power went
    process = path.name.partition("-")[0]
    said = dict(
        line.split(" ", 1) for line in head.decode("utf-8", "replace").splitlines() if " " in line
    )
    version = said.get("version", "").strip()
    report = report_trace(
        trace,
        process=f"the {process} process, which it ended",
        actions=said.get("actions", "").split(),
        version="" if version == __version__ else version,
        folder=path.parent,
        now=when,
    )
    yield Ending(process, report)


def _clean(text: str) -> Iterator[str]:
    """What faulthandler wrote, with short paths; lines of other kinds are left out."""
    for line in text.splitlines():
        frame = _FRAME.match(line)
        if frame:
            yield f"  {short_path(frame[1])}:{frame[2]} in {frame[3]}"
        elif _SAID.match(line):
            yield re.sub(r"0x[0-9a-f]+ ", "", line)
