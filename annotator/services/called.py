"""What a call of the program is about, if it names project files instead of a command."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.project_file import SUFFIX, has_project_header

if TYPE_CHECKING:
    from collections.abc import Sequence

_COMMAND = re.compile(r"[a-z][a-z-]*")
_SCHEME = "file:"
_DRIVE = re.compile(r"/[A-Za-z]:(/|$)")
"""How the path of an address begins on Windows."""


def projects_called(words: Sequence[str]) -> tuple[Path, ...]:
    """The files that a call such as `annotator news.annotator` names; none if it is another call.

    So a file manager calls the program. The first word decides: a name that ends as those of
    projects do, or a file that is one by its contents. A word that could be a command is one.
    """
    if not words or any(word.startswith("-") for word in words):
        return ()
    first, path = words[0], path_called(words[0])
    if path.name.lower().endswith(SUFFIX) or (
        not _COMMAND.fullmatch(first) and has_project_header(path)
    ):
        return tuple(map(path_called, words))
    return ()


def path_called(word: str) -> Path:
    """The file that a word of a call means: its path, or an address as some desktops pass it on.

    The address of a file of another machine is taken for a path, which leads nowhere.
    """
    if word[: len(_SCHEME)].lower() != _SCHEME:
        return Path(word)
    import platform
    from urllib.parse import unquote_to_bytes

    where = word[len(_SCHEME) :]
    if where.startswith("//"):
        host, _, rest = where[2:].partition("/")
        if host.lower() not in {"", "localhost", platform.node().lower()}:
            return Path(word)
        where = f"/{rest}"
    name = os.fsdecode(unquote_to_bytes(where))
    return Path(name[1:] if _DRIVE.match(name) else name)
