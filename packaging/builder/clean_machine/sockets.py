"""Which sockets a program and all that it starts asks the kernel for, C code included."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from builder.clean_machine.report import Failed

if TYPE_CHECKING:
    from pathlib import Path

_MADE = re.compile(r"\bsocket(?:pair)?\((\w+)")
_REACHED = re.compile(r'\bconnect\(\d+, \{sa_family=AF_UNIX, sun_path=(@?"[^"]*")')


def traced(log: Path) -> list[str]:
    """The beginning of a command that writes the calls about sockets of what it runs to a file."""
    return ["strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=network", "-o", str(log)]


def families(log: Path) -> Counter[str]:
    """How many sockets of each family were asked for, whether or not they were given."""
    return Counter(_MADE.findall(log.read_text(encoding="utf-8", errors="replace")))


def only_local(log: Path) -> list[str]:
    """What was found, as notes. Raises Failed if any socket was not one of this machine's files."""
    found = families(log)
    others = sorted(set(found) - {"AF_UNIX", "AF_LOCAL"})
    if others:
        counted = ", ".join(f"{found[name]} of {name}" for name in others)
        raise Failed(f"sockets that lead out of the machine were asked for: {counted}; see {log}")
    reached = set(_REACHED.findall(log.read_text(encoding="utf-8", errors="replace")))
    ends = ", ".join(sorted(reached)) or "nobody"
    return [f"{found.total()} sockets, all AF_UNIX", f"connected to {ends}"]
