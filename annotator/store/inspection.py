"""Looking at a file that may be a project, without changing it in any way."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from annotator.domain.held_files import check_free, is_held
from annotator.domain.project_file import APPLICATION_ID

_MAGIC = b"SQLite format 3\0"
_HEADER_SIZE = 100
_MARK = slice(68, 72)


def uri(path: Path, **options: str) -> str:
    """SQLite's URI of a file, whatever characters its name has."""
    name = path.absolute().as_posix()
    query = "&".join(f"{key}={value}" for key, value in options.items())
    return f"file://{quote(name if name.startswith('/') else '/' + name)}?{query}"


def beside(path: Path, ending: str) -> Path:
    """The file of that name with an ending more: "-wal", "-shm", "-lock"."""
    return path.with_name(path.name + ending)


@dataclass(frozen=True, slots=True)
class Header:
    """What the first 100 bytes of an SQLite file say.

    size: what the file's length should be, in bytes; 0 if the header does not tell. is_known: its
    format is one that SQLite writes; of any later one it would only read.
    """

    application_id: int
    version: int
    size: int
    is_known: bool = True

    @property
    def is_ours(self) -> bool:
        """Whether the file was made by this program."""
        return self.application_id == APPLICATION_ID


def read_header(path: Path) -> Header | None:
    """The header of an SQLite file, None for any other file. Raises OSError."""
    if is_held(path):
        return _asked_header(path)
    with path.open("rb") as file:
        head = file.read(_HEADER_SIZE)
    if len(head) < _HEADER_SIZE or not head.startswith(_MAGIC):
        return None

    def number(start: int, size: int = 4) -> int:
        return int.from_bytes(head[start : start + size], "big")

    page_size = number(16, 2)
    if page_size == 1:  # how the format writes 65,536
        page_size = 65_536
    is_size_valid = number(24) == number(92)
    size = page_size * number(28) if is_size_valid else 0
    is_known = {head[18], head[19]} <= {1, 2}
    return Header(application_id=number(68), version=number(60), size=size, is_known=is_known)


def _asked_header(path: Path) -> Header | None:
    """The header of a file that this process has open: only SQLite may open it once more."""
    try:
        with closing(sqlite3.connect(uri(path, mode="ro"), uri=True)) as connection:
            (application_id,) = connection.execute("PRAGMA application_id").fetchone()
            (version,) = connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.Error as error:
        raise OSError(str(error)) from error
    return Header(application_id, version, 0)


def has_mark(path: Path) -> bool:
    """Whether a file has our mark where a project has it, whatever else its head says."""
    with path.open("rb") as file:
        head = file.read(_HEADER_SIZE)
    return head[_MARK] == APPLICATION_ID.to_bytes(4, "big")


def has_log(path: Path) -> bool:
    """Whether a write-ahead log or a rollback journal holds a part of the file's state."""
    return any(_size(beside(path, ending)) for ending in ("-wal", "-journal"))


def faults(path: Path) -> str | None:
    """What SQLite's quick check finds wrong; None if the file is good.

    Nothing is created beside the file, so nobody may be writing to it meanwhile.
    """
    if not has_log(path):
        return _quick_check(path)
    # SQLite would fold the log into the file; a copy can be looked at without that
    try:
        with tempfile.TemporaryDirectory() as folder:
            return _quick_check(_copy(path, Path(folder)), mode="rw")
    except OSError:  # no room for it
        return schema_faults(path)


def is_good(path: Path) -> bool:
    """Whether the file is a whole project of this program or an older one."""
    try:
        header = read_header(path)
    except OSError:
        return False
    return header is not None and header.is_ours and faults(path) is None


def schema_faults(path: Path) -> str | None:
    """As faults(), but reads the schema only: quick, however large the file."""
    options = {"mode": "ro"} if has_log(path) else {"mode": "ro", "immutable": "1"}
    return _ask(path, "SELECT count(*) FROM sqlite_schema", options)


def _quick_check(path: Path, mode: str = "ro") -> str | None:
    options = {"mode": mode} if mode == "rw" else {"mode": mode, "immutable": "1"}
    return _ask(path, "PRAGMA quick_check(1)", options)


def _copy(path: Path, folder: Path) -> Path:
    check_free(path)
    copy = folder / "copy"
    for ending in ("", "-wal", "-journal"):
        if beside(path, ending).exists():
            shutil.copyfile(beside(path, ending), beside(copy, ending))
    return copy


def _ask(path: Path, question: str, options: dict[str, str]) -> str | None:
    try:
        with closing(sqlite3.connect(uri(path, **options), uri=True)) as connection:
            (answer,) = connection.execute(question).fetchone()
    except (sqlite3.Error, UnicodeDecodeError) as error:  # a message may quote what is no text
        return str(error)
    return None if answer == "ok" or isinstance(answer, int) else str(answer)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
