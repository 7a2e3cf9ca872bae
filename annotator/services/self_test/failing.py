"""What a step died of, in the words of a report."""

from __future__ import annotations

import errno
import os
import re

from annotator.domain.errors import KnownError
from annotator.domain.traces import clean_trace
from annotator.services.self_test.steps import AGAIN, TELL, Wrong

NO_ROOM = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
"""A disk is full, or one's share of it, or a file is as large as it may be."""
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS, errno.EIO}
_MOST_LINES = 30
_EXCEPTION = re.compile(
    r"^(\s*(?:[\w.]*\.)?[A-Z]\w*(?:Error|Exception|Warning|Interrupt|Exit)): (.+)$"
)
"""How Python prints an exception: its kind, and a message that may quote anything."""


def as_wrong(error: Exception) -> Wrong:
    """The sentence, what to do, and for a bug the trace without what it quotes."""
    if isinstance(error, Wrong):
        return error
    if isinstance(error, KnownError):
        return Wrong(str(error), AGAIN)
    if isinstance(error, MemoryError):
        return Wrong(
            "There is not enough memory.",
            "Close other programs and run the test again.",
            clean_trace(error),
        )
    if isinstance(error, OSError) and error.errno in NO_ROOM | _REFUSED:
        return _of_the_disk(error)
    found = f"An error of the program is in the way ({type(error).__name__})."
    return Wrong(found, TELL, clean_trace(error))


def last_words(text: str) -> str:
    """The last lines that a process wrote, without the messages of exceptions among them."""
    lines = text.splitlines()[-_MOST_LINES:]
    return "\n".join(_EXCEPTION.sub(_without_message, line) for line in lines)


def _without_message(found: re.Match[str]) -> str:
    return f"{found[1]}: (a message of {len(found[2]):,} characters, left out)"


def _of_the_disk(error: OSError) -> Wrong:
    name = error.filename
    file = os.fsdecode(name) if isinstance(name, str | bytes) else "a file of the test"
    reason = os.strerror(error.errno or 0)
    if error.errno in NO_ROOM:
        found = f"There was no room left for {file} ({reason})."
        advice = "Make room on that disk, or name a folder on another one with --folder."
    else:
        found = f"The system did not let {file} be read or written ({reason})."
        advice = "See to the rights and the disk there, or name another folder with --folder."
    return Wrong(found, f"{advice} {AGAIN}", clean_trace(error))
