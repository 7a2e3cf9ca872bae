"""Whether the bundled model is, file by file, the one that its makers released."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from annotator.resources import resource
from annotator.suggest.pipeline import BUNDLED_MODEL

if TYPE_CHECKING:
    from collections.abc import Mapping

_DIGESTS = "en_core_web_sm-3.8.0.sha256"
_OUR_CARRIERS_OWN = frozenset({"README.md", "meta.json"})
"""What the package that brings the model words in its own way; no code reads more of it than
names and versions."""


class Verification(NamedTuple):
    """What came of comparing.

    folder: where the model is, None if there is none. checked: how many files are as released.
    differing, missing, unexpected: files, relative to the folder.
    """

    folder: Path | None
    checked: int
    differing: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unexpected: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether every file is there as released, and no other."""
        wrong = self.differing or self.missing or self.unexpected
        return self.folder is not None and not wrong

    def sentence(self) -> str:
        """The same for people to read, in one sentence."""
        if self.folder is None:
            return "The bundled language model is missing; install the program again."
        if self.is_whole:
            return f"All {self.checked} files of the language model are as they were released."
        said = [
            f"{what} {', '.join(names)}"
            for what, names in (
                ("changed:", self.differing),
                ("missing:", self.missing),
                ("not part of it:", self.unexpected),
            )
            if names
        ]
        return (
            f"The language model in {self.folder} is not as it was released"
            f" ({'; '.join(said)}); install the program again."
        )


def verify() -> Verification:
    """Compares the installed or bundled model. Does not import it, nor spaCy."""
    found = find_spec(BUNDLED_MODEL)
    places = found.submodule_search_locations if found is not None else None
    for place in places or ():
        for config in sorted(Path(place).glob("*/config.cfg")):
            return compare(config.parent)
    return Verification(None, 0)


def compare(folder: Path, digests: Mapping[str, str] | None = None) -> Verification:
    """Compares the files below a folder with digests; None: with those of the release."""
    wanted = released_digests() if digests is None else digests
    there = {
        path.relative_to(folder).as_posix(): _digest(path)
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    return Verification(
        folder,
        sum(there.get(name) == digest for name, digest in wanted.items()),
        tuple(sorted(name for name in wanted if there.get(name, wanted[name]) != wanted[name])),
        tuple(sorted(wanted.keys() - there.keys())),
        tuple(sorted(there.keys() - wanted.keys() - _OUR_CARRIERS_OWN)),
    )


def released_digests() -> dict[str, str]:
    """SHA-256 in hexadecimal, by file, relative to the folder of the model."""
    text = resource("model", _DIGESTS).read_text(encoding="utf-8")
    lines = (line.split("  ", 1) for line in text.splitlines() if not line.startswith("#"))
    return {name: digest for digest, name in lines}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
