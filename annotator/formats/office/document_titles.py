"""The titles among the properties of documents, where programs put what they please."""

from __future__ import annotations

import re

_PROGRAM = re.compile(r"^(Microsoft (Word|PowerPoint|Excel)|Pages|Print) ?[-:] ?", re.IGNORECASE)
_FILE_NAME = re.compile(
    r"\.(docx?|dotx?|odt|ott|rtf|pdf|indd|qx[pd]|html?|txt|tex|dvi|ps)$", re.IGNORECASE
)
_NO_TITLE = re.compile(
    r"(untitled|unbenannt|sans titre|sin título|(word )?document|dokument|unknown|about:blank"
    r"|(powerpoint )?presentation) ?\d*",
    re.IGNORECASE,
)


def written_title(text: str) -> str:
    """A title that a person wrote, or ""; programs put the file's name there."""
    text = _PROGRAM.sub("", text)
    return "" if _FILE_NAME.search(text) or _NO_TITLE.fullmatch(text) else text
