"""Zip archives of articles: each file in one is read as its own."""

from __future__ import annotations

import posixpath
from functools import partial
from typing import TYPE_CHECKING

from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import Problem
from annotator.formats.archives.guarded import open_archive
from annotator.formats.archives.members import is_passed_over, shown_name
from annotator.formats.input_file import InputFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.formats.archives.guarded import Archive, Entry


class Zip:
    """Holds files of any format. Hidden files, and those a system leaves behind, are no members."""

    name = "zip"
    title = "Zip archive"
    extensions: tuple[str, ...] = (".zip",)

    def members(self, file: InputFile) -> Iterator[InputFile | Problem]:
        """The files in it, in its order; a Problem for each that may not be read.

        Raises UnreadableInput if none can be.
        """
        with open_archive(file) as archive:
            entries = [entry for entry in archive.entries if not is_passed_over(entry.name)]
            refusals = {entry.refusal for entry in entries}
            if len(refusals) == 1 and (refusal := refusals.pop()):
                raise UnreadableInput(refusal)
            for entry in entries:
                if archive.is_spent:  # the member before this one has told
                    return
                origin = f"{file.origin}/{shown_name(entry.name)}"
                if entry.refusal:
                    yield Problem(origin, entry.refusal)
                else:
                    yield InputFile(
                        origin,
                        partial(archive.open, entry),
                        partial(_neighbour, archive, entry),
                        file.options,
                    )


def _neighbour(archive: Archive, entry: Entry, name: str) -> bytes | None:
    beside = posixpath.join(posixpath.dirname(entry.name), name)
    return archive.read(beside) if beside in archive else None
