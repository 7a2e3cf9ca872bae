"""What a call of the program is about, if it names project files instead of a command."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.project_file import SUFFIX, has_project_header

if TYPE_CHECKING:
    from collections.abc import Sequence

_COMMAND = re.compile(r"[a-z][a-z-]*")


def projects_called(words: Sequence[str]) -> tuple[Path, ...]:
    """The files that a call such as `annotator news.annotator` names; none if it is another call.

    So a file manager calls the program. The first word decides: a name that ends as those of
    projects do, or a file that is one by its contents. A word that could be a command is one.
    """
    if not words or any(word.startswith("-") for word in words):
        return ()
    first = words[0]
    if first.lower().endswith(SUFFIX) or (
        not _COMMAND.fullmatch(first) and has_project_header(Path(first))
    ):
        return tuple(Path(word) for word in words)
    return ()
