"""What a process in the background does so that it is in nobody's way, on every system."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_NICENESS = 10

if sys.platform == "win32":
    from ctypes import Structure, WinDLL, byref, c_size_t, c_uint64, sizeof
    from ctypes.wintypes import DWORD, HANDLE, LARGE_INTEGER

    _BELOW_NORMAL = 0x4000
    _OWN_MEMORY = 0x100
    _EXTENDED_LIMITS = 9

    class _Basic(Structure):
        _fields_ = (
            ("process_time", LARGE_INTEGER),
            ("job_time", LARGE_INTEGER),
            ("flags", DWORD),
            ("least_working_set", c_size_t),
            ("most_working_set", c_size_t),
            ("most_processes", DWORD),
            ("affinity", c_size_t),
            ("priority", DWORD),
            ("scheduling", DWORD),
        )

    class _Limits(Structure):
        """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

        _fields_ = (
            ("basic", _Basic),
            ("traffic", c_uint64 * 6),
            ("process_memory", c_size_t),
            ("job_memory", c_size_t),
            ("peak_process_memory", c_size_t),
            ("peak_job_memory", c_size_t),
        )

    def give_way() -> None:
        """From now on this process waits while others have something to do."""
        kernel = _kernel()
        kernel.SetPriorityClass(HANDLE(kernel.GetCurrentProcess()), DWORD(_BELOW_NORMAL))

    def limit_memory(most: int) -> None:
        """From now on this process commits at most so many bytes; it raises MemoryError then.

        It gets a job of its own, which lasts as long as the process. Where Windows refuses that,
        there is no limit.
        """
        kernel = _kernel()
        limits = _Limits(basic=_Basic(flags=_OWN_MEMORY), process_memory=most)
        job = HANDLE(kernel.CreateJobObjectW(None, None))
        if kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, byref(limits), sizeof(limits)):
            kernel.AssignProcessToJobObject(job, HANDLE(kernel.GetCurrentProcess()))

    def _kernel() -> WinDLL:
        kernel = WinDLL("kernel32")
        kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = HANDLE
        return kernel

else:
    import resource

    def give_way() -> None:
        """From now on this process waits while others have something to do."""
        os.nice(_NICENESS)

    def limit_memory(most: int) -> None:
        """From now on this process gets at most so many bytes of address space.

        It raises MemoryError then. A stricter limit stays.
        """
        _, strictest = resource.getrlimit(resource.RLIMIT_AS)
        allowed = most if strictest == resource.RLIM_INFINITY else min(most, strictest)
        resource.setrlimit(resource.RLIMIT_AS, (allowed, strictest))


def hear(connection: Connection[Any, Any], *kinds: type) -> Any:  # noqa: ANN401 - of these kinds
    """What a process at the other end of a pipe said, which is of one of these kinds.

    Raises EOFError or OSError when it has ended, and EOFError as well for what makes no sense: a
    process that says such things is as good as dead.
    """
    try:
        said = connection.recv()
    except (EOFError, OSError):
        raise
    except Exception as error:
        raise EOFError(f"it makes no sense: {type(error).__name__}") from error
    if not isinstance(said, kinds):
        raise EOFError(f"it makes no sense: {type(said).__name__}")
    return said


def how_it_ended(exit_code: int | None) -> str:
    """In words; None for a process that goes on."""
    if exit_code is None:
        return "it does not answer"
    if exit_code >= 0:
        return f"exit code {exit_code}"
    try:
        return f"signal {signal.Signals(-exit_code).name}"
    except ValueError:
        return f"signal {-exit_code}"
