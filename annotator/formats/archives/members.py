"""The names of files in archives."""

from __future__ import annotations

import re

_LEFT_BEHIND = frozenset({"__macosx", "thumbs.db", "desktop.ini", "$recycle.bin"})
_UNSHOWABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


def is_passed_over(name: str) -> bool:
    """Whether a file is hidden, or left behind by a system: nobody means it as an article."""
    return any(
        part.lower() in _LEFT_BEHIND or (part.startswith(".") and part not in (".", ".."))
        for part in name.split("/")
    )


def shown_name(name: str) -> str:
    """The name as messages show it: in one line, and such that it can be stored."""
    return _UNSHOWABLE.sub("\ufffd", name)
