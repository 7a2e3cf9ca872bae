"""What a command did, and what it was told about."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

TEXT = "Harbour closed\n“We had no choice,” said Maria Lindqvist in Paris on Monday.\n"


@dataclass(frozen=True, slots=True)
class Result:
    """What a command did: its exit code, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one value on standard output."""
        return json.loads(self.out)

    @property
    def sentence(self) -> str:
        """The one line on standard error; nothing else was printed."""
        assert self.out == ""
        (line,) = self.err.splitlines()
        return line.removeprefix("annotator: ")
