"""A layer between SQLite and the system, put into the SQLite that Python itself has loaded.

SQLite reaches files through a table of functions, its VFS. `layered()` registers a copy of the
default one in which opening, deleting, writing, truncating, syncing and reading pass by a Watcher
first; all else is SQLite's own code, unchanged. Every connection of this process that is opened
meanwhile uses it, so nothing of the program needs to know.
"""

from __future__ import annotations

import ctypes
import os
import sqlite3
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPEN_CREATE = 0x4


class Watcher:
    """Sees what SQLite asks of the system. Each method returns 0, or the error SQLite gets.

    file: a number of its own for every opening of a file. Nothing is done where an error is
    returned.
    """

    def on_open(self, path: Path, *, creates: bool) -> int:
        """Before a file is opened; creates: and made, if it is not there."""
        return 0

    def on_opened(self, file: int, path: Path) -> None:
        """It was."""

    def on_delete(self, path: Path) -> int:
        """Before a file is deleted."""
        return 0

    def on_folder_sync(self, folder: Path) -> None:
        """Before the names in a folder are synced."""

    def on_write(self, file: int, start: int, data: bytes) -> int:
        """Before bytes are written."""
        return 0

    def on_truncate(self, file: int, size: int) -> int:
        """Before a file is cut off, or filled up with zeros."""
        return 0

    def on_sync(self, file: int) -> int:
        """Before a file is synced."""
        return 0

    def on_read(self, file: int, start: int, size: int) -> int:
        """Before bytes are read."""
        return 0


# a name is passed on as the pointer it came as: SQLite keeps it, and reads what lies behind it
_Open = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_Delete = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)
_Set = CFUNCTYPE(c_int, c_void_p, c_char_p, c_void_p)
_Get = CFUNCTYPE(c_void_p, c_void_p, c_char_p)
_Write = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_Truncate = CFUNCTYPE(c_int, c_void_p, c_int64)
_Sync = CFUNCTYPE(c_int, c_void_p, c_int)
_OpenFolder = CFUNCTYPE(c_int, c_void_p, c_void_p)


class _Vfs(Structure):
    """sqlite3_vfs, version 3."""

    _fields_ = (
        ("iVersion", c_int),
        ("szOsFile", c_int),
        ("mxPathname", c_int),
        ("pNext", c_void_p),
        ("zName", c_char_p),
        ("pAppData", c_void_p),
        ("xOpen", _Open),
        ("xDelete", _Delete),
        *((name, c_void_p) for name in ("xAccess", "xFullPathname", "xDlOpen", "xDlError")),
        *((name, c_void_p) for name in ("xDlSym", "xDlClose", "xRandomness", "xSleep")),
        *((name, c_void_p) for name in ("xCurrentTime", "xGetLastError", "xCurrentTimeInt64")),
        ("xSetSystemCall", _Set),
        ("xGetSystemCall", _Get),
        ("xNextSystemCall", c_void_p),
    )


class _Methods(Structure):
    """sqlite3_io_methods, version 3."""

    _fields_ = (
        ("iVersion", c_int),
        ("xClose", c_void_p),
        ("xRead", _Write),
        ("xWrite", _Write),
        ("xTruncate", _Truncate),
        ("xSync", _Sync),
        *((name, c_void_p) for name in ("xFileSize", "xLock", "xUnlock", "xCheckReservedLock")),
        *((name, c_void_p) for name in ("xFileControl", "xSectorSize", "xDeviceCharacteristics")),
        *((name, c_void_p) for name in ("xShmMap", "xShmLock", "xShmBarrier", "xShmUnmap")),
        *((name, c_void_p) for name in ("xFetch", "xUnfetch")),
    )


class _File(Structure):
    _fields_ = (("pMethods", POINTER(_Methods)),)


def loaded_sqlite() -> ctypes.CDLL:
    """The library that the module sqlite3 runs on. Skips the test where it cannot be reached."""
    try:
        lines = Path("/proc/self/maps").read_text().splitlines()
    except OSError:
        pytest.skip("the system does not tell which SQLite is loaded")
    for line in lines:
        name = line.split(maxsplit=5)[-1]
        if "libsqlite3" in name:
            return ctypes.CDLL(name)
    pytest.skip("SQLite is a part of Python's own program here")


