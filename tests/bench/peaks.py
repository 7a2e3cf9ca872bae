"""The most memory that processes ever held, and what those that ended have computed."""

from __future__ import annotations

from pathlib import Path

import psutil

try:
    import resource
except ImportError:  # there is none on Windows
    resource = None  # type: ignore[assignment]

from tests.bench.measuring import Cost


def peak_mb() -> float:
    """The most memory that this process ever held, in megabytes."""
    memory = psutil.Process().memory_info()
    return float(getattr(memory, "peak_wset", 0) or _linux_peak() or memory.rss) / 1e6


def peak_of_children_mb() -> float:
    """The same of the largest child of this process that has ended; 0 where that is not known."""
    if resource is None:
        return 0.0
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1_024 / 1e6


def children() -> Cost:
    """What the children that have ended have cost; subtract an earlier one."""
    if resource is None:
        return Cost(0, 0)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(used.ru_utime + used.ru_stime, 0)


def _linux_peak() -> int:
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    (line,) = [one for one in status.read_text().splitlines() if one.startswith("VmHWM:")]
    return int(line.split()[1]) * 1_024
