"""How lists count: 1, a, A, i, I."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST_ROMAN = 3999
_LETTERS = 26


def numeral(count: int, kind: str) -> str:
    """A number as a list of that kind shows it. kind: "1", "a", "A", "i" or "I"."""
    if kind in ("a", "A") and count > 0:
        letters = chr(ord("a") + (count - 1) % _LETTERS) * min(1 + (count - 1) // _LETTERS, 9)
        return letters.upper() if kind == "A" else letters
    if kind in ("i", "I") and 0 < count <= _LARGEST_ROMAN:
        roman = _roman(count)
        return roman.upper() if kind == "I" else roman
    return str(count)


def _roman(count: int) -> str:
    parts = []
    for value, letters in _ROMAN:
        times, count = divmod(count, value)
        parts.append(letters * times)
    return "".join(parts)
