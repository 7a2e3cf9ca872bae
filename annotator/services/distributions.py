"""What installed packages say of themselves: licence, licence texts, home page, what they need.

Only the standard library is used: what builds the packages reads it, too.
"""

from __future__ import annotations

import re
from importlib import metadata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

_NEED = re.compile(r"\s*([A-Za-z0-9][\w.-]*)\s*(?:\[([^\]]*)\])?[^;]*(?:;\s*(.*))?")
_LICENCE_FILE = re.compile(r"licen[cs]e|copying|notice|copyright|authors", re.IGNORECASE)
_HOMES = ("homepage", "home", "source", "source code", "repository", "github", "documentation")
"""What packages call their own pages, the best first."""
_CODE = {".py", ".pyc", ".pyi", ".so", ".pyd"}
_LONGEST_NAME = 80
"""Characters of a licence's name; where a package says more, it is the text."""

_SPDX = {
    "0bsd": "0BSD",
    "apache 2": "Apache-2.0",
    "apache 2.0": "Apache-2.0",
    "apache license": "Apache-2.0",
    "apache license version 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd": "BSD-3-Clause",
    "bsd license": "BSD-3-Clause",
    "bsd-3-clause, apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
    "isc license": "ISC",
    "isc license (iscl)": "ISC",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "psfl": "PSF-2.0",
    "python software foundation license": "PSF-2.0",
    "the bsd 2-clause license": "BSD-2-Clause",
}
"""What packages write besides the names that SPDX gives to licences, in small letters."""


class Need(NamedTuple):
    """What a package asks for. name: in normal form. marker: when, "" for always."""

    name: str
    extras: frozenset[str]
    marker: str


def normal(name: str) -> str:
    """The one way to write the name of a package."""
    return re.sub(r"[-_.]+", "-", name).lower()


def need(requirement: str) -> Need:
    """Reads a line such as `smart-open[all]>=5; extra == "cloud"`."""
    found = _NEED.fullmatch(requirement)
    if found is None:
        raise ValueError(f"{requirement} is no requirement")
    extras = frozenset(normal(one.strip()) for one in (found[2] or "").split(",") if one.strip())
    return Need(normal(found[1]), extras, (found[3] or "").strip())


def installed(folder: Path | None = None) -> dict[str, metadata.Distribution]:
    """What is installed, by name in normal form. folder: a `site-packages`; None: this Python's."""
    places = (
        metadata.distributions() if folder is None else metadata.distributions(path=[str(folder)])
    )
    found: dict[str, metadata.Distribution] = {}
    for one in places:
        found.setdefault(normal(one.metadata["Name"]), one)
    return found


def reachable(
    roots: Iterable[Need],
    there: Mapping[str, metadata.Distribution],
    applies: Callable[[str, frozenset[str]], bool],
) -> tuple[dict[str, metadata.Distribution], frozenset[str]]:
    """All that these need, directly or not, by name; and the names of what is not there.

    applies: whether a marker holds where these extras are asked for.
    """
    taken: dict[str, frozenset[str]] = {}
    left = list(roots)
    while left:
        one = left.pop()
        extras = taken.get(one.name, frozenset()) | one.extras
        if taken.get(one.name) == extras:
            continue
        taken[one.name] = extras
        if one.name in there:
            needs = map(need, there[one.name].requires or ())
            left += [each for each in needs if not each.marker or applies(each.marker, extras)]
    found = {name: there[name] for name in sorted(taken) if name in there}
    return found, frozenset(taken.keys() - found.keys())


def licence_of(package: metadata.Distribution) -> str:
    """The licence as SPDX writes it where that is known, else in the package's words, or ""."""
    about = package.metadata
    if "License-Expression" in about:
        return str(about["License-Expression"])
    stated = _field(about, "License").partition("\n")[0].strip()
    named = [
        text.rpartition(" :: ")[2]
        for text in about.get_all("Classifier") or ()
        if text.startswith("License :: ")
    ]
    for text in (stated, *named):
        if text.lower() in _SPDX:
            return _SPDX[text.lower()]
    return stated if len(stated) <= _LONGEST_NAME and stated != "UNKNOWN" else ""


def texts_of(package: metadata.Distribution) -> tuple[str, ...]:
    """The texts of its licences, each once, as the package carries them; () if it has none."""
    texts = []
    for file in sorted(package.files or (), key=str):
        inside = file.parts[0].endswith(".dist-info") and _LICENCE_FILE.search(str(file))
        if inside or (_LICENCE_FILE.match(file.name) and file.suffix not in _CODE):
            texts.append(file.read_binary().decode("utf-8", errors="replace"))
    stated = _field(package.metadata, "License")
    if not texts and len(stated) > _LONGEST_NAME * 5:
        texts.append(stated)
    return tuple(dict.fromkeys(text.strip("\n") for text in texts if text.strip()))


def home_of(package: metadata.Distribution) -> str:
    """The address of the project's own pages, "" if it names none."""
    if "Home-page" in package.metadata:
        return _field(package.metadata, "Home-page")
    stated = (text.partition(", ") for text in package.metadata.get_all("Project-URL") or ())
    pages = {name.lower(): address for name, _, address in stated}
    return next((pages[name] for name in _HOMES if name in pages), "")


def _field(about: metadata.PackageMetadata, name: str) -> str:
    return str(about[name]).strip() if name in about else ""
