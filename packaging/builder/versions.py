"""How the packages of Linux write a version of the program."""

from __future__ import annotations

import re

from builder.running import CannotBuild

_VERSION = re.compile(
    r"(?P<release>\d+(?:\.\d+)*)"
    r"(?P<early>(?:a|b|rc)\d+)?"
    r"(?P<post>\.post\d+)?"
    r"(?P<dev>\.dev\d+)?"
)


def native_version(version: str) -> str:
    """The version as dpkg and rpm order it: 0.2.0rc1 is 0.2.0~rc1, which comes before 0.2.0.

    version: as Python writes it in its normal form. A development version of a final release is
    0.2.0~~dev1, since it comes before 0.2.0~a1 too.
    Raises CannotBuild if it is none of these.
    """
    found = _VERSION.fullmatch(version)
    if found is None:
        raise CannotBuild(f"“{version}” is not a version like 0.2.0, 0.2.0rc1 or 0.2.0.post1")
    written = found["release"]
    if found["early"]:
        written += "~" + found["early"]
    if found["post"]:
        written += "+" + found["post"].removeprefix(".")
    if found["dev"]:
        plain = not found["early"] and not found["post"]
        written += ("~~" if plain else "~") + found["dev"].removeprefix(".")
    return written


def is_early(version: str) -> bool:
    """Whether a version is one to try out, before the release that it is named after."""
    return "~" in native_version(version)