@contextmanager
def layered(watcher: Watcher, *, reads: bool = False) -> Iterator[None]:
    """All connections that are opened in the block pass by the watcher.

    reads: reading, too, which takes much longer. Connections that are still open when the block
    ends pass by it until they are closed. Fails if SQLite has made a file in the working directory,
    as it does where a name was freed that it still uses.
    """
    before = _made_here()
    library = loaded_sqlite()
    library.sqlite3_vfs_find.restype = POINTER(_Vfs)
    library.sqlite3_vfs_find.argtypes = (c_char_p,)
    library.sqlite3_vfs_register.argtypes = (POINTER(_Vfs), c_int)
    library.sqlite3_vfs_unregister.argtypes = (POINTER(_Vfs),)
    original = library.sqlite3_vfs_find(None)
    layer = _Layer(original.contents, watcher, reads=reads)
    # SQLite may call it as long as a connection is open, so it is kept for good
    _KEPT.append(layer)
    assert library.sqlite3_vfs_register(ctypes.byref(layer.vfs), 1) == sqlite3.SQLITE_OK
    layer.watch_folders()
    try:
        yield
    finally:
        layer.leave_folders()
        library.sqlite3_vfs_unregister(ctypes.byref(layer.vfs))
        library.sqlite3_vfs_register(original, 1)
    strays = _made_here() - before
    assert not strays, f"SQLite has made {strays} in the working directory"


def _made_here() -> set[str]:
    endings = ("-shm", "-wal", "-journal")
    return {one.name for one in Path().iterdir() if one.name.endswith(endings)}


def _path(name: int) -> Path:
    return Path(os.fsdecode(ctypes.string_at(name)))


_KEPT: list[_Layer] = []
_FOLDER = b"openDirectory"


class _Layer:
    """A copy of a VFS; each file that it opens gets a copy of its methods."""

    def __init__(self, original: _Vfs, watcher: Watcher, *, reads: bool) -> None:
        self._original = original
        self._watcher = watcher
        self._reads = reads
        self._numbers: dict[int, int] = {}
        self._opened = 0
        self._methods: dict[int, _Methods] = {}
        self._kept: list[Any] = []
        self.vfs = _Vfs.from_buffer_copy(original)
        self.vfs.zName = b"watched"
        self.vfs.xOpen = self._keep(_Open(self._open))
        self.vfs.xDelete = self._keep(_Delete(self._delete))

    def watch_folders(self) -> None:
        """SQLite opens a folder for one reason only: to sync it."""
        address = ctypes.cast(ctypes.byref(self._original), c_void_p)
        self._opener = self._original.xGetSystemCall(address, _FOLDER)
        proceed = _OpenFolder(self._opener)

        def opening(name: int, descriptor: int) -> int:
            self._watcher.on_folder_sync(_path(name).parent)
            return int(proceed(name, descriptor))

        hook = self._keep(_OpenFolder(opening))
        self._original.xSetSystemCall(address, _FOLDER, ctypes.cast(hook, c_void_p))

    def leave_folders(self) -> None:
        address = ctypes.cast(ctypes.byref(self._original), c_void_p)
        self._original.xSetSystemCall(address, _FOLDER, self._opener)

    def _keep(self, function: Any) -> Any:
        self._kept.append(function)
        return function

    def _open(self, vfs: int, name: int | None, file: int, flags: int, out: int) -> int:
        path = _path(name) if name else None  # a file for the moment has none
        if path is not None:
            refused = self._watcher.on_open(path, creates=bool(flags & _OPEN_CREATE))
            if refused:
                # SQLite closes no file whose methods are missing
                ctypes.cast(file, POINTER(c_void_p))[0] = None
                return refused
        answer = int(self._original.xOpen(vfs, name, file, flags, out))
        if answer == sqlite3.SQLITE_OK and path is not None:
            self._opened += 1
            self._numbers[file] = self._opened
            opened = ctypes.cast(file, POINTER(_File)).contents
            opened.pMethods = ctypes.pointer(self._watched(opened.pMethods.contents))
            self._watcher.on_opened(self._opened, path)
        return answer

    def _delete(self, vfs: int, name: int, syncs: int) -> int:
        return self._watcher.on_delete(_path(name)) or int(self._original.xDelete(vfs, name, syncs))

    def _watched(self, methods: _Methods) -> _Methods:
        """A copy of a file's methods that passes by the watcher; one for each kind of file."""
        key = ctypes.addressof(methods)
        if key not in self._methods:
            copy = _Methods.from_buffer_copy(methods)
            watcher, numbers = self._watcher, self._numbers

            def write(file: int, data: int, size: int, start: int) -> int:
                seen = watcher.on_write(numbers[file], start, ctypes.string_at(data, size))
                return seen or int(methods.xWrite(file, data, size, start))

            def truncate(file: int, size: int) -> int:
                return watcher.on_truncate(numbers[file], size) or int(
                    methods.xTruncate(file, size)
                )

            def sync(file: int, flags: int) -> int:
                return watcher.on_sync(numbers[file]) or int(methods.xSync(file, flags))

            def read(file: int, data: int, size: int, start: int) -> int:
                return watcher.on_read(numbers[file], start, size) or int(
                    methods.xRead(file, data, size, start)
                )

            copy.xWrite = self._keep(_Write(write))
            copy.xTruncate = self._keep(_Truncate(truncate))
            copy.xSync = self._keep(_Sync(sync))
            if self._reads:
                copy.xRead = self._keep(_Write(read))
            self._methods[key] = copy
        return self._methods[key]
