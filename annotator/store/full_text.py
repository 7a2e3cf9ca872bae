"""Words in the language of the full-text search."""

from __future__ import annotations


def quoted(words: str, *, is_begun: bool = False) -> str:
    """Words that stand side by side; is_begun: the last one may go on.

    Nothing in them has a meaning of its own there, whatever was typed.
    """
    # SQLite takes a text to end where a NUL is
    safe = words.replace("\0", " ").replace('"', '""')
    return f'"{safe}"' + ("*" if is_begun else "")
