"""What a command did, and what it was told about."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

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


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def jsonl(folder: Path, *objects: object, name: str = "articles.jsonl") -> Path:
    lines = (one if isinstance(one, str) else json.dumps(one) for one in objects)
    return write(folder, name, "".join(f"{line}\n" for line in lines))


def give_stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
