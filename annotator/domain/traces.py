"""What may be told of an exception: where it came from, and nothing that an article can be in.

A traceback as Python prints it quotes whatever the program was at: a KeyError its key, SQLAlchemy
the parameters of a statement, a plugin the line that it could not read. So of foreign exceptions
only the kind and the length of the message are told.
"""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath
from traceback import walk_tb
from typing import TYPE_CHECKING
from zlib import crc32

from annotator.domain.errors import ChildFailed, KnownError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType, TracebackType

_PACKAGE = "annotator/"
_FIRST, _LAST = 10, 40
"""Frames of each traceback that are kept: an endless recursion has a thousand."""
_DEEPEST = 12
"""Exceptions that led to one another, and groups within groups."""
_WIDEST = 10
"""Exceptions of one group."""
_QUOTED = re.compile('“[^”]*”?|"[^"]*"?|‘[^’]*’?')
_NUMBERS = re.compile(r"\d+")


def clean_trace(error: BaseException) -> str:
    """An exception with its traceback and all that led to it, one thing a line.

    Holds no message but those that cannot quote anything, no values, and no folder of the user's.
    """
    return "\n".join(_lines(error, set(), 0))


def clean_message(error: BaseException) -> str:
    """What an exception says, as far as no text of an article can be in it; "" for nothing."""
    if isinstance(error, ChildFailed):
        return ""
    text = str(error)
    if isinstance(error, KnownError):
        return _without_names(text)
    facts = _facts(error)
    if facts:
        return facts
    if text and text in _literals(error):
        return text
    return f"(a message of {len(text):,} characters, left out)" if text else ""


def mark_of(trace: str) -> str:
    """Eight letters, the same for the same failure: what clean_trace() gave, but for numbers.

    The numbers of lines count, so that two failures in one function are two.
    """
    places = [line for line in trace.splitlines() if line.startswith("  ")]
    kinds = [_NUMBERS.sub("", line) for line in trace.splitlines() if not line.startswith("  ")]
    told = "\n".join((*kinds, *places))
    return f"{crc32(told.encode(errors='replace')):08x}"


def short_path(path: str) -> str:
    """The path of a source file from its package on; of any other place only the file's name."""
    text = path.replace("\\", "/")
    for root in ("/site-packages/", "/dist-packages/"):
        if root in text:
            return text.rpartition(root)[2]
    if text.startswith(("<", _PACKAGE)):
        return text
    own = Path(__file__).resolve().parents[2].as_posix() + "/"
    if text.startswith(own + _PACKAGE):
        return text.removeprefix(own)
    standard = re.search(r"/python3\.\d+/(.+)$", text)
    return f"python/{standard[1]}" if standard else PurePosixPath(text).name


def without_home(text: str) -> str:
    """The text with the user's folder as ~ and the user's name left out."""
    home = os.path.expanduser("~")  # noqa: PTH111 - Path.home() raises where there is none
    if len(home) > 1:
        text = text.replace(home, "~")
    name = os.environ.get("USER") or os.environ.get("USERNAME") or ""
    return re.sub(rf"\b{re.escape(name)}\b", "…", text) if len(name) > 1 else text


def _lines(error: BaseException, seen: set[int], depth: int) -> Iterator[str]:
    if id(error) in seen or depth > _DEEPEST:
        yield "(and what led to it)"
        return
    seen.add(id(error))
    if error.__cause__ is not None:
        yield from _lines(error.__cause__, seen, depth + 1)
        yield "which was the cause of:"
    elif error.__context__ is not None and not error.__suppress_context__:
        yield from _lines(error.__context__, seen, depth + 1)
        yield "and while that was dealt with:"
    message = clean_message(error)
    yield f"{_kind(error)}: {message}" if message else _kind(error)
    yield from _frames(error.__traceback__)
    if isinstance(error, ChildFailed):
        yield f"of which the {error.process} process said:"
        yield error.trace
    if isinstance(error, BaseExceptionGroup):
        for number, one in enumerate(error.exceptions[:_WIDEST], 1):
            yield f"number {number} of {len(error.exceptions)}:"
            yield from _lines(one, seen, depth + 1)


def _kind(error: BaseException) -> str:
    kind = type(error)
    name = f"{kind.__module__}.{kind.__qualname__}".replace("<locals>.", "")
    return name.removeprefix("builtins.")


def _frames(trace: TracebackType | None) -> Iterator[str]:
    """Where it came from, the innermost place last."""
    found = [
        f"  {short_path(frame.f_code.co_filename)}:{line} in {frame.f_code.co_name}"
        for frame, line in walk_tb(trace)
    ]
    if len(found) > _FIRST + _LAST:
        yield from found[:_FIRST]
        yield f"  ({len(found) - _FIRST - _LAST:,} places left out)"
        found = found[-_LAST:]
    yield from found


def _facts(error: BaseException) -> str:
    """What the parts of an exception tell which only a system or a program's source can fill."""
    if isinstance(error, OSError) and isinstance(error.errno, int):
        return f"error {error.errno}, {os.strerror(error.errno)}"
    if isinstance(error, UnicodeDecodeError | UnicodeEncodeError):
        return f"{error.encoding}, at {error.start:,} of {len(error.object):,}"
    code = getattr(error, "sqlite_errorname", None)
    if isinstance(code, str) and code.startswith("SQLITE_"):
        return code
    name = getattr(error, "name", None)
    if isinstance(error, AttributeError | NameError | ImportError) and name in _names(error):
        return f"name {name}"
    return ""


def _innermost(error: BaseException) -> CodeType | None:
    code = None
    for frame, _ in walk_tb(error.__traceback__):
        code = frame.f_code
    return code


def _names(error: BaseException) -> tuple[str, ...]:
    """The names that stand in the source which raised it."""
    code = _innermost(error)
    return code.co_names if code else ()


def _literals(error: BaseException) -> tuple[object, ...]:
    """The constants of the function of ours that raised it: no article is among them."""
    code = _innermost(error)
    if code is None or not short_path(code.co_filename).startswith(_PACKAGE):
        return ()
    return code.co_consts


def _without_names(text: str) -> str:
    """A sentence for the user without what it quotes, such as a query or a name."""
    return without_home(_QUOTED.sub("“…”", text))
