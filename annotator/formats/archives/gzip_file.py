"""A single file packed with gzip: "news.jsonl.gz"."""

from __future__ import annotations

from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from annotator.domain.errors import UnreadableInput
from annotator.formats.archives.unpacking import gunzipped
from annotator.formats.input_file import InputFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.domain.exchange import Problem


class Gzip:
    """Holds one file, which has its name without ".gz"."""

    name = "gzip"
    title = "Compressed file (gzip)"
    extensions: tuple[str, ...] = (".gz",)

    def members(self, file: InputFile) -> Iterator[InputFile | Problem]:
        """The one file; its companions stand beside the packed one."""
        if not file.head.startswith(b"\x1f\x8b"):
            raise UnreadableInput("It is not packed with gzip, whatever its name says.")
        inner = PurePosixPath(file.name).stem
        yield InputFile(
            f"{file.origin}/{inner}", partial(gunzipped, file.opener), file.neighbour, file.options
        )
