"""A file to import, wherever it lies: on a disk, in an archive, in memory."""

from __future__ import annotations

import io
import os
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO

import orjson

from annotator.domain.errors import UnreadableInput
from annotator.domain.held_files import check_free

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LARGEST_FILE = 1_000_000_000
"""Bytes that are read at once; formats that stream take larger files."""

HEAD = 1_000_000
"""Bytes by which a format is recognised."""

_KEY = re.compile(rb'"((?:[^"\\]|\\.){1,60})"\s*:')


def _nothing_beside(_: str) -> bytes | None:
    return None


@dataclass(frozen=True)
class InputFile:
    """One file.

    origin: as messages name it. opener: opens it anew, from its beginning.
    neighbour: the bytes of another file of that relative name in the same folder, or None.
    options: what whoever imports chose, by Option.name.
    """

    origin: str
    opener: Callable[[], BinaryIO]
    neighbour: Callable[[str], bytes | None] = _nothing_beside
    options: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of_bytes(
        cls,
        data: bytes,
        origin: str,
        *,
        neighbour: Callable[[str], bytes | None] = _nothing_beside,
        options: Mapping[str, str] = MappingProxyType({}),
    ) -> InputFile:
        """A file that is in memory."""
        return cls(origin, lambda: io.BytesIO(data), neighbour, options)

    @classmethod
    def of_path(
        cls, path: Path, origin: str, options: Mapping[str, str] = MappingProxyType({})
    ) -> InputFile:
        """A file on a disk. What it raises when it is read is OSError."""

        def neighbour(name: str) -> bytes | None:
            beside = path.parent / PurePosixPath(name)
            if ".." in PurePosixPath(name).parts or not beside.is_file():
                return None
            if beside.stat().st_size > LARGEST_FILE:
                raise UnreadableInput(_too_large(name))
            check_free(beside)
            return beside.read_bytes()

        def opener() -> BinaryIO:
            check_free(path)
            return path.open("rb")

        return cls(origin, opener, neighbour, options)

    @property
    def name(self) -> str:
        """Its name without folders."""
        return re.split(r"[\\/]", self.origin)[-1]

    @property
    def stem(self) -> str:
        """Its name without folders and extension."""
        return PurePosixPath(self.name).stem

    @cached_property
    def data(self) -> bytes:
        """All of its bytes. Raises UnreadableInput if it is larger than LARGEST_FILE."""
        with self.opener() as stream:
            data = stream.read(LARGEST_FILE + 1)
        if len(data) > LARGEST_FILE:
            raise UnreadableInput(_too_large("It"))
        return data

    @cached_property
    def head(self) -> bytes:
        """Its first bytes, HEAD at most."""
        with self.opener() as stream:
            return stream.read(HEAD)

    @cached_property
    def first_json(self) -> object:
        """The JSON value of its first line, or of all of it; None if the head holds none whole."""
        data = self.head.removeprefix(b"\xef\xbb\xbf").lstrip()
        for candidate in (data.partition(b"\n")[0], data):
            try:
                return orjson.loads(candidate)
            except orjson.JSONDecodeError:
                continue
        return None

    @cached_property
    def json_keys(self) -> frozenset[str]:
        """Every key in its head, at any depth; for JSON whose head is not whole as well."""
        return frozenset(key.decode("utf-8", "replace") for key in _KEY.findall(self.head))

    def beside(self, name: str) -> bytes | None:
        """The bytes of another file of the same folder or archive; None if it is not there.

        Raises UnreadableInput if that is too large.
        """
        try:
            return self.neighbour(name)
        except OSError as error:
            raise UnreadableInput(
                f"{name}, which belongs to it, cannot be read: {error.strerror or error}."
            ) from error


def origin_of(path: Path) -> str:
    """How messages name a path; bytes of a file's name that are no text become "\\ufffd"."""
    return os.fsencode(path).decode("utf-8", "replace")


def _too_large(what: str) -> str:
    return (
        f"{what} has more than {LARGEST_FILE // 1_000_000:,} MB; split it, or take out what is no"
        " text."
    )
